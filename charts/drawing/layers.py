"""How marks are drawn: dots, arrows, bars, rings and the lines of national figures.

Data and both axes stand once in the chart that holds the layers; a layer says only what differs.
"""

from __future__ import annotations

from typing import Any

import altair as alt

from charts.drawing.axis import ValueAxis
from charts.drawing.marks import ARROW, Mark
from charts.drawing.theme import Palette

_DASHED, _SOLID = [5, 4], [1, 0]


def encoding(marks: list[Mark], axis: ValueAxis) -> dict[str, Any]:
    """What all layers share: the place on the axis and the row."""
    rows = alt.Y(
        "row",
        type="nominal",
        scale=alt.Scale(domain=[mark.row for mark in marks]),
        axis=alt.Axis(title=None, grid=True, gridDash=[1, 3]),
    )
    return {"x": axis.channel("value").to_dict(), "y": rows.to_dict()}


def layers(marks: list[Mark], palette: Palette) -> list[alt.Chart]:
    """The layers of a comparison from back to front; forms that no mark has are left out."""
    forms = {mark.bound if mark.kind == "target" else mark.kind for mark in marks}
    drawn: list[alt.Chart] = []
    for kind, colour, dash in (("actual", palette.actual, _SOLID), ("aim", palette.aim, _DASHED)):
        if kind in forms:
            drawn += _national(kind, colour, dash)
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


def _where(condition: str) -> alt.Chart:
    return alt.Chart(transform=[alt.FilterTransform(filter=condition)])


def _national(kind: str, colour: str, dash: list[int]) -> list[alt.Chart]:
    """A line through all rows, and a diamond on the figure's own row."""
    figures = _where(f"datum.kind == '{kind}'")
    line = figures.mark_rule(color=colour, strokeDash=dash, strokeWidth=1.5, aria=False)
    diamond = figures.mark_point(shape="diamond", size=70, filled=True, color=colour, opacity=1)
    return [line.encode(y=alt.value(0), y2=alt.value("height")), evidenced(diamond)]


def _ranges(palette: Palette) -> list[alt.Chart]:
    """A bar from end to end with a tick at both; nothing marks a middle that nobody stated."""
    ranges, end = _where("datum.bound == 'range'"), alt.X2("end")
    bar = ranges.mark_rule(strokeWidth=9, color=palette.target)
    hollow = _where("datum.bound == 'range' && datum.soft")
    inside = hollow.mark_rule(strokeWidth=5, color=palette.paper, aria=False)
    tick = ranges.mark_tick(
        orient="vertical", size=17, thickness=2.5, color=palette.target, opacity=1, aria=False
    )
    at_end = tick.encode(x=alt.X("end", type="quantitative"))
    return [evidenced(bar.encode(x2=end)), inside.encode(x2=end), tick, at_end]


def _arrow(bound: str, reach: int, head: str, palette: Palette) -> list[alt.Chart]:
    """A stem and a head beside the dot; its length is the same for all and says nothing."""
    bounded = _where(f"datum.bound == '{bound}'")
    stem = bounded.mark_rule(strokeWidth=2, color=palette.target, x2Offset=reach, aria=False)
    tip = bounded.mark_point(
        shape=head,
        xOffset=reach,
        filled=True,
        size=75,
        stroke=palette.target,
        opacity=1,
        aria=False,
    )
    return [stem.encode(x2=alt.X2("value")), tip.encode(fill=_fill())]


def _dots(palette: Palette) -> alt.Chart:
    at_a_value = "datum.kind == 'target' && datum.bound != 'range' && datum.bound != 'about'"
    dot = _where(at_a_value).mark_point(
        shape="circle", filled=True, size=110, stroke=palette.target, strokeWidth=2, opacity=1
    )
    return evidenced(dot.encode(fill=_fill()))


def _rings(palette: Palette) -> list[alt.Chart]:
    about = _where("datum.bound == 'about'")
    ring = about.mark_point(
        shape="circle",
        filled=True,
        size=170,
        fill=palette.paper,
        stroke=palette.target,
        strokeWidth=2,
        opacity=1,
    )
    tilde = about.mark_text(
        text="~", fontSize=14, fontWeight="bold", color=palette.target, aria=False
    )
    return [evidenced(ring), tilde]


def _texts(palette: Palette) -> list[alt.Chart]:
    """Each value as printed beside its mark, on a halo that keeps lines off the letters."""
    beside = alt.Chart().encode(
        x=alt.X("text_at", type="quantitative"), text=alt.Text("text", type="nominal")
    )
    align, dx = alt.expr("datum.text_align"), alt.expr("datum.text_dx")
    halo = beside.mark_text(
        align=align,
        dx=dx,
        baseline="middle",
        fontSize=13,
        stroke=palette.paper,
        strokeWidth=5,
        strokeJoin="round",
        aria=False,
    )
    text = beside.mark_text(
        align=align, dx=dx, baseline="middle", fontSize=13, color=palette.ink, aria=False
    )
    return [halo, text]


def _fill() -> alt.Fill:
    """Hollow for soft wording, filled for any other: the colour stands in the data."""
    return alt.Fill("fill", type="nominal", scale=None, legend=None)


def evidenced(marks: alt.Chart) -> alt.Chart:
    """Marks that lead to their sentence and say what they show."""
    return marks.encode(
        href=alt.Href("href", type="nominal"),
        description=alt.Description("said", type="nominal"),
        tooltip=alt.Tooltip("said", type="nominal"),
    )
