"""A panel for research: a row per region and year with the goal, what was before and what came."""

from __future__ import annotations

import polars as pl

from metrics.tables.frames import Tables
from metrics.tables.outcomes import outcomes
from metrics.tables.wide import targets_wide

LABELS: dict[str, tuple[str, str]] = {
    "region": ("region", "地区"),
    "region_code": ("GB/T 2260 code of the region", "地区代码"),
    "year": ("year that the goal is for", "年份"),
    "unit": ("unit of goal and results", "单位"),
    "goal_low": ("goal, or the lower end of its range", "目标（下端）"),
    "goal_high": ("upper end of the goal's range", "目标上端"),
    "bound": ("bound of the goal: = >= > <= < ~ range", "限定"),
    "tightness": ("hard or soft, by bound and commitment", "硬软"),
    "parent": ("region above", "上级地区"),
    "parent_goal": ("goal of the region above for the same year", "上级目标"),
    "amplification": ("goal less the goal of the region above", "加码幅度"),
    "last_result": ("result of the year before, in the same report", "上年结果"),
    "result": ("result of the year, in the next report", "当年结果"),
    "gap": ("result less goal", "结果减目标"),
    "verdict": ("what became of the goal", "结论"),
    "sentence": ("sentence that states the goal", "目标原文"),
    "result_sentence": ("sentence that states the result", "结果原文"),
}
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
