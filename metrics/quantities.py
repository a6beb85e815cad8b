"""Finds quantities in any text: numbers with unit, measure word and bound, without roles."""

from __future__ import annotations

from dataclasses import dataclass

from metrics.ruleset import RuleSet, load_rules


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number as printed and as a value in ``unit``; ``value_high`` only for a range."""

    start: int
    end: int
    text: str
    value: float
    value_high: float | None
    unit: str | None
    classifier: str | None
    comparator: str


def find_quantities(text: str, rules: RuleSet | None = None) -> list[Quantity]:
    """Every quantity of ``text`` in order, without asking what it is about.

    >>> find_quantities("全年教育经费投入达到294.4亿元")[0].value
    29440000000.0
    """
    rules = rules or load_rules()
    found = []
    for mention in rules.scanner.scan(text):
        if mention.low is None:
            continue
        factor = mention.surface.factor if mention.surface else 1
        comparator = rules.clauses.comparator_at(text, mention)
        if mention.high is not None:
            comparator = "range"
        found.append(
            Quantity(
                start=mention.start,
                end=mention.end,
                text=text[mention.start : mention.end],
                value=float(mention.low * factor),
                value_high=None if mention.high is None else float(mention.high * factor),
                unit=mention.surface.unit if mention.surface else None,
                classifier=mention.surface.classifier if mention.surface else None,
                comparator=comparator or mention.comparator or "=",
            )
        )
    return found
