"""Tables of values on a PDF page without drawn lines, whose cells may take several lines.

Columns are told by the strips that rows leave free, rows by the values: each stands on a line of
its own, and the words of its row stand beside it, in its middle or from its height on.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import mean, median

import regex

from metrics.sources.formats.cells import joined
from metrics.sources.formats.pdf_lines import Character, Line, text_of

_VALUE = regex.compile(r"[^\w]*(?:\d[\d.,]*[^\d年月日]{0,5}|[-—–]+)")
_FEWEST_ROWS, _FEWEST_COLUMNS = 3, 3
_APART = 0.2  # heights of a line between two cells that stand close
_GUTTER = 0.27  # heights of a line that rows print nothing in
_LEVEL = 0.3  # heights by which characters of a line differ in where they stand
_NEXT = 3.2  # heights from a line of a table to the next
_CLOSE = 1.15  # heights from a line of a head to its next
_WRAPPED = 1.6  # heights from a line of a cell to its next
_NARROW = 0.6  # of a table's width: a line of one cell
_CROSSED = 5  # one row of so many may print across two columns


@dataclass(frozen=True, slots=True)
class _Piece:
    """What a column prints in one line: its characters, and the height that it stands at."""

    found: list[Character]
    y: float


def with_tables(lines: list[Line]) -> list[Line]:
    """The lines of a page whose tables of values have a line for each row."""
    made = lines
    for block in _blocks(lines):
        rows = _rows(block)
        if rows:
            own = set(map(id, block))
            first = next(at for at, line in enumerate(made) if id(line) in own)
            made = [
                *made[:first],
                *rows,
                *(line for line in made[first:] if id(line) not in own),
            ]
    return made


def _blocks(lines: Sequence[Line]) -> Iterator[list[Line]]:
    """Lines below each other that hold several cells, with the lines of one cell among them."""
    block: list[Line] = []
    above: list[Line] = []  # what may be the first lines of its head
    last = 0  # lines up to the last one of several cells, and what is wrapped right below it
    for line in sorted(lines, key=lambda one: (-one.bottom, one.left)):
        parts = len(list(_parts([one for cell in line.cells for one in cell], line.height)))
        distance = block[-1].bottom - line.bottom if block else 0.0
        width = max((one.right for one in block), default=0.0) - min(
            (one.left for one in block), default=0.0
        )
        is_narrow = line.right - line.left < _NARROW * width
        if block and (distance > _NEXT * line.height or not (parts > 1 or is_narrow)):
            yield block[:last]
            block, last = [], 0
        if not block and parts < _FEWEST_COLUMNS:
            if above and above[-1].bottom - line.bottom > _CLOSE * line.height:
                above = []
            above.append(line)
            continue
        if not block and above and above[-1].bottom - line.bottom <= _CLOSE * line.height:
            block, above = above, []
            last = len(block)
            distance = 0.0
        block.append(line)
        is_wrapped = last == len(block) - 1 and distance < _WRAPPED * line.height
        if parts >= _FEWEST_COLUMNS or is_wrapped:
            last = len(block)
    yield block[:last]


def _parts(found: Sequence[Character], height: float) -> Iterator[list[Character]]:
    """The pieces of one line between which there is some space."""
    part: list[Character] = []
    for one in sorted(found, key=lambda one: one.left):
        if one.text.isspace():
            continue
        if part and one.left - part[-1].right > _APART * height:
            yield part
            part = []
        part.append(one)
    if part:
        yield part


def _rows(block: Sequence[Line]) -> list[Line]:
    """The rows of a table, or none where the lines are no table of values."""
    if len(block) < _FEWEST_ROWS:
        return []
    height = median(line.height for line in block)
    printed = [list(_parts(found, height)) for found in _printed(block, height)]
    columns = _columns(printed, height)
    values = [column for column in columns if _holds_values(column)]
    anchors = _anchors(values, height)
    if len(columns) < _FEWEST_COLUMNS or len(anchors) <= _FEWEST_ROWS:
        return []
    pitch = _pitch(columns, height)
    cells = [_cells(column, anchors, pitch) for column in columns]
    left, right = min(one.left for one in block), max(one.right for one in block)
    texts = [joined([column[at] for column in _merged(cells)]) for at in range(len(anchors))]
    return [
        Line(text, left, right, y, height, [])
        for text, y in zip(texts, anchors, strict=True)
        if text
    ]


def _printed(block: Sequence[Line], height: float) -> Iterator[list[Character]]:
    """The characters that stand at one height, from the top down."""
    row: list[Character] = []
    seen = (one for line in block for cell in line.cells for one in cell if not one.text.isspace())
    for one in sorted(seen, key=lambda one: (-one.bottom, one.left)):
        if row and row[0].bottom - one.bottom > _LEVEL * height:
            yield row
            row = []
        row.append(one)
    if row:
        yield row


def _columns(rows: Sequence[Sequence[list[Character]]], height: float) -> list[list[_Piece]]:
    """What each column prints, from the top down."""
    gutters = gutters_of(rows, height)
    columns: list[list[_Piece]] = [[] for _ in range(len(gutters) + 1)]
    for parts in rows:
        held: dict[int, list[Character]] = {}
        for part in parts:
            held.setdefault(sum(part[0].middle[0] > at for at in gutters), []).extend(part)
        for column, found in held.items():
            columns[column].append(_Piece(found, found[0].bottom))
    return [column for column in columns if column]


def gutters_of(
    rows: Sequence[Sequence[Sequence[Character]]], height: float, narrowest: float = _GUTTER
) -> list[float]:
    """Where all rows but a few leave a space of so many heights: where most rows do, in each."""
    spans = [(part[0].left, part[-1].right) for row in rows for part in row]
    allowed = len(rows) // _CROSSED
    edges = sorted({x for span in spans for x in span})
    gutters: list[float] = []
    free: list[tuple[int, float, float]] = []  # how many rows cross it, and from where to where
    for left, right in pairwise([*edges, *edges[-1:]]):
        middle = (left + right) / 2
        crossed = sum(start < middle < end for start, end in spans)
        if left < right and crossed <= allowed:
            free.append((crossed, left, right))
        elif free:
            if free[-1][2] - free[0][1] >= narrowest * height:
                _, start, end = min(free, key=lambda one: (one[0], one[1] - one[2]))
                gutters.append((start + end) / 2)
            free = []
    return gutters


def _is_value(piece: _Piece) -> bool:
    return _VALUE.fullmatch(text_of(piece.found)) is not None


def _holds_values(column: Sequence[_Piece]) -> bool:
    return 2 * sum(map(_is_value, column)) >= len(column)


def _anchors(columns: Sequence[Sequence[_Piece]], height: float) -> list[float]:
    """Where rows stand: the head of the values, then each height at which there is a value."""
    heights: list[float] = []
    found = (piece.y for column in columns for piece in column if _is_value(piece))
    for y in sorted(found, reverse=True):
        if not heights or heights[-1] - y > _LEVEL * height:
            heights.append(y)
    above = [
        piece.y
        for column in columns
        for piece in column
        if heights and piece.y > heights[0] + _LEVEL * height
    ]
    return [mean(above), *heights] if above else []


def _pitch(columns: Sequence[Sequence[_Piece]], height: float) -> float:
    """How far apart the lines of one cell stand at most."""
    steps = [above.y - below.y for column in columns for above, below in pairwise(column)]
    least = min((step for step in steps if step > _LEVEL * height), default=height)
    return max(least, height) + _LEVEL * height


def _cells(column: Sequence[_Piece], anchors: Sequence[float], pitch: float) -> list[str]:
    """The text of a column's cell in each row."""
    cells = [""] * len(anchors)
    cell: list[_Piece] = []
    for piece in [*column, None]:
        if cell and (piece is None or cell[-1].y - piece.y > pitch):
            within = sum(cell[-1].y - 1 <= y <= cell[0].y + 1 for y in anchors)
            middle = (cell[0].y + cell[-1].y) / 2
            for one in cell:
                y = one.y if within > 1 else middle
                nearest = min(range(len(anchors)), key=lambda at: (abs(anchors[at] - y), at))
                cells[nearest] += text_of(one.found)
            cell = []
        if piece is not None:
            cell.append(piece)
    return cells


def _merged(columns: Sequence[list[str]]) -> list[list[str]]:
    """Columns that never stand side by side as one: cells in the middle of their column."""
    merged: list[list[str]] = []
    for column in columns:
        if merged and not any(map(all, zip(merged[-1], column, strict=True))):
            merged[-1] = [one + other for one, other in zip(merged[-1], column, strict=True)]
        else:
            merged.append(column)
    return merged
