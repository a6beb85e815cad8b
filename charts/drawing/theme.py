"""Fonts, colours of classes and the configuration that every chart shares."""

from __future__ import annotations

from functools import cache
from typing import Any

from charts.words.style import DARK, LIGHT, PAGE, Palette

__all__ = ["DARK", "FONT", "LIGHT", "PAGE", "SEQUENCE", "Palette", "config", "row_height"]

# Fonts with simplified Chinese letters, one for each common system, then whatever there is.
FONT = (
    "'Noto Sans CJK SC', 'Noto Sans SC', 'Source Han Sans SC', 'PingFang SC', 'Microsoft YaHei', "
    "'Hiragino Sans GB', 'WenQuanYi Micro Hei', SimHei, sans-serif"
)
_FEW_ROWS = 12

# Five steps of one hue for ordered classes, light to dark, each with the ink that is read on it
# (4.5:1 and more). They are the same on light and dark paper, as each carries its own ink.
SEQUENCE = (
    ("#deebf5", "#1d2329"), ("#b7d4ea", "#1d2329"), ("#83b6dc", "#1d2329"),
    ("#0067a5", "#ffffff"), ("#00406b", "#ffffff"),
)  # fmt: skip


@cache
def config(palette: Palette) -> dict[str, Any]:
    """The Vega-Lite configuration of a chart in these colours."""
    return {
        "font": FONT,
        "background": "transparent",
        "view": {"continuousHeight": 300, "continuousWidth": 300, "stroke": None},
        "axis": {
            "labelColor": palette.soft,
            "titleColor": palette.soft,
            "gridColor": palette.line,
            "labelFontSize": 12,
            "titleFontSize": 12,
            "titleFontWeight": "normal",
            "domain": False,
            "ticks": False,
            "labelPadding": 8,
        },
        "axisY": {"labelColor": palette.ink, "labelFontSize": 13, "labelLimit": 280},
        "legend": {
            "labelColor": palette.ink,
            "titleColor": palette.soft,
            "labelFontSize": 12,
            "titleFontSize": 12,
            "titleFontWeight": "normal",
            "labelLimit": 300,
        },
        "title": {
            "anchor": "start",
            "frame": "group",
            "color": palette.ink,
            "subtitleColor": palette.soft,
            "fontSize": 16,
            "subtitleFontSize": 12,
            "subtitlePadding": 6,
            "offset": 16,
        },
    }


def row_height(rows: int) -> int:
    """Pixels for each row of a chart; many rows stand closer."""
    return 30 if rows <= _FEW_ROWS else 25
