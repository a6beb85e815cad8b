"""What the reports of a region say beside its goals: the last result, and what was reached."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Any

import polars as pl

from charts.words.style import Style
from metrics.tables.outcomes import outcomes

Row = Mapping[str, Any]
REACHED = ("met", "exceeded")
"""The verdicts of goals that were reached."""
# What it is printed from.
_NUMBER = ("quote", "value", "value_high", "unit", "unit_text", "dimension", "classifier")
_DIGITS = 15  # what a float64 keeps exactly
_OPEN = ("no_report", "not_due", None)  # goals that no report could answer yet


@dataclass(frozen=True, slots=True)
class Result:
    """A result that stands beside a target.

    Attributes:
        value: in the target's unit and direction; None where nothing can be set beside it.
        printed: as the report prints it.
        difference: the result less the goal.
        verdict: what became of the goal; None for the result of the year before.
        sentence: where the result stands, and
        quote: its number, as printed.
        number: what it is printed from.
        original: in brackets what the report prints, where that is in another unit.
    """

    value: float | None
    printed: str
    difference: float | None
    verdict: str | None
    sentence: str = ""
    quote: str = ""
    number: Row = field(default_factory=dict)
    original: str = ""

    def beside(self, row: Row, style: Style) -> Result:
        """The same in the unit of a row that was brought to the one of its chart."""
        unit, vocabulary = row["unit"], style.vocabulary
        own = row.get("own_unit", unit)
        times, number = vocabulary.times(own, unit), self.number
        if not number or "own_unit" not in row:
            return self
        in_print = vocabulary.printed_unit(number["unit"], number["unit_text"])
        ends = {name: _times(number[name], times) for name in ("value", "value_high")}
        shown = {**number, **ends, "own_unit": own, "unit": unit, "printed_unit": in_print}
        value, difference = _times(self.value, times), _times(self.difference, times)
        beside = replace(self, value=value, difference=difference, original=style.original(shown))
        return replace(beside, printed=style.number(shown))


@dataclass(frozen=True)
class Results:
    """The results beside targets by the target's id.

    Attributes:
        before: of the year before, from the target's own report.
        after: what the next report of the region says, also where it is silent.
    """

    before: Mapping[str, Result] = field(default_factory=dict)
    after: Mapping[str, Result] = field(default_factory=dict)

    @cached_property
    def answered(self) -> frozenset[str]:
        """The targets that a later report could answer, whether it does or is silent."""
        return frozenset(
            target_id for target_id, one in self.after.items() if one.verdict not in _OPEN
        )

    @classmethod
    def of(
        cls,
        targets: pl.DataFrame,
        actuals: pl.DataFrame,
        documents: pl.DataFrame,
        indicators: pl.DataFrame,
        style: Style,
        answered: pl.LazyFrame | None = None,
    ) -> Results:
        """The results that the tables of a run hold, printed in a style.

        ``answered`` is the table of outcomes, where it was worked out before.
        """
        told = actuals.select("actual_id", "sentence", "quote", number=pl.struct(*_NUMBER))
        if answered is None:
            answered = outcomes(targets, actuals, documents, indicators).lazy()
        goals = targets.select("target_id", "value")
        rows = answered.collect().join(goals, "target_id").join(told, "actual_id", "left")
        sides: dict[str, dict[str, Result]] = {"before": {}, "after": {}}
        for row in rows.iter_rows(named=True):
            if row["side"] == "after" or row["difference"] is not None:
                sides[row["side"]][row["target_id"]] = _result(row, style)
        return cls(sides["before"], sides["after"])


def _times(value: float | None, times: float) -> float | None:
    return value if value is None or times == 1 else float(f"{value * times:.{_DIGITS}g}")


def _result(row: Row, style: Style) -> Result:
    difference = row["difference"]
    value = None if difference is None else round(row["value"] + difference, 9)
    printed = style.number(row["number"]) if row["quote"] else ""
    return Result(
        value, printed, difference, row["verdict"], row["sentence"] or "",
        row["quote"] or "", row["number"] if row["quote"] else {},
    )  # fmt: skip


def of_verdict(result: Result) -> str:
    """The state of a goal: ``reached``, ``below``, ``silent`` or ``other``."""
    if result.verdict in REACHED:
        return "reached"
    return {"below": "below", "no_figure": "silent"}.get(result.verdict or "", "other")


STEPS = ("up", "same", "within", "down")
"""Where a goal lies: above the last result, at it, around it (a range), below it."""


def step(row: Row, result: Result) -> str | None:
    """Where a goal lies beside the last result; a range counts with both of its ends."""
    if result.difference is None:
        return None
    high = row["value_high"]
    width = 0.0 if high is None else high - row["value"]
    if width > 0 and 0 <= result.difference <= width:
        return "within"
    if result.difference == 0:
        return "same"
    return "up" if result.difference < 0 else "down"


def steps(rows: Iterable[Row], results: Results, style: Style) -> Counter[str]:
    """How many goals are above, at, around and below the last result."""
    before = results.before
    pairs = [(row, before[row["target_id"]]) for row in rows if row["target_id"] in before]
    found = (step(row, result.beside(row, style)) for row, result in pairs)
    return Counter(one for one in found if one is not None)


def kept(rows: Iterable[Row], results: Results) -> tuple[int, int, int]:
    """How many goals were reached, were missed, and are not mentioned by the next report."""
    verdicts = [
        results.after[row["target_id"]].verdict for row in rows if row["target_id"] in results.after
    ]
    return (
        sum(verdict in REACHED for verdict in verdicts),
        sum(verdict == "below" for verdict in verdicts),
        sum(verdict == "no_figure" for verdict in verdicts),
    )
