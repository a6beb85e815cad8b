"""Many regions on one axis: a strip of dots, stacked where they would cover each other."""

from __future__ import annotations

import math
from typing import Any

from charts.drawing.assembly import layered
from charts.drawing.axis import ValueAxis, axis_of
from charts.drawing.captions import finding, left_out_line, mixed_note, shown_line, title
from charts.drawing.glyphs import glyphs_of, key_line, promises, ranges
from charts.drawing.layers import (
    NATIONAL,
    Spec,
    expression,
    field,
    layer,
    national_rule,
)
from charts.drawing.marks import Mark, national_marks, target_marks
from charts.drawing.stacking import stacked
from charts.forms.strip_names import (
    common_parent,
    drawn_ends,
    end_lanes,
    end_layers,
    ends,
    label_line,
    label_words,
    parent_layers,
)
from charts.selection.comparison import Comparison
from charts.words.style import Palette, Style

_LANE = 22  # pixels for a line of text above the dots
_PARAM = "highlight"
_CHOSEN = f"datum.row === {_PARAM}"
_MIDDLE = 0.5  # of the axis; texts of marks right of it stand left of them


def strip(
    of: Comparison, *, highlight: str | None = None, menu: bool = False, nameable: bool = False
) -> Spec:
    """A strip of dots, one for each document, each at its own value; equal values are stacked.

    The height says only how many there are; marks and lines are those of all charts.

    Args:
        of: what to draw.
        highlight: the name of a document as charts print it (its region), to stand out.
        menu: whether the reader can choose the highlighted region from a list, in a page.
        nameable: whether the page around it may choose the highlighted region.

    Raises:
        ValueError: when no document of these has the name to highlight.
    """
    style, palette = of.style, of.style.palette
    marks = target_marks(of, of.representative)
    places = [mark.row for mark in marks]
    if highlight is not None and highlight not in places:
        raise ValueError(f"no document named {highlight!r} states it. There are: {places}")
    national = national_marks(of)
    parent = common_parent(of)
    lines_at = [*national, *parent]
    axis = axis_of(of, [(mark.value, mark.end) for mark in [*lines_at, *marks]])
    levels, lane = stacked(marks, axis)
    is_named = highlight is not None or menu or nameable
    named = ends(of)
    top, lanes = max(levels) + 1, len(lines_at) + end_lanes(named) + is_named
    above = [top + (index + 0.25) * _LANE / lane for index in range(lanes)]
    rows = [
        _dot(mark, level, axis, above[-1] if lanes else 0.0)
        for mark, level in zip(marks, levels, strict=True)
    ]
    figures = [_figure(mark, at, axis) for mark, at in zip(lines_at, above, strict=False)]
    if named:
        figures += drawn_ends(named, _tops(rows), above[len(lines_at) :][: end_lanes(named)])
    said = finding(of)
    glyphs = glyphs_of(of.shown_rows, style.vocabulary) | {mark.kind for mark in national}
    keys = key_line(glyphs, style)
    lines = (shown_line(of), said, mixed_note(of), left_out_line(of), keys)
    scale = {"domain": [-0.5, top - 0.5 + lanes * _LANE / lane], "nice": False, "zero": False}
    level = {"axis": None, "field": "level", "scale": scale, "type": "quantitative"}
    drawn = layered(
        [
            *(parent_layers(palette) if parent else []),
            *([label_line(_CHOSEN, palette.mine)] if is_named else []),
            *_national(figures, palette),
            *(end_layers(palette) if named else []),
            *_marks(rows, lane, palette),
            *(_label(palette) if is_named else []),
        ],
        rows + figures,
        {"x": axis.channel("value"), "y": level},
        lane * top + _LANE * lanes,
        title=title(of.heading, *lines),
        description=f"{of.heading}: {said}",
        palette=palette,
    )
    return {**drawn, "params": [_parameter(highlight, places if menu else None, style)]}


def _beside(place: float) -> dict[str, Any]:
    """On which side of its mark a text stands."""
    left = place > _MIDDLE
    return {"align": "right" if left else "left", "dx": -6 if left else 6}


def _dot(mark: Mark, level: int, axis: ValueAxis, label_at: float) -> dict[str, Any]:
    return {
        "kind": "target",
        "row": mark.row,
        "value": mark.value,
        "end": mark.end,
        "level": level,
        "bound": mark.bound,
        "shape": mark.shape,
        "manner": mark.manner,
        "said": f"{mark.row}: {mark.text}{mark.original}",
        "href": mark.href,
        "label_at": label_at,
        **_beside(axis.place(mark.end)),
    }


def _tops(rows: list[dict[str, Any]]) -> dict[float, float]:
    """The level of the highest mark at each end of a value."""
    tops: dict[float, float] = {}
    for row in rows:
        for value in (row["value"], row["end"]):
            tops[value] = max(tops.get(value, 0.0), row["level"])
    return tops


def _figure(mark: Mark, at: float, axis: ValueAxis) -> dict[str, Any]:
    return {
        "kind": mark.kind,
        "row": mark.row,
        "value": mark.value,
        "level": at,
        "said": f"{mark.row} {mark.text}",
        **_beside(axis.place(mark.value)),
    }


def _parameter(highlight: str | None, places: list[str] | None, style: Style) -> Spec:
    chosen: Spec = {"name": _PARAM, "value": highlight}
    if places is not None:
        chosen["bind"] = {
            "input": "select",
            "labels": [style.words["none_chosen"], *places],
            "name": style.words["highlight"] + " ",
            "options": [None, *places],
        }
    return chosen


def _colour(palette: Palette, hollow: bool) -> Spec:
    """The highlighted region in colour and all others grey; all in colour where none is."""
    conditions = [
        {"test": _CHOSEN, "value": palette.mine},
        {"test": f"isValid({_PARAM})", "value": palette.soft},
    ]
    inside = [{"test": "datum.manner === 'soft'", "value": palette.paper}] if hollow else []
    return {"condition": inside + conditions, "value": palette.target}


def _national(figures: list[dict[str, Any]], palette: Palette) -> list[Spec]:
    drawn: list[Spec] = []
    for kind, dash in NATIONAL:
        if any(figure["kind"] == kind for figure in figures):
            line = {"description": field("said"), "y2": {"value": "height"}}
            text = layer(
                "text", {"text": field("said")}, only=f"datum.kind === '{kind}'",
                align=expression("datum.align"), aria=False, baseline="middle",
                color=getattr(palette, kind), dx=expression("datum.dx"), fontSize=12,
            )  # fmt: skip
            drawn += [national_rule(kind, dash, palette, line), text]
    return drawn


def _marks(rows: list[dict[str, Any]], lane: float, palette: Palette) -> list[Spec]:
    """Bars of ranges, and all other marks, as wide as a lane allows."""
    fill, stroke = _colour(palette, True), _colour(palette, False)
    area = math.pi / 4 * (lane - 2.5) ** 2
    bars = ranges(rows, palette, height=max(3.0, lane - 8), stroke=stroke, fill=fill)
    return [*bars, *promises(rows, palette, size=area, stroke=stroke, fill=fill)]


def _label(palette: Palette) -> list[Spec]:
    """The highlighted region's name and value above the dots."""
    return label_words(_CHOSEN, palette, color=palette.mine, fontSize=13, fontWeight="bold")
