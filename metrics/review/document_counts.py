"""How many rows each document has after corrections."""

from __future__ import annotations

import polars as pl

from metrics.tables import frames


def counted(
    documents: pl.DataFrame, targets: pl.DataFrame, numbers: pl.DataFrame, actuals: pl.DataFrame
) -> pl.DataFrame:
    """The documents with their counts set anew."""
    unexplained = numbers.filter(role="unexplained")
    tables = {"targets": targets, "numbers": numbers, "actuals": actuals}
    for name, rows in (tables | {"unexplained": unexplained}).items():
        counts = rows.group_by("document_id").agg(pl.len().cast(pl.Int64).alias(name))
        documents = (
            documents.drop(name)
            .join(counts, "document_id", "left", maintain_order="left")
            .with_columns(pl.col(name).fill_null(0))
        )
    return frames.check("documents", documents.select(frames.FILES["documents"].column_names()))
