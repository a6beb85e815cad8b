"""Roles told by what stands around a number: dates, structure, labels, context, actuals."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from functools import cached_property, lru_cache
from typing import Any, Literal

import regex

from metrics.rules.examples import NumberCounter, NumberExample
from metrics.rules.patterns import UNLISTED, CompiledPattern, PatternCompiler, listed
from metrics.rules.rulefiles import Entry, RuleFiles
from metrics.text.numerals import (
    ARABIC_DIGITS,
    HAN_DIGITS,
    HAN_MAGNITUDES,
    LIST_SIGNS,
    ROMAN_NUMERALS,
)
from metrics.values import frozen

Role = Literal["actual", "context", "label", "date", "structure"]
# Which role wins where two rules of different roles match the same number. Within a role a rule
# that is not weak goes before one that is, then the longer pattern.
ROLE_ORDER: tuple[Role, ...] = ("structure", "date", "label", "context", "actual")

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

# The number slots stay in a pattern until it is split at them.
_SLOTS_KEPT = {slot[1:]: slot for slot in NUMBER_SLOTS}
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
_HAN_NUMERAL = frozenset(HAN_DIGITS + HAN_MAGNITUDES)
_DECIMAL_NUMERAL = frozenset("0123456789０１２３４５６７８９.．")
# What a pattern may ask of the next character beyond what that character alone tells.
_UNTOLD = regex.compile(r"\\b|\$|\(\?<|^\(\?!")
_UNTOLD_FIRST = regex.compile(r"\\b|\$|\(\?<=|\(\?i")  # of the first character before a number
_LOOKS_APART = regex.compile(r"\(\?[<!]")  # what two characters cut short may tell wrongly
_MOST_KNOWN = 50_000  # surroundings of numbers that are remembered; 60 reports have 9,000
_REACH_BACK = 64  # characters before its sentence in which a pattern may begin


class SurroundingRule(Entry):
    """A pattern around one number slot that gives the number a role and a reason."""

    doc: str
    """What the number is, with a real phrase in 「」."""
    role: Role
    """The role that the number gets; never target."""
    reason: str
    """What the table of all numbers says of it."""
    pattern: str | tuple[str, ...]
    """A regular expression, or several, with one number slot: $number, $digits, $han, $year,
    $small, $sign (①) or $roman (Ⅳ)."""
    weak: bool = False
    """Gives way where a verb with an end result governs the number."""
    example: tuple[NumberExample, ...] = ()
    """Phrases with the number marked: 第【33届】运动会."""
    counter: tuple[NumberCounter, ...] = ()
    """Phrases whose marked number the rule must leave alone, and why."""

    @property
    def patterns(self) -> tuple[str, ...]:
        """The alternatives of the pattern."""
        return (self.pattern,) if isinstance(self.pattern, str) else self.pattern


@frozen
class Decision:
    """The role of a number with the rule and the reason for it."""

    role: str
    rule_id: str
    reason: str
    weak: bool = False  # gives way where a verb with an end result governs the number


@frozen
class _Around:
    """One pattern around a number, and what single characters tell of whether it can match."""

    pattern: CompiledPattern
    decision: Decision
    last: regex.Pattern[str]  # the number's own last character
    before: regex.Pattern[str] | None  # what stands before the number, read backwards
    after: regex.Pattern[str] | None  # what follows the number, where its first character tells
    openings: frozenset[str] | None  # what it may begin with, where only few characters may
    source: str  # the pattern with the words of its lists filled in
    is_pair_told: bool  # whether two characters behind the number tell more than one

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


class _ByCharacter(dict[str, int]):
    """For each character the patterns it leaves, as bits; worked out once for each character."""

    def __init__(
        self, arounds: list[_Around], may: Callable[[_Around, str], bool], named: frozenset[str]
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


class RoleFinder:
    """Asks the surrounding rules about a number.

    Most rules name what stands right before a number (第) or right after it (年, 个百分点), so the
    characters on both sides, and the number's own last one, leave few of them to ask.
    """

    def __init__(self, arounds: list[_Around]) -> None:
        self._all = arounds
        named = frozenset(listed("".join(around.source for around in arounds)))
        self._last = _ByCharacter(arounds, _Around.may_end_in, named)
        self._preceding = _ByCharacter(arounds, _Around.may_stand_behind, named)
        self._following = _ByCharacter(arounds, _Around.may_stand_before, named)
        self._opened_anywhere = sum(1 << i for i, a in enumerate(arounds) if a.openings is None)
        self._opened_by = {
            character: sum(1 << i for i, a in enumerate(arounds) if character in (a.openings or ""))
            for character in sorted({c for a in arounds for c in a.openings or ""})
        }
        self._openings = frozenset(self._opened_by)
        self._every = (1 << len(arounds)) - 1
        self._pair_told = sum(1 << i for i, a in enumerate(arounds) if a.is_pair_told)

    def prepare(self) -> None:
        """Works out what single characters tell, which takes as long as many documents."""
        self._preceding.prepare()
        self._following.prepare()

    def decide(
        self, text: str, numbers: Iterable[tuple[int, int]], start: int, end: int
    ) -> list[Decision | None]:
        """The decision for each of the numbers, given as their ends, of the sentence."""
        left = self._opened_anywhere
        for character in self._openings.intersection(text[max(0, start - _REACH_BACK) : end]):
            left |= self._opened_by[character]
        return [self._decide(text, one, number_end, end, left) for one, number_end in numbers]

    def _decide(
        self, text: str, start: int, number_end: int, end: int, left: int
    ) -> Decision | None:
        pair = text[number_end : min(number_end + 2, end)]
        before, last = text[start - 1] if start else "", text[number_end - 1]
        bits = left & self._known(before, _kind_of(text[start:number_end]), last, pair)
        while bits:
            lowest = bits & -bits
            asked = self._all[lowest.bit_length() - 1]
            if asked.pattern.match(text, number_end, end):
                return asked.decision
            bits ^= lowest
        return None

    @cached_property
    def _known(self) -> Callable[[str, _Kind, str, str], int]:
        return lru_cache(_MOST_KNOWN)(self._around)

    def __getstate__(self) -> dict[str, Any]:
        return {name: value for name, value in vars(self).items() if name != "_known"}

    def _around(self, before: str, kind: _Kind, last: str, pair: str) -> int:
        """The patterns that a number's last character and those around it leave."""
        bits = self._last[last] & self._following[pair[:1]] & self._left_by_start(before, kind)
        told = bits & self._pair_told
        while told:
            lowest = told & -told
            if not self._all[lowest.bit_length() - 1].may_stand_before(pair):
                bits ^= lowest
            told ^= lowest
        return bits

    def _left_by_start(self, before: str, kind: _Kind) -> int:
        """The patterns that the character before a number leaves.

        A number slot may match a part of a numeral of several kinds (3-5, 1.2, 3万5千), behind
        another character than the one before the whole.
        """
        if kind == "mixed":
            return self._every
        preceding = self._preceding[before]
        if kind == "decimal":
            return preceding | self._preceding["."] | self._preceding["．"]
        return preceding

    def patterns(self) -> Iterator[tuple[str, CompiledPattern]]:
        """Every pattern with the id of its rule."""
        for around in self._all:
            yield around.decision.rule_id, around.pattern

    def candidates(self, text: str, number_end: int, end: int) -> list[tuple[Decision, str]]:
        """Every rule's decision for a number, the winner first, with the pattern that matched."""
        return [
            (around.decision, around.source)
            for around in self._all
            if around.pattern.match(text, number_end, end)
        ]


_Kind = Literal["digits", "decimal", "mixed"]


def _kind_of(numeral: str) -> _Kind:
    """Whether a numeral is of digits of one kind, also has a point, or has more than that."""
    if numeral.isdecimal() or _HAN_NUMERAL.issuperset(numeral):
        return "digits"
    return "decimal" if _DECIMAL_NUMERAL.issuperset(numeral) else "mixed"


def load_roles(files: RuleFiles, compiler: PatternCompiler) -> RoleFinder:
    """Reads the kind ``roles``."""
    found: list[tuple[tuple[int, bool, int, str], _Around]] = []
    for name, rule in files.entries("roles", SurroundingRule).items():
        for pattern in rule.patterns:
            compiled = compiler.compile("roles", name, pattern, _SLOTS_KEPT, build=_around_number)
            if compiled is None:
                continue
            filled = compiler.expand(pattern, _SLOTS_KEPT, scopes=files.scopes("roles", name))
            rank = ROLE_ORDER.index(rule.role), rule.weak, -len(filled), name
            decision = Decision(rule.role, name, rule.reason, rule.weak)
            found.append((rank, _around(compiled, filled, decision)))
    return RoleFinder([around for _, around in sorted(found, key=lambda one: one[0])])


def _around(compiled: CompiledPattern, source: str, decision: Decision) -> _Around:
    slot, before, after = _split(source)
    behind = _LOOKS_BACK.match(after)
    ahead = after[behind.end() :] if behind else after
    is_ahead_told = bool(ahead) and not _UNTOLD.search(ahead)
    is_before_told = bool(before) and not _LOOKS_AHEAD.search(before)
    is_first_told = bool(before) and not _UNTOLD_FIRST.search(before)
    return _Around(
        compiled,
        decision,
        regex.compile(_LAST_OF_SLOT[slot]),
        regex.compile(f"(?r)(?:{before})") if is_before_told else None,
        regex.compile(ahead) if is_ahead_told else None,
        _openings(before) if is_first_told else None,
        source,
        is_ahead_told and not _LOOKS_APART.search(ahead),
    )


def _openings(before: str) -> frozenset[str] | None:
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


def _around_number(pattern: str) -> str:
    """A pattern that matches, without consuming, at the end of the number it speaks of."""
    slot, before, after = _split(pattern)
    # What follows is one literal most of the time, so it is looked at first.
    return (f"(?={after})" if after else "") + f"(?<={before}(?:{NUMBER_SLOTS[slot]}))"
