"""Writes charts as image files, for a text or a slide rather than a page."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path

import altair as alt
import vl_convert

from charts.drawing import theme
from charts.drawing.chart_types import AnyChart
from charts.drawing.fonts import has_chinese_font
from charts.drawing.layers import Spec
from charts.words.values import wrapped

_LETTER = 12.5  # pixels of a Chinese letter in a subtitle
_FORMATS = ("svg", "png", "html")
_SCALE = 2.0  # pixels of a PNG file for each pixel of a chart
_VERSION = ".".join(alt.SCHEMA_VERSION.removeprefix("v").split(".")[:2])


def save(
    chart: AnyChart,
    path: Path | str,
    *,
    width: int = 720,
    scale: float = _SCALE,
    fonts: Path | None = None,
) -> Path:
    """Writes one chart as the SVG, PNG or HTML file that ``path`` names, and returns the path.

    An HTML file holds all that draws the chart, so it works with the network off.

    An SVG file keeps its texts as text and only names the fonts, so it is drawn with those of the
    reader. A PNG file is drawn here and needs a font with Chinese letters. The background is that
    of the chart's palette.

    Args:
        chart: a chart in the colours LIGHT or DARK.
        path: ends in ``.svg``, ``.png`` or ``.html``; its folder exists.
        width: pixels of the axis, for charts that take the width of their page.
        scale: pixels of a PNG file for each pixel of the chart.
        fonts: a folder with font files to use beside those of the system.

    Raises:
        ValueError: for another ending; for a chart in the colours of a page, which only a page
            knows; for a PNG file where no font has Chinese letters.

    Example:
        >>> save(compare(targets, "gdp_growth"), "growth.svg")  # doctest: +SKIP
    """
    with alt.data_transformers.disable_max_rows():
        spec = chart.to_dict()
    return _save(spec, Path(path), width=width, scale=scale, fonts=fonts)


def write_images(
    charts: Mapping[str, AnyChart],
    folder: Path,
    format: str = "svg",
    *,
    width: int = 720,
    fonts: Path | None = None,
) -> list[Path]:
    """Writes each chart as ``<name>.<format>`` into an existing folder; returns the paths.

    Args:
        charts: charts by the name of their file.
        folder: an existing folder.
        format: ``svg`` or ``png``.
        width: as ``save`` takes it.
        fonts: as ``save`` takes it.

    Raises:
        ValueError: as ``save`` does; for a name that would leave the folder.

    Example:
        >>> write_images({"growth": compare(targets, "gdp_growth")}, folder)  # doctest: +SKIP
    """
    with alt.data_transformers.disable_max_rows():
        specs = {name: chart.to_dict() for name, chart in charts.items()}
    return write_specs(specs, folder, format, width=width, fonts=fonts)


def write_specs(
    specs: Mapping[str, Spec],
    folder: Path,
    format: str = "svg",
    *,
    width: int = 720,
    fonts: Path | None = None,
) -> list[Path]:
    """Writes charts as ``write_images`` does, from their specifications."""
    for name in specs:
        if Path(name).name != name:
            raise ValueError(f"{name!r} is no name of a file.")
    return [
        _save(spec, folder / f"{name}.{format}", width=width, scale=_SCALE, fonts=fonts)
        for name, spec in specs.items()
    ]


def _save(spec: Spec, path: Path, *, width: int, scale: float, fonts: Path | None) -> Path:
    kind = path.suffix.removeprefix(".").lower()
    if kind not in _FORMATS:
        raise ValueError(f"{path}: charts are written as .svg, .png or .html files.")
    spec = _standing_alone(spec, width)
    if kind == "html":
        path.write_bytes(
            vl_convert.vegalite_to_html(spec, vl_version=_VERSION, bundle=True).encode()
        )
        return path
    if fonts is not None:
        vl_convert.register_font_directory(str(fonts))
        has_chinese_font.cache_clear()
    if kind == "svg":
        svg = vl_convert.vegalite_to_svg(spec, vl_version=_VERSION)
        path.write_bytes(svg.encode())
        return path
    if not has_chinese_font():
        raise ValueError(
            "no font with Chinese letters was found, so a PNG file would show empty boxes. "
            "Install one (Debian: fonts-noto-cjk), name a folder with font files (fonts=…), "
            "or write an SVG file, which is drawn with the fonts of its reader."
        )
    path.write_bytes(vl_convert.vegalite_to_png(spec, vl_version=_VERSION, scale=scale))
    return path


def _standing_alone(spec: Spec, width: int) -> Spec:
    """The specification with a width and a background, which a page would give it."""
    if "var(--" in json.dumps(spec):
        raise ValueError("this chart has the colours of a page: draw it with palette=theme.LIGHT.")
    alone = {"padding": 16, **spec}
    if spec.get("width") == "container":
        lines = spec["title"].get("subtitle", [])
        lines = [lines] if isinstance(lines, str) else lines
        told = [part for line in lines for part in wrapped(line, width / _LETTER)]
        alone |= {"width": width, "title": {**spec["title"], "subtitle": told}}
    papers = {palette.ink: palette.paper for palette in (theme.LIGHT, theme.DARK)}
    ink = spec["config"]["title"]["color"]
    paper = papers.get(ink, theme.LIGHT.paper)
    return {**alone, "config": {**spec["config"], "background": paper}}
