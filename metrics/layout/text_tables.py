"""Finds the tables of a text and what their columns hold.

A table is a run of lines whose cells are parted by bars or tabs; `metrics.sources.formats` writes
the tables of all formats so. Which words head a column stands in ``rules/layout/tables.toml``.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal, NamedTuple

import regex

from metrics.rules.layout import SectionVocabulary
from metrics.sources.formats.cells import BORDER

Holds = Literal["name", "unit", "ordinal", "plan", "actual", "measure", "other"]

_TAB = "\t"
_ANY_BORDER = regex.compile(rf"[{regex.escape(BORDER)}{_TAB}]")
_LINE_END = regex.compile(r"[\n\r]")
_RULE = regex.compile(r"(?=.*--)[\s|:+-]++")  # between the head and the rows in Markdown
_HEAD_ROWS = 3  # a caption may stand in a row of its own above the head
_LONGEST_HEAD = 30
_NOTE_ABOVE = 80  # characters above a table in which its unit may stand
_VALUES = ("plan", "actual", "measure")


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
class Column:
    """What a column holds, the year its values are of, and the words that complete a row's name."""

    holds: Holds
    head: str
    year: int | None = None
    year_text: str | None = None
    measure: str = ""


@dataclass(frozen=True, slots=True)
class GridRow:
    """One row of a table of values."""

    cells: list[Cell]
    columns: list[Column]
    unit: str | None = None  # of the whole table
    is_head: bool = False

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
        head = _head(lines[:_HEAD_ROWS], plan_year, vocabulary)
        if head is None:
            continue
        first, columns = head
        above = text[max(start, lines[0][0].start - _NOTE_ABOVE) : lines[first - 1][0].start]
        note = next(
            filter(None, map(vocabulary.patterns["table_unit_note"].search, _last_lines(above))),
            None,
        )
        unit = note["unit"] if note else None
        for number, cells in enumerate(lines):
            at = _line_start(text, cells[0].start)
            rows[at] = GridRow(cells, columns, unit, is_head=number < first)
    return rows


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


# --- heads


def _head(
    lines: list[list[Cell]], plan_year: int | None, vocabulary: SectionVocabulary
) -> tuple[int, list[Column]] | None:
    """How many rows the head takes up, and its columns; None where no row is one."""
    rows = [["".join(cell.text.split()) for cell in cells] for cells in lines]  # 指　　标
    for number, heads in enumerate(rows, 1):
        if number < len(rows) and _goes_on(heads, rows[number], vocabulary):
            columns = _columns(_merged(heads, rows[number]), plan_year, vocabulary)
            taken = number + 1
        else:
            columns, taken = _columns(heads, plan_year, vocabulary), number
        if columns is not None:
            return taken, columns
    return None


def _goes_on(heads: list[str], below: list[str], vocabulary: SectionVocabulary) -> bool:
    """Whether a second row of the head says more: 实际 and 目标 below 2020年 and 2025年."""
    holds = [_holds(head, vocabulary) for head in heads]
    if "name" not in holds:
        return False
    at = holds.index("name")
    named = below[at : at + 1] != [""]
    return not named and any(below) and all(_is_short(cell) for cell in below)


def _merged(heads: list[str], below: list[str]) -> list[str]:
    """Both rows of a head; a cell that spans several columns heads each of them."""
    merged = []
    above = ""
    for index in range(max(len(heads), len(below))):
        own = heads[index] if index < len(heads) else ""
        above = own or (above if index < len(below) and below[index] else "")
        merged.append(above + (below[index] if index < len(below) else ""))
    return merged


def _columns(
    heads: list[str], plan_year: int | None, vocabulary: SectionVocabulary
) -> list[Column] | None:
    if not all(map(_is_short, heads)):
        return None
    columns = [_column(head, plan_year, vocabulary) for head in heads]
    held = [column.holds for column in columns]
    if not any(kind in _VALUES for kind in held):
        return None
    if "name" not in held:
        # 「 | 2020年 | 2025年」: the first column that holds nothing else names the rows.
        years = sum(column.year is not None for column in columns)
        if "other" not in held or (years < 2 and "unit" not in held):
            return None
        at = held.index("other")
        columns[at] = Column("name", heads[at])
    return _with_last_year(columns, plan_year, vocabulary)


def _with_last_year(
    columns: list[Column], plan_year: int | None, vocabulary: SectionVocabulary
) -> list[Column]:
    """Of bare years in a document that names none, only the last is a plan's."""
    bare = [
        column.year
        for column in columns
        if column.year
        and column.holds == "plan"
        and not vocabulary.patterns["table_plan"].search(column.head)
    ]
    if plan_year is not None or len(bare) < 2:
        return columns
    last = max(bare)
    return [
        Column("actual", one.head, one.year, one.year_text)
        if one.holds == "plan" and one.year in bare and one.year != last
        else one
        for one in columns
    ]


def _column(head: str, plan_year: int | None, vocabulary: SectionVocabulary) -> Column:
    holds = _holds(head, vocabulary)
    year = vocabulary.patterns["table_year"].search(head)
    number = int(year["year"]) if year else None
    if holds == "measure":
        match = vocabulary.patterns["table_measure"].search(head)
        assert match is not None
        return Column(holds, head, measure=match.group())
    if holds == "plan" and number is not None and plan_year is not None and number < plan_year:
        holds = "actual"
    return Column(holds, head, number, year.group() if year else None)


def _holds(head: str, vocabulary: SectionVocabulary) -> Holds:
    patterns = vocabulary.patterns
    if patterns["table_unit"].search(head):
        return "unit"
    if patterns["table_ordinal"].search(head):
        return "ordinal"
    if patterns["table_name"].search(head):
        return "name"
    if patterns["table_measure"].search(head):
        return "measure"
    if patterns["table_plan"].search(head):
        return "plan"
    if patterns["table_actual"].search(head):
        return "actual"
    return "plan" if patterns["table_year"].search(head) else "other"


def _is_short(text: str) -> bool:
    return len(text) <= _LONGEST_HEAD
