"""The facts of a target as a sentence gives them, before its unit is that of the tables."""

from __future__ import annotations

from datetime import date

from metrics.quantities.scanner import Mention
from metrics.rules.indicators import CatalogueEntry
from metrics.rules.ruleset import RuleSet
from metrics.rules.units import Surface
from metrics.values import frozen

Place = tuple[int, int, str, int]


@frozen
class Target:
    """What a sentence says of one target.

    ``baseline`` is in the printed unit, as ``mention`` is; ``total`` is the target that an 其中
    part belongs to; ``nth`` counts those that have number and name in common.
    """

    mention: Mention
    indicator: str
    scope: str | None
    mode: str
    direction: str | None
    comparator: str
    per: str | None
    breakdown: bool
    baseline: float | None
    rule_id: str
    total: Target | None = None
    commitment: str | None = None
    deadline: date | None = None
    deadline_text: str | None = None
    averaged: bool = False  # a yearly mean over several years
    tier: str = "base"
    binding: str | None = None
    doubt: str | None = None
    nth: int = 0

    @property
    def surface(self) -> Surface:
        """The printed unit: only numbers with a unit become targets."""
        assert self.mention.surface is not None
        return self.mention.surface

    @property
    def place(self) -> Place:
        """Where it stands and what it is of: no two targets of a text share it."""
        return self.mention.start, self.mention.end, self.indicator, self.nth


def canonical(target: Target, rules: RuleSet) -> tuple[str, CatalogueEntry | None]:
    """The unit that a value has in the tables, and the indicator of the catalogue, if any.

    What is told of each of some bodies is not what the catalogue tells of all of them together.
    """
    each = (target.per or "") + target.indicator
    is_of_each = target.per is not None and rules.phrases["each_owner"].match(each) is not None
    facts = target.indicator, target.scope or (target.per if is_of_each else None), target.surface
    return rules.canonical(*facts, target.mode, target.direction, target.breakdown)
