"""What a collection holds, read from those columns alone that say so.

Reading whole tables and checking them takes longer than all that ``status`` does besides.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import polars as pl

from metrics.errors import OutputError, SchemaMismatchError
from metrics.tables.atomic_folder import missing_tables, run_metadata

_DOCUMENTS = (
    "source", "text_sha256", "problem", "targets", "program", "rules_digest", "options",
)  # fmt: skip
_TARGETS = ("source", "corrected")
_CORRECTIONS = ("correction_id",)


@dataclass(frozen=True, slots=True)
class Held:
    """Some columns of the tables ``documents``, ``targets`` and ``corrections``."""

    documents: pl.DataFrame
    targets: pl.DataFrame
    corrections: pl.DataFrame


def read_held(folder: Path) -> Held:
    """What an earlier run wrote into ``folder``.

    Raises:
        OutputError: when it holds no run, or one of its tables is gone.
        SchemaMismatchError: when its tables are not those of this version.
    """
    run_metadata(folder)
    for name in missing_tables(folder):
        raise OutputError(f"{folder / name}: is not there any more. Run target-metrics again.")
    return Held(
        _read(folder, "documents", _DOCUMENTS),
        _read(folder, "targets", _TARGETS),
        _read(folder, "corrections", _CORRECTIONS),
    )


def _read(folder: Path, name: str, columns: tuple[str, ...]) -> pl.DataFrame:
    file = folder / f"{name}.parquet"
    try:
        return pl.read_parquet(file, columns=list(columns))
    except pl.exceptions.ColumnNotFoundError as error:
        raise SchemaMismatchError(
            f"{file}: lacks a column ({error}). Another version wrote it: run target-metrics again."
        ) from error
    except (OSError, pl.exceptions.PolarsError) as error:
        raise OutputError(f"{file}: cannot be read ({error}). Run target-metrics again.") from error
