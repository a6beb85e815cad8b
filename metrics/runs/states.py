"""What a collection holds of each file, beside what the files are now."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from metrics.extraction.provenance import Provenance, differences, provenance
from metrics.rules.ruleset import RuleSet
from metrics.sources.discovery import find_documents, read_documents
from metrics.sources.formats import Bounds
from metrics.sources.formats.rows import Columns
from metrics.sources.known_facts import KnownFacts
from metrics.text.digests import text_digest

if TYPE_CHECKING:
    import polars as pl

    from metrics.tables.frames import Tables
    from metrics.tables.held import Held

GONE, NEW = "the file is gone", "new"
STANDS = "What was read before stands."
"""Ends the problem of a file that cannot be read any more."""
_GONE_INSIDE = "is no longer in its file"


@dataclass(frozen=True, slots=True)
class State:
    """What a collection holds of one source; ``stale`` says why it should be read anew."""

    source: str
    documents: int
    targets: int
    corrected: int
    stale: tuple[str, ...]


def states(
    made: Held | Tables,
    rules: RuleSet,
    *,
    bounds: Bounds,
    columns: Columns,
    manifest: Mapping[str, KnownFacts] | None = None,
    paths: Iterable[Path] = (),
) -> Iterator[State]:
    """What ``made`` holds of each source, in its order, and then what it lacks.

    Args:
        made: the tables of the collection.
        rules: those that its documents should have been read with.
        bounds: how they are decoded.
        columns: where tables have their texts.
        manifest: what is known of sources.
        paths: the files and folders that were read; what else is in them now is new.
    """
    known = manifest or {}
    corrected = made.targets.drop_nulls("corrected")
    counts = dict(corrected["source"].value_counts().iter_rows())
    now: dict[str, str | None] = {}
    opened: set[Path] = set()
    new: list[str] = []
    listed = made.documents.partition_by("source", maintain_order=True)
    known_sources = set(made.documents["source"])
    for rows in listed:
        row = rows.row(0, named=True)
        source = row["source"]
        file = file_of(source)
        if file is not None and file not in opened:
            opened.add(file)
            found = dict(_texts_in(file, bounds, columns))
            now |= found
            new += [one for one in found if one not in known_sources]
        stale = [GONE]
        if file is not None:
            stale = [_GONE_INSIDE]
            if source in now:
                stale = _reasons(row, provenance(rules, known.get(source)), now[source])
        targets = int(rows["targets"].sum())
        yield State(source, len(rows), targets, counts.get(source, 0), tuple(stale))
    there = {os.path.realpath(file) for file in opened}
    given = [path for path in paths if path.exists()]
    for file in find_documents(given, with_tables=columns.text is not None):
        if file.is_file() and os.path.realpath(file) not in there:
            new.append(file.as_posix())
    yield from (State(source, 0, 0, 0, (NEW,)) for source in new)


def gone_of(documents: pl.DataFrame) -> frozenset[str]:
    """The sources in a table ``documents`` whose file is not there any more."""
    sources = documents["source"].unique(maintain_order=True)
    return frozenset(source for source in sources if file_of(source) is None)


def file_of(source: str) -> Path | None:
    """The file or folder of a source, of a member of an archive or a row the whole file."""
    names = [source]
    while "#" in names[-1]:
        names.append(names[-1].rpartition("#")[0])
    for name in names:
        if name and Path(name).exists():
            return Path(name)
    return None


def _texts_in(file: Path, bounds: Bounds, columns: Columns) -> Iterator[tuple[str, str | None]]:
    """The documents in a file with the digests of their texts; None of what cannot be read."""
    if file.is_dir():  # it stands for itself where nothing in it could be read
        yield file.as_posix(), None
        return
    for document in read_documents(
        [file], encoding=bounds.encoding, max_bytes=bounds.max_bytes, columns=columns
    ):
        yield document.source, None if document.problem else text_digest(document.text)


def _reasons(row: Mapping[str, Any], now: Provenance, digest: str | None) -> list[str]:
    """Why a document has to be read anew, if it has."""
    if is_lost(row):
        return [str(row["problem"])]
    changed = [] if row["text_sha256"] == digest else ["other text"]
    return changed + differences(row, now)


def is_lost(row: Mapping[str, Any]) -> bool:
    """Whether a file could not be read, or not any more; a doubt in what was read is no loss."""
    return row["text_sha256"] is None or str(row["problem"]).endswith(STANDS)
