"""Which targets may stand on one axis."""

from __future__ import annotations

from difflib import get_close_matches

import polars as pl

from charts.selection.given_frames import takes_frames

# Rows that differ in any of these are never drawn together.
_ONE_AXIS = ("indicator_id", "mode", "direction", "unit", "per")
_FREE_OF_SIZE = ("percentage", "percentage_point", "ratio", "temperature", "rank")
_LEVELS = {"country": 0, "province": 1, "prefecture": 2, "county": 3}

_SUGGESTED = 3  # indicators that may be meant by one that is not there


@takes_frames
def comparable_groups(targets: pl.DataFrame) -> list[pl.DataFrame]:
    """The targets of each indicator that share an axis, those of the most documents first.

    A group has one indicator, mode, direction, unit and period; parts of a total are left out,
    because they are contained in it (「新增学位8130个，其中…」). A growth held at a rate
    (地区生产总值增速保持在5%) stands with the growth by that rate: it is the same figure.
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
    groups = axis.drop("growth").partition_by(_ONE_AXIS, maintain_order=True)
    return sorted(groups, key=_prominence)


def comparable(
    targets: pl.DataFrame, indicator_id: str, mode: str | None = None
) -> pl.DataFrame | None:
    """The group of one indicator (and mode) that most documents share, if there is any."""
    rows = targets.filter(pl.col("indicator_id") == indicator_id)
    if mode is not None:
        rows = rows.filter(pl.col("mode") == mode)
    return next(iter(comparable_groups(rows)), None)


def required(targets: pl.DataFrame, indicator_id: str, mode: str | None = None) -> pl.DataFrame:
    """The group that ``comparable`` finds.

    Raises:
        ValueError: when no target has this indicator (in this mode); says which there are.
    """
    group = comparable(targets, indicator_id, mode)
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
    return group[reading_order(group)]


def reading_order(group: pl.DataFrame) -> list[int]:
    """The places of the rows in the order a chart lists them.

    Shares are sorted by value. Counts and amounts grow with the region, so they are sorted inside
    one administrative level only, and keep the order of the documents where levels are unknown.
    """
    values, highs = group["value"].to_list(), group["value_high"].to_list()
    places = list(range(len(group)))
    is_free = is_free_of_size(group["dimension"][0])
    levels = group["region_level"].to_list()
    if not is_free and None in levels:
        return places
    ranks = [0 if is_free else _LEVELS.get(level, len(_LEVELS)) for level in levels]

    def key(place: int) -> tuple[int, float, float]:
        value, high = values[place], highs[place]
        return ranks[place], -value, -(value if high is None else high)

    return sorted(places, key=key)


def order_note(group: pl.DataFrame) -> str | None:
    """The label that explains an order other than by value, if one is needed."""
    if group["dimension"][0] in _FREE_OF_SIZE or group["document_id"].n_unique() == 1:
        return None
    if group["region_level"].null_count():
        return "note_levels_unknown"
    return "note_levels" if group["region_level"].n_unique() > 1 else None
