"""Tables inside documents as lines of text: a row is a line, its cells joined by " | ".

Every format writes its tables in this one way, and `metrics.layout.text_tables` reads them back
from the text, so that whatever a cell becomes keeps its place in the text. A cell that spans
several columns or rows is followed by empty ones, which keeps each column in its place.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from metrics.errors import DocumentError

BORDER = "|"
LONGEST_CELL = 400  # a longer cell belongs to a page that a table only lays out
_OTHER_BORDER = "｜"  # for a border that a cell itself holds
_JOINED = f" {BORDER} "
_WIDEST = 200  # columns; a cell that claims more is a mistake or a trap
_MOST_CELLS = 500_000


class Grid:
    """Collects the rows of one table."""

    def __init__(self) -> None:
        self._rows: list[list[Sequence[str]]] = []
        self._cells = 0
        self._covered: list[int] = []  # by column: rows still covered by a cell from above

    def begin_row(self) -> None:
        """Starts the next row.

        Raises:
            DocumentError: when the table has too many cells.
        """
        self._end_row()
        self._cells += len(self._rows[-1]) if self._rows else 0
        if self._cells > _MOST_CELLS:
            raise DocumentError(f"has a table of more than {_MOST_CELLS} cells. Save it as .csv.")
        self._rows.append([])

    def skip(self, columns: int) -> None:
        """Leaves so many columns empty, where a row begins further to the right."""
        self._rows[-1] += [()] * min(columns, _WIDEST)

    def add(self, lines: Sequence[str], across: int = 1, down: int = 1) -> None:
        """Adds the row's next cell, which covers so many columns and rows."""
        row = self._rows[-1]
        self._pass_covered(row)
        width = max(1, min(across, _WIDEST - len(row)))
        for column in range(len(row), len(row) + width):
            self._covered += [0] * (column + 1 - len(self._covered))
            self._covered[column] = max(0, down - 1)
        row += [lines, *[()] * (width - 1)]

    def _pass_covered(self, row: list[Sequence[str]]) -> None:
        """Fills the next columns that a cell from above covers."""
        while len(row) < len(self._covered) and self._covered[len(row)] > 0:
            self._covered[len(row)] -= 1
            row.append(())

    def _end_row(self) -> None:
        """Ends a row with the columns behind its last cell that cells from above cover."""
        if self._rows:
            row = self._rows[-1]
            self._pass_covered(row)
            for column in range(len(row), len(self._covered)):
                self._covered[column] = max(0, self._covered[column] - 1)

    def lines(self) -> Iterator[str]:
        """A line for each row that holds text; of a mere layout, the lines of each cell."""
        self._end_row()
        if self._is_layout():
            yield from (line for row in self._rows for cell in row for line in cell)
            return
        for row in self._rows:
            cells = [joined_lines(cell) for cell in row]
            if any(cells):
                yield joined(cells)

    def _is_layout(self) -> bool:
        longest = max(
            (sum(map(len, cell)) for row in self._rows for cell in row if cell), default=0
        )
        return longest > LONGEST_CELL or max(map(len, self._rows), default=0) < 2


def joined(cells: Sequence[str]) -> str:
    """One line of a table."""
    return _JOINED.join(cells).rstrip()


def joined_lines(lines: Sequence[str]) -> str:
    """The lines of one cell as a part of a line."""
    if not lines:
        return ""
    return " ".join(" ".join(lines).replace(BORDER, _OTHER_BORDER).split())
