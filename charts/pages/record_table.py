"""What became of goals as a table: regions by indicators, a sign for each goal.

A table, unlike a chart, keeps the names of regions in sight where it is wider than the screen.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from charts.pages.model import Pair, Report
from charts.pages.progress import Counts, names

_MOST = 24  # indicators
_REACHED = "reached"


class Head(NamedTuple):
    """A column: the page of an indicator, what it is called, and how many goals were reached."""

    anchor: str
    name: str
    reached: int


class Line(NamedTuple):
    """A row: a document, its goals in the order of the columns, and how many were reached."""

    document_id: str
    name: str
    goals: list[Pair | None]
    reached: int


@dataclass(frozen=True, slots=True)
class RecordTable:
    """The table; indicators of the most goals and documents that reached most come first.

    Attributes:
        heads: its columns.
        lines: its rows.
        states: what became of any of the goals, by what it is called.
        is_cut: whether there are more indicators than columns.
    """

    heads: list[Head]
    lines: list[Line]
    states: Mapping[str, str]
    is_cut: bool


def record_table(report: Report, rows: Sequence[Counts], states: Mapping[str, str]) -> RecordTable:
    """The table of these indicators.

    Args:
        report: the report.
        rows: the indicators with what became of their goals, those of the most goals first.
        states: what may become of a goal, in the order of the legend, and what it is called.
    """
    drawn, said = rows[:_MOST], names(rows)
    found: dict[str, dict[str, Pair]] = {}
    for row in drawn:
        for pair in row.pairs:
            found.setdefault(pair.document_id, {})[row.section.anchor] = pair
    anchors = [row.section.anchor for row in drawn]
    lines = [
        Line(
            one, report.names[one], [own.get(anchor) for anchor in anchors], _reached(own.values())
        )
        for one, own in found.items()
    ]
    there = {pair.what for row in drawn for pair in row.pairs}
    return RecordTable(
        heads=[
            Head(one, said[one], _reached(row.pairs))
            for one, row in zip(anchors, drawn, strict=True)
        ],
        lines=sorted(lines, key=lambda line: (-line.reached, line.name)),
        states={one: label for one, label in states.items() if one in there},
        is_cut=len(rows) > len(drawn),
    )


def _reached(pairs: Iterable[Pair]) -> int:
    return sum(pair.what == _REACHED for pair in pairs)
