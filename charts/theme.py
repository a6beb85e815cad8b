"""Fonts, colours and the configuration that every chart shares."""

from __future__ import annotations

from typing import Any

FONT = (
    "'Noto Sans CJK SC', 'Noto Sans SC', 'Source Han Sans SC', 'PingFang SC', 'Microsoft YaHei', "
    "'Hiragino Sans GB', 'WenQuanYi Micro Hei', sans-serif"
)

# Blue and vermilion of Okabe and Ito (2008): apart in lightness and for every colour vision.
TARGET = "#0072B2"
AIM = "#D55E00"
ACTUAL = "#6B6B6B"
ROW_HEIGHT = 30

CONFIG: dict[str, Any] = {
    "font": FONT,
    "background": None,
    "view": {"stroke": None},
    "axis": {
        "labelFontSize": 13,
        "titleFontSize": 12,
        "titleFontWeight": "normal",
        "labelLimit": 320,
        "gridColor": "#88888833",
        "domain": False,
        "ticks": False,
        "labelPadding": 8,
        "labelColor": "#555",
        "titleColor": "#555",
    },
    "title": {
        "anchor": "start",
        "fontSize": 15,
        "subtitleFontSize": 12,
        "frame": "group",
        "offset": 14,
        "color": "#222",
        "subtitleColor": "#555",
    },
}
