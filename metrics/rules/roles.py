"""Roles told by what stands around a number: dates, structure, labels, context, actuals."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from functools import cached_property
from typing import Any, Literal

from metrics.rules.examples import NumberCounter, NumberExample
from metrics.rules.needed_words import Words, finder_of
from metrics.rules.patterns import CompiledPattern, PatternCompiler, listed
from metrics.rules.rulefiles import Entry, RuleFiles
from metrics.rules.surroundings import (
    NUMBER_SLOTS,
    Around,
    ByCharacter,
    Decision,
    around_number,
    around_of,
)
from metrics.text.numerals import (
    HAN_DIGITS,
    HAN_MAGNITUDES,
)

Role = Literal["actual", "context", "label", "date", "structure"]
# Which role wins where two rules of different roles match the same number. Within a role a rule
# that is not weak goes before one that is, then the longer pattern.
ROLE_ORDER: tuple[Role, ...] = ("structure", "date", "label", "context", "actual")

# The number slots stay in a pattern until it is split at them.
_SLOTS_KEPT = {slot[1:]: slot for slot in NUMBER_SLOTS}
_HAN_NUMERAL = frozenset(HAN_DIGITS + HAN_MAGNITUDES)
_POINTS = ".．"
_DECIMAL_NUMERAL = frozenset("0123456789０１２３４５６７８９" + _POINTS)
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


class RoleFinder:
    """Asks the surrounding rules about a number.

    Most rules name what stands right before a number (第) or right after it (年, 个百分点), so the
    characters on both sides, and the number's own last one, leave few of them to ask.
    """

    def __init__(self, arounds: list[Around]) -> None:
        self._all = arounds
        named = frozenset(listed("".join(around.source for around in arounds)))
        self._last = ByCharacter(arounds, Around.may_end_in, named)
        self._preceding = ByCharacter(arounds, Around.may_stand_behind, named)
        self._following = ByCharacter(arounds, Around.may_stand_before, named)

    def prepare(self) -> None:
        """Works out what single characters tell, which takes as long as many documents."""
        self._preceding.prepare()
        self._following.prepare()

    def decide(
        self, text: str, numbers: Iterable[tuple[int, int]], start: int, end: int
    ) -> list[Decision | None]:
        """The decision for each of the numbers, given as their ends, of the sentence."""
        found = []
        absent = 0  # the patterns of which nothing stands in the sentence that they need, as bits
        floor = max(0, start - _REACH_BACK)
        for one, number_end in numbers:
            left = self._left_by_start(text[one - 1 : one], text[one:number_end])
            following = text[number_end : min(number_end + 1, end)]
            bits = self._last[text[number_end - 1]] & self._following[following] & left & ~absent
            decision = None
            while bits:
                lowest = bits & -bits
                bits ^= lowest
                needs, alike, matches, told = self._asked[lowest.bit_length() - 1]
                if needs is not None and needs(text, floor, end) is None:
                    absent |= alike
                    bits &= ~alike
                elif matches(text, number_end, end):
                    decision = told
                    break
            found.append(decision)
        return found

    @cached_property
    def _asked(self) -> list[tuple[_Asks | None, int, _Asks, Decision]]:
        """Each pattern: what finds a word that it needs, what asks it, and its answer.

        Beside the first are the patterns that need the same words, as bits.
        """
        needing: dict[Words | None, int] = {}
        for index, one in enumerate(self._all):
            needing[one.needed] = needing.get(one.needed, 0) | 1 << index
        found = {one: None if one is None else finder_of(one).search for one in needing}
        return [
            (found[one.needed], needing[one.needed], one.pattern.match, one.decision)
            for one in self._all
        ]

    def __getstate__(self) -> dict[str, Any]:
        return {name: value for name, value in vars(self).items() if name != "_asked"}

    def _left_by_start(self, before: str, numeral: str) -> int:
        """The patterns that the character before a number leaves.

        A number slot may match a part of a numeral of several kinds (3-5, 1.2, 3万5千), behind
        another character than the one before the whole.
        """
        left = self._preceding[before]
        if numeral.isdecimal() or _HAN_NUMERAL.issuperset(numeral):
            return left
        for inner in _POINTS if _DECIMAL_NUMERAL.issuperset(numeral) else {*numeral}:
            left |= self._preceding[inner]
        return left

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


_Asks = Callable[[str, int, int], object]


def load_roles(files: RuleFiles, compiler: PatternCompiler) -> RoleFinder:
    """Reads the kind ``roles``."""
    found: list[tuple[tuple[int, bool, int, str], Around]] = []
    for name, rule in files.entries("roles", SurroundingRule).items():
        for pattern in rule.patterns:
            compiled = compiler.compile("roles", name, pattern, _SLOTS_KEPT, build=around_number)
            if compiled is None:
                continue
            filled = compiler.expand(pattern, _SLOTS_KEPT, scopes=files.scopes("roles", name))
            rank = ROLE_ORDER.index(rule.role), rule.weak, -len(filled), name
            decision = Decision(rule.role, name, rule.reason, rule.weak)
            found.append((rank, around_of(compiled, filled, decision)))
    return RoleFinder([around for _, around in sorted(found, key=lambda one: one[0])])
