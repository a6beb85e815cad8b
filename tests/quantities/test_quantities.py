"""Numerals, magnitudes, units and ranges as they are printed."""

from __future__ import annotations

from decimal import Decimal

import pytest

from metrics import explain, find_quantities
from metrics.rules import ruleset
from metrics.text.numerals import parse_numeral


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("12.1万", 121_000), ("三千二百", 3200), ("两百五", 250), ("两百零五", 205), ("1.2万亿", 1.2e12),
        ("3千万亿", 3e15), ("二十万亿", 2e13), ("一万五千亿", 1.5e12), ("1,100万", 1.1e7), ("５，１００", 5100),
        ("二〇二四", 2024), ("三点五", 3.5), ("壹万二千三百四十五", 12345), ("万亿", 1e12), ("十", 10),
        ("六十四万零一百四十三", 640_143), ("5万4千6百", 54_600), ("1亿5000万", 1.5e8), ("负三十二", -32),
    ],
)  # fmt: skip
def test_numerals(text, value):
    assert float(parse_numeral(text)) == value


@pytest.mark.parametrize("text", ["", "千方百计", "abc", "三号"])
def test_what_is_no_numeral(text):
    with pytest.raises(ValueError, match=r"no (?:numeral|magnitude)"):
        parse_numeral(text)


def test_amounts_are_exact():
    assert parse_numeral("294.4亿") == Decimal(29_440_000_000)


@pytest.mark.parametrize(
    ("text", "quote", "value", "high", "unit", "comparator"),
    [
        ("提升3-5个百分点", "3-5个百分点", 3, 5, "percentage_point", "range"),
        ("添置健身器材30—40套", "30—40套", 30, 40, "item", "range"),
        ("投入1.2-1.5亿元", "1.2-1.5亿元", 1.2e8, 1.5e8, "CNY", "range"),
        ("投入3亿元至5亿元", "3亿元至5亿元", 3e8, 5e8, "CNY", "range"),
        ("十八至三十万日元", "十八至三十万日元", 180_000, 300_000, "JPY", "range"),
        ("培训三四百人", "三四百人", 300, 400, "person", "range"),
        ("20万人次以上", "20万人次", 200_000, None, "visit", ">="),
        ("不低于80%", "80%", 80, None, "percent", ">="),
        ("控制在4.2%以内", "4.2%", 4.2, None, "percent", "<="),
        ("增长5%左右", "5%", 5, None, "percent", "~"),
        ("突破50亿元", "50亿元", 5e9, None, "CNY", ">"),
        ("三千余人", "三千余人", 3000, None, "person", ">"),
        ("十几万亩", "十几万亩", 100_000, None, "mu", ">"),
        ("数百家", "数百家", 100, None, "enterprise", ">"),
        ("引进5家(个)", "5家", 5, None, "enterprise", "="),
        ("1亿斤", "1亿斤", 5e7, None, "kg", "="),
        ("130GWh", "130GWh", 1.3e8, None, "kWh", "="),
        ("装机9.5万千瓦", "9.5万千瓦", 95_000, None, "kW", "="),
        ("百分之五点五", "百分之五点五", 5.5, None, "percent", "="),
        ("2 9 0 0 亿元", "2 9 0 0 亿元", 2.9e11, None, "CNY", "="),
        ("八成", "八成", 80, None, "percent", "="),
    ],
)  # fmt: skip
def test_quantities(rules, text, quote, value, high, unit, comparator):
    (found,) = find_quantities(text, rules)
    assert text[found.start : found.end] == found.text == quote
    assert (found.value, found.value_high) == (value, high)
    assert (found.unit, found.comparator) == (unit, comparator)


@pytest.mark.parametrize(
    "text", ["统一部署", "进一步", "一体化", "一批", "五台山", "逐一", "数据", "万众一心"]
)
def test_a_numeral_inside_a_word_is_no_quantity(rules, text):
    assert find_quantities(text, rules) == []


@pytest.mark.parametrize("call", [find_quantities, explain])
def test_rules_that_nobody_names_are_read_once(call, monkeypatch):
    once = call("新增学位8130个")

    def read_again(*_):
        raise AssertionError("the rules are read again")

    for name in ("rules_digest", "kept_rules", "build_rules"):
        monkeypatch.setattr(ruleset, name, read_again)
    assert call("新增学位8130个") == once
