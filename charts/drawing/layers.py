"""What layers of charts are made of, as plain Vega-Lite.

Data and both axes stand once in the chart that holds the layers; a layer says only what differs.
"""

from __future__ import annotations

from typing import Any

from charts.words.style import Palette

Spec = dict[str, Any]
"""A Vega-Lite specification, or a part of one."""

SOLID, DASHED = [1, 0], [5, 4]
NATIONAL = (("actual", SOLID), ("aim", DASHED))
"""The kinds of national figures from back to front, with the dashes of their lines."""

EVIDENCE: Spec = {
    "description": {"field": "said", "type": "nominal"},
    "href": {"field": "href", "type": "nominal"},
    "tooltip": {"field": "said", "type": "nominal"},
}
"""The channels of marks that lead to their sentence and say what they show."""

ROWS_AXIS: Spec = {"grid": True, "gridDash": [1, 3], "title": None}
"""The axis of charts with a row for each target."""


def layer(kind: str, encoding: Spec | None = None, *, only: str | None = None, **mark: Any) -> Spec:
    """Marks of a kind, of the rows ``only`` where a condition holds."""
    made: Spec = {"mark": {"type": kind, **mark}}
    if encoding:
        made["encoding"] = encoding
    if only is not None:
        made["transform"] = [{"filter": only}]
    return made


def field(name: str, kind: str = "nominal") -> Spec:
    """A channel that shows a field of the data."""
    return {"field": name, "type": kind}


def quantity(name: str) -> Spec:
    """A channel of a place on an axis."""
    return field(name, "quantitative")


def expression(text: str) -> Spec:
    """A property of marks that is worked out for each."""
    return {"expr": text}


def national_rule(
    kind: str, dash: list[int], palette: Palette, encoding: Spec, **mark: Any
) -> Spec:
    """The line of the national figures of one kind."""
    colour = getattr(palette, kind)
    style = {"color": colour, "strokeDash": dash, "strokeWidth": 1.5}
    return layer("rule", encoding, only=f"datum.kind === '{kind}'", **style, **mark)


def halo(text: Spec, palette: Palette, width: int) -> Spec:
    """The same text in the colour of paper and wider, which keeps lines off its letters."""
    mark = {"stroke": palette.paper, "strokeWidth": width, "strokeJoin": "round"}
    return {**text, "mark": {**text["mark"], **mark}}


def filled_up(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The rows of a chart's data with the same columns each."""
    columns = dict.fromkeys(name for row in rows for name in row)
    return [{name: row.get(name) for name in columns} for row in rows]
