"""Finds documents in files and folders, opens containers, and says what is wrong."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
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
    problem_of,
    size_of,
)
from metrics.sources.earlier_runs import files_of_run
from metrics.sources.formats import MAX_BYTES, READERS, Bounds
from metrics.sources.formats.archives import members
from metrics.sources.formats.rows import SUFFIXES as TABLES
from metrics.sources.formats.rows import Columns, read_rows

ARCHIVE = ".zip"
SUFFIXES = (*READERS, ARCHIVE, *TABLES)
_DEEPEST = 3  # archives inside archives


@dataclass(frozen=True, slots=True)
class Container:
    """A file that may hold many documents, which come one at a time: an archive or a table."""

    source: str
    suffix: str
    bounds: Bounds
    path: Path
    columns: Columns

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
                yield from _members(data, self.source, self.bounds, 0)
            else:
                yield from _rows(data, self)
        except OSError as error:
            yield Document(self.source, "", problem_of(error))
        except DocumentError as error:
            yield Document(self.source, "", str(error))


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
    name = source or _source_of(path)
    found = list(_opened(_found_at(path, name, Bounds(encoding, max_bytes), Columns())))
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


def find_documents(
    paths: Iterable[Path],
    *,
    with_tables: bool = False,
    left_out: Callable[[str], None] = lambda _: None,
) -> list[Path]:
    """The files to read: each given file, and in each given folder those of a known kind, sorted.

    Hidden files and the lock files of office programs (``~$plan.docx``) are left out, and a file
    that is reached twice counts once. A folder that holds no document or cannot be listed stands
    for itself, so that reading it tells the problem. What an earlier run wrote is left out: inside
    a given folder the whole folder of the run, of a given folder its files; ``left_out`` is told.
    """
    endings = SUFFIXES if with_tables else (*READERS, ARCHIVE)
    found: dict[str, Path] = {}
    for path in paths:
        for file in _documents_in(path, endings, left_out) if path.is_dir() else [path]:
            found.setdefault(os.path.realpath(file), file)
    return list(found.values())


def _documents_in(
    folder: Path, endings: tuple[str, ...], left_out: Callable[[str], None]
) -> list[Path]:
    closed: list[Path] = []
    files: list[Path] = []
    ours: set[Path] = set()
    for where, names, file_names in os.walk(
        folder, onerror=lambda e: closed.append(Path(e.filename))
    ):
        names[:] = [name for name in names if not name.startswith(".")]
        here = [
            Path(where, name)
            for name in file_names
            if not name.startswith((".", "~$")) and name.lower().endswith(endings)
        ]
        written = files_of_run(Path(where))
        if written is None:
            files += here
        elif Path(where) == folder and written:
            ours |= {Path(where, name) for name in written}
            files += here
            left_out(f"{where}: what a run wrote there is left out.")
        else:
            names.clear()
            others = sum(file.name not in written for file in here)
            more = f" So are {others} other documents in it: give them by name." if others else ""
            left_out(f"{where}: holds what a run wrote and is left out.{more}")
    return sorted({*files, *closed} - ours) or [folder]


def _source_of(path: Path) -> str:
    # A file name may hold bytes that are no UTF-8; the tables must.
    return path.as_posix().encode("utf-8", "surrogateescape").decode("utf-8", "backslashreplace")


def found_in(files: Iterable[Path], bounds: Bounds, columns: Columns) -> Iterator[Found]:
    """What is in files that `find_documents` found; none of it has been read."""
    return (_found_at(file, _source_of(file), bounds, columns) for file in files)


def _found_at(path: Path, source: str, bounds: Bounds, columns: Columns) -> Found:
    suffix = path.suffix.lower()
    try:
        if path.is_dir():
            raise DocumentError(_folder_problem(path))
        if suffix not in SUFFIXES and path.exists():
            raise DocumentError(_kind_problem(suffix))
    except OSError as error:
        return Document(source, "", problem_of(error))
    except DocumentError as error:
        return Document(source, "", str(error))
    if suffix in (ARCHIVE, *TABLES):
        return Container(source, suffix, bounds, path, columns)
    return Undecoded(source, suffix, bounds, path)


def _opened(found: Found) -> Iterable[Item]:
    return found if isinstance(found, Container) else (found,)


def _members(data: bytes, source: str, bounds: Bounds, depth: int) -> Iterator[Item]:
    if depth == _DEEPEST:
        raise DocumentError(f"is an archive {depth + 1} levels deep. Unpack it first.")
    count = 0
    for member in members(data, bounds.max_bytes):
        suffix = PurePosixPath(member.name).suffix.lower()
        if suffix not in (*READERS, ARCHIVE):
            continue
        count += 1
        name = f"{source}#{member.name}"
        if member.data is None:
            yield Document(name, "", member.problem)
        elif suffix != ARCHIVE:
            yield Undecoded(name, suffix, bounds, data=member.data)
        else:
            try:
                if not member.data:
                    raise DocumentError(EMPTY)
                yield from _members(member.data, name, bounds, depth + 1)
            except DocumentError as error:
                yield Document(name, "", str(error))
    if not count:
        known = ", ".join(sorted(READERS))
        raise DocumentError(f"is an archive without any {known} file. Check the path.")


def _rows(data: bytes, table: Container) -> Iterator[Document]:
    bounds = table.bounds
    count = 0
    for row in read_rows(data, table.suffix, table.columns, bounds.max_bytes, bounds.encoding):
        count += 1
        yield document_of(f"{table.source}#{row.number}", row.text, None, row.facts)
    if not count:
        raise DocumentError("is a table without rows. Get the file again, or leave it out.")


def _kind_problem(suffix: str) -> str:
    known = ", ".join(sorted(SUFFIXES))
    return f"is of an unknown kind ({suffix or 'no ending'}). Give {known}."


def _folder_problem(folder: Path) -> str:
    next(folder.iterdir(), None)  # raises what is wrong where the folder cannot be listed
    known = ", ".join(sorted((*READERS, ARCHIVE)))
    return f"is a folder without any {known} file. Check the path."
