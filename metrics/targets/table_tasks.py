"""Rows of a list of tasks: 「非遗工坊 | 认定4个 | 12月底」 below 「项目 | 年度任务 | 完成时限」."""

from __future__ import annotations

from collections.abc import Callable

from metrics.layout.text_tables import Cell, GridRow
from metrics.rules.ruleset import RuleSet
from metrics.targets.fate import Fate
from metrics.targets.table_values import Sentence, Value, written_out
from metrics.targets.target import Target
from metrics.values import replace

Reader = Callable[[Sentence, int | None], list[Fate]]


def read_task(
    read: Reader, name: Cell, value: Value, year: int | None
) -> tuple[Sentence, list[Fate]]:
    """What a cell says that tells in words what is to be done: 建成15处 of what its row names.

    Numbers that the cell itself says nothing of count what the row names.
    """
    year = value.column.year or year
    alone = written_out(Cell(name.start, name.start, ""), "", value)
    fates = read(alone, year)
    if any(fate.targets for fate in fates):
        return alone, [_named_by_row(fate, name) for fate in fates]
    named = written_out(name, "", value)
    return named, read(named, year)


def _named_by_row(fate: Fate, name: Cell) -> Fate:
    """A number without a noun of its own (认定4个) as one of what its row names."""
    clause = fate.clause
    if clause is None or clause.subject or clause.object:
        return fate
    targets = (
        one if one.doubt is None else replace(one, indicator=name.text, doubt=None)
        for one in fate.targets
    )
    return replace(fate, targets=tuple(targets))


def with_due(rules: RuleSet, target: Target, row: GridRow, year: int | None) -> Target:
    """A target without a date of its own with the one that its row gives: 「完成时限 | 11月底」."""
    due = next((cell for _, cell in row.of("due") if cell.text), None)
    if target.deadline is not None or due is None:
        return target
    said = f"{row.due_head}：{due.text}"  # as a closing line says it
    cues = rules.cues.find(said, 0, len(said), year)
    dates = [cue for cue in cues if cue.gives == "deadline" and cue.due is not None]
    if len(dates) != 1:
        return target
    return replace(target, deadline=dates[0].due, deadline_text=due.text)
