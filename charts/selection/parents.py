"""Which targets stand beside that of the region above."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

Row = Mapping[str, Any]


def pairs(rows: Iterable[Row], above: Mapping[str, str | None]) -> list[tuple[Row, Row]]:
    """Each row with that of the nearest region above it that has one for the same year.

    Args:
        rows: targets, one for each document.
        above: the code of the region above each region.

    Returns:
        Pairs of a row and its parent's, those of one parent together.
    """
    stated: dict[tuple[str | None, int | None], Row] = {}
    for row in rows:
        stated.setdefault((row["region_code"], row["plan_year"]), row)
    found = []
    for (code, year), child in stated.items():
        if code is None or year is None:
            continue
        parent_code = above.get(code)
        while parent_code is not None and (parent_code, year) not in stated:
            parent_code = above.get(parent_code)
        if parent_code is not None:
            found.append((child, stated[parent_code, year]))
    order: dict[str, int] = {}
    for _, parent in found:
        order.setdefault(parent["target_id"], len(order))
    return sorted(found, key=lambda pair: order[pair[1]["target_id"]])
