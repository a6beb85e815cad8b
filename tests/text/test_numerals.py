"""Numbers of general text: speech, traditional script, copied spaces, bounds in two parts."""

from __future__ import annotations

import pytest

from metrics import find_quantities


@pytest.mark.parametrize(
    ("text", "quote", "value", "high", "unit", "comparator"),
    [
        ("三千 八百 九十六 万", "三千 八百 九十六 万", 38_960_000, None, None, "="),
        ("負兩千 四 百 五", "負兩千 四 百 五", -2450, None, None, "="),
        ("五兆六十二億", "五兆六十二億", 5_006_200_000_000, None, None, "="),
        ("一又二分之一", "一又二分之一", 1.5, None, None, "="),
        ("三分之二", "三分之二", pytest.approx(66.666667), None, "percent", "="),
        ("七成六", "七成六", 76, None, "percent", "="),
        ("75折", "75折", 75, None, "percent", "="),
        ("10k~15k元", "10k~15k元", 10_000, 15_000, "CNY", "range"),
        ("一百三十五块六角七分钱", "一百三十五块六角七分钱", 135.67, None, "CNY", "="),
        ("港币两千九百六十元", "两千九百六十元", 2960, None, "HKD", "="),
        ("50万元（含）以上", "50万元", 500_000, None, "CNY", ">="),
        ("1万(含)-5万元", "1万(含)-5万元", 10_000, 50_000, "CNY", "range"),
        ("位于20和30之间", "20和30", 20, 30, None, "range"),
        ("大于二十的同时小于三十五", "二十的同时小于三十五", 20, 35, None, "range"),
        ("比 170 低", "170", 170, None, None, "<"),
        ("500余萬", "500余萬", 5_000_000, None, None, ">"),
        ("肩负三项任务", "三项", 3, None, "project", "="),
    ],
)  # fmt: skip
def test_general_quantities(rules, text, quote, value, high, unit, comparator):
    (found,) = find_quantities(text, rules)
    assert found.text == quote
    assert (found.value, found.value_high) == (value, high)
    assert (found.unit, found.comparator) == (unit, comparator)


def test_crossing_bounds_stay_apart(rules):
    found = find_quantities("大于50并小于12的目标", rules)
    assert [(q.value, q.comparator) for q in found] == [(50, ">"), (12, "<")]


@pytest.mark.parametrize(
    "text", ["四川", "登陆部队", "他收拾房间", "我一看", "万万", "http://a.b/?q=30%25"]
)
def test_no_quantities(rules, text):
    assert find_quantities(text, rules) == []
