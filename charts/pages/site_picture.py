"""The picture that a link to the site shows elsewhere: one for all pages, drawn with the site.

What a page says of its own region stands in its description, as text: a picture for each of many
regions would take as long to draw as all pages to write, because each text in it is shaped anew.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import vl_convert

from charts.drawing import theme
from charts.pages.model import Report, Section
from charts.pages.shared import environment

PICTURE = "assets/picture.png"
WIDTH, HEIGHT = 1200, 630  # pixels, as the programs ask for that show it
_STRIPS = 4
_STRIP = 620  # pixels of a strip
_LETTERS = 15  # of a name that has room


def write_picture(report: Report, file: Path, said: str, telling: Sequence[Section]) -> None:
    """Draws the title of the site, what was read, and the values of the most telling indicators.

    Args:
        report: the report.
        file: a PNG file.
        said: what was read, in a sentence.
        telling: the indicators to draw, those of which there is most to see first.
    """
    drawn = [one for one in telling if one.summary.places][:_STRIPS]
    svg = environment(report.style.lang).get_template("picture.svg")
    text = svg.render(
        words=report.words,
        said=said,
        font=theme.FONT,
        colours=theme.LIGHT,
        size=(WIDTH, HEIGHT),
        strip=_STRIP,
        rows=[(_short(one.name), one, sorted(one.summary.places.values())) for one in drawn],
    )
    file.write_bytes(vl_convert.svg_to_png(text))


def _short(name: str) -> str:
    return name if len(name) <= _LETTERS else f"{name[: _LETTERS - 1]}…"
