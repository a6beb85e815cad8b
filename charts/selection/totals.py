"""Checks the 其中 parts of a total against it: 「8所，其中学校5所、幼儿园3所」."""

from __future__ import annotations

import polars as pl

from charts.words.style import Style

_SUMMED = ("count", "money", "area", "length", "mass", "energy", "volume")
_EXACT = 1e-9  # of the total: what floating point may lose


def parts_of_totals(targets: pl.DataFrame, style: Style) -> pl.DataFrame:
    """The totals that have parts in the same unit, with what the parts add up to.

    Columns: target_id (of the total), total, printed, parts (as printed, joined by " + "), sum, and
    verdict: "equal", "fewer" (the parts named are not all of it) or "more". Shares are not added.
    """
    of_parts = pl.col("part_of").is_not_null()
    targets = targets.filter(
        of_parts | pl.col("target_id").is_in(targets["part_of"].drop_nulls().unique().to_list())
    )
    numbers = [style.number(row) for row in targets.iter_rows(named=True)]
    targets = targets.with_columns(printed=pl.Series(numbers, dtype=pl.String))
    totals = targets.select("target_id", "unit", "printed", total="value")
    parts = targets.filter(pl.col("part_of").is_not_null() & pl.col("dimension").is_in(_SUMMED))
    summed = parts.group_by("part_of", "unit", maintain_order=True).agg(
        parts=pl.col("printed").str.join(" + "), sum=pl.col("value").sum()
    )
    difference = pl.col("sum") - pl.col("total")
    return (
        totals.join(
            summed,
            left_on=["target_id", "unit"],
            right_on=["part_of", "unit"],
            how="inner",
            maintain_order="left",
        )
        .with_columns(
            verdict=pl.when(difference.abs() <= _EXACT * pl.col("total").abs())
            .then(pl.lit("equal"))
            .when(difference < 0)
            .then(pl.lit("fewer"))
            .otherwise(pl.lit("more"))
        )
        .select("target_id", "total", "printed", "parts", "sum", "verdict")
    )


def parts_in_words(targets: pl.DataFrame, style: Style) -> dict[str, str]:
    """What a page says of each total that has parts, by target id: 「其中 5所 + 3所 = 8所」."""
    return {
        row["target_id"]: style.words[f"parts_{row['verdict']}"].format(
            parts=row["parts"], total=row["printed"]
        )
        for row in parts_of_totals(targets, style).iter_rows(named=True)
    }
