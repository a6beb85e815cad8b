"""Small tables for the tests of charts, and what a chart draws of them."""

from __future__ import annotations

from typing import Any

import polars as pl

from charts.selection.collection import Collection
from charts.selection.comparison import Comparison
from charts.words.style import LIGHT, Style
from metrics.tables import frames

COVERAGE = "inclusive_kindergarten_coverage"

TARGET: dict[str, Any] = {
    "target_id": "t1",
    "source": "plans.txt",
    "document_id": "district",
    "region_label": "XX区",
    "plan_year": 2024,
    "sentence": "普惠性幼儿园覆盖率稳定在93%以上。",
    "start": 12,
    "end": 15,
    "quote": "93%",
    "indicator": "普惠性幼儿园覆盖率",
    "indicator_id": COVERAGE,
    "topic": "教育",
    "value": 93.0,
    "unit": "percent",
    "dimension": "percentage",
    "unit_text": "%",
    "comparator": "=",
    "mode": "level",
    "breakdown": False,
    "period_kind": "annual",
    "goal_tier": "base",
    "rule_id": "rate_stands",
}


def targets(*rows: dict[str, Any]) -> pl.DataFrame:
    """Targets that differ from TARGET as given; ids are numbered where none is given.

    A quote stands where its sentence says it first, unless its row says where.
    """
    whole = [TARGET | {"target_id": f"t{number}"} | row for number, row in enumerate(rows, 1)]
    whole = [{"quote_at": max(0, row["sentence"].find(row["quote"]))} | row for row in whole]
    types = frames.SCHEMAS["targets"].create_empty().schema
    columns = {name: [row.get(name) for row in whole] for name in types}
    return frames.check("targets", frames.frame("targets", columns))


def benchmarks(*rows: tuple[str, int, float, str]) -> pl.DataFrame:
    return frames.frame(
        "benchmarks",
        {
            "indicator_id": [COVERAGE] * len(rows),
            "kind": [kind for kind, _, _, _ in rows],
            "year": [year for _, year, _, _ in rows],
            "value": [value for _, _, value, _ in rows],
            "comparator": [comparator for _, _, _, comparator in rows],
            "unit": ["percent"] * len(rows),
            "document": ["公报"] * len(rows),
        },
    )


def drawn(chart: Any) -> list[dict[str, Any]]:
    """The rows of a chart's data; ``to_dict`` also checks the specification."""
    (rows,) = chart.to_dict()["datasets"].values()
    return rows


def documents(*rows: dict[str, Any]) -> pl.DataFrame:
    """Documents with a body unless they say otherwise; named by ``region``."""
    facts = [{"source": "plans.txt", "body_present": True} | row for row in rows]
    types = frames.SCHEMAS["documents"].create_empty().schema
    columns = {
        name: [row.get(name) for row in facts]
        for name in types
        if name in {key for row in facts for key in row}
    }
    return frames.frame("documents", columns)


def regions(*rows: tuple[str, str, str, str | None]) -> pl.DataFrame:
    """Regions by code, name, level and parent."""
    names = ("region_code", "name", "level", "parent_code")
    columns = dict(zip(names, map(list, zip(*rows, strict=True)), strict=True))
    return frames.frame("regions", columns | {"short_name": columns["name"]})


def every_row(chart: Any) -> list[dict[str, Any]]:
    """The rows of all data of a chart; ``to_dict`` also checks the specification."""
    spec = chart.to_dict()
    own = [layer["data"]["values"] for layer in spec.get("layer", []) if "data" in layer]
    return [row for rows in (*spec.get("datasets", {}).values(), *own) for row in rows]


def subtitle(chart: Any) -> str:
    return "\n".join(chart.to_dict()["title"]["subtitle"])


def luminance(colour: str) -> float:
    parts = [int(colour[index : index + 2], 16) / 255 for index in (1, 3, 5)]
    linear = [
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    ]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


def comparison(
    rows: pl.DataFrame,
    *,
    benchmarks: pl.DataFrame | None = None,
    above: pl.DataFrame | None = None,
) -> Comparison:
    """The comparison of COVERAGE in these rows, among their own documents, in Chinese."""
    among = Collection(rows, Style("zh", LIGHT), benchmarks, above)
    return Comparison.asked(rows, COVERAGE, None, among)
