"""Tables that hold one document a row, as researchers keep them: .csv, .xlsx and .parquet."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO
from typing import Any

import polars as pl

from metrics.errors import DocumentError
from metrics.sources.formats.archives import refuse_bomb
from metrics.sources.formats.plain import read_plain
from metrics.sources.known_facts import KnownFacts

SUFFIXES = (".csv", ".parquet", ".xlsx")
_CALENDAR = range(1900, 2101)


@dataclass(frozen=True, slots=True)
class Columns:
    """Which columns hold what. Only ``text`` must be there; a name that is None is not asked for.

    By default columns of these names are used where a table has them.
    """

    text: str | None = None
    title: str | None = None
    region: str | None = None
    year: str | None = None


@dataclass(frozen=True, slots=True)
class Row:
    """One row: its number from 1, its text, and what its other columns say of it."""

    number: int
    text: str
    facts: KnownFacts


def read_rows(
    data: bytes, suffix: str, columns: Columns, max_bytes: int, encoding: str | None = None
) -> Iterator[Row]:
    """The documents of a table in order.

    Raises:
        DocumentError: when it is damaged or lacks a column that was named.
    """
    frame = _frame(data, suffix, max_bytes, encoding)
    names = {
        fact: _column(frame, fact, getattr(columns, fact))
        for fact in ("text", "title", "region", "year")
    }
    used = {fact: name for fact, name in names.items() if name is not None}
    strings = frame.select(
        pl.col(name).cast(pl.String, strict=False).fill_null("").alias(fact)
        for fact, name in used.items()
    )
    for number, row in enumerate(strings.iter_rows(named=True), 1):
        yield Row(number, row["text"], _facts(row))


def _frame(data: bytes, suffix: str, max_bytes: int, encoding: str | None) -> pl.DataFrame:
    try:
        match suffix:
            case ".csv":
                text, _ = read_plain(data, encoding)
                return pl.read_csv(text.encode("utf-8"), infer_schema=False)
            case ".xlsx":
                refuse_bomb(data, max_bytes)
                return pl.read_excel(BytesIO(data), engine="calamine", infer_schema_length=0)
            case _:
                return pl.read_parquet(BytesIO(data))
    except DocumentError:
        raise
    except (KeyboardInterrupt, SystemExit):
        raise
    except BaseException as error:  # the panics of Rust libraries are no Exception
        reason = str(error).splitlines()[0] if str(error) else type(error).__name__
        raise DocumentError(f"is no readable {suffix} table ({reason}). Save it again.") from error


def _column(frame: pl.DataFrame, fact: str, asked: str | None) -> str | None:
    name = asked or fact
    if name in frame.columns:
        return name
    if asked is None and fact != "text":
        return None
    known = ", ".join(map(repr, frame.columns[:12]))
    raise DocumentError(f"has no column {name!r}, only {known}. Name it by --{fact}-column.")


def _facts(row: dict[str, Any]) -> KnownFacts:
    year = row.get("year", "").strip().removesuffix(".0")
    return KnownFacts(
        title=row.get("title", "").strip() or None,
        region=row.get("region", "").strip() or None,
        plan_year=int(year) if year.isdecimal() and int(year) in _CALENDAR else None,
    )
