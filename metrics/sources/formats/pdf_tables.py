"""Tables of values on a PDF page whose cells are not parted by drawn lines on every side.

Columns are told by the strips that rows leave free, rows by their values (see `pdf_rows`).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise
from statistics import median

from metrics.sources.formats.cells import joined
from metrics.sources.formats.pdf_lines import Character, Line, rows_of, text_of
from metrics.sources.formats.pdf_rows import LEVEL, Piece, is_value, rows_of_values
from metrics.sources.formats.pdf_rules import Rule

_FEWEST_ROWS, _FEWEST_COLUMNS, _SURE_COLUMNS = 3, 3, 4
_APART = 0.2  # heights of a line between two cells that stand close
_GUTTER = 0.22  # heights of a line that rows print nothing in
_NEXT = 3.2  # heights from a line of a table to the next
_CLOSE = 1.15  # heights from a line of a head to its next
_WRAPPED = 1.6  # heights from a line of a cell to its next
_NARROW = 0.6  # of a table's width: a line of one cell
_CROSSED = 5  # one row of so many may print across two columns
_MOST_ABOVE = 5  # lines of text above a head that may look like its first ones
_MOST_LINES = 5  # of a head
_RULED = 0.6  # of a table's width: a drawn line that parts its rows


def with_tables(lines: list[Line], rules: Sequence[Rule] = ()) -> list[Line]:
    """The lines of a page whose tables of values have a line for each row.

    ``rules`` are the level lines that are drawn on the page.
    """
    made = lines
    for block in _blocks(lines):
        rows = _rows(block, rules)
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
    block: list[list[Line]] = []
    above: list[list[Line]] = []  # what may be the first lines of its head
    for row in rows_of([line for line in lines if line.cells]):
        parts = _parts_of(row)
        distance = block[-1][0].bottom - row[0].bottom if block else 0.0
        if block and (distance > _NEXT * row[0].height or not _is_narrow(parts, block)):
            yield _whole(above, block)
            block, above = [], []
        if not block and len(parts) < _FEWEST_COLUMNS:
            above = [*above, row] if above and _is_near(above[-1], row, _WRAPPED) else [row]
            continue
        block.append(row)
    if block:
        yield _whole(above, block)


def _is_near(row: Sequence[Line], below: Sequence[Line], heights: float) -> bool:
    return row[0].bottom - below[0].bottom < heights * below[0].height


def _is_narrow(parts: Sequence[Sequence[Character]], block: Sequence[Sequence[Line]]) -> bool:
    """Whether a row holds several cells, or one that is far from as wide as the table."""
    left = min(line.left for row in block for line in row)
    right = max(line.right for row in block for line in row)
    return len(parts) > 1 or parts[0][-1].right - parts[0][0].left < _NARROW * (right - left)


def _whole(above: Sequence[list[Line]], block: Sequence[list[Line]]) -> list[Line]:
    """The lines of a table: with the first ones of its head, without those that follow it."""
    parts = [_parts_of(row) for row in block]
    end = 1 + max((at for at, own in enumerate(parts) if _is_row(own)), default=0)
    first = _whole_head(parts[:end], block[0][0].height)
    if first is not None:
        over = [*above, *block[:first]]
        block, parts, end = block[first:], parts[first:], end - first
        above = _of_head(over, parts[:end], block[0][0].height)
    gutters = gutters_of(parts[:end], block[0][0].height)
    while (
        end < len(block)
        and _is_near(block[end - 1], block[end], _WRAPPED)
        and not _is_across(parts[end], gutters)
    ):
        end += 1
    kept = list(block[:end])
    for row in reversed(above):
        reach = _CLOSE if _is_across(_parts_of(row), gutters) else _WRAPPED
        if len(kept) == end and reach == _WRAPPED and _holds_value(parts[0]):
            reach = _NEXT  # the head itself
        if not _is_near(row, kept[0], reach):
            break
        kept.insert(0, row)
    return [line for row in kept for line in row]


def _is_row(parts: Sequence[Sequence[Character]]) -> bool:
    """Whether several cells stand beside each other: a heading may have a space, and no value."""
    return len(parts) >= _FEWEST_COLUMNS or (len(parts) > 1 and _holds_value(parts))


def _holds_value(parts: Sequence[Sequence[Character]]) -> bool:
    return any(map(is_value, map(text_of, parts)))


def _whole_head(rows: Sequence[Sequence[Sequence[Character]]], height: float) -> int | None:
    """The first line of what heads all columns; lines of text over it are no part of the table."""
    for at in range(min(_MOST_ABOVE, len(rows) - 1)):
        gutters = gutters_of(rows[at:], height)
        columns = len(gutters) + 1
        if columns < _FEWEST_COLUMNS or _is_across(rows[at], gutters):
            continue
        lines = [_cells_of(row, gutters) for row in rows[at : at + _MOST_LINES + 1]]
        values = (one for one, cells in enumerate(lines) if any(map(is_value, cells.values())))
        head = lines[: next(values, 0)]
        if head and len(set().union(*head)) == columns and 2 * len(head[0]) > columns:
            return at
    return None


def _of_head(
    over: Sequence[list[Line]], rows: Sequence[Sequence[Sequence[Character]]], height: float
) -> list[list[Line]]:
    """The lines over a head's middle one that begin cells of it: those that go on below it."""
    gutters = gutters_of(rows, height)
    below: set[int] = set()
    for row in rows[1:]:
        cells = _cells_of(row, gutters)
        if any(map(is_value, cells.values())):
            break
        below.update(cells)
    first = len(over)
    while first and below.issuperset(_cells_of(_parts_of(over[first - 1]), gutters)):
        first -= 1
    return list(over[first:])


def _cells_of(parts: Sequence[Sequence[Character]], gutters: Sequence[float]) -> dict[int, str]:
    """What a line prints in each column that it prints something in."""
    cells: dict[int, str] = {}
    for part in parts:
        column = sum(part[0].middle[0] > at for at in gutters)
        cells[column] = cells.get(column, "") + text_of(part)
    return cells


def _is_across(parts: Sequence[Sequence[Character]], gutters: Sequence[float]) -> bool:
    return any(part[0].left < at < part[-1].right for part in parts for at in gutters)


def _parts_of(row: Sequence[Line]) -> list[list[Character]]:
    found = [one for line in row for cell in line.cells for one in cell]
    return list(_parts(found, row[0].height))


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


def _rows(block: Sequence[Line], rules: Sequence[Rule]) -> list[Line]:
    """The rows of a table, or none where the lines are no table of values."""
    if len(block) < _FEWEST_ROWS:
        return []
    height = median(line.height for line in block)
    left, right = min(one.left for one in block), max(one.right for one in block)
    columns = _columns([list(_parts(found, height)) for found in _printed(block, height)], height)
    places = rows_of_values(columns, height, _borders(rules, left, right))
    if places is None or len(columns) < _FEWEST_COLUMNS:
        return []
    cells = _merged([places.cells(column) for column in columns])
    rows = [list(row) for row in zip(*cells, strict=True)]
    if len(rows) < _fewest_rows(len(cells), len(places.borders)):
        return []
    return [
        Line(joined(row), left, right, y, height, [])
        for row, (y, _) in zip(rows, places.heights, strict=True)
        if any(row)
    ]


def _fewest_rows(columns: int, borders: int) -> int:
    """How many rows make a table: fewer of more columns, as the first or last ones of a page."""
    return _FEWEST_ROWS + (columns <= _SURE_COLUMNS and not borders)


def _borders(rules: Sequence[Rule], left: float, right: float) -> list[float]:
    """The heights of drawn lines that part the rows of a table between two edges."""
    widths = ((rule.at, min(rule.end, right) - max(rule.start, left)) for rule in rules)
    return sorted((at for at, width in widths if width > _RULED * (right - left)), reverse=True)


def _printed(block: Sequence[Line], height: float) -> Iterator[list[Character]]:
    """The characters that stand at one height, from the top down."""
    row: list[Character] = []
    seen = (one for line in block for cell in line.cells for one in cell if not one.text.isspace())
    for one in sorted(seen, key=lambda one: (-one.bottom, one.left)):
        if row and row[0].bottom - one.bottom > LEVEL * height:
            yield row
            row = []
        row.append(one)
    if row:
        yield row


def _columns(rows: Sequence[Sequence[list[Character]]], height: float) -> list[list[Piece]]:
    """What each column prints, from the top down."""
    gutters = gutters_of(rows, height)
    columns: list[list[Piece]] = [[] for _ in range(len(gutters) + 1)]
    for parts in rows:
        held: dict[int, list[Character]] = {}
        for part in parts:
            held.setdefault(sum(part[0].middle[0] > at for at in gutters), []).extend(part)
        for column, found in held.items():
            columns[column].append(Piece(found, found[0].bottom))
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


def _merged(columns: Sequence[list[str]]) -> list[list[str]]:
    """Columns that never stand side by side as one: cells in the middle of their column."""
    merged: list[list[str]] = []
    for column in columns:
        if merged and not any(map(all, zip(merged[-1], column, strict=True))):
            merged[-1] = [one + other for one, other in zip(merged[-1], column, strict=True)]
        else:
            merged.append(column)
    return merged
