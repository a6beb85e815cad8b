"""Compares the regions' targets on one indicator: a dot plot on the indicator's own axis."""

from __future__ import annotations

from typing import Any

import altair as alt
import polars as pl

from charts import theme
from charts.labels import COMPARATOR_SIGNS, LABELS, SOFT_WORDS, document_labels

_SHAPES = {
    "=": "circle", "~": "circle", ">=": "triangle-right", ">": "triangle-right",
    "<=": "triangle-left", "<": "triangle-left",
}  # fmt: skip
_AXIS_MARGIN = 0.12
_PLAIN_UNITS = {"percent": "%", "percentage_point": "个百分点", "CNY": "元", "USD": "美元"}


def comparable(targets: pl.DataFrame, indicator_id: str, mode: str | None = None) -> pl.DataFrame:
    """The targets of one indicator that may share an axis: one mode, one unit, no parts.

    Of several modes or units the most frequent one is taken, the first by name among equals.
    """
    rows = targets.filter((pl.col("indicator_id") == indicator_id) & ~pl.col("breakdown"))
    if mode is not None:
        rows = rows.filter(pl.col("mode") == mode)
    if rows.is_empty():
        return rows
    kinds = rows.group_by("mode", "unit").len().sort("len", "mode", "unit", descending=[True, False, False])
    return rows.filter((pl.col("mode") == kinds["mode"][0]) & (pl.col("unit") == kinds["unit"][0]))


def compare(
    targets: pl.DataFrame,
    indicator_id: str,
    *,
    mode: str | None = None,
    documents: pl.DataFrame | None = None,
    benchmarks: pl.DataFrame | None = None,
    name: str | None = None,
    lang: str = "zh",
) -> alt.LayerChart:
    """A dot plot of the regions' targets on one indicator.

    A filled dot is an exact value, an arrow a bound, a bar a range from end to end, a dashed ring
    an approximate value; hollow marks are softly worded (力争). National aims are dashed lines,
    national actual values solid ones. Every value is also printed as the document prints it.

    Args:
        targets: rows of the targets table.
        indicator_id: the canonical indicator to compare.
        mode: level, change or output; by default the most frequent one.
        documents: the documents table, for names of regions; by default taken from ``targets``.
        benchmarks: the benchmarks table; lines are drawn for equal indicator and unit.
        name: the indicator's name in the title; by default its most frequent wording.
        lang: language of the chart's own words.

    Raises:
        ValueError: when no target has this indicator.

    Example:
        >>> compare(targets, "inclusive_kindergarten_coverage")  # doctest: +SKIP
    """
    rows = comparable(targets, indicator_id, mode)
    if rows.is_empty():
        raise ValueError(f"no target has the indicator {indicator_id!r}")
    words = LABELS[lang]
    marks = _marks(rows, documents)
    lines = _lines(benchmarks, indicator_id, rows["unit"][0], words)
    unit = rows["unit"][0]
    axis = _axis(marks, lines, _PLAIN_UNITS.get(unit, rows["classifier"][0] or unit))
    title = name or rows["indicator"].mode().sort()[0]
    count = rows["document_id"].n_unique()
    layers = [*_benchmark_layers(lines, axis), *_mark_layers(marks, axis)]
    chart = alt.layer(*layers).properties(
        width="container",
        height=theme.ROW_HEIGHT * len({mark["region"] for mark in marks}) + (22 if lines else 0),
        title=alt.TitleParams(title, subtitle=[words[rows["mode"][0]] + " · " + words["regions"].format(n=count)]),
        description=_describe(title, marks, lines),
    )
    return chart.configure(**theme.CONFIG)


def _marks(rows: pl.DataFrame, documents: pl.DataFrame | None) -> list[dict[str, Any]]:
    names = document_labels(rows if documents is None else documents) if documents is not None else {
        row["document_id"]: row["region"] or row["region_label"] or row["issuer"] or row["document_title"]
        for row in rows.to_dicts()
    }
    marks = []
    for row in rows.sort("value", "document_id", "start", descending=[True, False, False]).to_dicts():
        printed = COMPARATOR_SIGNS[row["comparator"]] + row["quote"]
        if row["commitment"] in SOFT_WORDS:
            printed += f"（{row['commitment']}）"
        if row["deadline_text"]:
            printed += f" · {row['deadline_text']}"
        marks.append(
            {
                "region": names[row["document_id"]] or row["document_id"],
                "value": row["value"],
                "high": row["value_high"],
                "end": row["value_high"] if row["value_high"] is not None else row["value"],
                "comparator": row["comparator"],
                "soft": row["commitment"] in SOFT_WORDS,
                "printed": printed,
                "href": f"#t-{row['target_id']}",
            }
        )
    return marks


def _lines(
    benchmarks: pl.DataFrame | None, indicator_id: str, unit: str, words: dict[str, str]
) -> list[dict[str, Any]]:
    if benchmarks is None:
        return []
    rows = benchmarks.filter((pl.col("indicator_id") == indicator_id) & (pl.col("unit") == unit))
    return [
        {
            "value": row["value"],
            "kind": row["kind"],
            "text": f"{words['national_' + row['kind']]} {row['year']} "
            f"{COMPARATOR_SIGNS[row['comparator']]}{row['value']:g}",
        }
        for row in rows.sort("value", "kind", "year").to_dicts()
    ]


def _axis(marks: list[dict[str, Any]], lines: list[dict[str, Any]], unit: str) -> alt.X:
    values = [mark["value"] for mark in marks] + [mark["end"] for mark in marks]
    values += [line["value"] for line in lines]
    low, high = min(values), max(values)
    margin = (high - low) * _AXIS_MARGIN or abs(high) * _AXIS_MARGIN or 1.0
    return alt.X(
        "value:Q",
        title=unit,
        scale=alt.Scale(domain=[low - margin, high + margin * 3], nice=False, zero=False),
        axis=alt.Axis(tickCount=5, format="~s" if high >= 10_000 else "~g"),
    )


def _benchmark_layers(lines: list[dict[str, Any]], axis: alt.X) -> list[alt.Chart]:
    layers = []
    for number, line in enumerate(lines):
        base = alt.Chart(alt.InlineData(values=[line]))
        colour = theme.AIM if line["kind"] == "aim" else theme.ACTUAL
        dash = [5, 4] if line["kind"] == "aim" else [1, 0]
        layers.append(base.mark_rule(color=colour, strokeDash=dash, strokeWidth=1.5).encode(x=axis))
        layers.append(
            base.mark_text(
                color=colour, align="left", baseline="bottom", dx=3, fontSize=11, angle=0
            ).encode(x=axis, y=alt.value(-2 + 13 * (number % 3) - 26), text="text:N")
        )
    return layers


def _mark_layers(marks: list[dict[str, Any]], axis: alt.X) -> list[alt.Chart]:
    order = list(dict.fromkeys(mark["region"] for mark in marks))
    y = alt.Y("region:N", sort=order, title=None, axis=alt.Axis(grid=True))
    layers = []
    ranges = [mark for mark in marks if mark["comparator"] == "range"]
    points = [mark for mark in marks if mark["comparator"] != "range"]
    if ranges:
        base = alt.Chart(alt.InlineData(values=ranges))
        layers.append(
            base.mark_bar(height=6, color=theme.TARGET, cornerRadius=3).encode(
                x=axis, x2="end:Q", y=y, href="href:N"
            )
        )
    for comparator in sorted({mark["comparator"] for mark in points}):
        for soft in (False, True):
            group = [m for m in points if m["comparator"] == comparator and m["soft"] is soft]
            if group:
                layers.append(_points(group, comparator, soft, axis, y))
    layers.append(
        alt.Chart(alt.InlineData(values=marks))
        .mark_text(align="left", baseline="middle", dx=12, fontSize=12, color="#555")
        .encode(x=axis.copy().__class__("end:Q", title=axis.title, scale=axis.scale, axis=axis.axis), y=y, text="printed:N")
    )
    return layers


def _points(
    group: list[dict[str, Any]], comparator: str, soft: bool, axis: alt.X, y: alt.Y
) -> alt.Chart:
    about = comparator == "~"
    return (
        alt.Chart(alt.InlineData(values=group))
        .mark_point(
            shape=_SHAPES[comparator],
            filled=not soft and not about,
            size=130,
            color=theme.TARGET,
            strokeWidth=2,
            strokeDash=[2, 2] if about else [1, 0],
            opacity=1,
        )
        .encode(
            x=axis,
            y=y,
            href="href:N",
            tooltip=[alt.Tooltip("region:N", title=" "), alt.Tooltip("printed:N", title="  ")],
        )
    )


def _describe(title: str, marks: list[dict[str, Any]], lines: list[dict[str, Any]]) -> str:
    stated = "；".join(f"{mark['region']} {mark['printed']}" for mark in marks)
    national = "；".join(line["text"] for line in lines)
    return f"{title}：{stated}" + (f"。{national}" if national else "")
