"""Fonts, colours and the configuration that every chart shares."""

from __future__ import annotations

from dataclasses import asdict, dataclass, fields
from typing import Any

# Fonts with simplified Chinese letters, one for each common system, then whatever there is.
FONT = (
    "'Noto Sans CJK SC', 'Noto Sans SC', 'Source Han Sans SC', 'PingFang SC', 'Microsoft YaHei', "
    "'Hiragino Sans GB', 'WenQuanYi Micro Hei', SimHei, sans-serif"
)
_FEW_ROWS = 12
# Between the parts of a sentence about a chart.
SEPARATOR = {"zh": "；", "en": "; "}


@dataclass(frozen=True, slots=True)
class Palette:
    """The colours of charts and page; texts keep 4.5:1 against ``paper``, marks 3:1."""

    ink: str
    soft: str
    paper: str
    ground: str
    line: str
    target: str
    aim: str
    actual: str
    found: str

    def css(self) -> str:
        """The colours as declarations of CSS variables."""
        return "".join(f"--{name}:{colour};" for name, colour in asdict(self).items())


# Blue and vermilion after Okabe and Ito (2008), which every colour vision tells apart; vermilion
# and grey are darkened until they can be read as text.
LIGHT = Palette(
    ink="#1d2329", soft="#57606a", paper="#ffffff", ground="#f4f6f8", line="#d7dde3",
    target="#0067a5", aim="#b54708", actual="#57606a", found="#ffe58a",
)  # fmt: skip
DARK = Palette(
    ink="#e8ecf0", soft="#aab4be", paper="#1b2026", ground="#12161a", line="#38414b",
    target="#6cb8f0", aim="#f5a364", actual="#aab4be", found="#6a5200",
)  # fmt: skip
# A chart in a page takes the page's colours, so it follows dark mode and print by itself.
PAGE = Palette(**{field.name: f"var(--{field.name})" for field in fields(Palette)})

# Five steps of one hue for ordered classes, light to dark, each with the ink that is read on it
# (4.5:1 and more). They are the same on light and dark paper, as each carries its own ink.
SEQUENCE = (
    ("#deebf5", "#1d2329"), ("#b7d4ea", "#1d2329"), ("#83b6dc", "#1d2329"),
    ("#0067a5", "#ffffff"), ("#00406b", "#ffffff"),
)  # fmt: skip


def config(palette: Palette) -> dict[str, Any]:
    """The Vega-Lite configuration of a chart in these colours."""
    return {
        "font": FONT,
        "background": "transparent",
        "view": {"stroke": None},
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
