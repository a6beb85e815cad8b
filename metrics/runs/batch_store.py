"""What was read of batches, kept in a folder: not held in memory, and there when a run goes on."""

from __future__ import annotations

import json
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import astuple, dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

import polars as pl

from metrics.extraction.reader import Note, SomeReadings
from metrics.tables.frames import GROWING, RowsOnDemand
from metrics.tables.texts import TEXTS, Texts, write_texts

_NOTES = "notes.json"


@dataclass(frozen=True)
class Kept(RowsOnDemand):
    """What was read of one batch, which is read from the shelf whenever it is asked for."""

    folder: Path

    def rows(self, table: str) -> pl.DataFrame:
        """The rows in one of the tables that grow with the documents."""
        return pl.read_ipc(self.folder / f"{table}.arrow")

    @property
    def notes(self) -> tuple[Note, ...]:
        """A note on each document."""
        stored = json.loads(self.folder.joinpath(_NOTES).read_bytes())
        return tuple(Note(*values) for values in stored)

    @property
    def texts(self) -> Mapping[str, str]:
        """The decoded texts by their ``text_sha256``."""
        return Texts(self.file_of_texts)

    @property
    def file_of_texts(self) -> Path:
        """The file of the texts, as `metrics.tables.texts` has it."""
        return self.folder / TEXTS


@dataclass(frozen=True)
class Shelf:
    """A folder with a sub-folder for what each batch gave, which is there whole or not at all."""

    folder: Path

    def __contains__(self, name: str) -> bool:
        return (self.folder / name).is_dir()

    def put(self, name: str, read: SomeReadings) -> None:
        """Keeps what was read of a batch under its name."""
        self.folder.mkdir(parents=True, exist_ok=True)
        with TemporaryDirectory(dir=self.folder) as unfinished:
            staged = Path(unfinished, "read")
            staged.mkdir()
            for table in GROWING:
                getattr(read, table).write_ipc(staged / f"{table}.arrow", compression="zstd")
            mean = sum(map(len, read.texts.values())) / max(1, len(read.texts))
            write_texts(read.texts, read.texts, staged / TEXTS, mean)
            notes = json.dumps([astuple(note) for note in read.notes])
            staged.joinpath(_NOTES).write_text(notes, "ascii")
            with suppress(OSError):  # another process has put the same batch there
                staged.rename(self.folder / name)

    def get(self, name: str) -> Kept:
        """What was read of a batch that is there."""
        return Kept(self.folder / name)
