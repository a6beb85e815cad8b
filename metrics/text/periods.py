"""Years of five-year plans by their number."""

from __future__ import annotations

_FIRST, _LENGTH = 1951, 5  # the n-th plan begins in 1951 + 5n since the fifth
_DIGITS = "一二三四五六七八九"


def five_years(ordinal: str) -> tuple[int, int]:
    """The first and the last year of the five-year plan of a number: 十四 is 2021 to 2025."""
    number = 10 + (_DIGITS.find(ordinal[1]) + 1 if len(ordinal) > 1 else 0)
    first = _FIRST + _LENGTH * number
    return first, first + _LENGTH - 1
