"""Charts and pages from the tables of a run: frames in, Altair charts and HTML out."""

import charts.altair_docs  # noqa: F401  before Altair is loaded
from charts.forms.of_collection import coverage, deadlines, money_per_unit, wording
from charts.forms.of_indicator import (
    against_parent,
    change_over_years,
    compare,
    distribution,
    tile_grid,
)
from charts.images.gallery import build_images
from charts.images.writer import save, write_images
from charts.pages.single_page import build_report
from charts.pages.site import build_site
from charts.selection.commitment import wording_counts
from charts.selection.comparable import comparable_groups
from charts.selection.coverage import coverage_states
from charts.selection.spending import spending_ratios

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
    "save",
    "spending_ratios",
    "tile_grid",
    "wording",
    "wording_counts",
    "write_images",
]
