"""The one grammar of marks, in every form of charts and in image files.

A promise is round (exact), a triangle that points to where values may still be (at least, at most),
a diamond (about), or a bar from end to end (range); hollow where it is worded as a wish, with a bar
across where it is worded as a duty. A fact is square: open for the last result, filled for what was
reached. National figures are lines. Shape carries each difference, colour only helps.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from charts.drawing.layers import EVIDENCE, Spec, layer
from charts.selection.changes import manner
from charts.words.style import Palette, Style
from charts.words.vocabulary import Vocabulary

Row = Mapping[str, Any]

GLYPHS = (
    "exact", "least", "most", "range", "about", "soft", "hard", "before", "before_span", "after",
    "silent", "aim", "actual",
)  # fmt: skip
"""What a mark can say, in the order of a legend."""

BOUNDS = {
    "=": "exact", ">=": "least", ">": "least", "<=": "most", "<": "most", "~": "about",
    "range": "range",
}  # fmt: skip
"""What a comparator says of the value."""

SHAPE: Spec = {"field": "shape", "legend": None, "scale": None, "type": "nominal"}
"""The channel of marks whose shape stands in the data, as ``shape_of`` gives it."""

FACT = "square"
"""The shape of results."""

BEFORE = ("before", "before_span")
"""What an open square says: the result of the year before, or of as many years before."""

_LYING = {"least": "triangle-right", "most": "triangle-left", "about": "diamond"}
_UPRIGHT = {"least": "triangle-up", "most": "triangle-down", "about": "diamond"}
_ACROSS = 0.42  # of a mark's area, for the bar across a duty


def shape_of(bound: str, *, upright: bool = False) -> str:
    """The shape of a promise on a lying or an upright axis."""
    return (_UPRIGHT if upright else _LYING).get(bound, "circle")


def glyphs_of(rows: Iterable[Row], vocabulary: Vocabulary) -> set[str]:
    """What the marks of these targets say."""
    said = {""}
    for row in rows:
        said |= {BOUNDS[row["comparator"]], manner(row, vocabulary)}
    return said - {""}


def in_order(glyphs: Iterable[str]) -> list[str]:
    """These in the order of a legend."""
    there = set(glyphs)
    return [glyph for glyph in GLYPHS if glyph in there]


def key_line(glyphs: Iterable[str], style: Style) -> str:
    """What the marks mean, in a line of an image: 「● 确定值　▶ 至少」; pages have a legend."""
    if style.is_page:
        return ""
    words = style.words
    return words["key_gap"].join(words[f"key_{glyph}"] for glyph in in_order(glyphs))


def fill_of(palette: Palette) -> Spec:
    """Paper inside of wishes, and the colour of targets inside of all others."""
    return {
        "condition": {"test": "datum.manner === 'soft'", "value": palette.paper},
        "value": palette.target,
    }


def promises(
    rows: Iterable[Row], palette: Palette, *, size: float, stroke: Spec | None = None,
    fill: Spec | None = None, only: str = "true", width: float = 1.5,
) -> list[Spec]:  # fmt: skip
    """The layers of marks at one value: rows have ``shape``, ``bound`` and ``manner``.

    Args:
        rows: the rows of the chart's data, which tell what there is to draw.
        palette: the colours.
        size: pixels of a mark's area.
        stroke: the colour of the outline, where it is not that of targets.
        fill: likewise inside.
        only: a condition of the rows to draw.
        width: pixels of the outline.
    """
    rows = list(rows)
    if not any(row.get("bound") not in (None, "range") for row in rows):
        return []
    at_a_value = f"isValid(datum.bound) && datum.bound !== 'range' && {only}"
    colours = {"fill": fill or fill_of(palette), "stroke": stroke or {"value": palette.target}}
    drawn = [
        layer(
            "point", {**EVIDENCE, **colours, "shape": SHAPE}, only=at_a_value, opacity=1,
            size=size, strokeWidth=width,
        )
    ]  # fmt: skip
    if any(row.get("manner") == "hard" for row in rows):
        drawn.append(
            layer(
                "point", only=f"{at_a_value} && datum.manner === 'hard'", aria=False, opacity=1,
                shape="stroke", size=size * _ACROSS, stroke=palette.paper, strokeWidth=2,
            )
        )  # fmt: skip
    return drawn


def ranges(
    rows: Iterable[Row], palette: Palette, *, height: float, stroke: Spec | None = None,
    fill: Spec | None = None,
) -> list[Spec]:  # fmt: skip
    """The bars of ranges from ``value`` to ``end``; nothing marks a middle that nobody stated."""
    if not any(row.get("bound") == "range" for row in rows):
        return []
    colours = {"fill": fill or fill_of(palette), "stroke": stroke or {"value": palette.target}}
    return [
        layer(
            "bar", {**EVIDENCE, **colours, "x2": {"field": "end"}}, only="datum.bound === 'range'",
            cornerRadius=1, height=height, opacity=1, strokeWidth=1.5,
        )
    ]  # fmt: skip
