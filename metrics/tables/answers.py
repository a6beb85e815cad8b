"""Goals and the results that answer them side by side, and how many of them were met."""

from __future__ import annotations

import polars as pl

from metrics.tables.frames import Tables
from metrics.tables.outcomes import outcomes
from metrics.tables.wide import targets_wide

_OF_GOAL = (
    "place", "region_code", "plan_year", "indicator_id", "indicator_name", "scope", "unit",
    "comparator", "value", "value_high", "quote", "period_kind", "period_end", "previous_actual",
    "step", "sentence", "target_id",
)  # fmt: skip
_OPEN = ("no_report", "not_due")


def answers(
    made: Tables, *, region: str | None = None, indicator_id: str | None = None
) -> pl.DataFrame:
    """Each goal that a report of the collection could answer, with the result that does.

    Args:
        made: the tables of a run over reports of several years.
        region: the name or code of the one region that is asked for.
        indicator_id: the one indicator that is asked for.
    """
    answered = outcomes(made.targets, made.actuals, made.documents, made.indicators)
    wide = targets_wide(made, answered=answered)
    if region is not None:
        wide = wide.filter((pl.col("place") == region) | (pl.col("region_code") == region))
    if indicator_id is not None:
        wide = wide.filter(pl.col("indicator_id") == indicator_id)
    after = answered.filter(pl.col("side") == "after", ~pl.col("verdict").is_in(_OPEN))
    results = made.actuals.select(
        "actual_id",
        result="value",
        result_quote="quote",
        result_sentence="sentence",
        result_source="source",
    )
    return (
        wide.select(_OF_GOAL)
        .join(after.drop("side"), "target_id", maintain_order="left")
        .join(results, "actual_id", "left", maintain_order="left")
    )


def counted(rows: pl.DataFrame, by: str) -> pl.DataFrame:
    """How many goals were promised, met, exceeded, below and silent, the most first.

    Args:
        rows: what `answers` returns.
        by: the column to count by.
    """
    verdict = pl.col("verdict")
    named = {"met": ["met"], "exceeded": ["exceeded"], "below": ["below"], "silent": ["no_figure"]}
    told = [one for verdicts in named.values() for one in verdicts]
    return (
        rows.group_by(by)
        .agg(
            promised=pl.len(),
            **{name: verdict.is_in(verdicts).sum() for name, verdicts in named.items()},
            other=(~verdict.is_in(told)).sum(),
        )
        .sort("promised", by, descending=[True, False])
    )
