"""A panel for research: a row per region and year with the goal, what was before and what came."""

from __future__ import annotations

import tomllib
from importlib.resources import files

import polars as pl

from metrics.tables.frames import Tables
from metrics.tables.outcomes import outcomes
from metrics.tables.wide import targets_wide


def _labels() -> dict[str, tuple[str, str]]:
    read = tomllib.loads(files(__package__).joinpath("panel.toml").read_text("utf-8"))
    return {name: (column["en"], column["zh"]) for name, column in read.items()}


LABELS = _labels()
"""What each column holds, in English and in Chinese."""


def panel(made: Tables, indicator_id: str) -> pl.DataFrame:
    """One row for each region and year with a yearly goal of an indicator, columns as `LABELS`.

    A region's goal is the one of the whole region, without a better case; of several the first.

    Args:
        made: the tables of a run over reports of one or several years.
        indicator_id: of the catalogue.
    """
    answered = outcomes(made.targets, made.actuals, made.documents, made.indicators)
    wide = targets_wide(made, answered=answered)
    year = pl.col("period_end").dt.year()
    goals = (
        wide.filter(
            pl.col("indicator_id") == indicator_id,
            ~pl.col("breakdown"),
            pl.col("scope").is_null(),
            pl.col("goal_tier") == "base",
            pl.col("period_kind") == "annual",
            year == pl.col("plan_year"),
        )
        .unique(["place", "region_code", "plan_year"], keep="first", maintain_order=True)
        .with_columns(year=year)
    )
    after = answered.filter(side="after").select("target_id", "actual_id", "verdict", "difference")
    results = made.actuals.select("actual_id", result_sentence="sentence")
    above = goals.select("year", "unit", parent_code="region_code", parent_goal="value")
    wishes = made.commitments.filter(strength="wish")["commitment"]
    is_soft = (pl.col("comparator") == "~") | pl.col("commitment").is_in(wishes.implode())
    rows = (
        goals.join(after, "target_id", "left", maintain_order="left")
        .join(results, "actual_id", "left", maintain_order="left")
        .join(
            above.drop_nulls("parent_code"),
            ["parent_code", "year", "unit"],
            "left",
            maintain_order="left",
        )
        .with_columns(
            region=pl.col("place"),
            goal_low=pl.col("value"),
            goal_high=pl.coalesce("value_high", "value"),
            bound=pl.col("comparator"),
            tightness=pl.when(is_soft.fill_null(False))
            .then(pl.lit("soft"))
            .otherwise(pl.lit("hard")),
            parent=pl.col("parent_region"),
            amplification=(pl.col("value") - pl.col("parent_goal")).round(9),
            last_result=pl.col("previous_actual"),
            result=(pl.col("value") + pl.col("difference")).round(9),
            gap=pl.col("difference"),
        )
    )
    return rows.select(list(LABELS)).sort("region_code", "region", "year", nulls_last=True)
