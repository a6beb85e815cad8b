"""Finds every number of a text with its value, magnitude and unit, in one scan.

All that reads numbers reads them here: plans, tables, quantities of any text, corrections.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

import regex

from metrics.made_once import made_once
from metrics.quantities.measured import Measured, MeasuredReader
from metrics.quantities.numerals import Numeral, NumeralReader
from metrics.quantities.printed_units import UnitReader
from metrics.quantities.ranges import RangeReader
from metrics.quantities.words_with_numerals import WordsWithNumerals
from metrics.rules.ruleset import RuleSet
from metrics.rules.units import Surface
from metrics.text.numerals import parse_numeral
from metrics.values import frozen, replace

_INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u2060\ufeff]+")
_HAN = regex.compile(r"\p{Han}")
_MAGNITUDES = "十百千万亿兆"
_VAGUE, _SCALES = frozenset("几数"), frozenset(_MAGNITUDES)
_NO_SIGN_BEHIND = regex.compile(r"[\w%‰)\]\-—–~）]")
_COLONS = regex.compile("[:：]")
_NEAR = 12  # characters before two numbers with a colon in which a word makes them a ratio


@frozen
class Mention:
    """One number of a text: ``text[start:end]`` is the number and its unit, without comparators.

    ``low`` and ``high`` carry the magnitude (12.1万 is 121000) but not the unit's factor; ``high``
    is None for a single value, and both are where the number has no finite value. ``number_end`` is
    where the numeral ends and its unit begins. ``tail_end`` is where a bracketed variant of the
    measure word ends, 5家(个), or what the unit is per.
    """

    start: int
    end: int
    number_end: int
    tail_end: int
    low: Decimal | None
    high: Decimal | None
    surface: Surface | None
    comparator: str | None
    printed: str
    per: str | None = None

    @property
    def dimension(self) -> str | None:
        """The dimension of the printed unit, if there is one."""
        return self.surface.dimension if self.surface else None


class MentionScanner:
    """Scans texts for numbers with the units and number words of one set of rules."""

    def __init__(self, rules: RuleSet) -> None:
        lexicon = rules.lexicon
        self.numerals = NumeralReader(lexicon)
        self.units = UnitReader(rules.units, lexicon, self.numerals)
        self.measured = MeasuredReader(rules.units, lexicon, self.numerals, self.units)
        self._words = WordsWithNumerals(rules)
        self._ranges = RangeReader(lexicon, self.numerals, self.measured)
        self._per_prefix = lexicon.lists["denominators"].sets.get("per", "")
        self._no_sign = frozenset(lexicon.asked("no_sign"))
        self._no_upwards = lexicon.asked("no_upwards")
        self._upwards = frozenset(lexicon.asked("upwards"))
        self._minus = frozenset(lexicon.asked("minus"))
        self._before_minus = frozenset(lexicon.asked("before_minus"))
        self._ratio_words = lexicon.asked("ratio_words")
        self._behind = self.measured.openings_behind() | self._ranges.openings
        self._listed = frozenset(lexicon.asked("listed_ends"))
        self._before = {"-", *self._minus, *self._upwards} | set(
            self.units.currencies.sizes_by_last
        )
        # Where a number may begin is told by one character; re keeps them as a bitmap.
        self._opening = re.compile(self.numerals.opening)

    def scan(self, text: str, start: int = 0, end: int | None = None) -> list[Mention]:
        """The mentions of ``text[start:end]`` in order; none overlap."""
        stop = len(text) if end is None else end
        if _INVISIBLE.search(text, start, stop) is None:
            return list(self._mentions(text, start, stop))
        places = [place for place in range(start, stop) if _INVISIBLE.match(text[place]) is None]
        shown = "".join(text[place] for place in places)
        places.append(stop)
        return [_replaced(one, places) for one in self._mentions(shown, 0, len(shown))]

    def _mentions(self, text: str, start: int, stop: int) -> Iterator[Mention]:
        folded = self.numerals.fold(text)
        position = floor = start
        opening = self._opening.search(folded, position, stop)
        while opening is not None:
            position = opening.start()
            mention, position = self._read(text, folded, position, floor, stop)
            if mention is not None:
                floor = position
                yield mention
            opening = self._opening.search(folded, position, stop)

    def _read(
        self, text: str, folded: str, position: int, floor: int, stop: int
    ) -> tuple[Mention | None, int]:
        """The number whose first digit stands at ``position``, if it is one, and where to go on."""
        if folded[position] in _VAGUE and folded[position + 1 : position + 2] not in _SCALES:
            return None, position + 1  # 数字, 几乎
        plain = self._plain(text, folded, position, stop)
        if plain is not None:
            return plain
        numeral = self._numeral(folded, position, floor, stop)
        if numeral is None:
            return None, position + 1
        one = self.measured.measured(folded, numeral, stop)
        if numeral.has_sign and not self._is_sign(folded, numeral, one):
            unsigned = self.numerals.at(folded, position, stop)
            assert unsigned is not None
            numeral, one = unsigned, self.measured.measured(folded, unsigned, stop)
        word_end = self._words.end_of(text, position, numeral.end, one.surface, one.end)
        if word_end is not None:
            return None, max(word_end, position + 1)
        one = self._ranges.extended(folded, numeral, one, stop)
        one = self.measured.in_currency_before(folded, one, floor)
        one = self.measured.with_coins(folded, one, stop)
        tail_end, per = self.measured.tail(folded, one, stop)
        per = per or numeral.per
        mention = Mention(
            one.start,
            one.end,
            one.number_end,
            tail_end,
            one.low,
            one.high,
            one.surface,
            ">" if numeral.is_open and one.high is None else None,
            text[_digits_end(folded, one) : one.end].lstrip(),
            per,
        )
        return mention, tail_end

    def _plain(
        self, text: str, folded: str, position: int, stop: int
    ) -> tuple[Mention | None, int] | None:
        """The number at a first digit, where it is one like most: 12.1万人, 5%, 三家.

        None where it needs a closer look; else the number, or no number, and where to go on.
        """
        if position and folded[position - 1] in self._before:
            return None
        end = self.numerals.plain_end(folded, position, stop)
        if end is None or end >= stop:
            return None
        is_plain, surface = self.units.plain_at(folded, end, stop, self._behind)
        if not is_plain or (surface is None and folded[end] in self._listed):
            return None
        unit_end = digits_end = end
        if surface is not None:
            unit_end += len(surface.text)
        if not folded[position].isascii():
            word_end = self._words.end_of(text, position, end, surface, unit_end)
            if word_end is not None:
                return None, max(word_end, position + 1)
        else:
            while folded[digits_end - 1] in _SCALES:
                digits_end -= 1
        low = parse_numeral(folded[position:end])
        printed = text[digits_end:unit_end]
        mention = Mention(position, unit_end, end, unit_end, low, None, surface, None, printed)
        return mention, unit_end

    def _numeral(self, folded: str, position: int, floor: int, stop: int) -> Numeral | None:
        """The numeral at a first digit, with the sign, point or word before it."""
        before = folded[position - 1] if position > floor else ""
        if before == "-" or before in self._minus or before in self._upwards or before == ".":
            first = position - 1
            if before == "." and folded[first - 1 : first] == "-" and first > floor:
                first, before = first - 1, "-"  # -.5
            if self._may_begin(folded, first, floor, before):
                numeral = self.numerals.at(folded, first, stop)
                if numeral is not None:
                    return self._told(folded, numeral, stop)
        numeral = self.numerals.at(folded, position, stop)
        return None if numeral is None else self._told(folded, numeral, stop)

    def _may_begin(self, folded: str, position: int, floor: int, first: str) -> bool:
        """Whether a sign, a point or 上 at ``position`` may belong to the number behind it."""
        behind = folded[position - 1 : position]
        if first == ".":
            return not behind.isdigit() and behind != "."
        if first == "-":
            is_han = bool(behind) and _HAN.match(behind) is not None
            return not behind or is_han or _NO_SIGN_BEHIND.match(behind) is None
        if first in self._upwards:
            head = folded[max(floor, position - 2) : position + 1]
            return not head.endswith(self._no_upwards)
        return folded[max(0, position - 1) : position + 1] not in self._no_sign

    def _told(self, folded: str, numeral: Numeral, stop: int) -> Numeral | None:
        """The numeral, or the first side of what is no ratio: 8:30."""
        if numeral.kind != "ratio":
            return numeral
        printed = folded[numeral.start : numeral.end]
        colon = _COLONS.search(printed)
        if colon is None:
            return numeral
        near = folded[max(0, numeral.start - _NEAR) : numeral.end + 3]
        if any(word in near for word in self._ratio_words):
            return numeral
        return self.numerals.at(folded, numeral.start, numeral.start + colon.start())

    def _is_sign(self, folded: str, numeral: Numeral, one: Measured) -> bool:
        """Whether a hyphen is a minus sign: 增长-3%, 达到-5, but not 目标-10家."""
        behind = folded[numeral.start - 1 : numeral.start]
        if folded[numeral.start] != "-" or not behind or not _HAN.match(behind):
            return True
        if behind in self._before_minus:
            return True
        return one.surface is not None and one.surface.dimension != "count"


@made_once
def scanner_of(rules: RuleSet) -> MentionScanner:
    """The scanner of a set of rules."""
    return MentionScanner(rules)


def _replaced(mention: Mention, places: list[int]) -> Mention:
    """A mention of a text without its invisible characters, in the text with them."""
    return replace(
        mention,
        start=places[mention.start],
        end=places[mention.end - 1] + 1,
        number_end=places[mention.number_end - 1] + 1,
        tail_end=places[mention.tail_end - 1] + 1,
    )


def _digits_end(folded: str, one: Measured) -> int:
    """Where the digits end and the magnitude, if any, begins: 12.1|万, 30-40|, 三千|."""
    end = one.number_end
    if not folded[one.start].isascii():
        return end
    while end > one.start and (folded[end - 1] in _MAGNITUDES or folded[end - 1] == " "):
        end -= 1
    return end
