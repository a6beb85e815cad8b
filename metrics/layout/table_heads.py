"""What the columns of a table hold, as its head says.

Which words head a column stands in ``rules/layout/tables.toml``.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Literal

from metrics.rules.asked import SectionName
from metrics.rules.layout import SectionVocabulary

Holds = Literal[
    "name", "unit", "ordinal", "plan", "actual", "measure", "change", "kind", "task", "due",
    "answer", "other",
]  # fmt: skip

HEAD_ROWS = 3  # a caption may stand in a row of its own above the head
_LONGEST_HEAD = 30
_FIVE_YEARS = 5  # from plan to plan: 2010年 | 2015年 | 2020年
_BY_HEAD: tuple[tuple[Holds, SectionName], ...] = (
    ("unit", "table_unit"),
    ("ordinal", "table_ordinal"),
    ("kind", "table_kind"),
    ("due", "table_due"),
    ("answer", "table_answer"),
    ("name", "table_name"),
    ("change", "table_change"),
    ("measure", "table_measure"),
    ("actual", "table_base"),
    ("plan", "table_plan"),
    ("actual", "table_actual"),
)
VALUES: tuple[Holds, ...] = ("plan", "actual", "measure", "change", "task")


@dataclass(frozen=True, slots=True)
class Column:
    """What a column holds.

    Attributes:
        holds: What its cells are.
        head: The words above them, of both rows where the head has two.
        year: The year that its values are of.
        year_text: That year as printed.
        measure: The words that complete the name of a row: 年均增长.
        falls: Whether a column of change tells by how much values fall.
        points: The unit that the values in brackets have: 个百分点 in 「增加〔累计提高百分点〕」.
    """

    holds: Holds
    head: str
    year: int | None = None
    year_text: str | None = None
    measure: str = ""
    falls: bool = False
    points: str | None = None


def read_head(
    lines: list[list[str]], plan_year: int | None, vocabulary: SectionVocabulary
) -> tuple[int, list[Column]] | None:
    """How many rows the head takes up, and its columns; None where no row is one.

    Args:
        lines: The cells of the first rows of a table, ``HEAD_ROWS`` at most.
        plan_year: The first year that the document plans for.
        vocabulary: The patterns of heads.
    """
    rows = [["".join(cell.split()) for cell in cells] for cells in lines]  # 指　　标
    for number, heads in enumerate(rows, 1):
        if number < len(rows) and _goes_on(heads, rows[number], vocabulary):
            columns = _columns(_merged(heads, rows[number]), plan_year, vocabulary)
            taken = number + 1
        else:
            columns, taken = _columns(heads, plan_year, vocabulary), number
        if columns is not None:
            return taken, columns
    return None


def _goes_on(heads: list[str], below: list[str], vocabulary: SectionVocabulary) -> bool:
    """Whether a second row of the head says more: 实际 and 目标 below 2020年 and 2025年."""
    holds = [holds_of(head, vocabulary) for head in heads]
    if "name" not in holds:
        return False
    at = holds.index("name")
    named = below[at : at + 1] != [""]
    return not named and any(below) and all(_is_short(cell) for cell in below)


def _merged(heads: list[str], below: list[str]) -> list[str]:
    """Both rows of a head; a cell that spans several columns heads each of them."""
    merged = []
    above = ""
    for index in range(max(len(heads), len(below))):
        own = heads[index] if index < len(heads) else ""
        above = own or (above if index < len(below) and below[index] else "")
        merged.append(above + (below[index] if index < len(below) else ""))
    return merged


def _columns(
    heads: list[str], plan_year: int | None, vocabulary: SectionVocabulary
) -> list[Column] | None:
    if not all(map(_is_short, heads)):
        return None
    columns = [_column(head, plan_year, vocabulary) for head in heads]
    columns = _with_tasks(columns, vocabulary)
    held = [column.holds for column in columns]
    if not any(kind in VALUES for kind in held):
        return None
    if "name" not in held:
        tasks = [at for at, kind in enumerate(held) if kind == "task"]
        # 「工作任务 | 目标任务 | 完成时限」: what stands before what is to be done names it.
        ahead = [at for at in range(tasks[0] if tasks else 0) if held[at] == "other"]
        if ahead:
            columns[ahead[-1]] = replace(columns[ahead[-1]], holds="name")
            return columns
        # 「 | 2020年 | 2025年」: the first column that holds nothing else names the rows.
        years = sum(column.year is not None for column in columns)
        if "other" not in held or (years < 2 and "unit" not in held):
            return None
        at = held.index("other")
        columns[at] = Column("name", heads[at])
    columns = _with_parts_of_names(columns)
    return _with_last_goals(_with_last_year(columns, plan_year, vocabulary))


def _with_tasks(columns: list[Column], vocabulary: SectionVocabulary) -> list[Column]:
    """Of a list of tasks, what is to be done in words: 「项目 | 年度任务 | 完成时限」.

    Such a list says by when, or who answers; the last column that can be the task's is.
    """
    is_list = any(one.holds in ("due", "answer") for one in columns)
    can = [
        at
        for at, one in enumerate(columns)
        if one.holds in ("name", "plan", "other")
        and vocabulary.patterns["table_task"].search(one.head)
    ]
    if not is_list or not can or any(one.holds == "unit" for one in columns):
        return columns
    tasks = list(columns)
    tasks[can[-1]] = replace(tasks[can[-1]], holds="task")
    return tasks


def _with_parts_of_names(columns: list[Column]) -> list[Column]:
    """A head that spans two columns names both: 「指标 | 」 above 「粮食 | 总产量」."""
    named = list(columns)
    for at in range(1, len(named)):
        if not named[at].head and named[at - 1].holds == "name":
            named[at] = Column("name", "")
    return named


def _with_last_goals(columns: list[Column]) -> list[Column]:
    """A change without a year of its own ends with the goal that stands to its left."""
    dated: list[Column] = []
    last: Column | None = None
    for column in columns:
        if column.holds == "plan" and column.year:
            last = column
        elif column.holds == "change" and column.year is None and last is not None:
            column = replace(column, year=last.year, year_text=last.year_text)
        dated.append(column)
    return dated


def _with_last_year(
    columns: list[Column], plan_year: int | None, vocabulary: SectionVocabulary
) -> list[Column]:
    """Of bare years in a document that names none, the last is a plan's; a step before it too.

    Of the first and the last year of a plan only the last is, and of years before one that a head
    calls a goal (2022年 | 2025年目标) none.
    """
    plans = [(column.year, column.head) for column in columns if column.holds == "plan"]
    is_goal = vocabulary.patterns["table_plan"].search
    bare = sorted({year for year, head in plans if year and not is_goal(head)})
    goals = [year for year, head in plans if year and is_goal(head)]
    if plan_year is None and bare and goals and bare[-1] < min(goals):
        return _reached(columns, bare)
    if len(bare) < 2 or (plan_year is not None and not _is_first_of(bare, plan_year)):
        return columns
    gaps = {after - before for before, after in pairwise(bare)}
    is_stepped = 1 not in gaps and gaps != {_FIVE_YEARS}  # 2017年 | 2020年 | 2022年
    return _reached(columns, bare[:1] if is_stepped else bare[:-1])


def _reached(columns: Sequence[Column], years: Sequence[int]) -> list[Column]:
    """The columns, those of some years as values reached before."""
    return [
        Column("actual", one.head, one.year, one.year_text)
        if one.holds == "plan" and one.year in years
        else one
        for one in columns
    ]


def _is_first_of(bare: Sequence[int], plan_year: int) -> bool:
    """Whether a plan's first year stands beside its last only, as what it starts from."""
    return len(bare) == 2 and bare[0] == plan_year and bare[1] - plan_year >= _FIVE_YEARS - 1


def _column(head: str, plan_year: int | None, vocabulary: SectionVocabulary) -> Column:
    patterns = vocabulary.patterns
    holds = holds_of(head, vocabulary)
    year = patterns["table_year"].search(head)
    number = int(year["year"]) if year else None
    if holds == "measure":
        match = patterns["table_measure"].search(head)
        assert match is not None
        return Column(holds, head, measure=match.group())
    if holds == "plan" and number is not None and plan_year is not None and number < plan_year:
        holds = "actual"
    column = Column(holds, head, number, year.group("year_text") if year else None)
    if holds != "change":
        return column
    points = patterns["table_points"].search(head)
    return replace(
        column,
        falls=patterns["table_falls"].search(head) is not None,
        points=points["unit"] if points else None,
    )


def holds_of(head: str, vocabulary: SectionVocabulary) -> Holds:
    """What a column holds below these words."""
    patterns = vocabulary.patterns
    if patterns["table_group"].match(head):
        return "other"
    if patterns["table_growth_or_sum"].search(head):
        return "measure"  # 年均增速[累计]: the sums stand in brackets
    for holds, name in _BY_HEAD:
        if patterns[name].search(head):
            return holds
    return "plan" if patterns["table_year"].search(head) else "other"


def _is_short(text: str) -> bool:
    return len(text) <= _LONGEST_HEAD
