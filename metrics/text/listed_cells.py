"""Tables that a page's copy lists with one cell a line: the rows are lines again.

Such a table is told by its numbered rows: 1, 2, 3 stand alone on lines at equal distances, with as
many lines before the first as a row has cells, which are the head. Else it is told by lines of
values that return at equal distances (`metrics.text.listed_values`). Cells of a row are parted by
tabs then, as in other tables of a text.
"""

from __future__ import annotations

import re
from itertools import pairwise

from metrics.text.listed_values import is_value, listed_rows, named_before

_LINE = re.compile(r"[^\n\r]+")
_FEWEST_ROWS = 3
_FEWEST_CELLS, _MOST_CELLS = 3, 8
_LONGEST_HEAD, _LONGEST_CELL = 24, 80
_BORDER, _SPACE, _END = "\t", " ", "\n"

Cell = re.Match[str]


def gridded(text: str) -> str:
    """The text with the cells of such tables in one line for each row, of the same length."""
    cells, words = [], []
    for cell in _LINE.finditer(text):
        said = cell.group().strip()
        if said:
            cells.append(cell)
            words.append(said)
    if not any(map(is_value, words)):
        return text
    characters, named = list(text), named_before(words)
    index = 0
    while index < len(cells):
        lines, following = _lines(words, named, index)
        for line in lines:
            _join(characters, cells[line.start : line.stop], _BORDER)
        for line in lines[1:]:
            _join(characters, cells[line.start - 1 : line.start + 1], _END)
        index = following
    return "".join(characters)


def _lines(words: list[str], named: list[int], index: int) -> tuple[list[range], int]:
    """The cells of the head and of each row of the table whose first value is at ``index``."""
    found = listed_rows(words, named, index) if is_value(words[index]) else []
    following = found[-1].stop if found else index + 1
    width = _width(words, index) if words[index] == "1" else None
    if width is not None:
        rows = _rows(words, index, width)
        stop = index + rows * width
        if stop >= following:
            return [
                range(start, start + width) for start in range(index - width, stop, width)
            ], stop
    return found, following


def _width(words: list[str], index: int) -> int | None:
    """How many cells a row has of the table whose first one begins at ``index``."""
    for width in range(_FEWEST_CELLS, min(_MOST_CELLS, index) + 1):
        head = words[index - width : index]
        is_head = all(len(word) <= _LONGEST_HEAD and not word.isdigit() for word in head)
        if is_head and _rows(words, index, width) >= _FEWEST_ROWS:
            return width
    return None


def _rows(words: list[str], index: int, width: int) -> int:
    """How many numbered rows of ``width`` short cells follow one another."""
    count = 0
    while True:
        row = words[index + count * width : index + (count + 1) * width]
        is_row = len(row) == width and row[0] == str(count + 1)
        if not is_row or any(len(word) > _LONGEST_CELL for word in row):
            return count
        count += 1


def _join(characters: list[str], cells: list[Cell], mark: str) -> None:
    """Puts one mark, and spaces, in place of the lines' ends between some cells."""
    for cell, following in pairwise(cells):
        start, end = cell.end(), following.start()
        characters[start:end] = [_SPACE] * (end - start - 1) + [mark]
