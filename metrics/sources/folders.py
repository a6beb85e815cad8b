"""Finds the documents in folders: what a run wrote is never read, what is left out is counted."""

from __future__ import annotations

import json
import os
from collections.abc import Iterable
from pathlib import Path

from metrics.sources.formats import READERS
from metrics.sources.formats.rows import SUFFIXES as TABLES
from metrics.sources.left_out import (
    BESIDE_A_RUN,
    HIDDEN,
    LINKED,
    OTHER_KIND,
    RUN,
    TABLE,
    LeftOut,
)

ARCHIVE = ".zip"
SUFFIXES = (*READERS, ARCHIVE, *TABLES)
MARKER = "run.json"  # a file that lists what a run has written into its folder
_MOVING = ".run-finished"  # where files of a run wait to be moved to their places
TABLE_OF_A_RUN = "targets.parquet"
_NOT_DOCUMENTS = (".", "~$")  # how hidden files and the lock files of office programs begin


def find_documents(
    paths: Iterable[Path], *, with_tables: bool = False, left_out: LeftOut | None = None
) -> list[Path]:
    """The files to read: each given file, and in each given folder those of a known kind, sorted.

    Hidden files and the lock files of office programs (``~$plan.docx``) are left out, folders that
    are links, and folders that hold a run; of a given folder that holds one, the files that the run
    wrote. A file that is reached twice counts once. A folder that holds no document or cannot be
    listed stands for itself, so that reading it tells the problem.

    Args:
        paths: files and folders.
        with_tables: whether tables of documents in folders are read, too.
        left_out: counts what is left out.
    """
    endings = SUFFIXES if with_tables else (*READERS, ARCHIVE)
    counted = LeftOut() if left_out is None else left_out
    found: dict[str, Path] = {}
    for path in paths:
        for file in _documents_in(path, endings, counted) if path.is_dir() else [path]:
            found.setdefault(os.path.realpath(file), file)
    return list(found.values())


def source_of(path: Path) -> str:
    """How the tables name a file.

    A file name may hold bytes that are no UTF-8; the tables must not.
    """
    return path.as_posix().encode("utf-8", "surrogateescape").decode("utf-8", "backslashreplace")


def holds_a_run(folder: Path) -> bool:
    """Whether a run has written into a folder."""
    return _written_in(folder) is not None


def _documents_in(folder: Path, endings: tuple[str, ...], left_out: LeftOut) -> list[Path]:
    closed: list[Path] = []
    files: list[Path] = []
    written = _written_in(folder)  # of the folder that was asked for, all else is read
    if written is not None:
        left_out.add(RUN, source_of(folder))
    for where, names, file_names in os.walk(
        folder, onerror=lambda e: closed.append(Path(e.filename))
    ):
        # Sorted, because the order of a disk would show in the examples of what is left out.
        names[:] = [name for name in sorted(names) if _is_entered(Path(where, name), left_out)]
        for name in sorted(file_names):
            file = Path(where, name)
            if written is not None and file.relative_to(folder).as_posix() in written:
                continue
            reason = _reason_against(name, endings)
            if reason is None:
                files.append(file)
            else:
                left_out.add(reason, source_of(file))
    return sorted(files + closed) or [folder]


def _is_entered(folder: Path, left_out: LeftOut) -> bool:
    """Whether the documents of a sub-folder are read."""
    reason = None
    if folder.name.startswith("."):
        if folder.name.startswith(".run-"):
            return False
        reason = HIDDEN
    elif folder.is_symlink():
        reason = LINKED
    else:
        written = _written_in(folder)
        if written is not None:
            reason = RUN
            _count_strangers(folder, written, left_out)
    if reason is not None:
        left_out.add(reason, source_of(folder))
    return reason is None


def _reason_against(name: str, endings: tuple[str, ...]) -> str | None:
    """Why a file is not read, by its name."""
    if name.startswith(_NOT_DOCUMENTS):
        return HIDDEN
    if name.lower().endswith(endings):
        return None
    return TABLE if name.lower().endswith(TABLES) else OTHER_KIND


def _count_strangers(folder: Path, written: frozenset[str], left_out: LeftOut) -> None:
    """Counts the documents in the folder of a run that the run did not write."""
    for where, names, file_names in os.walk(folder):
        names[:] = sorted(name for name in names if not name.startswith("."))
        for name in sorted(file_names):
            file = Path(where, name)
            is_document = _reason_against(name, (*READERS, ARCHIVE)) is None
            if is_document and file.relative_to(folder).as_posix() not in written:
                left_out.add(BESIDE_A_RUN, source_of(file))


def _written_in(folder: Path) -> frozenset[str] | None:
    """The files that a run has written into a folder; None where there was no run."""
    names: set[str] = set()
    markers = [file for file in (folder / MARKER, folder / _MOVING / MARKER) if file.is_file()]
    is_run = False
    for file in markers:
        listed = _listed(file)
        if listed is not None:
            is_run = True
            names |= listed
    if markers and not is_run:
        # A damaged list still marks what stands among the tables of a run.
        is_run = (folder / TABLE_OF_A_RUN).is_file()
        names |= {file.relative_to(folder).as_posix() for file in folder.rglob("*")}
    return frozenset({MARKER, *names}) if is_run else None


def _listed(file: Path) -> set[str] | None:
    try:
        marker = json.loads(file.read_bytes())
        names = marker["files"]
        return {str(name) for name in names} if isinstance(names, list) else None
    except (OSError, ValueError, TypeError, LookupError, RecursionError):
        return None
