"""Rows of batches, kept in a folder: not held in memory, and there when a run goes on."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

import polars as pl

from metrics.tables import GROWING, Rows


@dataclass(frozen=True)
class Shelf:
    """A folder with a sub-folder for the rows of each batch, which is there whole or not at all."""

    folder: Path

    def __contains__(self, name: str) -> bool:
        return (self.folder / name).is_dir()

    def put(self, name: str, rows: Rows) -> None:
        """Keeps the rows of a batch under its name."""
        self.folder.mkdir(parents=True, exist_ok=True)
        with TemporaryDirectory(dir=self.folder) as unfinished:
            staged = Path(unfinished, "rows")
            staged.mkdir()
            for table in GROWING:
                getattr(rows, table).write_ipc(staged / f"{table}.arrow")
            with suppress(OSError):  # another run has put the same batch there
                staged.rename(self.folder / name)

    def rows(self, name: str) -> Rows:
        """The rows of a batch."""
        kept = self.folder / name
        return Rows(*(pl.read_ipc(kept / f"{table}.arrow") for table in GROWING))

    def parts(self, names: Sequence[str]) -> Iterable[Rows]:
        """The rows of batches in this order, read anew each time they are asked for."""
        return _Parts(self, tuple(names))


@dataclass(frozen=True)
class _Parts:
    shelf: Shelf
    names: tuple[str, ...]

    def __iter__(self) -> Iterator[Rows]:
        return map(self.shelf.rows, self.names)
