"""What a value promises at least and at most."""

from __future__ import annotations

_BOUNDED_BELOW, _BOUNDED_ABOVE = ("=", ">=", ">", "range"), ("=", "<=", "<")


def bounds(comparator: str, value: float, high: float | None) -> dict[str, float | None]:
    """The columns ``lower`` and ``upper``; ``high`` is the other end of a range."""
    lower = value if comparator in _BOUNDED_BELOW else None
    if comparator == "range":
        return {"lower": lower, "upper": high}
    return {"lower": lower, "upper": value if comparator in _BOUNDED_ABOVE else None}
