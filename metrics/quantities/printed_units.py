"""What is printed around a numeral and belongs to it: units, coins, halves, currencies, rates."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from decimal import Decimal

import regex

from metrics.quantities.numerals import Numeral, NumeralReader
from metrics.rules.units import Surface, Units
from metrics.rules.words import Lexicon, Places, Word

_HAN = regex.compile(r"\p{Han}")
_YUAN, _PERCENT, _INDEX, _FOLD = "CNY", "percent", "index", "fold"
_BRACKETS = {"(": ")", "（": "）", "[": "]", "〔": "〕"}
_LONGEST_VARIANT = 6
_WIDEST_GAP = 4  # spaces before a unit
_WIDE_BRACKETS = str.maketrans("()", "（）")
_HALF = Decimal("0.5")
_YUAN_SIGN = "元"
_MOST_DOUBLINGS = 9
_RATED = regex.compile(r"[/每] ?(?:1|10+|1?[十百千万亿]+|\d{2}万)?")


@dataclass(frozen=True, slots=True)
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


def places_of(words: tuple[str, ...]) -> Places:
    """An index over words that have no list."""
    return Places.of(Word(word, "", "", (), "") for word in words)


def bracketed(words: tuple[str, ...]) -> tuple[str, ...]:
    """Words with brackets of both widths."""
    return (*words, *(word.translate(_WIDE_BRACKETS) for word in words))


class UnitReader:
    """Reads what belongs to a numeral, with the units and words of one set of rules."""

    def __init__(self, units: Units, lexicon: Lexicon, numerals: NumeralReader) -> None:
        self._units, self._numerals = units, numerals
        self._no_unit = places_of(lexicon.words_of("no_unit") + lexicon.words_of("no_share"))
        self._no_number = places_of(lexicon.words_of("no_number") + lexicon.words_of("no_quantity"))
        self._halves = frozenset(lexicon.words_of("halves"))
        self._doubled = frozenset(lexicon.words_of("doubled"))
        self._tenths = frozenset(lexicon.words_of("tenths"))
        self._discounts = frozenset(lexicon.words_of("discounts"))
        self._dozens = frozenset(lexicon.words_of("dozens"))
        self._no_dozen = places_of(lexicon.words_of("no_dozen"))
        self._mixed = frozenset(lexicon.words_of("mixed_links"))
        self._blocks = frozenset(lexicon.words_of("blocks"))
        self._coins = tuple(
            (places_of(lexicon.words_of(name)), places)
            for name, places in (("tenth_coins", -1), ("hundredth_coins", -2))
        )
        self._denominators = places_of(lexicon.words_of("denominators"))
        self._per = lexicon.lists["denominators"].sets.get("per", "")
        self._money = {
            word: Surface(word, entry.sets["unit"], "money", Decimal(1))
            for entry in lexicon.lists.values()
            if entry.place == "quantity" and "unit" in entry.sets
            for word in entry.words
        }
        self._money_places = places_of(tuple(self._money))
        money = {text for text, unit in units.surfaces.items() if unit.dimension == "money"}
        self._currencies = places_of(tuple(sorted(money | set(self._money))))
        self._share = units.surfaces.get("%")
        self._plain_units = frozenset(self._plain_surfaces())
        points = (u.text[0] for u in units.surfaces.values() if u.dimension == "percentage_point")
        self._points = frozenset(points)
        self._odd_openings = self._odd_first_characters()
        self._bare = {name: units.surfaces.get(name) for name in (_INDEX,)}

    # --- most units

    def plain_at(
        self, folded: str, position: int, stop: int, after: frozenset[str]
    ) -> tuple[bool, Surface | None]:
        """Whether nothing at ``position`` asks for a closer look, and the unit that stands there.

        ``after`` are the characters behind a number that may go on with it.
        """
        first = folded[position]
        if first in self._odd_openings or folded[position - 1] in "千百":
            return False, None
        surface = self._units.at(folded, position)
        if surface is None:
            return first not in after, None
        end = position + len(surface.text)
        if end > stop or surface.text not in self._plain_units:
            return False, None
        if end < stop and folded[end] in after:
            return False, None
        if first in self._no_unit.sizes_by_first:
            shield = self._no_unit.starting_at(folded, position, stop)
            if shield is not None:
                return False, None
        return True, surface

    @property
    def currency_ends(self) -> Iterable[str]:
        """The characters that end the name of a currency before an amount."""
        return self._currencies.sizes_by_last

    def openings_behind(self) -> frozenset[str]:
        """The characters behind a unit that may belong to the number: halves, coins, rates."""
        return frozenset(
            {
                *"/ 0123456789零一二三四五六七八九十两",
                self._per,
                *self._halves,
                *self._mixed,
                *_BRACKETS,
                *self._currencies.sizes_by_first,
                *(word.text[-1] for word in self._money_places.words.values()),
            }
        )

    def _plain_surfaces(self) -> Iterator[str]:
        for text, surface in self._units.surfaces.items():
            is_odd = surface.unit == _FOLD or text in self._tenths or text in self._blocks
            if not is_odd and not (text[-1].isascii() and text[-1].isalnum()):
                yield text

    def _odd_first_characters(self) -> frozenset[str]:
        money = {word[0] for word in self._money if word[1:]} - {_YUAN_SIGN}
        return frozenset(
            {
                " ",
                *money,
                *self._blocks,
                *self._discounts,
                *self._dozens,
                *self._halves,
            }
        )

    # --- the unit

    def measured(self, folded: str, numeral: Numeral, stop: int) -> Measured:
        """A numeral with the unit behind it."""
        start, end, low, high = numeral.start, numeral.end, numeral.low, numeral.high
        if numeral.kind == "share":
            return Measured(start, end, end, low, high, self._share)
        if numeral.kind == "sign":
            return Measured(start, end, end, low, high, None)
        if numeral.kind in ("ratio", "rate"):
            return Measured(start, end, end, low, high, self._bare[_INDEX])
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
        surface, unit_end = self.unit_at(folded, position, stop)
        if surface is None:
            return self._halved(folded, Measured(start, end, end, low, high, None), stop)
        if surface.text in self._tenths:
            low, unit_end = self._with_tenths(folded, low, unit_end, stop)
        elif surface.unit == _FOLD and folded[start - 1 : start] in self._doubled:
            low = _doublings(low) if folded[position] == surface.text else low
        return self._halved(folded, Measured(start, end, unit_end, low, high, surface), stop)

    def unit_at(self, folded: str, position: int, stop: int) -> tuple[Surface | None, int]:
        """The unit printed at ``position``, if any, and where it ends."""
        points, points_end = self._spaced_points(folded, position, stop)
        if points is not None:
            return points, points_end
        surface = self._units.at(folded, position)
        if self._money_places.sizes_by_first.get(folded[position]):
            word = self._money_places.starting_at(folded, position, stop)
            if word is not None and (surface is None or len(word.text) >= len(surface.text)):
                is_block = word.text in self._blocks
                if not is_block or not self._is_thing(folded, position + len(word.text), stop):
                    surface = self._money[word.text]
        if surface is None:
            return None, position
        end = position + len(surface.text)
        if end > stop or (folded[end - 1].isascii() and _goes_on(folded, end)):
            return None, position
        shield = self._no_unit.starting_at(folded, position, stop)
        if shield is not None and len(shield.text) > len(surface.text):
            return None, position
        if surface.dimension == "money" and surface.unit == _YUAN and end < stop:
            other = self._currencies.starting_at(folded, end, stop)
            if other is not None and len(other.text) > 1:
                return self._currency(other.text), end + len(other.text)
        return surface, end

    def _spaced_points(self, folded: str, position: int, stop: int) -> tuple[Surface | None, int]:
        """A unit whose characters stand apart: 5 个 百分点."""
        near = folded[position : min(position + 9, stop)]
        if " " not in near or near[0] not in self._points:
            return None, position
        points = self._units.at(near.replace(" ", ""), 0)
        if points is None or points.dimension != "percentage_point":
            return None, position
        rest = len(points.text)
        while rest:
            rest -= folded[position] != " "
            position += 1
        return points, position

    def _currency(self, word: str) -> Surface:
        return self._money.get(word) or self._units.surfaces[word]

    def _is_thing(self, folded: str, position: int, stop: int) -> bool:
        """Whether something counted stands behind a measure word that may be money."""
        if position >= stop or not _HAN.match(folded, position):
            return False
        coins = self._coins[0][0].starting_at(folded, position, stop)
        return coins is None and self._numerals.at(folded, position, stop) is None

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
        longer, unit_end = self.unit_at(folded, end + 1, stop) if end + 1 < stop else (None, end)
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
        if surface is not None and (surface.unit != _YUAN or surface.dimension != "money"):
            return one
        end = one.start
        while end > floor and folded[end - 1] == " ":
            end -= 1
        if end <= floor or folded[end - 1] not in self._currencies.sizes_by_last:
            return one
        word = self._currencies.ending_at(folded, end, floor)
        if word is None or (len(word.text) == 1 and word.text.isalpha()):
            return one
        named = self._currency(word.text)
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
            if close > 0 and inside and self._units.at(inside, 0) is not None:
                return close + 1, None
        if folded[end] not in ("/", self._per):
            return end, None
        rated = _RATED.match(folded, end, stop)
        assert rated is not None
        word = self._denominators.starting_at(folded, end + 1, stop)
        printed = word.text if word is not None else ""
        if rated.end() < stop:
            unit, unit_end = self.unit_at(folded, rated.end(), stop)
            if unit is not None and unit_end - end - 1 > len(printed):
                printed = folded[end + 1 : unit_end]
        if not printed or (folded[end] == self._per and not self._is_rate(printed)):
            return end, None
        return end + 1 + len(printed), printed

    def _is_rate(self, printed: str) -> bool:
        """Whether 每 and a unit behind a unit make a rate: 350千米每小时, not 5个每村."""
        unit = self._units.surfaces.get(printed)
        return unit is not None and unit.dimension != "count"


def _doublings(count: Decimal | None) -> Decimal | None:
    """翻一番 is twice as much, 翻两番 four times."""
    is_told = count is not None and 0 < count <= _MOST_DOUBLINGS
    return Decimal(2) ** count if count is not None and is_told else None


def _goes_on(folded: str, end: int) -> bool:
    """Whether a Latin letter or digit goes on after a Latin unit: the m of 5mm, the t of 5type."""
    following = folded[end : end + 1]
    return folded[end - 1].isalnum() and following.isascii() and following.isalnum()
