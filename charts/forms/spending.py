"""Money for each place, school or kilometre, where one sentence states both."""

from __future__ import annotations

from typing import Any

import polars as pl

from charts.drawing.assembly import layered
from charts.drawing.axis import value_axis
from charts.drawing.captions import title
from charts.drawing.glyphs import BOUNDS, key_line, promises, ranges, shape_of
from charts.drawing.layers import ROWS_AXIS, Spec, expression, field, layer
from charts.selection.overview import Overview
from charts.words.style import Palette
from charts.words.values import unit_name

_ROW = 66
_NAME, _FORMULA = -33, -15  # pixels from a mark up to what stands above it
Row = dict[str, Any]


def ratios(
    of: Overview,
    unit: str | None = None,
    indicator_id: str | None = None,
    *,
    found: pl.DataFrame | None = None,
) -> Spec:
    """The ratios for one unit, each below its formula and what is counted.

    Both stand above the mark from the left edge on, so that the axis has all of a narrow page.
    Rows keep the order of the documents, because prices of different things are not ranked, and
    say whether the amount is of all years (总投资) or of one.

    Args:
        of: what to draw.
        unit: the unit counted (place, school, m2 …); by default the one of most ratios.
        indicator_id: only counts of this indicator.
        found: the ratios to choose from, in their order; by default all of ``of``.

    Raises:
        ValueError: when no sentence states one amount of money and such a count.
    """
    shown = _chosen(of.ratios if found is None else found, unit, indicator_id)
    words, style = of.style.words, of.style
    spans = [(row["ratio"], row["ratio_high"] or row["ratio"]) for row in shown]
    named = words["money_per"].format(unit=counted_unit(of, shown))
    axis = value_axis(spans, named, lang=style.lang, ceiling=None)
    rows = [_drawn(row, place, of) for place, row in enumerate(shown)]
    side = {**ROWS_AXIS, "labels": False}
    lead = words["money_lead"].format(n=len(rows))
    said = style.separator.join(row["said"] for row in rows)
    return layered(
        _layers(rows, style.palette),
        rows,
        {"x": axis.channel("value"), "y": {"axis": side, "field": "place", "type": "ordinal"}},
        _ROW * len(rows),
        title=title(
            words["money_per_unit"],
            lead,
            words["money_caution"],
            key_line({row["bound"] for row in rows}, style),
        ),
        description=f"{words['money_per_unit']}: {said}",
        palette=style.palette,
    )


def _chosen(found: pl.DataFrame, unit: str | None, indicator_id: str | None) -> list[Row]:
    """The ratios of one unit (and indicator)."""
    if indicator_id is not None:
        found = found.filter(pl.col("indicator_id") == indicator_id)
    if unit is None and len(found):
        unit = found["unit"].mode().sort()[0]
    shown = found if unit is None else found.filter(pl.col("unit") == unit)
    if shown.is_empty():
        there = ", ".join(sorted(found["unit"].unique())) or "none"
        raise ValueError(
            f"no sentence states one amount spent and a count in {unit or 'any unit'}. "
            f"Units with such sentences: {there}."
        )
    return shown.to_dicts()


def counted_unit(of: Overview, shown: list[Row]) -> str:
    """The name of the unit of these ratios: the measure word where all sentences use the same."""
    is_first = pl.col("target_id") == shown[0]["count_id"]
    first = of.targets.filter(is_first).row(0, named=True)
    if len({row["classifier"] for row in shown}) > 1:
        first = first | {"classifier": None}
    return unit_name(first, of.style.lang, of.style.vocabulary)


def _drawn(row: Row, place: int, of: Overview) -> Row:
    basis = [of.style.words[f"basis_{row['basis']}"]] if row["basis"] else []
    label = " · ".join([of.names[row["document_id"]], row["indicator"], *basis])
    return {
        "place": place,
        "row": label,
        "value": row["ratio"],
        "end": row["ratio_high"] or row["ratio"],
        "bound": "range" if row["ratio_high"] else BOUNDS[row["comparator"]],
        "manner": "",
        "shape": shape_of(BOUNDS[row["comparator"]]),
        "text": row["formula"],
        "said": f"{label}: {row['formula']}",
        "href": f"#t-{row['count_id']}",
    }


def _layers(rows: list[Row], palette: Palette) -> list[Spec]:
    """A dot or bar on its line; above it from the left edge on whose it is, and the formula."""
    marks = ranges(rows, palette, height=9) + promises(rows, palette, size=100, width=2)
    above = (("row", _NAME, 13, palette.ink), ("text", _FORMULA, 12, palette.soft))
    texts = [
        layer(
            "text", {"text": field(name), "x": {"value": 0}}, align="left", aria=False,
            baseline="middle", color=colour, dy=dy, fontSize=size, limit=expression("width"),
        )
        for name, dy, size, colour in above
    ]  # fmt: skip
    return [*marks, *texts]
