"""Finds every number of a text with its magnitude and unit, in one scan."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from weakref import WeakKeyDictionary

import regex

from metrics.rules.ruleset import RuleSet
from metrics.rules.units import Surface, Units
from metrics.rules.words import Lexicon
from metrics.text.numerals import ARABIC_DIGITS, HAN_DIGITS, HAN_MAGNITUDES, parse_numeral

_ARABIC = frozenset("0123456789０１２３４５６７８９")
_FRACTION = "分之"
_ONES = "一二三四五六七八九"
_FINANCIAL = frozenset("壹贰叁肆伍陆柒捌玖拾佰仟")
_LARGE = "万亿萬億"
_BRACKETS = {"(": ")", "（": "）", "[": "]", "〔": "〕"}


@dataclass(slots=True)
class Mention:
    """One number of a text: ``text[start:end]`` is the number and its unit, without comparators.

    ``low`` and ``high`` carry the magnitude (12.1万 is 121000) but not the unit's factor; ``high``
    is None for a single value. ``number_end`` is where the unit begins. ``tail_end`` is where a
    bracketed variant of the measure word ends: 5家(个).
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

    def __init__(self, units: Units, lexicon: Lexicon) -> None:
        self._units = units
        self._fraction = units.surfaces.get(_FRACTION)
        self._more = frozenset(lexicon.words_of("more_inside"))
        marks = sorted(lexicon.words_of("range_marks"), key=len, reverse=True)
        self._range_mark = regex.compile(
            r"[ \u3000]?(?:" + "|".join(map(regex.escape, marks)) + r")[ \u3000]?"
        )
        self._number = regex.compile(_number_pattern("".join(sorted(self._more))))
        # Where a number may begin is told by one character; re keeps them as a bitmap.
        self._opening = re.compile(f"[{ARABIC_DIGITS}{HAN_DIGITS}{HAN_MAGNITUDES}几数]")
        self._no_unit = frozenset(lexicon.words_of("no_unit"))
        self._denominators = frozenset(lexicon.words_of("denominators"))
        self._no_number = frozenset(lexicon.words_of("no_number"))
        self._shapes = _shapes_of_words(lexicon.words_of("no_number"))

    def scan(self, text: str, start: int = 0, end: int | None = None) -> list[Mention]:
        """The mentions of ``text[start:end]`` in order; none overlap."""
        mentions: list[Mention] = []
        position, stop = start, len(text) if end is None else end
        opening = self._opening.search(text, position, stop)
        while opening is not None:
            position = opening.start()
            match = self._number.match(text, position, stop)
            mention = self._read(text, match, stop) if match else None
            if mention is not None:
                mentions.append(mention)
                position = mention.tail_end
            else:
                position = match.end() if match else position + 1
            opening = self._opening.search(text, position, stop)
        return mentions

    def _read(self, text: str, match: regex.Match[str], stop: int) -> Mention | None:
        start, end = match.span()
        if text[start] not in _ARABIC and self._is_shielded(text, start):
            return None
        if end - start == 1 and text[start] in _FINANCIAL:
            unit = self._units.at(text, end)
            if unit is None or unit.dimension != "money":
                return None  # 陆家嘴, 拾金; a cheque says 伍元
        low, comparator, number_end = self._before_unit(text, start, end)
        if _FRACTION in text[start:number_end]:
            surface: Surface | None = self._fraction
        else:
            surface = self._units.at(text, number_end) if number_end < stop else None
            if surface is None and text[number_end : number_end + 1] == " ":
                surface = self._units.at(text, number_end + 1)
                number_end += surface is not None
        if surface is not None and text[number_end : number_end + 2] in self._no_unit:
            surface = None
        unit_end = number_end
        if surface is not None and surface is not self._fraction:
            unit_end += len(surface.text)
        high = None
        if number_end - start > 1 and text[start] in _ONES and text[start + 1] in _ONES:
            low, high = _neighbours(text[start:number_end], low, surface)
        other = self._range_mark.match(text, unit_end, stop)
        if other is not None:
            following = self._number.match(text, other.end(), stop)
            if following is not None:
                read = self._upper_end(text, following, surface, low, number_end)
                if read is not None:
                    low, high, surface, number_end, unit_end, comparator = read
        printed = text[_digits_end(text, start, number_end) : unit_end]
        mention = Mention(
            start, unit_end, number_end, unit_end, low, high, surface, comparator, printed
        )
        self._add_variants(text, mention, stop)
        return mention

    def _is_shielded(self, text: str, start: int) -> bool:
        """Whether a word that only looks like a number holds the numeral: 统一, 一批, 进一步."""
        for before, size in self._shapes.get(text[start], ()):
            first = start - before
            if first >= 0 and text[first : first + size] in self._no_number:
                return True
        return False

    def _before_unit(
        self, text: str, start: int, end: int
    ) -> tuple[Decimal | None, str | None, int]:
        """The value of a numeral (`_value`) whose last character may belong to the unit.

        9.5万千瓦 is 9.5万 of 千瓦, not 9.5万千 of 瓦.
        """
        low, comparator, number_end = self._value(text, start, end)
        if text[number_end - 1] in "千百" and number_end - start > 1:
            longer = self._units.at(text, number_end - 1)
            if longer is not None and len(longer.text) > 1:
                return self._value(text, start, number_end - 1)
        return low, comparator, number_end

    def _value(self, text: str, start: int, end: int) -> tuple[Decimal | None, str | None, int]:
        """The value of a matched numeral, what its 余 or 几 says, and where the numeral ends."""
        raw = text[start:end]
        comparator = None
        while raw and raw[-1] in self._more and self._units.at(text, start + len(raw)) is None:
            raw = raw[:-1]  # 3多元 is no number of 元 when nothing counted follows
        numeral = raw
        for word in self._more:
            if word in numeral:
                numeral, comparator = numeral.replace(word, ""), ">"
        if "几" in numeral or "数" in numeral:
            comparator = ">"
            numeral = numeral.replace("十几", "十").replace("几", "一").replace("数", "一")
        try:
            whole, fraction, part = numeral.partition(_FRACTION)
            if fraction:
                value = parse_numeral(part) * 100 / parse_numeral(whole)
            else:
                value = parse_numeral(numeral)
            return value, comparator, start + len(raw)
        except (ValueError, ArithmeticError):
            return None, comparator, start + len(raw)

    def _upper_end(
        self,
        text: str,
        following: regex.Match[str],
        surface: Surface | None,
        low: Decimal | None,
        number_end: int,
    ) -> tuple[Decimal | None, Decimal, Surface | None, int, int, str | None] | None:
        """Reads the upper end of a range, or None when the two numbers are no range."""
        high, comparator, high_end = self._before_unit(text, *following.span())
        unit = self._units.at(text, high_end)
        if high is None or low is None or high <= 0:
            return None
        if surface is not None and (unit is None or unit.unit != surface.unit):
            return None
        magnitude = _shared_magnitude(text[following.start() : high_end], low)
        if low > high:
            return None
        if magnitude and surface is None and text[number_end - 1] not in _LARGE:
            scaled = low * parse_numeral("1" + magnitude)  # 1.2-1.5亿元 means 亿 for both ends
            low = scaled if scaled < high else low
        if low >= high:
            return None
        end = high_end + (len(unit.text) if unit else 0)
        return low, high, unit, high_end, end, comparator

    def _add_variants(self, text: str, mention: Mention, stop: int) -> None:
        """Notes a bracketed variant, 79618台(件套), and a denominator, 3分/千瓦时."""
        end = mention.end
        if end >= stop or mention.surface is None:
            return
        closing = _BRACKETS.get(text[end])
        if closing:
            close = text.find(closing, end, min(end + 6, stop))
            inside = text[end + 1 : close].lstrip("/、")
            if close > 0 and inside and self._units.at(inside, 0) is not None:
                mention.tail_end = close + 1
        elif text[end] in "/／":
            for size in (4, 3, 2, 1):
                denominator = text[end + 1 : end + 1 + size]
                if denominator in self._denominators:
                    mention.tail_end = end + 1 + len(denominator)
                    mention.per = denominator
                    break


_scanners: WeakKeyDictionary[RuleSet, MentionScanner] = WeakKeyDictionary()


def scanner_of(rules: RuleSet) -> MentionScanner:
    """The scanner of a set of rules, made once for it."""
    if rules not in _scanners:
        _scanners[rules] = MentionScanner(rules.units, rules.lexicon)
    return _scanners[rules]


def _shared_magnitude(high: str, low: Decimal) -> str:
    """The magnitude that a range's upper end lends to the lower: 十八至三十万 is 18万 to 30万."""
    end = len(high)
    while end and high[end - 1] in (HAN_MAGNITUDES if high[0] in _ARABIC else _LARGE):
        end -= 1
    if end == len(high) and low < 10 and high[-1] in HAN_MAGNITUDES:
        end -= 1  # 两到三千
    return high[end:]


def _neighbours(
    numeral: str, low: Decimal | None, surface: Surface | None
) -> tuple[Decimal | None, Decimal | None]:
    """Two digits side by side are a range: 三四百人, 七八个, 三五百块; 二五 alone is not."""
    first, second, rest = numeral[0], numeral[1], numeral[2:]
    step = _ONES.index(second) - _ONES.index(first)
    has_scale = bool(rest) and all(character in HAN_MAGNITUDES for character in rest)
    is_next = step == 1 and (has_scale or (not rest and surface is not None))
    if is_next or (step == 2 and has_scale):
        return parse_numeral(first + rest), parse_numeral(second + rest)
    return low, None


def _number_pattern(more: str) -> str:
    digit, han = f"[{ARABIC_DIGITS}]", f"{HAN_DIGITS}{HAN_MAGNITUDES}"
    # Text taken from old PDF files spaces its digits: 2 9 0 0 亿元, 6 .5 %.
    spaced = rf"(?<!{digit}){digit}(?: {digit})+(?! ?{digit})"
    arabic = (
        rf"(?:{spaced}|{digit}{{1,3}}(?:[,，]{digit}{{3}})+(?!{digit})|{digit}+)"
        rf"(?:(?:[.．]| [.．] ?){digit}(?: ?{digit})*(?! ?[.．]))?"
    )
    chinese = rf"[几数]?[{han}](?:[{han}几]*)(?:点[{HAN_DIGITS}]+[{HAN_MAGNITUDES}]*)?"
    open_up = rf"(?:[{more}](?=[^ \s]))?"
    # 5万4千6百 is one number, 3亿5000万 too.
    mixed = rf"{digit}+[{HAN_MAGNITUDES}]+(?:{digit}+[{HAN_MAGNITUDES}]+)+"
    one = rf"(?:{mixed}|{arabic}|{chinese})"
    return rf"(?:{one}{_FRACTION})?{one}{open_up}(?: (?=[{_LARGE}]))?[{HAN_MAGNITUDES}]*{open_up}"


def _shapes_of_words(words: tuple[str, ...]) -> dict[str, tuple[tuple[int, int], ...]]:
    """For each numeral character, where words that hold it begin and how long they are."""
    shapes: dict[str, set[tuple[int, int]]] = {}
    for word in words:
        for index, character in enumerate(word):
            if character in HAN_DIGITS + HAN_MAGNITUDES + "几数":
                shapes.setdefault(character, set()).add((index, len(word)))
    return {character: tuple(sorted(found)) for character, found in sorted(shapes.items())}


def _digits_end(text: str, start: int, end: int) -> int:
    """Where the digits end and the magnitude, if any, begins: 12.1|万, 30—40|, 三千|."""
    if text[start] not in _ARABIC:
        return end
    while end > start and text[end - 1] in HAN_MAGNITUDES:
        end -= 1
    return end
