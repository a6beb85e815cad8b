"""Words that hold a numeral character and no number: 统一, 一批, 三亚, 高三.

A listed word is one only where it does not cut through other words: 提高三百元 is 提高 and 三百元,
not 高三; 一点五亿 begins with no 一点; 三百年 holds no 百年.
"""

from __future__ import annotations

import regex

from metrics.quantities.numerals import MAGNITUDES
from metrics.quantities.printed_units import places_of
from metrics.rules.asked import ListName
from metrics.rules.regions import names_in
from metrics.rules.ruleset import RuleSet
from metrics.rules.units import Surface, Units
from metrics.text.numerals import HAN_DIGITS, HAN_MAGNITUDES

_HAN = regex.compile(r"\p{Han}")
_NUMERAL = regex.compile(f"[{HAN_DIGITS}{HAN_MAGNITUDES}]")
_FORMAL = frozenset("壹贰叁肆伍陆柒捌玖拾佰仟貳參陸")
_FORMAL_SCALES = frozenset("拾佰仟")
_PLAIN_DIGITS = frozenset("一二三四五六七八九两")
_NAME_LIKE: ListName = "years_of_school"


class WordsWithNumerals:
    """Tells the numerals of words from those of numbers, with the words of one set of rules."""

    def __init__(self, rules: RuleSet) -> None:
        lexicon = rules.lexicon
        self._units: Units = rules.units
        self._name_like = frozenset(lexicon.asked(_NAME_LIKE))
        words = lexicon.asked("no_number") + lexicon.asked("no_quantity")
        places = filter(_NUMERAL.search, names_in(rules.sections.regions_file))  # 三台县, 万年县
        self._words = frozenset(words) | self._name_like | frozenset(places)
        self._shapes = _shapes_of_words(self._words)
        self._doubled = frozenset(lexicon.asked("doubled"))
        known = {word for entry in lexicon.lists.values() for word in entry.words}
        known |= set(rules.units.nouns)
        known |= {one for entry in rules.catalogue.entries.values() for one in entry.phrases}
        known -= self._words
        self._known = places_of(tuple(sorted(word for word in known if len(word) > 1)))

    def end_of(
        self, text: str, start: int, end: int, unit: Surface | None, unit_end: int
    ) -> int | None:
        """Where the word ends that holds the numeral ``text[start:end]``, or None.

        ``unit`` is printed behind the numeral, up to ``unit_end``.
        """
        if self._is_formal_alone(text, start, end, unit, unit_end):
            return start + 1
        for before, size in self._shapes.get(text[start], ()):
            first = start - before
            word = text[first : first + size] if first >= 0 else ""
            if word not in self._words:
                continue
            last = first + size
            if not self._is_cut(text, word, (first, last), (start, end), unit, unit_end):
                return last
        return None

    def _is_cut(
        self,
        text: str,
        word: str,
        place: tuple[int, int],
        numeral: tuple[int, int],
        unit: Surface | None,
        unit_end: int,
    ) -> bool:
        """Whether another word or the number itself reaches over an end of a listed word."""
        (first, last), (start, end) = place, numeral
        if first == start and text[start - 1 : start] in self._doubled and unit is not None:
            return True  # 翻一番
        if last < end and (first == start or text[last] in MAGNITUDES or text[last] in "点."):
            return True
        if first < start and self._reaches_over(text, first, start):
            return True
        if unit is None:
            return False
        if unit_end > last:
            return word in self._name_like or last > end or first == start
        ends_alike = first == start and last == unit_end > end
        if unit.dimension == "count" or not ends_alike or _HAN.match(text, last):
            return False
        # 补助三元，but 长三角、珠三角
        is_led = bool(start) and _HAN.match(text, start - 1) is not None
        return not is_led or self._reaches_over(text, start, start)

    def _reaches_over(self, text: str, first: int, start: int) -> bool:
        """Whether a known word ends at the numeral and begins before the listed word."""
        sizes = self._known.sizes_by_last.get(text[start - 1], ())
        words = self._known.words
        return any(
            size > start - first and text[start - size : start] in words
            for size in sizes
            if size <= start
        )

    def _is_formal_alone(
        self, text: str, start: int, end: int, unit: Surface | None, unit_end: int
    ) -> bool:
        """Whether a formal numeral stands in a word: 陆家嘴, 拾金; a cheque says 伍元, 拾万."""
        if text[start] not in _FORMAL:
            return False
        rest = text[start + 1 : end].lstrip()
        if rest:
            return text[start] not in _FORMAL_SCALES and rest[0] in _PLAIN_DIGITS
        if unit is not None or unit_end > end:
            return unit is not None and unit.dimension != "money"
        near = (text[start - 1 : start], text[end : end + 1])
        return any(_HAN.match(one) for one in near if one)


def _shapes_of_words(words: frozenset[str]) -> dict[str, tuple[tuple[int, int], ...]]:
    """For each numeral character, where words that hold it begin and how long they are.

    The longest words come first.
    """
    shapes: dict[str, set[tuple[int, int]]] = {}
    for word in words:
        for index, character in enumerate(word):
            if character in HAN_DIGITS + HAN_MAGNITUDES + "几数":
                shapes.setdefault(character, set()).add((index, len(word)))
    return {
        character: tuple(sorted(found, key=lambda shape: (-shape[1], shape[0])))
        for character, found in sorted(shapes.items())
    }
