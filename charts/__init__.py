"""Charts and pages from the tables of a run: frames in, Altair charts and HTML out."""

from charts.changes import change_over_years
from charts.comparison import compare
from charts.coverage import coverage, coverage_states
from charts.deadlines import deadlines
from charts.distribution import distribution
from charts.firmness import wording, wording_counts
from charts.gallery import build_images
from charts.images import save, write_images
from charts.money import money_per_unit
from charts.parents import against_parent
from charts.report import build_report
from charts.selection.comparable import comparable_groups
from charts.selection.spending import spending_ratios
from charts.site import build_site
from charts.tiles import tile_grid

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
