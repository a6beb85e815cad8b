"""What the report page shows of each indicator: one section for each group on one axis."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

import polars as pl

from charts.drawing.marks import national_marks
from charts.pages.evidence import places_of_quotes
from charts.pages.specs import LARGE, Drawing, indicator_drawings
from charts.selection.comparable import comparable_groups, in_reading_order, order_note
from charts.selection.representative import headlines
from charts.selection.totals import parts_in_words
from charts.words.labels import LABELS
from charts.words.values import document_names, is_soft, kind_words, printed_value, unit_name
from metrics.tables.frames import SomeRows, Tables, TablesInParts

_QUOTED = 200  # sentences of an indicator of a large collection; all are in its CSV file
_SILENT = 200  # names of documents that do not state an indicator of a large collection
_SHARED_BY = 2  # documents that make an indicator a shared one
_NAMED = 3  # values that a finding names where none may be called the highest
_CONTEXT = 70  # characters of a sentence shown on each side of its number


@dataclass(frozen=True, slots=True)
class Report:
    """The tables of a run with what every part of the page needs to know about them.

    Attributes:
        tables: without the rows of targets and numbers.
        parts: these rows, a part at a time.
        targets: all targets, to ask for some rows or columns of them.
        lang: the language of the page.
        names: a short name of each document.
        roles: how many numbers play each role.
        places: where quotes stand in their sentences, of those that stand there more than once.
        sums: what is said of totals that have parts.
        divided: the indicators of which some target is a part of a total.
    """

    tables: Tables
    parts: Iterable[SomeRows]
    targets: pl.LazyFrame
    lang: str
    names: Mapping[str, str]
    roles: Mapping[str, int]
    places: Mapping[str, int]
    sums: Mapping[str, str]
    divided: frozenset[str]

    @classmethod
    def of(cls, made: Tables | TablesInParts, lang: str) -> Report:
        """A report of these tables in this language."""
        made = TablesInParts.of(made) if isinstance(made, Tables) else made
        names = document_names(made.rest.documents, lang)
        roles: Counter[str] = Counter()
        places: dict[str, int] = {}
        sums: dict[str, str] = {}
        divided: set[str] = set()
        for part in made.parts:
            roles.update(dict(part.numbers.group_by("role").len().iter_rows()))
            places |= places_of_quotes(part.targets, part.numbers)
            sums |= parts_in_words(part.targets, LABELS[lang])
            divided.update(part.targets.filter("breakdown")["indicator_id"].drop_nulls())
        named = made.rest.documents.with_columns(
            short_name=pl.col("document_id").replace_strict(names, return_dtype=pl.String)
        )
        tables = replace(made.rest, documents=named)
        return cls(
            tables, made.parts, made.targets, lang, names, roles, places, sums, frozenset(divided)
        )

    @property
    def is_large(self) -> bool:
        """Whether there are too many documents to list or to draw one by one."""
        return len(self.tables.documents) > LARGE

    def place_of_quote(self, row: Mapping[str, Any]) -> int:
        """The offset of a target's quote in its sentence."""
        found = self.places.get(row["target_id"])
        return max(0, row["sentence"].find(row["quote"]) if found is None else found)

    @property
    def words(self) -> Mapping[str, str]:
        """The interface texts."""
        return LABELS[self.lang]


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
    """How many documents do not state an indicator, and the names of the first of them."""

    count: int
    names: list[str]


@dataclass(frozen=True, slots=True)
class Section:
    """One indicator: its chart, the sentences behind it, and who does not state it."""

    anchor: str
    indicator_id: str
    name: str
    topic: str
    definition: str
    kind: str
    unit: str
    documents: int
    targets: int
    finding: str
    drawings: list[Drawing]
    evidence: list[Evidence]
    silent: Silence
    no_text: Silence
    notes: list[str]
    national: list[str]
    rows: pl.DataFrame

    @property
    def is_shared(self) -> bool:
        """Whether several documents state it."""
        return self.documents >= _SHARED_BY

    def outline(self) -> Section:
        """The section without its charts, sentences and rows."""
        return replace(self, drawings=[], evidence=[], rows=self.rows.clear())


def sections(report: Report) -> Iterator[Section]:
    """The indicators to compare: shared ones first, then those with national figures only."""
    catalogue = {row["indicator_id"]: row for row in report.tables.indicators.to_dicts()}
    for anchor, name, group in section_groups(report):
        yield _section(report, anchor, name, group, catalogue.get(group["indicator_id"][0]))


def section_groups(report: Report) -> Iterator[tuple[str, str, pl.DataFrame]]:
    """The anchor, the name and the rows of each indicator to compare."""
    names = dict(report.tables.indicators.select("indicator_id", "name").iter_rows())
    compared = report.targets.filter(pl.col("indicator_id").is_not_null()).collect()
    for group in comparable_groups(compared):
        shared = group["document_id"].n_unique() >= _SHARED_BY
        if shared or national_marks(report.tables.benchmarks, group, report.lang):
            first = group.row(0, named=True)
            parts = (first[key] for key in ("indicator_id", "mode", "direction", "unit", "per"))
            anchor = "i-" + "-".join(str(part) for part in parts if part)
            name = names.get(first["indicator_id"]) or str(group["indicator"].mode().sort()[0])
            yield anchor, name, in_reading_order(group)


def _section(
    report: Report,
    anchor: str,
    name: str,
    group: pl.DataFrame,
    entry: Mapping[str, Any] | None,
) -> Section:
    first = group.row(0, named=True)
    silent, no_text = _without(report, group)
    quoted = group.head(_QUOTED) if report.is_large else group
    return Section(
        anchor=anchor,
        indicator_id=first["indicator_id"],
        name=name,
        topic=first["topic"] or "",
        definition=str(entry["definition"]) if entry else "",
        kind=kind_words(first, report.words),
        unit=unit_name(first, report.lang),
        documents=group["document_id"].n_unique(),
        targets=len(group),
        finding=_finding(report, group),
        drawings=indicator_drawings(report.tables, group, anchor, name, report.words),
        evidence=[evidence(report, row) for row in quoted.to_dicts()],
        silent=silent,
        no_text=no_text,
        notes=_notes(report, group),
        national=_national(report, group),
        rows=group,
    )


def evidence(report: Report, row: Mapping[str, Any]) -> Evidence:
    """The evidence for one target."""
    sentence, quote = row["sentence"], row["quote"]
    at = report.place_of_quote(row)
    end = at + len(quote)
    start, stop = max(0, at - _CONTEXT), min(len(sentence), end + _CONTEXT)
    return Evidence(
        target_id=row["target_id"],
        document_id=row["document_id"],
        place=report.names[row["document_id"]],
        printed=printed_value(row),
        commitment=row["commitment"] or "",
        is_soft=is_soft(row),
        deadline=row["deadline_text"] or "",
        before=("…" if start else "") + sentence[start:at],
        quote=sentence[at:end],
        after=sentence[end:stop] + ("…" if stop < len(sentence) else ""),
    )


def _finding(report: Report, group: pl.DataFrame) -> str:
    """What the chart shows, in one sentence that ranks nothing across administrative levels.

    It speaks of the same targets as the chart: a total for five years is no highest of the year.
    """
    group = headlines(group)
    words, order = report.words, order_note(group)
    if order == "note_levels_unknown":
        stated = [
            words["stated_at"].format(place=report.names[row["document_id"]], printed=_worded(row))
            for row in group.head(_NAMED).to_dicts()
        ]
        more = [words["and_more"]] if len(group) > _NAMED else []
        count = words["count_documents"].format(n=group["document_id"].n_unique())
        return words["finding_unknown"].format(n=count, stated=words["comma"].join(stated + more))
    if order == "note_levels":
        level = str(group["region_level"].mode().sort(descending=True)[0])
        of_level = group.filter(pl.col("region_level") == level)
        return words["finding_level"].format(
            n=group["document_id"].n_unique(),
            level=words[f"level_{level}"],
            finding=_range(report, of_level),
        )
    return _range(report, group)


def _range(report: Report, group: pl.DataFrame) -> str:
    """From the lowest to the highest value, with their places."""
    ordered = group.sort("value", "value_high", maintain_order=True).to_dicts()
    low, high = ordered[0], ordered[-1]
    is_one = (low["value"], low["value_high"]) == (high["value"], high["value_high"])
    if is_one and group["document_id"].n_unique() > 1:
        return report.words["finding_same"].format(
            n=group["document_id"].n_unique(), printed=low["quote"]
        )
    if low["document_id"] == high["document_id"]:
        return report.words["finding_one"].format(
            place=report.names[high["document_id"]], printed=_worded(high)
        )
    return report.words["finding_many"].format(
        n=group["document_id"].n_unique(),
        low=_worded(low),
        low_place=report.names[low["document_id"]],
        high=_worded(high),
        high_place=report.names[high["document_id"]],
    )


def _worded(row: Mapping[str, Any]) -> str:
    return f"{row['commitment']} {printed_value(row)}" if is_soft(row) else printed_value(row)


def _without(report: Report, group: pl.DataFrame) -> tuple[Silence, Silence]:
    """The documents that do not state the indicator: the silent ones and those without a text."""
    stated = set(group["document_id"])
    silent: list[str] = []
    no_text: list[str] = []
    for document_id, body_present in report.tables.documents.select(
        "document_id", "body_present"
    ).iter_rows():
        if document_id not in stated:
            (silent if body_present else no_text).append(report.names[document_id])
    listed = _SILENT if report.is_large else None
    return Silence(len(silent), silent[:listed]), Silence(len(no_text), no_text[:listed])


def _notes(report: Report, group: pl.DataFrame) -> list[str]:
    labels = ["note_promise"]
    if order := order_note(group):
        labels.append(order)
    if group["indicator_id"][0] in report.divided:
        labels.append("note_parts")
    return [report.words[label] for label in labels]


def _national(report: Report, group: pl.DataFrame) -> list[str]:
    """Each national figure with its document: 「全国目标 2025 ≥ 50%：…（2021）」."""
    marks = national_marks(report.tables.benchmarks, group, report.lang)
    return [f"{mark.row} {mark.text}: {mark.source}" for mark in marks]
