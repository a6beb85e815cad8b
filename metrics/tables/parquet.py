"""The tables of a run as files: written, and read again, a part of the documents at a time."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

import polars as pl

from metrics.errors import OutputError, SchemaMismatchError
from metrics.tables.atomic_folder import output_folder, run_metadata
from metrics.tables.datapackage import PACKAGE, datapackage_json
from metrics.tables.dictionary import columns, described_schema
from metrics.tables.duckdb_views import VIEWS, views_sql
from metrics.tables.foreign_keys import check_keys
from metrics.tables.frames import (
    FILES,
    SCHEMAS,
    RowsOnDemand,
    SomeRows,
    Tables,
    TablesInParts,
    check,
    frame,
    lazily,
)
from metrics.tables.outcomes import outcomes
from metrics.tables.spreadsheets import Also, stage_also
from metrics.tables.wide import Pages, targets_wide

_ROW_GROUP = 10_000  # rows: of the longest sentences, some 50 MB
_DOCUMENTS = 200  # of a part
_COUNTED = ("targets", "actuals", "numbers")  # of which the documents say how many rows they have


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
    files = {name: folder / f"{name}.parquet" for name in FILES}
    sinks = [
        rows[name].sink_parquet(
            file,
            metadata=dict(metadata),
            arrow_schema=described_schema(name),
            row_group_size=_ROW_GROUP,
            lazy=True,
        )
        for name, file in files.items()
    ]
    pl.collect_all(sinks)
    frames = {name: pl.scan_parquet(file) for name, file in files.items()}
    check_keys(frames)
    (folder / VIEWS).write_bytes(views_sql().encode())
    (folder / PACKAGE).write_bytes(datapackage_json(metadata).encode())
    stage_also(frames, folder, also, metadata=metadata)
    return list(files.values())


def _checked(frames: Mapping[str, pl.DataFrame]) -> dict[str, pl.DataFrame]:
    return {name: check(name, rows) for name, rows in frames.items()}


def _growing(made: TablesInParts, pages: Pages | None) -> dict[str, pl.LazyFrame]:
    """The tables with a row for each target or number, made one part at a time."""
    rest = made.rest
    results = lazily("actuals", lambda: (part.actuals for part in made.parts))
    answered = outcomes(made.targets, results, rest.documents, rest.indicators)

    def wide() -> Iterator[pl.DataFrame]:
        for targets in _gathered(part.targets for part in made.parts):
            whole = replace(made.rest, targets=targets)
            for some in targets.iter_slices(_ROW_GROUP):
                yield targets_wide(whole, pages, some=some, answered=answered)

    return {
        "targets": lazily("targets", lambda: (part.targets for part in made.parts)),
        "actuals": results,
        "numbers": lazily("numbers", lambda: (part.numbers for part in made.parts)),
        "targets_wide": lazily("targets_wide", wide),
        "outcomes": answered.lazy(),
    }


def _gathered(frames: Iterable[pl.DataFrame]) -> Iterator[pl.DataFrame]:
    """Frames of some rows each, because what is done with many small ones takes longer."""
    held: list[pl.DataFrame] = []
    for rows in frames:
        held.append(rows)
        if sum(map(len, held)) >= _ROW_GROUP:
            yield pl.concat(held)
            held = []
    if held:
        yield pl.concat(held)


def read_tables(folder: Path | str) -> Tables:
    """The tables that an earlier run wrote into ``folder``.

    Raises:
        OutputError: when it holds no run.
        SchemaMismatchError: when its tables are not those of this version.
    """
    folder = Path(folder)
    run_metadata(folder)
    return Tables(**{name: _read(folder, name, pl.read_parquet) for name in SCHEMAS})


def read_in_parts(folder: Path) -> TablesInParts:
    """The tables that an earlier run wrote into ``folder``, a part of the documents at a time.

    Raises:
        OutputError: when it holds no run; also when a part is asked for that cannot be read.
        SchemaMismatchError: when its tables are not those of this version, likewise.
    """
    run_metadata(folder)
    small = {name: _read(folder, name, pl.read_parquet) for name in SCHEMAS if name not in _COUNTED}
    nothing = {name: frame(name, {}) for name in _COUNTED}
    targets = pl.scan_parquet(folder / "targets.parquet")
    parts = _stored(folder, small["documents"])
    return TablesInParts(parts, Tables(**small, **nothing), targets)


def _stored(folder: Path, documents: pl.DataFrame) -> list[SomeRows]:
    """The rows in the files of a folder, where they stand in the order of the documents."""
    parts: list[SomeRows] = []
    begins = dict.fromkeys(_COUNTED, 0)
    for some in documents.iter_slices(_DOCUMENTS):
        counts = {name: int(some[name].sum()) for name in begins}
        parts.append(_Stored(folder, some, {n: (begins[n], counts[n]) for n in begins}))
        begins = {name: begins[name] + counts[name] for name in begins}
    return parts


@dataclass(frozen=True)
class _Stored(RowsOnDemand):
    """The rows of some documents in files; ``place`` has first row and number in each table."""

    folder: Path
    listed: pl.DataFrame
    place: Mapping[str, tuple[int, int]]

    def rows(self, table: str) -> pl.DataFrame:
        if table == "documents":
            return self.listed
        begin, count = self.place[table]
        return _read(self.folder, table, partial(_slice, begin=begin, count=count))


def _slice(file: Path, *, begin: int, count: int) -> pl.DataFrame:
    return pl.scan_parquet(file).slice(begin, count).collect()


def _read(folder: Path, name: str, read: Callable[[Path], pl.DataFrame]) -> pl.DataFrame:
    file = folder / f"{name}.parquet"
    try:
        return check(name, read(file))
    except SchemaMismatchError as error:
        raise SchemaMismatchError(
            f"{file}: {error}. Another version wrote it: run target-metrics again."
        ) from error
    except (OSError, pl.exceptions.PolarsError) as error:
        raise OutputError(f"{file}: cannot be read ({error}). Run target-metrics again.") from error
