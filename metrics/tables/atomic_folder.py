"""A folder that holds one run: all of its files or none, and no file that is not a run's.

A run writes into a hidden folder inside the output folder. When everything is there, the hidden
folder is renamed, and from this moment the run counts: its files move into place, and the files of
the run before that it no longer has are removed. Whoever next opens the folder finishes a move that
was cut off. ``run.json`` lists the files of the run, so that a file of somebody else stays.
"""

from __future__ import annotations

import json
import os
import shutil
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path, PurePosixPath

from metrics.errors import OutputError

MANIFEST = "run.json"
_UNFINISHED = ".run-unfinished"
_FINISHED = ".run-finished"
_MANY = 100  # files, each of which would be waited for


def run_metadata(folder: Path) -> dict[str, str]:
    """What the run in ``folder`` was written with.

    Raises:
        OutputError: when the folder holds no run.
    """
    if (folder / _FINISHED).is_dir():
        with _reporting_errors(folder), _locked(folder):
            _move_into_place(folder)
    with _reporting_errors(folder, "read"):
        manifest = _read_manifest(folder)
    if manifest is None:
        raise OutputError(f"{folder}: holds no run of target-metrics ({MANIFEST} is not there).")
    return {key: value for key, value in manifest.items() if isinstance(value, str)}


def missing_tables(folder: Path) -> list[str]:
    """The tables that the run in ``folder`` wrote and that are not there any more."""
    files = (_read_manifest(folder) or {}).get("files")
    tables = [str(name) for name in files] if isinstance(files, list) else []
    return [one for one in tables if one.endswith(".parquet") and not (folder / one).exists()]


@contextmanager
def output_folder(folder: Path, *, metadata: Mapping[str, str]) -> Iterator[Path]:
    """An empty folder whose files take the place of the last run's when the block ends well.

    When the block ends in an error, ``folder`` is left as it was. Files in sub-folders are fine.
    No other run writes into ``folder`` before the block ends, so that one may read there what the
    last run wrote and add to it. ``metadata`` is asked for when the block ends.

    Raises:
        OutputError: when ``folder`` cannot be written, is in use by another run, or holds a file of
            somebody else under a name that the run needs.
    """
    with _reporting_errors(folder):
        made = _make(folder)
        try:
            with _locked(folder):
                _move_into_place(folder)
                staged = folder / _UNFINISHED
                _clear(staged)
                staged.mkdir()
                try:
                    yield staged
                    _finish(folder, metadata)
                finally:
                    shutil.rmtree(staged, ignore_errors=True)
                try:
                    _move_into_place(folder)
                except KeyboardInterrupt:
                    _move_into_place(folder)  # the run counts already, so the move is finished
                    raise
        except BaseException:
            for empty in made:
                with suppress(OSError):
                    empty.rmdir()
            raise


def _make(folder: Path) -> list[Path]:
    """Makes a folder and its parents, and returns the new ones, the deepest first."""
    made = [path for path in (folder, *folder.parents) if not path.exists()]
    folder.mkdir(parents=True, exist_ok=True)
    return made


def _finish(folder: Path, metadata: Mapping[str, str]) -> None:
    """Turns the unfinished files into the finished ones: the moment from which the run counts."""
    staged = folder / _UNFINISHED
    names = sorted(
        path.relative_to(staged).as_posix() for path in staged.rglob("*") if path.is_file()
    )
    ours = _files(_read_manifest(folder))
    for name in (*names, MANIFEST):
        place = folder / name
        if os.path.lexists(place) and (name not in ours or place.is_dir()):
            raise OutputError(
                f"{place}: was not written by a run. Move it away or choose another folder."
            )
    for parent in sorted({place for name in names for place in _parents(folder, name)}):
        if parent.is_symlink():
            raise OutputError(f"{parent}: is a link, which is not followed. Remove it.")
        parent.mkdir(exist_ok=True)
    manifest = json.dumps({**metadata, "files": names}, ensure_ascii=False, indent=1)
    (staged / MANIFEST).write_text(manifest + "\n", "utf-8")
    _sync_all([*(staged / name for name in (*names, MANIFEST)), staged])
    staged.rename(folder / _FINISHED)
    _sync(folder)


def _move_into_place(folder: Path) -> None:
    """Moves the files of a finished run to their places; may be cut off and called again."""
    finished = folder / _FINISHED
    if finished.is_symlink():
        _clear(finished)
    manifest = _read_manifest(finished)
    if manifest is not None:
        names = _files(manifest) - {MANIFEST}
        for name in sorted(names):
            with suppress(FileNotFoundError):  # it was moved before a move was cut off
                (finished / name).replace(folder / name)
        for name in _files(_read_manifest(folder)) - names - {MANIFEST}:
            _remove(folder, name)
        _sync(folder)
        (finished / MANIFEST).replace(folder / MANIFEST)
    shutil.rmtree(finished, ignore_errors=True)


def _remove(folder: Path, name: str) -> None:
    """Removes a file of an earlier run, and the sub-folders that it leaves empty."""
    if any(parent.is_symlink() for parent in _parents(folder, name)):
        return  # what is behind a link is none of ours
    (folder / name).unlink(missing_ok=True)
    for parent in PurePosixPath(name).parents[:-1]:
        with suppress(OSError):
            (folder / parent).rmdir()


def _parents(folder: Path, name: str) -> list[Path]:
    """The folders between ``folder`` and a file below it, from the outermost."""
    return [folder / parent for parent in reversed(PurePosixPath(name).parents[:-1])]


def _clear(place: Path) -> None:
    """Removes a folder of ours; of a link in its place the link alone."""
    if place.is_symlink():
        place.unlink()
    shutil.rmtree(place, ignore_errors=True)


def _read_manifest(folder: Path) -> dict[str, object] | None:
    file = folder / MANIFEST
    try:
        manifest = json.loads(file.read_bytes())
    except (FileNotFoundError, NotADirectoryError):
        return None
    except (ValueError, RecursionError):
        manifest = None
    names = manifest.get("files") if isinstance(manifest, dict) else None
    if not isinstance(names, list) or not all(_is_inside(name) for name in names):
        raise OutputError(
            f"{file}: was not written by a run. Move it away or choose another folder."
        )
    return dict(manifest)


def _is_inside(name: object) -> bool:
    if not isinstance(name, str) or "\0" in name:
        return False
    path = PurePosixPath(name)
    return not path.is_absolute() and ".." not in path.parts and path.parts != ()


def _files(manifest: dict[str, object] | None) -> set[str]:
    """The names that belong to a run, its manifest among them."""
    if manifest is None:
        return set()
    names = manifest["files"]
    return {MANIFEST, *names} if isinstance(names, list) else {MANIFEST}


@contextmanager
def _locked(folder: Path) -> Iterator[None]:
    """Keeps other runs out of ``folder``. The lock ends with the process, however it ends."""
    if sys.platform == "win32":
        yield
        return
    import fcntl

    descriptor = os.open(folder, os.O_RDONLY)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        yield
    except BlockingIOError as error:
        raise OutputError(
            f"{folder}: another run is writing here. Wait for it or choose another folder."
        ) from error
    finally:
        os.close(descriptor)


@contextmanager
def _reporting_errors(folder: Path, verb: str = "written") -> Iterator[None]:
    try:
        yield
    except OutputError:
        raise
    except OSError as error:
        place = error.filename or folder
        raise OutputError(f"{place}: cannot be {verb}: {error.strerror or error}.") from error


def _sync_all(paths: list[Path]) -> None:
    """Waits until all of ``paths`` are on the disk; of many files for all at once."""
    if len(paths) > _MANY and hasattr(os, "sync"):
        os.sync()
        return
    for path in paths:
        _sync(path)


def _sync(path: Path) -> None:
    """Waits until ``path`` is on the disk, so that a power cut cannot undo a rename."""
    if sys.platform == "win32":
        return
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
