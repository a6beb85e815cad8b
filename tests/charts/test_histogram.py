from __future__ import annotations

import pytest
from chart_rows import benchmarks, comparison, targets

from charts.drawing.chart_types import layer_chart
from charts.drawing.layers import Spec
from charts.forms.histogram import histogram

RATES = (4.5, 5.0, 5.0, 5.0, 6.0)


def stated(*values: float, **facts: str) -> list[dict]:
    return [
        {"document_id": f"d{value}{n}{facts}", "value": value, "quote": f"{value:g}%"} | facts
        for n, value in enumerate(values)
    ]


def rows_of(chart: Spec) -> list[dict]:
    return [row for layer in chart["layer"] for row in layer["data"]["values"]]


def bars(chart: Spec) -> list[dict]:
    return [row for row in rows_of(chart) if "top" in row]


@pytest.mark.parametrize("values", [RATES, (7.0, 7.0), (3.0, 90.0), (1.0, 1_000_000.0)])
def test_every_document_is_counted_once_in_a_step_that_holds_its_value(values):
    drawn = bars(histogram(comparison(targets(*stated(*values)))))
    assert sum(bar["top"] - bar["base"] for bar in drawn) == len(values)
    for value in values:
        assert any(
            bar["value"] <= value * 1.000001 and value <= bar["end"] * 1.000001 for bar in drawn
        )


def test_levels_stand_on_top_of_each_other():
    rows = targets(
        *stated(5.0, 5.0, 6.0, region_level="county"), *stated(5.0, region_level="province")
    )
    at_five = [bar for bar in bars(histogram(comparison(rows))) if bar["value"] <= 5 < bar["end"]]
    assert [(bar["level"], bar["base"], bar["top"]) for bar in at_five] == [
        ("县级", 0, 2), ("省级", 2, 3),
    ]  # fmt: skip


def test_national_figures_are_lines():
    national = benchmarks(("aim", 2025, 85.0, ">="), ("actual", 2023, 91.1, "="))
    chart = histogram(comparison(targets(*stated(80.0, 90.0)), benchmarks=national))
    assert {row["said"] for row in rows_of(chart) if "top" not in row} == {
        "全国目标 2025 ≥ 85%",
        "全国实际 2023 91.1%",
    }


def test_the_specification_is_one_of_vega_lite():
    drawn = histogram(comparison(targets(*stated(*RATES))))
    assert layer_chart(drawn).to_dict()["layer"][0]["mark"]["type"] == "bar"
