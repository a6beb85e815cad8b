"""Finds quantities in any text: numbers with unit, measure word and bound, without roles."""

from __future__ import annotations

from dataclasses import dataclass, replace
from decimal import Decimal
from functools import lru_cache

from metrics.quantities.any_text.numerals import Numeral, NumeralReader, lent_magnitude
from metrics.rules.ruleset import RuleSet, load_rules
from metrics.rules.units import Surface, Units
from metrics.rules.words import Lexicon
from metrics.text.numerals import parse_numeral

_SPACES = " \u3000"
_LOWER, _UPPER = (">", ">="), ("<", "<=")
_YUAN = "CNY"


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number as printed and as a value in ``unit``; ``value_high`` only for a range."""

    start: int
    end: int
    text: str
    value: float
    value_high: float | None
    unit: str | None
    classifier: str | None
    comparator: str


@dataclass(frozen=True, slots=True)
class _Reading:
    """A quantity while it is read; ``before`` and ``after`` are where its bound words end."""

    start: int
    end: int
    low: Decimal
    high: Decimal | None
    surface: Surface | None
    comparator: str
    before: int
    after: int


def find_quantities(text: str, rules: RuleSet | None = None) -> list[Quantity]:
    """Every quantity of ``text`` in order, without asking what it is about.

    >>> find_quantities("全年教育经费投入达到294.4亿元")[0].value
    29440000000.0
    """
    rules = rules or load_rules()
    reader = _QuantityReader(text, rules.units, _wording(rules))
    return [_quantity(text, reading) for reading in reader.read()]


def _quantity(text: str, reading: _Reading) -> Quantity:
    surface = reading.surface
    factor = surface.factor if surface else 1
    return Quantity(
        start=reading.start,
        end=reading.end,
        text=text[reading.start : reading.end],
        value=float(reading.low * factor),
        value_high=None if reading.high is None else float(reading.high * factor),
        unit=surface.unit if surface else None,
        classifier=surface.classifier if surface else None,
        comparator=reading.comparator,
    )


class _Wording:
    """The word lists that quantities need, of one set of rules."""

    def __init__(self, lexicon: Lexicon) -> None:
        self.numerals = NumeralReader(lexicon)
        self._lexicon = lexicon
        self.marks = tuple(sorted(lexicon.words_of("range_marks"), key=len, reverse=True))
        self.shields = frozenset(lexicon.words_of("no_number") + lexicon.words_of("no_quantity"))
        self.longest_shield = max(map(len, self.shields), default=0)
        self.no_unit = lexicon.words_of("no_unit") + lexicon.words_of("no_share")
        self.comparators = {"before": self._bounds("before"), "after": self._bounds("after")}
        self.money = {
            word: Surface(word, entry.sets["unit"], "money", Decimal(1))
            for entry in lexicon.lists.values()
            if entry.place == "quantity" and "unit" in entry.sets
            for word in entry.words
        }

    def _bounds(self, place: str) -> dict[str, str]:
        own = tuple(f"{name}_{place}" for name in ("least", "most", "over"))
        return {
            word: entry.sets["comparator"]
            for name, entry in self._lexicon.lists.items()
            if "comparator" in entry.sets and (entry.place == place or name in own)
            for word in entry.words
        }

    def words(self, name: str) -> tuple[str, ...]:
        """The words of one list, the longest first."""
        return tuple(sorted(self._lexicon.words_of(name), key=len, reverse=True))


@lru_cache(maxsize=4)
def _wording(rules: RuleSet) -> _Wording:
    """The word lists of a set of rules, made ready once."""
    return _Wording(rules.lexicon)


class _QuantityReader:
    """Reads one text."""

    def __init__(self, text: str, units: Units, wording: _Wording) -> None:
        self._text, self._units, self._wording = text, units, wording
        self._folded = wording.numerals.fold(text)

    def read(self) -> list[_Reading]:
        """All quantities in order; two bounds of one thing are one range."""
        found: list[_Reading] = []
        position = 0
        while numeral := self._wording.numerals.find(self._text, self._folded, position):
            reading = self._reading(numeral, position)
            position = max(numeral.start + 1, reading.end if reading else numeral.end)
            if reading is None or self._in_address(numeral.start):
                continue
            merged = self._merged(found[-1], reading) if found else None
            if merged:
                found[-1] = merged
            else:
                found.append(reading)
        return found

    def _in_address(self, position: int) -> bool:
        start = self._folded.rfind("://", 0, position)
        return start >= 0 and len(self._text[start:position].split()) == 1

    def _skip(self, position: int) -> int:
        while self._folded[position : position + 1] in tuple(_SPACES):
            position += 1
        return position

    def _word_at(self, name: str, position: int) -> str:
        """The longest word of a list at ``position``, or the empty string."""
        found = (w for w in self._wording.words(name) if self._folded.startswith(w, position))
        return next(found, "")

    def _reading(self, numeral: Numeral, floor: int) -> _Reading | None:
        start, end, low, high, surface = self._measured(numeral)
        if self._is_shielded(numeral, end, surface) or self._is_bare(numeral, surface):
            return None
        if surface is None or high is None:
            upper = self._upper(numeral, low, end, surface)
            if upper is not None:
                low, high, end, surface = upper
        surface = self._currency_before(start, floor, surface)
        low, end = self._with_coins(low, end, surface)
        comparator, before, after = self._bound(start, end, floor)
        if high is not None:
            comparator = "range"
        elif comparator == "=" and numeral.is_open:
            comparator = ">"
        return _Reading(start, end, low, high, surface, comparator, before, after)

    def _measured(
        self, numeral: Numeral
    ) -> tuple[int, int, Decimal, Decimal | None, Surface | None]:
        """A numeral with its unit: where both lie, the value, and the unit."""
        if numeral.is_share:
            share = self._units.surfaces.get("%")
            return numeral.start, numeral.end, numeral.low, numeral.high, share
        shorter = self._before_unit(numeral)
        if shorter is not None:
            numeral = shorter
        position = self._skip(numeral.end)
        low, high = numeral.low, numeral.high
        if self._word_at("discounts", position) and not self._word_at("no_share", position):
            share_of_price = _discounted(numeral)
            if share_of_price is not None:
                percent = self._units.surfaces["%"]
                return numeral.start, position + 1, share_of_price, None, percent
        if self._word_at("dozens", position) and not self._word_at("no_dozen", position):
            return numeral.start, position + 1, low * 12, None, None
        surface, end = self._unit_at(position, numeral.end)
        if surface and surface.text in self._wording.words("tenths"):
            tail = self._wording.numerals.at(self._folded, self._skip(end))
            if self._folded.startswith("半", end):
                low, end = low + Decimal("0.5"), end + 1
            elif tail is not None and len(tail.digits) == 1 and 0 < tail.low < 10:
                low, end = low + tail.low / 10, tail.end
        return numeral.start, end, low, high, surface

    def _before_unit(self, numeral: Numeral) -> Numeral | None:
        """9.5万千瓦 is 9.5万 of 千瓦, 6百分点 is 6 of 百分点."""
        last = numeral.end - 1
        if self._folded[last] not in "千百" or len(numeral.digits) < 2:
            return None
        longer = self._units.at(self._folded, last)
        if longer is None or len(longer.text) < 2:
            return None
        return self._wording.numerals.at(self._folded[:last], numeral.start)

    def _unit_at(self, position: int, end: int) -> tuple[Surface | None, int]:
        """The unit at ``position``, or none, and where the quantity ends."""
        folded = self._folded
        if any(folded.startswith(word, position) for word in self._wording.no_unit):
            return None, end
        surface = self._units.at(folded, position)
        money = self._money_at(position)
        if money is not None and (surface is None or len(money.text) >= len(surface.text)):
            surface = money
        spaced = folded[position : position + 9].translate(str.maketrans("", "", _SPACES))
        points = self._units.at(spaced, 0)
        if points is not None and points.dimension == "percentage_point":
            rest = len(points.text)
            while rest:
                rest -= folded[position] not in _SPACES
                position += 1
            return points, position
        if surface is None:
            return None, end
        end = position + len(surface.text)
        if surface.dimension == "money" and surface.unit == _YUAN:
            other = self._units.at(folded, end) or self._money_at(end)
            if other is not None and other.dimension == "money" and len(other.text) > 1:
                return other, end + len(other.text)
        return surface, end

    def _money_at(self, position: int) -> Surface | None:
        for word, surface in self._wording.money.items():
            if self._folded.startswith(word, position):
                end = self._skip(position + len(word))
                is_block = word in self._wording.words("blocks")
                if not is_block or not self._is_thing(end):
                    return surface
        return None

    def _is_thing(self, position: int) -> bool:
        following = self._folded[position : position + 1]
        if not "\u4e00" <= following <= "\u9fff":
            return False
        after = self._wording.comparators["after"]
        return not (
            any(self._folded.startswith(word, position) for word in (*after, *self._wording.marks))
            or self._wording.numerals.at(self._folded, position)
            or self._word_at("tenth_coins", position)
        )

    def _is_shielded(self, numeral: Numeral, end: int, surface: Surface | None) -> bool:
        """Whether a word that only looks like a number holds the numeral: 统一, 一批, 四川."""
        start, longest = numeral.start, self._wording.longest_shield
        if self._folded[start] in "0123456789.-" and surface is None:
            return False
        for first in range(max(0, start - longest + 1), start + 1):
            for last in range(start + 1, min(first + longest, len(self._folded)) + 1):
                if self._text[first:last] not in self._wording.shields:
                    continue
                is_money = surface is not None and surface.dimension != "count"
                if last > end or first < start or (last == end and not is_money):
                    return True
        return False

    def _is_bare(self, numeral: Numeral, surface: Surface | None) -> bool:
        """万 and 亿万 alone are no numbers; 万元 and 百三 are."""
        return surface is None and not numeral.digits.strip("百千万亿兆")

    def _upper(
        self, numeral: Numeral, low: Decimal, end: int, surface: Surface | None
    ) -> tuple[Decimal, Decimal, int, Surface | None] | None:
        """Reads the upper end of a range after ``end``, or None where there is no range."""
        end += len(self._word_at("inclusive", end))
        position = self._skip(end)
        mark = next((m for m in self._wording.marks if self._folded.startswith(m, position)), "")
        pair = mark or self._word_at("pairs", position)
        if not pair:
            return None
        position = self._skip(position + len(pair))
        position += len(self._word_at("ordinals", position))
        following = self._wording.numerals.at(self._folded, position)
        if following is None or following.high is not None:
            return None
        closing = self._word_at("pair_ends", self._skip(following.end))
        if closing and not mark:
            other_end, high, unit = following.end, following.low, surface
        else:
            _, other_end, high, _, unit = self._measured(following)
            closing = closing or self._word_at("pair_ends", self._skip(other_end))
        if not (mark or closing) or (surface and (unit is None or unit.unit != surface.unit)):
            return None
        if surface is None:
            low = _scaled(low, high, numeral, following)
        return (low, high, other_end, unit) if low < high else None

    def _currency_before(self, start: int, floor: int, surface: Surface | None) -> Surface | None:
        """人民币 50元 and 港币两千元 name the currency first, $20 only there."""
        if surface is not None and (surface.unit != _YUAN or surface.dimension != "money"):
            return surface
        before = self._folded[floor:start].rstrip(_SPACES)
        for size in range(self._units.longest_surface, 0, -1):
            word = before[-size:]
            found = self._units.surfaces.get(word) or self._wording.money.get(word)
            is_money = found is not None and found.dimension == "money" and len(word) == size
            if is_money and (size > 1 or not word.isalpha()):
                return found
        return surface

    def _with_coins(self, low: Decimal, end: int, surface: Surface | None) -> tuple[Decimal, int]:
        """Adds 角 and 分 to what stands before them: 123元1角1分."""
        if surface is None or surface.dimension != "money":
            return low, end
        for name, places in (("tenth_coins", -1), ("hundredth_coins", -2)):
            position = self._skip(end)
            position += len(self._word_at("mixed_links", position))
            coins = self._wording.numerals.at(self._folded, position)
            word = self._word_at(name, coins.end) if coins else ""
            if coins is not None and word:
                low, end = low + coins.low.scaleb(places), coins.end + len(word)
        return low, end

    def _bound(self, start: int, end: int, floor: int) -> tuple[str, int, int]:
        """The comparator of the words around a number, and where those words begin and end."""
        places = [i for i in range(max(floor, start - 14), start) if self._text[i] not in _SPACES]
        near = "".join(self._folded[i] for i in places)
        for name in ("ordinals", "bound_fillers"):
            filler = next((w for w in self._wording.words(name) if near.endswith(w)), "")
            near = near.removesuffix(filler)
        known = self._wording.comparators["before"]
        word = max((w for w in known if near.endswith(w)), key=len, default="")
        before = places[len(near) - len(word)] if word else start
        comparator = known.get(word, "=")
        after = self._skip(end + len(self._word_at("inclusive", end)))
        known = self._wording.comparators["after"]
        word = max((w for w in known if self._folded.startswith(w, after)), key=len, default="")
        if word:
            return known[word], before, after + len(word)
        than = next((w for w in self._wording.words("than") if near.endswith(w)), "")
        for name, sign in (("than_more", ">"), ("than_less", "<")):
            if than and self._word_at(name, after):
                return sign, places[len(near) - len(than)], after + 1
        return comparator, before, end

    def _merged(self, first: _Reading, second: _Reading) -> _Reading | None:
        """大于二十的同时小于三十五 is one range of two bounds."""
        lower, upper = (first, second) if first.comparator in _LOWER else (second, first)
        if lower.comparator not in _LOWER or upper.comparator not in _UPPER:
            return None
        gap = self._folded[first.after : second.before].strip(_SPACES)
        if gap and gap not in self._wording.words("bound_links"):
            return None
        units = {r.surface.unit for r in (first, second) if r.surface}
        if len(units) > 1 or lower.low >= upper.low:
            return None
        return replace(
            first,
            end=second.end,
            low=lower.low,
            high=upper.low,
            surface=first.surface or second.surface,
            comparator="range",
            after=second.after,
        )


def _discounted(numeral: Numeral) -> Decimal | None:
    """What remains of a price: 九折 is 90, 75折 and 七五折 are 75, 十折 is no discount."""
    value = numeral.low * 10 if numeral.low < 10 else numeral.low
    is_named = numeral.digits.strip("十百千万亿") == numeral.digits
    return value if value < 100 and is_named else None


def _scaled(low: Decimal, high: Decimal, numeral: Numeral, following: Numeral) -> Decimal:
    """The lower end with the magnitude it shares with the upper: 1.2-1.5亿元, 10~15k."""
    if following.digits[-1].isalpha() and following.digits[-1].isascii():
        printed = Decimal(following.digits[:-1].replace(",", ""))
        is_own = numeral.digits[-1] == following.digits[-1]
        factor = Decimal(1) if is_own else high / printed
    else:
        lent = lent_magnitude(numeral.digits, following.digits)
        factor = parse_numeral("1" + lent) if lent else Decimal(1)
    return low * factor if low * factor < high else low
