"""The tables of a run: frames built from plain rows, and checked.

Every table is a flat Parquet file of plain columns (string, int64, float64, bool, date32), so that
DuckDB, pandas and business-intelligence tools read it as it is. Offsets count code points of the
decoded text that ``documents.text_sha256`` names.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cache
from typing import Any, Protocol

import dataframely as dy
import polars as pl
from polars.io.plugins import register_io_source

from metrics.errors import SchemaMismatchError
from metrics.tables import schemas
from metrics.tables.schemas import ROLES

__all__ = [
    "FILES", "GROWING", "ROLES", "SCHEMAS", "Rows", "RowsOnDemand", "SomeRows", "Tables",
    "TablesInParts", "check", "frame", "from_parts", "joined", "lazily", "types_of",
]  # fmt: skip

SCHEMAS: dict[str, type[dy.Schema]] = {
    "targets": schemas.Targets,
    "actuals": schemas.Actuals,
    "numbers": schemas.Numbers,
    "documents": schemas.Documents,
    "regions": schemas.Regions,
    "indicators": schemas.Indicators,
    "units": schemas.UnitRows,
    "benchmarks": schemas.Benchmarks,
    "commitments": schemas.Commitments,
    "corrections": schemas.Corrections,
    "left_out": schemas.LeftOut,
}
"""The tables that a run makes."""

FILES: dict[str, type[dy.Schema]] = SCHEMAS | {
    "targets_wide": schemas.TargetsWide,
    "outcomes": schemas.Outcomes,
    "columns": schemas.ColumnRows,
}
"""The tables that are written: those of the run, and those that follow from them."""


GROWING = ("targets", "actuals", "numbers", "documents")
"""The tables that grow with the documents."""


@dataclass(frozen=True, slots=True)
class Rows:
    """The rows of some documents in the tables that grow with them."""

    targets: pl.DataFrame
    actuals: pl.DataFrame
    numbers: pl.DataFrame
    documents: pl.DataFrame


class SomeRows(Protocol):
    """Rows of documents, in memory (`Rows`) or kept on disk (`metrics.runs.batch_store.Kept`)."""

    @property
    def targets(self) -> pl.DataFrame:
        """The rows in the table ``targets``."""
        ...

    @property
    def actuals(self) -> pl.DataFrame:
        """The rows in the table ``actuals``."""
        ...

    @property
    def numbers(self) -> pl.DataFrame:
        """The rows in the table ``numbers``."""
        ...

    @property
    def documents(self) -> pl.DataFrame:
        """The rows in the table ``documents``."""
        ...


class RowsOnDemand(ABC):
    """Rows of documents that are read whenever a table is asked for."""

    @abstractmethod
    def rows(self, table: str) -> pl.DataFrame:
        """The rows in one of the tables that grow with the documents."""

    @property
    def targets(self) -> pl.DataFrame:
        """The rows in the table ``targets``."""
        return self.rows("targets")

    @property
    def actuals(self) -> pl.DataFrame:
        """The rows in the table ``actuals``."""
        return self.rows("actuals")

    @property
    def numbers(self) -> pl.DataFrame:
        """The rows in the table ``numbers``."""
        return self.rows("numbers")

    @property
    def documents(self) -> pl.DataFrame:
        """The rows in the table ``documents``."""
        return self.rows("documents")


def joined(rows: Iterable[SomeRows]) -> Rows:
    """The rows of several parts, one part after the other; of none, empty frames."""
    parts = list(rows)
    empty = {name: frame(name, {}) for name in GROWING}
    return Rows(
        *(pl.concat([empty[name], *(getattr(part, name) for part in parts)]) for name in GROWING)
    )


_SHOWN = 5  # targets in a notebook
_TELLING = ("region", "plan_year", "indicator", "comparator", "value", "unit", "sentence")


@dataclass(frozen=True, slots=True, repr=False)
class Tables:
    """The frames of one run, by the names of their files."""

    targets: pl.DataFrame
    actuals: pl.DataFrame
    numbers: pl.DataFrame
    documents: pl.DataFrame
    regions: pl.DataFrame
    indicators: pl.DataFrame
    units: pl.DataFrame
    benchmarks: pl.DataFrame
    commitments: pl.DataFrame
    corrections: pl.DataFrame
    left_out: pl.DataFrame

    def __repr__(self) -> str:
        """What there is of each table, a line for each; the frames print themselves."""
        lines = (f"{name:<12}{len(rows):>9,} rows" for name, rows in self.by_name().items())
        return "\n".join(("Tables", *(f"  {line}" for line in lines)))

    def _repr_html_(self) -> str:
        """As a notebook shows it: the sizes, and the first targets."""
        sizes = "".join(
            f"<tr><th style='text-align:left'>{name}</th><td>{len(rows):,}</td></tr>"
            for name, rows in self.by_name().items()
        )
        first = self.targets.head(_SHOWN).select(_TELLING)
        return f"<table><tr><th>table</th><th>rows</th></tr>{sizes}</table>{first._repr_html_()}"

    def by_name(self) -> dict[str, pl.DataFrame]:
        """The frames under the names of their files, in the order they are written."""
        return {name: getattr(self, name) for name in SCHEMAS}

    @classmethod
    def empty(cls) -> Tables:
        """The tables of a run that read nothing."""
        return cls(**{name: frame(name, {}) for name in SCHEMAS})


@dataclass(frozen=True, slots=True)
class TablesInParts:
    """The tables of a run whose rows may be more than memory holds.

    Attributes:
        parts: the rows of the documents, a part at a time, as often as they are asked for.
        rest: the tables, without the rows of targets, actuals and numbers.
        targets: all targets, to ask for some rows or columns of them.
        outcomes: what became of them, where it was worked out before.
    """

    parts: Iterable[SomeRows]
    rest: Tables
    targets: pl.LazyFrame
    outcomes: pl.LazyFrame | None = None

    @classmethod
    def of(cls, made: Tables) -> TablesInParts:
        """Tables in memory, which are one part."""
        rows = Rows(made.targets, made.actuals, made.numbers, made.documents)
        nothing = {name: frame(name, {}) for name in ("targets", "actuals", "numbers")}
        rest = replace(made, **nothing)
        return cls([rows], rest, made.targets.lazy())

    def held(self) -> Tables:
        """All rows in memory."""
        rows = joined(self.parts)
        return replace(self.rest, **{name: getattr(rows, name) for name in GROWING})


@cache
def types_of(table: str) -> pl.Schema:
    """The columns of ``table`` with their types."""
    return FILES[table].create_empty().schema


def frame(table: str, columns: Mapping[str, Iterable[Any]]) -> pl.DataFrame:
    """A frame of ``table``'s columns and types from lists by column name; missing ones are null."""
    types = types_of(table)
    data = {name: columns[name] for name in types if name in columns}
    built = pl.DataFrame(data, schema={name: types[name] for name in data}, strict=True)
    return built.with_columns(
        pl.lit(None, dtype=dtype).alias(name) for name, dtype in types.items() if name not in data
    ).select(list(types))


def lazily(table: str, parts: Callable[[], Iterable[pl.DataFrame]]) -> pl.LazyFrame:
    """A lazy frame of ``table`` whose rows come a part at a time, from ``parts``."""
    return from_parts(types_of(table), parts)


def from_parts(
    schema: Mapping[str, pl.DataType], parts: Callable[[], Iterable[pl.DataFrame]]
) -> pl.LazyFrame:
    """A lazy frame of these columns whose rows come a part at a time."""

    def source(
        columns: list[str] | None, predicate: pl.Expr | None, rows: int | None, _: int | None
    ) -> Iterator[pl.DataFrame]:
        for part in parts():
            asked = part.lazy() if predicate is None else part.lazy().filter(predicate)
            taken = (asked if columns is None else asked.select(columns)).collect()
            yield taken if rows is None else taken.head(rows)
            if rows is not None:
                rows -= min(rows, len(taken))

    return register_io_source(source, schema=dict(schema))


def check(table: str, rows: pl.DataFrame) -> pl.DataFrame:
    """``rows`` if they keep the schema of ``table``.

    Raises:
        SchemaMismatchError: with the number of rows that break each check.
    """
    schema = FILES[table]
    try:
        _, failure = schema.filter(rows)
    except dy.exc.SchemaError as error:
        first = str(error).strip().split("\n")[0]
        raise SchemaMismatchError(f"table {table}: {first}") from error
    if len(failure):
        broken = ", ".join(f"{rule}: {count} rows" for rule, count in failure.counts().items())
        raise SchemaMismatchError(f"table {table}: {len(failure)} rows break the schema ({broken})")
    return rows.select(schema.column_names())
