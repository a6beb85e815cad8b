"""Roles told by what stands around a number: dates, structure, labels, context, actuals."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Literal

import regex
from pydantic import Field, field_validator

from metrics.numerals import ARABIC_DIGITS, HAN_DIGITS, HAN_MAGNITUDES
from metrics.rulefiles import Entry, read_folder

Role = Literal["actual", "context", "label", "date", "structure"]
# Which role wins where two rules of different roles match the same number.
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


class SurroundingExample(Entry):
    """A real phrase in which the rule decides the number in 「brackets」-free ``number``."""

    text: str
    number: str
    why: str | None = None


class SurroundingRule(Entry):
    """A pattern around one number slot that gives the number a role and a reason."""

    doc: str
    role: Role
    reason: str
    pattern: str | tuple[str, ...]
    weak: bool = False
    example: tuple[SurroundingExample, ...] = Field(default=())
    counter: tuple[SurroundingExample, ...] = Field(default=())

    @field_validator("pattern")
    @classmethod
    def _has_one_number(cls, value: str | tuple[str, ...]) -> str | tuple[str, ...]:
        for pattern in (value,) if isinstance(value, str) else value:
            _compile_around(pattern)
        return value

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

    pattern: regex.Pattern[str]
    decision: Decision
    last: regex.Pattern[str]  # the number's own last character
    after: regex.Pattern[str] | None  # what follows the number, where its first character tells
    is_open: bool  # nothing after the number is asked for: 第3, 每10

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

    def __init__(self, rules: dict[str, SurroundingRule]) -> None:
        ordered = sorted(
            (ROLE_ORDER.index(rule.role), -len(pattern), name, pattern)
            for name, rule in rules.items()
            for pattern in rule.patterns
        )
        self._all = [_around(pattern, rules[name], name) for _, _, name, pattern in ordered]
        befores = "|".join(
            pattern.removesuffix(_OPEN_SLOT)
            for _, _, _, pattern in ordered
            if pattern.endswith(_OPEN_SLOT)
        )
        # One look back tells whether any of the rules that end in $number can match.
        self._any_open = regex.compile(rf"(?<=(?:{befores})(?:{NUMBER_SLOTS[_OPEN_SLOT]}))")
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
        for around in asked[self._any_open.match(text, number_end, end) is None]:
            if around.pattern.match(text, number_end, end):
                return around.decision
        return None

    def _before(self, following: str) -> list[_Around]:
        found = self._by_following.get(following)
        if found is None:
            found = [around for around in self._all if around.may_precede(following)]
            self._by_following[following] = found
        return found


def load_roles(rules_root: Path, problems: list[str]) -> RoleFinder:
    """Reads every file of ``roles/``."""
    return RoleFinder(read_folder(rules_root / "roles", SurroundingRule, problems))


def _around(pattern: str, rule: SurroundingRule, name: str) -> _Around:
    slot, _, after = _split(pattern)
    decision = Decision(rule.role, name, rule.reason, rule.weak)
    behind = _LOOKS_BACK.match(after)
    ahead = after[behind.end() :] if behind else after
    is_told = bool(ahead) and not _UNTOLD.search(ahead)
    return _Around(
        regex.compile(_compile_around(pattern)),
        decision,
        regex.compile(_LAST_OF_SLOT[slot]),
        regex.compile(ahead) if is_told else None,
        slot == _OPEN_SLOT and not after,
    )


def _split(pattern: str) -> tuple[str, str, str]:
    """The number slot of a pattern, what stands before it, and what after."""
    slots = [slot for slot in NUMBER_SLOTS if slot in pattern]
    if len(slots) != 1 or pattern.count(slots[0]) != 1:
        known = ", ".join(NUMBER_SLOTS)
        raise ValueError(f"needs exactly one number slot, one of {known}")
    before, after = pattern.split(slots[0])
    return slots[0], before, after


def _compile_around(pattern: str) -> str:
    """A pattern that matches, without consuming, at the end of the number it speaks of."""
    slot, before, after = _split(pattern)
    # What follows is one literal most of the time, so it is looked at first.
    compiled = (f"(?={after})" if after else "") + f"(?<={before}(?:{NUMBER_SLOTS[slot]}))"
    try:
        regex.compile(compiled)
    except regex.error as error:
        raise ValueError(f"is no regular expression: {error}") from error
    return compiled
