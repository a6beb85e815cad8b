"""A region against the level above it: both goals of a pair on one row."""

from __future__ import annotations

from typing import Any

from charts.drawing.assembly import layered
from charts.drawing.axis import ValueAxis, axis_of
from charts.drawing.captions import kind_line, title
from charts.drawing.glyphs import (
    BOUNDS,
    glyphs_of,
    key_line,
    promises,
    ranges,
    shape_of,
)
from charts.drawing.layers import (
    ROWS_AXIS,
    Spec,
    expression,
    field,
    halo,
    layer,
    quantity,
)
from charts.drawing.marks import worded_value
from charts.selection.changes import manner
from charts.selection.comparison import Comparison, Row
from charts.words.style import Palette
from charts.words.values import high_end

_ROW = 42
_EDGE = 0.72  # of the axis; texts of marks right of it stand left of them


def parents(of: Comparison) -> Spec:
    """Each region's goal beside that of the nearest region above it, for the same year.

    The region is a dot (a triangle for a bound, a bar for a range), the parent an upright line,
    joined by a thin line; both values are printed. Rows keep the order of the documents below
    their parent. An amount or count of a parent contains those of its parts, which the chart says.

    Args:
        of: what to draw; it has ``pairs``.
    """
    words, style = of.style.words, of.style
    axis = axis_of(of, [(row["value"], high_end(row)) for pair in of.pairs for row in pair])
    rows = [_drawn(of, child, parent, axis) for child, parent in of.pairs]
    count = words["pairs"].format(n=len(rows))
    keys = key_line(glyphs_of([child for child, _ in of.pairs], style.vocabulary), style)
    lead = f"{kind_line(of)} · {count} · {words['parent_key']}"
    place = {
        "axis": ROWS_AXIS,
        "field": "row",
        "scale": {"domain": [row["row"] for row in rows]},
        "type": "nominal",
    }
    return layered(
        _layers(rows, style.palette),
        rows,
        {"x": axis.channel("value"), "y": place},
        _ROW * len(rows),
        title=title(of.heading, lead, words["note_contains"] if of.order_note else "", keys),
        description=f"{of.heading}: " + style.separator.join(row["said"] for row in rows),
        palette=style.palette,
    )


def _drawn(of: Comparison, child: Row, parent: Row, axis: ValueAxis) -> dict[str, Any]:
    words = of.style.words
    place, above = of.names[child["document_id"]], str(parent["region"])
    printed, parent_printed = worded_value(child, of.style), worded_value(parent, of.style)
    drawn = {
        "row": words["parent_row"].format(child=place, parent=above),
        "value": child["value"],
        "end": high_end(child),
        "shape": shape_of(BOUNDS[child["comparator"]]),
        "bound": BOUNDS[child["comparator"]],
        "manner": manner(child, of.style.vocabulary),
        "parent": parent["value"],
        "parent_end": high_end(parent),
        "text": printed,
        "parent_text": f"{above} {parent_printed}",
        "said": words["pair_said"].format(
            child=place, child_printed=printed, parent=above, parent_printed=parent_printed
        ),
        "parent_said": f"{above}: {parent_printed}",
        "href": f"#t-{child['target_id']}",
        "parent_href": f"#t-{parent['target_id']}",
    }
    for prefix, value in (("", child["value"]), ("parent_", parent["value"])):
        left = axis.place(value) > _EDGE
        drawn[f"{prefix}align"] = "right" if left else "left"
        drawn[f"{prefix}dx"] = -9 if left else 9
    return drawn


def _layers(rows: list[dict[str, Any]], palette: Palette) -> list[Spec]:
    """The joining line, the parent's upright line, the region's mark, and both texts."""
    parent = quantity("parent")
    line: Spec = {"aria": False, "color": palette.soft}
    joined = layer("rule", {"x2": {"field": "parent"}}, **line, strokeWidth=1)
    wide = layer(
        "rule", {"x": parent, "x2": {"field": "parent_end"}},
        only="datum.parent_end > datum.parent", **line, strokeWidth=3,
    )  # fmt: skip
    evidence = {
        "description": field("parent_said"),
        "href": field("parent_href"),
        "tooltip": field("parent_said"),
    }
    upright = layer(
        "tick", {**evidence, "x": parent}, color=palette.soft, opacity=1, orient="vertical",
        size=22, thickness=3,
    )  # fmt: skip
    marks = ranges(rows, palette, height=9) + promises(rows, palette, size=100, width=2)
    below = _text("parent_", "parent", dy=13, fontSize=12, color=palette.soft)
    above = _text("", "value", dy=-13, fontSize=13, color=palette.ink)
    texts = [one for text in (below, above) for one in (halo(text, palette, 4), text)]
    return [joined, wide, upright, *marks, *texts]


def _text(prefix: str, at: str, **mark: Any) -> Spec:
    """A printed value above or below the line of its row."""
    return layer(
        "text", {"text": field(f"{prefix}text"), "x": quantity(at)},
        align=expression(f"datum.{prefix}align"), aria=False, baseline="middle",
        dx=expression(f"datum.{prefix}dx"), **mark,
    )  # fmt: skip
