"""The grammar of a target's clause: rules over the words around a number.

A clause is written as a *shape*, one letter a slot: the verbs it starts with, its noun phrase, the
words next to the number, the number by its kind, what bounds it from behind, and the noun that
follows. 「新增学位8130个」 has the shape ``$output $subject $count``. A rule is a
pattern over shapes; equal shapes meet the same rule, so the answer for a shape is computed once.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

import regex
from pydantic import Field, field_validator

from metrics.rulefiles import Entry, did_you_mean, read_folder
from metrics.words import Lexicon

IndicatorSource = Literal["subject", "object", "verb", "previous"]

# Letters of the slots that are no words; word lists use letters from the private area.
_SLOT_LETTERS = {
    "subject": "snrg",  # any noun phrase before the number
    "noun": "s",  # one that names a thing
    "stock": "n",  # one that names a quantity: 粮食产量, 保有量
    "rate": "r",  # one that names a share: 覆盖率, 占比
    "growth": "g",  # one that names growth itself: 涨幅, 增速
    "object": "o",
    "number": "#%p$m",
    "count": "#",
    "percent": "%",
    "points": "p",
    "money": "$",
    "measure": "m",
}
NUMBER_LETTERS = {"count": "#", "percentage": "%", "percentage_point": "p", "money": "$"}
_SLOT = regex.compile(r"\$(\w+)")


class TargetExample(Entry):
    """A real clause with the whole row that the rule makes of one of its numbers."""

    text: str
    quote: str | None = None  # which number, when it is not the first
    expect: dict[str, Any]


class TargetCounter(Entry):
    """A clause that the rule must leave alone, and why."""

    text: str
    why: str


class TargetRule(Entry):
    """A pattern over a clause's slots, what it sets, and where the indicator stands."""

    doc: str
    pattern: str
    indicator: IndicatorSource
    sets: dict[Literal["mode", "direction", "comparator"], str] = Field(default_factory=dict)
    example: tuple[TargetExample, ...] = Field(default=())
    counter: tuple[TargetCounter, ...] = Field(default=())

    @field_validator("sets")
    @classmethod
    def _sets_a_mode(cls, value: dict[str, str]) -> dict[str, str]:
        if value.get("mode") not in ("level", "change", "output"):
            raise ValueError("needs mode = level, change or output")
        return value


@dataclass(frozen=True, slots=True)
class Reading:
    """What a rule says of a clause."""

    rule_id: str
    mode: str
    direction: str | None
    indicator: IndicatorSource


class Grammar:
    """Target rules by the shapes they match; the rule with the most required slots wins."""

    def __init__(self, rules: dict[str, TargetRule], lexicon: Lexicon) -> None:
        compiled = [
            (
                _specificity(rule.pattern, lexicon),
                name,
                regex.compile(_expand(rule.pattern, lexicon)),
                rule,
            )
            for name, rule in rules.items()
        ]
        compiled.sort(key=lambda item: (-item[0][0], -item[0][1], item[1]))
        self._rules = [(name, pattern, rule) for _, name, pattern, rule in compiled]
        self._known: dict[str, Reading | None] = {}

    def read(self, shape: str) -> Reading | None:
        """The reading of a shape, or None when no rule matches it."""
        try:
            return self._known[shape]
        except KeyError:
            reading = self._known[shape] = self._read(shape)
            return reading

    def _read(self, shape: str) -> Reading | None:
        for name, pattern, rule in self._rules:
            if pattern.fullmatch(shape):
                return Reading(name, rule.sets["mode"], rule.sets.get("direction"), rule.indicator)
        return None


def load_grammar(rules_root: Path, lexicon: Lexicon, problems: list[str]) -> Grammar:
    """Reads every file of ``targets/``; unknown slots are problems."""
    rules = read_folder(rules_root / "targets", TargetRule, problems)
    for name, rule in list(rules.items()):
        try:
            regex.compile(_expand(rule.pattern, lexicon))
        except (ValueError, regex.error) as error:
            problems.append(f"{rules_root / 'targets'}: [{name}] pattern: {error}")
            del rules[name]
    return Grammar(rules, lexicon)


def _expand(pattern: str, lexicon: Lexicon) -> str:
    def letters(slot: regex.Match[str]) -> str:
        name = slot.group(1)
        found = _SLOT_LETTERS.get(name) or lexicon.letters_of(name)
        if not found:
            kinds = {entry.kind for entry in lexicon.lists.values() if entry.kind}
            known = sorted({*_SLOT_LETTERS, *lexicon.lists, *kinds})
            raise ValueError(f"unknown slot ${name}.{did_you_mean(name, known, '$')}")
        return "[" + regex.escape(found, special_only=True) + "]"

    return _SLOT.sub(letters, pattern.replace("...", ".*")).replace(" ", "")


def _specificity(pattern: str, lexicon: Lexicon) -> tuple[int, int]:
    """How many slots a pattern cannot do without, and how narrow they are: what makes it win."""
    flat = pattern
    while "(" in flat:
        flat = regex.sub(r"\([^()]*\)[*?]", " ", flat)
        flat = regex.sub(r"\(([^()]*)\)", lambda group: group.group(1).replace("|$", ","), flat)
    required = regex.findall(r"\$([\w,]+)(?![\w,?*])", flat)
    names = [name for slot in required for name in slot.split(",")]
    width = sum(len(_SLOT_LETTERS.get(name) or lexicon.letters_of(name)) for name in names)
    return len(required), -width
