"""What the page of a region tells: where it stands, what it had promised, what others promise."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

import polars as pl

from charts.pages.model import STRIP, Report, Row, Section, StandingSaid
from charts.selection.profile import profile

_TOLD = 4  # indicators named as highest, as lowest, and as missing
_ASKED = 0.5  # of the documents: what so many promise is worth missing
_FEWEST = 3  # documents; fewer are no majority
_OPEN = ("no_report", "not_due")  # goals that no report could answer yet


class Stated(NamedTuple):
    """One target of a shared indicator, with the last result that its own report gives."""

    target_id: str
    printed: str
    commitment: str
    is_soft: bool
    before: str
    step: str


@dataclass(frozen=True, slots=True)
class Beside:
    """A shared indicator on the page of a region.

    Attributes:
        section: the indicator.
        stated: what the region states of it.
        standing: where it stands among its peers, if it can be ranked.
        place: where its value lies on the strip, from 0 to 1.
    """

    section: Section
    stated: list[Stated]
    standing: StandingSaid | None
    place: float | None

    @property
    def path(self) -> str:
        """The strip of all documents."""
        return self.section.summary.strip

    @property
    def x(self) -> float:
        """Pixels from the left of the strip to the region's own value."""
        return round(3 + (self.place or 0.0) * STRIP, 1)


class Answered(NamedTuple):
    """A goal of an earlier plan with what became of it."""

    target_id: str
    indicator: str
    year: int | None
    goal: str
    result: str
    verdict: str
    words: str
    sentence: str
    result_sentence: str


def answered(report: Report, stated: Iterable[Row]) -> list[Answered]:
    """The goals of a document that the next report could answer, those with a result first."""
    found = []
    for row in stated:
        result = report.results.after.get(row["target_id"])
        if row["breakdown"] or result is None or result.verdict is None or result.verdict in _OPEN:
            continue
        found.append(
            Answered(
                row["target_id"], row["indicator"], row["plan_year"], report.style.printed(row),
                result.printed, result.verdict, report.words[f"verdict_{result.verdict}"],
                row["sentence"], result.sentence,
            )
        )  # fmt: skip
    return sorted(found, key=lambda one: not one.result)


def topics(report: Report, targets: pl.DataFrame) -> dict[str, list[Row]]:
    """How many numeric promises each document makes by topic, most first."""
    rows = profile(targets, report.style.vocabulary).sort("total", "topic", descending=True)
    other, found = report.words["other_topic"], dict[str, list[Row]]()
    for row in rows.iter_rows(named=True):
        found.setdefault(row["document_id"], []).append(row | {"topic": row["topic"] or other})
    return found


def first_of_each(beside: Iterable[Beside]) -> tuple[list[Beside], list[Beside]]:
    """Each indicator in the one period that comes first, and all its other periods."""
    first: dict[str, Beside] = {}
    earlier = []
    for one in beside:
        if first.setdefault(one.section.periods[0].anchor, one) is not one:
            earlier.append(one)
    latest_first = sorted(first.values(), key=lambda one: -one.section.year)
    return latest_first, earlier


def latest(beside: Iterable[Beside], documents: Iterable[Row]) -> list[Beside]:
    """What the last plan of a region says, and plans that reach beyond its year."""
    years = [row["plan_year"] for row in documents if row["plan_year"]]
    return [one for one in beside if not years or one.section.year >= max(years)]


def ends(beside: Iterable[Beside]) -> tuple[list[Beside], list[Beside]]:
    """The indicators in which a region stands highest and lowest among its peers."""
    ranked = [one for one in beside if one.standing is not None and one.section.is_latest]
    ordered = sorted(ranked, key=lambda one: -one.standing.place if one.standing else 0.0)
    high = [one for one in ordered if one.standing and one.standing.place >= 1 - 1 / 4][:_TOLD]
    low = [one for one in reversed(ordered) if one.standing and one.standing.place <= 1 / 4]
    return high, low[:_TOLD]


def missing(
    shared: Sequence[Section], beside: Iterable[Beside], documents: Iterable[Row]
) -> list[Section]:
    """The indicators that most documents of a region's last year state and its own does not."""
    own = {one.section.indicator_id for one in beside}
    last = max((row["plan_year"] for row in documents if row["plan_year"]), default=None)
    return [
        section
        for section in shared
        if section.documents >= max(_FEWEST, _ASKED * section.read)
        and section.year == last
        and section.indicator_id not in own
    ]


def facts(report: Report, documents: Sequence[Row], names: Mapping[str, str]) -> list[str]:
    """The level, the region above and the years read."""
    words, first = report.words, documents[0]
    level = words.get(f"level_{first['region_level']}", "")
    parent = report.among.parents.get(first["region_code"] or "")
    years = sorted({row["plan_year"] for row in documents if row["plan_year"]})
    said = [level, names.get(parent or "", ""), words["comma"].join(map(str, years))]
    return [one for one in said if one]


def description(
    title: str, report: Report, beside: Sequence[Beside], documents: Sequence[Row]
) -> str:
    """The page in a sentence, for those who see only a link to it."""
    targets = sum(row["targets"] for row in documents)
    said: list[Any] = [
        report.words["region_said"].format(name=title, targets=targets, shared=len(beside))
    ]
    said += [f"{one.section.name} {one.stated[0].printed}" for one in beside[:_TOLD] if one.stated]
    return report.style.separator.join(said)
