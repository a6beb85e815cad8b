"""Money for each place, school or kilometre, where one sentence states both."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

import altair as alt
import polars as pl

from charts.drawing import theme
from charts.drawing.axis import value_axis
from charts.drawing.captions import title
from charts.drawing.layers import evidenced
from charts.selection.spending import BOUGHT, spending_ratios
from charts.words.labels import LABELS
from charts.words.values import document_names, unit_name

_ROW = 46
Row = dict[str, Any]


def money_per_unit(
    targets: pl.DataFrame,
    *,
    unit: str | None = None,
    indicator_id: str | None = None,
    documents: pl.DataFrame | None = None,
    units: Collection[str] = BOUGHT,
    lang: str = "zh",
    palette: theme.Palette = theme.LIGHT,
) -> alt.LayerChart:
    """The ratios of ``spending_ratios`` for one unit, each with its formula and what is counted.

    Rows keep the order of the documents, because prices of different things are not ranked.

    Args:
        targets: rows of the targets table.
        unit: the unit counted (place, school, m2 …); by default the one of most ratios.
        indicator_id: only counts of this indicator.
        documents: the documents table, to name documents as other charts do.
        units: units to choose from, as ``spending_ratios`` takes them.
        lang: language of the chart's own words, ``zh`` or ``en``.
        palette: the colours.

    Raises:
        ValueError: when no sentence states one amount of money and such a count.

    Example:
        >>> money_per_unit(tables.targets, unit="school")  # doctest: +SKIP
    """
    ratios = spending_ratios(targets, units=units, lang=lang)
    if indicator_id is not None:
        ratios = ratios.filter(pl.col("indicator_id") == indicator_id)
    if unit is None and len(ratios):
        unit = ratios["unit"].mode().sort()[0]
    shown = ratios if unit is None else ratios.filter(pl.col("unit") == unit)
    if shown.is_empty():
        there = ", ".join(sorted(ratios["unit"].unique())) or "none"
        raise ValueError(
            f"no sentence states one amount spent and a count in {unit or 'any unit'}. "
            f"Units with such sentences: {there}."
        )
    words = LABELS[lang]
    names = document_names(targets if documents is None else documents, lang)
    spans = [(row["ratio"], row["ratio_high"] or row["ratio"]) for row in shown.to_dicts()]
    classifiers = shown["classifier"].n_unique() == 1
    first = targets.filter(pl.col("target_id") == shown["count_id"][0]).row(0, named=True)
    named = unit_name(first if classifiers else first | {"classifier": None}, lang)
    axis = value_axis(spans, words["money_per"].format(unit=named), lang=lang, ceiling=None)
    rows = [_drawn(row, place, names) for place, row in enumerate(shown.to_dicts())]
    lead = words["money_lead"].format(n=len(rows))
    labels = {str(row["place"]): row["row"] for row in rows}
    side = alt.Axis(
        title=None, grid=True, gridDash=[1, 3],
        labelExpr=f"{{{', '.join(f'{key}: {_quoted(value)}' for key, value in labels.items())}}}"
        "[datum.label]",
    )  # fmt: skip
    return alt.LayerChart(
        layer=_layers(palette),
        data=pl.DataFrame(rows, infer_schema_length=None),
        encoding={
            "x": axis.channel("value").to_dict(),
            "y": alt.Y("place", type="ordinal", axis=side).to_dict(),
        },
        width="container",
        height=_ROW * len(rows),
        autosize=alt.AutoSizeParams(type="fit-x", contains="padding"),
        title=title(words["money_per_unit"], lead, words["money_caution"]),
        description=f"{words['money_per_unit']}: "
        + theme.SEPARATOR[lang].join(row["said"] for row in rows),
        config=theme.config(palette),
    )


def _quoted(text: str) -> str:
    """A string of the expressions of charts; what a document prints must not end it."""
    return "'" + text.replace("\\", "\\\\").replace("'", "\\'").replace("\n", " ") + "'"


def _drawn(row: Row, place: int, names: dict[str, str]) -> Row:
    label = f"{names[row['document_id']]} · {row['indicator']}"
    return {
        "place": place,
        "row": label,
        "value": row["ratio"],
        "end": row["ratio_high"] or row["ratio"],
        "hollow": row["comparator"] == "~",
        "shape": {">": "triangle-right", "<": "triangle-left"}.get(row["comparator"][0], "circle"),
        "text": row["formula"],
        "said": f"{label}: {row['formula']}",
        "href": f"#t-{row['count_id']}",
    }


def _layers(palette: theme.Palette) -> list[alt.Chart]:
    """A dot or bar on its line, and the formula above it from the left edge on."""
    fill: Any = {
        "condition": {"test": "datum.hollow", "value": palette.paper},
        "value": palette.target,
    }
    bar = alt.Chart().mark_rule(color=palette.target, strokeWidth=7, aria=False)
    dot = alt.Chart().mark_point(size=100, stroke=palette.target, strokeWidth=2, opacity=1)
    dot = dot.encode(shape=alt.Shape("shape", type="nominal", scale=None, legend=None), fill=fill)
    text = alt.Chart().mark_text(
        align="left", dx=4, dy=-14, baseline="middle", fontSize=12, color=palette.ink, aria=False
    )
    return [
        bar.encode(x2=alt.X2("end")),
        evidenced(dot),
        text.encode(x=alt.value(0), text=alt.Text("text", type="nominal")),
    ]
