"""Charts and pages from the tables of a run: frames in, Altair charts and HTML out."""

from charts.comparable import comparable_groups
from charts.comparison import compare
from charts.coverage import coverage
from charts.report import build_report
from charts.site import build_site

__all__ = ["build_report", "build_site", "comparable_groups", "compare", "coverage"]
