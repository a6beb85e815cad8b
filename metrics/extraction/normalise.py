"""Normalises the quantities of targets: factors by a join with the units table, then bounds."""

from __future__ import annotations

import polars as pl

from metrics.rules.units import Units

_SIGNIFICANT_DIGITS = 15  # what a float64 keeps exactly: 1.1 * 1e6 is 1100000, without noise


def normalise(targets: pl.DataFrame, units: Units) -> pl.DataFrame:
    """Adds unit, dimension, classifier, value, value_high, lower and upper to drafts of targets.

    ``targets`` carries ``printed_unit``, ``low`` and ``high`` (magnitude applied, factor not),
    ``baseline``, ``comparator``, and ``thing`` (the counted thing that the noun names).
    """
    joined = targets.join(
        units.printed, on="printed_unit", how="left", maintain_order="left"
    ).with_columns(
        value=_times_factor("low"),
        value_high=_times_factor("high"),
        baseline=_times_factor("baseline"),
        unit=pl.coalesce(
            pl.when(pl.col("dimension") == "count").then(pl.col("thing")), pl.col("unit_of_surface")
        ),
    )
    comparator = pl.col("comparator")
    return joined.with_columns(
        lower=pl.when(comparator.is_in(["=", ">=", ">", "range"])).then(pl.col("value")),
        upper=pl.when(comparator.is_in(["=", "<=", "<"]))
        .then(pl.col("value"))
        .when(comparator == "range")
        .then(pl.col("value_high")),
    )


def _times_factor(column: str) -> pl.Expr:
    return (pl.col(column) * pl.col("factor")).round_sig_figs(_SIGNIFICANT_DIGITS)
