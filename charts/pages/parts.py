"""The tables of a run as pages show them: rows changed whenever a part is asked for them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

import polars as pl

from metrics.tables.frames import SomeRows

Change = Callable[[pl.DataFrame], pl.DataFrame]


@dataclass(frozen=True, slots=True)
class ChangedParts:
    """Parts of the tables, each of whose tables is changed in the same way."""

    parts: Iterable[SomeRows]
    change: Change

    def __iter__(self) -> Iterator[SomeRows]:
        return (_Changed(one, self.change) for one in self.parts)


@dataclass(frozen=True, slots=True)
class _Changed:
    """The rows of some documents, changed whenever they are asked for."""

    rows: SomeRows
    change: Change

    @property
    def targets(self) -> pl.DataFrame:
        return self.change(self.rows.targets)

    @property
    def actuals(self) -> pl.DataFrame:
        return self.change(self.rows.actuals)

    @property
    def numbers(self) -> pl.DataFrame:
        return self.change(self.rows.numbers)

    @property
    def documents(self) -> pl.DataFrame:
        return self.change(self.rows.documents)
