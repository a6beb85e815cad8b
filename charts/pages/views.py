"""Views over all documents of a report: when targets are due, how they are worded, and the like."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

import polars as pl

from charts.drawing.layers import Spec
from charts.forms.choice import views_of
from charts.forms.record import record
from charts.pages.model import Report
from charts.pages.specs import Drawing, drawing
from charts.selection.overview import Matrix, Overview
from charts.selection.provinces import by_area
from charts.selection.record import record_states

# What is counted of the targets of a large collection.
_COUNTED = (
    "target_id", "document_id", "start", "indicator", "indicator_id", "quote", "comparator",
    "commitment", "deadline", "deadline_text", "breakdown", "value", "value_high", "unit",
    "dimension", "classifier",
)  # fmt: skip
_IN_MATRIX = 30  # indicators in the coverage matrix


@dataclass(frozen=True, slots=True)
class View:
    """A chart over all documents with the rows behind it."""

    name: str
    title: str
    lead: str
    headline: str
    drawing: Drawing
    rows: pl.DataFrame


def views(
    report: Report, indicator_ids: list[str], texts: Mapping[str, str] | None
) -> Iterator[View]:
    """The views that the tables carry; the first ``indicator_ids`` make the coverage matrix."""
    of = overview(report, indicator_ids, texts)
    for name, _, draw, rows in views_of(of):
        drawn, told = drawing(f"v-{name}", draw(of)), headline(name, of)
        # The page has its own title, and says what it shows once.
        notes = [note for note in drawn.notes if note != told]
        own = replace(drawn, heading="", notes=notes)
        title, lead = report.words[f"view_{name}"], report.words[f"view_{name}_lead"]
        yield View(name, title, lead, told, own, rows(of))


def headline(name: str, of: Overview) -> str:
    """What a view shows, in one sentence."""
    words = of.style.words
    if name == "deadlines":
        return of.deadlines_said
    if name == "wording":
        hard, soft = (int(of.wordings[kind].sum()) for kind in ("hard", "soft"))
        return words["wording_said_of_all"].format(counted=of.counted_said, hard=hard, soft=soft)
    return _money_said(of) if name == "money" else ""


def _money_said(of: Overview) -> str:
    """How many ratios there are of each basis; what they pay for differs, so none is the lowest."""
    words = of.style.words
    counted = Counter(of.alike["basis"].to_list())
    said = words["comma"].join(
        words["money_of_basis"].format(basis=words[f"basis_{basis}"], n=n)
        for basis, n in counted.items()
    )
    return words["money_said"].format(n=len(of.alike), said=said)


def record_spec(report: Report) -> Spec | None:
    """What became of the goals of the last year that could be answered."""
    states = record_states(report.targets.collect(), report.results)
    if states.is_empty():
        return None
    named = dict(report.tables.indicators.select("indicator_id", "name").iter_rows())
    return record(states, report.names, named, report.style)


def overview(report: Report, indicator_ids: list[str], texts: Mapping[str, str] | None) -> Overview:
    """All targets of a report; of a large one as if each province were one document."""
    tables, style = report.tables, report.style
    if report.is_large:
        counted = report.targets.select(_COUNTED).collect()
        rows = by_area(counted, tables.documents, tables.regions, style.lang)
        return Overview(*rows, style, source=report.targets)
    shows = Matrix(
        indicator_ids[:_IN_MATRIX],
        dict(tables.indicators.select("indicator_id", "name").iter_rows()),
        1,
        tables.indicators if texts else None,
        texts or None,
    )
    return Overview(report.targets.collect(), tables.documents, style, shows)
