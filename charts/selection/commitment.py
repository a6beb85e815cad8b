"""How firmly targets are worded, counted by document."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import polars as pl

from charts.selection.given_frames import Frame, takes_frames
from charts.words.vocabulary import BUILT_IN, DUTY, WISH, Vocabulary

KINDS = ("hard", "plain", "soft")
"""A duty, neither, a wish."""


def strength(row: Mapping[str, Any], vocabulary: Vocabulary = BUILT_IN) -> str:
    """How a target is worded, as one of ``KINDS``."""
    if vocabulary.is_duty(row["commitment"]):
        return "hard"
    return "soft" if vocabulary.is_wish(row["commitment"]) else "plain"


@takes_frames
def wording_counts(
    targets: Frame, documents: Frame, vocabulary: Vocabulary = BUILT_IN
) -> pl.DataFrame:
    """How many targets of each document are worded as a duty, plainly, and as a wish.

    Args:
        targets: rows of the targets table.
        documents: the documents table.
        vocabulary: what words of the tables mean.

    Returns:
        A row for each document, in their order: document_id, hard, plain, soft, total. Parts of a
        total are not counted; documents without targets have zeros.

    Example:
        >>> wording_counts(tables.targets, tables.documents)["total"].sum()  # doctest: +SKIP
        118
    """
    word = pl.col("commitment")
    kind = (
        pl.when(word.is_in(vocabulary.commitments(DUTY))).then(pl.lit("hard"))
        .when(word.is_in(vocabulary.commitments(WISH))).then(pl.lit("soft"))
        .otherwise(pl.lit("plain"))
    )  # fmt: skip
    stated: pl.DataFrame = targets.filter(~pl.col("breakdown")).with_columns(kind=kind)
    counts = stated.group_by("document_id").agg(
        *((pl.col("kind") == name).sum().cast(pl.Int64).alias(name) for name in KINDS),
        pl.len().cast(pl.Int64).alias("total"),
    )
    rows: pl.DataFrame = documents.select("document_id").join(
        counts, on="document_id", how="left", maintain_order="left"
    )
    return rows.with_columns(pl.col(*KINDS, "total").fill_null(0))
