"""The automatic numbers of a .docx file (一、 （一） 1.), which its text does not hold.

Word keeps them as list definitions (``numbering.xml``), each with nine levels; paragraphs and
paragraph styles name a list and a level, and the numbers come from counting them in order.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any, NamedTuple

import regex
from docx.document import Document as WordDocument
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml.ns import qn

_LEVELS = 9
_HIGHEST = 32_767  # number that Word counts to
_LONGEST = 100  # characters of a label; no real one has twenty
_MOST_OVERRIDES = 100  # of a list; Word writes nine at most
_PROPERTIES = qn("w:pPr")
_MOST_LETTERS = 30  # how often Word repeats a letter: Z, AA, BB
_PLACEHOLDER = regex.compile(r"%([1-9])")
_DIGITS = "〇一二三四五六七八九"
_STEMS = "甲乙丙丁戊己庚辛壬癸"
_ROMAN = (
    (1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC"), (50, "L"),
    (40, "XL"), (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"),
)  # fmt: skip


class _Place(NamedTuple):
    """Which list a paragraph or a style belongs to, and on which level, as far as it says."""

    list_id: str | None
    level: int | None


@dataclass(frozen=True, slots=True)
class Level:
    """How one level of a list counts and prints its numbers."""

    number_format: str = "none"
    text: str = ""
    start: int = 1
    space: str = " "
    restart_below: int = _LEVELS
    arabic_only: bool = False
    style: str | None = None


class Numbering:
    """Counts the lists of one document while its paragraphs are read in their order."""

    def __init__(
        self,
        lists: dict[str, Any],
        definitions: dict[str, Any],
        styles: dict[str, _Place],
    ) -> None:
        self._lists = lists  # elements by id; each is read when it is first met
        self._elements = definitions
        self._styles = styles
        self._read: dict[str, list[Level]] = {}
        self._levels: dict[str, list[Level]] = {}
        self._restarts: dict[str, list[int]] = {}
        self._counts: dict[str, list[int | None]] = {}
        self._begun: set[str] = set()

    @classmethod
    def of(cls, document: WordDocument) -> Numbering:
        """The lists that ``document`` defines; without any, every label is empty."""
        try:
            part: Any = document.part.part_related_by(RELATIONSHIP_TYPE.NUMBERING)
        except KeyError:
            return cls({}, {}, {})
        lists = {num.get(qn("w:numId")): num for num in part.element.findall(qn("w:num"))}
        return cls(lists, _definitions(part.element), _read_styles(document))

    def _levels_of(self, list_id: str) -> list[Level]:
        if list_id not in self._levels:
            num = self._lists[list_id]
            definition = _value(num, "w:abstractNumId") or ""
            if definition not in self._read:
                self._read[definition] = _read_levels(self._elements.get(definition))
            levels = [*self._read[definition]]
            restarts = []
            for override in num.findall(qn("w:lvlOverride"))[:_MOST_OVERRIDES]:
                number = _level(override.get(qn("w:ilvl")))
                own = override.find(qn("w:lvl"))
                if own is not None:
                    levels[number] = _read_level(own)
                start = _value(override, "w:startOverride")
                if start is not None:
                    levels[number] = replace(levels[number], start=_int(start))
                    restarts.append(number)
            self._levels[list_id], self._restarts[list_id] = levels, restarts
        return self._levels[list_id]

    def label(self, paragraph: Any) -> str:
        """The number that Word prints before ``paragraph``, with the space after it, or nothing."""
        properties = next(iter(paragraph), None)  # they come first or are not there
        if properties is None or properties.tag != _PROPERTIES:
            properties = None
            if not self._styles:
                return ""
        style = None if properties is None else _value(properties, "w:pStyle")
        own = _place(properties)
        inherited = self._styles.get(style or "", _Place(None, None))
        list_id = own.list_id or inherited.list_id
        if list_id is None or list_id not in self._lists:
            return ""
        levels = self._levels_of(list_id)
        number = own.level if own.level is not None else inherited.level
        if number is None:
            number = next(
                (i for i, level in enumerate(levels) if style and level.style == style), 0
            )
        counts = self._count(list_id, number)
        return _print(levels, number, counts)

    def _count(self, list_id: str, number: int) -> list[int | None]:
        """Counts one paragraph; lists of one definition go on where another one stopped."""
        levels = self._levels[list_id]
        definition = _value(self._lists[list_id], "w:abstractNumId") or ""
        counts = self._counts.setdefault(definition, [None] * _LEVELS)
        if list_id not in self._begun:
            self._begun.add(list_id)
            for restarted in self._restarts[list_id]:
                counts[restarted] = None
        before = counts[number]
        counts[number] = levels[number].start if before is None else before + 1
        for deeper in range(number + 1, _LEVELS):
            if number < levels[deeper].restart_below:
                counts[deeper] = None
        return counts


def _definitions(element: Any) -> dict[str, Any]:
    """The list definitions by id; one that only names a list style stands for that style's own."""
    every = element.findall(qn("w:abstractNum"))
    by_style = {_value(one, "w:styleLink"): one for one in every}
    return {
        one.get(qn("w:abstractNumId")): by_style.get(_value(one, "w:numStyleLink") or "", one)
        for one in every
    }


def _read_levels(definition: Any) -> list[Level]:
    levels = [Level()] * _LEVELS
    for element in [] if definition is None else definition.findall(qn("w:lvl")):
        levels[_level(element.get(qn("w:ilvl")))] = _read_level(element)
    return levels


def _read_level(element: Any) -> Level:
    restart = _value(element, "w:lvlRestart")
    arabic = element.find(qn("w:isLgl"))
    return Level(
        number_format=_value(element, "w:numFmt") or "decimal",
        text=(_value(element, "w:lvlText") or "")[:_LONGEST],
        start=_int(_value(element, "w:start")),
        space="" if _value(element, "w:suff") == "nothing" else " ",
        restart_below=_LEVELS if restart is None else _int(restart),
        arabic_only=arabic is not None and arabic.get(qn("w:val")) not in ("0", "false"),
        style=_value(element, "w:pStyle"),
    )


def _read_styles(document: WordDocument) -> dict[str, _Place]:
    """The list of each paragraph style, its own or that of the style it is based on."""
    elements = {style.style_id: style.element for style in document.styles}

    def place(style_id: str | None, seen: frozenset[str]) -> _Place:
        if style_id is None or style_id not in elements or style_id in seen:
            return _Place(None, None)
        element: Any = elements[style_id]
        own = _place(element.find(qn("w:pPr")))
        based_on = place(_value(element, "w:basedOn"), seen | {style_id})
        level = own.level if own.level is not None or own.list_id else based_on.level
        return _Place(own.list_id or based_on.list_id, level)

    return {style_id: place(style_id, frozenset()) for style_id in elements}


def _place(properties: Any) -> _Place:
    numbered = None if properties is None else properties.find(qn("w:numPr"))
    if numbered is None:
        return _Place(None, None)
    level = _value(numbered, "w:ilvl")
    return _Place(_value(numbered, "w:numId"), None if level is None else _level(level))


def _int(value: str | None) -> int:
    """A number of a definition; what is none, or more than Word counts to, is nought."""
    is_number = value is not None and value.isascii() and value.isdigit() and len(value) < 9
    number = int(value) if value is not None and is_number else 0
    return number if number <= _HIGHEST else 0


def _level(value: str | None) -> int:
    return min(_int(value), _LEVELS - 1)


def _value(parent: Any, tag: str) -> str | None:
    child = parent.find(qn(tag))
    value: str | None = None if child is None else child.get(qn("w:val"))
    return value


def _print(levels: list[Level], number: int, counts: list[int | None]) -> str:
    level = levels[number]
    if level.number_format in ("bullet", "none"):
        return ""

    def numeral(match: regex.Match[str]) -> str:
        at = int(match[1]) - 1
        count = counts[at]
        number_format = "decimal" if level.arabic_only else levels[at].number_format
        return format_number(levels[at].start if count is None else count, number_format)

    label = _PLACEHOLDER.sub(numeral, level.text)[:_LONGEST]
    return label + level.space if label else ""


def format_number(number: int, number_format: str) -> str:
    """``number`` as a format of Word writes it; formats that plans do not use come as digits."""
    match number_format:
        case "none" | "bullet":
            return ""
        case (
            "chineseCounting"
            | "chineseCountingThousand"
            | "japaneseCounting"
            | "taiwaneseCounting"
            | "taiwaneseCountingThousand"
        ):
            # 十一, not 一十一
            return regex.sub("^一十", "十", _in_chinese(number, "零一二三四五六七八九", "十百千"))
        case "chineseLegalSimplified":
            return _in_chinese(number, "零壹贰叁肆伍陆柒捌玖", "拾佰仟")
        case "ideographDigital" | "japaneseDigitalTenThousand":
            return "".join(_DIGITS[int(digit)] for digit in str(number))
        case "ideographTraditional" if 1 <= number <= len(_STEMS):
            return _STEMS[number - 1]
        case "decimalFullWidth" | "decimalFullWidth2":
            return "".join(chr(0xFF10 + int(digit)) for digit in str(number))
        case "decimalEnclosedCircle" | "decimalEnclosedCircleChinese" if 1 <= number <= 20:
            return chr(0x2460 + number - 1)
        case "decimalEnclosedParen" if 1 <= number <= 20:
            return chr(0x2474 + number - 1)
        case "decimalEnclosedFullstop" if 1 <= number <= 20:
            return chr(0x2488 + number - 1)
        case "upperLetter" | "lowerLetter" if 1 <= number <= 26 * _MOST_LETTERS:
            repeats, letter = divmod(number - 1, 26)
            letters = chr(ord("A") + letter) * (repeats + 1)
            return letters if number_format == "upperLetter" else letters.lower()
        case "upperRoman" | "lowerRoman" if number <= _HIGHEST:
            letters = _in_roman(number)
            return letters if number_format == "upperRoman" else letters.lower()
        case "decimalZero":
            return f"{number:02d}"
        case _:
            return str(number)


def _in_chinese(number: int, digits: str, places: str) -> str:
    """一十, 二十一, 一百零一; numbers of five digits and more stay Arabic."""
    if not 0 < number < 10_000:
        return digits[0] if number == 0 else str(number)
    written = "".join(
        digits[digit] + places[position - 1 : position] if digit else digits[0]
        for position, digit in zip(range(3, -1, -1), map(int, f"{number:04d}"), strict=True)
    )
    return regex.sub(f"{digits[0]}+", digits[0], written).strip(digits[0])


def _in_roman(number: int) -> str:
    written = ""
    for value, letters in _ROMAN:
        count, number = divmod(number, value)
        written += letters * count
    return written
