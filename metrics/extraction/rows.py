"""Builds the rows of documents: segments each text, decides every number, normalises, checks."""

from __future__ import annotations

import hashlib
from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import polars as pl

from metrics.errors import SlowRuleError
from metrics.extraction.normalise import normalise
from metrics.extraction.pipeline import Sentence, read_part
from metrics.extraction.provenance import COLUMNS, provenance, text_digest
from metrics.layout.metadata import Facts
from metrics.layout.segments import DocumentPart, Span, segment
from metrics.quantities.scanner import Mention
from metrics.rules.patterns import time_limit
from metrics.rules.ruleset import RuleSet
from metrics.sources.documents import Document
from metrics.sources.known_facts import KnownFacts
from metrics.tables import frames
from metrics.tables.frames import Rows
from metrics.targets.sentence_reader import Fate, SentenceReader
from metrics.targets.target import canonical
from metrics.text.traditional import simplified

_ID_LENGTH = 16
_MOST = 20_000  # targets that wait as Python objects, which take several times as much memory
_PATIENCE, _SLOWEST = 30.0, 10_000  # seconds, and characters a second that are slow enough to stop
_DRAFT_TYPES = {
    "printed_unit": pl.String,
    "low": pl.Float64,
    "high": pl.Float64,
    "thing": pl.String,
}
_SETTLED_BY_JOIN = ("unit", "dimension", "classifier", "value", "value_high", "lower", "upper")

Columns = dict[str, list[Any]]


class RowBuilder:
    """Collects the columns of all tables, one document after the other."""

    def __init__(
        self,
        rules: RuleSet,
        manifest: Mapping[str, KnownFacts],
        timeout: float | None,
    ) -> None:
        self._rules = rules
        self._timeout = timeout
        self._manifest = manifest
        self._reader = SentenceReader(rules)
        self._targets: Columns = defaultdict(list)
        self._finished: list[pl.DataFrame] = []  # the targets before these
        self._numbers: list[tuple[str | int, ...]] = []  # in the order of the table's columns
        self._documents: Columns = defaultdict(list)
        self._copies: Counter[str] = Counter()  # what was read, by digest or source
        self._searched: tuple[int, int, str | None] = -1, -1, None

    def add(self, document: Document) -> None:
        """Adds the rows of a document, whose ids follow from its text (see `document_ids`)."""
        if document.problem is not None:
            copy = self._copies[document.source]
            self._copies[document.source] += 1
            self._list(document, text_id(document.source, 0, copy), None, None, 0, 0, 0)
            return
        try:
            document.text.encode("utf-8")
        except UnicodeEncodeError as error:  # of a text that did not come out of a file
            what = f"holds half a character (at {error.start}). Decode it again."
            self.add(replace(document, text="", problem=what))
            return
        digest = text_digest(document.text)
        told = self._manifest.get(document.source)
        known = told.over(document.facts) if told else document.facts
        rows = self._target_count(), len(self._documents["document_id"]), len(self._numbers)
        seconds = self._timeout or _PATIENCE + len(document.text) / _SLOWEST
        try:
            with time_limit(seconds):
                text = simplified(document.text)
                for part in segment(text, document.source, self._rules.sections, known):
                    self._add_part(document, text, part, digest)
            self._copies[digest] += 1
        except SlowRuleError as error:
            self._keep(*rows)
            self.add(replace(document, problem=f"{error}."))

    def _target_count(self) -> int:
        return sum(map(len, self._finished)) + len(self._targets["target_id"])

    def _keep(self, targets: int, documents: int, numbers: int) -> None:
        """Drops the rows beyond the first so many of each table."""
        finished = sum(map(len, self._finished))
        if finished > targets:
            self._finished = [pl.concat(self._finished).head(targets)]
        waiting = max(0, targets - finished)
        for columns, kept in ((self._targets, waiting), (self._documents, documents)):
            for column in columns.values():
                del column[kept:]
        del self._numbers[numbers:]

    def _add_part(self, document: Document, text: str, part: DocumentPart, digest: str) -> None:
        """Adds the rows of one document; ``text`` is how the document's own text is read."""
        document_id = text_id(digest, part.number, self._copies[digest])
        self._searched = -1, -1, None
        targets = self._target_count()
        numbers = len(self._numbers)
        unexplained = 0
        for span, sentence in read_part(text, part, self._rules, self._reader):
            for fate in sentence.fates:
                unexplained += fate.decision.role == "unexplained"
                self._add_number(document, document_id, fate)
            if any(fate.drafts for fate in sentence.fates):
                self._add_targets(document, document_id, part.facts, span, sentence)
                if len(self._targets["target_id"]) >= _MOST:
                    self._finish_targets()
        self._list(
            document,
            document_id,
            digest,
            part,
            self._target_count() - targets,
            len(self._numbers) - numbers,
            unexplained,
        )

    def _add_number(self, document: Document, document_id: str, fate: Fate) -> None:
        mention, decision = fate.mention, fate.decision
        self._numbers.append(
            (
                document.source,
                document_id,
                mention.start,
                mention.end,
                document.text[mention.start : mention.end],
                decision.role,
                decision.rule_id,
                decision.reason,
            )
        )

    def _add_targets(
        self,
        document: Document,
        document_id: str,
        facts: Facts,
        span: Span,
        read: Sentence,
    ) -> None:
        text, columns = document.text, self._targets
        sentence = text[read.start : read.end].strip()
        responsible = self._responsible(text, span.start, span.end)
        for draft in (draft for fate in read.fates for draft in fate.drafts):
            mention = draft.mention
            target_id = text_id(document_id, mention.start, mention.end, draft.indicator)
            draft.target_id = target_id
            unit, entry = canonical(draft, self._rules)
            row = {
                "target_id": target_id,
                "source": document.source,
                "document_id": document_id,
                "document_title": facts.title,
                "issuer": facts.issuer,
                **facts.region_columns(),
                "plan_year": facts.plan_year,
                "plan_end_year": facts.plan_end_year,
                "section": span.section,
                "item_no": span.item_no,
                "sentence": sentence,
                "start": mention.start,
                "end": mention.end,
                "quote": text[mention.start : mention.end],
                "indicator": draft.indicator,
                "indicator_id": entry.indicator_id if entry else None,
                "topic": entry.topic if entry else None,
                "scope": draft.scope,
                "unit_text": _printed_unit(draft.mention, read.text, text),
                "comparator": draft.comparator,
                "mode": draft.mode,
                "direction": draft.direction,
                "deadline": draft.deadline,
                "deadline_text": draft.deadline_text,
                "per": draft.per,
                "commitment": draft.commitment,
                "breakdown": draft.breakdown,
                "part_of": draft.total.target_id if draft.total else None,
                "baseline": draft.baseline,
                "responsible": responsible,
                "rule_id": draft.rule_id,
                "printed_unit": draft.surface.text,
                "low": float(mention.low or 0),
                "high": None if mention.high is None else float(mention.high),
                "thing": unit,
            }
            for name, value in row.items():
                columns[name].append(value)

    def _responsible(self, text: str, start: int, end: int) -> str | None:
        """Who answers for a line, which is searched once for all its sentences."""
        if self._searched[:2] != (start, end):
            match = self._rules.phrases["responsible"].search(text, start, end)
            self._searched = start, end, match.group("name").strip() if match else None
        return self._searched[2]

    def _list(
        self,
        document: Document,
        document_id: str,
        digest: str | None,
        part: DocumentPart | None,
        targets: int,
        numbers: int,
        unexplained: int,
    ) -> None:
        facts = part.facts if part else Facts()
        read_with = provenance(self._rules, self._manifest.get(document.source))
        row = {
            "source": document.source,
            "document_id": document_id,
            "title": facts.title,
            "issuer": facts.issuer,
            **facts.region_columns(),
            "plan_year": facts.plan_year,
            "plan_end_year": facts.plan_end_year,
            "region_evidence": facts.region.evidence,
            "region_candidates": "|".join(
                f"{one.region_code} {one.name}" for one in facts.region.candidates
            )
            or None,
            "text_sha256": digest,
            "characters": part.end - part.start if part else 0,
            "body_present": part.body_present if part else False,
            "truncated": part.truncated if part else False,
            "targets": targets,
            "numbers": numbers,
            "unexplained": unexplained,
            "problem": document.problem or _doubt(document, facts),
            **dict(zip(COLUMNS, read_with, strict=True)),
        }
        for name, value in row.items():
            self._documents[name].append(value)

    def _number_columns(self) -> Columns:
        names = list(frames.SCHEMAS["numbers"].columns())
        if not self._numbers:
            return {name: [] for name in names}
        return dict(zip(names, map(list, zip(*self._numbers, strict=True)), strict=True))

    def rows(self) -> Rows:
        """The finished frames, checked against their schemas; what they were made of is let go."""
        numbers = frames.check("numbers", frames.frame("numbers", self._number_columns()))
        self._numbers = []
        self._finish_targets()
        return Rows(
            targets=frames.check("targets", pl.concat(self._finished)),
            numbers=numbers,
            documents=frames.check("documents", frames.frame("documents", self._documents)),
        )

    def _finish_targets(self) -> None:
        """Makes a frame of the targets that wait."""
        types = frames.types_of("targets") | _DRAFT_TYPES
        given = {name: dtype for name, dtype in types.items() if name not in _SETTLED_BY_JOIN}
        if self._targets["target_id"]:
            columns, self._targets = self._targets, defaultdict(list)
            known = {name: dtype for name, dtype in given.items() if name in columns}
            shared = {"sentence": _shared(columns.pop("sentence"))}
            drafts = pl.DataFrame(
                {name: shared.get(name, columns.pop(name, None)) for name in known}, schema=known
            )
        else:
            drafts = pl.DataFrame(schema=given)
        normal = normalise(drafts, self._rules.units).to_dict(as_series=True)
        self._finished.append(frames.frame("targets", normal))


def _doubt(document: Document, facts: Facts) -> str | None:
    """What may be wrong with a document that was read."""
    doubts = [document.warning] if document.warning else []
    told = document.facts.region if document.facts else None
    region = facts.region
    if told and region.label == told and not (region.region or region.candidates):
        doubts.append(f"has a cell for the region that is none ({told!r}).")
    return " ".join(doubts) or None


def _shared(values: list[str]) -> pl.Series:
    """A column that holds each text once: a sentence without end has hundreds of targets."""
    first = {text: index for index, text in enumerate(dict.fromkeys(values))}
    texts = pl.Series("", list(first), pl.String)
    return texts.gather([first[text] for text in values])


def _printed_unit(mention: Mention, text: str, printed: str) -> str:
    """The unit as the document prints it, not as it is read: 萬個, not 万个."""
    start = mention.end - len(mention.printed)
    is_here = text[start : mention.end] == mention.printed  # in tables it stands in the head
    return printed[start : mention.end] if is_here else mention.printed


def text_id(*parts: object) -> str:
    """An id that follows from ``parts`` alone, the same on every machine."""
    key = "\0".join(map(str, parts)).encode("utf-8", "surrogatepass")
    return hashlib.sha256(key).hexdigest()[:_ID_LENGTH]
