"""Excel workbooks: one sheet per table, numbers with their units, links to the evidence."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from pathlib import Path
from typing import Any

import polars as pl
import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.url import Url
from xlsxwriter.worksheet import Worksheet

from metrics.tables.dictionary import columns, description

MOST_ROWS = 1_048_575  # a sheet's, without its header
_MOST_LINKS = 65_530
_MOST_CHARACTERS = 32_767
_WIDEST, _ROWS_LOOKED_AT = 60, 200  # of a column's width
_MADE = datetime(2000, 1, 1)  # the same tables give the same bytes
_FIRST = (
    "place", "plan_year", "indicator_name", "comparator", "value", "value_high", "unit_name", "due",
    "commitment", "sentence", "evidence",
)  # fmt: skip


class Workbook:
    """An Excel file that is written sheet by sheet, and closed when the block ends.

    Args:
        file: where to write.
        unit_names: the printed names of units, for tables that hold none.
    """

    def __init__(self, file: Path, unit_names: Mapping[str, str] | None = None) -> None:
        options = {
            "constant_memory": True,
            "strings_to_formulas": False,  # a document's text is never run
            "strings_to_urls": False,
            "default_date_format": "yyyy-mm-dd",
        }
        self._book = xlsxwriter.Workbook(str(file), options)
        self._book.set_properties({"created": _MADE})
        self._units = unit_names or {}
        self._formats: dict[str, Format] = {}
        self._header = self._book.add_format({"bold": True, "bottom": 1})

    def __enter__(self) -> Workbook:
        return self

    def __exit__(self, *_: object) -> None:
        self._book.close()

    def add(
        self, name: str, rows: pl.DataFrame, *, lists: Mapping[str, list[str]] | None = None
    ) -> None:
        """Writes a table as a sheet: frozen header, filters, numbers formatted by their unit.

        Args:
            name: of the sheet; a table of the dictionary gets its notes on the header cells.
            rows: the table, of at most ``MOST_ROWS`` rows.
            lists: the values that a column may have, offered where a cell is edited.
        """
        rows = rows.select(_in_reading_order(rows.columns))
        sheet = self._book.add_worksheet(name)
        known = {row["column"]: row for row in columns().filter(table=name).to_dicts()}
        measured = {one for one, row in known.items() if row["unit"] == "column unit"}
        for at, (column, width) in enumerate(zip(rows.columns, _widths(rows), strict=True)):
            sheet.set_column(at, at, width)
            sheet.write_string(0, at, column, self._header)
            if column in known:
                sheet.write_comment(0, at, description(known[column]))
            for values in filter(None, [(lists or {}).get(column)]):
                choice = {"validate": "list", "source": values, "error_type": "warning"}
                sheet.data_validation(1, at, MOST_ROWS, at, choice)
        sheet.freeze_panes(1, 0)
        sheet.autofilter(0, 0, max(len(rows), 1), len(rows.columns) - 1)
        for number, row in enumerate(rows.iter_rows(named=True), 1):
            unit = row.get("unit_name") or self._units.get(row.get("unit") or "", "")
            for at, (column, value) in enumerate(row.items()):
                if value is None:
                    continue
                if column == "evidence" and number <= _MOST_LINKS:
                    sheet.write_url(number, at, _link(value))
                elif column in measured:
                    sheet.write_number(number, at, value, self._measure(value, unit))
                else:
                    _write(sheet, number, at, value)

    def _measure(self, value: float, unit: str) -> Format:
        """The number format of a value in a unit: 1,500人 or 90.81%."""
        fraction = "#,##0.0###" if abs(value) >= 1 else "General"
        number = "#,##0" if value == int(value) else fraction
        code = f'{number}"{unit.replace(chr(34), "")}"' if unit else number
        if code not in self._formats:
            self._formats[code] = self._book.add_format({"num_format": code})
        return self._formats[code]


def _link(path: str) -> Url:
    """A link to a file beside the workbook, with forward slashes, which every program follows."""
    link = Url(f"external:{path}")
    link.text = path
    link._relationship_link = link._relationship_link.replace("\\", "/")
    return link


def _write(sheet: Worksheet, row: int, column: int, value: Any) -> None:
    if isinstance(value, str):
        if len(value) > _MOST_CHARACTERS:
            value = value[: _MOST_CHARACTERS - 1] + "…"
        sheet.write_string(row, column, value)
    elif isinstance(value, bool):
        sheet.write_boolean(row, column, value)
    else:
        sheet.write(row, column, value)


def _in_reading_order(names: Iterable[str]) -> list[str]:
    """What a reader looks for first, then the rest; other tables stay as they are."""
    there = list(names)
    if "place" not in there:
        return there
    first = [name for name in _FIRST if name in there]
    return first + [name for name in there if name not in first]


def _widths(rows: pl.DataFrame) -> list[int]:
    shown = rows.head(_ROWS_LOOKED_AT)
    widths = []
    for column in shown:
        texts = [column.name, *map(str, column.drop_nulls())]
        # A Chinese character is as wide as two Latin ones.
        longest = max(len(text.encode("gb18030", "replace")) for text in texts)
        widths.append(min(longest + 2, _WIDEST))
    return widths
