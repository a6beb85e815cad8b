"""Rows of batches, kept in a folder: not held in memory, and there when a run goes on."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

import polars as pl

from metrics.tables import GROWING, SomeRows


@dataclass(frozen=True)
class Kept:
    """The rows of one batch, which are read from the shelf whenever they are asked for."""

    folder: Path

    @property
    def targets(self) -> pl.DataFrame:
        """The rows in the table ``targets``."""
        return self._rows("targets")

    @property
    def numbers(self) -> pl.DataFrame:
        """The rows in the table ``numbers``."""
        return self._rows("numbers")

    @property
    def documents(self) -> pl.DataFrame:
        """The rows in the table ``documents``."""
        return self._rows("documents")

    def _rows(self, table: str) -> pl.DataFrame:
        return pl.read_ipc(self.folder / f"{table}.arrow")


@dataclass(frozen=True)
class Shelf:
    """A folder with a sub-folder for the rows of each batch, which is there whole or not at all."""

    folder: Path

    def __contains__(self, name: str) -> bool:
        return (self.folder / name).is_dir()

    def put(self, name: str, rows: SomeRows) -> None:
        """Keeps the rows of a batch under its name."""
        self.folder.mkdir(parents=True, exist_ok=True)
        with TemporaryDirectory(dir=self.folder) as unfinished:
            staged = Path(unfinished, "rows")
            staged.mkdir()
            for table in GROWING:
                getattr(rows, table).write_ipc(staged / f"{table}.arrow")
            with suppress(OSError):  # another process has put the same batch there
                staged.rename(self.folder / name)

    def get(self, name: str) -> Kept:
        """The rows of a batch that is there."""
        return Kept(self.folder / name)
