"""The provinces on the front page: a tile each, with its value and the way to its page."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, NamedTuple

from charts.drawing import theme
from charts.forms.tiles import Tile, tiles_of
from charts.pages.model import Report, Row, Section
from charts.selection.comparable import is_free_of_size
from charts.selection.comparison import Comparison
from charts.selection.provinces import places
from charts.words.romanised import SOFT_HYPHEN, breakable_name

_FEWEST = 8  # provinces that make a map
_OFFERED = 8  # indicators to choose from


class Place(NamedTuple):
    """A tile of the map: where it lies, what it is called, and where its page is."""

    code: str
    name: str
    short: str
    column: int
    row: int
    page: str
    document_id: str


def map_tiles(of: Comparison) -> Mapping[str, Tile]:
    """The values of provinces by code, where enough state what does not grow with a region."""
    if not of.is_latest or not is_free_of_size(of.first["dimension"]):
        return {}
    if len(of.among.provinces.intersection(of.rows["region_code"].to_list())) < _FEWEST:
        return {}
    return tiles_of(of)


def province_map(
    report: Report, sections: Iterable[Section], documents: Iterable[Row]
) -> dict[str, Any] | None:
    """What the template of the map needs; None where too few provinces were read.

    Args:
        report: the report.
        sections: the indicators to choose from, those of the most documents first.
        documents: the documents with the names of the pages of their regions.
    """
    offered = [one for one in sections if one.tiles][:_OFFERED]
    if not offered:
        return None
    names = dict(report.tables.regions.select("region_code", "name").iter_rows())
    read = {row["region_code"]: row for row in documents}
    return {
        "places": [_place(place, names, read, report.style.lang) for place in places()],
        "offered": offered,
        "tiles": offered[0].tiles,
        "data": {one.anchor: _values(one.tiles) for one in offered},
        "colours": [f"--fill: {fill}; --on: {ink}" for fill, ink in theme.SEQUENCE],
    }


def _place(
    place: Row, names: Mapping[str, str], read: Mapping[str | None, Row], lang: str
) -> Place:
    code = place["region_code"]
    name, short = names.get(code, place["name"]), place["short"]
    if lang != "zh":
        short = breakable_name(code, place["name"], short)
        name = short.replace(SOFT_HYPHEN, "")
    own = read.get(code)
    return Place(
        code,
        name,
        short,
        place["column"],
        place["row"],
        own["region_page"] if own else "",
        own["document_id"] if own else "",
    )


def _values(tiles: Mapping[str, Tile]) -> dict[str, Sequence[Any]]:
    return {code: (tile.value, tile.step) for code, tile in tiles.items()}
