"""What became of the goals of one year, for each region and indicator."""

from __future__ import annotations

from collections import Counter

import polars as pl

from charts.selection.results import Results, of_verdict

STATES = ("reached", "below", "silent", "other")
"""Met or exceeded; below; not mentioned by the next report; mentioned and not comparable."""


def record_states(targets: pl.DataFrame, results: Results, year: int | None = None) -> pl.DataFrame:
    """The state of each document's goal on each indicator.

    Args:
        targets: rows of the targets table.
        results: the results beside them.
        year: the plan year; by default the last one of which goals were answered.

    Returns:
        document_id, indicator_id, indicator, state and target_id: a row for each goal of a whole
        region on an indicator of the catalogue, the first where it states several.
    """
    goals = targets.filter(
        pl.col("indicator_id").is_not_null(),
        ~pl.col("breakdown"),
        pl.col("scope").is_null(),
        pl.col("goal_tier") == "base",
        pl.col("target_id").is_in(list(results.answered)),
    )
    is_asked = pl.col("plan_year") == (pl.col("plan_year").max() if year is None else year)
    goals = goals.filter(is_asked).unique(
        ["document_id", "indicator_id"], keep="first", maintain_order=True
    )
    states = [of_verdict(results.after[target_id]) for target_id in goals["target_id"]]
    named = ["document_id", "indicator_id", "indicator", "target_id"]
    return goals.select(named).with_columns(state=pl.Series(states, dtype=pl.String))


def most_stated(rows: pl.DataFrame, most: int) -> list[str]:
    """The indicators of the most goals."""
    counted = Counter(rows["indicator_id"].to_list())
    return [one for one, _ in sorted(counted.items(), key=lambda item: (-item[1], item[0]))][:most]
