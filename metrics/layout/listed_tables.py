"""Tables that a page's copy lists with one cell a line, told by their heads: rows are lines again.

What the columns of a head hold tells which cells a row has: a name is words, a value a number, a
kind 约束性 or 预期性. Cells that span rows stand only in the first of them, and empty ones nowhere;
of all ways to share the cells out among the columns, the one that leaves out and joins the fewest
is taken. Cells are parted by tabs then, as in other tables of a text. Tables whose heads no rule
knows are left to `metrics.text.listed_cells`.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import regex

from metrics.layout.listed_heads import Head, heads_at
from metrics.layout.listed_rows import RowReader
from metrics.layout.table_heads import holds_of
from metrics.rules.layout import SectionVocabulary
from metrics.text.as_read import as_read
from metrics.text.listed_values import is_value
from metrics.text.wrapped_lines import ReadText

_LINE = regex.compile(r"[^\n\r]*[^\s][^\n\r]*")
_FEWEST_ROWS = 2
_DOUBT = 2.0  # cells that a doubt about a head outweighs
_LONGEST_NAME = 12  # of the head of the names
_TAB, _SPACE, _END = "\t", " ", "\n"


@dataclass(frozen=True, slots=True)
class _Table:
    """Where each line from ``start`` on stands: its row and its column."""

    start: int
    places: Sequence[tuple[int, int]]


def as_laid_out(printed: str, vocabulary: SectionVocabulary) -> ReadText:
    """A text as it is read (`metrics.text.as_read`), its listed tables with a line for each row."""
    return as_read(printed, lambda text: with_listed_tables(text, vocabulary))


def with_listed_tables(
    text: str, vocabulary: SectionVocabulary
) -> tuple[str, Sequence[int] | None]:
    """The text with such tables as lines, and where its characters stood; None: at the same places.

    An empty cell is a tab more than the text had.
    """
    if not any(map(str.isdigit, text)):
        return text, None
    lines = list(_LINE.finditer(text))
    words = [line.group().strip() for line in lines]
    pieces: list[str] = []
    places = array("Q")
    position = 0
    for table in _tables(words, vocabulary):
        spans = [_inner(line) for line in lines[table.start : table.start + len(table.places)]]
        for at, (start, _) in enumerate(spans):
            gap_start = spans[at - 1][1] if at else start
            pieces.append(text[position:gap_start])
            places.extend(range(position, gap_start))
            before = table.places[at - 1] if at else (0, 0)
            gap = _gap(before, table.places[at], start - gap_start)
            pieces.append(gap)
            places.extend(min(gap_start + place, max(start - 1, 0)) for place in range(len(gap)))
            position = start
    if not pieces:
        return text, None
    pieces.append(text[position:])
    places.extend(range(position, len(text)))
    made = "".join(pieces)
    return made, None if len(made) == len(text) else places


def _inner(line: regex.Match[str]) -> tuple[int, int]:
    said = line.group()
    start = line.start() + len(said) - len(said.lstrip())
    return start, start + len(said.strip())


def _gap(before: tuple[int, int], after: tuple[int, int], length: int) -> str:
    """What stands between two cells, as long as the lines' ends there where it can be."""
    if before[0] == after[0]:
        return (_TAB * (after[1] - before[1])).rjust(max(length, 1), _SPACE) if length else ""
    # A line of one cell is one of a table by a tab.
    return (_TAB * (not before[1]) + _END).rjust(length, _SPACE) + _TAB * after[1]


def _tables(words: Sequence[str], vocabulary: SectionVocabulary) -> Iterator[_Table]:
    stop = 0
    for at, word in enumerate(words):
        if at < stop or len(word) > _LONGEST_NAME or holds_of(word, vocabulary) != "name":
            continue
        table = _best(words, at, stop, vocabulary)
        if table is not None:
            yield table
            stop = table.start + len(table.places)


def _best(words: Sequence[str], at: int, stop: int, vocabulary: SectionVocabulary) -> _Table | None:
    """The table whose head holds the name's cell ``at`` and explains most cells best."""
    best: _Table | None = None
    most = 0.0
    for start, head in heads_at(words, at, vocabulary):
        first = start + len(head.places)
        if start < stop or not any(map(is_value, words[first : first + 2 * len(head.columns)])):
            continue
        reader = RowReader(head.columns, vocabulary)
        rows, worth = reader.rows(words, first)
        worth += len(head.places) - _DOUBT * head.doubts
        if len(rows) >= _FEWEST_ROWS and worth > most:
            most = worth
            best = _Table(start, _all_places(head, rows))
    return best


def _all_places(head: Head, rows: Sequence[Sequence[int]]) -> list[tuple[int, int]]:
    height = 1 + max(row for row, _ in head.places)
    return [*head.places, *((height + at, one) for at, row in enumerate(rows) for one in row)]
