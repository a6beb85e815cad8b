"""Where a region stands among its peers: rank with ties, quartile, and the value in the middle."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Sequence
from statistics import median_low
from typing import NamedTuple

from charts.selection.comparable import is_free_of_size
from charts.selection.comparison import Comparison, Row
from charts.words.values import value_order

_FEWEST = 3  # values of which one can be said to be in the middle
_QUARTERS = 4


class Standing(NamedTuple):
    """A row among those of its peers, from the highest value on.

    Attributes:
        row: the target that stands for its document.
        rank: 1 for the highest value; equal values share a rank.
        tied: how many peers have the same value, itself included.
        peers: how many there are.
        quarter: 1 for the highest quarter, 4 for the lowest, 0 for the value in the middle.
        middle: the row in the middle; of two the lower one, so that somebody stated it.
    """

    row: Row
    rank: int
    tied: int
    peers: int
    quarter: int
    middle: Row


def standings(of: Comparison) -> list[Standing]:
    """The standing of each region that has enough peers.

    Shares and growths compare between all regions below the nation; counts and amounts grow with
    the region, so they compare inside one administrative level, and not at all where it is unknown.
    """
    is_free = is_free_of_size(of.first["dimension"])
    peers: dict[str | None, list[Row]] = defaultdict(list)
    for row in of.shown_rows:
        level = row["region_level"]
        if level != "country" and (is_free or level is not None):
            peers[None if is_free else level].append(row)
    return [one for rows in peers.values() if len(rows) >= _FEWEST for one in _among(rows)]


def middle_of(rows: Sequence[Row]) -> Row:
    """The row in the middle by value; of two the lower one."""
    values = [value_order(row) for row in rows]
    return rows[values.index(median_low(values))]


def _among(rows: Sequence[Row]) -> list[Standing]:
    ordered = sorted(value_order(row) for row in rows)
    middle, found = middle_of(rows), []
    for row in rows:
        own = value_order(row)
        first, last = bisect_left(ordered, own), bisect_right(ordered, own)
        rank, tied = len(rows) - last + 1, last - first
        halfway = (rank - 1 + tied / 2) / len(rows)
        is_middle = own == value_order(middle)
        quarter = 0 if is_middle else min(_QUARTERS, int(halfway * _QUARTERS) + 1)
        found.append(Standing(row, rank, tied, len(rows), quarter, middle))
    return found
