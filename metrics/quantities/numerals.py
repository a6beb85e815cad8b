"""Numerals as they are printed: found at a place of a text, and read exactly.

One pattern knows what may belong to a numeral: its sign, digits with separators or spaces, Chinese
numerals, magnitudes, decimals in words, fractions, ratios and rates. It reads texts that
`NumeralReader.fold` has put into plain characters, place by place.
"""

from __future__ import annotations

import re
from decimal import Decimal
from math import isfinite
from unicodedata import digit, numeric

import regex

from metrics.rules.cache import compiled_once
from metrics.rules.words import Lexicon
from metrics.text.numerals import (
    FOLDED,
    LIST_SIGNS,
    ROMAN_NUMERALS,
    VULGAR_FRACTIONS,
    parse_numeral,
)
from metrics.values import frozen

_DIGITS = "零一二三四五六七八九廿卅卌"
_ONES = "一二三四五六七八九"
MAGNITUDES = "十百千万亿兆"
LARGE = "万亿兆"
_SMALL = "十百千"
_VAGUE = "几数"
_OF = "分之"
_TWO = "两"
_FEW = ("三两", Decimal(2), Decimal(3))
_PLANS = ("十四五",)  # a plan's name; 十七八 is a range
_OTHER_DIGITS = regex.compile(r"[^\P{Nd}0-9]")
_UNSPACED = str.maketrans("", "", " ")
_GROUPED = str.maketrans("", "", ",， ")
_JOINS = frozenset(" .,，/0123456789")  # before a digit they may belong to a longer numeral
_LARGEST_POWER = 40
_MOST_SIDES = 30  # of a ratio, behind the first


@frozen
class Numeral:
    """One numeral of a text, without its unit.

    Attributes:
        start: where it begins in the text, with its sign.
        end: where it ends.
        low: its value; None where it has none (0分之3, 1.2.3) or none that is a finite float.
        high: the upper value of 三五百; None for a single one.
        digits: its folded text without spaces.
        kind: what it is besides a plain number.
        per: what a rate is per: 10万 of 10/10万.
        is_open: whether 余, 多, 来, 几 or 上 open it upwards.
        has_sign: whether it has a minus sign that may be a mere hyphen.
    """

    start: int
    end: int
    low: Decimal | None
    high: Decimal | None
    digits: str
    kind: str = "plain"  # or share, ratio, rate, sign
    per: str | None = None
    is_open: bool = False
    has_sign: bool = False


class NumeralReader:
    """Finds numerals with the number words of one set of rules."""

    def __init__(self, lexicon: Lexicon) -> None:
        pairs = lexicon.asked("traditional")
        self._fold = FOLDED | {pair[0]: pair[1] for pair in pairs}
        # Most texts hold few of them, so they are replaced one by one.
        self._foldable = re.compile(f"[{re.escape(''.join(self._fold))}]")
        self._more = "".join(lexicon.asked("more_inside"))
        self._letters = {word[0]: int(word[1:]) for word in lexicon.asked("magnitude_letters")}
        self._links = "".join(lexicon.asked("magnitude_links"))
        self._mixed = "".join(lexicon.asked("mixed_links"))
        self._no_link = "|".join(lexicon.asked("no_link"))
        self._minus = "|".join(lexicon.asked("minus"))
        self._upwards = "|".join(lexicon.asked("upwards"))
        self._of_dates = "".join(lexicon.asked("dates_after"))
        self._pattern = compiled_once(self._source(), regex.VERBOSE)
        self._plain = re.compile(self._plain_source())
        self._dropped = regex.compile(f"[{self._more}{self._links} ]|(?<=.){_VAGUE[0]}")
        self.opening = f"[0-9{_DIGITS}{MAGNITUDES}{_TWO}{_VAGUE}{LIST_SIGNS}{ROMAN_NUMERALS}"
        self.opening += f"{VULGAR_FRACTIONS}]"

    def _plain_character(self, found: re.Match[str]) -> str:
        return self._fold[found[0]]

    def fold(self, text: str) -> str:
        """``text`` in narrow, plain and simplified characters, place by place."""
        folded = self._foldable.sub(self._plain_character, text)
        others = set(_OTHER_DIGITS.findall(folded))
        if others:
            folded = folded.translate({ord(one): str(digit(one)) for one in sorted(others)})
        return folded

    def at(self, folded: str, position: int, stop: int | None = None) -> Numeral | None:
        """The numeral whose first digit, or sign, stands at ``position``."""
        end = len(folded) if stop is None else stop
        plain = self.plain_end(folded, position, end)
        if plain is not None:
            digits = folded[position:plain]
            return Numeral(position, plain, parse_numeral(digits), None, digits)
        match = self._pattern.match(folded, position, end)
        return None if match is None else self._read(match)

    def plain_end(self, folded: str, position: int, stop: int) -> int | None:
        """Where the numeral at ``position`` ends, if it is a plain one: 12.1万, 三, 十六."""
        if position and folded[position - 1] in _JOINS:
            return None
        match = self._plain.match(folded, position, stop)
        return None if match is None else match.end()

    # --- the pattern

    def _source(self) -> str:
        """The pattern of a numeral; its groups say what it is."""
        gap = "[ ]{0,3}"
        spaced = r"(?<!\d[ ]?)\d(?:[ ]\d){1,15}+(?![ ]?\d)(?![ ]?/)"  # 2 9 0 0, of old PDF files
        thousands = r"(?<![\d., ])\d{1,3}(?:[ ]\d{3})+(?=[%‰\p{Han}A-Za-z])"  # 1 200万
        grouped = r"\d{1,3}(?:[,，]\d{3})+(?!\d)"
        point = r"(?:\.\d++|[ ]\.[ ]?\d(?:[ ]?\d)*|\.[ ]\d(?:[ ]?\d)*(?=[ ]?[%\p{Han}]))"
        number = rf"(?:(?:{thousands}|{grouped}|{spaced}|\d+){point}?|(?<![\d.])\.\d+)"
        points = r"(?:\d++|(?<![\d.]))\.\d++(?:\.\d++)+"  # no number: 1.2.3, .1.2
        code = f"{points}[{MAGNITUDES}]*"
        digits, magnitude = f"[{_DIGITS}几]", f"[{MAGNITUDES}]"
        han = f"(?:{_FEW[0]}|{_TWO}?{digits}+|{_TWO}(?!{_TWO}))"
        more = f"(?:{gap}[{self._more}]{gap}(?={magnitude}))"
        # 两个亿, but 12个亿元项目 are twelve projects
        link = f"(?:(?<![{MAGNITUDES}])[{self._links}](?=[{LARGE}](?!{self._no_link})))"
        scaled = f"{gap}(?:[{self._more}]{gap})?{magnitude}"
        scaled += f"|[{self._links}][{LARGE}](?!{self._no_link})"
        first = rf"(?:{number}(?={scaled})"
        first += f"|数?{magnitude}|{han})"
        # 3万4000 has as many digits as its magnitude lets stand behind it; 3万零500 needs none.
        rest = r"(?:(?<=万)\d{3,4}|(?<=亿)\d{6,8}|(?<=千)\d{3}|(?<=百)\d{2}|零\d+)(?![.\d])"
        after = f"(?<={magnitude})"
        following = rf"(?:{after}{rest}|{after}{gap}\d+(?:\.\d+)?(?={gap}{magnitude})"
        following += rf"|{after}{gap}{han}|{more}?{link}?{gap}{magnitude})"
        decimals = rf"{gap}点{gap}(?:[{_DIGITS}]++(?!十)|\d+)(?:{more}?{gap}[{LARGE}百千])*"
        chinese = rf"{first}{following}*(?:{decimals})?"
        power = rf"{number}(?:[eE][+-]?\d+|\^[+-]*{number})(?![\da-zA-Z])"
        small = re.escape("".join(one for one in self._letters if one.islower()))
        large = re.escape("".join(one for one in self._letters if one.isupper()))
        # 4K超高清 is a name
        letters = rf"(?:[{small}](?![a-zA-Z\d])|[{large}](?![a-zA-Z\d/\p{{Han}}]))"
        letter = rf"{number}{gap}{letters}"
        one = rf"(?:{power}|{letter}|{chinese}|{number})"
        sign = rf"(?:{self._minus}|-)"
        slash = rf"(?<![/\d.])\d{{1,3}}/\d{{1,3}}(?![/\d.A-Za-z{self._of_dates}])"
        parts = rf"{sign}?{one}{gap}分{gap}之{gap}{sign}?{one}"
        mixed = rf"(?:{one}{gap}[{self._mixed}]{gap}(?={one}{gap}分)|\d+[ ](?={slash}))"
        share = rf"(?P<share>{parts}|{slash}(?![{MAGNITUDES}]))"
        base = rf"(?:1?[{MAGNITUDES}]|\d{{2}}[{LARGE}]|1000{{0,3}})(?![\d.])"
        rate = rf"(?P<rate>{number})[ ]?/[ ]?(?P<per>{base})"
        # No more sides than any ratio has: 9:9:9:… is tried from each of its numbers.
        sides = rf"(?:[ ]?[∶:：][ ]?(?>{points}|{number})){{1,{_MOST_SIDES}}}"
        ratio = rf"(?P<ratio>{number}{sides})(?![\d∶:：])"
        signs = f"(?P<mark>[{LIST_SIGNS}{ROMAN_NUMERALS}]|\\d*[{VULGAR_FRACTIONS}])"
        open_up = f"(?:[{self._more}](?=[^ \\s]))?"
        upwards = f"(?P<up>{self._upwards})(?=[百千万亿])"
        return (
            rf"(?:(?P<sign>{sign})|{upwards})?(?:(?P<code>{code})|{rate}"
            rf"|{ratio}|(?:(?P<mixed>{mixed})?{share}|{signs}|(?P<one>{one}))){open_up}"
        )

    def _plain_source(self) -> str:
        """The pattern of most numerals, 12.1万, 三, 十六, with nothing behind that goes on."""
        open_up = re.escape(self._more + self._mixed)
        letters = re.escape("".join(self._letters))
        goes_on = "|".join(
            [
                rf"[\d零几^{_DIGITS}{MAGNITUDES}{_TWO}{open_up}{VULGAR_FRACTIONS}]",
                rf"[.,，:：∶/点](?: {{0,3}}[.\d{MAGNITUDES}{_DIGITS}])",
                rf"[ ]{{1,3}}[\d.,，:：∶/点分之{_DIGITS}{MAGNITUDES}{_TWO}{open_up}]",
                rf"[{self._links}][{LARGE}](?!{self._no_link})",
                rf"[eE][+\-\d]| {{0,3}}[{letters}](?![a-zA-Z\d])",
                "分 {0,3}之",
            ]
        )
        digits = r"\d{1,15}(?:\.\d{1,6})?[万亿]{0,2}"
        plain = rf"{digits}|[{_ONES}]?十[{_ONES}]?|[{_ONES}{_TWO}零百千万亿]"
        return rf"(?:{plain})(?!{goes_on})"

    # --- the value

    def _read(self, match: regex.Match[str]) -> Numeral:
        start, end = match.span()
        digits = match.group().translate(_UNSPACED)
        kind, low, high = self._value(match)
        if high is not None and low is not None and low > high:
            low = high = None
        if match["sign"] and low is not None:
            low, high = (-low, None) if high is None else (-high, -low)
        is_finite = low is not None and isfinite(low) and (high is None or isfinite(high))
        return Numeral(
            start,
            end,
            low if is_finite else None,
            high if is_finite else None,
            digits,
            kind,
            match["per"],
            any(word in digits for word in self._more + _VAGUE) or match["up"] is not None,
            match["sign"] is not None,
        )

    def _value(self, match: regex.Match[str]) -> tuple[str, Decimal | None, Decimal | None]:
        """What a numeral is, and its value or values."""
        kind = "plain"
        try:
            if match["one"]:
                return kind, *self._one(match["one"].translate(_UNSPACED))
            if match["rate"]:
                kind = "rate"
                return kind, parse_numeral(match["rate"].translate(_GROUPED)), None
            if match["share"]:
                low, high = self._share(match["share"])
                if match["mixed"]:
                    whole = match["mixed"].translate(_UNSPACED).rstrip(self._mixed)
                    return kind, low + parse_numeral(whole), None
                kind = "share"
                return kind, low * 100, None if high is None else high * 100
            if match["ratio"]:
                kind = "ratio"
                sides = regex.split(r"[ ]?[∶:：][ ]?", match["ratio"])
                if len(sides) == 2:
                    return kind, parse_numeral(sides[0]) / parse_numeral(sides[1]), None
            if match["mark"]:
                kind, mark = "sign", match["mark"]
                if mark[0].isdigit() and len(mark) == 1:
                    return kind, Decimal(int(numeric(mark))), None
                kind = "plain" if regex.search(f"[{VULGAR_FRACTIONS}]", mark) else kind
                whole = Decimal(mark[:-1] or 0)
                return kind, whole + Decimal(str(numeric(mark[-1]))), None
        except (ValueError, ArithmeticError):
            pass
        return kind, None, None

    def _share(self, printed: str) -> tuple[Decimal, Decimal | None]:
        whole, _, part = printed.translate(_UNSPACED).partition(_OF)
        if not part:
            part, _, whole = printed.partition("/")
        (low, high), base = self._one(part), self._one(whole)[0]
        return low / base, None if high is None else high / base

    def _one(self, printed: str) -> tuple[Decimal, Decimal | None]:
        """The value of one spaceless numeral, and the upper value of 三四百 or 七八十."""
        if printed.isascii():
            base, _, exponent = printed.partition("^")
            if exponent or not printed[-1].isdigit() or "e" in printed or "E" in printed:
                return self._power(base, exponent), None
            return parse_numeral(printed), None
        if printed[0] in _VAGUE:
            printed = "一" + printed[1:]  # 几十万, 数百: from ten, from a hundred
        plain = self._dropped.sub("", printed)
        if plain == _FEW[0]:
            return _FEW[1:]
        between = _NEIGHBOURS.fullmatch(plain)
        if between is not None and plain not in _PLANS:
            head, first, second, rest = between.groups()
            step = _ONES.index(_plain_two(second)) - _ONES.index(_plain_two(first))
            if step == 1 or (step == 2 and (rest or (first, second) == ("三", "五")) and not head):
                low, high = parse_numeral(head + first + rest), parse_numeral(head + second + rest)
                return low, high
        return parse_numeral(plain), None

    def _power(self, base: str, exponent: str) -> Decimal:
        if exponent:
            downwards = exponent.lstrip("+-") != exponent and exponent[:2] not in ("--", "-+")
            power = parse_numeral(exponent.lstrip("+-"))
            if power > _LARGEST_POWER:
                raise ValueError(f"no numeral: {base}^{exponent}")
            return parse_numeral(base) ** (-power if downwards and exponent[0] == "-" else power)
        if base[-1] in self._letters:
            return parse_numeral(base[:-1]).scaleb(self._letters[base[-1]])
        return Decimal(base.translate(_GROUPED))


# 三四百, 七八, 十七八, 二十三四万: two digits side by side, behind tens and before a magnitude.
_NEIGHBOURS = regex.compile(
    rf"((?:[{_ONES}两]?百)?(?:[{_ONES}]?十)?)([{_ONES}两])([{_ONES}])([{MAGNITUDES}]*)"
)


def _plain_two(character: str) -> str:
    return "二" if character == _TWO else character


def lent_magnitude(low: str, high: str) -> str:
    """The magnitude that a range's upper end lends to the lower: 十八至三十万, 两到三仟, 10~15k."""
    kinds = MAGNITUDES if high[0] in "0123456789." else LARGE
    end = len(high)
    while end and high[end - 1] in kinds:
        end -= 1
    if end == len(high) and len(low) == 1 and high[-1] in MAGNITUDES and len(high) > 1:
        end -= 1
    return "" if low[-1] in LARGE else high[end:]
