"""Reading documents: what every process and every machine does with those that it is given."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import chain
from typing import Protocol

import polars as pl

from metrics.errors import DocumentError
from metrics.extraction.provenance import program_version
from metrics.extraction.rows import read_rows
from metrics.rules.ruleset import RuleSet
from metrics.sources.documents import Document, Item, Undecoded, decoded
from metrics.sources.formats import CONVERTED
from metrics.sources.known_facts import KnownFacts
from metrics.tables.frames import SomeRows, joined
from metrics.text.digests import text_digest
from metrics.text.traditional import can_simplify

_LONGEST_REASON = 200  # characters of an error in the problem of a document


@dataclass(frozen=True, slots=True)
class Note:
    """What there is to say of a document beside its rows.

    Attributes:
        source: the document.
        warning: what may be wrong with its text although it was read.
        stands: whether the rows of its earlier reading stay, so that there are no new ones.
        problem: why it cannot be read any more, where it stands all the same.
        dropped: how many lines that its pages repeat were left out.
    """

    source: str
    warning: str | None = None
    stands: bool = False
    problem: str | None = None
    dropped: int = 0


class SomeReadings(SomeRows, Protocol):
    """What was read of some documents, in memory (`Readings`) or kept (by `metrics.runs`)."""

    @property
    def texts(self) -> Mapping[str, str]:
        """The decoded texts by their ``text_sha256``."""
        ...

    @property
    def notes(self) -> tuple[Note, ...]:
        """A note on each document."""
        ...


@dataclass(frozen=True, slots=True)
class Readings:
    """What was read of some documents: their rows, their texts, and notes."""

    targets: pl.DataFrame
    actuals: pl.DataFrame
    numbers: pl.DataFrame
    documents: pl.DataFrame
    texts: Mapping[str, str]
    notes: tuple[Note, ...]

    @classmethod
    def joined(cls, parts: Iterable[SomeReadings]) -> Readings:
        """Several readings, one after the other."""
        parts = list(parts)
        rows = joined(parts)
        texts = {name: text for part in parts for name, text in part.texts.items()}
        notes = tuple(chain.from_iterable(part.notes for part in parts))
        return cls(rows.targets, rows.actuals, rows.numbers, rows.documents, texts, notes)


@dataclass(frozen=True)
class Reader:
    """Reads documents; it can be sent to another process or machine.

    Attributes:
        rules: what it reads with.
        manifest: what is known of sources.
        document_timeout: seconds for each document.
        standing: the sources that an earlier run has read, each with the ``text_sha256`` with which
            its rows stay, or with none where it is read anew whatever its text is now.
    """

    rules: RuleSet
    manifest: Mapping[str, KnownFacts] = field(default_factory=dict)
    document_timeout: float | None = None
    standing: Mapping[str, str | None] = field(default_factory=dict)

    def __call__(self, items: Sequence[Item]) -> Readings:
        """What is in some documents; one on which the program fails costs only itself.

        The others are read together all the same, so that the ids of copies do not change.
        """
        try:
            return self._read(items)
        except Exception:
            return self._read([self._sound(item) for item in items])

    def _sound(self, item: Item) -> Item:
        """The document, or what stands for it where the program fails on it."""
        try:
            self._read([item])
        except Exception as error:
            what = " ".join(f"{type(error).__name__}: {error}".split())[:_LONGEST_REASON]
            return failed(item, f"the program failed on it ({what}). Report it with the document.")
        return item

    def _read(self, items: Iterable[Item]) -> Readings:
        texts: dict[str, str] = {}
        notes: list[Note] = []

        def documents() -> Iterable[Document]:
            for document in map(decoded, items):
                notes.append(self._note_on(document))
                if document.problem is None:
                    texts[text_digest(document.text)] = document.text
                if not notes[-1].stands:
                    yield document

        rows = read_rows(documents(), self.rules, self.manifest, self.document_timeout)
        return Readings(
            rows.targets, rows.actuals, rows.numbers, rows.documents, texts, tuple(notes)
        )

    def _note_on(self, document: Document) -> Note:
        source, problem = document.source, document.problem
        if source not in self.standing:
            return Note(source, document.warning, dropped=document.dropped)
        stands = problem is not None or self.standing[source] == text_digest(document.text)
        return Note(source, document.warning, stands, problem, document.dropped)

    def name_of(self, items: Sequence[Item]) -> str:
        """Names what the readings of some documents follow from."""
        facts = [program_version(), self.rules.digest, str(self.document_timeout)]
        facts += [str(can_simplify()), str(_office_for(items))]
        for item in items:
            source = item.source
            facts += [source, _digest(item)]
            facts += [str(self.standing.get(source)) if source in self.standing else "new"]
            said = self.manifest.get(source), getattr(item, "facts", None)
            facts += [one.model_dump_json() for one in said if one]
        key = "\0".join(facts).encode("utf-8", "surrogatepass")
        return hashlib.sha256(key).hexdigest()[:32]


def failed(item: Item, problem: str) -> Document:
    """The document that stands for one which could not be read."""
    if isinstance(item, Document):
        return replace(item, text="", problem=problem)
    return Document(item.source, "", problem)


def _office_for(items: Iterable[Item]) -> str | None:
    """The program of LibreOffice, where it is needed."""
    if not any(isinstance(item, Undecoded) and item.suffix in CONVERTED for item in items):
        return None
    from metrics.sources.formats.office import find_office  # what it imports starts slowly

    return find_office()


def _digest(item: Item) -> str:
    if isinstance(item, Document):
        return item.problem or text_digest(item.text)
    return _digest_of_bytes(item)


def _digest_of_bytes(item: Undecoded) -> str:
    try:
        return f"{item.bounds} {hashlib.sha256(item.read()).hexdigest()}"
    except (OSError, DocumentError) as error:
        return f"{item.bounds} {error}"
