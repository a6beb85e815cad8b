"""Which cells of a list are the rows of a table whose columns are known."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

import regex

from metrics.layout.table_heads import Column, Holds
from metrics.rules.layout import SectionVocabulary
from metrics.text.listed_values import is_value

_NOTHING = regex.compile(r"[-—–－/…]+")
_AMOUNT = regex.compile(r"[≥≤<>＜＞]?\d[\d.,]*(?![A-Z]\p{Han})[^\d年月日，、。；]{1,12}")
_SENTENCE = regex.compile("[。；]")
_ORDINAL = regex.compile(r"(\d{1,3})[.、．]?")
_FARTHEST = 600  # cells of a table
_LONGEST_NAME, _LONGEST_UNIT, _LONGEST_SAID, _LONGEST_NOTE, _LONGEST_TASK = 60, 10, 12, 40, 300
_LONGEST_GROUP = 8  # a longer cell before the name is rather its first line
_MEASURES: tuple[Holds, ...] = ("plan", "actual", "measure", "change")
_NEVER = 99.0
# What it costs that a row has no cell in a column (the one above holds for it, or it is empty).
_LEFT_OUT: dict[Holds, float] = {
    "unit": 0.5, "kind": 0.5, "due": 0.2, "answer": 0.2, "other": 0.2, "ordinal": 2.0, "name": 0.4,
}  # fmt: skip
# What it costs that a cell has one line more, and how many lines it may have.
_MORE: dict[Holds, tuple[float, int]] = {
    "name": (1.0, 3), "answer": (0.3, 4), "other": (0.6, 3), "task": (1.0, 3),
}  # fmt: skip
_WEIGHT = 1.5  # cells that a cost of 1 outweighs


@dataclass(frozen=True, slots=True)
class _Row:
    """A way to read a row: what it costs, and the column of each of its cells."""

    cost: float
    columns: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class _Read:
    """All rows down to some cell: what they cost, the last row, and where it begins."""

    cost: float
    row: tuple[int, ...]
    start: int
    count: int
    ordinal: int


class RowReader:
    """Reads the rows of one table."""

    def __init__(self, columns: Sequence[Column], vocabulary: SectionVocabulary) -> None:
        self._held = [column.holds for column in columns]
        self._vocabulary = vocabulary
        self._ordinal = self._held.index("ordinal") if "ordinal" in self._held else None
        self._has_tasks = "task" in self._held
        self._names = [at for at, holds in enumerate(self._held) if holds == "name"]

    def rows(self, words: Sequence[str], start: int) -> tuple[list[tuple[int, ...]], float]:
        """The rows from ``start`` on, as the columns of their cells, and how much they explain."""
        if self._has_tasks and self._ordinal is None:
            return [], 0.0  # of anything a list of tasks could be made
        known = {start: _Read(0.0, (), start, 0, 0)}
        end = min(len(words), start + _FARTHEST)
        for at in range(start, end):
            read = known.get(at)
            if read is None:
                continue
            for row in self._ways(words[at : min(end, at + 3 * len(self._held))], read):
                stop = at + len(row.columns)
                cost = read.cost + row.cost
                if stop not in known or cost < known[stop].cost:
                    number = read.ordinal + (self._ordinal in row.columns)
                    known[stop] = _Read(cost, row.columns, at, read.count + 1, number)
        last = max(known, key=lambda stop: stop - start - _WEIGHT * known[stop].cost)
        worth = last - start - _WEIGHT * known[last].cost
        rows: list[tuple[int, ...]] = []
        while last != start:
            rows.append(known[last].row)
            last = known[last].start
        return rows[::-1], worth

    def _ways(self, words: Sequence[str], read: _Read) -> Iterator[_Row]:
        """How cells may be the next row."""
        if not words:
            return
        if self._is_group(words[0]):
            yield _Row(0.7, (0,))  # it is the last line of no table, as a heading below would be
        ways: dict[int, _Row] = {0: _Row(0.0, ())}
        for column, holds in enumerate(self._held):
            found: dict[int, _Row] = {}
            for taken, row in ways.items():
                for count, cost in self._takes(words[taken:], column, holds, read):
                    way = _Row(row.cost + cost, (*row.columns, *[column] * count))
                    if taken + count not in found or way.cost < found[taken + count].cost:
                        found[taken + count] = way
            ways = found
        for taken, row in ways.items():
            if taken and self._says(words, row.columns):
                yield row

    def _is_group(self, word: str) -> bool:
        """Whether a line of its own names the rows below it: 一、经济发展."""
        said = self._vocabulary.patterns["table_group"].match(word)
        return said is not None and not _SENTENCE.search(word) and len(word) <= _LONGEST_SAID

    def _says(self, words: Sequence[str], columns: Sequence[int]) -> bool:
        """Whether a row says what a value is of."""
        if self._has_tasks:
            return self._ordinal in columns
        return any(
            self._held[column] in _MEASURES and (is_value(word) or _AMOUNT.fullmatch(word))
            for word, column in zip(words, columns, strict=False)
        )

    def _takes(
        self, words: Sequence[str], column: int, holds: Holds, read: _Read
    ) -> Iterator[tuple[int, float]]:
        """How many cells may stand in a column, and what each way costs."""
        if self._may_lack(column, holds, read):
            yield 0, _LEFT_OUT[holds]
        more, most = _MORE.get(holds, (0.0, 1))
        cost = 0.0
        for count, word in enumerate(words[:most], 1):
            cost += self._cost(word, column, holds, read) + more * (count > 1)
            if cost >= _NEVER:
                return
            yield count, cost

    def _may_lack(self, column: int, holds: Holds, read: _Read) -> bool:
        if holds == "ordinal":
            return read.count > 0 and not self._has_tasks
        if holds == "name":
            is_shared = self._has_tasks or column != self._names[-1]
            return read.count > 0 and is_shared
        if holds == "other" and column > self._names[-1]:
            return True
        return holds in _LEFT_OUT and read.count > 0

    def _cost(self, word: str, column: int, holds: Holds, read: _Read) -> float:
        """What it costs to take a cell for one of a column; `_NEVER` where it can be none."""
        if "\t" in word or "|" in word:
            return _NEVER
        if holds == "ordinal":
            number = _ORDINAL.fullmatch(word)
            return 0.0 if number and int(number[1]) == read.ordinal + 1 else _NEVER
        if holds == "task":
            return _NEVER if len(word) > _LONGEST_TASK or self._is_heading(word) else 0.0
        if holds in _MEASURES:
            return _cost_of_value(word)
        if holds == "kind" and not _NOTHING.fullmatch(word):
            is_said = self._vocabulary.patterns["table_kind_said"].search(word) is not None
            return 0.0 if is_said else _cost_of_words(word, _LONGEST_UNIT) + 1.0
        if holds == "due":
            is_said = self._vocabulary.patterns["table_due_said"].search(word) is not None
            return _cost_of_words(word, _LONGEST_NOTE, is_number=True) + (0.0 if is_said else 2.0)
        is_kind = self._vocabulary.patterns["table_kind_said"].search(word) is not None
        if self._is_heading(word) or (is_kind and holds in ("name", "unit")):
            return _NEVER
        longest = _LONGEST_UNIT if holds == "unit" else _LONGEST_NOTE
        if holds in ("other", "answer") and column > self._names[-1]:
            is_said = self._vocabulary.patterns["table_due_said"].search(word) is not None
            is_odd = is_said or is_value(word)
            return _cost_of_words(word, _LONGEST_NOTE, is_number=True) + 1.0 * is_odd
        if holds == "name":
            return _cost_of_words(word, _LONGEST_NAME) + _NEVER * bool(_NOTHING.fullmatch(word))
        is_long = holds == "other" and len(word) > _LONGEST_GROUP and not self._is_group(word)
        return _cost_of_words(word, longest) + 2.0 * is_long

    def _is_heading(self, word: str) -> bool:
        is_numbered = word[:1].isdigit()  # 3级以上 is a name
        return not is_numbered and any(one.match(word) for one in self._vocabulary.headings)


@lru_cache(maxsize=4096)
def _cost_of_value(word: str) -> float:
    if is_value(word) or _NOTHING.fullmatch(word):
        return 0.0
    if _AMOUNT.fullmatch(word):
        return 0.5  # 16.5千克标准煤/平方米
    return 1.5 + _cost_of_words(word, _LONGEST_SAID)  # 完成下达任务


def _cost_of_words(word: str, longest: int, is_number: bool = False) -> float:
    is_other = len(word) > longest or _SENTENCE.search(word) is not None
    return _NEVER if is_other or (not is_number and is_value(word)) else 0.0
