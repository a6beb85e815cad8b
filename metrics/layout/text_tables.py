"""Finds the tables of a text and what their columns hold.

A table is a run of lines whose cells are parted by bars or tabs; `metrics.sources.formats` writes
the tables of all formats so. Which words head a column stands in ``rules/layout/tables.toml``.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple

import regex

from metrics.layout.table_heads import HEAD_ROWS, Column, Holds, read_head
from metrics.rules.layout import SectionVocabulary
from metrics.sources.formats.cells import BORDER

_TAB = "\t"
_ANY_BORDER = regex.compile(rf"[{regex.escape(BORDER)}{_TAB}]")
_LINE_END = regex.compile(r"[\n\r]")
_RULE = regex.compile(r"(?=.*--)[\s|:+-]++")  # between the head and the rows in Markdown
_NOTE_ABOVE = 80  # characters above a table in which its unit may stand
_FILLED = ("name", "unit", "kind", "due")  # columns whose cells hold for the empty ones below them


class _Line(NamedTuple):
    """``text[start:end]``, a line without its end."""

    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class Cell:
    """``text[start:end]`` without the spaces around it."""

    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class GridRow:
    """One row of a table of values; of ``cells``, those before ``start`` hold for several rows."""

    start: int
    cells: list[Cell]
    columns: list[Column]
    unit: str | None = None  # of the whole table
    is_head: bool = False

    @property
    def due_head(self) -> str:
        """The words above the column that says by when."""
        return next((one.head for one in self.columns if one.holds == "due"), "")

    def of(self, *holds: Holds) -> Iterator[tuple[Column, Cell]]:
        """The columns of these kinds with the row's cells, from left to right."""
        for column, cell in zip(self.columns, self.cells, strict=False):
            if column.holds in holds:
                yield column, cell


def find_rows(
    text: str, start: int, end: int, plan_year: int | None, vocabulary: SectionVocabulary
) -> dict[int, GridRow]:
    """The rows of all tables of values in ``text[start:end]``, by where their lines begin."""
    rows: dict[int, GridRow] = {}
    for lines in _blocks(text, start, end):
        heads = [[cell.text for cell in cells] for cells in lines[:HEAD_ROWS]]
        head = read_head(heads, plan_year, vocabulary)
        if head is None:
            continue
        first, columns = head
        above = text[max(start, lines[0][0].start - _NOTE_ABOVE) : lines[first - 1][0].start]
        note = next(
            filter(None, map(vocabulary.patterns["table_unit_note"].search, _last_lines(above))),
            None,
        )
        unit = note["unit"] if note else None
        held: list[Cell] = []
        for number, cells in enumerate(lines):
            at = _line_start(text, cells[0].start)
            # A table that goes on over a page prints its head again.
            is_head = number < first or [cell.text for cell in cells] in heads[:first]
            if not is_head:
                cells = held = _filled(cells, held, columns)
            rows[at] = GridRow(at, cells, columns, unit, is_head)
    return rows


def _filled(cells: list[Cell], above: list[Cell], columns: list[Column]) -> list[Cell]:
    """A row whose empty cells of names, units, kinds and dates are those of the row above."""
    filled = list(cells)
    end = cells[-1].end
    filled += [Cell(end, end, "") for _ in range(len(columns) - len(cells))]
    is_named = False  # a cell of its own ends what the cells above name to its right
    for at, (column, held) in enumerate(zip(columns, above, strict=False)):
        is_named = is_named or (column.holds == "name" and bool(filled[at].text))
        if column.holds in _FILLED and not filled[at].text:
            filled[at] = filled[at] if column.holds == "name" and is_named else held
    return filled


def _last_lines(text: str) -> list[str]:
    return [line.strip() for line in text.splitlines()[-3:] if line.strip()]


def _line_start(text: str, position: int) -> int:
    return max(text.rfind("\n", 0, position), text.rfind("\r", 0, position)) + 1


# --- lines and cells


def _blocks(text: str, start: int, end: int) -> Iterator[list[list[Cell]]]:
    """Runs of parted lines, two at least, as cells."""
    block: list[_Line] = []
    for line in _parted_lines(text, start, end):
        if block and text[block[-1].end : line.start] not in ("\n", "\r\n", "\r"):
            yield from _as_cells(block)
            block = []
        block.append(line)
    yield from _as_cells(block)


def _parted_lines(text: str, start: int, end: int) -> Iterator[_Line]:
    """The lines that hold a border."""
    border = _ANY_BORDER.search(text, start, end)
    while border is not None:
        first = max(start, _line_start(text, border.start()))
        stop = _LINE_END.search(text, border.end(), end)
        last = stop.start() if stop else end
        yield _Line(first, last, text[first:last])
        border = _ANY_BORDER.search(text, last, end)


def _as_cells(block: list[_Line]) -> Iterator[list[list[Cell]]]:
    lines = [line for line in block if not _RULE.fullmatch(line.text)]
    if len(lines) < 2:
        return
    is_ruled = len(lines) < len(block)
    border = BORDER if all(BORDER in line.text for line in lines) else _TAB
    is_framed = border == BORDER and (is_ruled or all(one.text[0] == BORDER for one in lines))
    yield [_cells(line, border, is_framed) for line in lines]


def _cells(line: _Line, border: str, is_framed: bool) -> list[Cell]:
    cells = []
    position = line.start
    for part in line.text.split(border):
        left = len(part) - len(part.lstrip())
        inner = part.strip()
        cells.append(Cell(position + left, position + left + len(inner), inner))
        position += len(part) + 1
    if is_framed:  # a line of one border holds one cell, which is empty
        cells = cells[1 if len(cells) > 1 and not cells[0].text else 0 :]
        cells = cells[: -1 if len(cells) > 1 and not cells[-1].text else None]
    return cells
