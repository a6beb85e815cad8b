"""Compares documents on one indicator: a dot plot on the indicator's own axis."""

from __future__ import annotations

import altair as alt
import polars as pl

from charts.drawing import theme
from charts.drawing.axis import ValueAxis, group_axis
from charts.drawing.captions import indicator_name, plan_line
from charts.drawing.layers import encoding, layers
from charts.drawing.marks import Mark, national_marks, target_marks
from charts.selection.comparable import required


def compare(
    targets: pl.DataFrame,
    indicator_id: str,
    *,
    mode: str | None = None,
    benchmarks: pl.DataFrame | None = None,
    documents: pl.DataFrame | None = None,
    name: str | None = None,
    lang: str = "zh",
    palette: theme.Palette = theme.LIGHT,
) -> alt.LayerChart:
    """A dot plot of the targets on one indicator, one row for each target.

    A filled dot is an exact value; an arrow says at least (right) or at most (left), and its text
    tells ≥ from >; a bar with end ticks is a range; a ring with a tilde is approximate. Hollow
    marks are softly worded (力争). National aims are dashed lines, actual values solid ones. Modes,
    units and periods are never mixed: of several the one that most documents share is drawn.

    Args:
        targets: rows of the targets table.
        indicator_id: the canonical indicator to compare.
        mode: level, change or output; by default the one that most documents share.
        benchmarks: the benchmarks table, for the national figures.
        documents: the documents table, to count and name all documents and not only these.
        name: the indicator's name in the title; by default the wording that is used most.
        lang: language of the chart's own words, ``zh`` or ``en``.
        palette: the colours.

    Raises:
        ValueError: when no target has this indicator (in this mode).

    Example:
        >>> compare(targets, "inclusive_kindergarten_coverage")  # doctest: +SKIP
    """
    group = required(targets, indicator_id, mode)
    stated = target_marks(group, documents, lang)
    marks = national_marks(benchmarks, group, lang) + stated
    axis = group_axis(group, [(mark.value, mark.end) for mark in marks], lang)
    total = len(documents) if documents is not None else targets["document_id"].n_unique()
    shown = indicator_name(group, name)
    return alt.LayerChart(
        layer=layers(marks, palette),
        data=_data(marks, axis, palette),
        encoding=encoding(marks, axis),
        width="container",
        height=theme.row_height(len(marks)) * len(marks),
        autosize=alt.AutoSizeParams(type="fit-x", contains="padding"),
        title=alt.TitleParams(shown, subtitle=plan_line(group, total, lang)),
        description=f"{shown}: " + "; ".join(f"{mark.row} {mark.text}" for mark in marks),
        config=theme.config(palette),
    )


def _data(marks: list[Mark], axis: ValueAxis, palette: theme.Palette) -> pl.DataFrame:
    lines = [mark.value for mark in marks if mark.kind != "target"]
    rows = [mark.drawn(axis, palette, lines) for mark in marks]
    return pl.DataFrame(rows, infer_schema_length=None)
