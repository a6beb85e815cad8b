"""What plans of every kind say of themselves, and where each of them begins to plan.

The truth was read in the documents. ``plan_begins`` is the first character of the first chapter,
or paragraph, that plans after others that look back; 0 where the first chapter plans.
"""

from __future__ import annotations

import csv
from pathlib import Path

import pytest
import regex

from metrics import read_document
from metrics.layout.segments import segment

TRUTH = Path(__file__).parent / "plans_truth.tsv"
CHAPTER = regex.compile(r"[一二三四五六七八九]、|章")
AT_MOST = 3  # paragraphs in the plan that look back all the same
NEAR = 200  # characters; the chapter before may end in a paragraph on what is to come


def truth() -> list[dict[str, str]]:
    with TRUTH.open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE))


@pytest.fixture(scope="module")
def read(rules, shared):
    found = {}
    for row in truth():
        document = read_document(shared / "corpora" / "plans" / row["file"])
        (found[row["file"]],) = segment(document.text, row["file"], rules.sections)
    return found


def _plain(name: str | None) -> str:
    return regex.sub(r"\s", "", name or "")


def _compare(read, expected, said):
    """Documents that say one fact, and those of which it was read otherwise or not at all."""
    named = [row for row in truth() if expected(row)]
    missed = [row["file"] for row in named if _plain(said(read[row["file"]])) == ""]
    wrong = [
        row["file"]
        for row in truth()
        if _plain(said(read[row["file"]])) not in ("", _plain(expected(row)))
    ]
    return named, missed, wrong


def test_titles(read):
    def said(part):
        title = part.facts.title
        return None if title and regex.match(r"(?:national|shandong)-\S+$", title) else title

    named, missed, wrong = _compare(read, lambda row: row["title"], said)
    assert len(missed) + len(wrong) <= 0.05 * len(named), (missed, wrong)


def test_issuers(read):
    named, missed, wrong = _compare(read, lambda row: row["issuer"], lambda part: part.facts.issuer)
    assert len(missed) + len(wrong) <= 0.1 * len(named), (missed, wrong)


def test_regions(read):
    def said(part):
        return part.facts.region.region.name if part.facts.region.region else None

    named, missed, wrong = _compare(read, lambda row: row["region"], said)
    assert not wrong
    assert len(missed) <= 0.05 * len(named), missed


@pytest.mark.parametrize("column", ["plan_year", "plan_end_year"])
def test_years(read, column):
    named, missed, wrong = _compare(
        read, lambda row: row[column], lambda part: str(getattr(part.facts, column) or "")
    )
    assert not wrong
    assert len(missed) <= 0.05 * len(named), missed


def test_where_the_plan_begins(read):
    """Nothing is planned after the first heading and before the plan; all of it is from there."""
    early, late = {}, {}
    for row in truth():
        begins, spans = int(row["plan_begins"]), read[row["file"]].spans
        review = [
            span.end
            for span in spans
            if span.kind == "review"
            and span.end > begins + NEAR
            and CHAPTER.search(span.section or "")
        ]
        if begins:
            first = min(span.start for span in spans if span.kind == "review")
            between = [
                span.start
                for span in spans
                if span.kind == "plan" and first < span.start < begins - NEAR
            ]
            if between:
                early[row["file"]] = between
        if len(review) > AT_MOST:
            late[row["file"]] = review
    assert not early
    assert not late
