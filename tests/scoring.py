"""Scores target rows against annotated ones: detection, quantity, row, whole and strict."""

from __future__ import annotations

from difflib import SequenceMatcher
from typing import Any

Row = dict[str, Any]
# Factors into a dimension's base unit where an annotated unit and a table's unit may differ.
_FACTORS = {
    "permille": ("percent", 0.1), "mu": ("area", 10000 / 15), "hectare": ("area", 1e4),
    "km2": ("area", 1e6), "m2": ("area", 1.0), "km": ("length", 1e3), "m": ("length", 1.0),
    "t": ("mass", 1e3), "kg": ("mass", 1.0), "L": ("volume", 1e-3), "m3": ("volume", 1.0),
    "minute": ("time", 60.0), "hour": ("time", 3600.0), "day": ("time", 86400.0),
    "second": ("time", 1.0),
}  # fmt: skip
FIELDS = ("indicator", "deadline", "per", "commitment", "breakdown")


def f1(hits: int, extra: int, missed: int) -> float:
    return 2 * hits / max(2 * hits + extra + missed, 1)


def score(gold: list[Row], rows: list[Row]) -> dict[str, float]:
    """F1 of the five figures; optional annotated rows count neither way."""
    tests = {
        "detection": lambda g, r: True,
        "quantity": _same_quantity,
        "row": _same_row,
        "whole": _same_whole,
        "strict": lambda g, r: _same_whole(g, r) and _same_name(g, r),
    }
    return {name: f1(*_count(gold, rows, fits)) for name, fits in tests.items()}


def _count(gold: list[Row], rows: list[Row], fits: Any) -> tuple[int, int, int]:
    candidates = sorted(
        (
            (-_likeness(g, r), abs(g["start"] - r["start"]), i, j)
            for i, g in enumerate(gold)
            for j, r in enumerate(rows)
            if r["start"] < g["end"] and g["start"] < r["end"] and fits(g, r)
        )
    )
    paired: dict[int, int] = {}
    for _, _, i, j in candidates:
        if i not in paired and j not in paired.values():
            paired[i] = j
    required = {i for i, g in enumerate(gold) if g["status"] == "required"}
    hits = len(required & paired.keys())
    near_optional = {
        j
        for j, r in enumerate(rows)
        if any(
            r["start"] < g["end"] and g["start"] < r["end"]
            for g in gold
            if g["status"] == "optional"
        )
    }
    extra = len(set(range(len(rows))) - set(paired.values()) - near_optional)
    return hits, extra, len(required) - hits


def _same_quantity(gold: Row, row: Row) -> bool:
    if gold["unit"] == "count":
        if row["dimension"] != "count" or (row["classifier"] or "") != (gold["classifier"] or ""):
            return False
        dimension = own = ("count", 1.0)
    else:
        dimension = _FACTORS.get(gold["unit"], (gold["unit"], 1.0))
        own = _FACTORS.get(row["unit"], (row["unit"], 1.0))
    high = row["value"] if row["value_high"] is None else row["value_high"]
    return dimension[0] == own[0] and all(
        abs(a * dimension[1] - b * own[1]) <= 1e-9 * max(1.0, abs(a * dimension[1]))
        for a, b in ((gold["low"], row["value"]), (gold["high"], high))
    )


def _same_row(gold: Row, row: Row) -> bool:
    return (
        _same_quantity(gold, row)
        and gold["comparator"] == row["comparator"]
        and gold["mode"] == row["mode"]
        and (gold["mode"] != "change" or gold["direction"] == row["direction"])
    )


def _same_whole(gold: Row, row: Row) -> bool:
    return _same_row(gold, row) and all(_same(field, gold, row) for field in FIELDS)


def _same_name(gold: Row, row: Row) -> bool:
    """The very words: the indicator, or scope and indicator; 的 and punctuation aside."""
    return bool(_forms(gold) & _forms(row))


def _forms(row: Row) -> set[str]:
    scope, name = (_bare(row.get(key)).replace("的", "") for key in ("scope", "indicator"))
    return {name, scope + name, name + scope}


def _same(field: str, gold: Row, row: Row) -> bool:
    if field == "indicator":
        return _likeness(gold, row) >= 0.6
    if field == "deadline":
        last = str(gold["deadline"]).split(";")[-1] if gold["deadline"] else None
        return last == (row["deadline"].isoformat() if row["deadline"] else None)
    if field == "per":
        return _bare(gold["per"]).removeprefix("每") == _bare(row["per"]).removeprefix("每")
    return (gold[field] or None) == (row[field] or None)


def _likeness(gold: Row, row: Row) -> float:
    """How alike two indicators are; an annotated scope may stand before the name."""
    own = _bare(row["indicator"])
    best = 0.0
    for name in (_bare(gold["indicator"]), _bare((gold["scope"] or "") + gold["indicator"])):
        if not name or not own:
            continue
        best = max(best, SequenceMatcher(None, name, own, autojunk=False).ratio())
        short, long = sorted((name, own), key=len)
        if len(short) >= 2 and short in long and len(short) / len(long) >= 0.5:
            best = max(best, 0.75)
    return best


def _bare(text: str | None) -> str:
    return "".join(character for character in text or "" if character.isalnum())
