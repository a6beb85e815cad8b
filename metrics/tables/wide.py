"""The table ``targets_wide``: every target with what other tables hold of it, in one flat file.

Tools that join no tables (a pivot table, a one-click chart) answer most questions from it alone.
"""

from __future__ import annotations

from typing import Literal

import polars as pl

from metrics.tables import frames
from metrics.tables.dictionary import columns
from metrics.tables.frames import Tables
from metrics.tables.outcomes import outcomes

Pages = Literal["site", "single"]
"""How the pages beside the tables are written: a folder of pages, or one page."""

_EVIDENCE = {
    "site": "documents/{}.html#t-{}",
    "single": "index.html#t-{}",
}
_NO_YEAR = 9999  # without a plan year the latest national figure is the nearest
_FIGURE_KEY = ["indicator_id", "unit", "plan_year"]


def star(made: Tables, pages: Pages | None = None) -> dict[str, pl.DataFrame]:
    """Every table that is written, by the name of its file: those of the run, then the others."""
    answered = outcomes(made.targets, made.actuals, made.documents, made.indicators)
    wide = targets_wide(made, pages, answered=answered)
    return made.by_name() | {"targets_wide": wide, "outcomes": answered, "columns": columns()}


def targets_wide(
    made: Tables,
    pages: Pages | None = None,
    *,
    some: pl.DataFrame | None = None,
    answered: pl.DataFrame | None = None,
) -> pl.DataFrame:
    """One row per target, in the order of ``targets``.

    Args:
        made: the tables of a run.
        pages: what the column ``evidence`` links to; nothing where no page is written.
        some: only these targets of the run.
        answered: the table ``outcomes``, where it is made already.
    """
    targets = made.targets if some is None else some
    names = pl.coalesce("region", "region_label", "document_title", "source")
    last_day = pl.date(pl.coalesce("plan_end_year", "plan_year"), 12, 31)
    indicators = made.indicators.select(
        "indicator_id", "definition", "good_direction", canonical="name"
    )
    if answered is None:
        answered = outcomes(targets, made.actuals, made.documents, made.indicators)
    before = answered.filter(side="before").select("target_id", step=-pl.col("difference"))
    joined = targets
    for known, key in (
        (made.regions.select("region_code", "parent_code"), "region_code"),
        (indicators, "indicator_id"),
        (made.units.select("unit", printed_name="name"), "unit"),
        (
            made.targets.select("unit", part_of="target_id", total_value="value"),
            ["part_of", "unit"],
        ),
        (before, "target_id"),
        (_national(made, targets, "aim"), _FIGURE_KEY),
        (_national(made, targets, "actual"), _FIGURE_KEY),
    ):
        joined = joined.join(known, key, "left", nulls_equal=True, maintain_order="left")
    rows = joined.with_columns(
        place=names,
        previous_actual=(pl.col("value") - pl.col("step")).round(9),
        indicator_name=pl.coalesce("canonical", "indicator"),
        unit_name=pl.coalesce("classifier", "printed_name", "unit"),
        due=pl.coalesce("deadline", last_day),
        evidence=_links(pages),
    )
    return frames.check("targets_wide", rows.select(frames.FILES["targets_wide"].column_names()))


def _national(made: Tables, targets: pl.DataFrame, kind: Literal["aim", "actual"]) -> pl.DataFrame:
    """The national figure that stands beside each indicator, unit and plan year.

    An aim is rather of a year that is not over before the plan's, an actual value rather of one
    that is known when the plan is made; among these, and else, the nearest year counts.
    """
    year = pl.col("plan_year").fill_null(_NO_YEAR)
    is_late = pl.col("year") < year if kind == "aim" else pl.col("year") > year
    figures = made.benchmarks.filter(pl.col("kind") == kind)
    return (
        targets.select(_FIGURE_KEY)
        .unique()
        .join(figures, ["indicator_id", "unit"])
        .sort(*_FIGURE_KEY, is_late, (pl.col("year") - year).abs(), "year")
        .unique(_FIGURE_KEY, keep="first", maintain_order=True)
        .select(
            *_FIGURE_KEY,
            pl.col("value").alias(f"national_{kind}"),
            pl.col("year").alias(f"national_{kind}_year"),
        )
    )


def _links(pages: Pages | None) -> pl.Expr:
    if pages is None:
        return pl.lit(None, dtype=pl.String)
    link = _EVIDENCE[pages]
    ids = ["document_id", "target_id"] if link.count("{}") > 1 else ["target_id"]
    return pl.format(link, *ids)
