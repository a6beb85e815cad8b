"""Roles told by what stands around a number: dates, structure, labels, context, actuals."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

import regex

from metrics.examples import NumberCounter, NumberExample
from metrics.numerals import ARABIC_DIGITS, HAN_DIGITS, HAN_MAGNITUDES
from metrics.patterns import CompiledPattern, PatternCompiler
from metrics.rulefiles import Entry, RuleFiles

Role = Literal["actual", "context", "label", "date", "structure"]
# Which role wins where two rules of different roles match the same number. Within a role a rule
# that is not weak goes before one that is, then the longer pattern.
ROLE_ORDER: tuple[Role, ...] = ("structure", "date", "label", "context", "actual")

_DIGITS = f"{ARABIC_DIGITS}{HAN_DIGITS}{HAN_MAGNITUDES}"
NUMBER_SLOTS = {
    "$number": rf"(?<![{_DIGITS}.．])[{_DIGITS}.．,，几数余多\-－—–~～至到]{{1,16}}",
    "$digits": rf"(?<![{ARABIC_DIGITS}])[{ARABIC_DIGITS}]{{1,16}}",
    "$han": rf"(?<![{HAN_DIGITS}{HAN_MAGNITUDES}])[{HAN_DIGITS}{HAN_MAGNITUDES}]{{1,6}}",
    "$year": (
        rf"(?<![{ARABIC_DIGITS}])(?:19|20|１９|２０)[{ARABIC_DIGITS}]{{2}}"
        rf"|二[〇○零][{HAN_DIGITS}]{{2}}"
    ),
    "$small": rf"(?<![{_DIGITS}.])(?:[{ARABIC_DIGITS}]{{1,2}}|[{HAN_DIGITS}十]{{1,3}})",
}

# The number slots stay in a pattern until it is split at them.
_SLOTS_KEPT = {slot[1:]: slot for slot in NUMBER_SLOTS}
_OPEN_SLOT = "$number"
_LAST_OF_SLOT = {
    "$number": rf"[{_DIGITS}.．,，几数余多\-－—–~～至到]",
    "$digits": f"[{ARABIC_DIGITS}]",
    "$han": f"[{HAN_DIGITS}{HAN_MAGNITUDES}]",
    "$year": f"[{ARABIC_DIGITS}{HAN_DIGITS}]",
    "$small": f"[{ARABIC_DIGITS}{HAN_DIGITS}{HAN_MAGNITUDES}]",
}
# Looks back at the number itself, (?<=[百千万]), before what follows it.
_LOOKS_BACK = regex.compile(r"(?:\(\?<[=!](?:[^()]|(?P<group>\((?:[^()]|(?&group))*\)))*\))+")
# What a pattern may ask of the next character beyond what that character alone tells.
_UNTOLD = regex.compile(r"\\b|\$|\(\?<|^\(\?!")


class SurroundingRule(Entry):
    """A pattern around one number slot that gives the number a role and a reason."""

    doc: str
    """What the number is, with a real phrase in 「」."""
    role: Role
    """The role that the number gets; never target."""
    reason: str
    """What the table of all numbers says of it."""
    pattern: str | tuple[str, ...]
    """A regular expression, or several, with one number slot: $number, $digits, $han, $year
    or $small."""
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


@dataclass(frozen=True, slots=True)
class Decision:
    """The role of a number with the rule and the reason for it."""

    role: str
    rule_id: str
    reason: str
    weak: bool = False  # gives way where a verb with an end result governs the number


@dataclass(frozen=True, slots=True)
class _Around:
    """One pattern around a number, and the cheap signs that it cannot match."""

    pattern: CompiledPattern
    decision: Decision
    last: regex.Pattern[str]  # the number's own last character
    after: regex.Pattern[str] | None  # what follows the number, where its first character tells
    is_open: bool  # nothing after the number is asked for: 第3, 每10
    source: str  # the pattern with the words of its lists filled in

    def may_follow(self, last: str) -> bool:
        """Whether a number that ends in ``last`` may be meant."""
        return self.last.match(last) is not None

    def may_precede(self, following: str) -> bool:
        """Whether a number before ``following`` (empty at the text's end) may be meant."""
        if not following or self.after is None:
            return True
        return self.after.match(following, partial=True) is not None


class RoleFinder:
    """Asks the surrounding rules about a number.

    Most rules name what follows the number (年, 个百分点), so the characters on both sides of its
    end leave few of them to ask; which ones is worked out once for each pair of characters.
    """

    def __init__(self, arounds: list[_Around], any_open: CompiledPattern | None) -> None:
        self._all = arounds
        # One look back tells whether any of the rules that end in $number can match.
        self._any_open = any_open
        self._by_following: dict[str, list[_Around]] = {}
        self._asked: dict[tuple[str, str], tuple[list[_Around], list[_Around]]] = {}

    def decide(self, text: str, number_end: int, start: int, end: int) -> Decision | None:
        """The decision for the number that ends at ``number_end`` of ``text[start:end]``."""
        following = text[number_end] if number_end < end else ""
        key = (text[number_end - 1], following)
        asked = self._asked.get(key)
        if asked is None:
            every = [around for around in self._before(following) if around.may_follow(key[0])]
            asked = every, [around for around in every if not around.is_open]
            self._asked[key] = asked
        may_be_open = self._any_open and self._any_open.match(text, number_end, end)
        for around in asked[not may_be_open]:
            if around.pattern.match(text, number_end, end):
                return around.decision
        return None

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

    def _before(self, following: str) -> list[_Around]:
        found = self._by_following.get(following)
        if found is None:
            found = [around for around in self._all if around.may_precede(following)]
            self._by_following[following] = found
        return found


def load_roles(files: RuleFiles, compiler: PatternCompiler) -> RoleFinder:
    """Reads the kind ``roles``."""
    rules = files.entries("roles", SurroundingRule)
    found: list[tuple[tuple[int, bool, int, str], _Around]] = []
    open_rules: dict[str, str] = {}  # what stands before the number, with the rule
    for name, rule in rules.items():
        for pattern in rule.patterns:
            compiled = compiler.compile("roles", name, pattern, _SLOTS_KEPT, build=_around_number)
            if compiled is None:
                continue
            filled = compiler.expand(pattern, _SLOTS_KEPT)
            slot, before, after = _split(filled)
            rank = ROLE_ORDER.index(rule.role), rule.weak, -len(filled), name
            found.append((rank, _around(compiled, filled, slot, after, rule, name)))
            if slot == _OPEN_SLOT and not after:
                open_rules[before] = name
    arounds = [around for _, around in sorted(found, key=lambda one: one[0])]
    any_open = None
    if open_rules:
        befores = "|".join(open_rules)
        any_open = compiler.bounded(
            regex.compile(rf"(?<=(?:{befores})(?:{NUMBER_SLOTS[_OPEN_SLOT]}))"),
            "roles",
            open_rules.values(),
        )
    return RoleFinder(arounds, any_open)


def _around(
    compiled: CompiledPattern,
    source: str,
    slot: str,
    after: str,
    rule: SurroundingRule,
    name: str,
) -> _Around:
    behind = _LOOKS_BACK.match(after)
    ahead = after[behind.end() :] if behind else after
    is_told = bool(ahead) and not _UNTOLD.search(ahead)
    return _Around(
        compiled,
        Decision(rule.role, name, rule.reason, rule.weak),
        regex.compile(_LAST_OF_SLOT[slot]),
        regex.compile(ahead) if is_told else None,
        slot == _OPEN_SLOT and not after,
        source,
    )


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
