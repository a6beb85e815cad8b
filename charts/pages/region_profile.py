"""What the page of a region tells: where it stands, what it had promised, what others promise."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

import polars as pl

from charts.pages.in_english import english_names
from charts.pages.model import STRIP, Report, Row, Section, StandingSaid
from charts.selection.profile import profile
from charts.selection.standing import FEWEST

_TOLD = 4  # indicators named as highest and as lowest
_ASKED = 0.5  # of the peers: what so many promise is worth missing
_OPEN = ("no_report", "not_due")  # goals that no report could answer yet


class Stated(NamedTuple):
    """One target of a shared indicator, with the last result that its own report gives."""

    target_id: str
    printed: str
    commitment: str
    is_soft: bool
    before: str
    step: str
    before_of: str


@dataclass(frozen=True, slots=True)
class Beside:
    """A shared indicator on the page of a region.

    Attributes:
        section: the indicator.
        stated: what the region states of it.
        standing: where it stands among its peers, if it can be ranked.
        place: where its value lies on the strip, from 0 to 1.
        level: the administrative level of the region, where its peers are of one.
    """

    section: Section
    stated: list[Stated]
    standing: StandingSaid | None
    place: float | None
    level: str | None = None

    @property
    def path(self) -> str:
        """The strip of its peers, or of all documents where it has none."""
        drawn = self.section.summary
        return drawn.strip_of(self.level) if self.level else drawn.strip

    @property
    def has_result(self) -> bool:
        """Whether its report gives the last result of any of these."""
        return any(one.before for one in self.stated)

    @property
    def x(self) -> float:
        """Pixels from the left of the strip to the region's own value."""
        return round(3 + (self.place or 0.0) * STRIP, 1)


class Missing(NamedTuple):
    """An indicator that so many of the peers read state and a region does not."""

    section: Section
    stating: int
    read: int
    is_named: bool


class Peers(NamedTuple):
    """The regions that one is ranked among: their level in words, and what is said of them."""

    level: str | None
    name: str
    said: str


class Answered(NamedTuple):
    """A goal of an earlier plan with what became of it."""

    target_id: str
    indicator: str
    goal: str
    result: str
    verdict: str
    words: str
    sentence: str
    result_sentence: str


def answered(report: Report, stated: Iterable[Row]) -> list[Answered]:
    """The goals of a document that the next report could answer, those with a result first."""
    names, found = english_names(report.tables.indicators, report.style.lang), []
    for row in stated:
        result = report.results.after.get(row["target_id"])
        if row["breakdown"] or result is None or result.verdict is None or result.verdict in _OPEN:
            continue
        found.append(
            Answered(
                row["target_id"], names.get(row["indicator_id"], row["indicator"]),
                report.style.printed(row), result.printed, result.verdict,
                report.words[f"verdict_{result.verdict}"], row["sentence"], result.sentence,
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


def missing(shared: Sequence[Section], stated: Collection[str], document: Row) -> list[Missing]:
    """The indicators that most of a region's peers state for its last year and it does not.

    Args:
        shared: the indicators that several documents state.
        stated: what the region's documents of that year state, on whatever axis.
        document: the last of these.
    """
    level, found = document["region_level"], []
    for section in shared:
        if section.year != document["plan_year"] or section.indicator_id in stated:
            continue
        stating, read = section.of_level.get(level, (0, 0))
        is_alone = level is None and len(section.of_level) > 1
        if stating >= max(FEWEST, _ASKED * read) and not is_alone:
            is_named = document["document_id"] in section.words_only.documents
            found.append(Missing(section, stating, read, is_named))
    return found


def peers(words: Mapping[str, str], document: Row, everywhere: Iterable[Row]) -> Peers:
    """Which regions a region is ranked among, of the documents read everywhere.

    The nation has none, and where a region is read alone nothing is said of them.
    """
    level = document["region_level"]
    read = {row["region_page"] for row in everywhere if row["region_level"] == level}
    pages = {row["region_page"] for row in everywhere}
    levels = {row["region_level"] for row in everywhere}
    if level == "country" or (level is None and len(levels) == 1):
        return Peers(None, "", "")
    if level is None:
        return Peers(None, "", words["peers_unknown"])
    name = words[f"level_{level}"]
    label = "peers" if len(read) >= FEWEST else "peers_few"
    return Peers(
        level, name, words[label].format(n=len(read), level=name) if len(pages) > 1 else ""
    )


def facts(report: Report, documents: Sequence[Row], names: Mapping[str, str]) -> list[str]:
    """The level, the region above and, where documents are not named by it, the year."""
    words, first = report.words, documents[0]
    level = words.get(f"level_{first['region_level']}", "")
    parent = report.among.parents.get(first["region_code"] or "")
    year = first["plan_year"] if len(documents) == 1 else None
    said = [level, names.get(parent or "", ""), str(year or "")]
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
