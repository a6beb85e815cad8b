"""From documents to tables, in memory or a part at a time."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Protocol

import polars as pl

from metrics.extraction.document_ids import with_own_ids
from metrics.extraction.known_tables import known_tables, regions
from metrics.extraction.reader import Reader, SomeReadings
from metrics.extraction.rows import read_rows
from metrics.rules.ruleset import RuleSet, rules_of_process
from metrics.sources.discovery import Found
from metrics.sources.documents import Document
from metrics.sources.known_facts import KnownFacts
from metrics.tables import frames
from metrics.tables.frames import Rows, SomeRows, Tables, TablesInParts, joined


def extract(
    documents: Iterable[Document],
    rules: RuleSet | None = None,
    *,
    manifest: Mapping[str, KnownFacts] | None = None,
    document_timeout: float | None = None,
) -> Tables:
    """The tables of ``documents``: targets, the ledger of all numbers, and the documents.

    A document with a ``problem`` gets its row in ``documents`` and nothing else. Rows stand in the
    order of the documents and of their text; the same input gives the same tables. What
    ``manifest`` knows of a source (`metrics.layout.manifest`) overrides what its text says.

    A document whose reading takes longer than ``document_timeout`` seconds (by default half a
    minute and a second for every 10,000 characters) gets a ``problem``, which names the rule that
    it hangs in if one does; patterns of added rules can.

    Raises:
        RuleError: when ``rules`` is not given and the built-in rules cannot be used.
    """
    rules = rules or rules_of_process()
    (rows,) = with_own_ids([read_rows(documents, rules, manifest or {}, document_timeout)])
    return tables_of(Rows(rows.targets, rows.actuals, rows.numbers, rows.documents), rules)


class Engine(Protocol):
    """Gives documents to a reader, in several processes or on several machines (`in_batches`)."""

    def __call__(self, found: Iterable[Found], reader: Reader, /) -> Sequence[SomeReadings]:
        """What was read of the documents, a part at a time, in their order.

        The rows of a part may be asked for again.
        """
        ...


def collect(found: Iterable[Found], reader: Reader, engine: Engine) -> TablesInParts:
    """The tables of documents as `extract` makes them, but not all of their rows in memory.

    Args:
        found: files and documents in their order (`metrics.sources.discovery.found_in`).
        reader: what reads them.
        engine: what has them read.
    """
    return in_parts(with_own_ids(engine(found, reader)), reader.rules)


def in_parts(parts: Sequence[SomeRows], rules: RuleSet) -> TablesInParts:
    """The tables that consist of some rows."""
    empty = joined(())
    listed = pl.concat([empty.documents, *(part.documents for part in parts)])
    targets = frames.lazily("targets", lambda: (part.targets for part in parts))
    return TablesInParts(parts, tables_of(replace(empty, documents=listed), rules), targets)


def tables_of(rows: Rows, rules: RuleSet) -> Tables:
    """The tables of some rows: these, and what they point to."""
    met = set(rows.documents["region_code"].drop_nulls())
    return Tables(
        targets=rows.targets,
        actuals=rows.actuals,
        numbers=rows.numbers,
        documents=rows.documents,
        regions=frames.check("regions", regions(rules.sections.regions, met)),
        **known_tables(rules),
        corrections=frames.frame("corrections", {}),
        left_out=frames.frame("left_out", {}),
    )
