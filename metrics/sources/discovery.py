"""Finds documents in files and folders, opens containers, and says what is wrong."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import chain
from pathlib import Path, PurePosixPath
from typing import TypeAlias

from metrics.errors import DocumentError
from metrics.sources.documents import (
    EMPTY,
    Document,
    Item,
    Undecoded,
    bytes_of,
    decoded,
    document_of,
    problem_with,
    size_of,
)
from metrics.sources.folders import (
    ARCHIVE,
    MARKER,
    SUFFIXES,
    TABLE_OF_A_RUN,
    find_documents,
    holds_a_run,
    source_of,
)
from metrics.sources.formats import MAX_BYTES, READERS, Bounds
from metrics.sources.formats.archives import opened
from metrics.sources.formats.rows import SUFFIXES as TABLES
from metrics.sources.formats.rows import Columns, read_rows
from metrics.sources.left_out import ADVICE, MEMBER, MEMBER_OF_A_RUN, SHEET, LeftOut

__all__ = [
    "SUFFIXES", "Container", "Found", "find_documents", "found_in", "read_document",
    "read_documents",
]  # fmt: skip

_DEEPEST = 3  # archives inside archives


@dataclass(frozen=True, slots=True)
class Container:
    """A file that may hold many documents, which come one at a time: an archive or a table."""

    source: str
    suffix: str
    bounds: Bounds
    path: Path
    columns: Columns
    left_out: LeftOut = field(default_factory=LeftOut, compare=False)

    @property
    def size(self) -> int:
        """Its bytes; none of a file that is not there."""
        return size_of(self.path)

    def __iter__(self) -> Iterator[Item]:
        try:
            data = bytes_of(self.path, self.bounds)
            if not data:
                raise DocumentError(EMPTY)
            if self.suffix == ARCHIVE:
                yield from _members(data, self.source, self, 0)
            else:
                yield from _rows(data, self)
        except Exception as error:
            yield Document(self.source, "", problem_with(error))


Found: TypeAlias = Item | Container


def read_document(
    path: Path | str,
    *,
    source: str | None = None,
    encoding: str | None = None,
    max_bytes: int = MAX_BYTES,
) -> Document:
    """Reads one file that holds one document.

    Args:
        path: The file.
        source: Its name in the tables; by default the path as given.
        encoding: The encoding of a text file. By default a byte order mark decides, then UTF-8,
            then GB18030.
        max_bytes: How large the file, and what it unpacks to, may be.

    Raises:
        DocumentError: when the file cannot be read, with what to do about it.
    """
    path = Path(path)
    name = source or source_of(path)
    found = list(_opened(_found_at(path, name, Bounds(encoding, max_bytes), Columns(), LeftOut())))
    if len(found) != 1:
        raise DocumentError(f"{name}: holds {len(found)} documents. Call read_documents.")
    document = decoded(found[0])
    if document.problem:
        raise DocumentError(f"{document.source}: {document.problem}")
    return document


def read_documents(
    paths: Iterable[Path | str],
    *,
    encoding: str | None = None,
    max_bytes: int = MAX_BYTES,
    columns: Columns | None = None,
) -> Iterator[Document]:
    """Reads files and all documents inside folders, one at a time, in an order that never varies.

    A file that cannot be read becomes a document with a ``problem``. An archive gives a document
    for each member, a .csv, .xlsx or .parquet table one for each row, as ``columns`` say; in
    folders such tables are read only when ``columns`` names the one with the text.
    """
    columns = columns or Columns()
    files = find_documents(map(Path, paths), with_tables=columns.text is not None)
    bounds = Bounds(encoding, max_bytes)
    return map(decoded, chain.from_iterable(map(_opened, found_in(files, bounds, columns))))


def found_in(
    files: Iterable[Path], bounds: Bounds, columns: Columns, left_out: LeftOut | None = None
) -> Iterator[Found]:
    """What is in files that `find_documents` found; none of it has been read.

    ``left_out`` counts what containers hold that is not read, when they are opened.
    """
    counted = LeftOut() if left_out is None else left_out
    return (_found_at(file, source_of(file), bounds, columns, counted) for file in files)


def _found_at(
    path: Path, source: str, bounds: Bounds, columns: Columns, left_out: LeftOut
) -> Found:
    suffix = path.suffix.lower()
    try:
        if path.is_dir():
            raise DocumentError(_folder_problem(path))
        if suffix not in SUFFIXES and path.exists():
            raise DocumentError(_kind_problem(suffix))
    except (OSError, DocumentError) as error:
        return Document(source, "", problem_with(error))
    if suffix in (ARCHIVE, *TABLES):
        return Container(source, suffix, bounds, path, columns, left_out)
    return Undecoded(source, suffix, bounds, path)


def _opened(found: Found) -> Iterable[Item]:
    return found if isinstance(found, Container) else (found,)


def _members(data: bytes, source: str, container: Container, depth: int) -> Iterator[Item]:
    if depth == _DEEPEST:
        raise DocumentError(f"is an archive {depth + 1} levels deep. Unpack it first.")
    bounds = container.bounds
    count = 0
    with opened(data, bounds.max_bytes) as archive:
        runs = _runs_among(archive.names)
        for inner in archive.names:
            suffix = PurePosixPath(inner).suffix.lower()
            name = f"{source}#{inner}"
            if suffix not in (*READERS, ARCHIVE) or inner.startswith(runs):
                container.left_out.add(MEMBER_OF_A_RUN if inner.startswith(runs) else MEMBER, name)
                continue
            count += 1
            member = archive.read(inner)
            if member.data is None:
                yield Document(name, "", member.problem)
            elif suffix == ARCHIVE:
                yield from _inner(member.data, name, container, depth + 1)
            else:
                yield Undecoded(name, suffix, bounds, data=member.data)
    if not count:
        known = ", ".join(sorted(READERS))
        raise DocumentError(f"is an archive without any {known} file. Check the path.")


def _inner(data: bytes, source: str, container: Container, depth: int) -> Iterator[Item]:
    """The documents of an archive inside an archive, which costs only itself."""
    try:
        if not data:
            raise DocumentError(EMPTY)
        yield from _members(data, source, container, depth)
    except Exception as error:
        yield Document(source, "", problem_with(error))


def _runs_among(names: list[str]) -> tuple[str, ...]:
    """The folders of an archive into which a run has written."""
    folders = (name.removesuffix(MARKER) for name in names if PurePosixPath(name).name == MARKER)
    return tuple(folder for folder in folders if f"{folder}{TABLE_OF_A_RUN}" in names)


def _rows(data: bytes, table: Container) -> Iterator[Document]:
    bounds = table.bounds
    count = 0
    read = read_rows(data, table.suffix, table.columns, bounds.max_bytes, bounds.encoding)
    for sheet in read.other_sheets:
        table.left_out.add(SHEET, f"{table.source}#{sheet}")
    for row in read.rows:
        count += 1
        doubt = " ".join([*filter(None, [read.doubt]), *row.doubts]) or None
        yield document_of(f"{table.source}#{row.number}", row.text, doubt, row.facts)
    if not count:
        raise DocumentError("is a table without rows. Get the file again, or leave it out.")


def _kind_problem(suffix: str) -> str:
    if suffix in ADVICE:
        return f"is of a kind that is not read ({suffix}). To have it read, {ADVICE[suffix]}."
    known = ", ".join(sorted(SUFFIXES))
    return f"is of an unknown kind ({suffix or 'no ending'}). Give {known}."


def _folder_problem(folder: Path) -> str:
    next(folder.iterdir(), None)  # raises what is wrong where the folder cannot be listed
    if holds_a_run(folder):
        return "holds an earlier run and no document beside it. Give the folder of the documents."
    known = ", ".join(sorted((*READERS, ARCHIVE)))
    return f"is a folder without any {known} file. Check the path."
