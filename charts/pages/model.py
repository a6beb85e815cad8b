"""What pages are made of: a report of a run, and its sections, one for each indicator."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Any

import polars as pl

from charts.forms.tiles import Tile
from charts.pages.cards import Card
from charts.pages.copies import Copies, without_copies
from charts.pages.in_english import in_english
from charts.pages.readable_sources import readable_sources
from charts.pages.specs import Drawing
from charts.selection.collection import Collection, Limits
from charts.selection.results import Results
from charts.selection.totals import parts_in_words
from charts.words.labels import LABELS
from charts.words.style import PAGE, Palette, Style
from charts.words.vocabulary import Vocabulary
from metrics.tables.frames import SomeRows, Tables, TablesInParts, joined

STRIP = 150  # pixels of the small strip of an indicator
SHARED_BY = 2  # documents that make an indicator a shared one
Row = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Report:
    """The tables of a run with what every part of the page needs to know about them.

    Attributes:
        tables: without the rows of targets and numbers.
        parts: these rows, a part at a time.
        targets: all targets, to ask for some rows or columns of them.
        among: the documents and what is known, in the style of pages.
        roles: how many numbers play each role.
        sums: what is said of totals that have parts.
        divided: the indicators of which some target is a part of a total.
        region_names: the region of each document, or its short name where that tells no region.
        copies: files that were left out because their text is that of another, which is counted.
    """

    tables: Tables
    parts: Iterable[SomeRows]
    targets: pl.LazyFrame
    among: Collection
    roles: Mapping[str, int]
    sums: Mapping[str, str]
    divided: frozenset[str]
    region_names: Mapping[str, str]
    copies: Copies

    @classmethod
    def of(
        cls,
        made: Tables | TablesInParts,
        lang: str,
        palette: Palette = PAGE,
        limits: Limits | None = None,
    ) -> Report:
        """A report of these tables in this language.

        Raises:
            ValueError: when the pages do not know the language.
        """
        if lang not in LABELS:
            raise ValueError(f"no page in language {lang!r}. There are: {', '.join(LABELS)}")
        made = TablesInParts.of(made) if isinstance(made, Tables) else made
        made, copies = without_copies(readable_sources(made))
        made = in_english(made) if lang == "en" else made
        known = made.rest
        style = Style(lang, palette, Vocabulary.of(known.units, known.commitments))
        roles: Counter[str] = Counter()
        sums: dict[str, str] = {}
        divided: set[str] = set()
        for part in made.parts:
            targets = part.targets
            roles.update(dict(part.numbers.group_by("role").len().iter_rows()))
            sums |= parts_in_words(targets, style)
            divided.update(targets.filter("breakdown")["indicator_id"].drop_nulls())
        results, limits = Results(), limits or Limits()
        if len(known.documents) <= limits.drawn:
            actuals = joined(made.parts).actuals
            results = Results.of(
                made.targets.collect(), actuals, known.documents, known.indicators, style,
                made.outcomes,
            )  # fmt: skip
        among = Collection(known.documents, style, known.benchmarks, known.regions, limits, results)
        regions = _region_names(known.documents, among.names)
        return cls(
            known, made.parts, made.targets, among, roles, sums, frozenset(divided), regions, copies
        )

    @property
    def is_large(self) -> bool:
        """Whether there are too many documents to list or to draw one by one."""
        return len(self.tables.documents) > self.among.limits.drawn

    @property
    def results(self) -> Results:
        """What the reports say beside their goals; nothing of a large collection."""
        return self.among.results

    @property
    def style(self) -> Style:
        """The language and the colours."""
        return self.among.style

    @property
    def names(self) -> Mapping[str, str]:
        """A short name of each document."""
        return self.among.names

    @property
    def words(self) -> Mapping[str, str]:
        """The interface texts."""
        return self.style.words


def _region_names(documents: pl.DataFrame, names: Mapping[str, str]) -> dict[str, str]:
    """The region of each document; a name that several regions bear tells none."""
    rows = documents.select("document_id", "region", "region_code").to_dicts()
    bearers: dict[str, set[str | None]] = {}
    for row in rows:
        bearers.setdefault(row["region"], set()).add(row["region_code"])
    return {
        row["document_id"]: row["region"]
        if row["region"] and len(bearers[row["region"]]) == 1
        else names[row["document_id"]]
        for row in rows
    }


@dataclass(frozen=True, slots=True)
class Evidence:
    """A target with the part of its sentence around the number."""

    target_id: str
    document_id: str
    place: str
    printed: str
    commitment: str
    is_soft: bool
    deadline: str
    before: str
    quote: str
    after: str


@dataclass(frozen=True, slots=True)
class Silence:
    """How many documents do not state an indicator, and the names and ids of the first of them."""

    count: int
    names: list[str]
    documents: list[str]


@dataclass(frozen=True, slots=True)
class StandingSaid:
    """Where a document stands among its peers in a section; ``place`` is 1 at the top, 0 below.

    ``among`` is the rank with the level of the peers, where a section has several levels.
    """

    document_id: str
    target_id: str
    value: str
    rank: str
    among: str
    middle: str
    said: str
    place: float


def _strokes(places: Iterable[float]) -> str:
    counted = Counter(round(place * STRIP) for place in places)
    return "".join(f"M{x + 3} {12 - min(11, 4 + n)}V12" for x, n in sorted(counted.items()))


@dataclass(frozen=True)
class Summary:
    """An indicator in one line.

    Attributes:
        middle: the value in the middle of those of the level of most, or both ends of few.
        places: where each region's value lies between the ends of the strip, from 0 to 1.
        levels: the administrative level of each of these documents.
        sentences: findings, the most telling first.
        interest: how much there is to see; the index draws the indicators with most of it.
    """

    middle: str
    places: Mapping[str, float] = field(default_factory=dict)
    levels: Mapping[str, str | None] = field(default_factory=dict)
    sentences: list[str] = field(default_factory=list)
    interest: float = 0.0

    @cached_property
    def strip(self) -> str:
        """The path of a small picture: an upright stroke at each value, taller for several."""
        return _strokes(self.places.values())

    def strip_of(self, level: str | None) -> str:
        """The same of the documents of one administrative level; of one alone there is none."""
        places = [place for one, place in self.places.items() if self.levels[one] == level]
        return _strokes(places) if len(places) > 1 else ""


@dataclass(frozen=True, slots=True)
class Pair:
    """Two values of one region: of two plans, or a goal and its result; with their sentences.

    ``year`` is that of the later plan, or the last one of the goal's period.
    """

    period: str
    year: int
    place: str
    what: str
    words: str
    size: float
    before: str
    after: str
    before_sentence: str
    after_sentence: str
    document_id: str
    target_id: str


@dataclass(frozen=True, slots=True)
class OfPeriod:
    """The section of an indicator for one of its periods, as the others name it."""

    anchor: str
    label: str
    documents: int


@dataclass(frozen=True, slots=True)
class Section:
    """One indicator in one period: its chart, its sentences, and who is silent.

    ``documents`` state it of those ``read`` that could, ``of_level`` has both for each level;
    ``year`` is the last of its period, or of the plans that look further ahead. Only the period
    that stands for the indicator has a ``card``.
    """

    anchor: str
    indicator_id: str
    name: str
    period: str
    periods: list[OfPeriod]
    topic: str
    definition: str
    kind: str
    unit: str
    documents: int
    read: int
    of_level: Mapping[str | None, tuple[int, int]]
    year: int
    targets: int
    finding: str
    summary: Summary
    glyphs: frozenset[str]
    drawings: list[Drawing]
    card: Card | None
    evidence: list[Evidence]
    silent: Silence
    words_only: Silence
    no_text: Silence
    notes: list[str]
    national: list[str]
    standings: list[StandingSaid]
    changes: list[Pair]
    revised: Mapping[int, Drawing]
    answers: list[Pair]
    tiles: Mapping[str, Tile]
    rows: pl.DataFrame
    each: Sequence[Row]

    @property
    def said(self) -> list[str]:
        """What the page says first: the findings of the index, else what the chart shows."""
        return self.summary.sentences or [self.finding]

    @property
    def is_shared(self) -> bool:
        """Whether several documents state it, in whatever period."""
        return sum(one.documents for one in self.periods) >= SHARED_BY

    @property
    def is_latest(self) -> bool:
        """Whether it is of the period that stands for the indicator where there is room for one."""
        return self.anchor == self.periods[0].anchor

    def outline(self) -> Section:
        """The section without its charts (but for the card), sentences and rows."""
        return replace(
            self,
            drawings=[],
            evidence=[],
            standings=[],
            changes=[],
            revised={},
            answers=[],
            rows=self.rows.clear(),
            each=(),
        )
