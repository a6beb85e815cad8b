"""The folder of a site: where its pages go and what all of them share."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from charts.drawing import theme
from charts.drawing.fonts import has_chinese_font
from charts.pages import shared
from charts.pages.chart_library import chart_library
from charts.pages.site_picture import HEIGHT, PICTURE, WIDTH

_FOLDERS = (
    "assets",
    "indicators",
    "regions",
    "documents",
    "areas",
    "views",
    "data",
    "data/regions",
)
_SCRIPTS = (
    "table.js", "index.js", "map.js", "region.js", "charts.js", "csv.js", "corrections.js",
    "document.js", "picture.js",
)  # fmt: skip


class SiteFolder:
    """Writes the pages of a site from their templates."""

    def __init__(
        self, place: Path, words: Mapping[str, str], made: Mapping[str, Any], documents: int
    ) -> None:
        """Makes the folders in ``place``; each page says by what it was ``made`` of how many."""
        self._place = place
        self.has_picture = has_chinese_font()  # without one it would show empty boxes
        picture = {"path": PICTURE, "width": WIDTH, "height": HEIGHT} if self.has_picture else None
        self._shared = {
            "words": words, "made": made, "totals_read": documents, "picture": picture
        }  # fmt: skip
        self._environment = shared.environment(words["lang"])
        for name in _FOLDERS:
            (place / name).mkdir(exist_ok=True)

    def write(self, path: str, template: str, **values: Any) -> Path:
        """Writes one page and returns where."""
        page = self.part(template, site={"root": "../" * path.count("/")}, **values)
        place = self._place / path
        place.write_bytes(page.encode("utf-8", "replace"))
        return place

    def part(self, template: str, **values: Any) -> str:
        """A part of a page."""
        return self._environment.get_template(template).render(**self._shared, **values)

    def script(self, path: str, text: str) -> None:
        """Writes one script."""
        (self._place / path).write_bytes(text.encode("utf-8", "replace"))

    @property
    def picture(self) -> Path:
        """The file of the picture that links to the site show."""
        return self._place / PICTURE

    def data(self, name: str) -> Path:
        """The CSV file with the rows behind a chart."""
        return self._place / "data" / f"{name}.csv"

    def write_assets(self) -> None:
        """The style, the scripts and the chart library, each once."""
        colours = (
            f":root {{ {theme.LIGHT.css()} --font: {theme.FONT}; }}\n"
            f"@media screen and (prefers-color-scheme: dark) {{ :root {{ {theme.DARK.css()} }} }}\n"
        )
        assets = {
            "style.css": colours + shared.template("style.css"),
            **{name: shared.template(name) for name in _SCRIPTS},
            "vega.js": f"(function () {{\n{chart_library()}\n}})();\n",
        }
        for name, text in assets.items():
            (self._place / "assets" / name).write_bytes(text.encode())
