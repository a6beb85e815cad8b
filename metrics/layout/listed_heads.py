"""Where a page's copy prints the head of a table with one cell a line, and what its columns are.

A head is told by the cell that names what is measured (指标) and those around it. Two lines may be
one cell of it (目标值 above （2025年）), and its last cells may stand below others that span them
(目标 above 2025年 and 2030年).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations, pairwise

from metrics.layout.table_heads import VALUES, Column, Holds, holds_of, read_head
from metrics.rules.layout import SectionVocabulary
from metrics.text.listed_values import is_value

_FEWEST, _MOST = 3, 12  # columns
_MOST_BEFORE = 3  # cells of a head before the one that names what is measured
_LONGEST_GROUP = 6  # characters of a head that no rule knows: 类别
_LONGEST, _LONGEST_JOINED = 30, 16
_MOST_JOINTS = 5  # places at which two lines may be one cell
_MOST_BELOW = 6  # cells of a second row
_UNKNOWN = 3  # doubts about a column that no rule knows
_SPANNED: tuple[Holds, ...] = (*VALUES, "other")
_WHOLE: tuple[Holds, ...] = ("kind", "name", "unit", "ordinal", "due", "answer")
_OPENING = "（(〔[［【"

_Joints = tuple[frozenset[int], int]  # which lines go on the one before, and doubts
Place = tuple[int, int]  # the row of a head and the column that a line stands in


@dataclass(frozen=True, slots=True)
class Head:
    """A head of a table.

    Attributes:
        columns: What its columns hold.
        places: Where each of its lines stands.
        doubts: How many lines are joined, and how many columns no rule knows.
    """

    columns: Sequence[Column]
    places: Sequence[Place]
    doubts: int


def heads_at(
    words: Sequence[str], at: int, vocabulary: SectionVocabulary
) -> Iterator[tuple[int, Head]]:
    """The heads that the cell ``at`` may belong to as the name's, each with its first cell."""
    for start in range(max(0, at - _MOST_BEFORE), at + 1):
        if not all(_may_stand_ahead(word, vocabulary) for word in words[start:at]):
            continue
        for stop in range(start + _FEWEST, min(start + _MOST + _MOST_BELOW, len(words)) + 1):
            if not _is_word_of_head(words[stop - 1], vocabulary):
                break
            for head in _heads(words[start:stop], vocabulary):
                yield start, head


def _may_stand_ahead(word: str, vocabulary: SectionVocabulary) -> bool:
    if is_value(word) or holds_of(word, vocabulary) not in ("ordinal", "other"):
        return False
    return len(word) <= _LONGEST_GROUP and word.isalpha()


def _is_word_of_head(word: str, vocabulary: SectionVocabulary) -> bool:
    if vocabulary.patterns["table_group"].match(word):
        return False  # 一、经济发展 names the rows below it
    return len(word) <= _LONGEST and "\t" not in word and (not is_value(word) or len(word) == 4)


def _heads(words: Sequence[str], vocabulary: SectionVocabulary) -> Iterator[Head]:
    """What lines may be as the head of a table."""
    for joints, doubts in _joints(words, vocabulary):
        cells: list[str] = []
        columns: list[int] = []
        for at, word in enumerate(words):
            if at in joints:
                cells[-1] += word
            else:
                cells.append(word)
            columns.append(len(cells) - 1)
        places = _places(cells, vocabulary)
        for placed in places:
            head = _read(cells, placed, vocabulary)
            if head is not None:
                unknown = sum(_unknown(one, vocabulary) for one in head[_name(head) :])
                yield Head(head, [placed[column] for column in columns], doubts + unknown)


def _name(columns: Sequence[Column]) -> int:
    return [column.holds for column in columns].index("name")


def _unknown(column: Column, vocabulary: SectionVocabulary) -> int:
    is_note = vocabulary.patterns["table_note"].search(column.head) is not None
    return _UNKNOWN * (column.holds == "other" and not is_note)


def _joints(words: Sequence[str], vocabulary: SectionVocabulary) -> Iterator[_Joints]:
    """Which lines may go on the cell before, and how many of them are no brackets."""
    sure = {at for at, word in enumerate(words) if at and word[0] in _OPENING}
    may = [
        at
        for at in range(1, len(words))
        if at not in sure and _are_one(words[at - 1], words[at], vocabulary)
    ][:_MOST_JOINTS]
    for count in range(len(may) + 1):
        for some in combinations(may, count):
            if not any(at + 1 in some for at in some):
                yield frozenset(sure.union(some)), count


def _are_one(above: str, below: str, vocabulary: SectionVocabulary) -> bool:
    both = above + below
    if len(both) > _LONGEST_JOINED or holds_of(both, vocabulary) == "other":
        return False
    if _is_dated(above, vocabulary) and _is_dated(below, vocabulary):
        return False
    held = holds_of(above, vocabulary), holds_of(below, vocabulary)
    if "other" in held or above.strip("年").isdigit():
        return True
    return holds_of(both, vocabulary) in _WHOLE  # 指标 above 性质


def _places(cells: Sequence[str], vocabulary: SectionVocabulary) -> Iterator[list[Place]]:
    """Where the cells of a head may stand: in one row, or the last ones below some of them."""
    if len(cells) <= _MOST:
        yield [(0, at) for at in range(len(cells))]
    held = [holds_of(cell, vocabulary) for cell in cells]
    for below in range(2, min(_MOST_BELOW, len(cells) - _FEWEST) + 1):
        above = len(cells) - below
        dated = {_is_dated(cell, vocabulary) for cell in cells[above:]}
        if len(dated) > 1 or not all(one in VALUES for one in held[above:]):
            continue
        for first, widths in _spans(held[:above], below):
            spanning = cells[first : first + len(widths)]
            if True in dated and any(_is_dated(cell, vocabulary) for cell in spanning):
                continue  # a column is of one year
            yield _spread(above, first, widths)


def _is_dated(cell: str, vocabulary: SectionVocabulary) -> bool:
    return vocabulary.patterns["table_year"].search(cell) is not None


def _spans(held: Sequence[Holds], below: int) -> Iterator[tuple[int, list[int]]]:
    """Which cells may span those of a second row: the first of them, and how many each does."""
    for count in range(1, below):
        for first in range(1, len(held) - count + 1):
            if not all(one in _SPANNED for one in held[first : first + count]):
                continue
            for cuts in combinations(range(1, below), count - 1):
                edges = [0, *cuts, below]
                yield (
                    first,
                    [after - before for before, after in pairwise(edges)],
                )


def _spread(above: int, first: int, widths: Sequence[int]) -> list[Place]:
    """The places of cells of which some span so many of a second row."""
    places: list[Place] = []
    column = 0
    for at in range(above):
        places.append((0, column))
        column += widths[at - first] if 0 <= at - first < len(widths) else 1
    return places + [(1, first + at) for at in range(sum(widths))]


def _read(
    cells: Sequence[str], places: Sequence[Place], vocabulary: SectionVocabulary
) -> Sequence[Column] | None:
    """The columns of a head whose cells stand there; None where they are no head of a table."""
    width = 1 + max(column for _, column in places)
    lines = [[""] * width for _ in range(1 + places[-1][0])]
    for cell, (row, column) in zip(cells, places, strict=True):
        lines[row][column] = cell
    read = read_head(lines, None, vocabulary)
    if read is None or read[0] != len(lines):
        return None
    columns = read[1]
    held = [column.holds for column in columns]
    if "name" not in held or not len(columns) == width <= _MOST:
        return None
    years = [column.year for column in columns if column.year]
    if len(lines) > 1 and years != sorted(years):
        return None
    first = next(at for at, holds in enumerate(held) if holds in VALUES)
    return columns if "name" not in held[first:] else None
