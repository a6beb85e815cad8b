"""What each document promises by topic: how much in numbers, how firmly, how much with a date."""

from __future__ import annotations

import polars as pl

from charts.words.vocabulary import BUILT_IN, DUTY, WISH, Vocabulary


def profile(targets: pl.DataFrame, vocabulary: Vocabulary = BUILT_IN) -> pl.DataFrame:
    """A row for each document and topic that it promises something of.

    Args:
        targets: document_id, topic, commitment, deadline and breakdown of targets.
        vocabulary: what words of the tables mean.

    Returns:
        document_id, topic, total, hard, soft, dated. Parts of a total are not counted.
    """
    word = pl.col("commitment")
    return (
        targets.filter(~pl.col("breakdown"))
        .group_by("document_id", pl.col("topic").fill_null(""), maintain_order=True)
        .agg(
            total=pl.len(),
            hard=word.is_in(vocabulary.commitments(DUTY)).sum(),
            soft=word.is_in(vocabulary.commitments(WISH)).sum(),
            dated=pl.col("deadline").is_not_null().sum(),
        )
    )
