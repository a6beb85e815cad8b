"""Rows of documents put in another order, or left out, without being held in memory."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from itertools import groupby

import polars as pl

from metrics.tables.frames import GROWING, RowsOnDemand, SomeRows

_COUNTED = tuple(name for name in GROWING if name != "documents")


@dataclass(frozen=True)
class Piece(RowsOnDemand):
    """The rows of some documents of a part that stand one after the other.

    Attributes:
        part: holds its targets and numbers in the order of its documents.
        source: that of the first document.
        place: which rows of each table these are, as first row and number of rows.
        problems: what is wrong with documents by their source, in place of what their rows say.
    """

    part: SomeRows
    source: str
    place: Mapping[str, tuple[int, int]]
    problems: Mapping[str, str] = field(default_factory=dict)

    def rows(self, table: str) -> pl.DataFrame:
        """The rows in one of the tables that grow with the documents."""
        rows: pl.DataFrame = getattr(self.part, table)
        rows = rows.slice(*self.place[table])
        if table != "documents" or not self.problems:
            return rows
        problem = pl.col("source").replace_strict(
            self.problems, default=pl.col("problem"), return_dtype=pl.String
        )
        return rows.with_columns(problem=problem)

    def _with(self, other: Piece) -> Piece | None:
        """The piece that begins as this one and ends as ``other``, if ``other`` follows on it."""
        if other.part is not self.part:
            return None
        place = {}
        for table, (first, count) in self.place.items():
            begin, more = other.place[table]
            if begin != first + count:
                return None
            place[table] = first, count + more
        return replace(self, place=place, problems={**self.problems, **other.problems})


def cut(parts: Iterable[SomeRows]) -> list[Piece]:
    """The parts cut wherever the documents of another source begin, in their order."""
    found = []
    for part in parts:
        counted = part.documents.select("source", *_COUNTED)
        begin = dict.fromkeys(GROWING, 0)
        for source, rows in groupby(counted.iter_rows(), lambda row: str(row[0])):
            counts = dict.fromkeys(GROWING, 0)
            for _, *numbers in rows:
                for table, count in zip(GROWING, (*numbers, 1), strict=True):
                    counts[table] += count
            found.append(Piece(part, source, {one: (begin[one], counts[one]) for one in GROWING}))
            begin = {one: begin[one] + counts[one] for one in GROWING}
    return found


def sewn(pieces: Iterable[Piece]) -> list[Piece]:
    """The pieces in their order, those in one that stand so in their part: few are read faster."""
    found: list[Piece] = []
    for piece in pieces:
        both = found[-1]._with(piece) if found else None
        if both is None:
            found.append(piece)
        else:
            found[-1] = both
    return found
