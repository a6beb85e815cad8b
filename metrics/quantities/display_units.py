"""Values in the units that readers use: 294.4亿元 instead of 29440000000, 亩 instead of hectares.

Money is never converted between currencies without a rate and its day, which then stand beside the
value.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import polars as pl
import regex

from metrics.errors import MetricsError
from metrics.quantities.scanner import scanner_of
from metrics.rules.ruleset import RuleSet

_SIGNIFICANT_DIGITS = 15  # what a float64 keeps exactly
_RATE = regex.compile(
    r"(?P<currency>[A-Z]{3})=(?P<rate>\d+(?:\.\d+)?)(?P<into>[A-Z]{3})@(?P<day>\d{4}-\d\d-\d\d)"
)
_COLUMNS = ("value", "value_high", "lower", "upper", "baseline")


class DisplayUnitError(MetricsError, ValueError):
    """A unit or a rate that cannot be used."""


@dataclass(frozen=True, slots=True)
class DisplayUnit:
    """A unit to show values in: ``size`` of the canonical ``unit`` are one of it.

    A measure word (万个) also shows what else is counted with it, whatever that is.
    """

    name: str
    unit: str
    size: float
    classifier: str | None = None


@dataclass(frozen=True, slots=True)
class Rate:
    """What one unit of ``currency`` was worth in ``into`` on a day."""

    currency: str
    into: str
    rate: float
    day: date

    def __str__(self) -> str:
        return f"1 {self.currency} = {self.rate:g} {self.into} ({self.day})"


def read_display_unit(name: str, rules: RuleSet) -> DisplayUnit:
    """The unit that is printed so, with its magnitude: 亿元, 万亩, 万人次, %.

    Raises:
        DisplayUnitError: when the rules know no such unit.
    """
    printed = f"1{name}"
    mentions = [] if name[:1].isdigit() else scanner_of(rules).scan(printed)
    mention = mentions[0] if len(mentions) == 1 else None
    if mention is None or mention.surface is None or mention.low is None or (
        mention.start, mention.end,
    ) != (0, len(printed)):  # fmt: skip
        raise DisplayUnitError(
            f"{name!r} is no printed unit. Write it as plans do: 亿元, 万亩, 人."
        )
    surface = mention.surface
    return DisplayUnit(name, surface.unit, float(mention.low * surface.factor), surface.classifier)


def read_rate(text: str) -> Rate:
    """A rate as ``USD=7.12CNY@2024-06-28``.

    Raises:
        DisplayUnitError: when it is none; a rate without its day is none.
    """
    match = _RATE.fullmatch(text)
    try:
        if match is None:
            raise ValueError
        day = date.fromisoformat(match["day"])
    except ValueError as error:
        raise DisplayUnitError(
            f"{text!r} is no rate. Write it as USD=7.12CNY@2024-06-28."
        ) from error
    return Rate(match["currency"], match["into"], float(match["rate"]), day)


def convert(
    rows: pl.DataFrame,
    units: pl.DataFrame,
    shown: Sequence[DisplayUnit],
    rates: Sequence[Rate] = (),
) -> pl.DataFrame:
    """``rows`` with their values in the units to show, in columns that begin with ``shown_``.

    Args:
        rows: such as `targets_wide`.
        units: the table ``units``.
        shown: the units, in order of preference; rows that convert into none keep their own.
        rates: between currencies.

    Returns:
        The rows with ``shown_value``, ``shown_value_high``, ``shown_lower``, ``shown_upper``,
        ``shown_baseline``, ``shown_unit``, and ``rate`` where one was used.
    """
    factors = units.select("unit", "base_unit", "factor")
    sizes = {row["unit"]: row for row in factors.iter_rows(named=True)}
    joined = rows.join(factors, "unit", "left", maintain_order="left")
    divisor, name, used = pl.lit(1.0), pl.col("unit_name"), pl.lit(None, pl.String)
    for one in reversed(shown):
        base = sizes[one.unit]
        size = base["factor"] * one.size
        fits = pl.col("base_unit") == base["base_unit"]
        if one.classifier is not None:
            fits = fits | (pl.col("classifier") == one.classifier)
        divisor = pl.when(fits).then(size / pl.col("factor")).otherwise(divisor)
        name = pl.when(fits).then(pl.lit(one.name)).otherwise(name)
        used = pl.when(fits).then(None).otherwise(used)
        for rate in rates:
            if rate.into == base["base_unit"]:
                is_foreign = pl.col("base_unit") == rate.currency
                worth = size / (pl.col("factor") * rate.rate)
                divisor = pl.when(is_foreign).then(worth).otherwise(divisor)
                name = pl.when(is_foreign).then(pl.lit(one.name)).otherwise(name)
                used = pl.when(is_foreign).then(pl.lit(str(rate))).otherwise(used)
    values = (
        (pl.col(column) / divisor).round_sig_figs(_SIGNIFICANT_DIGITS).alias(f"shown_{column}")
        for column in _COLUMNS
    )
    return joined.with_columns(*values, shown_unit=name, rate=used).drop("base_unit", "factor")
