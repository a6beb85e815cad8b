"""Units as they are printed: found at a place of a text, money in all its forms among them."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

import regex

from metrics.quantities.numerals import NumeralReader
from metrics.rules.asked import ListName
from metrics.rules.units import Surface, Units
from metrics.rules.words import Lexicon, Places, Word

YUAN, FOLD = "CNY", "fold"
_HAN = regex.compile(r"\p{Han}")
_WIDE_BRACKETS = str.maketrans("()", "（）")
_ODD: tuple[ListName, ...] = ("discounts", "dozens", "halves", "blocks")


def places_of(words: tuple[str, ...]) -> Places:
    """An index over words that have no list."""
    return Places.of(Word(word, "", "", (), "") for word in words)


def bracketed(words: tuple[str, ...]) -> tuple[str, ...]:
    """Words with brackets of both widths."""
    return (*words, *(word.translate(_WIDE_BRACKETS) for word in words))


class UnitReader:
    """Finds units with the words of one set of rules."""

    def __init__(self, units: Units, lexicon: Lexicon, numerals: NumeralReader) -> None:
        self._units, self._numerals = units, numerals
        self._no_unit = places_of(lexicon.asked("no_unit") + lexicon.asked("no_share"))
        self._blocks = frozenset(lexicon.asked("blocks"))
        self._money = {
            word: Surface(word, entry.sets["unit"], "money", Decimal(1))
            for entry in lexicon.lists.values()
            if entry.place == "quantity" and "unit" in entry.sets
            for word in entry.words
        }
        self._money_places = places_of(tuple(self._money))
        money = {text for text, unit in units.surfaces.items() if unit.dimension == "money"}
        self.currencies = places_of(tuple(sorted(money | set(self._money))))
        self._coins = places_of(lexicon.asked("tenth_coins"))
        points = (u.text[0] for u in units.surfaces.values() if u.dimension == "percentage_point")
        self._points = frozenset(points)
        odd = (lexicon.asked(name) for name in _ODD)
        yuan = units.first_printed(YUAN)
        long_money = {word[0] for word in self._money if word[1:]} - {yuan and yuan.text}
        self._odd_openings = frozenset({" "}.union(long_money, *odd))
        self._plain_units = frozenset(self._plain_surfaces(lexicon.asked("tenths")))
        ends = {word.text[-1] for word in self._money_places.words.values()}
        self.money_characters = frozenset(ends | set(self.currencies.sizes_by_first))
        """The characters behind a unit of money that may make another currency of it."""

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

    def _plain_surfaces(self, tenths: tuple[str, ...]) -> Iterator[str]:
        for text, surface in self._units.surfaces.items():
            is_odd = surface.unit == FOLD or text in tenths or text in self._blocks
            if not is_odd and not (text[-1].isascii() and text[-1].isalnum()):
                yield text

    # --- one unit

    def unit_at(
        self, folded: str, position: int, stop: int, *, blocks: bool = True
    ) -> tuple[Surface | None, int]:
        """The unit printed at ``position``, if any, and where it ends.

        ``blocks`` says whether 块 may be money.
        """
        points, points_end = self._spaced_points(folded, position, stop)
        if points is not None:
            return points, points_end
        surface = self._units.at(folded, position)
        if self._money_places.sizes_by_first.get(folded[position]):
            word = self._money_places.starting_at(folded, position, stop)
            if word is not None and (surface is None or len(word.text) >= len(surface.text)):
                word_end = position + len(word.text)
                is_money = word.text not in self._blocks or (
                    blocks and not self._is_thing(folded, word_end, stop)
                )
                if is_money:
                    surface = self._money[word.text]
        if surface is None:
            return None, position
        end = position + len(surface.text)
        if end > stop or (folded[end - 1].isascii() and _goes_on(folded, end)):
            return None, position
        shield = self._no_unit.starting_at(folded, position, stop)
        if shield is not None and len(shield.text) > len(surface.text):
            return None, position
        if surface.dimension == "money" and surface.unit == YUAN and end < stop:
            other = self.currencies.starting_at(folded, end, stop)
            if other is not None and len(other.text) > 1:
                return self.currency(other.text), end + len(other.text)
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

    def currency(self, word: str) -> Surface:
        """The currency that a word names."""
        return self._money.get(word) or self._units.surfaces[word]

    def _is_thing(self, folded: str, position: int, stop: int) -> bool:
        """Whether something counted stands behind a measure word that may be money."""
        if position >= stop or not _HAN.match(folded, position):
            return False
        coins = self._coins.starting_at(folded, position, stop)
        return coins is None and self._numerals.at(folded, position, stop) is None


def _goes_on(folded: str, end: int) -> bool:
    """Whether a Latin letter or digit goes on after a Latin unit: the m of 5mm, the t of 5type."""
    following = folded[end : end + 1]
    return folded[end - 1].isalnum() and following.isascii() and following.isalnum()
