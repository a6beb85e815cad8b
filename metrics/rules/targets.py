"""The grammar of a target's clause: rules over the words around a number.

A clause is written as a *shape*, one letter a slot: the verbs it starts with, its noun phrase, the
words next to the number, the number by its kind, what bounds it from behind, and the noun that
follows. 「新增学位8130个」 has the shape ``$output $subject $count``. A rule is a
pattern over shapes; equal shapes meet the same rule, so the answer for a shape is computed once.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Literal

import regex
from pydantic import Field, field_validator

from metrics.rules.examples import Counter, RowExample
from metrics.rules.patterns import CompiledPattern, PatternCompiler, compiled_safely
from metrics.rules.rulefiles import Entry, RuleFiles, UnknownSlotError
from metrics.rules.toml_tables import did_you_mean
from metrics.rules.vocabulary import VALUES
from metrics.rules.words import Lexicon
from metrics.values import frozen

IndicatorSource = Literal["subject", "object", "verb", "previous"]

# Letters of the slots that are no words; word lists use letters from the private area.
SLOT_LETTERS = {
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
    "amount": "#$m",  # any number but a share
}
SLOT_OF_LETTER = {letters: name for name, letters in SLOT_LETTERS.items() if len(letters) == 1}
# Kinds of words at a number that say nothing of what is done: 为, 不低于, 约, 超过, 力争.
_QUALIFIERS = ("state", "bound", "near", "surpass", "lead")
NUMBER_LETTERS = {"count": "#", "percentage": "%", "percentage_point": "p", "money": "$"}
_SLOT = regex.compile(r"\$(\w+)")


class TargetRule(Entry):
    """A pattern over a clause's slots, what it sets, and where the indicator stands."""

    doc: str
    """What kind of clause this is, with a real one in 「」."""
    pattern: str
    """Slots of a clause in order: word lists and their kinds, $subject, $number, ..."""
    indicator: IndicatorSource
    """Which noun names the indicator."""
    sets: dict[Literal["mode", "direction"], str] = Field(default_factory=dict)
    """The mode of the row, and the direction of a change."""
    example: tuple[RowExample, ...] = ()
    """Real clauses with the whole row."""
    counter: tuple[Counter, ...] = ()
    """Clauses that another rule reads, and why."""

    @field_validator("sets")
    @classmethod
    def _sets_a_mode(cls, value: dict[str, str]) -> dict[str, str]:
        for key, given in {"mode": "", **value}.items():
            if given not in VALUES[key]:
                raise ValueError(f"{key} is one of {' '.join(VALUES[key])}")
        return value


@frozen
class ClauseMeaning:
    """What a rule says of a clause."""

    rule_id: str
    mode: str
    direction: str | None
    indicator: IndicatorSource


class Grammar:
    """Target rules by the shapes they match; the rule with the most required slots wins."""

    def __init__(
        self,
        rules: dict[str, TargetRule],
        patterns: Mapping[str, CompiledPattern],
        lexicon: Lexicon,
    ) -> None:
        ranks = {name: _specificity(rules[name].pattern, lexicon) for name in patterns}
        ordered = sorted(patterns, key=lambda name: (-ranks[name][0], -ranks[name][1], name))
        self._rules = [(name, patterns[name], rules[name]) for name in ordered]
        self._ranks = ranks
        self._known: dict[str, ClauseMeaning | None] = {}

    def read(self, shape: str) -> ClauseMeaning | None:
        """The meaning of a shape, or None when no rule matches it."""
        try:
            return self._known[shape]
        except KeyError:
            meaning = self._known[shape] = self._read(shape)
            return meaning

    def patterns(self) -> Iterator[tuple[str, CompiledPattern]]:
        """Every pattern over shapes with the id of its rule."""
        for name, pattern, _ in self._rules:
            yield name, pattern

    def candidates(self, shape: str) -> list[tuple[ClauseMeaning, tuple[int, int]]]:
        """The meaning that each rule gives a shape, the winner first, with the rank to order by.

        The rank is how many slots the rule requires, and how narrow they are; where two are equal
        the id decides, which is an ambiguity.
        """
        return [
            (_meaning(name, rule), self._ranks[name])
            for name, pattern, rule in self._rules
            if pattern.fullmatch(shape)
        ]

    def _read(self, shape: str) -> ClauseMeaning | None:
        for name, pattern, rule in self._rules:
            if pattern.fullmatch(shape):
                return _meaning(name, rule)
        return None


def _meaning(name: str, rule: TargetRule) -> ClauseMeaning:
    return ClauseMeaning(name, rule.sets["mode"], rule.sets.get("direction"), rule.indicator)


def load_grammar(files: RuleFiles, lexicon: Lexicon, compiler: PatternCompiler) -> Grammar:
    """Reads the kind ``targets``; unknown slots are problems."""
    rules = files.entries("targets", TargetRule)
    patterns = {}
    for name, rule in rules.items():
        try:
            compiled = compiled_safely(_expand(rule.pattern, lexicon))
        except (ValueError, regex.error) as error:
            files.report_pattern("targets", name, error)
            continue
        if compiled.fullmatch(""):
            files.report("targets", name, "matches the empty clause.", key="pattern")
            continue
        patterns[name] = compiler.bounded(compiled, "targets", [name])
    return Grammar(rules, patterns, lexicon)


def _expand(pattern: str, lexicon: Lexicon) -> str:
    def letters(slot: regex.Match[str]) -> str:
        name = slot.group(1)
        found = _letters_of(name, lexicon)
        if not found:
            known = sorted({*SLOT_LETTERS, "qualifier", *lexicon.names()})
            raise UnknownSlotError(f"unknown slot ${name}.{did_you_mean(name, known, '$')}")
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
    width = sum(len(_letters_of(name, lexicon)) for name in names)
    return len(required), -width


def _letters_of(slot: str, lexicon: Lexicon) -> str:
    if slot == "qualifier":
        return "".join(map(lexicon.letters_of, _QUALIFIERS))
    return SLOT_LETTERS.get(slot) or lexicon.letters_of(slot)
