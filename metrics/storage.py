"""Writes the files of a run into a folder: all of them or none, and no file that is not a run's.

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
from collections.abc import Collection, Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path, PurePosixPath

import polars as pl

from metrics import tables
from metrics.datapackage import PACKAGE, datapackage_json
from metrics.dictionary import columns, described_schema
from metrics.errors import OutputError, SchemaMismatchError
from metrics.keys import check_keys
from metrics.spreadsheets import Also, stage_also
from metrics.tables import Tables, TablesInParts, check
from metrics.views import VIEWS, views_sql
from metrics.wide import Pages, targets_wide

MANIFEST = "run.json"
_ROW_GROUP = 20_000  # rows: of the longest sentences, some 100 MB
_UNFINISHED = ".run-unfinished"
_FINISHED = ".run-finished"


def write_tables(tables: Tables, folder: Path | str, *, metadata: Mapping[str, str]) -> list[Path]:
    """Writes one Parquet file for each table, in place of whatever an earlier run wrote there.

    Args:
        tables: The frames of a run.
        folder: Where to; it is made when it is not there.
        metadata: What every file and ``run.json`` tell about the run (version, rules, sources).

    Raises:
        OutputError: when the folder cannot be written; an earlier run's files are whole then.
    """
    folder = Path(folder)
    with output_folder(folder, metadata=metadata) as staged:
        files = stage_tables(tables, staged, metadata=metadata)
    return [folder / file.name for file in files]


def stage_tables(
    made: Tables | TablesInParts,
    folder: Path,
    *,
    metadata: Mapping[str, str],
    pages: Pages | None = None,
    also: Collection[Also] = (),
) -> list[Path]:
    """Writes the files of ``made`` straight into ``folder``, and returns the Parquet files.

    Beside them go ``views.sql`` and ``datapackage.json``. Of a table that grows with the documents
    one part at a time is in memory.

    Args:
        made: The tables of a run.
        folder: An existing folder.
        metadata: What every file tells about the run.
        pages: Which pages stand beside the tables, for the links to them.
        also: Further formats to write the tables in.

    Raises:
        SchemaMismatchError: when a row or a key does not hold; what is written then is of no use.
    """
    if isinstance(made, Tables):
        made = TablesInParts.of(Tables(**_checked(made.by_name())))
    rows = {name: frame.lazy() for name, frame in _checked(made.rest.by_name()).items()}
    rows |= {"columns": columns().lazy()} | _growing(made, pages)
    frames = {}
    files = []
    for name in tables.FILES:
        file = folder / f"{name}.parquet"
        rows[name].sink_parquet(
            file,
            metadata=dict(metadata),
            arrow_schema=described_schema(name),
            row_group_size=_ROW_GROUP,
        )
        frames[name] = pl.scan_parquet(file)
        files.append(file)
    check_keys(frames)
    (folder / VIEWS).write_bytes(views_sql().encode())
    (folder / PACKAGE).write_bytes(datapackage_json(metadata).encode())
    stage_also(frames, folder, also, metadata=metadata)
    return files


def _checked(frames: Mapping[str, pl.DataFrame]) -> dict[str, pl.DataFrame]:
    return {name: check(name, rows) for name, rows in frames.items()}


def _growing(made: TablesInParts, pages: Pages | None) -> dict[str, pl.LazyFrame]:
    """The tables with a row for each target or number, made one part at a time."""
    return {
        "targets": tables.lazily("targets", lambda: (part.targets for part in made.by_part())),
        "numbers": tables.lazily("numbers", lambda: (part.numbers for part in made.by_part())),
        "targets_wide": tables.lazily(
            "targets_wide", lambda: (targets_wide(part, pages) for part in made.by_part())
        ),
    }


def read_tables(folder: Path | str) -> Tables:
    """The tables that an earlier run wrote into ``folder``.

    Raises:
        OutputError: when it holds no run.
        SchemaMismatchError: when its tables are not those of this version.
    """
    folder = Path(folder)
    run_metadata(folder)
    frames = {}
    for name in tables.SCHEMAS:
        file = folder / f"{name}.parquet"
        try:
            frames[name] = tables.check(name, pl.read_parquet(file))
        except SchemaMismatchError as error:
            raise SchemaMismatchError(
                f"{file}: {error}. Another version wrote it: run target-metrics again."
            ) from error
        except (OSError, pl.exceptions.PolarsError) as error:
            raise OutputError(
                f"{file}: cannot be read ({error}). Run target-metrics again."
            ) from error
    return Tables(**frames)


def run_metadata(folder: Path) -> dict[str, str]:
    """What the run in ``folder`` was written with.

    Raises:
        OutputError: when the folder holds no run.
    """
    if (folder / _FINISHED).is_dir():
        with _reporting_errors(folder), _locked(folder):
            _move_into_place(folder)
    manifest = _read_manifest(folder)
    if manifest is None:
        raise OutputError(f"{folder}: holds no run of target-metrics ({MANIFEST} is not there).")
    return {key: value for key, value in manifest.items() if isinstance(value, str)}


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
                shutil.rmtree(staged, ignore_errors=True)
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
        if place.is_dir() or (os.path.lexists(place) and name not in ours):
            raise OutputError(
                f"{place}: was not written by a run. Move it away or choose another folder."
            )
    for name in names:
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
    manifest = json.dumps({**metadata, "files": names}, ensure_ascii=False, indent=1)
    (staged / MANIFEST).write_text(manifest + "\n", "utf-8")
    for name in (*names, MANIFEST):
        _sync(staged / name)
    _sync(staged)
    staged.rename(folder / _FINISHED)
    _sync(folder)


def _move_into_place(folder: Path) -> None:
    """Moves the files of a finished run to their places; may be cut off and called again."""
    finished = folder / _FINISHED
    manifest = _read_manifest(finished)
    if manifest is not None:
        names = _files(manifest) - {MANIFEST}
        for name in sorted(names):
            if (finished / name).exists():
                (finished / name).replace(folder / name)
        for name in _files(_read_manifest(folder)) - names - {MANIFEST}:
            _remove(folder, name)
        _sync(folder)
        (finished / MANIFEST).replace(folder / MANIFEST)
    shutil.rmtree(finished, ignore_errors=True)


def _remove(folder: Path, name: str) -> None:
    """Removes a file of an earlier run, and the sub-folders that it leaves empty."""
    (folder / name).unlink(missing_ok=True)
    for parent in PurePosixPath(name).parents[:-1]:
        with suppress(OSError):
            (folder / parent).rmdir()


def _read_manifest(folder: Path) -> dict[str, object] | None:
    file = folder / MANIFEST
    try:
        manifest = json.loads(file.read_bytes())
    except (FileNotFoundError, NotADirectoryError):
        return None
    except ValueError:
        manifest = None
    names = manifest.get("files") if isinstance(manifest, dict) else None
    if not isinstance(names, list) or not all(_is_inside(name) for name in names):
        raise OutputError(
            f"{file}: was not written by a run. Move it away or choose another folder."
        )
    return dict(manifest)


def _is_inside(name: object) -> bool:
    if not isinstance(name, str):
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
def _reporting_errors(folder: Path) -> Iterator[None]:
    try:
        yield
    except OutputError:
        raise
    except OSError as error:
        place = error.filename or folder
        raise OutputError(f"{place}: cannot be written: {error.strerror or error}.") from error


def _sync(path: Path) -> None:
    """Waits until ``path`` is on the disk, so that a power cut cannot undo a rename."""
    if sys.platform == "win32":
        return
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
