"""Many regions on one axis: a strip of dots, stacked where they would cover each other."""

from __future__ import annotations

import math
from typing import Any

import altair as alt
import polars as pl

from charts.drawing import theme
from charts.drawing.axis import ValueAxis, group_axis
from charts.drawing.captions import (
    finding,
    indicator_name,
    key_line,
    left_out_line,
    plan_line,
    title,
)
from charts.drawing.layers import evidenced
from charts.drawing.marks import Mark, national_marks, target_marks
from charts.drawing.stacking import stacked
from charts.selection.comparable import order_note, required
from charts.selection.representative import headlines
from charts.words.labels import LABELS
from charts.words.values import document_names

_SHAPES = {"least": "triangle-right", "most": "triangle-left"}
_LANE = 22  # pixels for a line of text above the dots
_PARAM = "highlight"


def distribution(
    targets: pl.DataFrame,
    indicator_id: str,
    *,
    highlight: str | None = None,
    menu: bool = False,
    documents: pl.DataFrame | None = None,
    benchmarks: pl.DataFrame | None = None,
    mode: str | None = None,
    name: str | None = None,
    lang: str = "zh",
    palette: theme.Palette = theme.LIGHT,
) -> alt.LayerChart:
    """A strip of dots, one for each document, each at its own value; equal values are stacked.

    The height says only how many there are. Filled dots are exact values, triangles say at least
    (right) or at most (left), rings about; bars are ranges from end to end; hollow or dashed marks
    are softly worded. National aims are dashed lines, actual values solid ones.

    Args:
        targets: rows of the targets table.
        indicator_id: the canonical indicator to show.
        highlight: the name of a document as charts print it (its region), to stand out.
        menu: whether the reader can choose the highlighted region from a list, in a page.
        documents: the documents table, to count and name all documents and not only these.
        benchmarks: the benchmarks table, for the national figures.
        mode: level, change or output; by default the one that most documents share.
        name: the indicator's name in the title; by default the wording that is used most.
        lang: language of the chart's own words, ``zh`` or ``en``.
        palette: the colours.

    Raises:
        ValueError: when no target has this indicator (in this mode), or no document of these has
            the name to highlight.

    Example:
        >>> distribution(targets, "gdp_growth", highlight="咸宁市")  # doctest: +SKIP
    """
    group = required(targets, indicator_id, mode)
    shown = headlines(group)
    listed = targets if documents is None else documents
    names = document_names(listed, lang)
    marks = target_marks(shown, listed, lang)
    places = [mark.row for mark in marks]
    if highlight is not None and highlight not in places:
        raise ValueError(f"no document named {highlight!r} states it. There are: {places}")
    national = national_marks(benchmarks, shown, lang)
    axis = group_axis(shown, [(mark.value, mark.end) for mark in [*national, *marks]], lang)
    levels, lane = stacked(marks, axis)
    note = order_note(shown) and LABELS[lang]["note_levels_mixed"]
    said = finding(shown, names, lang)
    heading = indicator_name(group, name)
    keys = key_line({mark.bound for mark in marks}, any(mark.soft for mark in marks), lang)
    plan = plan_line(shown, listed["document_id"].n_unique(), lang)
    top = max(levels) + 1
    lanes = len(national) + (highlight is not None or menu)
    height = lane * top + _LANE * lanes
    scale = alt.Scale(domain=[-0.5, top - 0.5 + lanes * _LANE / lane], zero=False, nice=False)
    above = [top + (index + 0.25) * _LANE / lane for index in range(lanes)]
    rows = [
        _dot(mark, level, axis, above[-1] if lanes else 0.0)
        for mark, level in zip(marks, levels, strict=True)
    ]
    figures = [_figure(mark, at, axis) for mark, at in zip(national, above, strict=False)]
    chart = alt.LayerChart(
        layer=[
            *_national(figures, palette),
            *_ranges(rows, lane, palette),
            *_dots(rows, lane, palette),
            *(_label(palette) if highlight is not None or menu else []),
        ],
        data=pl.DataFrame(rows + figures, infer_schema_length=None),
        encoding={
            "x": axis.channel("value").to_dict(),
            "y": alt.Y("level", type="quantitative", axis=None, scale=scale).to_dict(),
        },
        width="container",
        height=height,
        autosize=alt.AutoSizeParams(type="fit-x", contains="padding"),
        title=title(heading, plan, said, note or "", left_out_line(group, shown, lang), keys),
        description=f"{heading}: {said}",
        config=theme.config(palette),
    )
    return chart.add_params(_parameter(highlight, places if menu else None, lang))


def _dot(mark: Mark, level: int, axis: ValueAxis, label_at: float) -> dict[str, Any]:
    left = axis.place(mark.end) > 0.5
    return {
        "kind": "target",
        "row": mark.row,
        "value": mark.value,
        "end": mark.end,
        "level": level,
        "bound": mark.bound,
        "shape": _SHAPES.get(mark.bound, "circle"),
        "soft": mark.soft,
        "hollow": mark.soft or mark.bound == "about",
        "said": f"{mark.row}: {mark.text}",
        "href": mark.href,
        "label_at": label_at,
        "align": "right" if left else "left",
        "dx": -6 if left else 6,
    }


def _figure(mark: Mark, at: float, axis: ValueAxis) -> dict[str, Any]:
    left = axis.place(mark.value) > 0.5
    return {
        "kind": mark.kind,
        "row": mark.row,
        "value": mark.value,
        "level": at,
        "said": f"{mark.row} {mark.text}",
        "align": "right" if left else "left",
        "dx": -6 if left else 6,
    }


def _parameter(highlight: str | None, places: list[str] | None, lang: str) -> alt.Parameter:
    words = LABELS[lang]
    if places is None:
        return alt.param(name=_PARAM, value=highlight)
    menu = alt.binding_select(
        options=[None, *places],
        labels=[words["none_chosen"], *places],
        name=words["highlight"] + " ",
    )
    return alt.param(name=_PARAM, value=highlight, bind=menu)


def _where(condition: str) -> alt.Chart:
    return alt.Chart(transform=[alt.FilterTransform(filter=condition)])


def _colour(palette: theme.Palette, hollow: bool) -> Any:
    """The highlighted region in colour and all others grey; all in colour where none is."""
    conditions = [
        {"test": f"datum.row === {_PARAM}", "value": palette.target},
        {"test": f"isValid({_PARAM})", "value": palette.soft},
    ]
    inside = [{"test": "datum.hollow", "value": palette.paper}] if hollow else []
    return {"condition": inside + conditions, "value": palette.target}


def _national(figures: list[dict[str, Any]], palette: theme.Palette) -> list[alt.Chart]:
    drawn: list[alt.Chart] = []
    for kind, colour, dash in (("actual", palette.actual, [1, 0]), ("aim", palette.aim, [5, 4])):
        if any(figure["kind"] == kind for figure in figures):
            where = _where(f"datum.kind === '{kind}'")
            line = where.mark_rule(color=colour, strokeDash=dash, strokeWidth=1.5)
            line = line.encode(y=alt.value("height"), y2=alt.Y2("level"), description="said:N")
            text = where.mark_text(
                align=alt.expr("datum.align"), dx=alt.expr("datum.dx"), fontSize=12, color=colour,
                baseline="middle", aria=False,
            )  # fmt: skip
            drawn += [line, text.encode(text="said:N")]
    return drawn


def _ranges(rows: list[dict[str, Any]], lane: float, palette: theme.Palette) -> list[alt.Chart]:
    """A thin bar from end to end; a soft one is hollow."""
    if not any(row["bound"] == "range" for row in rows):
        return []
    where = _where("datum.bound === 'range'")
    bar = where.mark_bar(height=max(3.0, lane - 8), strokeWidth=1.5, cornerRadius=1, opacity=1)
    bar = bar.encode(x2=alt.X2("end"), stroke=_colour(palette, False), fill=_colour(palette, True))
    return [evidenced(bar)]


def _dots(rows: list[dict[str, Any]], lane: float, palette: theme.Palette) -> list[alt.Chart]:
    """All marks but the bars; rings of wishes are dashed, as they are hollow already."""
    at_a_value = "datum.kind === 'target' && datum.bound !== 'range'"
    wished = "datum.soft && datum.bound === 'about'"
    layers = [(f"{at_a_value} && !({wished})", [1, 0])]
    if any(row["soft"] and row["bound"] == "about" for row in rows):
        layers.append((f"{at_a_value} && {wished}", [2, 2]))
    area = math.pi / 4 * (lane - 2.5) ** 2
    shape = alt.Shape("shape", type="nominal", scale=None, legend=None)
    stroke, fill = _colour(palette, False), _colour(palette, True)
    drawn = []
    for condition, dash in layers:
        dot = _where(condition).mark_point(size=area, strokeWidth=1.5, strokeDash=dash, opacity=1)
        drawn.append(evidenced(dot.encode(shape=shape, stroke=stroke, fill=fill)))
    return drawn


def _label(palette: theme.Palette) -> list[alt.Chart]:
    """The highlighted region's name and value above the dots, with a line down to its mark."""
    where = _where(f"datum.row === {_PARAM}")
    line = where.mark_rule(color=palette.target, strokeWidth=1, aria=False)
    text = where.mark_text(
        align=alt.expr("datum.align"), dx=alt.expr("datum.dx"), fontSize=13, fontWeight="bold",
        baseline="middle", color=palette.target, aria=False,
    )  # fmt: skip
    at = alt.Y("label_at", type="quantitative")
    return [line.encode(y2=alt.Y2("label_at")), text.encode(y=at, text="said:N")]
