"""Views over all documents of a report: when targets are due, how they are worded, and the like."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

import polars as pl

from charts.drawing import theme
from charts.drawing.chart_types import AnyChart
from charts.forms.commitment import wording, wording_counts
from charts.forms.coverage import coverage, coverage_states
from charts.forms.deadlines import deadlines
from charts.forms.spending import money_per_unit
from charts.pages.sections import Report
from charts.pages.specs import Drawing, drawing
from charts.selection.provinces import by_area
from charts.selection.spending import spending_ratios

_DATED = 2  # fewer targets with a deadline make no timeline
# What is counted of the targets of a large collection.
_COUNTED = (
    "target_id", "document_id", "start", "indicator", "indicator_id", "quote", "comparator",
    "commitment", "deadline", "breakdown",
)  # fmt: skip
_IN_MATRIX = 30  # indicators in the coverage matrix


@dataclass(frozen=True, slots=True)
class View:
    """A chart over all documents with the rows behind it."""

    name: str
    title: str
    lead: str
    drawing: Drawing
    rows: pl.DataFrame


_Form = tuple[str, bool, Callable[[], AnyChart], Callable[[], pl.DataFrame]]


def views(
    report: Report, indicator_ids: list[str], texts: Mapping[str, str] | None
) -> Iterator[View]:
    """The views that the tables carry; the first ``indicator_ids`` make the coverage matrix."""
    for name, chart, rows in drawn_views(report, indicator_ids, texts, theme.PAGE):
        own = replace(drawing(f"v-{name}", chart), heading="")  # the page's own title
        title, lead = report.words[f"view_{name}"], report.words[f"view_{name}_lead"]
        yield View(name, title, lead, own, rows)


def drawn_views(
    report: Report,
    indicator_ids: list[str],
    texts: Mapping[str, str] | None,
    palette: theme.Palette,
) -> Iterator[tuple[str, AnyChart, pl.DataFrame]]:
    """The name, the chart and the rows of each view that the tables carry."""
    for name, is_carried, draw, rows in _forms(report, indicator_ids, texts, palette):
        if is_carried:
            try:
                yield name, draw(), rows()
            except ValueError:
                continue  # no amount stands in one sentence with a single count


def _forms(
    report: Report,
    indicator_ids: list[str],
    texts: Mapping[str, str] | None,
    palette: theme.Palette,
) -> list[_Form]:
    """Each view: its name, whether the tables may carry it, its chart, and the rows behind it."""
    tables, indicator_ids = report.tables, indicator_ids[:_IN_MATRIX]
    documents = tables.documents
    if report.is_large:
        targets = report.targets.select(_COUNTED).collect()
        targets, documents = by_area(targets, documents, tables.regions, report.lang)
    else:
        targets = report.targets.collect()
    style: dict[str, Any] = {"lang": report.lang, "palette": palette}
    names = dict(tables.indicators.select("indicator_id", "name").iter_rows())
    is_dated = pl.col("deadline").is_not_null() & ~pl.col("breakdown")
    covered = targets.filter(pl.col("indicator_id").is_in(indicator_ids))
    known = tables.indicators if texts else None
    some = not targets.is_empty()
    return [
        (
            "coverage",
            bool(indicator_ids) and len(documents) > 1 and not report.is_large,
            lambda: coverage(
                covered, documents, names=names, shared_by=1, indicators=known,
                texts=texts, **style,
            ),
            lambda: coverage_states(
                covered, documents, indicators=known, texts=texts,
                indicator_ids=indicator_ids,
            ),
        ),
        (
            "deadlines",
            len(targets.filter(is_dated)) >= _DATED,
            lambda: deadlines(targets, documents=documents, **style),
            lambda: report.targets.filter(is_dated).collect().sort("deadline", maintain_order=True),
        ),
        (
            "wording",
            some,
            lambda: wording(targets, documents, **style),
            lambda: wording_counts(targets, documents),
        ),
        (
            "money",
            some and not report.is_large,
            lambda: money_per_unit(targets, documents=documents, **style),
            lambda: spending_ratios(targets),
        ),
    ]  # fmt: skip
