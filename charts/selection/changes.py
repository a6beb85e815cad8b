"""What became of a goal from one plan to the next."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import pairwise
from typing import Any

from charts.selection.comparison import Comparison
from charts.words.values import high_end
from charts.words.vocabulary import BUILT_IN, Vocabulary

Row = Mapping[str, Any]
Changed = tuple[str, Row | None, Row | None]
"""What happened, and the rows before and after."""
_FIRMNESS = {"soft": 0, "": 1, "hard": 2}


def change(before: Row | None, after: Row | None, vocabulary: Vocabulary = BUILT_IN) -> str | None:
    """What the later plan did to the goal of the earlier one: the label of a word for it."""
    if before is None or after is None:
        return "added" if after is not None else "dropped" if before is not None else None
    old, new = ((row["value"], high_end(row)) for row in (before, after))
    if old == new:
        if before["comparator"] != after["comparator"]:
            return "rebound"
        step = _FIRMNESS[manner(after, vocabulary)] - _FIRMNESS[manner(before, vocabulary)]
        return "kept" if step == 0 else "firmed" if step > 0 else "softened"
    if new[0] >= old[0] and new[1] >= old[1]:
        return "raised"
    return "lowered" if new[0] <= old[0] and new[1] <= old[1] else "reshaped"


def manner(row: Row, vocabulary: Vocabulary = BUILT_IN) -> str:
    """How a target is worded: ``soft``, ``hard`` or neither (an empty text)."""
    if vocabulary.is_wish(row["commitment"]):
        return "soft"
    return "hard" if vocabulary.is_duty(row["commitment"]) else ""


def changes(of: Comparison) -> dict[tuple[str, int], Changed]:
    """What each region's plans did to the goals of a year before, by region and later year."""
    found = {}
    for region in of.of_several_years:
        for earlier, later in pairwise(of.among.years_read[region]):
            before, after = of.by_year.get((region, earlier)), of.by_year.get((region, later))
            what = change(before, after, of.style.vocabulary)
            if earlier == later - 1 and what is not None:
                found[region, later] = (what, before, after)
    return found


def latest_changes(of: Comparison) -> dict[str, Changed]:
    """What each region's plan for the period did to the goal of the one before, by region."""
    last = of.period.last
    return {region: one for (region, year), one in changes(of).items() if year == last}
