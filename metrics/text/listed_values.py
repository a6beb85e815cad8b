"""The rows of a table whose cells stand on a line each, told by its values.

A row has its values at the same places as every other: name, unit, 52.1, 54, kind; name, unit, 60,
68, kind. A cell that spans several rows stands only in the first of them, so that the rows below
it have one cell less.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from itertools import accumulate

_VALUE = re.compile(
    r"[〔\[［【（(]?[≥≤<>＜＞≧≦~～]?[-+−－±]?(?!0\d|\d+-0|\d[A-Z][\u4e00-\u9fff])\d[\d.,，—–~～-]*[^\d/年月日]{0,5}"
)
_NOTHING = re.compile(r"[-—–－/…]+")
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
_FEWEST_ROWS = 3
_FEWEST_WORDS = 2  # of a head, and the name of its first row
_FEWEST_CELLS, _MOST_CELLS = 3, 10
_LONGEST_HEAD, _LONGEST_YEAR, _LONGEST_CELL = 30, 10, 80
_FARTHEST = 600  # cells of a table
_SENTENCE = re.compile("[。；，]")
_ANY, _NUMBER, _WORD, _OTHER = "?", "n", "w", "x"


def is_value(word: str) -> bool:
    """Whether a cell holds a number and hardly anything else: ≥52.6, 〔360〕, 95以上."""
    return _VALUE.fullmatch(word) is not None


def named_before(words: list[str]) -> list[int]:
    """How many of the cells before each are words, and of all in the end."""
    return list(accumulate((_kind(word) == _WORD for word in words), initial=0))


def listed_rows(words: list[str], named: list[int], index: int) -> list[range]:
    """The cells of the head and of each row of the table whose first value is at ``index``.

    A cell that spans rows goes to the end of the line before, so that columns keep their places.
    No lines where those around are no table.

    Args:
        words: The cells.
        named: What `named_before` says of them.
        index: Where a value stands.
    """
    offset = max(0, index - 3 * _MOST_CELLS)
    if named[index] - named[offset] < _FEWEST_WORDS:
        return []  # a list of numbers, in which every line would look at hundreds of others
    near = words[offset : index + _FARTHEST]
    kinds = [_kind(word) for word in near]
    best: list[range] = []
    rank: tuple[int, ...] = ()
    for width in range(_FEWEST_CELLS, _MOST_CELLS + 1):
        for before in range(1, 2 * width):  # the first row may hold words where others have values
            start = index - offset - before - width
            if start < 0 or not _is_head(near[start : start + width]):
                continue
            for shape in _shapes(kinds, start + width, width):
                head, first = near[start : start + width], near[start + width : start + 2 * width]
                if not _is_told(head, shape, first):
                    continue
                rows, misses = _rows(kinds, start + width, shape)
                if misses > len(rows) // 4 * (shape.count(_NUMBER) > 1):
                    continue
                own = _ending(near, rows, shape), sum(map(len, rows)) - 2 * misses, start
                if len(rows) >= _FEWEST_ROWS and own > rank:
                    best, rank = [range(start, start + width), *rows], own
    return _placed(best, offset)


@lru_cache(maxsize=4096)
def _kind(word: str) -> str:
    if len(word) > _LONGEST_CELL or _SENTENCE.search(word):
        return _OTHER
    if _NOTHING.fullmatch(word):
        return _ANY
    return _NUMBER if is_value(word) else _WORD


def _is_head(words: list[str]) -> bool:
    """Whether short words that differ stand here, and no values but years."""
    return len(set(words)) == len(words) and all(
        len(word) <= _LONGEST_HEAD
        and not _SENTENCE.search(word)
        and (not is_value(word) or _YEAR.fullmatch(word))
        for word in words
    )


def _is_told(head: list[str], shape: str, first: list[str]) -> bool:
    """Whether a year heads a column of values, or the rows are numbered."""
    return any(
        kind == _NUMBER
        and (cell == "1" or (len(word) <= _LONGEST_YEAR and _YEAR.search(word) is not None))
        for word, kind, cell in zip(head, shape, first, strict=True)
    )


def _shapes(kinds: list[str], start: int, width: int) -> Iterator[str]:
    """What the cells of a row may be: as in the first row, or as in the second."""
    first = "".join(kinds[start : start + width])
    second = "".join(kinds[start + width : start + 2 * width])
    for shape in dict.fromkeys((first, second, _WORD + second[:-1])):
        if len(shape) == width and _NUMBER in shape and shape.count(_WORD) > 1:
            yield shape


def _rows(kinds: list[str], start: int, shape: str) -> tuple[list[range], int]:
    """The rows of a shape from ``start`` on and the cells that differ in kind.

    Rows may lack their first cell.
    """
    rows: list[range] = []
    width, missed = len(shape), 0
    while True:
        full = _misses(kinds[start : start + width], shape)
        short = _misses(kinds[start : start + width - 1], shape[1:]) if rows else width
        size, misses = (width, full) if full <= short else (width - 1, short)
        if misses > 1:
            return rows, missed
        rows.append(range(start, start + size))
        missed += misses
        start += size


def _ending(words: list[str], rows: list[range], shape: str) -> int:
    """How well rows end: with a few words again and again, with values, or with names."""
    if shape[-1] == _NUMBER:
        return 1
    last = [words[row.stop - 1] for row in rows]
    return 2 if 2 * len(set(last)) <= len(last) + 1 else 0


def _misses(kinds: list[str], shape: str) -> int:
    """How many cells are not what the shape says; a dash may be anything."""
    if len(kinds) < len(shape):
        return len(shape)
    if _OTHER in kinds:
        return len(shape)
    return sum(
        _ANY not in (kind, wanted) and kind != wanted
        for kind, wanted in zip(kinds, shape, strict=True)
    )


def _placed(lines: list[range], offset: int) -> list[range]:
    """The lines among all words; where some rows lack their first cell, none begins with it."""
    placed = [range(line.start + offset, line.stop + offset) for line in lines]
    width = max(map(len, placed), default=0)
    if all(len(line) == width for line in placed):
        return placed
    starts = [line.start + (len(line) == width) for line in placed]
    stops = [*starts[1:], placed[-1].stop]
    return [range(start, stop) for start, stop in zip(starts, stops, strict=True)]
