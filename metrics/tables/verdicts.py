"""Says how a result stands to a goal: by the bound as it is written, in the good direction."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

Row = Mapping[str, Any]

EXCEEDED, MET, BELOW = "exceeded", "met", "below"
NOT_RANKED = "not_ranked"
_ALIKE = 1e-9


def goal_verdict(target: Row, value: float, good_direction: str | None) -> str:
    """``exceeded``, ``met``, ``below`` or ``not_ranked``.

    Args:
        target: comparator, value, value_high, mode and direction of the goal.
        value: the result in the goal's unit; a change counts in the goal's direction.
        good_direction: of the indicator in the catalogue; None where it is in none.
    """
    low, high = target["value"], target["value_high"]
    high = low if high is None else high
    if _same(value, low) or _same(value, high) or low < value < high:
        return MET
    is_more = value > high
    better = _better(target, good_direction)
    if better is None:
        return NOT_RANKED
    if better == "within":
        return MET if not is_more else BELOW
    return EXCEEDED if is_more == (better == "up") else BELOW


def signed(actual: Row, target: Row) -> float:
    """The result as a change in the goal's direction: a fall is a rise below zero."""
    value: float = actual["value"]
    there = actual["direction"]
    wanted = target["direction"] or ("increase" if there else None)
    return -value if there and wanted and there != wanted else value


def _better(target: Row, good_direction: str | None) -> str | None:
    """Which way is better: up, down, within a ceiling, or unknown."""
    is_ceiling = target["comparator"] in ("<=", "<")
    if target["mode"] == "change" and target["direction"] == "decrease":
        return "up"
    if good_direction == "none":
        return "within" if is_ceiling else None
    if good_direction is not None:
        return good_direction
    if is_ceiling:
        return "down"
    if target["comparator"] in (">=", ">") or target["mode"] in ("output", "change"):
        return "up"
    return None


def _same(one: float, other: float) -> bool:
    return abs(one - other) <= _ALIKE * max(1.0, abs(one), abs(other))
