"""The facts of a target row as a sentence gives them, before its units are normalised."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from metrics.quantities.scanner import Mention
from metrics.rules.indicators import CatalogueEntry
from metrics.rules.ruleset import RuleSet
from metrics.rules.units import Surface


@dataclass(slots=True)
class Draft:
    """The facts of one target row before units are normalised and tables are built."""

    mention: Mention
    indicator: str
    scope: str | None
    mode: str
    direction: str | None
    comparator: str
    deadline: date | None
    deadline_text: str | None
    per: str | None
    commitment: str | None
    breakdown: bool
    baseline: float | None
    rule_id: str
    total: Draft | None = None
    target_id: str | None = None  # when its row is made

    @property
    def surface(self) -> Surface:
        """The printed unit: only numbers with a unit become targets."""
        assert self.mention.surface is not None
        return self.mention.surface


def canonical(draft: Draft, rules: RuleSet) -> tuple[str, CatalogueEntry | None]:
    """The unit that a row's value has in the tables, and the indicator of the catalogue, if any."""
    thing = rules.phrases["works_done"].sub("", draft.indicator)  # 老旧小区改造 counts 小区
    unit = rules.units.unit_of(draft.surface, thing)
    entry = rules.catalogue.identify(
        draft.indicator,
        scope=draft.scope,
        unit=unit,
        mode=draft.mode,
        direction=draft.direction,
        breakdown=draft.breakdown,
    )
    return unit, entry
