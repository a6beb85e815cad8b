"""Where a region stands among its peers: rank with ties, quartile, and the value in the middle.

Peers are regions of one administrative level: a county is not ranked among provinces.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Sequence
from statistics import median_low
from typing import NamedTuple

from charts.selection.comparable import is_free_of_size
from charts.selection.comparison import Comparison, Row
from charts.words.values import value_order

FEWEST = 3  # values of which one can be said to be in the middle
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


def peers(of: Comparison) -> list[tuple[str | None, list[Row]]]:
    """The rows that stand for their documents by administrative level, where there are enough.

    The level of the most regions comes first. The nation has no peers, and a region of several
    documents is no peer of itself. Where no level is known, shares and growths compare between all
    documents; counts and amounts grow with the region.
    """
    found: dict[str | None, list[Row]] = defaultdict(list)
    counted = set()
    for row in of.shown_rows:
        region = row["region_code"] or row["document_id"]
        if region not in counted:
            found[row["region_level"]].append(row)
        counted.add(region)
    if not is_free_of_size(of.first["dimension"]) or len(found) > 1:
        found.pop(None, None)
    found.pop("country", None)
    enough = [(level, rows) for level, rows in found.items() if len(rows) >= FEWEST]
    return sorted(enough, key=lambda one: -len(one[1]))


def standings(of: Comparison) -> list[Standing]:
    """The standing of each region that has enough peers."""
    return [one for _, rows in peers(of) for one in _among(rows)]


def middle_of(rows: Sequence[Row]) -> Row:
    """The row in the middle by value; of two the lower one."""
    values = [value_order(row) for row in rows]
    return rows[values.index(median_low(values))]


def _among(rows: Sequence[Row]) -> list[Standing]:
    """The standings among peers; where all state one value nobody stands above another."""
    ordered = sorted(value_order(row) for row in rows)
    if ordered[0] == ordered[-1]:
        return []
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
