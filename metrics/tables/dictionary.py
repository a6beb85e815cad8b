"""The dictionary of the tables: what each column means, from ``columns.toml``.

It is the table ``columns``, and each Parquet column carries its description as field metadata.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from functools import cache
from importlib.resources import files
from typing import Any

import polars as pl
from arro3.core import DataType, Field, Schema

from metrics.tables.foreign_keys import keys_of
from metrics.tables.frames import FILES, frame
from metrics.tables.schemas import TargetsWide

TYPES: dict[Any, str] = {
    pl.String(): "string",
    pl.Int64(): "int64",
    pl.Float64(): "float64",
    pl.Boolean(): "bool",
    pl.Date(): "date32",
}
"""The types that a column may have, and what readers other than polars call them."""

_ARROW_TYPES = {
    "string": DataType.large_utf8(),
    "int64": DataType.int64(),
    "float64": DataType.float64(),
    "bool": DataType.bool(),
    "date32": DataType.date32(),
}


@cache
def columns() -> pl.DataFrame:
    """The table ``columns``: one row per column of every table, in the order of the files."""
    rows = list(_rows())
    return frame("columns", {name: [row[name] for row in rows] for name in rows[0]})


def described_schema(table: str) -> Schema:
    """The columns of a table for a Parquet file: types that every reader knows, descriptions."""
    return Schema(
        [
            Field(
                row["column"],
                _ARROW_TYPES[row["type"]],
                nullable=not row["required"],
                metadata={"description": description(row)},
            )
            for row in columns().filter(table=table).iter_rows(named=True)
        ]
    )


def description(row: dict[str, Any]) -> str:
    """What a column means, in both languages, for places that hold one text."""
    return f"{row['description_zh']} | {row['description_en']}"


def _rows() -> Iterator[dict[str, Any]]:
    meanings = tomllib.loads(files(__package__).joinpath("columns.toml").read_text("utf-8"))
    for table, schema in FILES.items():
        homes = [table, "targets", "any"] if schema is TargetsWide else [table, "any"]
        keys = keys_of(table)
        for name, column in schema.columns().items():
            meaning = next(meanings[home][name] for home in homes if name in meanings.get(home, ()))
            yield {
                "table": table,
                "column": name,
                "type": TYPES[column.dtype],
                "unit": meaning.get("unit"),
                "description_zh": meaning["zh"],
                "description_en": meaning["en"],
                "example": meaning["example"],
                "required": not column.nullable,
                "key": keys.get(name),
            }
