"""Tables inside documents as lines of text: a row is a line, its cells joined by " | ".

Every format writes its tables in this one way, and `metrics.layout.text_tables` reads them back
from the text, so that whatever a cell becomes keeps its place in the text. A cell that spans
several columns or rows is followed by empty ones, which keeps each column in its place.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

BORDER = "|"
LONGEST_CELL = 400  # a longer cell belongs to a page that a table only lays out
_OTHER_BORDER = "｜"  # for a border that a cell itself holds
_JOINED = f" {BORDER} "
_WIDEST = 200  # columns; a cell that claims more is a mistake or a trap


class Grid:
    """Collects the rows of one table."""

    def __init__(self) -> None:
        self._rows: list[list[Sequence[str]]] = []
        self._covered: list[int] = []  # by column: rows still covered by a cell from above

    def begin_row(self) -> None:
        """Starts the next row."""
        self._rows.append([])

    def add(self, lines: Sequence[str], across: int = 1, down: int = 1) -> None:
        """Adds the row's next cell, which covers so many columns and rows."""
        row = self._rows[-1]
        while len(row) < len(self._covered) and self._covered[len(row)] > 0:
            self._covered[len(row)] -= 1
            row.append(())
        width = max(1, min(across, _WIDEST - len(row)))
        for column in range(len(row), len(row) + width):
            self._covered += [0] * (column + 1 - len(self._covered))
            self._covered[column] = max(0, down - 1)
        row += [lines, *[()] * (width - 1)]

    def lines(self) -> Iterator[str]:
        """A line for each row that holds text; of a mere layout, the lines of each cell."""
        if self._is_layout():
            yield from (line for row in self._rows for cell in row for line in cell)
            return
        for row in self._rows:
            cells = [joined_lines(cell) for cell in row]
            if any(cells):
                yield joined(cells)

    def _is_layout(self) -> bool:
        longest = max((sum(map(len, cell)) for row in self._rows for cell in row), default=0)
        return longest > LONGEST_CELL or max(map(len, self._rows), default=0) < 2


def joined(cells: Sequence[str]) -> str:
    """One line of a table."""
    return _JOINED.join(cells).rstrip()


def joined_lines(lines: Sequence[str]) -> str:
    """The lines of one cell as a part of a line."""
    return " ".join(" ".join(lines).replace(BORDER, _OTHER_BORDER).split())
