from __future__ import annotations

import pytest
from chart_rows import COVERAGE, documents, every_row, targets

from charts import change_over_years
from charts.drawing import theme


def plan(region: str, year: int, value: float | None = None, **facts) -> dict:
    stated = {} if value is None else {"value": value, "quote": f"{value:g}%"}
    named = {"document_id": f"{region}{year}", "region": region, "plan_year": year}
    return named | stated | facts


def read(*plans: tuple[str, int]):
    return documents(*(plan(region, year) for region, year in plans))


def heads(chart) -> list[str]:
    return list(dict.fromkeys(row["head"] for row in every_row(chart)))


@pytest.mark.parametrize(
    ("before", "after", "word"),
    [
        ({"value": 5.0}, {"value": 6.0}, "上调"),
        ({"value": 6.0}, {"value": 5.0}, "下调"),
        ({"value": 5.0}, {"value": 5.0}, "持平"),
        ({"value": 5.0}, {"value": 5.0, "comparator": ">="}, "数字相同，上下限改变"),
        ({"value": 5.0}, {"value": 5.0, "value_high": 6.0, "comparator": "range"}, "上调"),
        (
            {"value": 5.0, "value_high": 6.0, "comparator": "range"},
            {"value": 4.0, "value_high": 7.0, "comparator": "range"},
            "改为区间或改动两端",
        ),
    ],
)
def test_words_say_what_became_of_the_goal(before, after, word):
    chart = change_over_years(
        targets(plan("易县", 2022, **before), plan("易县", 2024, **after)), COVERAGE
    )
    assert heads(chart) == [f"易县\n{word}（2024）"]


def test_a_line_joins_plans_that_follow_each_other_and_crosses_no_year():
    rows = targets(
        plan("易县", 2020, 5.0), plan("易县", 2022, 6.0), plan("唐县", 2020, 5.0),
        plan("唐县", 2024, 6.0), plan("蠡县", 2024, 6.0), plan("蠡县", 2022, 7.0),
    )  # fmt: skip
    joined = {
        (row["head"].split("\n")[0], row["year"]): row["to_year"]
        for row in every_row(change_over_years(rows, COVERAGE))
    }
    assert joined == {
        ("易县", 2020): 2022, ("易县", 2022): None, ("唐县", 2020): None, ("唐县", 2024): None,
        ("蠡县", 2022): 2024, ("蠡县", 2024): None,
    }  # fmt: skip


@pytest.mark.parametrize(
    ("stated", "field", "head"),
    [(2020, "dropped", "未再提出（2022）"), (2022, "added", "新提出（2022）")],
)
def test_a_goal_that_comes_or_goes_has_an_open_end(stated, field, head):
    chart = change_over_years(
        targets(plan("易县", stated, 5.0)), COVERAGE, documents=read(("易县", 2020), ("易县", 2022))
    )
    (row,) = every_row(chart)
    assert row[field] in head
    assert row["to_year"] is None
    assert row["href"] == "#t-t1"
    assert heads(chart) == [f"易县\n{head}"]


@pytest.mark.parametrize("palette", [theme.DARK, theme.PAGE], ids=["dark", "page"])
def test_values_are_printed_in_both_languages(palette):
    rows = targets(
        plan("易县", 2022, 5.0, comparator=">=", commitment="力争"), plan("易县", 2024, 4.0)
    )
    chart = change_over_years(rows, COVERAGE, lang="en", palette=palette)
    assert [row["text"] for row in every_row(chart)] == ["≥ 5% soft", "4%"]
    assert chart.to_dict()["description"] == "普惠性幼儿园覆盖率: 易县 lowered (2024)"


def test_one_year_is_no_change():
    with pytest.raises(ValueError, match="read in several plan years"):
        change_over_years(targets(plan("易县", 2022, 5.0), plan("唐县", 2024, 5.0)), COVERAGE)
