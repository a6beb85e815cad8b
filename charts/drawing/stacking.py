"""Stacks marks on an axis so that each keeps its value and none covers another."""

from __future__ import annotations

from charts.drawing.axis import ValueAxis
from charts.drawing.marks import Mark

_DOT = 13  # pixels from dot to dot
_TALLEST = 420  # pixels of the stack; more dots get smaller
_SMALLEST = 5
_NARROW = 420  # pixels of the axis for which marks are stacked; on a wider one they gain room
_TOUCH = 1e-9


def stacked(marks: list[Mark], axis: ValueAxis) -> tuple[list[int], float]:
    """The level of each mark, so that none covers another, and the pixels between levels.

    From the lowest value up each dot takes the lowest free level; bars come after the dots.
    """
    lane = float(_DOT)
    while True:
        levels = _levels(marks, axis, lane / _NARROW)
        smaller = max(_SMALLEST, _TALLEST / (max(levels) + 1))
        if smaller >= lane:
            return levels, lane
        lane = max(smaller, lane * 0.8)


def _levels(marks: list[Mark], axis: ValueAxis, width: float) -> list[int]:
    order = sorted(
        range(len(marks)),
        key=lambda index: (
            marks[index].bound == "range",
            marks[index].value,
            marks[index].end,
            marks[index].bound,
            marks[index].manner,
            index,
        ),
    )
    taken: list[list[tuple[float, float]]] = []
    levels = [0] * len(marks)
    for index in order:
        start = axis.place(marks[index].value) - width / 2
        end = axis.place(marks[index].end) + width / 2
        level = next(
            (
                level
                for level, spans in enumerate(taken)
                if all(end <= other + _TOUCH or start >= stop - _TOUCH for other, stop in spans)
            ),
            len(taken),
        )
        if level == len(taken):
            taken.append([])
        taken[level].append((start, end))
        levels[index] = level
    return levels
