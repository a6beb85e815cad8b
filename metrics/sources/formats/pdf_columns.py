"""What stands side by side on a PDF page without drawn lines: columns of text, cells of tables."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise
from statistics import median

from metrics.sources.formats.cells import BORDER, joined
from metrics.sources.formats.pdf_lines import Character, Line, lines_of, rows_of, text_of
from metrics.sources.formats.pdf_tables import gutters_of

_FEWEST_LINES = 4  # of a column of text
_NARROWEST = 8.0  # heights of a line
_FULL_SHARE = 0.5  # of the lines of a column that reach its right edge
_CROSSING_SHARE = 0.35  # of lines that run over both columns: titles
_FEWEST_ROWS = 3  # of a table that says where its columns are
_APART = 0.3  # heights of a line between two cells that stand close
_GUTTER = 0.45  # heights of a line that no row of a table prints in
_CLOSE = 0.8  # of the usual distance of rows: lines of one cell stand closer


def in_columns(lines: list[Line]) -> list[Line]:
    """The lines of a page in reading order, where it is printed in two columns."""
    pieces = [piece for line in lines for piece in _pieces(line)]
    gutter = _gutter(pieces)
    if gutter is None:
        return lines
    ordered: list[Line] = []
    left: list[Line] = []
    right: list[Line] = []
    for piece in sorted(pieces, key=lambda one: -one.bottom):
        if piece.left < gutter < piece.right:
            ordered += [*left, *right, piece]
            left, right = [], []
        else:
            piece.column = 1 if piece.right <= gutter else 2
            (left if piece.column == 1 else right).append(piece)
    return [*ordered, *left, *right]


def _pieces(line: Line) -> list[Line]:
    """The cells of a line as lines of their own."""
    if len(line.cells) < 2:
        return [line]
    return [piece for cell in line.cells for piece in lines_of(cell)]


def _gutter(pieces: Sequence[Line]) -> float | None:
    """Where the space between two columns of text is."""
    prose = [one for one in pieces if one.cells]
    if len(prose) < 2 * _FEWEST_LINES:
        return None
    start = min(one.left for one in prose)
    width = max(one.right for one in prose) - start
    places = [start + width * (0.35 + 0.01 * step) for step in range(31)]
    crossed = [sum(one.left < at < one.right for one in prose) for at in places]
    fewest = min(crossed)
    if fewest > _CROSSING_SHARE * len(prose):
        return None
    free = [at for at, count in zip(places, crossed, strict=True) if count == fewest]
    gutter = free[len(free) // 2]
    sides = [one.right <= gutter for one in prose if not one.left < gutter < one.right]
    halves = (
        [one for one in prose if one.right <= gutter],
        [one for one in prose if one.left >= gutter],
    )
    if min(map(len, halves)) < _FEWEST_LINES or not all(map(_is_wide, halves)):
        return None
    turns = sum(one != other for one, other in pairwise(sides))
    is_read_down = turns <= 1 + 2 * fewest and _is_beside(*halves)
    return gutter if is_read_down or all(map(_is_filled, halves)) else None


def _is_wide(side: Sequence[Line]) -> bool:
    widest = max(one.right for one in side) - min(one.left for one in side)
    return widest >= _NARROWEST * median(one.height for one in side)


def _is_filled(side: Sequence[Line]) -> bool:
    """Whether most lines reach the right edge: those of paragraphs do, cells do not."""
    edge = max(one.right for one in side)
    full = sum(one.right > edge - 1.5 * one.height for one in side)
    return full >= _FULL_SHARE * len(side)


def _is_beside(left: Sequence[Line], right: Sequence[Line]) -> bool:
    return min(o.bottom for o in left) < max(o.bottom for o in right) and min(
        o.bottom for o in right
    ) < max(o.bottom for o in left)


# --- tables


def with_aligned_cells(lines: list[Line]) -> list[Line]:
    """The lines of a page whose tables have their cells in columns, also those that stand close."""
    made: list[Line] = []
    block: list[Line] = []
    for line in lines:
        if (BORDER in line.text and line.cells) or (block and _goes_on(block, line)):
            block.append(line)
        else:
            made += _aligned(block)
            block = []
            made.append(line)
    return made + _aligned(block)


def _goes_on(block: Sequence[Line], line: Line) -> bool:
    """Whether a line without a border is a part of the cell above or the row's second line."""
    if not line.cells or line.column != block[-1].column:
        return False
    starts = [cell[0].left for one in block for cell in one.cells if cell]
    is_at_column = any(abs(line.left - start) < line.height for start in starts)
    is_near = abs(block[-1].bottom - line.bottom) < 2.5 * line.height
    is_within = line.right <= max(one.right for one in block)
    return is_at_column and is_near and is_within and line.left > min(one.left for one in block)


def _aligned(block: list[Line]) -> list[Line]:
    rows = list(rows_of(block))
    if len(rows) < _FEWEST_ROWS:
        return block
    parts = [[part for line in row for part in _parts(line)] for row in rows]
    gutters = gutters_of(parts, median(line.height for line in block), _GUTTER)
    filled = [_in_cells(row, gutters) for row in parts]
    return list(_rows(rows, filled))


def _parts(line: Line) -> Iterator[list[Character]]:
    """The pieces of a line between which there is some space."""
    part: list[Character] = []
    for cell in line.cells:
        for one in cell:
            if one.text.isspace() and one.text != "\u3000":
                continue
            if part and one.left - part[-1].right > _APART * line.height:
                yield part
                part = []
            part.append(one)
    if part:
        yield part


def _in_cells(
    parts: Sequence[Sequence[Character]], gutters: Sequence[float]
) -> list[list[Character]]:
    cells: list[list[Character]] = [[] for _ in range(len(gutters) + 1)]
    for part in parts:
        cells[sum(part[0].middle[0] > at for at in gutters)] += part
    return cells


def _rows(
    rows: Sequence[Sequence[Line]], filled: Sequence[list[list[Character]]]
) -> Iterator[Line]:
    """The rows of a table; lines that stand closer than its rows do are lines of one cell."""
    pitches = [above[0].bottom - below[0].bottom for above, below in pairwise(rows)]
    whole = [
        above[0].bottom - below[0].bottom
        for (above, one), (below, other) in pairwise(zip(rows, filled, strict=True))
        if one[0] and other[0]
    ]
    usual = median(whole) if whole else 0.0
    texts: list[list[str]] = []
    lines: list[Line] = []
    for at, (row, cells) in enumerate(zip(rows, filled, strict=True)):
        own = [text_of(cell) for cell in cells]
        is_close = at > 0 and pitches[at - 1] < _CLOSE * usual
        if is_close and (not own[0] or not texts[-1][0]):
            texts[-1] = [one + other for one, other in zip(texts[-1], own, strict=True)]
        else:
            texts.append(own)
            lines.append(row[0])
    for line, row_texts in zip(lines, texts, strict=True):
        yield Line(
            joined(row_texts), line.left, line.right, line.bottom, line.height, [], line.column
        )
