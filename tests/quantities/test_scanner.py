"""Numbers as they are printed, read by the one scanner; and that no numeral is lost."""

from __future__ import annotations

import os
import random
import tomllib
from decimal import Decimal
from pathlib import Path

import pytest

from metrics import Document, extract, find_quantities
from metrics.quantities.scanner import scanner_of
from metrics.rules.regions import names_in
from metrics.text.numerals import HAN_DIGITS, HAN_MAGNITUDES

KINDS = tomllib.loads((Path(__file__).parent / "cases.toml").read_text("utf-8"))
CASES = [(kind, case) for kind, cases in KINDS.items() for case in cases]
SENTENCES = int(os.environ.get("SENTENCES", "2000"))
NUMERAL_CHARACTERS = frozenset("0123456789" + HAN_DIGITS + HAN_MAGNITUDES)


@pytest.mark.parametrize(("kind", "case"), CASES, ids=[c["text"] for _, c in CASES])
def test_kinds_of_numbers(rules, kind, case):
    marked = case["text"]
    start = marked.index("【")
    end = marked.index("】") - 1
    text = marked.replace("【", "").replace("】", "")
    mentions = scanner_of(rules).scan(text)
    assert len(mentions) == case.get("numbers", 1)
    (mention,) = (one for one in mentions if one.start == start)
    assert text[mention.start : mention.end] == text[start:end]
    low, high = case.get("low"), case.get("high")
    assert mention.low == (None if low is None else Decimal(low))
    assert mention.high == (None if high is None else Decimal(high))
    assert (mention.surface.unit if mention.surface else None) == case.get("unit")
    assert mention.comparator == case.get("comparator")
    assert mention.per == case.get("per")


@pytest.mark.parametrize(
    ("text", "quote"),
    [
        ("人均补助提高三百元", "三百元"),
        ("养殖规模扩大三万亩", "三万亩"),
        ("其中一万户", "一万户"),
        ("产量壮大三成", "三成"),
        ("提高一点五亿元", "一点五亿元"),
        ("建设一批次", "一批次"),
        ("历时三百年", "三百年"),
    ],
)
def test_no_word_cuts_through_two_words(rules, text, quote):
    assert [one.text for one in find_quantities(text, rules)] == [quote]


def test_no_place_is_a_number(rules):
    numerals = NUMERAL_CHARACTERS & frozenset("一二三四五六七八九十百千万两亿")
    names = [name for name in names_in(rules.sections.regions_file) if numerals & set(name)]
    assert {"万年县", "三台县", "九江市"} <= set(names)
    for name in names:
        text = f"支持{name}建设示范园，推动{name}、乐安县发展"
        assert find_quantities(text, rules) == [], name


@pytest.mark.parametrize(
    "text",
    ["高三学生", "大三学生", "一点", "百年大计", "长三角、珠三角", "统一标准", "第一产业", "大陆", "陆家嘴", "逐一"],
)  # fmt: skip
def test_words_that_are_no_numbers(rules, text):
    assert find_quantities(text, rules) == []


@pytest.mark.parametrize("text", ["五、①新建学校", "5、Ⅳ级"])
def test_signs_of_lists_are_no_neighbours(rules, text):
    assert next(mention.low for mention in scanner_of(rules).scan(text)) == 5


@pytest.mark.parametrize("numeral", ["9" * 309, "亿亿亿", "9007199254740993", "1e400", "3^9999"])
def test_numbers_that_no_table_holds_are_no_targets(rules, numeral):
    text = f"新建学校{numeral}所。"
    numbers = extract([Document("2026年工作计划.txt", text)], rules).numbers
    assert numbers["role"].to_list() == ["unexplained"]
    assert numbers["quote"].to_list() == [f"{numeral}所"]


def numerals(chance: random.Random) -> str:
    """A numeral of one of many kinds."""
    han = [
        "两",
        "三",
        "十二",
        "三十",
        "三百",
        "一千零一",
        "三万",
        "四万五千",
        "一点五亿",
        "百分之五",
        "两三百",
        "上万",
    ]
    arabic = [str(chance.randint(1, 9999)), f"{chance.randint(1, 99)}.{chance.randint(0, 9)}"]
    arabic += [f"{chance.randint(1, 999)}万", f"{chance.randint(1, 9)},{chance.randint(100, 999)}"]
    arabic += [f"{chance.randint(1, 5)}-{chance.randint(6, 9)}", "3万4000", "1/3"]
    return chance.choice(han if chance.random() < 0.6 else arabic)


def test_every_numeral_lies_in_exactly_one_mention(rules):
    chance = random.Random(20261129)
    lexicon = rules.lexicon
    verbs = sorted(
        word
        for entry in lexicon.lists.values()
        if entry.kind in ("output", "activity", "rise", "fall", "reach", "surpass", "cumulative")
        for word in entry.words
    )
    nouns = sorted(
        {*rules.units.nouns, *(entry.name for entry in rules.catalogue.entries.values())}
    )
    words = [
        [word for word in found if not NUMERAL_CHARACTERS & set(word) and word[-1].isalpha()]
        for found in (verbs, nouns)
    ]
    units = sorted(text for text in rules.units.surfaces if text not in ("index", "分之"))
    no_numbers = frozenset(lexicon.asked("no_number"))
    scanner = scanner_of(rules)
    for _ in range(SENTENCES):
        verb, noun = (chance.choice(found) for found in words)
        numeral, unit = numerals(chance), chance.choice(units)
        if any(word in numeral + unit for word in no_numbers) or numeral[-1] + unit == "千分":
            continue
        before = chance.choice(
            [f"{noun}{verb}", f"{verb}{noun}", verb, noun, "其中", f"{noun}，其中"]
        )
        text = f"{before}{numeral}{unit}。"
        covered = [0] * len(text)
        for mention in scanner.scan(text):
            assert mention.low is None or mention.high is None or mention.low <= mention.high
            for place in range(mention.start, mention.end):
                covered[place] += 1
        own = range(len(before), len(before) + len(numeral))
        lost = [text[i] for i in own if text[i] in NUMERAL_CHARACTERS and covered[i] != 1]
        assert not lost, text
        assert max(covered) == 1, text
