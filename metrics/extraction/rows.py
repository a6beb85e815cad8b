"""The rows of documents: reads each text and collects what becomes of its numbers, then checks it.

A document gives its rows as a whole or none: one that takes too long leaves nothing but its
problem.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from operator import itemgetter
from typing import Any

import polars as pl

from metrics.errors import SlowRuleError
from metrics.extraction.actual_rows import actual_rows_of
from metrics.extraction.cycles import collected_seldom
from metrics.extraction.pipeline import Sentence, read_part
from metrics.extraction.provenance import COLUMNS, provenance
from metrics.extraction.target_ids import TargetIds
from metrics.extraction.target_rows import ReadDocument, rows_of
from metrics.layout.listed_tables import as_laid_out
from metrics.layout.metadata import Facts
from metrics.layout.region import FoundRegion
from metrics.layout.segments import DocumentPart, segment
from metrics.rules.patterns import time_limit
from metrics.rules.ruleset import RuleSet
from metrics.rules.surroundings import Decision
from metrics.sources.documents import Document
from metrics.sources.known_facts import KnownFacts
from metrics.tables import frames
from metrics.tables.frames import Rows
from metrics.text.digests import text_digest
from metrics.text.ids import document_id
from metrics.text.wrapped_lines import ReadText

# Targets that wait as Python objects, which take several times as much memory as a frame.
MOST_WAITING = 20_000
_PATIENCE, _SLOWEST = 30.0, 10_000  # seconds, and characters a second that are slow enough to stop

_PAGE = Decision("structure", "page_break", "the number of a page within a sentence")
_START = 2  # the column of the ledger that says where a number starts
_COUNTED = ("targets", "numbers", "actuals", "unexplained")


def read_rows(
    documents: Iterable[Document],
    rules: RuleSet,
    manifest: Mapping[str, KnownFacts],
    document_timeout: float | None,
    most_waiting: int = MOST_WAITING,
) -> Rows:
    """The rows of documents. Two of the same text have the same ids (see `document_ids`)."""
    reader = DocumentReader(rules, manifest, document_timeout)
    rows = DocumentRows(most_waiting)
    with collected_seldom():
        for document in documents:
            rows.add(reader.read(document, DocumentRows(most_waiting)))
    return rows.checked()


@dataclass(slots=True)
class GrowingFrame:
    """Rows of one table as they are collected; ``most_waiting`` of them become a frame."""

    table: str
    most_waiting: int
    finished: list[pl.DataFrame] = field(default_factory=list)  # the first rows
    names: tuple[str, ...] = ()  # of the columns, which every row has in the same order
    waiting: list[tuple[Any, ...]] = field(default_factory=list)  # the rest of them

    def add(self, rows: Iterable[Mapping[str, Any]]) -> int:
        """Adds rows, and says how many."""
        before = len(self.waiting)
        for row in rows:
            self.names = self.names or tuple(row)
            self.waiting.append(tuple(row.values()))
        count = len(self.waiting) - before
        self._finish_where_many()
        return count

    def take(self, other: GrowingFrame) -> None:
        """Takes over the rows of another one, which come after these."""
        if other.finished:
            self._finish()
            self.finished += other.finished
        self.names = self.names or other.names
        self.waiting += other.waiting
        self._finish_where_many()

    def frame(self) -> pl.DataFrame:
        """All rows, checked against the schema of their table."""
        self._finish()
        return frames.check(self.table, pl.concat(self.finished))

    def _finish_where_many(self) -> None:
        if len(self.waiting) >= self.most_waiting:
            self._finish()

    def _finish(self) -> None:
        values = zip(*self.waiting, strict=True)
        columns: dict[str, Any] = dict(
            zip(self.names, map(list, values), strict=bool(self.waiting))
        )
        self.waiting = []
        if columns.get("sentence"):
            columns["sentence"] = _shared(columns["sentence"])
        self.finished.append(frames.frame(self.table, columns))


class DocumentRows:
    """Rows of documents as they are collected."""

    def __init__(self, most_waiting: int) -> None:
        self.most_waiting = most_waiting
        self.documents: list[dict[str, Any]] = []
        self.numbers: list[tuple[str | int, ...]] = []  # in the table's order
        self.targets = GrowingFrame("targets", most_waiting)
        self.actuals = GrowingFrame("actuals", most_waiting)

    def add(self, other: DocumentRows) -> None:
        """Takes the rows of another document over, which come after these."""
        self.documents += other.documents
        self.numbers += other.numbers
        self.targets.take(other.targets)
        self.actuals.take(other.actuals)

    def checked(self) -> Rows:
        """The frames, checked against their schemas; what they were made of is let go."""
        names = list(frames.SCHEMAS["numbers"].columns())
        columns = zip(*self.numbers, strict=True) if self.numbers else ([] for _ in names)
        by_name = {name: list(column) for name, column in zip(names, columns, strict=True)}
        numbers = frames.check("numbers", frames.frame("numbers", by_name))
        self.numbers = []
        listed = {
            name: [row[name] for row in self.documents]
            for name in (self.documents[0] if self.documents else ())
        }
        return Rows(
            targets=self.targets.frame(),
            actuals=self.actuals.frame(),
            numbers=numbers,
            documents=frames.check("documents", frames.frame("documents", listed)),
        )


class DocumentReader:
    """Reads documents, one after the other, into their rows."""

    def __init__(
        self, rules: RuleSet, manifest: Mapping[str, KnownFacts], timeout: float | None
    ) -> None:
        self._rules = rules
        self._timeout = timeout
        self._manifest = manifest
        self._copies: Counter[str] = Counter()  # what was read, by digest or source
        self._ids = TargetIds()

    def read(self, document: Document, into: DocumentRows) -> DocumentRows:
        """The rows of a document, added to ``into``, which is empty."""
        if document.problem is not None:
            return self._unread(document, into)
        try:
            document.text.encode("utf-8")
        except UnicodeEncodeError as error:  # of a text that did not come out of a file
            what = f"holds half a character (at {error.start}). Decode it again."
            return self._unread(replace(document, text="", problem=what), into)
        seconds = self._timeout or _PATIENCE + len(document.text) / _SLOWEST
        try:
            with time_limit(seconds):
                return self._read(document, into)
        except SlowRuleError as error:
            self._ids.drop()
            rest = DocumentRows(into.most_waiting)
            return self._unread(replace(document, problem=f"{error}."), rest)

    def _unread(self, document: Document, into: DocumentRows) -> DocumentRows:
        copy = self._copies[document.source]
        self._copies[document.source] += 1
        into.documents.append(self._listed(document, document_id(document.source, 0, copy)))
        return into

    def _read(self, document: Document, into: DocumentRows) -> DocumentRows:
        digest = text_digest(document.text)
        told = self._manifest.get(document.source)
        known = told.over(document.facts) if told else document.facts
        read = as_laid_out(document.text, self._rules.sections)
        for part in segment(read.text, document.source, self._rules.sections, known):
            own_id = document_id(digest, part.number, self._copies[digest])
            place = ReadDocument(
                self._rules, document.source, own_id, document.text, part.facts, read
            )
            numbers = list(_pages(part, place))
            targets, actuals, unexplained = 0, 0, 0
            for sentence in read_part(read.text, part, self._rules):
                numbers += _numbers(sentence, place)
                fates = sentence.fates
                if any(one.targets for one in fates):
                    targets += into.targets.add(self._ids.named(rows_of(sentence, place)))
                if any(one.results for one in fates):
                    actuals += into.actuals.add(actual_rows_of(sentence, place))
                unexplained += sum(one.decision.role == "unexplained" for one in fates)
            if read.pages:
                numbers.sort(key=itemgetter(_START, _START + 1))
            into.numbers += numbers
            counts = (targets, len(numbers), actuals, unexplained)
            into.documents.append(self._listed(document, own_id, digest, part, counts, read))
        self._copies[digest] += 1
        self._ids.keep()
        return into

    def _listed(
        self,
        document: Document,
        own_id: str,
        digest: str | None = None,
        part: DocumentPart | None = None,
        counts: tuple[int, int, int, int] = (0, 0, 0, 0),
        read: ReadText | None = None,
    ) -> dict[str, Any]:
        """The row of a document; counts of its targets, numbers, results and unexplained ones."""
        facts = part.facts if part else Facts()
        read_with = provenance(self._rules, self._manifest.get(document.source))
        first, last = read.printed(part.start, part.end) if read and part else (0, 0)
        candidates = (f"{one.region_code} {one.name}" for one in facts.region.candidates)
        return {
            "source": document.source,
            "document_id": own_id,
            "title": facts.title,
            "issuer": facts.issuer,
            **facts.region_columns(),
            "plan_year": facts.plan_year,
            "plan_end_year": facts.plan_end_year,
            "region_evidence": facts.region.evidence,
            "region_candidates": "|".join(candidates) or None,
            "text_sha256": digest,
            "characters": last - first,
            "body_present": part.body_present if part else False,
            "truncated": part.truncated if part else False,
            **dict(zip(_COUNTED, counts, strict=True)),
            "problem": document.problem or _doubt(document, part),
            **dict(zip(COLUMNS, read_with, strict=True)),
        }


def _numbers(sentence: Sentence, document: ReadDocument) -> Iterator[tuple[str | int, ...]]:
    """The rows of a sentence in the ledger, in the order of the table's columns."""
    for fate in sentence.fates:
        mention, decision = fate.mention, fate.decision
        start, end = document.read.printed(mention.start, mention.end)
        place = (document.source, document.document_id, start, end, document.text[start:end])
        yield *place, decision.role, decision.rule_id, decision.reason


def _pages(part: DocumentPart, document: ReadDocument) -> Iterator[tuple[str | int, ...]]:
    """The rows of the numbers of pages that stand within sentences."""
    first, last = document.read.printed(part.start, part.end)
    for start, end in document.read.pages:
        if first <= start < last:
            place = (document.source, document.document_id, start, end, document.text[start:end])
            yield *place, _PAGE.role, _PAGE.rule_id, _PAGE.reason


def _doubt(document: Document, part: DocumentPart | None) -> str | None:
    """What may be wrong with a document that was read."""
    doubts = [one for one in (document.warning, part and part.doubt) if one]
    told = document.facts.region if document.facts else None
    region = part.facts.region if part else FoundRegion()
    if told and region.label == told and not (region.region or region.candidates):
        doubts.append(f"has a cell for the region that is none ({told!r}).")
    return " ".join(doubts) or None


def _shared(values: list[str]) -> pl.Series:
    """A column that holds each text once: a sentence without end has hundreds of targets."""
    first = {text: index for index, text in enumerate(dict.fromkeys(values))}
    texts = pl.Series("", list(first), pl.String)
    return texts.gather([first[text] for text in values])
