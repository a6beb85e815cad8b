"""What no row of real documents may be, unless it says that it should be looked at first."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
import regex

from metrics import extract, read_document
from metrics.rules.ruleset import RuleSet

EVERY = 6  # documents of the corpora; the rest takes too long for a test
PAIRS = ("（）", "()", "《》", "“”", "‘’", "【】")
EDGE = regex.compile(r"^[\s、，,；;：:。．.·—\-①-⑳]|[\s、，,；;：:。．·—\-①-⑳]$|\n")
MOST_ODD = 0.015  # of the rows, those with a doubt among them
ASKED_OF_WORDS = ("lead", "before")


@pytest.fixture(scope="module")
def rows(rules: RuleSet, shared) -> list[dict[str, Any]]:
    found = sorted((shared / "corpora").rglob("*"))
    files = [path for path in found if path.suffix in (".txt", ".md") and path.stem != "README"]
    assert len(files) > 100
    tables = extract([read_document(path) for path in files[::EVERY]], rules)
    made = tables.targets.to_dicts()
    assert len(made) > 500
    return made


def kind_of(rules: RuleSet, text: str) -> str | None:
    """The kind of the listed word that a text is, but for those that begin names."""
    words = (rules.lexicon.at(place).words.get(text) for place in ASKED_OF_WORDS)
    return next((word.kind for word in words if word is not None and word.kind != "name"), None)


def is_word_alone(rules: RuleSet, row: dict[str, Any]) -> bool:
    """Whether a name is a verb or a cue, and neither an award, an investment nor canonical."""
    name = row["indicator"]
    if row["indicator_id"] or rules.phrases["investment"].search(name):
        return False
    if name in rules.lexicon.words_of("awards", ["clauses/awards"]):
        return False
    return kind_of(rules, name) is not None and row["scope"] is None


def faults(rules: RuleSet, row: dict[str, Any]) -> Iterator[str]:
    """What is odd about a row."""
    name, scope = row["indicator"], row["scope"] or ""
    if is_word_alone(rules, row):
        yield "the name is a verb or a cue"
    if len(name) < 2:
        yield "the name is one character"
    head = row["sentence"][: row["quote_at"]]  # a verb behind the name says what becomes of it
    if kind_of(rules, scope) and scope in head and name not in head[: head.rfind(scope)]:
        yield "the scope is a verb or a cue"
    for text in (name, scope):
        if '"' not in text and any(text.count(one) != text.count(other) for one, other in PAIRS):
            yield "a bracket stays open"
        if EDGE.search(text):
            yield "white space or a mark at an edge"
    if row["dimension"] == "duration" and row["mode"] == "output":
        yield "a time is counted"


def test_no_row_is_odd_and_says_nothing_of_it(rules, rows):
    odd = [
        (fault, row["scope"], row["indicator"], row["sentence"])
        for row in rows
        if not row["doubt"]
        for fault in faults(rules, row)
    ]
    assert not odd


def test_few_rows_are_odd_at_all(rules, rows):
    odd = [row["indicator"] for row in rows if [*faults(rules, row)]]
    assert len(odd) <= MOST_ODD * len(rows), odd


def test_few_rows_are_doubtful(rows):
    assert sum(row["doubt"] is not None for row in rows) < len(rows) / 5


@pytest.mark.parametrize(
    ("given", "fault"),
    [
        ({"indicator": "筹措"}, "the name is a verb or a cue"),
        ({"indicator": "村"}, "the name is one character"),
        (
            {"scope": "新建", "sentence": "新建3个示范园", "quote_at": 2},
            "the scope is a verb or a cue",
        ),
        ({"indicator": "示范园（一期"}, "a bracket stays open"),
        ({"indicator": "、示范园"}, "white space or a mark at an edge"),
        ({"dimension": "duration", "mode": "output"}, "a time is counted"),
    ],
)
def test_faults_are_found(rules, given, fault):
    row = {
        "indicator": "示范园", "indicator_id": None, "scope": None, "dimension": "count",
        "mode": "output", "sentence": "示范园新建3个", "quote_at": 5,
    }  # fmt: skip
    assert not [*faults(rules, row)]
    assert not [*faults(rules, row | {"scope": "新建"})]
    assert [*faults(rules, row | given)] == [fault]
