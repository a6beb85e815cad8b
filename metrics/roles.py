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


class RoleFinder:
    """Asks all surrounding rules about a number in one match."""

    def __init__(self, rules: dict[str, SurroundingRule]) -> None:
        ordered = sorted(
            (ROLE_ORDER.index(rule.role), -len(pattern), name, pattern)
            for name, rule in rules.items()
            for pattern in rule.patterns
        )
        self._decisions = [
            Decision(rules[name].role, name, rules[name].reason, rules[name].weak)
            for _, _, name, _ in ordered
        ]
        groups = (_compile_around(pattern) for _, _, _, pattern in ordered)
        self._any = regex.compile("|".join(f"({group})" for group in groups) or r"(?!)")

    def decide(self, text: str, number_end: int, start: int, end: int) -> Decision | None:
        """The decision for the number that ends at ``number_end`` of ``text[start:end]``."""
        match = self._any.match(text, number_end, end)
        if match is None or match.lastindex is None:
            return None
        return self._decisions[match.lastindex - 1]


def load_roles(rules_root: Path, problems: list[str]) -> RoleFinder:
    """Reads every file of ``roles/``."""
    return RoleFinder(read_folder(rules_root / "roles", SurroundingRule, problems))


def _compile_around(pattern: str) -> str:
    """A pattern that matches, without consuming, at the end of the number it speaks of."""
    slots = [slot for slot in NUMBER_SLOTS if slot in pattern]
    if len(slots) != 1 or pattern.count(slots[0]) != 1:
        known = ", ".join(NUMBER_SLOTS)
        raise ValueError(f"needs exactly one number slot, one of {known}")
    before, after = pattern.split(slots[0])
    number = NUMBER_SLOTS[slots[0]]
    compiled = f"(?<={before}(?:{number}))"
    if after:
        compiled += f"(?={after})"
    try:
        regex.compile(compiled)
    except regex.error as error:
        raise ValueError(f"is no regular expression: {error}") from error
    return compiled
