"""The one target of each document that stands for it where a chart has room for one only."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import polars as pl

from charts.words.vocabulary import BUILT_IN, WISH, Vocabulary

Row = Mapping[str, Any]


def headlines(group: pl.DataFrame, vocabulary: Vocabulary = BUILT_IN) -> pl.DataFrame:
    """One row of each document of a comparable group, in the order of the group.

    A report may state a yearly goal and one for five years, and name one of them twice. First the
    horizon is settled that most documents share (inside the plan's years, or beyond them), and
    rows that hold for the whole region are preferred to those of a narrower scope. Of what is left
    of a document, a row due in the plan year comes before an undated one, one below a heading
    that names the plan year (「三、2026年重点工作」) before others, a plain one before a wish
    (「增长5.5%，力争6%」), and the first in the text before the others.

    Args:
        group: rows that share an axis, as ``comparable_groups`` returns them.
        vocabulary: what their words mean.

    Returns:
        At most one row for each document; documents of the rarer horizon have none.

    Example:
        >>> headlines(group)["document_id"].is_unique().all()  # doctest: +SKIP
        True
    """
    if group.is_empty():
        return group
    marked = group.with_columns(
        pl.Series("beyond", [_is_beyond(row, vocabulary) for row in _needed(group)], pl.Boolean),
        wish=pl.col("commitment").is_in(vocabulary.commitments(WISH)).fill_null(False),
        place=pl.int_range(pl.len()),
        elsewhere=~pl.col("section")
        .str.contains(pl.col("plan_year").cast(pl.String), literal=True)
        .fill_null(False),
    )
    shared = marked.group_by("beyond").agg(pl.col("document_id").n_unique().alias("documents"))
    beyond = shared.sort("documents", "beyond", descending=[True, False])["beyond"][0]
    marked = marked.filter(pl.col("beyond") == beyond)
    if marked["scope"].null_count():
        marked = marked.filter(pl.col("scope").is_null())
    order = (pl.col("deadline").is_null(), pl.col("elsewhere"), pl.col("wish"), pl.col("start"))
    ranked = marked.sort(*order, maintain_order=True)
    chosen = ranked.unique("document_id", keep="first", maintain_order=True).sort("place")
    return chosen.drop("beyond", "wish", "place", "elsewhere")


def _needed(group: pl.DataFrame) -> Iterator[Row]:
    columns = ("deadline", "plan_year", "plan_end_year", "sentence", "quote_at")
    return group.select(columns).iter_rows(named=True)


def _is_beyond(row: Row, vocabulary: Vocabulary) -> bool:
    """Whether a target reaches beyond the plan's years: 到2030年, or a yearly average."""
    last = row["plan_end_year"] or row["plan_year"]
    if row["deadline"] and last and row["deadline"].year > last:
        return True
    if row["plan_end_year"] is not None:
        return False
    before = row["sentence"][: row["quote_at"]]
    begins = max(before.rfind(mark) for mark in vocabulary.pauses) + 1
    return vocabulary.yearly_average in before[begins:]
