"""What each region's plan made of its goal of the year before: a dumbbell a region."""

from __future__ import annotations

from typing import Any

from charts.drawing.assembly import layered
from charts.drawing.axis import axis_of
from charts.drawing.captions import title
from charts.drawing.glyphs import BOUNDS, glyphs_of, key_line, promises, ranges, shape_of
from charts.drawing.layers import ROWS_AXIS, Spec, expression, field, halo, layer, quantity
from charts.drawing.marks import worded_value
from charts.selection.changes import changes, manner
from charts.selection.comparison import Comparison, Row
from charts.words.style import Palette
from charts.words.values import high_end

FEWEST = 3
"""Fewer regions with both goals make no picture."""
_ROW = 30
_GAP = 12  # pixels between a mark and its text


def revised(of: Comparison) -> dict[int, list[tuple[str, Row, Row]]]:
    """By year the regions with a goal and one of the year before, the largest rise first."""
    found: dict[int, list[tuple[str, Row, Row]]] = {}
    for (region, year), (_, before, after) in changes(of).items():
        if before is not None and after is not None:
            found.setdefault(year, []).append((region, before, after))
    for pairs in found.values():
        pairs.sort(key=lambda pair: -_size(*pair[1:]))
    return found


def revisions(of: Comparison, pairs: list[tuple[str, Row, Row]]) -> Spec:
    """From each region's goal of the year before to its goal, in the order of ``pairs``.

    Both have the marks of all charts; the earlier one is smaller and grey, and the text between
    them is an arrow from the one to the other.
    """
    style, words = of.style, of.style.words
    ends = [(row["value"], high_end(row)) for _, *both in pairs for row in both]
    axis = axis_of(of, ends)
    rows: list[dict[str, Any]] = []
    for region, before, after in pairs:
        text = f"{worded_value(before, style)} → {worded_value(after, style)}"
        high = max(high_end(before), high_end(after))
        low = min(before["value"], after["value"])
        is_right = axis.place(high) < 1 - axis.place(low) or axis.place(low) < 0.5
        said = {
            "text": text,
            "text_at": high if is_right else low,
            "text_dx": _GAP if is_right else -_GAP,
            "text_align": "left" if is_right else "right",
            "from": before["value"],
        }
        rows.append(_mark(of, region, before, "before", text))
        rows.append(_mark(of, region, after, "after", text) | said)
    glyphs = glyphs_of((row for _, *both in pairs for row in both), style.vocabulary)
    place = {
        "axis": ROWS_AXIS,
        "field": "row",
        "scale": {"domain": [region for region, _, _ in pairs]},
        "type": "nominal",
    }
    counted = [_size(before, after) for _, before, after in pairs]
    told = words["revisions_said"].format(
        n=len(pairs),
        raised=sum(size > 0 for size in counted),
        kept=sum(size == 0 for size in counted),
        lowered=sum(size < 0 for size in counted),
    )
    return layered(
        _layers(rows, style.palette),
        rows,
        {"x": axis.channel("value"), "y": place},
        _ROW * len(pairs),
        title=title(of.heading, told, words["revisions_key"], key_line(glyphs, style)),
        description=f"{of.heading}: {told}",
        palette=style.palette,
    )


def _size(before: Row, after: Row) -> float:
    """By how much a goal rose; of ranges by their middles."""
    return float(after["value"] + high_end(after) - before["value"] - high_end(before)) / 2


def _mark(of: Comparison, region: str, row: Row, side: str, text: str) -> dict[str, Any]:
    bound = BOUNDS[row["comparator"]]
    return {
        "row": region,
        "side": side,
        "value": row["value"],
        "end": high_end(row),
        "bound": bound,
        "shape": shape_of(bound),
        "manner": manner(row, of.style.vocabulary),
        "said": f"{region}: {text}",
        "href": f"#t-{row['target_id']}",
    }


def _layers(rows: list[dict[str, Any]], palette: Palette) -> list[Spec]:
    is_before = "datum.side === 'before'"
    stroke: Spec = {
        "condition": {"test": is_before, "value": palette.soft},
        "value": palette.target,
    }
    fill: Spec = {
        "condition": [
            {"test": "datum.manner === 'soft'", "value": palette.paper},
            {"test": is_before, "value": palette.soft},
        ],
        "value": palette.target,
    }
    line = layer(
        "rule", {"x2": {"field": "from"}}, only="isValid(datum.from)", aria=False,
        color=palette.soft, strokeWidth=1.5,
    )  # fmt: skip
    text = layer(
        "text", {"text": field("text"), "x": quantity("text_at")}, only="isValid(datum.text)",
        align=expression("datum.text_align"), aria=False, baseline="middle", color=palette.ink,
        dx=expression("datum.text_dx"), fontSize=12,
    )  # fmt: skip
    colours = {"stroke": stroke, "fill": fill}
    marks = ranges(rows, palette, height=11, **colours)
    for side, size in (("before", 60), ("after", 110)):
        own = [row for row in rows if row["side"] == side]
        marks += promises(
            own, palette, size=size, only=f"datum.side === '{side}'", width=2, **colours
        )
    return [line, *marks, halo(text, palette, 4), text]
