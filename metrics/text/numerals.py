"""Numerals: Arabic, Chinese, formal and mixed ones, read exactly.

The only Chinese characters in this package are those of the numerals themselves.
"""

from __future__ import annotations

from decimal import Decimal
from functools import lru_cache
from math import isfinite

_WIDE = "０１２３４５６７８９．，％＋－"
_NARROW = "0123456789.,%+-"
FORMAL = "壹贰叁肆伍陆柒捌玖拾佰仟萬億零○〇兩貳參陸倆俩負點幺叄幾餘"
SIMPLE = "一二三四五六七八九十百千万亿零零零两二三六两两负点一三几余"
_TO_SIMPLE = str.maketrans(_WIDE + FORMAL + "两兩倆俩", _NARROW + SIMPLE + "二二二二")
_SEPARATORS = str.maketrans("", "", ", ")
_TENS = str.maketrans({"廿": "二十", "卅": "三十", "卌": "四十"})

_DIGITS = {character: value for value, character in enumerate("零一二三四五六七八九")}
_PRINTED = {character: str(value) for character, value in _DIGITS.items()}
_PRINTED.update((digit, digit) for digit in "0123456789")
_SMALL = {"十": 10, "百": 100, "千": 1000}
_LARGE = {"万": 10**4, "亿": 10**8, "兆": 10**12}

ARABIC_DIGITS = "0-9０-９"
HAN_DIGITS = "零〇○一二三四五六七八九两廿卅壹贰叁肆伍陆柒捌玖兩貳參陸"
HAN_MAGNITUDES = "十百千万亿拾佰仟萬億"
LIST_SIGNS = "\u2460-\u249b\u24ea-\u24ff\u2776-\u2793\u3220-\u3229\u3280-\u3289"
ROMAN_NUMERALS = "\u2160-\u2188"
VULGAR_FRACTIONS = "\u00bc-\u00be\u2150-\u215e\u2189"

# Signs and spaces that mean one of those on a keyboard, each a character for a character.
_ALIKE = {"﹪": "%", "〜": "~", "∼": "~", "・": "·", "•": "·", "⋅": "·", "‧": "·"}
_ALIKE |= dict.fromkeys("\u2010\u2011\u2212\ufe63\u207b", "-")
_ALIKE |= dict.fromkeys("\u00a0\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f", " ")
_PUNCTUATION = "！（），：；？"  # which stay as they are: texts are full of them
_ALIKE |= {
    chr(code): chr(code - 0xFEE0) for code in range(0xFF01, 0xFF5F) if chr(code) not in _PUNCTUATION
}
FOLDED = _ALIKE | dict(zip(FORMAL, SIMPLE, strict=True))
"""Full-width, formal and look-alike characters and the plain ones; none changes a place."""

_MOST_EXACT = 2**53  # integers beyond it are floats only here and there


def holds(value: Decimal) -> bool:
    """Whether a float is the very number, or as near to it as its decimals tell.

    >>> holds(Decimal("0.1")), holds(Decimal(2**53 + 1)), holds(Decimal("1e400"))
    (True, False, False)
    """
    if abs(value) <= _MOST_EXACT:
        return True
    return isfinite(float(value)) and Decimal(float(value)) == value


@lru_cache(maxsize=1 << 16)  # figures repeat: 5%, 100, 三
def parse_numeral(text: str) -> Decimal:
    """The exact value of one numeral such as 12.1万, 三千二百, 1万5千, 二〇二四 or 294.4亿.

    Large magnitudes multiply what stands before them (3千万亿 is 3e15); a last digit after 百, 千
    or 万 counts the next lower place (两百五 is 250).

    Raises:
        ValueError: when the text is no numeral.

    >>> parse_numeral("12.1万"), parse_numeral("两百五"), parse_numeral("1.2万亿")
    (Decimal('121000.0'), Decimal('250'), Decimal('1200000000000.0'))
    """
    simple = text.translate(_TO_SIMPLE).translate(_TENS).translate(_SEPARATORS)
    if simple[:1] in ("-", "负"):
        return -parse_numeral(simple[1:])
    if not simple:
        raise ValueError(f"no numeral: {text!r}")
    if simple[0] in "0123456789.":
        end = len(simple)
        while end and simple[end - 1] not in "0123456789.":
            end -= 1
        rest = set(simple[end:]) - set(_SMALL) - set(_LARGE)
        if simple[:end].replace(".", "", 1).isdigit() and not rest & set(
            _DIGITS
        ):  # else mixed: 5万4千6百
            return Decimal(simple[:end]) * _magnitude(simple[end:])
    return _parse_han(simple)


def _magnitude(text: str) -> int:
    value = 1
    for character in text:
        unit = _SMALL.get(character) or _LARGE.get(character)
        if unit is None:
            raise ValueError(f"no magnitude: {text!r}")
        value *= unit
    return value


def _parse_han(text: str) -> Decimal:
    whole, point, fraction = text.partition("点")
    if point:
        end = len(fraction)
        while end and fraction[end - 1] not in _PRINTED:
            end -= 1
        if not end:
            raise ValueError(f"no numeral: {text!r}")
        digits = "".join(_PRINTED[character] for character in fraction[:end])
        head = _parse_han(whole) if whole else Decimal(0)
        return (head + Decimal(f"0.{digits}")) * _magnitude(fraction[end:])
    end = len(text)
    while end and text[end - 1] not in _DIGITS:
        end -= 1
    if end > 1 and all(character in _DIGITS for character in text[:end]):  # 二五零零万
        positional = Decimal("".join(str(_DIGITS[character]) for character in text[:end]))
        return positional * _magnitude(text[end:])
    return _parse_places(text)


def _parse_places(text: str) -> Decimal:
    total = section = Decimal(0)
    pending: Decimal | None = None
    last_large = last_unit = 1
    digits = ""
    for index, character in enumerate(text):
        if character in _DIGITS:
            if pending:  # 一百五六
                raise ValueError(f"no numeral: {text!r}")
            pending = Decimal(_DIGITS[character])
            if pending == 0:
                last_unit = 1
        elif character in "0123456789.":
            digits += character
            if index + 1 == len(text) or text[index + 1] not in "0123456789.":
                pending, digits = Decimal(digits), ""
        elif character in _SMALL:
            last_unit = _SMALL[character]
            section += (pending or Decimal(1)) * last_unit  # 一百零十 is 110
            pending = None
        elif character in _LARGE:
            last_unit = _LARGE[character]
            section += pending or 0
            pending = None
            if last_unit > last_large or (index and text[index - 1] in _LARGE):
                total = (total + (section or (0 if total else 1))) * last_unit
            else:
                total += (section or 1) * last_unit
            last_large, section = last_unit, Decimal(0)
        else:
            raise ValueError(f"no numeral: {text!r}")
    if pending is not None:
        # 两百五 is 250, but 两百零五 is 205 and 1万5 written with a digit stays 10005.
        shorthand = last_unit >= 100 and text[-1] in _DIGITS and text[-2:-1] not in ("零",)
        section += pending * (last_unit // 10 if shorthand else 1)
    return total + section
