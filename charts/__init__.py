"""Charts and pages from the tables of a run: frames in, Altair charts and HTML out.

Tables are taken as frames of polars, pandas or pyarrow (or of any other library that narwhals
knows); what is returned as a table is a frame of polars.

The names below are the public interface; they are imported when first used, because Altair takes
longer to import than a page to write.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

import charts.altair_docs  # noqa: F401 - before any module that imports Altair

if TYPE_CHECKING:
    from charts.forms.of_collection import coverage, deadlines, money_per_unit, wording
    from charts.forms.of_indicator import (
        against_parent,
        change_over_years,
        compare,
        distribution,
        tile_grid,
    )
    from charts.forms.of_results import outcomes, record, steps
    from charts.images.gallery import build_images
    from charts.images.writer import save, write_images
    from charts.pages.single_page import build_report
    from charts.pages.site import build_site
    from charts.selection.commitment import wording_counts
    from charts.selection.comparable import comparable_groups
    from charts.selection.coverage import coverage_states
    from charts.selection.spending import spending_ratios

_HOMES = {
    "against_parent": "forms.of_indicator",
    "build_images": "images.gallery",
    "build_report": "pages.single_page",
    "build_site": "pages.site",
    "change_over_years": "forms.of_indicator",
    "comparable_groups": "selection.comparable",
    "compare": "forms.of_indicator",
    "coverage": "forms.of_collection",
    "coverage_states": "selection.coverage",
    "deadlines": "forms.of_collection",
    "distribution": "forms.of_indicator",
    "money_per_unit": "forms.of_collection",
    "outcomes": "forms.of_results",
    "record": "forms.of_results",
    "save": "images.writer",
    "spending_ratios": "selection.spending",
    "steps": "forms.of_results",
    "tile_grid": "forms.of_indicator",
    "wording": "forms.of_collection",
    "wording_counts": "selection.commitment",
    "write_images": "images.writer",
}

__all__ = [
    "against_parent",
    "build_images",
    "build_report",
    "build_site",
    "change_over_years",
    "comparable_groups",
    "compare",
    "coverage",
    "coverage_states",
    "deadlines",
    "distribution",
    "money_per_unit",
    "outcomes",
    "record",
    "save",
    "spending_ratios",
    "steps",
    "tile_grid",
    "wording",
    "wording_counts",
    "write_images",
]


def __getattr__(name: str) -> Any:
    """A public name, imported when it is first used."""
    home = _HOMES.get(name)
    if home is None:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{home}"), name)


def __dir__() -> list[str]:
    """The public names too, for those who look around."""
    return sorted({*globals(), *__all__})
