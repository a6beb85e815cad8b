"""The table ``outcomes``: what a region's own reports say of what it had promised.

A target is answered by the result that the region's next report gives for the target's period, and
set beside the one that its own report gives for the year before. Results are found by the
indicator's id, then by name and unit, then by the parts of a whole; in doubt nothing is compared.
"""

from __future__ import annotations

import tomllib
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cache, lru_cache
from importlib.resources import files
from typing import Any, Literal

import polars as pl

from metrics.tables import frames
from metrics.tables.verdicts import BELOW, EXCEEDED, MET, goal_verdict, signed

Row = Mapping[str, Any]
_Goal = tuple[Any, ...]  # what a document states a goal of
Match = Literal["id", "name", "parts", "none"]
Side = Literal["before", "after"]

_GROWTH = "_growth"
_SPANS = ("average", "total")
_FAR = 5.0  # times the goal: such a result is rather of something else
_NEAR = 6  # characters before a value in which its basis stands
_START = "ended"  # the rule of values that a change starts from, which are of an earlier time
_SHORTEST = 2  # characters of a name that may stand for itself
_ASKED = (
    "document_id", "region_code", "plan_year", "start", "indicator", "indicator_id", "scope",
    "value", "value_high", "unit", "dimension", "classifier", "comparator", "mode", "direction",
    "per", "breakdown", "period_kind", "period_start", "period_end", "sentence",
    "quote_at", "goal_tier",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Known:
    """What the join knows beyond the tables (``outcomes.toml``)."""

    bare_heads: frozenset[str]
    prefixes: tuple[str, ...]
    parts: Mapping[str, tuple[str, ...]]
    bases: tuple[str, ...]

    def name(self, row: Row) -> str | None:
        """The name that two rows share when they are of one thing; None where it says nothing."""
        return _name_in(row["indicator"])


@cache
def _known() -> _Known:
    read = tomllib.loads(files(__package__).joinpath("outcomes.toml").read_text("utf-8"))
    longest_first = tuple(sorted(read["prefixes"], key=len, reverse=True))
    parts = {whole: tuple(parts) for whole, parts in read["parts"].items()}
    heads, bases = frozenset(read["bare_heads"]), tuple(read["bases"])
    return _Known(heads, longest_first, parts, bases)


@lru_cache(maxsize=16_384)
def _name_in(indicator: str) -> str | None:
    name = "".join(filter(str.isalnum, indicator))
    for prefix in _known().prefixes:
        name = name.removeprefix(prefix)
    if len(name) < _SHORTEST or name in _known().bare_heads:
        return None
    return name


@dataclass(slots=True)
class _Report:
    """The results of one document by indicator and by name."""

    by_id: dict[str, list[Row]] = field(default_factory=lambda: defaultdict(list))
    by_name: dict[tuple[str, str], list[Row]] = field(default_factory=lambda: defaultdict(list))

    def add(self, row: Row) -> None:
        if row["indicator_id"] is not None:
            self.by_id[row["indicator_id"]].append(row)
        name = _known().name(row)
        if name is not None:
            self.by_name[name, row["unit"]].append(row)


def outcomes(
    targets: pl.LazyFrame | pl.DataFrame,
    actuals: pl.LazyFrame | pl.DataFrame,
    documents: pl.DataFrame,
    indicators: pl.DataFrame,
) -> pl.DataFrame:
    """Two rows per target, of the sides ``before`` and ``after``, in the order of the targets.

    Args:
        targets: the table of that name, or some of its rows.
        actuals: the results of the same documents, and of those that answer them.
        documents: all documents of the collection.
        indicators: the catalogue, for which way is better.
    """
    asked = targets.lazy().select("target_id", *_ASKED).collect()
    of_both = [name for name in _ASKED if name != "goal_tier"]
    reached = actuals.lazy().filter(pl.col("rule_id") != _START)
    given = reached.select("actual_id", "basis_text", "estimate", *of_both).collect()
    reports: dict[str, _Report] = defaultdict(_Report)
    for row in given.iter_rows(named=True):
        reports[row["document_id"]].add(row)
    good = dict(indicators.select("indicator_id", "good_direction").iter_rows())
    answers = _Answers(reports, _by_year(documents), good)
    columns: dict[str, list[Any]] = defaultdict(list)
    goals = [_goal(target) for target in asked.iter_rows(named=True)]
    unclear = _unclear(goals, asked.select("value", "value_high").iter_rows())
    for target, goal in zip(asked.iter_rows(named=True), goals, strict=True):
        answers.is_unclear = goal in unclear
        for row in (answers.before(target), answers.after(target)):
            for name, value in row.items():
                columns[name].append(value)
    return frames.frame("outcomes", columns)


def _goal(target: Row) -> _Goal:
    """What a document states a goal of."""
    thing = target["indicator_id"] or _known().name(target) or target["target_id"]
    names = ("document_id", "unit", "scope", "per", "period_kind", "period_end", "goal_tier")
    return thing, target["breakdown"], _sort(target), *(target[name] for name in names)


def _unclear(goals: Iterable[_Goal], values: Iterable[tuple[Any, ...]]) -> set[_Goal]:
    """The goals that a document states with several values: no one knows which is answered."""
    stated: dict[_Goal, set[tuple[Any, ...]]] = defaultdict(set)
    for goal, value in zip(goals, values, strict=True):
        stated[goal].add(value)
    return {goal for goal, found in stated.items() if len(found) > 1}


def _by_year(documents: pl.DataFrame) -> dict[tuple[str, int], list[str]]:
    """The reports of each region and plan year that tell results."""
    found: dict[tuple[str, int], list[str]] = defaultdict(list)
    told = documents.filter(
        pl.col("region_code").is_not_null(),
        pl.col("plan_year").is_not_null(),
        pl.col("actuals") > 0,
    )
    for code, year, name in told.select("region_code", "plan_year", "document_id").iter_rows():
        found[code, year].append(name)
    return found


@dataclass(slots=True)
class _Answers:
    """Finds the results that answer targets."""

    reports: Mapping[str, _Report]
    by_year: Mapping[tuple[str, int], list[str]]
    good: Mapping[str, str | None]
    is_unclear: bool = False

    def before(self, target: Row) -> dict[str, Any]:
        """The result of the year before that the target's own report gives."""
        report = self.reports.get(target["document_id"])
        period = _period(target)
        if report is None or period is None:
            return _row(target, "before", "no_figure")
        kind, first, last = period
        if kind == "year":
            wanted = (kind, (target["plan_year"] or last) - 1, (target["plan_year"] or last) - 1)
        else:
            length = last - first + 1
            wanted = (kind, first - length, first - 1)
        match, found = _found(target, [report], wanted)
        if not found:
            return _row(target, "before", "no_figure")
        if match == "parts":
            return _row(target, "before", "partly", match, found[0])
        return _row(target, "before", None, match, found[0])

    def after(self, target: Row) -> dict[str, Any]:
        """The result of the target's period that the region's next report gives."""
        period = _period(target)
        code = target["region_code"]
        if period is None or code is None:
            return _row(target, "after", "no_report", reason="no region or no period")
        last = period[2]
        named = self.by_year.get((code, last + 1), [])
        if not named:
            is_later = target["plan_year"] is not None and last > target["plan_year"]
            return _row(target, "after", "not_due" if is_later else "no_report")
        reports = [self.reports[name] for name in named if name in self.reports]
        match, found = _found(target, reports, period)
        if not found:
            return self._unanswered(target, reports, last)
        if match == "parts":
            return self._by_parts(target, found)
        return self._compared(target, match, found[0])

    def _unanswered(self, target: Row, reports: list[_Report], last: int) -> dict[str, Any]:
        """Why nothing answers a target: only a mean, only a level, or nothing at all."""
        own = target["indicator_id"]
        name = (_known().name(target) or "", target["unit"])
        rows = [row for one in reports for row in one.by_id.get(own or "", ())]
        rows += [row for one in reports for row in one.by_name.get(name, ())]
        spans = [row for row in rows if row["period_kind"] in _SPANS and _is_whole(row)]
        if spans and target["period_kind"] not in _SPANS:
            said = spans[0]
            return _row(target, "after", "average_only", "id", said, compared=False)
        if own is None:
            return _row(target, "after", "no_figure")
        is_growth = own.endswith(_GROWTH)
        other = own.removesuffix(_GROWTH) if is_growth else own + _GROWTH
        for row in (row for one in reports for row in one.by_id.get(other, ())):
            if _period(row) == ("year", last, last) and row["scope"] == target["scope"]:
                reason = "level only" if is_growth else "growth only"
                return _row(target, "after", "not_comparable", "id", row, reason, compared=False)
        return _row(target, "after", "no_figure")

    def _compared(self, target: Row, match: Match, actual: Row) -> dict[str, Any]:
        """The verdict on one result."""
        reason = "several goals of this name" if self.is_unclear else _obstacle(target, actual)
        if reason is not None:
            return _row(target, "after", "not_comparable", match, actual, reason)
        verdict = goal_verdict(
            target, signed(actual, target), self.good.get(target["indicator_id"])
        )
        return _row(
            target, "after", verdict, match, actual, "estimate" if actual["estimate"] else None
        )

    def _by_parts(self, target: Row, found: list[Row]) -> dict[str, Any]:
        """The verdict on a whole by the results of its parts; one that differs makes it partly."""
        good = self.good.get(target["indicator_id"])
        verdicts = {goal_verdict(target, signed(one, target), good) for one in found}
        ids = {one["indicator_id"] for one in found}
        is_whole = ids == set(_known().parts[target["indicator_id"]])
        verdict = "partly"
        if is_whole and verdicts <= {MET, EXCEEDED}:
            verdict = EXCEEDED if verdicts == {EXCEEDED} else MET
        elif is_whole and verdicts == {BELOW}:
            verdict = BELOW
        said = "; ".join(f"{one['indicator']} {one['value']:g}" for one in found)
        return _row(target, "after", verdict, "parts", found[0], said)


Years = tuple[str, int, int]


def _period(row: Row) -> Years | None:
    """The years that a value is for, so that a state at a year's end is of that year."""
    kind, first, last = row["period_kind"], row["period_start"], row["period_end"]
    if kind == "state" and last is None:
        return ("year", row["plan_year"] - 1, row["plan_year"] - 1) if row["plan_year"] else None
    if last is None or (last.month, last.day) != (12, 31):
        return None
    if kind in ("annual", "end", "state"):
        return "year", last.year, last.year
    return (kind, first.year, last.year) if isinstance(first, date) else None


def _found(target: Row, reports: Iterable[_Report], period: Years) -> tuple[Match, list[Row]]:
    """The results that are of the target's thing and period, the best one first."""
    reports = list(reports)
    own = target["indicator_id"]
    if own is not None:
        rows = [row for one in reports for row in one.by_id.get(own, ())]
        fitting = _best(target, rows, period)
        if fitting:
            return "id", fitting
    name = _known().name(target)
    if name is not None:
        rows = [row for one in reports for row in one.by_name.get((name, target["unit"]), ())]
        fitting = _best(target, rows, period, by_name=True)
        if fitting:
            return "name", fitting
    parts = [
        best
        for part in _known().parts.get(own or "", ())
        for best in _best(target, [r for one in reports for r in one.by_id.get(part, ())], period)[
            :1
        ]
    ]
    return ("parts", parts) if parts else ("none", [])


def _is_whole(row: Row) -> bool:
    """Whether a result is of whole years, and of nothing narrower."""
    return row["scope"] is None and _period(row) is not None


def _best(target: Row, rows: Iterable[Row], period: Years, by_name: bool = False) -> list[Row]:
    """The rows of the target's period that measure it in the same way, the likeliest first."""
    fitting = [row for row in rows if _period(row) == period and _is_alike(target, row, by_name)]
    return sorted(fitting, key=lambda row: (*_distance(target, row), row["start"]))


def _is_alike(target: Row, row: Row, by_name: bool) -> bool:
    if row["unit"] != target["unit"] or row["per"] != target["per"]:
        return False
    if row["scope"] != target["scope"] and (by_name or row["scope"] is not None):
        return False
    if by_name:
        ids = {row["indicator_id"], target["indicator_id"]} - {None}
        is_same = len(ids) < 2
        return is_same and _sort(row) == _sort(target)
    return _sort(row) == _sort(target) or "change" not in (row["mode"], target["mode"])


def _sort(row: Row) -> str:
    """Growths held at a rate and growths by a rate are of one sort; so are outputs alone."""
    is_growth = row["mode"] == "change" or (row["indicator_id"] or "").endswith(_GROWTH)
    return "change" if is_growth else row["mode"]


def _distance(target: Row, row: Row) -> tuple[bool, bool, bool]:
    return (
        row["breakdown"] != target["breakdown"],
        row["scope"] != target["scope"],
        row["mode"] != target["mode"],
    )


def _basis(target: Row) -> str | None:
    """The basis that the words right before a goal's value name."""
    head = target["sentence"][max(0, target["quote_at"] - _NEAR) : target["quote_at"]]
    return next((basis for basis in _known().bases if basis in head), None)


def _obstacle(target: Row, actual: Row) -> str | None:
    """Why a result of the same thing and time cannot be compared with the goal."""
    basis, own = actual["basis_text"], _basis(target)
    if _sort(target) == "change" and (basis or own) and basis != own:
        return f"other basis: {basis or own}"
    scope = target["scope"]
    if scope is not None and scope != actual["scope"] and scope not in actual["indicator"]:
        return "other scope"
    is_count = target["mode"] != "change" and target["dimension"] not in ("percentage",)
    if is_count and target["value"] and actual["value"]:
        times = actual["value"] / target["value"]
        if not 1 / _FAR < times < _FAR:
            return f"{times:.3g} times the goal"
    return None


def _row(
    target: Row,
    side: Side,
    verdict: str | None,
    match: Match = "none",
    actual: Row | None = None,
    reason: str | None = None,
    *,
    compared: bool = True,
) -> dict[str, Any]:
    difference = None
    if actual is not None and compared:
        difference = round(signed(actual, target) - target["value"], 9)
    return {
        "target_id": target["target_id"],
        "side": side,
        "actual_id": actual["actual_id"] if actual else None,
        "match": match,
        "difference": difference,
        "verdict": verdict,
        "reason": reason,
    }
