"""From documents to tables, in memory or a part at a time."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import replace
from itertools import count
from typing import Protocol

import polars as pl

from metrics import tables
from metrics.documents import Document
from metrics.manifest import ManifestEntry
from metrics.provenance import text_digest
from metrics.row_builder import RowBuilder, text_id
from metrics.ruleset import RuleSet, load_rules
from metrics.tables import Rows, SomeRows, Tables, TablesInParts, joined


def extract(
    documents: Iterable[Document],
    rules: RuleSet | None = None,
    *,
    manifest: Mapping[str, ManifestEntry] | None = None,
    document_timeout: float | None = None,
    taken: Collection[str] = (),
    engine: Engine | None = None,
) -> Tables:
    """The tables of ``documents``: targets, the ledger of all numbers, and the documents.

    A document with a ``problem`` gets its row in ``documents`` and nothing else. Rows stand in the
    order of the documents and of their text; the same input gives the same tables. What
    ``manifest`` knows of a source (`metrics.manifest`) overrides what its text says.

    A document whose reading takes longer than ``document_timeout`` seconds (by default half a
    minute and a second for every 10,000 characters) gets a ``problem``, which names the rule that
    it hangs in if one does; patterns of added rules can.

    Ids of documents that are ``taken`` by other tables are not given again; it is asked when a
    document is read. An ``engine`` (`metrics.batches`) reads the documents in batches, in several
    processes or on several machines; the tables are the same.

    Raises:
        RuleError: when ``rules`` is not given and the built-in rules cannot be used.
    """
    rules = rules or load_rules()
    numbered = _numbered(documents, taken)
    if engine is None:
        rows = read_rows(numbered, rules, manifest or {}, document_timeout)
    else:
        rows = joined(engine(numbered, rules, manifest or {}, document_timeout))
    return _tables_of(rows, rules)


def collect(
    documents: Iterable[Document],
    rules: RuleSet,
    *,
    manifest: Mapping[str, ManifestEntry],
    document_timeout: float | None,
    engine: Engine,
) -> TablesInParts:
    """The tables of ``documents`` as `extract` makes them, but not all of their rows in memory.

    Args:
        documents: in their order.
        rules: what to read with.
        manifest: what is known of sources.
        document_timeout: seconds for each document.
        engine: one that keeps its rows, so that they can be asked for again (`metrics.shelf`).
    """
    parts = engine(_numbered(documents, ()), rules, manifest, document_timeout)
    empty = joined(())
    listed = pl.concat([empty.documents, *(part.documents for part in parts)])
    targets = tables.lazily("targets", lambda: (part.targets for part in parts))
    return TablesInParts(parts, _tables_of(replace(empty, documents=listed), rules), targets)


Numbered = tuple[Document, int]
"""A document, and how many copies of its text were read before it."""


class Engine(Protocol):
    """Reads documents in batches, and gives the rows of each batch in order."""

    def __call__(
        self,
        documents: Iterable[Numbered],
        rules: RuleSet,
        manifest: Mapping[str, ManifestEntry],
        document_timeout: float | None,
        /,
    ) -> Iterable[SomeRows]:
        """The rows of the documents, a part at a time."""
        ...


def read_rows(
    documents: Iterable[Numbered],
    rules: RuleSet,
    manifest: Mapping[str, ManifestEntry],
    document_timeout: float | None,
) -> Rows:
    """The rows of documents that are numbered among their copies; what every engine runs."""
    builder = RowBuilder(rules, manifest, document_timeout)
    for document, copy in documents:
        builder.add(document, copy)
    return builder.rows()


def _numbered(documents: Iterable[Document], taken: Collection[str]) -> Iterator[Numbered]:
    """The documents, each with the number of its copy, so that a copy gets ids of its own."""
    given: defaultdict[str, set[int]] = defaultdict(set)
    for document in documents:
        is_read = document.problem is None
        name, first = (text_digest(document.text), 1) if is_read else (document.source, 0)
        # An id that was taken may be free again: that of the same document, read once more.
        free = (n for n in count() if n not in given[name] and text_id(name, first, n) not in taken)
        copy = next(free)
        given[name].add(copy)
        yield document, copy


def _tables_of(rows: Rows, rules: RuleSet) -> Tables:
    met = set(rows.documents["region_code"].drop_nulls())
    return Tables(
        targets=rows.targets,
        numbers=rows.numbers,
        documents=rows.documents,
        regions=tables.check("regions", rules.sections.regions.frame(met)),
        **rules.known,
        corrections=tables.frame("corrections", {}),
    )
