"""Tables of a PDF page whose cells are parted by drawn lines.

The lines are taken as PDFium gives them. (pdfplumber finds the same cells, but reads pages with a
second parser, which is several times slower and opens fewer files: see `docs/formats.md`.)
"""

from __future__ import annotations

import ctypes
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import TYPE_CHECKING, Any, NamedTuple

from metrics.sources.formats.cells import Grid
from metrics.sources.formats.pdf_lines import Character, lines_of

if TYPE_CHECKING:
    from pypdfium2 import PdfPage

_THIN = 3.0  # points: a rectangle so thin is a line
_NEAR = 3.0  # points by which lines that belong together miss each other
_SHORTEST = 6.0  # points
_MOST_SEGMENTS = 1000  # of a path
_MOST_RULES = 4000  # of a page; a drawing has more
_MOST_ELEMENTS = 20_000  # cells that crossing lines of a table make
_DEEPEST = 3  # forms inside forms


class Rule(NamedTuple):
    """A drawn line: where it stands (x of an upright, y of a level one), from where to where."""

    at: float
    start: float
    end: float


@dataclass
class RuledTable:
    """A table: its columns and rows between lines, from the left and from the top."""

    xs: list[float]
    ys: list[float]  # falling
    upright: list[Rule]
    level: list[Rule]
    inside: list[Character] = field(default_factory=list)

    def holds(self, one: Character) -> bool:
        """Whether a character stands in it."""
        x, y = one.middle
        return self.xs[0] <= x <= self.xs[-1] and self.ys[-1] <= y <= self.ys[0]

    def lines(self) -> Iterator[str]:
        """A line of text for each row."""
        texts = self._texts()
        covered: set[tuple[int, int]] = set()
        grid = Grid()
        for row in range(len(self.ys) - 1):
            grid.begin_row()
            for column in range(len(self.xs) - 1):
                if (row, column) in covered:
                    continue
                across, down = self._span(row, column)
                places = [
                    (r, c) for r in range(row, row + down) for c in range(column, column + across)
                ]
                covered.update(places)
                own = [one for place in places for one in texts.get(place, ())]
                grid.add([_text(own)] if own else [], across, down)
        return grid.lines()

    def _texts(self) -> dict[tuple[int, int], list[Character]]:
        """The characters of each elementary cell."""
        falling = [-y for y in self.ys]
        found: dict[tuple[int, int], list[Character]] = {}
        for one in self.inside:
            x, y = one.middle
            row = min(max(bisect_right(falling, -y) - 1, 0), len(self.ys) - 2)
            column = min(max(bisect_right(self.xs, x) - 1, 0), len(self.xs) - 2)
            found.setdefault((row, column), []).append(one)
        return found

    def _span(self, row: int, column: int) -> tuple[int, int]:
        """How many columns and rows a cell covers: up to the next lines."""
        y = (self.ys[row] + self.ys[row + 1]) / 2
        across = 1
        while column + across < len(self.xs) - 1 and not _is_drawn(
            self.upright, self.xs[column + across], y
        ):
            across += 1
        x = (self.xs[column] + self.xs[column + 1]) / 2
        down = 1
        while row + down < len(self.ys) - 1 and not _is_drawn(self.level, self.ys[row + down], x):
            down += 1
        return across, down


def _text(characters: Sequence[Character]) -> str:
    """The text of a cell, whose lines run on."""
    rows: list[list[Character]] = []
    seen = [one for one in characters if not one.text.isspace()]
    for one in sorted(seen, key=lambda one: -one.middle[1]):
        height = one.top - one.bottom
        if rows and abs(rows[-1][0].middle[1] - one.middle[1]) < max(1.0, 0.5 * height):
            rows[-1].append(one)
        else:
            rows.append([one])
    lines = (lines_of(sorted(row, key=lambda one: one.left)) for row in rows)
    return "".join(line.text for found in lines for line in found)


def _is_drawn(rules: list[Rule], at: float, point: float) -> bool:
    return any(
        abs(rule.at - at) <= _NEAR and rule.start - _NEAR <= point <= rule.end + _NEAR
        for rule in rules
    )


def ruled_tables(page: PdfPage) -> tuple[list[RuledTable], list[Rule]]:
    """The tables of a page that have at least two columns and two rows between lines.

    With them come the level lines of the page, which may part the rows of other tables.
    """
    upright, level = _rules(page)
    if len(upright) + len(level) > _MOST_RULES:
        return [], []
    if len(upright) < 3 or len(level) < 3:
        return [], level
    tables = []
    for own_upright, own_level in _crossing(upright, level):
        xs = _places(rule.at for rule in own_upright)
        ys = _places(rule.at for rule in own_level)[::-1]
        if min(len(xs), len(ys)) > 2 and len(xs) * len(ys) < _MOST_ELEMENTS:
            tables.append(RuledTable(xs, ys, own_upright, own_level))
    return tables, level


def _places(values: Iterator[float] | Any) -> list[float]:
    """Values that lie near each other as one."""
    found: list[float] = []
    for value in sorted(values):
        if not found or value - found[-1] > _NEAR:
            found.append(value)
    return found


def _crossing(upright: list[Rule], level: list[Rule]) -> Iterator[tuple[list[Rule], list[Rule]]]:
    """Lines that cross or touch each other, straight or through others."""
    left = set(range(len(level)))
    waiting = set(range(len(upright)))
    while waiting:
        first = min(waiting)
        waiting.remove(first)
        ours, theirs, new = [first], [], [first]
        while new:
            touched = [at for at in sorted(left) if any(_touch(upright[u], level[at]) for u in new)]
            left -= set(touched)
            theirs += touched
            new = [
                u for u in sorted(waiting) if any(_touch(upright[u], level[at]) for at in touched)
            ]
            waiting -= set(new)
            ours += new
        yield [upright[at] for at in ours], [level[at] for at in theirs]


def _touch(upright: Rule, level: Rule) -> bool:
    return (
        level.start - _NEAR <= upright.at <= level.end + _NEAR
        and upright.start - _NEAR <= level.at <= upright.end + _NEAR
    )


def _rules(page: PdfPage) -> tuple[list[Rule], list[Rule]]:
    import pypdfium2.raw as pdfium

    upright: list[Rule] = []
    level: list[Rule] = []
    for one in page.get_objects(filter=[pdfium.FPDF_PAGEOBJ_PATH], max_depth=_DEEPEST):
        count = pdfium.FPDFPath_CountSegments(one)
        if count > _MOST_SEGMENTS:
            continue
        matrix = one.get_matrix()
        previous = start = (0.0, 0.0)
        for index in range(count):
            kind, point, is_closed = _segment(one, index)
            if kind == pdfium.FPDF_SEGMENT_BEZIERTO:
                break  # of a drawing
            point = matrix.on_point(*point)
            if kind == pdfium.FPDF_SEGMENT_MOVETO:
                start = point
            elif kind == pdfium.FPDF_SEGMENT_LINETO:
                _add_rule(previous, point, upright, level)
            if is_closed:
                _add_rule(point, start, upright, level)
            previous = point
        if len(upright) + len(level) > _MOST_RULES:
            break
    return _mended(upright), _mended(level)


def _segment(path: Any, index: int) -> tuple[int, tuple[float, float], bool]:
    import pypdfium2.raw as pdfium

    segment = pdfium.FPDFPath_GetPathSegment(path, index)
    x, y = ctypes.c_float(), ctypes.c_float()
    pdfium.FPDFPathSegment_GetPoint(segment, x, y)
    is_closed = bool(pdfium.FPDFPathSegment_GetClose(segment))
    return pdfium.FPDFPathSegment_GetType(segment), (x.value, y.value), is_closed


def _add_rule(
    one: tuple[float, float], other: tuple[float, float], upright: list[Rule], level: list[Rule]
) -> None:
    (x1, y1), (x2, y2) = sorted((one, other))
    if abs(x2 - x1) <= _THIN / 2 < _SHORTEST <= abs(y2 - y1):
        upright.append(Rule((x1 + x2) / 2, min(y1, y2), max(y1, y2)))
    elif abs(y2 - y1) <= _THIN / 2 < _SHORTEST <= x2 - x1:
        level.append(Rule((y1 + y2) / 2, x1, x2))


def _mended(rules: list[Rule]) -> list[Rule]:
    """Pieces of one line, which are often drawn cell by cell, as one."""
    rules = sorted(rules)
    groups: list[list[Rule]] = [[rules[0]]] if rules else []
    for before, rule in pairwise(rules):
        if rule.at - before.at > _THIN / 2:
            groups.append([])
        groups[-1].append(rule)
    mended: list[Rule] = []
    for group in groups:
        for rule in sorted(group, key=lambda one: one.start):
            last = mended[-1] if mended else None
            if last and abs(last.at - rule.at) <= _THIN and rule.start <= last.end + _NEAR:
                mended[-1] = Rule(last.at, last.start, max(last.end, rule.end))
            else:
                mended.append(rule)
    return mended
