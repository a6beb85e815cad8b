"""What pages show of each indicator: one section for each group of targets on one axis."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import polars as pl

from charts.pages.findings import finding, national, notes, without
from charts.pages.model import SHARED_BY, Evidence, Report, Row, Section
from charts.pages.specs import indicator_drawings
from charts.selection.comparable import comparable_groups, in_reading_order
from charts.selection.comparison import Comparison
from charts.words.values import is_soft, kind_words, printed_value

_CONTEXT = 70  # characters of a sentence shown on each side of its number


def sections(report: Report) -> Iterator[Section]:
    """The indicators to compare: shared ones first, then those with national figures only."""
    catalogue = {row["indicator_id"]: row for row in report.tables.indicators.to_dicts()}
    for anchor, of in comparisons(report):
        yield _section(report, anchor, of, catalogue.get(of.first["indicator_id"]))


def comparisons(report: Report) -> Iterator[tuple[str, Comparison]]:
    """The anchor and the rows of each indicator to compare."""
    names = dict(report.tables.indicators.select("indicator_id", "name").iter_rows())
    compared = report.targets.filter(pl.col("indicator_id").is_not_null()).collect()
    for group in comparable_groups(compared):
        name = names.get(group["indicator_id"][0])
        of = Comparison(in_reading_order(group), report.among, name)
        if of.stating >= SHARED_BY or of.national:
            parts = (of.first[key] for key in ("indicator_id", "mode", "direction", "unit", "per"))
            yield "i-" + "-".join(str(part) for part in parts if part), of


def _section(
    report: Report, anchor: str, of: Comparison, entry: Mapping[str, str] | None
) -> Section:
    silent, no_text = without(report, of)
    quoted = of.each[: report.among.limits.quoted] if report.is_large else of.each
    return Section(
        anchor=anchor,
        indicator_id=of.first["indicator_id"],
        name=of.heading,
        topic=of.first["topic"] or "",
        definition=str(entry["definition"]) if entry else "",
        kind=kind_words(of.first, report.words),
        unit=of.unit,
        documents=of.stating,
        targets=len(of.rows),
        finding=finding(of),
        drawings=indicator_drawings(of, anchor),
        evidence=[evidence(report, row) for row in quoted],
        silent=silent,
        no_text=no_text,
        notes=notes(report, of),
        national=national(of),
        rows=of.rows,
    )


def evidence(report: Report, row: Row) -> Evidence:
    """The evidence for one target."""
    sentence, at = row["sentence"], row["quote_at"]
    end = at + len(row["quote"])
    start, stop = max(0, at - _CONTEXT), min(len(sentence), end + _CONTEXT)
    return Evidence(
        target_id=row["target_id"],
        document_id=row["document_id"],
        place=report.names[row["document_id"]],
        printed=printed_value(row),
        commitment=row["commitment"] or "",
        is_soft=is_soft(row, report.style.vocabulary),
        deadline=row["deadline_text"] or "",
        before=("…" if start else "") + sentence[start:at],
        quote=sentence[at:end],
        after=sentence[end:stop] + ("…" if stop < len(sentence) else ""),
    )
