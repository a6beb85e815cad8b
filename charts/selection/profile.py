"""What each document promises by topic: how much in numbers, how firmly, how much with a date."""

from __future__ import annotations

import polars as pl

from charts.words.vocabulary import BUILT_IN, DUTY, WISH, Vocabulary


def profile(targets: pl.DataFrame, vocabulary: Vocabulary = BUILT_IN) -> pl.DataFrame:
    """A row for each document and topic that it promises something of.

    Args:
        targets: document_id, topic, commitment, deadline, deadline_text and breakdown of targets.
        vocabulary: what words of the tables mean.

    Returns:
        document_id, topic, total, hard, soft, dated; 今年 and 全年 are no dates. Parts of a
        total are not counted.
    """
    word = pl.col("commitment")
    is_of_year = pl.col("deadline_text").is_in(vocabulary.of_the_year).fill_null(False)
    return (
        targets.filter(~pl.col("breakdown"))
        .group_by("document_id", pl.col("topic").fill_null(""), maintain_order=True)
        .agg(
            total=pl.len(),
            hard=word.is_in(vocabulary.commitments(DUTY)).sum(),
            soft=word.is_in(vocabulary.commitments(WISH)).sum(),
            dated=(pl.col("deadline").is_not_null() & ~is_of_year).sum(),
        )
    )
