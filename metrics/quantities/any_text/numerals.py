"""Numerals of any text: spaced, mixed, vague, fractional and signed ones, found and read.

Plans print their numbers cleanly and have a scanner of their own (``metrics.quantities.scanner``);
speech, traditional script and copied text do not: 三千 八百 九十六 万, 負兩千, 一又二分之一,
2e5, 15k.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

import regex

from metrics.rules.words import Lexicon
from metrics.text.numerals import FORMAL, SIMPLE, parse_numeral

_WIDE = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)}
_DIGITS = "零一二三四五六七八九廿卅"
_MAGNITUDES = "十百千万亿兆"
_LARGE = "万亿兆"
_ONES = "一二三四五六七八九"
_AMBIGUOUS = "伍陆陸肆拾"  # 队伍, 大陆, 放肆, 收拾: alone among words they count nothing
_VAGUE = "几数"
_SPACES = str.maketrans("", "", " \u3000")


@dataclass(frozen=True, slots=True)
class Numeral:
    """One numeral of a text: its place, its value or range, and its print.

    ``is_share`` marks a fraction, whose value is in percent; ``is_open`` one that 余, 多, 几 open
    upwards. ``digits`` is the folded text without spaces.
    """

    start: int
    end: int
    low: Decimal
    high: Decimal | None
    digits: str
    is_share: bool = False
    is_open: bool = False


class NumeralReader:
    """Finds numerals with the number words of one set of rules."""

    def __init__(self, lexicon: Lexicon) -> None:
        pairs = lexicon.words_of("traditional")
        self._fold = _WIDE | str.maketrans(FORMAL, SIMPLE) | {ord(p[0]): p[1] for p in pairs}
        self._more = "".join(lexicon.words_of("more_inside"))
        self._letters = {word[0]: int(word[1:]) for word in lexicon.words_of("magnitude_letters")}
        self._links = "".join(lexicon.words_of("magnitude_links"))
        self._mixed = "".join(lexicon.words_of("mixed_links"))
        self._no_sign = frozenset(lexicon.words_of("no_sign"))
        self._pattern = regex.compile(self._source())
        self._dropped = regex.compile(f"[{self._more}{self._links} ]|(?<=.){_VAGUE[0]}")

    def fold(self, text: str) -> str:
        """``text`` in narrow and simplified characters, place by place."""
        return text.translate(self._fold)

    def at(self, folded: str, position: int) -> Numeral | None:
        """The numeral that starts at ``position``."""
        match = self._pattern.match(folded, position)
        return None if match is None else self._read(folded, match)

    def find(self, text: str, folded: str, position: int) -> Numeral | None:
        """The first numeral from ``position`` on."""
        for match in self._pattern.finditer(folded, position):
            if match.end() - match.start() == 1 and self._is_ambiguous(text, match.start()):
                continue
            numeral = self._read(folded, match)
            if numeral is not None:
                return numeral
        return None

    def _is_ambiguous(self, text: str, position: int) -> bool:
        return text[position] in _AMBIGUOUS and any(
            regex.match(r"\p{Han}", near)
            for near in (text[max(0, position - 1) : position], text[position + 1 : position + 2])
        )

    def _source(self) -> str:
        space = "[ \u3000]{0,3}"
        arabic = r"(?:\d{1,3}(?:,\d{3})+(?!\d)|(?<!\d)\d(?: \d)+(?! ?\d)(?! ?/)|\d+)"
        point = r"(?:(?<!\d\.)(?<!\d\.\d+)\.\d++(?!\.\d))"
        number = rf"(?:{arabic}{point}?|(?<![\d.])\.\d+)"
        han, magnitude = f"[{_DIGITS}两几]", f"[{_MAGNITUDES}]"
        first = (
            rf"(?:{number}(?={space}(?:[{self._more}]{space})?{magnitude})|数?{magnitude}|{han}+)"
        )
        after = f"(?<={magnitude})"
        more = rf"(?:{space}[{self._more}]{space}(?={magnitude}))"
        link = rf"(?:[{self._links}](?=[{_LARGE}]))"
        following = rf"(?:{after}零?\d+(?![.\d])|{after}{space}\d+(?={space}{magnitude})"
        following += rf"|{after}{space}{han}+|{more}?{link}?{space}{magnitude})"
        decimals = rf"{space}点{space}(?:[{_DIGITS}]++(?!十)|\d+)(?:{more}?[{_LARGE}百千])*"
        chinese = rf"{first}{following}*(?:{decimals})?"
        power = rf"{number}(?:e[+-]?\d+|E[+-]?\d+|\^[+-]*{number})(?![\da-zA-Z])"
        letter = rf"{number}{space}[{''.join(self._letters)}](?![a-zA-Z])"
        one = rf"(?:{power}|{letter}|{chinese}|{number})"
        sign = r"(?:负|(?<![-\w%])-)"
        slash = r"(?<![/\d])\d{1,3}/\d{1,3}(?![/\d])"
        parts = rf"{sign}?{one}{space}分{space}之{space}{sign}?{one}"
        mixed = rf"(?:{one}{space}[{self._mixed}]{space}(?={one}{space}分)|\d+ (?={slash}))"
        share = rf"(?P<share>{parts}|{slash})"
        return rf"(?P<sign>{sign})?(?:(?P<mixed>{mixed})?{share}|(?P<one>{one}))[{self._more}]?"

    def _read(self, folded: str, match: regex.Match[str]) -> Numeral | None:
        start, end = match.span()
        negative = match["sign"] is not None
        if negative and folded[start - 1 : start + 1] in self._no_sign and start:
            negative, start = False, start + 1
        try:
            if match["share"]:
                low, high = self._share(match["share"])
                if match["mixed"]:
                    whole = match["mixed"].translate(_SPACES).rstrip(self._mixed)
                    low = low + parse_numeral(whole)
                else:
                    low, high = low * 100, None if high is None else high * 100
            else:
                low, high = self._one(match["one"].translate(_SPACES))
        except (ValueError, ArithmeticError):
            return None
        digits = match.group().translate(_SPACES)
        is_open = any(word in digits for word in self._more + _VAGUE)
        is_share = bool(match["share"] and not match["mixed"])
        if negative:
            low, high = (-low, None) if high is None else (-high, -low)
        return Numeral(start, end, low, high, digits, is_share, is_open)

    def _share(self, printed: str) -> tuple[Decimal, Decimal | None]:
        whole, _, part = printed.translate(_SPACES).partition("分之")
        if not part:
            part, _, whole = printed.partition("/")
        (low, high), base = self._one(part), self._one(whole)[0]
        return low / base, None if high is None else high / base

    def _one(self, printed: str) -> tuple[Decimal, Decimal | None]:
        """The value of one spaceless numeral, and the upper value of 三四百 or 七八十."""
        base, _, exponent = printed.partition("^")
        if exponent:
            downwards = exponent.lstrip("+-") != exponent and exponent[:2] not in ("--", "-+")
            power = parse_numeral(exponent.lstrip("+-"))
            is_minus = downwards and exponent[0] == "-"
            return parse_numeral(base) ** (-power if is_minus else power), None
        if regex.search(r"\d[eE]", printed):
            return Decimal(printed.replace(",", "")), None
        if printed[-1] in self._letters:
            return parse_numeral(printed[:-1]).scaleb(self._letters[printed[-1]]), None
        if printed[0] in _VAGUE:
            printed = "一" + printed[1:]  # 几十万, 数百: from ten, from a hundred
        plain = self._dropped.sub("", printed)
        first, second, rest = plain[0], plain[1:2], plain[2:]
        if second and first in _ONES and second in _ONES and rest.strip(_MAGNITUDES) == "":
            step = _ONES.index(second) - _ONES.index(first)
            if rest and step in (1, 2):
                return parse_numeral(first + rest), parse_numeral(second + rest)
        return parse_numeral(plain), None


def lent_magnitude(low: str, high: str) -> str:
    """The magnitude that a range's upper end lends to the lower: 十八至三十万, 两到三仟, 10~15k."""
    kinds = _MAGNITUDES if high[0] in "0123456789." else _LARGE
    end = len(high)
    while end and high[end - 1] in kinds:
        end -= 1
    if end == len(high) and len(low) == 1 and high[-1] in _MAGNITUDES and len(high) > 1:
        end -= 1
    if low[-1] in _LARGE:
        return ""
    return high[end:]
