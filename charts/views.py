"""Views over all documents of a report: when targets are due, how they are worded, and the like."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

import altair as alt
import polars as pl

from charts import theme
from charts.coverage import coverage, coverage_states
from charts.deadlines import deadlines
from charts.drawings import Drawing, drawing
from charts.firmness import wording, wording_counts
from charts.money import money_per_unit
from charts.sections import Report
from charts.spending import spending_ratios

_DATED = 2  # fewer targets with a deadline make no timeline


@dataclass(frozen=True, slots=True)
class View:
    """A chart over all documents with the rows behind it."""

    name: str
    title: str
    lead: str
    drawing: Drawing
    rows: pl.DataFrame


def views(
    report: Report, indicator_ids: list[str], texts: Mapping[str, str] | None
) -> Iterator[View]:
    """The views that the tables carry; ``indicator_ids`` are those of the coverage matrix."""
    tables, words = report.tables, report.words
    style: dict[str, Any] = {"lang": report.lang, "palette": theme.PAGE}
    names = dict(tables.indicators.select("indicator_id", "name").iter_rows())
    dated = tables.targets.filter(pl.col("deadline").is_not_null() & ~pl.col("breakdown"))
    covered = tables.targets.filter(pl.col("indicator_id").is_in(indicator_ids))
    known = tables.indicators if texts else None
    forms: list[
        tuple[str, bool, Callable[[], alt.TopLevelMixin], Callable[[], pl.DataFrame]]
    ] = [
        (
            "coverage",
            bool(indicator_ids) and len(tables.documents) > 1,
            lambda: coverage(
                covered, tables.documents, names=names, shared_by=1, indicators=known,
                texts=texts, **style,
            ),
            lambda: coverage_states(
                covered, tables.documents, indicators=known, texts=texts,
                indicator_ids=indicator_ids,
            ),
        ),
        (
            "deadlines",
            len(dated) >= _DATED,
            lambda: deadlines(tables.targets, documents=tables.documents, **style),
            lambda: dated.sort("deadline", maintain_order=True),
        ),
        (
            "wording",
            not tables.targets.is_empty(),
            lambda: wording(tables.targets, tables.documents, **style),
            lambda: wording_counts(tables.targets, tables.documents),
        ),
        (
            "money",
            not tables.targets.is_empty(),
            lambda: money_per_unit(tables.targets, documents=tables.documents, **style),
            lambda: spending_ratios(tables.targets),
        ),
    ]  # fmt: skip
    for name, is_carried, draw, rows in forms:
        if not is_carried:
            continue
        try:
            chart = replace(drawing(f"v-{name}", draw()), heading="")  # the page's own title
        except ValueError:
            continue  # no amount stands in one sentence with a single count
        yield View(name, words[f"view_{name}"], words[f"view_{name}_lead"], chart, rows())
