"""Periods of calendar years: what time a value is for."""

from __future__ import annotations

import calendar
from datetime import date
from typing import Literal

from metrics.values import frozen

Kind = Literal["annual", "average", "total", "end", "state"]

_FIRST, _LENGTH = 1951, 5  # the n-th plan begins in 1951 + 5n since the fifth
_TEN = 10
_DIGITS = {"一": 1, "二": 2, "两": 2, "三": 3, "四": 4, "五": 5, "六": 6, "七": 7, "八": 8, "九": 9}


@frozen
class Period:
    """The time that a value is for; days that no one says are None.

    Attributes:
        kind: ``annual`` one year, ``average`` a yearly mean, ``total`` a sum or change over
            years, ``end`` a state in the last of several years, ``state`` a present state.
        start: the first day.
        end: the last day.
    """

    kind: Kind
    start: date | None = None
    end: date | None = None


@frozen
class Years:
    """The years from ``first`` to ``last``, both within.

    >>> Years(2026, 2030).days
    (datetime.date(2026, 1, 1), datetime.date(2030, 12, 31))
    """

    first: int
    last: int

    @property
    def days(self) -> tuple[date, date]:
        """The first and the last day."""
        return date(self.first, 1, 1), date(self.last, 12, 31)

    @property
    def is_one(self) -> bool:
        """Whether it is a single year."""
        return self.first == self.last

    def as_period(self, kind: Kind) -> Period:
        """A value of ``kind`` for these years; a state at their end is one of the last year."""
        start, end = self.days
        if self.is_one and kind in ("total", "end"):
            kind = "annual"
        return Period(kind, date(self.last, 1, 1) if kind == "end" else start, end)


def five_years(ordinal: str) -> tuple[int, int]:
    """The first and the last year of the five-year plan of a number: 十四 is 2021 to 2025."""
    number = _TEN + (_DIGITS.get(ordinal[1], 0) if len(ordinal) > 1 else 0)
    first = _FIRST + _LENGTH * number
    return first, first + _LENGTH - 1


def five_years_of(year: int) -> tuple[int, int]:
    """The first and the last year of the five-year plan that a year is in: 2026 to 2030."""
    first = year - (year - _FIRST) % _LENGTH
    return first, first + _LENGTH - 1


def count_of(text: str) -> int:
    """A small number of years in words or digits: 五, 3, 十."""
    if text.isdigit():
        return int(text)
    return _TEN if text == "十" else _DIGITS.get(text, _DIGITS.get(text[-1], _TEN))


def to_month(year: int, month: int) -> tuple[date, date]:
    """From a year's first day to the last day of one of its months."""
    return date(year, 1, 1), date(year, month, calendar.monthrange(year, month)[1])
