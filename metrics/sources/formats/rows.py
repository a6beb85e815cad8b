"""Tables that hold one document a row, as researchers keep them: .csv, .xls, .xlsx, .parquet."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO
from typing import Any

import polars as pl
from polars import selectors

from metrics.errors import DocumentError
from metrics.sources.formats.archives import refuse_bomb
from metrics.sources.formats.plain import read_plain
from metrics.sources.formats.workbooks import ZIP, guarded
from metrics.sources.formats.worker import workbooks
from metrics.sources.known_facts import KnownFacts

SUFFIXES = (".csv", ".parquet", ".xls", ".xlsx")
_CALENDAR = range(1900, 2101)
_UNNAMED = r"^$|^__UNNAMED__\d+$"  # columns without a head
_NESTED = (pl.List, pl.Array, pl.Struct, pl.Object)
_LONGEST_TOLD = 40  # characters of a cell in a message


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
    """One row: its number from 1, its text, what its other columns say of it, and doubts."""

    number: int
    text: str
    facts: KnownFacts
    doubts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Table:
    """The rows of a table, and what there is to say of it.

    Attributes:
        rows: The rows in order.
        other_sheets: The sheets of a workbook after the first, which are not read.
        doubt: What may be wrong with the texts of all rows, or None.
    """

    rows: Iterator[Row]
    other_sheets: tuple[str, ...] = ()
    doubt: str | None = None


def read_rows(
    data: bytes, suffix: str, columns: Columns, max_bytes: int, encoding: str | None = None
) -> Table:
    """The documents of a table in order.

    Raises:
        DocumentError: when it is damaged or lacks a column that was named.
    """
    frame, other_sheets, doubt = guarded(suffix, lambda: _frame(data, suffix, max_bytes, encoding))
    names = {
        fact: _column(frame, fact, getattr(columns, fact))
        for fact in ("text", "title", "region", "year")
    }
    used = {fact: name for fact, name in names.items() if name is not None}
    strings = guarded(
        suffix,
        lambda: pl.DataFrame(
            _as_text(frame[name], name).alias(fact) for fact, name in used.items()
        ),
    )
    doubts = [doubt, *(_not_used(frame, fact) for fact in ("title", "region", "year"))]
    return Table(_rows(strings), other_sheets, " ".join(filter(None, doubts)) or None)


def _not_used(frame: pl.DataFrame, name: str) -> str | None:
    """What to say of a column that is there and holds no single values."""
    if name not in frame.columns or not isinstance(frame[name].dtype, _NESTED):
        return None
    return f"has a column {name!r} of {frame[name].dtype}, which is not used."


def _rows(strings: pl.DataFrame) -> Iterator[Row]:
    for number, row in enumerate(strings.iter_rows(named=True), 1):
        facts, doubts = _facts(row)
        yield Row(number, row["text"], facts, doubts)


def _frame(
    data: bytes, suffix: str, max_bytes: int, encoding: str | None
) -> tuple[pl.DataFrame, tuple[str, ...], str | None]:
    match suffix:
        case ".csv":
            text, doubt = read_plain(data, encoding)
            return pl.read_csv(text.encode("utf-8"), infer_schema=False), (), doubt
        case ".xls" | ".xlsx":
            unpacked = len(data)
            if suffix == ".xlsx" or data.startswith(ZIP):
                unpacked = refuse_bomb(data, max_bytes)
            return *_first_sheet(data, unpacked), None
        case _:
            return pl.read_parquet(BytesIO(data)), (), None


def _first_sheet(data: bytes, unpacked: int) -> tuple[pl.DataFrame, tuple[str, ...]]:
    """The first sheet of a workbook, and the names of the others that hold something.

    Rows without anything in them count for nothing, and columns that lack a head as well.

    Raises:
        DocumentError: when it is damaged or empty.
    """
    names, columns, others = workbooks.read(data, unpacked)
    frame = pl.DataFrame(dict(zip(names, columns, strict=True)), dict.fromkeys(names, pl.String))
    unnamed = frame.select(selectors.matches(_UNNAMED)).columns
    frame = frame.drop(name for name in unnamed if frame[name].null_count() == len(frame))
    if frame.width == 0:
        raise DocumentError("has nothing in its first sheet. Put the table there.")
    return frame.filter(~pl.all_horizontal(pl.all().is_null())), tuple(others)


def _as_text(column: pl.Series, name: str) -> pl.Series:
    """A column as strings; what is no text in it stands empty.

    Raises:
        DocumentError: when its values are no single values.
    """
    if isinstance(column.dtype, _NESTED):
        what = f"column {name!r} holds {column.dtype}, no text. Save it as text, or name another."
        raise DocumentError(what)
    if column.dtype == pl.Binary:
        texts = [_decoded(value) for value in column]
        return pl.Series(column.name, texts, pl.String)
    if column.dtype == pl.Null:
        return pl.Series(column.name, [""] * len(column), pl.String)
    return column.cast(pl.String, strict=False).fill_null("")


def _decoded(value: bytes | None) -> str:
    try:
        return read_plain(value or b"")[0]
    except DocumentError:
        return ""


def _column(frame: pl.DataFrame, fact: str, asked: str | None) -> str | None:
    name = asked or fact
    if name in frame.columns:
        is_nested = isinstance(frame[name].dtype, _NESTED)
        return None if is_nested and asked is None and fact != "text" else name
    if asked is None and fact != "text":
        return None
    known = ", ".join(map(repr, frame.columns[:12]))
    raise DocumentError(f"has no column {name!r}, only {known}. Name it by --{fact}-column.")


def _facts(row: dict[str, Any]) -> tuple[KnownFacts, tuple[str, ...]]:
    """What a row says of its document, and what of it was not understood."""
    printed = row.get("year", "").strip()
    year = printed.removesuffix("年").removesuffix(".0")
    is_year = year.isdecimal() and int(year) in _CALENDAR if len(year) < 5 else False
    doubts = (
        ()
        if is_year or not printed
        else (f"has a cell for the year that is none ({printed[:_LONGEST_TOLD]!r}).",)
    )
    facts = KnownFacts(
        title=row.get("title", "").strip() or None,
        region=row.get("region", "").strip() or None,
        plan_year=int(year) if is_year else None,
    )
    return facts, doubts
