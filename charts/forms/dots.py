"""Documents on one indicator: a dot plot on the indicator's own axis, a row for each target."""

from __future__ import annotations

from charts.drawing import theme
from charts.drawing.assembly import layered
from charts.drawing.axis import ValueAxis, axis_of
from charts.drawing.captions import plan_line
from charts.drawing.layers import (
    EVIDENCE,
    NATIONAL,
    ROWS_AXIS,
    SHAPE,
    Spec,
    expression,
    field,
    halo,
    layer,
    national_rule,
    quantity,
)
from charts.drawing.marks import ARROW, Mark, national_marks, target_marks
from charts.selection.comparison import Comparison
from charts.words.style import Palette

_FILL: Spec = {**SHAPE, "field": "fill"}
"""Hollow for soft wording, filled for any other: the colour stands in the data."""


def dots(of: Comparison) -> Spec:
    """A row for each target, after those of the national figures.

    A filled dot is an exact value; an arrow says at least (right) or at most (left), and its text
    tells ≥ from >; a bar with end ticks is a range; a ring with a tilde is approximate. Hollow
    marks are softly worded (力争). National aims are dashed lines, actual values solid ones.
    """
    palette = of.style.palette
    marks = national_marks(of) + target_marks(of, of.ordered)
    axis = axis_of(of, [(mark.value, mark.end) for mark in marks])
    lines = [mark.value for mark in marks if mark.kind != "target"]
    return layered(
        _layers(marks, palette),
        [mark.drawn(axis, palette, lines) for mark in marks],
        _encoding(marks, axis),
        theme.row_height(len(marks)) * len(marks),
        title={"subtitle": plan_line(of), "text": of.heading},
        description=f"{of.heading}: " + "; ".join(f"{mark.row} {mark.text}" for mark in marks),
        palette=palette,
    )


def _encoding(marks: list[Mark], axis: ValueAxis) -> Spec:
    """What all layers share: the place on the axis and the row."""
    rows = {
        "axis": ROWS_AXIS,
        "field": "row",
        "scale": {"domain": [mark.row for mark in marks]},
        "type": "nominal",
    }
    return {"x": axis.channel("value"), "y": rows}


def _layers(marks: list[Mark], palette: Palette) -> list[Spec]:
    """The layers from back to front; forms that no mark has are left out."""
    forms = {mark.bound if mark.kind == "target" else mark.kind for mark in marks}
    drawn: list[Spec] = []
    for kind, dash in NATIONAL:
        if kind in forms:
            drawn += _national(kind, dash, palette)
    if "range" in forms:
        drawn += _ranges(palette)
    for bound, reach, head in (
        ("least", ARROW, "triangle-right"),
        ("most", -ARROW, "triangle-left"),
    ):
        if bound in forms:
            drawn += _arrow(bound, reach, head, palette)
    if forms & {"exact", "least", "most"}:
        drawn.append(_dots(palette))
    if "about" in forms:
        drawn += _rings(palette)
    return [*drawn, *_texts(palette)]


def _national(kind: str, dash: list[int], palette: Palette) -> list[Spec]:
    """A line through all rows, and a diamond on the figure's own row."""
    ends = {"y": {"value": 0}, "y2": {"value": "height"}}
    diamond = layer(
        "point", EVIDENCE, only=f"datum.kind === '{kind}'", color=getattr(palette, kind),
        filled=True, opacity=1, shape="diamond", size=70,
    )  # fmt: skip
    return [national_rule(kind, dash, palette, ends, aria=False), diamond]


def _ranges(palette: Palette) -> list[Spec]:
    """A bar from end to end with a tick at both; nothing marks a middle that nobody stated."""
    ranges, end = "datum.bound === 'range'", {"x2": {"field": "end"}}
    bar = layer("rule", {**EVIDENCE, **end}, only=ranges, color=palette.target, strokeWidth=9)
    inside = layer(
        "rule", end, only=f"{ranges} && datum.soft", aria=False, color=palette.paper, strokeWidth=5
    )
    tick = layer(
        "tick", only=ranges, aria=False, color=palette.target, opacity=1, orient="vertical",
        size=17, thickness=2.5,
    )  # fmt: skip
    return [bar, inside, tick, {**tick, "encoding": {"x": quantity("end")}}]


def _arrow(bound: str, reach: int, head: str, palette: Palette) -> list[Spec]:
    """A stem and a head beside the dot; its length is the same for all and says nothing."""
    bounded = f"datum.bound === '{bound}'"
    stem = layer(
        "rule", {"x2": {"field": "value"}}, only=bounded, aria=False, color=palette.target,
        strokeWidth=2, x2Offset=reach,
    )  # fmt: skip
    tip = layer(
        "point", {"fill": _FILL}, only=bounded, aria=False, filled=True, opacity=1, shape=head,
        size=75, stroke=palette.target, xOffset=reach,
    )  # fmt: skip
    return [stem, tip]


def _dots(palette: Palette) -> Spec:
    at_a_value = "datum.kind === 'target' && datum.bound !== 'range' && datum.bound !== 'about'"
    return layer(
        "point", {**EVIDENCE, "fill": _FILL}, only=at_a_value, filled=True, opacity=1,
        shape="circle", size=110, stroke=palette.target, strokeWidth=2,
    )  # fmt: skip


def _rings(palette: Palette) -> list[Spec]:
    about = "datum.bound === 'about'"
    ring = layer(
        "point", EVIDENCE, only=about, fill=palette.paper, filled=True, opacity=1, shape="circle",
        size=170, stroke=palette.target, strokeWidth=2,
    )  # fmt: skip
    tilde = layer(
        "text", only=about, aria=False, color=palette.target, fontSize=14, fontWeight="bold",
        text="~",
    )  # fmt: skip
    return [ring, tilde]


def _texts(palette: Palette) -> list[Spec]:
    """Each value as printed beside its mark, on a halo that keeps lines off the letters."""
    text = layer(
        "text", {"text": field("text"), "x": quantity("text_at")},
        align=expression("datum.text_align"), aria=False, baseline="middle", color=palette.ink,
        dx=expression("datum.text_dx"), fontSize=13,
    )  # fmt: skip
    return [halo(text, palette, 5), text]
