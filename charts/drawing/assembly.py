"""A chart from its layers: what all charts that take the width of their page have in common."""

from __future__ import annotations

from typing import Any

from charts.drawing import theme
from charts.drawing.layers import Spec, filled_up
from charts.words.style import Palette


def layered(
    layers: list[Spec],
    rows: list[dict[str, Any]] | None,
    encoding: Spec,
    height: float,
    *,
    title: Spec,
    description: str,
    palette: Palette,
) -> Spec:
    """A chart of layers over the same rows, unless each has its own, and the same axes."""
    made: Spec = {
        "config": theme.config(palette),
        "autosize": {"contains": "padding", "type": "fit-x"},
        "description": description,
        "encoding": encoding,
        "height": height,
        "layer": layers,
        "title": title,
        "width": "container",
    }
    if rows is not None:
        made["data"] = {"values": filled_up(rows)}
    return made
