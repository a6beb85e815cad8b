"""What pages show of each indicator: one section for each group of targets on one axis."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import polars as pl

from charts.drawing.glyphs import BEFORE, glyphs_of
from charts.pages.cards import card_of
from charts.pages.findings import finding, national, notes, without
from charts.pages.model import SHARED_BY, Evidence, OfPeriod, Report, Row, Section
from charts.pages.my_region import standings_said
from charts.pages.progress import answers_said, changes_drawn, changes_said
from charts.pages.province_map import map_tiles
from charts.pages.specs import indicator_drawings
from charts.pages.summaries import summary
from charts.selection.comparable import comparable_groups, in_reading_order
from charts.selection.comparison import Comparison
from charts.selection.coverage import coverage_states
from charts.words.values import is_soft, kind_words

_CONTEXT = 70  # characters of a sentence shown on each side of its number


Named = Mapping[str, frozenset[str]]
"""The documents that name an indicator in words only, by indicator."""


def named_in_words(report: Report, texts: Mapping[str, str] | None) -> Named:
    """Who names which indicator without a number, as the view of who states what tells it."""
    if texts is None:
        return {}
    targets = report.targets.select("indicator_id", "document_id").collect()
    asked = targets["indicator_id"].drop_nulls().unique(maintain_order=True).to_list()
    states = coverage_states(
        targets,
        report.tables.documents,
        indicators=report.tables.indicators,
        texts=texts,
        indicator_ids=asked,
    ).filter(state="words_only")
    found: dict[str, set[str]] = {}
    for indicator_id, document_id, _ in states.iter_rows():
        found.setdefault(indicator_id, set()).add(document_id)
    return {indicator_id: frozenset(names) for indicator_id, names in found.items()}


def sections(report: Report, named: Named | None = None) -> Iterator[Section]:
    """The indicators to compare: shared ones first, then those with national figures only.

    One after the other come the sections of an indicator's periods, the one to show first.

    Args:
        report: the report.
        named: who names an indicator in words only; they are not silent.
    """
    named = named or {}
    catalogue = {row["indicator_id"]: row for row in report.tables.indicators.to_dicts()}
    for members in _families(report):
        words = report.words
        periods = [OfPeriod(one, of.period.label(words), of.stating) for one, of in members]
        for anchor, of in members:
            indicator_id = of.first["indicator_id"]
            said = named.get(indicator_id, frozenset())
            yield _section(report, anchor, of, periods, (catalogue.get(indicator_id), said))


def comparisons(report: Report) -> Iterator[tuple[str, Comparison]]:
    """The anchor and the rows of each indicator and period to compare."""
    for members in _families(report):
        yield from members


def _families(report: Report) -> list[list[tuple[str, Comparison]]]:
    """The periods of each indicator to compare; the indicators of the most documents first."""
    names = dict(report.tables.indicators.select("indicator_id", "name").iter_rows())
    compared = report.targets.filter(pl.col("indicator_id").is_not_null()).collect()
    families = []
    for group in comparable_groups(compared, report.style.vocabulary):
        name = names.get(group["indicator_id"][0])
        of = Comparison(in_reading_order(group), report.among, name)
        if of.stating >= SHARED_BY or of.national:
            parts = (of.first[key] for key in ("indicator_id", "mode", "direction", "unit", "per"))
            anchor = "i-" + "-".join(str(part) for part in parts if part)
            first, *others = of.by_period()
            families.append(
                [(anchor, first), *((f"{anchor}-{one.period.slug}", one) for one in others)]
            )
    return sorted(families, key=lambda members: -members[0][1].stating)


def _section(
    report: Report,
    anchor: str,
    of: Comparison,
    periods: list[OfPeriod],
    known: tuple[Mapping[str, str] | None, frozenset[str]],
) -> Section:
    entry, named = known
    silent, words_only, no_text = without(report, of, named)
    quoted = of.each[: report.among.limits.quoted] if report.is_large else of.each
    return Section(
        anchor=anchor,
        indicator_id=of.first["indicator_id"],
        name=of.heading,
        period=of.period.label(report.words),
        periods=periods,
        topic=of.first["topic"] or "",
        definition=str(entry["definition"]) if entry else "",
        kind=kind_words(of.first, report.words),
        unit=of.unit,
        documents=of.stating,
        read=of.read,
        of_level={
            level: (of.stating_of_level.get(level, 0), count)
            for level, count in of.read_of_level.items()
        },
        year=of.planned,
        targets=len(of.rows),
        finding=finding(of),
        summary=summary(report, of),
        glyphs=frozenset(
            glyphs_of(of.whole.each if of.is_latest else of.each, report.style.vocabulary)
            | {row["kind"] for row in of.national}
            | ({BEFORE[of.period.is_span]} if of.stepped else set())
            | ({"after"} if of.answered or (of.is_latest and of.last_answered) else set())
        ),
        drawings=indicator_drawings(of, anchor),
        card=card_of(of, anchor),
        evidence=[evidence(report, row) for row in quoted],
        silent=silent,
        words_only=words_only,
        no_text=no_text,
        notes=notes(report, of),
        national=national(of),
        standings=standings_said(of),
        changes=changes_said(of),
        revised={} if report.is_large else changes_drawn(of, anchor),
        answers=answers_said(of),
        tiles=map_tiles(of),
        rows=of.rows,
        each=of.each,
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
        printed=report.style.printed(row) + report.style.original(row),
        commitment=report.style.wording(row),
        is_soft=is_soft(row, report.style.vocabulary),
        deadline=report.style.due(row),
        before=("…" if start else "") + sentence[start:at],
        quote=sentence[at:end],
        after=sentence[end:stop] + ("…" if stop < len(sentence) else ""),
    )
