"""Documents on one indicator: a dot plot on the indicator's own axis, a row for each target."""

from __future__ import annotations

from collections.abc import Sequence

from charts.drawing import theme
from charts.drawing.assembly import layered
from charts.drawing.axis import ValueAxis, axis_of
from charts.drawing.captions import plan_line, title
from charts.drawing.glyphs import glyphs_of, key_line, promises, ranges
from charts.drawing.layers import (
    EVIDENCE,
    NATIONAL,
    ROWS_AXIS,
    Spec,
    expression,
    field,
    halo,
    layer,
    national_rule,
    quantity,
)
from charts.drawing.marks import Mark, national_marks, target_marks
from charts.selection.comparison import Comparison, Row
from charts.words.style import Palette


def dots(of: Comparison, rows: Sequence[Row] | None = None) -> Spec:
    """A row for each target, after those of the national figures, with the marks of all charts.

    The targets stand in the order of ``rows``, by default that in which charts list them.
    """
    palette = of.style.palette
    national = national_marks(of)
    marks = national + target_marks(of, of.ordered if rows is None else rows)
    axis = axis_of(of, [(mark.value, mark.end) for mark in marks])
    lines = [mark.value for mark in national]
    drawn = [mark.drawn(axis, lines) for mark in marks]
    glyphs = glyphs_of(of.each, of.style.vocabulary) | {mark.kind for mark in national}
    return layered(
        [
            *_national({mark.kind for mark in national}, palette),
            *([_room_for_text(palette)] if national else []),
            *ranges(drawn, palette, height=11),
            *promises(drawn, palette, size=120, width=2),
            *_texts(palette),
        ],
        drawn,
        _encoding(marks, axis),
        theme.row_height(len(marks)) * len(marks),
        title=title(of.heading, plan_line(of), key_line(glyphs, of.style)),
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


def _national(kinds: set[str], palette: Palette) -> list[Spec]:
    """A line through all rows, and a thick piece of it on the figure's own row."""
    drawn: list[Spec] = []
    for kind, dash in NATIONAL:
        if kind in kinds:
            ends = {"y": {"value": 0}, "y2": {"value": "height"}}
            own = layer(
                "tick", EVIDENCE, only=f"datum.kind === '{kind}'", color=getattr(palette, kind),
                opacity=1, orient="vertical", size=18, thickness=4,
            )  # fmt: skip
            drawn += [national_rule(kind, dash, palette, ends, aria=False), own]
    return drawn


def _room_for_text(palette: Palette) -> Spec:
    """Paper where a text will stand, so that no line goes through it, not even between letters."""
    return layer(
        "rule", {"x": quantity("text_at"), "x2": {"field": "text_at"}}, aria=False,
        color=palette.paper, strokeWidth=18, xOffset=expression("datum.text_dx"),
        x2Offset=expression("datum.text_dx + datum.text_room"),
    )  # fmt: skip


def _texts(palette: Palette) -> list[Spec]:
    """Each value as printed beside its mark, on a halo that keeps lines off the letters."""
    text = layer(
        "text", {"text": field("text"), "x": quantity("text_at")},
        align=expression("datum.text_align"), aria=False, baseline="middle", color=palette.ink,
        dx=expression("datum.text_dx"), fontSize=13,
    )  # fmt: skip
    return [halo(text, palette, 5), text]
