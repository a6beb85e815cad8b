"""Numbers with their units: coins, halves, tenths, currencies and rates around a numeral."""

from __future__ import annotations

from decimal import Decimal

import regex

from metrics.quantities.numerals import Numeral, NumeralReader
from metrics.quantities.printed_units import FOLD, YUAN, UnitReader, places_of
from metrics.rules.asked import ListName
from metrics.rules.units import Surface, Units
from metrics.rules.words import Lexicon
from metrics.values import frozen, replace

_HAN = regex.compile(r"\p{Han}")
_INDEX = "index"
_BRACKETS = {"(": ")", "（": "）", "[": "]", "〔": "〕"}
_LONGEST_VARIANT = 6
_WIDEST_GAP = 4  # spaces before a unit
_COINS: tuple[tuple[ListName, int], ...] = (("tenth_coins", -1), ("hundredth_coins", -2))
_HALF = Decimal("0.5")
_ONES = tuple("0123456789一二三四五六七八九两")
_MOST_DOUBLINGS = 9


@frozen
class Measured:
    """A numeral with its unit: the value or values, and where the parts end.

    Attributes:
        start: where the numeral begins.
        number_end: where it ends, and its unit begins, maybe behind a space.
        end: where the unit ends.
        low: the value in the printed unit.
        high: the upper value of a numeral that is a range.
        surface: the unit, if one is printed.
    """

    start: int
    number_end: int
    end: int
    low: Decimal | None
    high: Decimal | None
    surface: Surface | None


class MeasuredReader:
    """Reads what belongs to a numeral, with the units and words of one set of rules."""

    def __init__(
        self, units: Units, lexicon: Lexicon, numerals: NumeralReader, printed: UnitReader
    ) -> None:
        self._units, self._numerals, self._printed = units, numerals, printed
        self._no_unit = places_of(lexicon.asked("no_unit") + lexicon.asked("no_share"))
        self._no_number = places_of(lexicon.asked("no_number") + lexicon.asked("no_quantity"))
        self._halves = frozenset(lexicon.asked("halves"))
        self._doubled = frozenset(lexicon.asked("doubled"))
        self._tenths = frozenset(lexicon.asked("tenths"))
        self._discounts = frozenset(lexicon.asked("discounts"))
        self._dozens = frozenset(lexicon.asked("dozens"))
        self._no_dozen = places_of(lexicon.asked("no_dozen"))
        self._mixed = frozenset(lexicon.asked("mixed_links"))
        self._coins = tuple((places_of(lexicon.asked(name)), places) for name, places in _COINS)
        self._denominators = places_of(lexicon.asked("denominators"))
        self._per = lexicon.lists["denominators"].sets.get("per", "")
        self._rated = regex.compile(rf"[/{self._per}] ?(?:1|10+|1?[十百千万亿]+|\d{{2}}万)?")
        self._digit = regex.compile(numerals.opening)
        self._share = units.surfaces.get("%")
        self._index = units.surfaces.get(_INDEX)

    def openings_behind(self) -> frozenset[str]:
        """The characters behind a unit that may belong to the number: halves, coins, rates."""
        own = {*"/ 0123456789零一二三四五六七八九十两", self._per, *_BRACKETS}
        return frozenset(own | self._halves | self._mixed | self._printed.money_characters)

    def measured(self, folded: str, numeral: Numeral, stop: int) -> Measured:
        """A numeral with the unit behind it."""
        start, end, low, high = numeral.start, numeral.end, numeral.low, numeral.high
        if numeral.kind == "share":
            return Measured(start, end, end, low, high, self._share)
        if numeral.kind == "sign":
            return Measured(start, end, end, low, high, None)
        if numeral.kind in ("ratio", "rate"):
            return Measured(start, end, end, low, high, self._index)
        shorter = self._before_unit(folded, numeral, stop)
        if shorter is not None:
            end, low, high = shorter.end, shorter.low, shorter.high
        position = end
        while position < stop and position - end < _WIDEST_GAP and folded[position] == " ":
            position += 1
        if position >= stop:
            return Measured(start, end, end, low, high, None)
        following = folded[position]
        if following in self._discounts or following in self._dozens:
            counted = self._of_tens(folded, numeral, position, stop)
            if counted is not None:
                return counted
        # 地块三块, and 三块 or 十块三毛 by themselves
        behind = folded[start - 1 : start]
        blocks = not behind or not _HAN.match(behind) or folded[position + 1 : stop][:1] in _ONES
        surface, unit_end = self._printed.unit_at(folded, position, stop, blocks=blocks)
        if surface is None:
            return self._halved(folded, Measured(start, end, end, low, high, None), stop)
        if surface.text in self._tenths:
            low, unit_end = self._with_tenths(folded, low, unit_end, stop)
        elif surface.unit == FOLD and folded[start - 1 : start] in self._doubled:
            low = _doublings(low) if folded[position] == surface.text else low
        return self._halved(folded, Measured(start, end, unit_end, low, high, surface), stop)

    def _before_unit(self, folded: str, numeral: Numeral, stop: int) -> Numeral | None:
        """9.5万千瓦 is 9.5万 of 千瓦, 6百分点 is 6 of 百分点."""
        last = numeral.end - 1
        if folded[last] not in "千百兆" or len(numeral.digits) < 2:
            return None
        longer = self._units.at(folded, last)
        if longer is None or len(longer.text) < 2:
            return None
        return self._numerals.at(folded, numeral.start, last)

    def _of_tens(self, folded: str, numeral: Numeral, position: int, stop: int) -> Measured | None:
        """75折 is 75 percent, 五十打 are 600."""
        shield = self._no_unit.starting_at(folded, position, stop)
        if shield is not None or numeral.low is None:
            return None
        start, low = numeral.start, numeral.low
        if folded[position] in self._discounts:
            value = low * 10 if low < 10 else low
            is_named = numeral.digits.strip("十百千万亿") == numeral.digits
            if value >= 100 or not is_named:
                return None
            return Measured(start, position, position + 1, value, None, self._share)
        if self._no_dozen.starting_at(folded, position, stop) is not None:
            return None
        return Measured(start, position + 1, position + 1, low * 12, None, None)

    def _with_tenths(
        self, folded: str, low: Decimal | None, end: int, stop: int
    ) -> tuple[Decimal | None, int]:
        """四成五 are 4.5 tenths, 三成半 3.5."""
        if low is None or end >= stop:
            return low, end
        position = end + (folded[end] == " ")
        tail = self._numerals.at(folded, position, stop) if position < stop else None
        is_digit = tail is not None and len(tail.digits) == 1 and tail.low and tail.low < 10
        if tail is not None and tail.low and is_digit and self._units.at(folded, tail.end) is None:
            return low + tail.low / 10, tail.end
        return low, end

    def _halved(self, folded: str, one: Measured, stop: int) -> Measured:
        """两公里半 are 2.5 公里, 两个半小时 2.5 小时."""
        end = one.end
        if end >= stop or one.low is None or one.high is not None:
            return one
        if folded[end] not in self._halves or self._no_number.starting_at(folded, end, stop):
            return one
        surface = one.surface
        if surface is not None and surface.dimension != "count":
            return replace(one, low=one.low + _HALF, end=end + 1)
        longer, unit_end = (
            self._printed.unit_at(folded, end + 1, stop) if end + 1 < stop else (None, end)
        )
        if surface is not None and longer is not None and longer.dimension == "duration":
            return replace(one, low=one.low + _HALF, end=unit_end, surface=longer)
        return one

    # --- what makes the unit another

    def with_coins(self, folded: str, one: Measured, stop: int) -> Measured:
        """Adds 角 and 分 to what stands before them: 123元1角1分."""
        if one.surface is None or one.surface.dimension != "money" or one.low is None:
            return one
        for words, places in self._coins:
            position = one.end
            while position < stop and (folded[position] == " " or folded[position] in self._mixed):
                position += 1
            coins = self._numerals.at(folded, position, stop) if position < stop else None
            if coins is None or coins.low is None or coins.end >= stop:
                continue
            word = words.starting_at(folded, coins.end, stop)
            longer = self._units.at(folded, coins.end)
            if word is not None and (longer is None or len(longer.text) <= len(word.text)):
                low = one.low + coins.low.scaleb(places)
                one = replace(one, low=low, end=coins.end + len(word.text))
        return one

    def in_currency_before(self, folded: str, one: Measured, floor: int) -> Measured:
        """人民币 50元 and 港币两千元 name the currency first, $20 only there."""
        surface = one.surface
        if surface is not None and (surface.unit != YUAN or surface.dimension != "money"):
            return one
        end = one.start
        while end > floor and folded[end - 1] == " ":
            end -= 1
        if end <= floor or folded[end - 1] not in self._printed.currencies.sizes_by_last:
            return one
        word = self._printed.currencies.ending_at(folded, end, floor)
        if word is None or (len(word.text) == 1 and word.text.isalpha()):
            return one
        named = self._printed.currency(word.text)
        text = surface.text if surface is not None else ""
        return replace(one, surface=replace(named, text=text or named.text))

    # --- what stands behind the unit

    def tail(self, folded: str, one: Measured, stop: int) -> tuple[int, str | None]:
        """Where a bracketed variant ends, 79618台(件套), or a denominator, 3分/千瓦时."""
        end = one.end
        if end >= stop or one.surface is None:
            return end, None
        closing = _BRACKETS.get(folded[end])
        if closing:
            close = folded.find(closing, end, min(end + _LONGEST_VARIANT, stop))
            inside = folded[end + 1 : close].lstrip("/、")
            if close > 0 and inside and self._is_variant(inside):
                return close + 1, None
        if folded[end] not in ("/", self._per):
            return end, None
        rated = self._rated.match(folded, end, stop)
        assert rated is not None
        word = self._denominators.starting_at(folded, end + 1, stop)
        printed = word.text if word is not None else ""
        if rated.end() < stop:
            unit, unit_end = self._printed.unit_at(folded, rated.end(), stop)
            if unit is not None and unit_end - end - 1 > len(printed):
                printed = folded[end + 1 : unit_end]
        if not printed or (folded[end] == self._per and not self._is_rate(printed)):
            return end, None
        return end + 1 + len(printed), printed

    def _is_variant(self, printed: str) -> bool:
        """Whether what stands in brackets is a unit, and no number with it: (件套), not (件8)."""
        return self._digit.search(printed) is None and self._units.at(printed, 0) is not None

    def _is_rate(self, printed: str) -> bool:
        """Whether 每 and a unit behind a unit make a rate: 350千米每小时, not 5个每村."""
        unit = self._units.surfaces.get(printed)
        return unit is not None and unit.dimension != "count"


def _doublings(count: Decimal | None) -> Decimal | None:
    """翻一番 is twice as much, 翻两番 four times."""
    is_told = count is not None and 0 < count <= _MOST_DOUBLINGS
    return Decimal(2) ** count if count is not None and is_told else None
