"""The value axis of a comparison: its extent, its ticks and the magnitude it counts in."""

from __future__ import annotations

import math
from dataclasses import dataclass

from charts.drawing.layers import Spec
from charts.selection.comparison import Comparison
from charts.words.labels import LABELS, MAGNITUDES

_MARGIN = 0.06
_TICKS = 5
_LOG_FROM = 100  # times between the smallest and the largest value
_ARROW_ROOM = 30  # pixels beside the outermost values


@dataclass(frozen=True, slots=True)
class ValueAxis:
    """One axis for all marks of a chart."""

    low: float
    high: float
    ticks: tuple[float, ...]
    title: str
    factor: float
    log: bool

    def place(self, value: float) -> float:
        """Where a value lies between the ends of the axis: 0 left, 1 right."""
        if self.log:
            return math.log(value / self.low) / math.log(self.high / self.low)
        return (value - self.low) / (self.high - self.low)

    def at(self, place: float) -> float:
        """The value at a place between the ends of the axis."""
        if self.log:
            return float(self.low * (self.high / self.low) ** place)
        return self.low + (self.high - self.low) * place

    def channel(self, field: str) -> Spec:
        """The x encoding of a field on this axis."""
        ends: Spec = {"domain": [self.low, self.high], "nice": False, "padding": _ARROW_ROOM}
        scale = {"type": "log", **ends} if self.log else {**ends, "zero": False}
        axis = {
            "grid": True,
            "labelExpr": f"format(datum.value / {self.factor:.0f}, ',~r')",
            "title": self.title,
            "values": list(self.ticks),
        }
        return {"axis": axis, "field": field, "scale": scale, "type": "quantitative"}


def value_axis(
    spans: list[tuple[float, float]], unit: str, *, lang: str, ceiling: float | None
) -> ValueAxis:
    """The axis for values and ranges, given from end to end, in this unit.

    ``ceiling`` is a value that the axis does not pass unless a value does (100 percent).
    """
    low, high = min(start for start, _ in spans), max(end for _, end in spans)
    log = low > 0 and high / low >= _LOG_FROM
    factor, magnitude = next(
        ((size, name) for size, name in MAGNITUDES[lang] if high >= size), (1.0, "")
    )
    title = f"{magnitude}{unit}" + (f" · {LABELS[lang]['log_axis']}" if log else "")
    if log:
        return ValueAxis(low, high, _powers(low, high), title, factor, log)
    room = (high - low) * _MARGIN or abs(high) * _MARGIN or 1.0
    widest = max(end - start for start, end in spans)
    beyond = widest if widest > (high - low) / 2 else room  # a long bar leaves no room for its text
    end = high if ceiling == high else high + beyond
    low, high = (
        (low - room if low else low),
        (end if ceiling is None else min(end, max(ceiling, high))),
    )
    return ValueAxis(low, high, _round_values(low, high), title, factor, log)


def axis_of(of: Comparison, spans: list[tuple[float, float]]) -> ValueAxis:
    """The axis of a comparison for values and ranges, given from end to end."""
    return value_axis(spans, of.unit, lang=of.style.lang, ceiling=of.ceiling)


def _powers(low: float, high: float) -> tuple[float, ...]:
    first, last = math.ceil(math.log10(low)), math.floor(math.log10(high))
    return tuple(10.0**power for power in range(first, last + 1))


def _round_values(low: float, high: float) -> tuple[float, ...]:
    """Multiples of 1, 2 or 5 times a power of ten between the ends, at most ``_TICKS`` + 1."""
    power = math.floor(math.log10((high - low) / _TICKS))
    step = next(
        step
        for step in (base * 10.0**power for base in (1, 2, 5, 10))
        if (high - low) / step <= _TICKS
    )
    first, last = math.ceil(low / step), math.floor(high / step)
    return tuple(round(number * step, max(0, 1 - power)) for number in range(first, last + 1))
