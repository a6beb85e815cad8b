"""What changed from plan to plan, and what was kept: pairs of values with both sentences."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any, NamedTuple

from charts.forms.revisions import FEWEST, revised, revisions
from charts.pages.model import Pair, Report, Row, Section
from charts.pages.specs import Drawing, drawing
from charts.selection.changes import changes
from charts.selection.comparison import Comparison
from charts.selection.periods import ENOUGH, Period
from charts.selection.results import of_verdict

CHANGES = (
    "raised", "kept", "lowered", "rebound", "softened", "firmed", "reshaped", "added", "dropped",
)  # fmt: skip
"""What a later plan does to a goal, in the order of the columns."""
OUTCOMES = ("reached", "below", "silent", "other")
"""What becomes of a goal, in the order of the columns."""


class Counts(NamedTuple):
    """An indicator with its pairs, and how many there are of each kind."""

    section: Section
    pairs: Sequence[Pair]
    counts: list[int]


class OfYear(NamedTuple):
    """The pairs of one year: the page of the year, and its indicators."""

    year: int
    page: str
    rows: list[Counts]


def changes_said(of: Comparison) -> list[Pair]:
    """What each region's plans did to the goals of those before, the largest rise first."""
    if not of.is_latest:
        return []
    found = []
    for (region, year), (what, before, after) in changes(of).items():
        size = after["value"] - before["value"] if before and after else 0.0
        row = after or before
        assert row is not None
        found.append(
            Pair(
                period=Period("year", year, year).label(of.style.words), year=year,
                place=region, what=what, words=of.style.words[what], size=size,
                before=_worded(of, before), after=_worded(of, after),
                before_sentence=_sentence(before), after_sentence=_sentence(after),
                document_id=row["document_id"], target_id=row["target_id"],
            )
        )  # fmt: skip
    return sorted(
        found, key=lambda pair: (CHANGES.index(pair.what) >= CHANGES.index("added"), -pair.size)
    )


def changes_drawn(of: Comparison, anchor: str) -> dict[int, Drawing]:
    """By year a chart of the goals of the year before and those of the year, where there are any.

    Its marks lead to the table of all targets.
    """
    if not of.is_latest:
        return {}
    return {
        year: drawing(f"{anchor}-revisions-{year}", revisions(of, pairs)).linked("../targets.html")
        for year, pairs in revised(of).items()
        if len(pairs) >= FEWEST
    }


def answers_said(of: Comparison) -> list[Pair]:
    """What became of each region's goal for the period, where a later report could answer it."""
    words, found = of.style.words, []
    for row in of.answered:
        result = of.among.results.after[row["target_id"]].beside(row, of.style)
        found.append(
            Pair(
                period=of.period.label(words), year=of.period.last,
                place=of.names[row["document_id"]], what=of_verdict(result),
                words=words[f"verdict_{result.verdict}"], size=result.difference or 0.0,
                before=_worded(of, row), after=result.printed, before_sentence=row["sentence"],
                after_sentence=result.sentence, document_id=row["document_id"],
                target_id=row["target_id"],
            )
        )  # fmt: skip
    return sorted(found, key=lambda pair: (OUTCOMES.index(pair.what), -pair.size))


def _worded(of: Comparison, row: Row | None) -> str:
    if row is None:
        return ""
    return " ".join(filter(None, (of.style.wording(row), of.style.printed(row))))


def _sentence(row: Row | None) -> str:
    return "" if row is None else str(row["sentence"])


def by_year(
    sections: Sequence[Section],
    pairs: Mapping[str, Sequence[Pair]],
    kinds: Sequence[str],
    view: str,
) -> list[OfYear]:
    """The pairs year by year, each on a page of its own, the one to show first before the others.

    First comes the latest year of which there is enough to see; its page bears the view's name.
    """
    counted = Counter(pair.year for one in sections for pair in pairs.get(one.anchor, ()))
    if not counted:
        return []
    most = max(counted.values())
    years = sorted(counted, reverse=True)
    first = next(year for year in years if ENOUGH * counted[year] >= most)
    return [
        OfYear(
            year,
            view if year == first else f"{view}-{year}",
            _counted(sections, pairs, kinds, year),
        )
        for year in (first, *(one for one in years if one != first))
    ]


def _counted(
    sections: Iterable[Section],
    pairs: Mapping[str, Sequence[Pair]],
    kinds: Sequence[str],
    year: int,
) -> list[Counts]:
    """The indicators that have pairs of a year, those of the most first."""
    rows = []
    for section in sections:
        own = [pair for pair in pairs.get(section.anchor, ()) if pair.year == year]
        if own:
            found = Counter(pair.what for pair in own)
            rows.append(Counts(section, own, [found[kind] for kind in kinds]))
    return sorted(rows, key=lambda row: -len(row.pairs))


def names(rows: Iterable[Counts]) -> dict[str, str]:
    """What the indicators of these rows are called by section: by name, else with what differs."""
    said = {row.section.anchor: row.section.name for row in rows}
    for mark in ("period", "unit", "kind"):
        borne = Counter(said.values())
        for section in (row.section for row in rows):
            if borne[said[section.anchor]] > 1:
                said[section.anchor] += f" ({getattr(section, mark)})"
    return said


def page_values(
    report: Report,
    of: OfYear,
    years: Sequence[OfYear],
    said: tuple[Sequence[str], Sequence[str]],
    revised_of: Mapping[str, Mapping[int, Drawing]],
) -> dict[str, Any]:
    """What the template of these two views needs; columns without any count are left out.

    Args:
        report: the report.
        of: the year of the page.
        years: all that have a page, the one to show first before the others.
        said: the kinds of what happened, and what they are called.
        revised_of: the charts by section and year, where there are any.
    """
    (kinds, labels), rows, view = said, of.rows, years[0].page
    sums = [sum(row.counts[place] for row in rows) for place in range(len(kinds))]
    shown = [place for place, total in enumerate(sums) if total]
    words = report.words
    period = Period("year", of.year, of.year).label(words)

    def drawn(section: Section) -> Drawing | None:
        found = revised_of.get(section.anchor, {}).get(of.year)
        return None if found is None else replace(found, heading="")

    latest_first = sorted(years, key=lambda one: -one.year)
    return {
        "title": f"{words[f'view_{view}']} · {period}",
        "lead": words[f"view_{view}_lead"].format(year=of.year, before=of.year - 1),
        "pages": [(one.year, one.page, one.year == of.year) for one in latest_first],
        "period": period,
        "labels": [labels[place] for place in shown],
        "kinds": [kinds[place] for place in shown],
        "sums": [sums[place] for place in shown],
        "total": sum(sums),
        "rows": [
            (row.section, row.pairs, [row.counts[place] for place in shown], drawn(row.section))
            for row in rows
        ],
        "has_charts": any(drawn(row.section) is not None for row in rows),
        "heads": [
            words[f"view_{view}_{head}"].format(year=of.year, before=of.year - 1)
            for head in ("before", "after", "verdict")
        ],
    }
