from __future__ import annotations

import pytest
from chart_rows import COVERAGE, every_row, regions, subtitle, targets

from charts import against_parent
from charts.drawing import theme

REGIONS = regions(
    ("130000", "河北省", "province", "100000"),
    ("130600", "保定市", "prefecture", "130000"),
    ("130633", "易县", "county", "130600"),
    ("370000", "山东省", "province", "100000"),
)


def plan(code: str, value: float, **facts) -> dict:
    name = dict(REGIONS.select("region_code", "name").iter_rows())[code]
    named = {"document_id": code, "region": name, "region_code": code}
    return named | {"value": value, "quote": f"{value:g}%"} | facts


@pytest.mark.parametrize(
    ("plans", "pairs"),
    [
        ([("130600", 6.0), ("130000", 5.0)], ["保定市（河北省）"]),
        ([("130633", 7.0), ("130600", 6.0), ("130000", 5.0)], ["保定市（河北省）", "易县（保定市）"]),
        ([("130633", 7.0), ("130000", 5.0), ("370000", 5.0)], ["易县（河北省）"]),
    ],
)  # fmt: skip
def test_a_region_stands_beside_the_nearest_one_above(plans, pairs):
    chart = against_parent(targets(*(plan(*facts) for facts in plans)), COVERAGE, REGIONS)
    assert sorted(row["row"] for row in every_row(chart)) == pairs


@pytest.mark.parametrize("palette", [theme.LIGHT, theme.PAGE], ids=["light", "page"])
def test_both_values_are_printed_and_lead_to_their_sentences(palette):
    rows = targets(plan("130600", 6.0, commitment="力争"), plan("130000", 5.0, comparator="~"))
    chart = against_parent(rows, COVERAGE, REGIONS, palette=palette)
    (row,) = every_row(chart)
    assert (row["text"], row["parent_text"]) == ("6%（力争）", "河北省 ≈ 5%")
    assert (row["href"], row["parent_href"]) == ("#t-t1", "#t-t2")
    assert chart.to_dict()["description"] == (
        "普惠性幼儿园覆盖率: 保定市 6%（力争）；上级 河北省 ≈ 5%"
    )


def test_amounts_of_a_parent_contain_those_of_its_parts():
    places = {"dimension": "count", "unit": "place", "classifier": "个", "mode": "output"}
    rows = targets(plan("130600", 60.0, **places), plan("130000", 500.0, **places))
    assert "上级的数量包含下级" in subtitle(against_parent(rows, COVERAGE, REGIONS))


@pytest.mark.parametrize(
    "plans",
    [
        [("130600", 6.0, {}), ("370000", 5.0, {})],
        [("130600", 6.0, {}), ("130000", 5.0, {"plan_year": 2022})],
    ],
)
def test_no_pair_is_an_error_that_says_what_is_needed(plans):
    rows = targets(*(plan(code, value, **facts) for code, value, facts in plans))
    with pytest.raises(ValueError, match="Pairs need documents of both levels in one run"):
        against_parent(rows, COVERAGE, REGIONS)
