"""What time a value is for: values of different periods never stand in one picture."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

Row = Mapping[str, Any]
_SPANS = ("average", "total")
ENOUGH = 4
"""A period of which one in so many is, of the most stated one, is no exception."""


class Period(NamedTuple):
    """A year, or several years of which a value is the yearly mean or the sum.

    Attributes:
        kind: ``year``, ``average``, ``total``, or ``unknown`` where nothing tells the time.
        first: the first year.
        last: the last year; of a ``year`` the same.
    """

    kind: str
    first: int
    last: int

    @property
    def slug(self) -> str:
        """The period in the name of a file: ``2024``, ``2026-2030-average``."""
        if self.kind == "unknown":
            return self.kind
        return str(self.last) if self.kind == "year" else f"{self.first}-{self.last}-{self.kind}"

    @property
    def is_span(self) -> bool:
        """Whether its values are means or sums of several years."""
        return self.kind in _SPANS

    def of_before(self, words: Mapping[str, str], label: str, **values: Any) -> str:
        """A text on the result of the time before: last year, or as many years as these."""
        n = self.last - self.first + 1
        before = words["years_before"].format(n=n, first=self.first - n, last=self.first - 1)
        return words[f"{label}_span" if self.is_span else label].format(before=before, **values)

    def label(self, words: Mapping[str, str]) -> str:
        """The period in words: 「2024 年」, 「2026–2030 年年均」."""
        return words[f"period_{self.kind}"].format(first=self.first, last=self.last)


def period_of(row: Row) -> Period:
    """The period of a target; the state at the end of a year is of that year.

    No plan promises for a year before its own: such a row is of the plan's year.
    """
    end, plan = row["period_end"], row["plan_year"]
    last = end.year if end else row["plan_end_year"] or plan
    if last is None:
        return Period("unknown", 0, 0)
    last = max(last, plan or last)
    first = row["period_start"].year if row["period_start"] else plan or last
    if row["period_kind"] in _SPANS and first < last:
        return Period(row["period_kind"], first, last)
    return Period("year", last, last)


def periods_of(rows: Sequence[Row]) -> list[Period]:
    """The periods of rows of one axis, the one to show first, then from the latest on.

    First comes the latest that some part of the documents state and that none of them looks ahead
    to: one city's goal for 2035 does not hide what all promise for this year.
    """
    stating: dict[Period, set[str]] = defaultdict(set)
    own: set[Period] = set()
    for row in rows:
        period = period_of(row)
        stating[period].add(row["document_id"])
        if period.last <= (row["plan_end_year"] or row["plan_year"] or 0):
            own.add(period)
    ordered = sorted(stating, key=lambda one: _lateness(one, len(stating[one])), reverse=True)
    asked = [one for one in ordered if one in own] or ordered
    most = max(len(stating[one]) for one in asked)
    first = next(one for one in asked if ENOUGH * len(stating[one]) >= most)
    return [first, *(one for one in ordered if one != first)]


def _lateness(period: Period, stating: int) -> tuple[int, bool, int, Period]:
    return period.last, period.kind == "year", stating, period
