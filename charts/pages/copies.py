"""Documents that were read twice: pages count a text once and say where it stood again."""

from __future__ import annotations

from dataclasses import replace

import polars as pl

from charts.pages.parts import ChangedParts
from metrics.tables.frames import TablesInParts

Copies = dict[str, str]


def without_copies(made: TablesInParts) -> tuple[TablesInParts, Copies]:
    """The tables without the documents of files whose text an earlier file has too.

    Returns:
        The tables, and the source of each copy with the source that is counted.
    """
    documents = made.rest.documents
    files = (
        documents.filter(pl.col("characters") > 0)
        .select("text_sha256", "source")
        .unique(maintain_order=True)
    )
    first: dict[str, str] = {}
    copies: Copies = {}
    for digest, source in files.drop_nulls().iter_rows():
        counted = first.setdefault(digest, source)
        if counted != source:
            copies[source] = counted
    if not copies:
        return made, copies
    dropped = documents.filter(pl.col("source").is_in(list(copies)))["document_id"]
    is_counted = ~pl.col("document_id").is_in(dropped.to_list())
    rest = replace(made.rest, documents=documents.filter(is_counted))
    parts = ChangedParts(made.parts, lambda rows: rows.filter(is_counted))
    return TablesInParts(parts, rest, made.targets.filter(is_counted)), copies
