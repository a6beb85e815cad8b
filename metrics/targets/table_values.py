"""A row's name and a cell's value, and the sentence that they are written out as."""

from __future__ import annotations

from dataclasses import dataclass

import regex

from metrics.layout.table_heads import Column
from metrics.layout.text_tables import Cell
from metrics.quantities.scanner import Mention
from metrics.rules.ruleset import RuleSet
from metrics.targets.fate import Fate
from metrics.targets.target import Target
from metrics.values import replace

_SUM = regex.compile(r"\s*[〔\[［【].*[〕\]］】]\s*")
_ASIDE = regex.compile(r"\s*[（(].*[）)]\s*")  # （13.5） is a value as 13.5 is
_BRACKETS = str.maketrans("", "", "〔〕[]［］【】")
_ROUND = str.maketrans("", "", "（）()")


@dataclass(frozen=True, slots=True)
class Named:
    """What names a row.

    Attributes:
        cell: The cell with the name.
        unit: The unit of its values.
        is_bare: Whether a dash says that they have none.
        scope: What the cell before it says of several rows: 粮食 before 总产量.
        falls: Whether that says that values fall (主要污染物减少), None where it says no change.
    """

    cell: Cell | None
    unit: str | None
    is_bare: bool
    scope: str | None = None
    falls: bool | None = None


@dataclass(frozen=True, slots=True)
class Value:
    """A cell with its numbers.

    Attributes:
        column: What it stands in.
        cell: Where it stands.
        inside: Its numbers.
        unit: The unit of those that print none.
        is_change: Whether they say by how much something changes.
        falls: Whether it falls by that much.
        is_bare: Whether the row says that its values have no unit.
        baseline: The value that the row starts from.
        since: The year of that value.
    """

    column: Column
    cell: Cell
    inside: list[Mention]
    unit: str | None
    is_change: bool
    falls: bool
    is_bare: bool
    baseline: Mention | None
    since: int | None


@dataclass(frozen=True, slots=True)
class Sentence:
    """A value written out; ``places`` are the offsets that its characters have in the table."""

    text: str
    places: list[int | None]


def is_sum(cell: Cell) -> bool:
    """Whether a cell's brackets say that its value is a sum over the years of a plan: [13.5]."""
    return _SUM.fullmatch(cell.text) is not None


def changed(target: Target, value: Value) -> Target:
    """A target as the change that its column, its brackets or its sign say it is."""
    is_below = target.mention.low is not None and target.mention.low < 0
    if target.mode == "change" and target.direction is not None:
        falls = is_below or target.direction == "decrease"
    elif value.is_change:
        falls = is_below or value.falls
    else:
        return target
    return replace(target, mode="change", direction="decrease" if falls else "increase")


def stocked(rules: RuleSet, target: Target, value: Value, fate: Fate) -> Target:
    """A count that grows over several years from what the row starts from, as the level it is."""
    grows = value.since is not None and (value.column.year or 0) - value.since > 1
    if target.mode != "output" or target.mention.dimension != "count" or not grows:
        return target
    words = (*fate.clause.leads, *fate.clause.before) if fate.clause else ()
    is_done = any(word.kind == "output" for word in words)  # 新增公办学位
    is_flow = rules.phrases["flow_noun"].search(target.indicator) is not None
    return target if is_done or is_flow else replace(target, mode="level")


def reached(value: Value, here: Mention, target: Target) -> float | None:
    """Where a value starts: in the column of values reached, where it is of the same unit."""
    baseline = value.baseline
    is_change = value.is_change or target.mode == "change"
    if baseline is None or baseline.low is None or is_change:
        return target.baseline
    return float(baseline.low) if baseline.surface in (None, here.surface) else target.baseline


def written_out(name: Cell, words: str, value: Value) -> Sentence:
    """Name, words and value as one sentence, each number with its unit after it."""
    cell = value.cell
    pieces: list[tuple[str, int | None]] = [(name.text, name.start), (words, None)]
    dropped = {**_BRACKETS, **_ROUND} if _ASIDE.fullmatch(cell.text) else _BRACKETS
    position = cell.start
    for mention in value.inside:
        printed = cell.text[position - cell.start : mention.end - cell.start]
        pieces.append((printed, position))
        if mention.surface is None and value.unit is not None:
            pieces.append((value.unit, None))
        position = mention.end
    pieces += [(cell.text[position - cell.start :], position), ("。", None)]
    text, places = "", list[int | None]()
    for number, (piece, start) in enumerate(pieces):
        for index, character in enumerate(piece):
            if character.translate(dropped if number > 1 else _BRACKETS):
                text += character
                places.append(None if start is None else start + index)
    return Sentence(text, places)


def with_mean(target: Target, name: Cell) -> Target:
    """A level whose name says that it is a yearly mean: all of 年均受灾人次 is the name."""
    is_mean = target.averaged and target.mode == "level" and name.text.endswith(target.indicator)
    return replace(target, indicator=name.text) if is_mean else target
