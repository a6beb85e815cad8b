"""Goals in units that convert stand on one axis, and nobody who states one is called silent."""

from __future__ import annotations

import polars as pl
import pytest
from chart_rows import drawn, targets

import charts
from charts.pages.site import build_site
from charts.selection.comparable import comparable_groups
from charts.words.style import LIGHT, Style
from charts.words.vocabulary import BUILT_IN, Vocabulary
from metrics import extract
from metrics.sources.documents import Document

GRAIN = {"indicator_id": "grain_output", "indicator": "粮食产量", "dimension": "mass"}
JIN = GRAIN | {"unit": "kg", "value": 8e10, "quote": "1600亿斤", "unit_text": "亿斤"}
TONS = GRAIN | {"unit": "t", "value": 1.955e7, "quote": "1955万吨", "unit_text": "万吨"}
KILOS = GRAIN | {"unit": "kg", "value": 4e9, "quote": "40亿公斤", "unit_text": "亿公斤"}
AREA = {"indicator_id": "erosion_control", "dimension": "area", "mode": "output"}
MU = AREA | {"unit": "mu", "value": 1.128e7, "quote": "1128万亩", "unit_text": "万亩"}
KM2 = AREA | {"unit": "km2", "value": 2980.0, "quote": "2980平方公里", "unit_text": "平方公里"}
MONEY = AREA | {"dimension": "money", "value": 1.0, "quote": "1元"}


@pytest.mark.parametrize(
    ("rows", "unit", "values", "zh"),
    [
        ([JIN, JIN, TONS], "jin", [1.6e11, 1.6e11, 3.91e10], ["1600亿斤", "1600亿斤", "391亿斤"]),
        ([JIN, TONS, TONS], "t", [8e7, 1.955e7, 1.955e7], ["8000万吨", "1955万吨", "1955万吨"]),
        ([JIN, JIN], "jin", [1.6e11, 1.6e11], ["1600亿斤", "1600亿斤"]),
        ([KILOS, JIN, KILOS], "kg", [4e9, 8e10, 4e9], ["40亿公斤", "800亿公斤", "40亿公斤"]),
        ([MU, KM2], "km2", [7520.0, 2980.0], ["7520平方公里", "2980平方公里"]),
    ],
)
def test_the_unit_that_most_print_is_that_of_the_axis(rows, unit, values, zh):
    (group,) = comparable_groups(targets(*rows))
    assert group["unit"].unique().to_list() == [unit]
    assert group["value"].to_list() == values
    assert group["own_unit"].to_list() == [row["unit"] for row in rows]
    assert [Style("zh", LIGHT).number(row) for row in group.to_dicts()] == zh


def test_what_is_printed_stands_beside_a_value_in_another_unit():
    (group,) = comparable_groups(targets(JIN, TONS, TONS | {"value_high": 2e7}))
    zh, en = Style("zh", LIGHT), Style("en", LIGHT)
    assert [zh.original(row) for row in group.to_dicts()] == ["（原文 1600亿斤）", "", ""]
    assert [en.original(row) for row in group.to_dicts()] == [" (printed as 80 billion kg)", "", ""]
    assert en.number(group.to_dicts()[0]) == "80 million t"


@pytest.mark.parametrize(
    "rows",
    [
        [MONEY | {"unit": "CNY", "unit_text": "元"}, MONEY | {"unit": "USD", "unit_text": "美元"}],
        [MU, MU | {"per": "每年"}],
        [MU, KM2 | {"mode": "level"}],
        [MU, JIN | {"indicator_id": "erosion_control"}],
    ],
)
def test_other_things_never_share_an_axis(rows):
    assert len(comparable_groups(targets(*rows))) == 2


def test_a_chart_has_one_unit_and_its_tooltips_what_is_printed():
    rows = [
        row | {"document_id": f"d{n}", "region": f"县{n}"} for n, row in enumerate([TONS, JIN, JIN])
    ]
    chart = charts.compare(targets(*rows), "grain_output")
    texts = {row["row"]: row["text"] for row in drawn(chart)}
    assert texts == {"县0": "391亿斤", "县1": "1600亿斤", "县2": "1600亿斤"}
    assert "亿斤" in str(chart.to_dict())
    assert "亿公斤" not in str(chart.to_dict())
    assert {row["said"] for row in drawn(chart)} >= {"县0: 391亿斤（原文 1955万吨）"}


def test_sizes_are_those_of_the_tables(rules):
    units = extract([], rules).units
    said = Vocabulary.of(units)
    for unit, size in BUILT_IN.sizes.items():
        assert said.sizes[unit].base == size.base, unit
        assert said.sizes[unit].factor == pytest.approx(size.factor, rel=1e-12), unit
    assert said.printed_unit("kg", "亿斤") == "jin"
    assert said.printed_unit("m2", "万平方米") == "m2"
    assert said.printed_unit("CNY", "亿元") == "CNY"


PLANS = {"河北省": "780亿斤", "山西省": "290亿斤", "辽宁省": "2400万吨"}


def test_nobody_who_states_it_in_another_unit_is_silent(rules, tmp_path):
    read = [
        Document(
            f"{place}.txt",
            f"{place}2024年政府工作报告\n一、2024年主要目标\n2024年粮食产量{said}。\n",
        )
        for place, said in PLANS.items()
    ]
    build_site(extract(read, rules), tmp_path, version="1", rules_digest="0")
    (page,) = (tmp_path / "indicators").glob("i-grain_output*.html")
    said = page.read_text("utf-8")
    assert "3 / 3" in said
    assert "未提及" not in said.partition("<dl")[2]
    assert "480亿斤（原文 2400万吨）" in said
    (data,) = (tmp_path / "data").glob("i-grain_output*.csv")
    rows = pl.read_csv(data)
    assert sorted(rows["value"]) == [2.9e10, 4.8e10, 7.8e10]
    assert rows["own_unit"].to_list().count("t") == 1
