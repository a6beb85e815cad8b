"""Collections that grow: documents added to the tables of an earlier run.

A document is read again when its text, the rules, the program or the manifest's entry have changed;
else its rows stay as they are. Ids depend on texts alone, so they are the same as in one run over
all documents.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import polars as pl

from metrics import tables
from metrics.addresses import TextOf
from metrics.correcting import apply_corrections
from metrics.corrections import Correction, identity, stored_corrections
from metrics.documents import Document, read_documents
from metrics.extraction import Engine, extract
from metrics.manifest import ManifestEntry
from metrics.provenance import Provenance, differences, provenance, text_digest
from metrics.ruleset import RuleSet
from metrics.tables import Tables

GONE = "the file is gone"


def grow(
    earlier: Tables,
    documents: Iterable[Document],
    rules: RuleSet,
    *,
    manifest: Mapping[str, ManifestEntry] | None = None,
    document_timeout: float | None = None,
    engine: Engine | None = None,
) -> tuple[Tables, frozenset[str]]:
    """``earlier`` with ``documents`` in it, and the ids of the documents whose rows stayed.

    Changed documents take the place of what they were, new ones stand at the end, and those that
    are not given stay. One that cannot be read any more keeps the rows of its earlier reading, and
    its ``problem`` says so. Corrections have to be applied to what was read anew (`correct_anew`).
    """
    shelf = _Shelf(earlier, rules, manifest or {})
    made = extract(
        shelf.to_read(documents),
        rules,
        manifest=manifest,
        document_timeout=document_timeout,
        taken=shelf.taken,
        engine=engine,
    )
    return shelf.with_new(made), shelf.kept_ids()


def correct_anew(
    grown: Tables,
    earlier: pl.DataFrame,
    kept: frozenset[str],
    corrections: Iterable[Correction],
    rules: RuleSet,
    text_of: TextOf,
) -> Tables:
    """Applies new corrections, and once more the earlier ones of documents that were read anew.

    Args:
        grown: the tables that `grow` returned.
        earlier: the table ``corrections`` of the run before.
        kept: the ids of the documents whose rows, with their corrections, stayed.
        corrections: the new ones; one that is among the earlier ones counts once.
        rules: those of the run.
        text_of: the decoded text by its ``text_sha256``.
    """
    known = {identity(one) for one in stored_corrections(earlier)}
    new = [one for one in corrections if identity(one) not in known]
    earlier, new = _revised(earlier, new)
    is_done = pl.col("outcome").is_in(["applied", "settled"])
    in_place = earlier.filter(is_done & pl.col("document_id").is_in(sorted(kept)))
    again = earlier.join(in_place, "correction_id", "anti", maintain_order="left")
    done = apply_corrections(grown, [*stored_corrections(again), *new], rules, text_of)
    both = pl.concat([in_place, done.corrections])
    return replace(done, corrections=tables.check("corrections", both))


def _revised(earlier: pl.DataFrame, new: list[Correction]) -> tuple[pl.DataFrame, list[Correction]]:
    """The earlier corrections without those that the same line of the same sheet now says anew.

    What such a line no longer changes goes back to what was read.
    """
    old = {_line(one): one for one in stored_corrections(earlier)}
    revised = [
        replace(one, changes={**_taken_back(old.get(_line(one)), one), **one.changes})
        for one in new
    ]
    gone = {identity(old[_line(one)]) for one in new if _line(one) in old}
    stays = [identity(one) not in gone for one in stored_corrections(earlier)]
    return earlier.filter(pl.Series(stays, dtype=pl.Boolean)), revised


def _line(correction: Correction) -> tuple[object, ...]:
    return correction.place, correction.source, correction.quote, correction.start


def _taken_back(old: Correction | None, new: Correction) -> dict[str, Any]:
    if old is None or new.action != "edit" or not new.read:
        return {}
    return {name: new.read.get(name) for name in old.changes}


class _Shelf:
    """The documents of an earlier run, and which of them stay as they are."""

    def __init__(
        self, earlier: Tables, rules: RuleSet, manifest: Mapping[str, ManifestEntry]
    ) -> None:
        self._earlier = earlier
        self._rules = rules
        self._manifest = manifest
        self._by_source: dict[str, list[dict[str, Any]]] = {}
        for row in earlier.documents.iter_rows(named=True):
            self._by_source.setdefault(row["source"], []).append(row)
        self._anew: set[str] = set()
        self._problems: dict[str, str] = {}
        self.taken = set(earlier.documents["document_id"])

    def to_read(self, documents: Iterable[Document]) -> Iterator[Document]:
        """Those of ``documents`` that have to be read; their ids become free before they are."""
        for document in documents:
            rows = self._by_source.get(document.source)
            if rows is not None and self._stays(document, rows):
                continue
            for row in rows or ():
                self.taken.discard(str(row["document_id"]))
            self._anew.add(document.source)
            yield document

    def _stays(self, document: Document, rows: list[dict[str, Any]]) -> bool:
        was_read = rows[0]["text_sha256"] is not None
        if document.problem is not None:
            if was_read:
                self._problems[document.source] = f"{document.problem} {_STANDS}"
            return was_read
        now = provenance(self._rules, self._manifest.get(document.source))
        return not _reasons(rows[0], now, text_digest(document.text))

    def kept_ids(self) -> frozenset[str]:
        """The ids of the documents whose rows stay."""
        stays = self._earlier.documents.filter(~pl.col("source").is_in(sorted(self._anew)))
        return frozenset(stays["document_id"])

    def with_new(self, made: Tables) -> Tables:
        """The rows that stay and those of ``made``, in the order of the sources."""
        sources = [*self._by_source, *made.documents["source"].unique(maintain_order=True)]
        order = {source: at for at, source in reversed(list(enumerate(sources)))}
        gone = sorted(self._anew)
        merged = {}
        for name in ("documents", "targets", "numbers"):
            kept = getattr(self._earlier, name).filter(~pl.col("source").is_in(gone))
            both = pl.concat([kept, getattr(made, name)])
            place = pl.col("source").replace_strict(order, return_dtype=pl.Int64)
            merged[name] = both.sort(place, maintain_order=True)
        problem = pl.col("source").replace_strict(
            self._problems, default=pl.col("problem"), return_dtype=pl.String
        )
        if self._problems:
            merged["documents"] = merged["documents"].with_columns(problem=problem)
        return replace(made, **merged, **self._dimensions(made, merged))

    def _dimensions(
        self, made: Tables, facts: Mapping[str, pl.DataFrame]
    ) -> dict[str, pl.DataFrame]:
        """What the rows point to: as the rules have it now, else as they had it."""
        met = {*facts["documents"]["region_code"].drop_nulls()}
        regions = _completed(self._rules.sections.regions.frame(met), self._earlier.regions, None)
        named = facts["targets"]["indicator_id"]
        indicators = _completed(made.indicators, self._earlier.indicators, named)
        measured = pl.concat([facts["targets"]["unit"], indicators["unit"]])
        units = _completed(made.units, self._earlier.units, measured)
        return {"regions": regions, "indicators": indicators, "units": units}


_STANDS = "What was read before stands."


def _completed(rows: pl.DataFrame, earlier: pl.DataFrame, named: pl.Series | None) -> pl.DataFrame:
    """``rows`` and the earlier ones that they lack and that are still named, by their key."""
    key = rows.columns[0]
    lacking = earlier.join(rows, key, "anti")
    if named is not None:
        lacking = lacking.filter(pl.col(key).is_in(named.drop_nulls().unique().implode()))
    return pl.concat([rows, lacking]).sort(key) if len(lacking) else rows


def _reasons(row: Mapping[str, Any], now: Provenance, digest: str | None) -> list[str]:
    """Why a document has to be read anew, if it has."""
    if row["problem"] is not None:
        return [str(row["problem"])]
    changed = [] if row["text_sha256"] == digest else ["other text"]
    return changed + differences(row, now)


@dataclass(frozen=True, slots=True)
class State:
    """What a collection holds of one file; ``stale`` says why it should be read anew."""

    source: str
    documents: int
    targets: int
    corrected: int
    stale: tuple[str, ...]


def states(
    made: Tables,
    rules: RuleSet,
    *,
    manifest: Mapping[str, ManifestEntry] | None = None,
    encoding: str | None = None,
) -> Iterator[State]:
    """What ``made`` holds of each file, in its order, looked at as the files are now."""
    known = manifest or {}
    corrected = made.targets.drop_nulls("corrected")
    counts = dict(corrected["source"].value_counts().iter_rows())
    for (source,), rows in made.documents.group_by("source", maintain_order=True):
        name = str(source)
        stale = _reasons(
            rows.row(0, named=True), provenance(rules, known.get(name)), _digest(name, encoding)
        )
        if not Path(name).exists():
            stale = [GONE]
        yield State(name, len(rows), int(rows["targets"].sum()), counts.get(name, 0), tuple(stale))


def _digest(source: str, encoding: str | None) -> str | None:
    (document,) = read_documents([source], encoding=encoding)
    return None if document.problem is not None else text_digest(document.text)
