"""Traditional characters, wide forms and odd spaces: read as their plain forms, kept as printed."""

from __future__ import annotations

import sys

import pytest
from invariants import check_invariants

from metrics import Document, extract, read_document
from metrics.text.traditional import is_traditional, simplified

PLAIN = "某市2024年教育工作要点\n力争普惠性幼儿园覆盖率达到89%，新增学位12.1万个，改扩建中小学二十所。\n"
TRADITIONAL = "某市2024年教育工作要點\n力爭普惠性幼兒園覆蓋率達到89%，新增學位12.1萬個，改擴建中小學二十所。\n"
FACTS = ["value", "unit", "comparator", "mode", "indicator", "indicator_id", "commitment"]


def facts(text: str, rules) -> list[tuple[object, ...]]:
    tables = extract([Document("plan.txt", text)], rules)
    check_invariants(text, tables)
    return tables.targets.select(FACTS).rows()


def test_traditional_texts_read_like_simplified_ones(rules):
    pytest.importorskip("opencc")
    assert facts(TRADITIONAL, rules) == facts(PLAIN, rules)
    assert len(facts(PLAIN, rules)) == 3


def test_quotes_stay_as_printed(rules):
    pytest.importorskip("opencc")
    row = extract([Document("plan.txt", TRADITIONAL)], rules).targets.row(1, named=True)
    assert (row["quote"], row["unit_text"]) == ("12.1萬個", "萬個")
    assert row["sentence"] == TRADITIONAL.splitlines()[1]


@pytest.mark.parametrize(
    ("text", "is_so"),
    [(PLAIN, False), (TRADITIONAL, True), ("GDP 5%", False), ("", False), ("瞭望塔", True)],
)
def test_traditional_texts_are_told(text, is_so):
    assert is_traditional(text) is is_so


def test_a_conversion_keeps_every_offset(shared):
    opencc = pytest.importorskip("opencc")
    for file in sorted((shared / "corpora" / "provinces-2026").glob("*.txt"))[:5]:
        text = read_document(file).text
        traditional = opencc.OpenCC("s2t").convert(text)
        again = simplified(traditional)
        assert len(again) == len(traditional)
        assert sum(a != b for a, b in zip(again, text, strict=True)) < 0.002 * len(text)


def test_without_the_extra_a_traditional_text_is_told(tmp_path, monkeypatch):
    monkeypatch.setattr("metrics.text.traditional.find_spec", lambda name: None)
    monkeypatch.setitem(sys.modules, "opencc", None)
    (tmp_path / "plan.txt").write_text(TRADITIONAL, "utf-8")
    warning = read_document(tmp_path / "plan.txt").warning
    assert warning is not None
    assert warning.startswith("is in traditional characters")
    assert simplified(TRADITIONAL) == TRADITIONAL


@pytest.mark.parametrize(
    "text",
    [
        PLAIN.replace("89%", "８９％").replace("12.1", "１２．１"),
        PLAIN.replace("89%", "89 %").replace("，", "， "),
        PLAIN.replace("，", "，\u3000").replace("。", "。\u3000\u3000"),
        PLAIN.replace("\n", "\r\n"),
        "\ufeff" + PLAIN,
    ],
)
def test_wide_forms_and_spaces_change_nothing(text, rules):
    assert facts(text, rules) == facts(PLAIN, rules)
