"""A pattern around a number, and what single characters beside the number tell of it."""

from __future__ import annotations

from collections.abc import Callable

import regex

from metrics.rules.needed_words import Words, needed_words, telling_more
from metrics.rules.patterns import UNLISTED, CompiledPattern, listed
from metrics.text.numerals import (
    ARABIC_DIGITS,
    HAN_DIGITS,
    HAN_MAGNITUDES,
    LIST_SIGNS,
    ROMAN_NUMERALS,
)
from metrics.values import frozen

_DIGITS = f"{ARABIC_DIGITS}{HAN_DIGITS}{HAN_MAGNITUDES}"
NUMBER_SLOTS = {
    "$number": (
        rf"(?<![{_DIGITS}.．])[{_DIGITS}几数][{_DIGITS}.．,，几数余多\-－—–~～至到]{{0,15}}"
    ),
    "$digits": rf"(?<![{ARABIC_DIGITS}])[{ARABIC_DIGITS}]{{1,16}}",
    "$han": rf"(?<![{HAN_DIGITS}{HAN_MAGNITUDES}])[{HAN_DIGITS}{HAN_MAGNITUDES}]{{1,6}}",
    "$year": (
        rf"(?<![{ARABIC_DIGITS}])(?:19|20|１９|２０)[{ARABIC_DIGITS}]{{2}}"
        rf"|二[〇○零][{HAN_DIGITS}]{{2}}"
    ),
    "$small": rf"(?<![{_DIGITS}.])(?:[{ARABIC_DIGITS}]{{1,2}}|[{HAN_DIGITS}十]{{1,3}})",
    "$sign": f"[{LIST_SIGNS}]",
    "$roman": f"[{ROMAN_NUMERALS}]",
}

_LAST_OF_SLOT = {
    "$number": rf"[{_DIGITS}.．,，几数余多\-－—–~～至到]",
    "$digits": f"[{ARABIC_DIGITS}]",
    "$han": f"[{HAN_DIGITS}{HAN_MAGNITUDES}]",
    "$year": f"[{ARABIC_DIGITS}{HAN_DIGITS}]",
    "$small": f"[{ARABIC_DIGITS}{HAN_DIGITS}{HAN_MAGNITUDES}]",
    "$sign": f"[{LIST_SIGNS}]",
    "$roman": f"[{ROMAN_NUMERALS}]",
}
# Looks back at the number itself, (?<=[百千万]), before what follows it.
_LOOKS_BACK = regex.compile(r"(?:\(\?<[=!](?:[^()]|(?P<group>\((?:[^()]|(?&group))*\)))*\))+")
_LOOKS_AHEAD = regex.compile(r"\(\?[=!]")  # of what stands before a number: at the number itself
_HAN = regex.compile(r"\p{Han}")
# What a pattern may ask of the next character beyond what that character alone tells.
_UNTOLD = regex.compile(r"\\b|\$|\(\?<|^\(\?!")
_UNTOLD_FIRST = regex.compile(r"\\b|\$|\(\?<=|\(\?i")  # of the first character before a number


@frozen
class Decision:
    """The role of a number with the rule and the reason for it."""

    role: str
    rule_id: str
    reason: str
    weak: bool = False  # gives way where a verb with an end result governs the number


@frozen
class Around:
    """One pattern around a number, and what single characters tell of whether it can match."""

    pattern: CompiledPattern
    decision: Decision
    last: regex.Pattern[str]  # the number's own last character
    before: regex.Pattern[str] | None  # what stands before the number, read backwards
    after: regex.Pattern[str] | None  # what follows the number, where its first character tells
    needed: Words | None  # of which one stands around the number, or before its sentence
    source: str  # the pattern with the words of its lists filled in

    def may_end_in(self, last: str) -> bool:
        """Whether a number that ends in ``last`` may be meant."""
        return self.last.match(last) is not None

    def may_stand_behind(self, preceding: str) -> bool:
        """Whether a number behind ``preceding`` (empty at the text's start) may be meant."""
        if not preceding or self.before is None:
            return True
        return self.before.match(preceding, partial=True) is not None

    def may_stand_before(self, following: str) -> bool:
        """Whether a number before ``following`` (empty at the text's end) may be meant."""
        if self.after is None:
            return True
        return self.after.match(following, partial=bool(following)) is not None


class ByCharacter(dict[str, int]):
    """For each character the patterns it leaves, as bits; worked out once for each character."""

    def __init__(
        self, arounds: list[Around], may: Callable[[Around, str], bool], named: frozenset[str]
    ) -> None:
        self._arounds, self._may, self._named = arounds, may, named

    def __missing__(self, character: str) -> int:
        if _HAN.match(character) and character not in self._named and character != UNLISTED[0]:
            bits = self[character] = self[UNLISTED[0]]  # no pattern tells them apart
            return bits
        bits = 0
        for index, around in enumerate(self._arounds):
            bits |= self._may(around, character) << index
        self[character] = bits
        return bits

    def prepare(self) -> None:
        """Works it out for every character that a pattern names, once and for all."""
        for character in (*sorted(self._named), UNLISTED[0]):
            self.__getitem__(character)


def around_of(compiled: CompiledPattern, source: str, decision: Decision) -> Around:
    """A pattern around a number, ``source`` with the words of its lists, and what it tells."""
    slot, before, after = _split(source)
    behind = _LOOKS_BACK.match(after)
    ahead = after[behind.end() :] if behind else after
    is_ahead_told = bool(ahead) and not _UNTOLD.search(ahead)
    is_before_told = bool(before) and not _LOOKS_AHEAD.search(before)
    return Around(
        compiled,
        decision,
        regex.compile(_LAST_OF_SLOT[slot]),
        regex.compile(f"(?r)(?:{before})") if is_before_told else None,
        regex.compile(ahead) if is_ahead_told else None,
        telling_more(needed_words(after), _needed_before(before)),
        source,
    )


def _needed_before(before: str) -> Words | None:
    """Of which words one stands before a number: some of the pattern, or what it begins with."""
    if not before:
        return None
    openings = None if _UNTOLD_FIRST.search(before) else _openings(before)
    return telling_more(needed_words(before), openings)


def _openings(before: str) -> Words | None:
    """The characters with which a pattern may begin, unless others than it names may."""
    pattern = regex.compile(before)
    if any(pattern.match(character, partial=True) for character in UNLISTED):
        return None
    return frozenset(c for c in listed(before) if pattern.match(c, partial=True))


def _split(pattern: str) -> tuple[str, str, str]:
    """The number slot of a pattern, what stands before it, and what after."""
    slots = [slot for slot in NUMBER_SLOTS if slot in pattern]
    if len(slots) != 1 or pattern.count(slots[0]) != 1:
        known = ", ".join(NUMBER_SLOTS)
        raise ValueError(f"needs exactly one number slot, one of {known}.")
    before, after = pattern.split(slots[0])
    return slots[0], before, after


def around_number(pattern: str) -> str:
    """A pattern that matches, without consuming, at the end of the number it speaks of."""
    slot, before, after = _split(pattern)
    # What follows is one literal most of the time, so it is looked at first.
    return (f"(?={after})" if after else "") + f"(?<={before}(?:{NUMBER_SLOTS[slot]}))"
