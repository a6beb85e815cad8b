"""The printed lines of a PDF page: which characters stand on one line, and in which cells of it."""

from __future__ import annotations

import ctypes
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

import regex

from metrics.sources.formats.cells import joined
from metrics.sources.formats.superscripts import raised

if TYPE_CHECKING:
    from pypdfium2 import PdfTextPage

GAP = 2.0  # heights between two cells of a line; words never stand so far apart
_LITTLE, _LIFTED = 0.8, 0.12  # of a line's height: raised characters are smaller and stand higher
_LEVEL, _TOUCH = 0.3, 0.1  # of a line's height: how far its characters may be off it, or overlap
_SLANT = 0.1  # radians off the edges of the page, from which on text is a watermark
_QUARTER = 1.5707963267948966
_WIDE = r"[\p{Han}\u3000-\u303f\uff00-\uffef“”‘’…—·]"
# Layers put a space wherever two characters stand a little apart: 增长 5.5 ％, 2 9 0 亿元, 6 .5 %.
_LOOSE = regex.compile(
    rf"(?<={_WIDE}) +(?=[\p{{Han}}\p{{P}}\p{{S}}\w])|(?<=[\w%‰.,]) +(?={_WIDE})"
    r"|(?<=(?<![\d.])\d) +(?=\d(?!\d))|(?<=\d) +(?=[%‰]|\.\d)|(?<=\d\.) +(?=\d)"
)


class Character(NamedTuple):
    """One character and where it stands, in points from the left and the bottom."""

    text: str
    left: float
    bottom: float
    right: float
    top: float

    @property
    def middle(self) -> tuple[float, float]:
        """The point in its middle."""
        return (self.left + self.right) / 2, (self.bottom + self.top) / 2


_END = Character("\n", 0, 0, 0, 0)


@dataclass(slots=True)
class Line:
    """One line as printed.

    Attributes:
        text: Its text, cells with a border between them.
        left: Where it begins, in points, and likewise ``right`` and ``bottom``.
        height: Of its highest character.
        cells: Its characters, by cells.
        column: Of a page with columns of text, which one it stands in; else 0.
    """

    text: str
    left: float
    right: float
    bottom: float
    height: float
    cells: list[list[Character]]
    column: int = 0

    def follows(self, other: Line) -> bool:
        """Whether it stands to the right of ``other`` on the same line."""
        is_level = abs(self.bottom - other.bottom) < 0.2 * other.height
        return is_level and self.left > other.right

    def extend(self, other: Line) -> None:
        """Adds what stands to its right."""
        if other.left - self.right > GAP * self.height:
            self.cells += other.cells
        else:
            self.cells[-1] += other.cells[0]
            self.cells += other.cells[1:]
        self.right = other.right
        self.text = text_of_cells(self.cells)


def characters(textpage: PdfTextPage) -> tuple[list[Character], int]:
    """The characters of a page in order, and how many that stand aslant were left out."""
    import pypdfium2.raw as pdfium

    box = pdfium.FS_RECTF()
    pointer = ctypes.byref(box)
    pending = slanted = 0
    found: list[Character] = []
    for index in range(pdfium.FPDFText_CountChars(textpage)):
        code = pdfium.FPDFText_GetUnicode(textpage, index)
        if 0xD800 <= code < 0xDC00:
            pending = code  # the first half of a character beyond the basic plane
            continue
        if 0xDC00 <= code < 0xE000:
            if not pending:
                continue
            code = 0x10000 + ((pending - 0xD800) << 10) + code - 0xDC00
        pending = 0
        if code in (0, 0xFFFE, 0xFFFF) or code > 0x10FFFF:
            continue
        turned = pdfium.FPDFText_GetCharAngle(textpage, index) % _QUARTER
        if _SLANT < turned < _QUARTER - _SLANT:
            slanted += 1
            continue
        # The loose box is as high as the font, whatever the character: 一 is as high as 国.
        pdfium.FPDFText_GetLooseCharBox(textpage, index, pointer)
        found.append(Character(chr(code), box.left, box.bottom, box.right, box.top))
    return found, slanted


def lines_of(found: Sequence[Character]) -> list[Line]:
    """The lines that characters make, in their order."""
    lines: list[Line] = []
    run: list[Character] = []
    for character in [*found, _END]:
        if character.text not in "\r\n":
            run.append(character)
            continue
        line = _as_line(run)
        run = []
        if line is not None and lines and line.follows(lines[-1]):
            lines[-1].extend(line)  # the layer ends a line after each cell of a table
        elif line is not None:
            lines.append(line)
    return lines


def _as_line(run: list[Character]) -> Line | None:
    run = _from_left(run)
    seen = [one for one in run if not one.text.isspace()]
    if not seen:
        return None
    height = max(1.0, max(one.top - one.bottom for one in seen))
    cells: list[list[Character]] = [[]]
    end = seen[0].left
    for one in run:
        if not one.text.isspace():
            if one.left - end > GAP * height and cells[-1]:
                cells.append([])  # columns of a table stand further apart than words ever do
            end = one.right
        cells[-1].append(one)
    base = max(seen, key=lambda one: one.top - one.bottom)
    return Line(text_of_cells(cells), seen[0].left, seen[-1].right, base.bottom, height, cells)


def _from_left(run: list[Character]) -> list[Character]:
    """Characters of a line from the left on.

    Word processors print the quotes of a line behind its other characters, in another font. What
    overlaps or stands at another height keeps its order.
    """
    seen = [one for one in run if not one.text.isspace()]
    if all(one.left <= other.left for one, other in pairwise(seen)):
        return run
    height = max(one.top - one.bottom for one in seen)
    ordered = sorted(seen, key=lambda one: one.left)
    is_level = max(one.bottom for one in seen) - min(one.bottom for one in seen) < _LEVEL * height
    is_apart = all(other.left > one.right - _TOUCH * height for one, other in pairwise(ordered))
    return sorted(run, key=lambda one: one.left) if is_level and is_apart else run


def text_of_cells(cells: Sequence[Sequence[Character]]) -> str:
    """The text of one line."""
    return joined([text_of(cell) for cell in cells])


def text_of(cell: Sequence[Character]) -> str:
    """The text of one cell of a line, without the marks of notes and stray spaces."""
    seen = [one for one in cell if not one.text.isspace()]
    if not seen:
        return ""
    base = max(seen, key=lambda one: one.top - one.bottom)
    text, mark = "", ""
    for one in cell:
        if _is_raised(one, base):
            mark += one.text
            continue
        if mark:
            text += raised(mark, text)
            mark = ""
        is_space = one.text.isspace() and one.text != "\u3000"
        text += " " if is_space else one.text
    text += raised(mark, text) if mark else ""
    return _LOOSE.sub("", text.strip(" "))


def _is_raised(one: Character, base: Character) -> bool:
    height = base.top - base.bottom
    is_little = 0 < one.top - one.bottom < _LITTLE * height
    return is_little and one.bottom > base.bottom + _LIFTED * height and not one.text.isspace()


def rows_of(lines: Sequence[Line]) -> Iterator[list[Line]]:
    """The lines of a page or a part of it, those of one height together, from the top down."""
    row: list[Line] = []
    for line in sorted(lines, key=lambda one: (-one.bottom, one.left)):
        if row and abs(row[0].bottom - line.bottom) > 0.3 * row[0].height:
            yield row
            row = []
        row.append(line)
    if row:
        yield row
