"""Charts made ready for a page: the words in HTML, the rest as a Vega-Lite specification."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

import altair as alt
import polars as pl

from charts.drawing import theme
from charts.forms.dots import compare
from charts.forms.histogram import histogram
from charts.forms.parents import against_parent
from charts.forms.strip import distribution
from charts.forms.tiles import provinces, tile_grid
from charts.forms.years import change_over_years
from metrics.tables.frames import Tables

_MANY = 12  # more values than these are first shown as a strip of dots
LARGE = 400  # more documents than these are too many to list or to draw one by one
_PROVINCES = 8  # so many provinces on one indicator make a tile grid
_AXIS = 46  # pixels below a chart for its axis
_UNKNOWN_HEIGHT = 300  # of a chart whose height follows from its rows


@dataclass(frozen=True, slots=True)
class Drawing:
    """A chart of a page; ``notes`` are what its title says below the name."""

    anchor: str
    heading: str
    notes: list[str]
    description: str
    spec: dict[str, Any]

    @property
    def height(self) -> int:
        """Pixels to keep free for it until it is drawn."""
        height = self.spec.get("height")
        return (round(height) if isinstance(height, int | float) else _UNKNOWN_HEIGHT) + _AXIS

    def bare(self) -> Drawing:
        """The drawing without the words around it, where the page says them."""
        return replace(self, heading="", notes=[])

    def linked(self, prefix: str | None, anchor: str | None = None) -> Drawing:
        """The drawing for a page on which its marks lead to rows of the page ``prefix``, if any."""
        spec = _with_links(self.spec, prefix)
        return replace(self, anchor=anchor or self.anchor, spec=spec)


def drawing(
    anchor: str, chart: alt.TopLevelMixin, heading: str | None = None, *, plain: bool = False
) -> Drawing:
    """A chart for a page, which bears its title as a heading; ``plain`` leaves its notes out."""
    with alt.data_transformers.disable_max_rows():  # a page holds as many as it is given
        spec: dict[str, Any] = chart.to_dict(validate=False)  # checking takes half of the time
    title = spec.pop("title", {})
    spec.pop("$schema", None)
    if isinstance(title, str):
        title = {"text": title}
    notes = title.get("subtitle", [])
    lines = [notes] if isinstance(notes, str) else list(notes)
    return Drawing(
        anchor,
        heading or str(title.get("text", "")),
        [] if plain else [line for line in lines if line],
        str(spec.pop("description", "")),
        spec,
    )


def indicator_drawings(
    tables: Tables, group: pl.DataFrame, anchor: str, name: str, words: Mapping[str, str]
) -> list[Drawing]:
    """The charts of one indicator: those that its rows carry, the comparison of all last."""
    drawn = list(_drawn(tables, group, anchor, name, words))
    if len(drawn) == 1:  # the heading of the section is enough
        return [replace(drawn[0], heading="")]
    said: set[str] = set()
    told = []
    for one in drawn:
        told.append(replace(one, notes=[note for note in one.notes if note not in said]))
        said.update(one.notes)
    return told


def _drawn(
    tables: Tables, group: pl.DataFrame, anchor: str, name: str, words: Mapping[str, str]
) -> Iterator[Drawing]:
    first = group.row(0, named=True)
    indicator_id = first["indicator_id"]
    shared: dict[str, Any] = {
        "documents": tables.documents,
        "mode": None,  # the group is of one mode already
        "name": name,
        "lang": "zh" if words["lang"].startswith("zh") else "en",
        "palette": theme.PAGE,
    }
    codes = set(provinces()["region_code"])
    of_provinces = group.filter(pl.col("region_code").is_in(codes))["region_code"].n_unique()
    stating = group["document_id"].n_unique()
    few = stating <= LARGE
    forms: list[tuple[str, bool, Callable[[], alt.TopLevelMixin]]] = [
        (
            "distribution",
            few and stating > _MANY,
            lambda: distribution(
                group, indicator_id, menu=True, benchmarks=tables.benchmarks, **shared
            ),
        ),
        (
            "distribution",
            not few,
            lambda: histogram(group, indicator_id, benchmarks=tables.benchmarks, **shared),
        ),
        (
            "tiles",
            of_provinces >= _PROVINCES,
            lambda: tile_grid(group, indicator_id, tables.regions, **shared),
        ),
        (
            "years",
            few and group["plan_year"].n_unique() > 1,
            lambda: change_over_years(group, indicator_id, **shared),
        ),
        (
            "parents",
            few and group["region_level"].n_unique() > 1,
            lambda: against_parent(group, indicator_id, tables.regions, **shared),
        ),
    ]
    for form, is_carried, draw in forms:
        if is_carried:
            try:
                yield drawing(f"{anchor}-{form}", draw(), words[f"form_{form}"])
            except ValueError:
                continue  # the rows do not carry it after all: no region was read twice
    if not few:
        return
    chart = compare(group, indicator_id, benchmarks=tables.benchmarks, **shared)
    yield drawing(anchor, chart, words["form_values"], plain=True)


def _with_links(value: Any, prefix: str | None) -> Any:
    """A specification whose references to rows of its page lead to another page, or nowhere."""
    if isinstance(value, dict):
        return {key: _with_links(item, prefix) for key, item in value.items()}
    if isinstance(value, list):
        return [_with_links(item, prefix) for item in value]
    if isinstance(value, str) and value.startswith("#t-"):
        return None if prefix is None else prefix + value
    return value
