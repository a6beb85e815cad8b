"""Which targets may stand on one axis."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from difflib import get_close_matches
from typing import Any

import polars as pl

from charts.selection.given_frames import Frame, takes_frames
from charts.selection.one_unit import in_one_unit
from charts.words.vocabulary import BUILT_IN, Vocabulary

Row = Mapping[str, Any]

# Rows that differ in any of these are never drawn together.
_ONE_MEASURE = ("indicator_id", "mode", "direction", "per")
_ONE_AXIS = ("indicator_id", "mode", "direction", "unit", "per")
_FREE_OF_SIZE = ("percentage", "percentage_point", "ratio", "temperature", "rank")
_ORDERED_BY = ("value", "value_high", "dimension", "region_level")
_LEVELS = {"country": 0, "province": 1, "prefecture": 2, "county": 3}

_SUGGESTED = 3  # indicators that may be meant by one that is not there


@takes_frames
def comparable_groups(targets: Frame, vocabulary: Vocabulary = BUILT_IN) -> list[pl.DataFrame]:
    """The targets of each indicator that share an axis, those of the most documents first.

    A group has one indicator, mode, direction, unit and period; parts of a total are left out,
    because they are contained in it (「新增学位8130个，其中…」). A growth held at a rate
    (地区生产总值增速保持在5%) stands with the growth by that rate: it is the same figure. Values in
    units that convert (mu and km2) are given in the one that most rows print; ``own_unit`` has the
    unit of the table.

    Args:
        targets: rows of the targets table.
        vocabulary: which units convert.
    """
    rows = targets.filter(pl.col("indicator_id").is_not_null() & ~pl.col("breakdown"))
    is_growth = (pl.col("mode") == "change") & (pl.col("dimension") == "percentage")
    growths = rows.filter(is_growth).select("indicator_id", growth="direction").unique()
    growths = growths.filter(pl.col("indicator_id").is_unique())
    rows = rows.join(growths, on="indicator_id", how="left", maintain_order="left")
    is_held = (
        (pl.col("mode") == "level")
        & (pl.col("dimension") == "percentage")
        & pl.col("growth").is_not_null()
    )
    axis = rows.with_columns(
        mode=pl.when(is_held).then(pl.lit("change")).otherwise("mode"),
        direction=pl.when(is_held).then("growth").otherwise("direction"),
    )
    axis = in_one_unit(axis.drop("growth"), _ONE_MEASURE, vocabulary)
    groups = axis.partition_by(_ONE_AXIS, maintain_order=True)
    return sorted(groups, key=_prominence)


def comparable(
    targets: pl.DataFrame,
    indicator_id: str,
    mode: str | None = None,
    vocabulary: Vocabulary = BUILT_IN,
) -> pl.DataFrame | None:
    """The group of one indicator (and mode) that most documents share, if there is any."""
    rows = targets.filter(pl.col("indicator_id") == indicator_id)
    if mode is not None:
        rows = rows.filter(pl.col("mode") == mode)
    return next(iter(comparable_groups(rows, vocabulary)), None)


def required(
    targets: pl.DataFrame,
    indicator_id: str,
    mode: str | None = None,
    vocabulary: Vocabulary = BUILT_IN,
) -> pl.DataFrame:
    """The group that ``comparable`` finds.

    Raises:
        ValueError: when no target has this indicator (in this mode); says which there are.
    """
    group = comparable(targets, indicator_id, mode, vocabulary)
    if group is None:
        wanted = indicator_id if mode is None else f"{indicator_id} as a {mode}"
        raise ValueError(f"no target has the indicator {wanted}. {_meant(targets, indicator_id)}")
    return group


def _meant(targets: pl.DataFrame, asked: str) -> str:
    """The indicators that may be meant: those so named, then those spelled alike, else all."""
    named = targets.filter(pl.col("indicator") == asked)["indicator_id"].drop_nulls()
    known = sorted(targets["indicator_id"].drop_nulls().unique())
    alike = get_close_matches(asked, known, n=_SUGGESTED)
    meant = [one for one in dict.fromkeys([*sorted(named.unique()), *alike]) if one != asked]
    if meant:
        return f"Did you mean {' or '.join(meant)}?"
    return f"There are: {', '.join(known)}"


def _prominence(group: pl.DataFrame) -> tuple[int, int, tuple[str, ...]]:
    key = tuple(group[name][0] or "" for name in _ONE_AXIS)
    return -group["document_id"].n_unique(), -len(group), key


def is_free_of_size(dimension: str) -> bool:
    """Whether values of a dimension do not grow with the region: shares and the like."""
    return dimension in _FREE_OF_SIZE


def in_reading_order(group: pl.DataFrame) -> pl.DataFrame:
    """The rows in the order a chart lists them."""
    columns = zip(*(group[name].to_list() for name in _ORDERED_BY), strict=True)
    return group[reading_order([dict(zip(_ORDERED_BY, row, strict=True)) for row in columns])]


def reading_order(rows: Sequence[Row]) -> list[int]:
    """The places of the rows in the order a chart lists them.

    Shares are sorted by value. Counts and amounts grow with the region, so they are sorted inside
    one administrative level only, and keep the order of the documents where levels are unknown.
    """
    places = list(range(len(rows)))
    if not rows:
        return places
    is_free = is_free_of_size(rows[0]["dimension"])
    if not is_free and any(row["region_level"] is None for row in rows):
        return places

    def key(place: int) -> tuple[int, float, float]:
        value, high = rows[place]["value"], rows[place]["value_high"]
        rank = 0 if is_free else _LEVELS.get(rows[place]["region_level"], len(_LEVELS))
        return rank, -value, -(value if high is None else high)

    return sorted(places, key=key)


def order_note(rows: Sequence[Row]) -> str | None:
    """The label that explains an order other than by value, if one is needed."""
    documents = {row["document_id"] for row in rows}
    if is_free_of_size(rows[0]["dimension"]) or len(documents) == 1:
        return None
    levels = {row["region_level"] for row in rows}
    if None in levels:
        return "note_levels_unknown"
    return "note_levels" if len(levels) > 1 else None
