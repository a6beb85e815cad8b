"""What plans promise beside other plans: from one year to the next, and under their parents.

Two targets are set side by side when they are of one region (or of a region and one above it), of
one indicator and unit, and due as many years after their plan begins. Parts of totals are left out.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from itertools import zip_longest
from typing import Any

import polars as pl

from metrics.errors import MetricsError
from metrics.tables.frames import Tables
from metrics.tables.wide import targets_wide

Row = Mapping[str, Any]
Key = tuple[Any, ...]
Sizes = Mapping[str, tuple[str, float]]

# Counts and amounts grow with the region: only these compare between administrative levels.
_FREE_OF_SIZE = ("percentage", "percentage_point", "ratio", "temperature")
_MOVES = ("lowered", "held", "raised")
_SHARED = ("indicator_id", "indicator_name", "unit", "scope", "per", "good_direction")
_OF_EACH = (
    "target_id", "document_id", "plan_year", "due", "comparator", "value", "value_high",
    "commitment", "quote", "sentence",
)  # fmt: skip
_TYPES = {
    "plan_year": pl.Int64, "due": pl.Date, "value": pl.Float64, "value_high": pl.Float64,
    "difference": pl.Float64,
}  # fmt: skip


class UnclearYearsError(MetricsError, ValueError):
    """Plans of several years where it is not said which are meant."""


def of_year(made: Tables, year: int) -> pl.DataFrame:
    """The rows of `targets_wide` that plans for ``year`` state."""
    return targets_wide(made).filter(plan_year=year)


def of_run(made: Tables, name: str = "The run") -> pl.DataFrame:
    """The rows of `targets_wide` of a run that holds one plan year for each place.

    Args:
        made: the tables of the run.
        name: what to call the run where it holds more, such as its folder.

    Raises:
        UnclearYearsError: when a place has plans of several years.
    """
    rows = targets_wide(made)
    years = (
        rows.drop_nulls("plan_year")
        .group_by(_place().alias("_place"), maintain_order=True)
        .agg(pl.col("place").first(), pl.col("plan_year").unique().sort())
        .filter(pl.col("plan_year").list.len() > 1)
    )
    for row in years.head(1).iter_rows(named=True):
        named = ", ".join(map(str, row["plan_year"]))
        what = f"{name}: {row['place']} has plans of {named}. Say which by --years YEAR YEAR."
        raise UnclearYearsError(what)
    return rows


def compare_plans(
    before: pl.DataFrame, after: pl.DataFrame, units: pl.DataFrame | None = None
) -> pl.DataFrame:
    """What became of each promise: a row per target or pair of targets, by place and indicator.

    Args:
        before: rows of `targets_wide`, those of the earlier plans.
        after: those of the later plans.
        units: the table of that name, by which goals in units that convert are of one promise.

    Returns:
        ``verdict`` is raised, held, lowered, new or dropped, by the value (of ranges the lower end,
        then the upper); a place that only one side has a document of is left out, because nothing
        is dropped by a text that is not there. The columns of both sides end in ``_before`` and
        ``_after``; ``difference`` is in the row's unit, which is that of the later plan.
    """
    sizes = _sizes(units)
    shared = set(_places(before)) & set(_places(after))

    def key_of(row: Row) -> Key:
        return _place_of(row), sizes.get(row["unit"], (row["unit"], 1.0))[0]

    left = _by_key((row for row in _rows(before) if _place_of(row) in shared), key_of)
    right = _by_key((row for row in _rows(after) if _place_of(row) in shared), key_of)
    found = []
    for key in {**left, **right}:
        stated = left.get(key, []), right.get(key, [])
        for one, other in _pairs(*_in_one_unit(*stated, sizes)):
            found.append(_pair(one, other, ("before", "after"), _year_verdict))
    return _frame(found, ("before", "after"))


def by_indicator(rows: pl.DataFrame) -> pl.DataFrame:
    """How many places raised, held or lowered each indicator of the catalogue, most places first.

    Args:
        rows: what `compare_plans` returns.

    Returns:
        ``indicator_name``, ``unit``, ``plan_year``, ``places``, ``lowered``, ``held``, ``raised``,
        and ``rebound``: those that held the number under another bound.
    """
    both = rows.filter(pl.col("verdict").is_in(_MOVES), pl.col("indicator_id").is_not_null())
    other_bound = pl.col("comparator_before") != pl.col("comparator_after")
    # As in charts: those of the whole region, or all where each has a scope (省定 + 20项民生工程).
    is_whole = pl.col("scope").is_null()
    is_whole |= ~is_whole.any().over("indicator_id")
    whole = both.filter(is_whole, pl.col("per").is_null())
    return (
        whole.unique(["place", "indicator_id", "unit", "plan_year_after"], maintain_order=True)
        .group_by("indicator_id", "indicator_name", "unit", plan_year="plan_year_after")
        .agg(
            *((pl.col("verdict") == verdict).sum().alias(verdict) for verdict in _MOVES),
            places=pl.len(),
            rebound=(other_bound & (pl.col("verdict") == "held")).sum(),
        )
        .sort("places", "indicator_id", "plan_year", descending=[True, False, False])
    )


def missing_places(before: pl.DataFrame, after: pl.DataFrame) -> tuple[list[str], list[str]]:
    """The places that only the earlier plans are of, and those that only the later ones are of."""
    left, right = _places(before), _places(after)
    return (
        [name for key, name in left.items() if key not in right],
        [name for key, name in right.items() if key not in left],
    )


def beside_parents(made: Tables) -> pl.DataFrame:
    """Each target beside that of the nearest region above which states the same for the same year.

    Only shares, points and other values that do not grow with the size of a region are compared.
    ``verdict`` is above, equal or below, as the child stands to its parent; the columns of both
    end in ``_child`` and ``_parent``.
    """
    rows = [row for row in _rows(targets_wide(made)) if row["dimension"] in _FREE_OF_SIZE]
    parents = dict(made.regions.select("region_code", "parent_code").iter_rows())
    by_key = _by_key(rows, lambda row: (row["region_code"], row["plan_year"], row["unit"]))
    found = []
    for key, children in by_key.items():
        above = parents.get(key[0])
        while above is not None and (above, *key[1:]) not in by_key:
            above = parents.get(above)
        if above is None:
            continue
        for child, parent in _pairs(children, by_key[(above, *key[1:])]):
            if child is not None and parent is not None:
                found.append(_pair(parent, child, ("parent", "child"), _level_verdict))
    return _frame(found, ("parent", "child"))


def _rows(wide: pl.DataFrame) -> Iterator[dict[str, Any]]:
    """The rows that stand for themselves, each promise of a place once."""
    last = pl.coalesce("period_end", "due").dt.year()
    years_ahead = last - pl.col("plan_year")
    rows = wide.filter(~pl.col("breakdown"), pl.col("goal_tier") == "base").with_columns(
        years_ahead=years_ahead
    )
    yield from rows.iter_rows(named=True)


def _place() -> pl.Expr:
    return pl.coalesce("region_code", "place")


def _place_of(row: Row) -> str:
    return str(row["region_code"] or row["place"])


def _places(wide: pl.DataFrame) -> dict[str, str]:
    return dict(wide.select(_place(), "place").unique(maintain_order=True).iter_rows())


def _what(row: Row) -> Key:
    """What a target measures: an indicator of the catalogue, else its words and kind.

    What is of the whole region is not compared with what is of a part: 城区|停车位.
    """
    if row["indicator_id"] is not None:
        named: Key = (row["indicator_id"], row["scope"] is None)
    else:
        named = (row["indicator"], row["mode"], row["direction"], row["scope"])
    return *named, row["per"], row["period_kind"], row["years_ahead"]


def _by_key(
    rows: Iterable[dict[str, Any]], place: Callable[[Row], Key]
) -> dict[Key, list[dict[str, Any]]]:
    """The rows by place and by what they measure; what a place says twice counts once."""
    found: dict[Key, list[dict[str, Any]]] = {}
    for row in rows:
        members = found.setdefault((*place(row), *_what(row)), [])
        if _size(row) not in map(_size, members):
            members.append(row)
    return found


def _sizes(units: pl.DataFrame | None) -> Sizes:
    if units is None:
        return {}
    rows = units.select("unit", "base_unit", "factor").iter_rows()
    return {unit: (base, factor) for unit, base, factor in rows}


def _in_one_unit(
    left: list[dict[str, Any]], right: list[dict[str, Any]], sizes: Sizes
) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    """Rows of one key in the unit of the later plan, where a plan counts in mu and one in km2."""
    unit = (right or left)[0]["unit"]

    def converted(row: dict[str, Any]) -> dict[str, Any]:
        if row["unit"] == unit:
            return row
        times = sizes[row["unit"]][1] / sizes[unit][1]
        ends = {
            name: None if row[name] is None else round(row[name] * times, 9)
            for name in ("value", "value_high")
        }
        return {**row, **ends, "unit": unit}

    return [converted(row) for row in left], [converted(row) for row in right]


def _size(row: Row) -> tuple[float, float]:
    high = row["value_high"]
    return row["value"], row["value"] if high is None else high


def _pairs(
    left: list[dict[str, Any]], right: list[dict[str, Any]]
) -> Iterator[tuple[dict[str, Any] | None, dict[str, Any] | None]]:
    """Rows of one key side by side: equal values first, the rest in the order of their texts."""
    sizes = {_size(row): row for row in right}
    for row in left:
        if _size(row) in sizes:
            yield row, sizes[_size(row)]
    known = {_size(row) for row in left}
    yield from zip_longest(
        [row for row in left if _size(row) not in sizes],
        [row for row in right if _size(row) not in known],
    )


def _pair(
    one: Row | None,
    other: Row | None,
    sides: tuple[str, str],
    verdict: Callable[[Row | None, Row | None], str],
) -> dict[str, Any]:
    row = other or one
    assert row is not None
    pair: dict[str, Any] = {
        "region_code": row["region_code"],
        "place": row["place"],
        **{name: row[name] for name in _SHARED},
        "verdict": verdict(one, other),
        "difference": None,
    }
    if one is not None and other is not None:
        pair["difference"] = round(other["value"] - one["value"], 9)
    for side, stated in zip(sides, (one, other), strict=True):
        pair |= {f"{name}_{side}": stated[name] if stated else None for name in _OF_EACH}
        if side == "parent":
            pair["parent"] = stated["place"] if stated else None
    return pair


def _year_verdict(before: Row | None, after: Row | None) -> str:
    if before is None or after is None:
        return "new" if before is None else "dropped"
    return _order(before, after, ("lowered", "held", "raised"))


def _level_verdict(parent: Row | None, child: Row | None) -> str:
    assert parent is not None
    assert child is not None
    return _order(parent, child, ("below", "equal", "above"))


def _order(one: Row, other: Row, words: tuple[str, str, str]) -> str:
    return words[(_size(other) > _size(one)) - (_size(other) < _size(one)) + 1]


def _frame(rows: list[dict[str, Any]], sides: tuple[str, str]) -> pl.DataFrame:
    names = ["region_code", "place", *(["parent"] if "parent" in sides else []), *_SHARED]
    names += ["verdict", "difference"]
    names += [f"{name}_{side}" for side in sides for name in _OF_EACH]
    schema = {
        name: _TYPES.get(name.removesuffix(f"_{sides[0]}").removesuffix(f"_{sides[1]}"), pl.String)
        for name in names
    }
    columns = {name: [row[name] for row in rows] for name in names}
    order = ["region_code", "place", "indicator_name", "unit", "per", "verdict"]
    return pl.DataFrame(columns, schema=schema).sort(
        *order, *(f"target_id_{side}" for side in sides), nulls_last=True, maintain_order=True
    )
