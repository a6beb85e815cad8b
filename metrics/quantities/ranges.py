"""Reads a number to the upper end of its range: 3-5%, 百分之五至百分之六, 5、6所, 5%±0.5%."""

from __future__ import annotations

from decimal import Decimal

from metrics.quantities.measured import Measured, MeasuredReader
from metrics.quantities.numerals import LARGE, Numeral, NumeralReader, lent_magnitude
from metrics.quantities.printed_units import bracketed, places_of
from metrics.rules.words import Lexicon
from metrics.text.numerals import HAN_DIGITS, holds, parse_numeral
from metrics.values import replace

_FIRST_YEAR = 1900  # 2026-5个 is no range turned round


class RangeReader:
    """Finds the upper ends of ranges with the words of one set of rules."""

    def __init__(self, lexicon: Lexicon, numerals: NumeralReader, units: MeasuredReader) -> None:
        self._numerals, self._units = numerals, units
        self._marks = places_of(lexicon.asked("range_marks"))
        self._pairs = places_of(lexicon.asked("pairs"))
        self._pair_ends = places_of(lexicon.asked("pair_ends"))
        self._inclusive = places_of(bracketed(lexicon.asked("inclusive")))
        self._ordinals = frozenset(lexicon.asked("ordinals"))
        self._tolerances = places_of(lexicon.asked("tolerances"))
        self._listed = frozenset(lexicon.asked("listed_ends"))
        openings = {*self._marks.sizes_by_first, *self._pairs.sizes_by_first}
        openings |= {*self._tolerances.sizes_by_first, *self._inclusive.sizes_by_first, " "}
        self.openings = frozenset(openings)

    def extended(self, folded: str, numeral: Numeral, one: Measured, stop: int) -> Measured:
        """The range that begins with a number, or the number where none does."""
        if one.end >= stop or not (
            folded[one.end] in self.openings or folded[one.end] in self._listed
        ):
            return one
        if numeral.kind not in ("plain", "share") or (one.high is not None and one.surface):
            return one
        inclusive = self._inclusive.starting_at(folded, one.end, stop)
        position = _skip(folded, one.end + (len(inclusive.text) if inclusive else 0), stop)
        if position >= stop:
            return one
        if folded[position] in self._listed:
            return self._neighbours(folded, numeral, one, position, stop)
        tolerance = self._tolerances.starting_at(folded, position, stop)
        if tolerance is not None:
            return self._around(folded, one, position + len(tolerance.text), stop)
        mark = self._marks.starting_at(folded, position, stop)
        pair = mark or self._pairs.starting_at(folded, position, stop)
        if pair is None:
            return one
        position = _skip(folded, position + len(pair.text), stop)
        if mark is None and position < stop and folded[position] in self._ordinals:
            position += 1
        following = self._numerals.at(folded, position, stop) if position < stop else None
        if following is None or following.kind not in ("plain", "share"):
            return one
        upper = self._units.measured(folded, following, stop)
        if upper.high is not None:
            return one
        if mark is None and not self._is_closed(folded, upper, following, stop):
            return one
        return self._to(one, upper, numeral, following)

    def _is_closed(self, folded: str, upper: Measured, following: Numeral, stop: int) -> bool:
        """Whether a word closes a range that 和 joins: 20和30之间."""
        for end in (following.end, upper.end):
            position = _skip(folded, end, stop)
            if position < stop and self._pair_ends.starting_at(folded, position, stop):
                return True
        return False

    def _to(self, one: Measured, upper: Measured, numeral: Numeral, following: Numeral) -> Measured:
        """The range of two ends, or the lower end alone where the two are no range."""
        surface, unit = one.surface, upper.surface
        low, high = one.low, upper.low
        number_end, end = upper.number_end, upper.end
        if numeral.kind == "share" and following.kind == "plain" and unit is None:
            if high is None or low is None or not 0 < high <= 100:
                return one
            high *= _share_of(numeral)  # 百分之三到五
            unit = surface
        if surface is not None and (unit is None or unit.unit != surface.unit):
            return one
        if low is None or high is None:
            return one
        if surface is None:
            low = _scaled(low, high, numeral, following)
        if low >= high:
            is_reversed = low > high and unit is not None and unit.dimension != "duration"
            is_reversed = is_reversed and (surface is not None or low < _FIRST_YEAR)
            whole = replace(one, number_end=number_end, end=end, low=None, high=None)
            return whole if is_reversed else one
        return replace(one, number_end=number_end, end=end, low=low, high=high, surface=unit)

    def _around(self, folded: str, one: Measured, position: int, stop: int) -> Measured:
        """5%±0.5% reaches from 4.5 to 5.5."""
        position = _skip(folded, position, stop)
        following = self._numerals.at(folded, position, stop) if position < stop else None
        if following is None:
            return one
        off = self._units.measured(folded, following, stop)
        same = one.surface is None or (
            off.surface is not None and off.surface.unit == one.surface.unit
        )
        low, high = None, None
        if one.low is not None and off.low is not None and off.low > 0 and same:
            low, high = one.low - off.low, one.low + off.low
        return replace(
            one,
            number_end=off.number_end,
            end=off.end,
            low=low,
            high=high,
            surface=one.surface or off.surface,
        )

    def _neighbours(
        self, folded: str, numeral: Numeral, one: Measured, position: int, stop: int
    ) -> Measured:
        """5、6所 are five or six; 第5、6所 and 3、5、6所 are a list."""
        start = one.start
        before = folded[start - 1 : start]
        is_alone = before not in self._ordinals and before not in self._listed
        if one.surface is not None or not is_alone or len(numeral.digits) != 1:
            return one
        following = self._numerals.at(folded, position + 1, stop) if position + 1 < stop else None
        if following is None or len(following.digits.rstrip(LARGE + "百千")) != 1:
            return one
        if not following.digits[0].isdecimal() and following.digits[0] not in HAN_DIGITS:
            return one  # 五、①
        if following.low is None or numeral.low is None or following.high is not None:
            return one
        upper = self._units.measured(folded, following, stop)
        scale = following.low / max(Decimal(1), parse_numeral(following.digits[0]))
        is_counted = upper.surface is not None and upper.surface.dimension == "count"
        is_next = following.low == (numeral.low + 1) * scale and numeral.low > 0
        if not is_counted or not is_next:
            return one
        return replace(upper, start=start, low=numeral.low * scale, high=following.low)


def _skip(folded: str, position: int, stop: int) -> int:
    while position < stop and folded[position] == " ":
        position += 1
    return position


def _share_of(numeral: Numeral) -> Decimal:
    """What one part of a fraction is in percent: 1 of 百分之三, 0.1 of 千分之三."""
    whole = parse_numeral(numeral.digits.partition("分")[0] or "百")
    return Decimal(100) / whole


def _scaled(low: Decimal, high: Decimal, numeral: Numeral, following: Numeral) -> Decimal:
    """The lower end with the magnitude it shares with the upper: 1.2-1.5亿元, 10~15k."""
    if following.digits[-1].isalpha() and following.digits[-1].isascii():
        printed = Decimal(following.digits[:-1].replace(",", ""))
        is_own = numeral.digits[-1] == following.digits[-1]
        factor = Decimal(1) if is_own or not printed else high / printed
    else:
        lent = lent_magnitude(numeral.digits, following.digits)
        factor = parse_numeral("1" + lent) if lent else Decimal(1)
    scaled = low * factor
    return scaled if scaled < high and holds(scaled) else low
