"""The rows of a table of a PDF page whose rows no lines part: which cells stand beside each other.

A value stands on a line of its own and tells where its row is. The other cells of the row may take
several lines; they stand with their middle or with their first line at the height of the values.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import mean

import regex

from metrics.sources.formats.pdf_lines import Character, text_of

_VALUE = regex.compile(
    r"[^\w]*(?:(?!\d[A-Z]\p{Han})\d[\d.,]*(?:[^\d年月日]{0,5}|\p{Han}{1,6}/\p{Han}{1,6})|[-—–]+)"
)
LEVEL = 0.3  # heights by which characters of a line differ in where they stand
_HALF_LINE = 0.75  # of the lines of a cell: what stands so near is in one row
_MOST_LINES = 12  # of a cell
_FAR = 1e6  # what it costs to put lines into one cell between which there is a border


@dataclass(frozen=True, slots=True)
class Piece:
    """What a column prints in one line: its characters, and the height that it stands at."""

    found: list[Character]
    y: float

    @property
    def text(self) -> str:
        """Its text."""
        return text_of(self.found)


@dataclass(frozen=True, slots=True)
class Rows:
    """Where the rows of a table stand, from the top down.

    Attributes:
        heights: of each row, from where to where it may stand; only of a head these differ.
        pitch: how far apart the lines of one cell stand at most.
        slack: by how much characters of one line differ in where they stand.
        borders: the heights of drawn lines, falling.
    """

    heights: list[tuple[float, float]]
    pitch: float
    slack: float
    borders: Sequence[float]

    def cells(self, column: Sequence[Piece]) -> list[str]:
        """The text of a column's cell in each row."""
        parts = self._level(column)
        if parts is None:
            shared = (self._shared(column, is_hung) for is_hung in (False, True))
            _, parts = min(shared, key=lambda one: one[0])
        return ["".join(piece.text for piece in column[a:b]) for a, b in parts]

    def _level(self, column: Sequence[Piece]) -> list[tuple[int, int]] | None:
        """The pieces of a column whose cells have one line each; None where some have more."""
        parts: list[tuple[int, int]] = []
        at = 0
        for low, high in self.heights:
            is_here = at < len(column) and abs(column[at].y - (low + high) / 2) <= self.slack
            parts.append((at, at + is_here))
            at += is_here
        return parts if at == len(column) else None

    def _shared(
        self, column: Sequence[Piece], is_hung: bool
    ) -> tuple[float, list[tuple[int, int]]]:
        """How pieces are shared out among rows so that cells stand nearest to them, and how near.

        A cell is hung where its first line is level with its row, else its middle is.
        """
        count = len(column)
        costs: list[float] = [0.0] + [float("inf")] * count
        choices: list[list[int]] = []
        falling = [-piece.y for piece in column]
        for (low, high), reach in zip(self.heights, self._reaches(), strict=True):
            reached = [cost + self.slack for cost in costs]  # by an empty cell
            starts = list(range(count + 1))
            first_near = bisect_left(falling, -high - reach - _MOST_LINES * self.pitch)
            for start in range(first_near, bisect_left(falling, -low + reach)):
                for end in range(start + 1, min(start + _MOST_LINES, count) + 1):
                    if end - start > 1 and self._is_parted(column[end - 2], column[end - 1]):
                        break
                    first, last = column[start].y, column[end - 1].y
                    at = first if is_hung else (first + last) / 2
                    off = max(low - at, at - high, 0.0)
                    cost = costs[start] + off + _FAR * self._is_beyond(low, first)
                    if cost < reached[end]:
                        reached[end], starts[end] = cost, start
            costs = reached
            choices.append(starts)
        if costs[count] == float("inf"):
            return costs[count], self._nearest(column)
        end = count
        parts: list[tuple[int, int]] = []
        for starts in reversed(choices):
            parts.append((starts[end], end))
            end = starts[end]
        return costs[count], parts[::-1]

    def _reaches(self) -> list[float]:
        """How far from each row its cells stand at most: as far as the next rows."""
        lows = [low for low, _ in self.heights]
        steps = [above - below for above, below in pairwise(lows)]
        if not steps:
            return [self.pitch] * len(lows)
        return [max(both) for both in zip([steps[0], *steps], [*steps, steps[-1]], strict=True)]

    def _nearest(self, column: Sequence[Piece]) -> list[tuple[int, int]]:
        """Each piece in the row that it stands nearest to, where there are more cells than rows."""
        lows = [low for low, _ in self.heights]
        rows = [min(lows, key=lambda at: abs(at - piece.y)) for piece in column]
        return [(sum(row > low for row in rows), sum(row >= low for row in rows)) for low in lows]

    def _is_parted(self, above: Piece, below: Piece) -> bool:
        is_far = above.y - below.y > self.pitch
        return is_far or self._is_beyond(above.y, below.y)

    def _is_beyond(self, one: float, other: float) -> bool:
        """Whether a line is drawn between two heights."""
        return any(min(one, other) < at < max(one, other) for at in self.borders)


def holds_values(column: Sequence[Piece]) -> bool:
    """Whether at least half of what a column prints is values."""
    return 2 * sum(is_value(piece.text) for piece in column) >= len(column)


def is_value(text: str) -> bool:
    """Whether a cell prints a value, or a dash in place of one."""
    return _VALUE.fullmatch(text) is not None


def rows_of_values(
    columns: Sequence[Sequence[Piece]], height: float, borders: Sequence[float]
) -> Rows | None:
    """Where the rows of a table are: its head, then each height at which there is a value."""
    pitch = _pitch(columns, height)
    heights: list[list[float]] = []
    found = (y for column in columns if holds_values(column) for y in _values(column, pitch))
    for y in sorted(found, reverse=True):
        if heights and heights[-1][-1] - y < _HALF_LINE * (pitch - LEVEL * height):
            heights[-1].append(y)
        else:
            heights.append([y])
    rows = [mean(one) for one in heights]
    if not rows:
        return None
    printed = [piece.y for column in columns for piece in column]
    inner = [at for at in borders if min(printed) < at < max(printed)]
    least = min((at for at in inner if at > rows[0]), default=rows[0] + LEVEL * height)
    above = [y for y in printed if y > least]
    head = [(min(above), max(above))] if above else []
    return Rows([*head, *((at, at) for at in rows)], pitch, LEVEL * height, inner)


def _pitch(columns: Sequence[Sequence[Piece]], height: float) -> float:
    steps = [above.y - below.y for column in columns for above, below in pairwise(column)]
    least = min((step for step in steps if step > LEVEL * height), default=height)
    return max(least, height) + LEVEL * height


def _values(column: Sequence[Piece], pitch: float) -> Iterator[float]:
    """Where a column has values, which may end on a second line: 90以, 上."""
    cell: list[Piece] = []
    for piece in [*column, None]:
        is_next = piece is None or not cell or cell[-1].y - piece.y > pitch
        if cell and (piece is None or is_next or is_value(piece.text)):
            text = "".join(one.text for one in cell)
            if is_value(text):
                yield (cell[0].y + cell[-1].y) / 2
            cell = []
        if piece is not None:
            cell.append(piece)
