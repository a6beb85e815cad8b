"""The one target of each document that stands for it where a chart has room for one only."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import polars as pl

from charts.selection.periods import period_of, periods_of
from charts.words.vocabulary import BUILT_IN, Vocabulary

Row = Mapping[str, Any]
_NEEDED = (
    "document_id", "scope", "section", "plan_year", "plan_end_year", "commitment", "deadline",
    "start", "period_kind", "period_start", "period_end", "goal_tier",
)  # fmt: skip


def headlines(group: pl.DataFrame, vocabulary: Vocabulary = BUILT_IN) -> pl.DataFrame:
    """One row of each document of a comparable group, in the order of the group.

    Of the rows of the period that is shown first, those that hold for the whole region are
    preferred to those of a narrower scope. Of what is left of a document, a goal comes before its
    stretch (「增长5.5%，力争6%」), a row due in the plan
    year before an undated one, one below a heading that names the plan year
    (「三、2026年重点工作」) before others, a plain one before a wish, and the first in the text
    before the others.

    Args:
        group: rows that share an axis, as ``comparable_groups`` returns them.
        vocabulary: what their words mean.

    Returns:
        At most one row for each document; documents without a row of the period have none.

    Example:
        >>> headlines(group)["document_id"].is_unique().all()  # doctest: +SKIP
        True
    """
    rows = group.select(_NEEDED).to_dicts()
    first = periods_of(rows)[0]
    places = [place for place, row in enumerate(rows) if period_of(row) == first]
    chosen = headline_places([rows[place] for place in places], vocabulary)
    return group[[places[place] for place in chosen]]


def headline_places(rows: Sequence[Row], vocabulary: Vocabulary = BUILT_IN) -> list[int]:
    """The places of the rows that ``headlines`` returns, for rows of one period."""
    left = list(range(len(rows)))
    if any(rows[place]["scope"] is None for place in left):
        left = [place for place in left if rows[place]["scope"] is None]
    first: dict[str, int] = {}
    for place in sorted(left, key=lambda place: _rank(rows[place], vocabulary)):
        first.setdefault(rows[place]["document_id"], place)
    return sorted(first.values())


def _rank(row: Row, vocabulary: Vocabulary) -> tuple[bool, bool, bool, bool, int]:
    section, year = row["section"], row["plan_year"]
    is_below_its_year = section is not None and year is not None and str(year) in section
    is_wish = vocabulary.is_wish(row["commitment"])
    is_stretch = row["goal_tier"] == "stretch"
    return is_stretch, row["deadline"] is None, not is_below_its_year, is_wish, row["start"]
