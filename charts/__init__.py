"""Charts and pages from the tables of a run: frames in, Altair charts and HTML out."""

import charts.altair_docs  # noqa: F401  before Altair is loaded
from charts.forms.commitment import wording, wording_counts
from charts.forms.coverage import coverage, coverage_states
from charts.forms.deadlines import deadlines
from charts.forms.dots import compare
from charts.forms.parents import against_parent
from charts.forms.spending import money_per_unit
from charts.forms.strip import distribution
from charts.forms.tiles import tile_grid
from charts.forms.years import change_over_years
from charts.images.gallery import build_images
from charts.images.writer import save, write_images
from charts.pages.single_page import build_report
from charts.pages.site import build_site
from charts.selection.comparable import comparable_groups
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
