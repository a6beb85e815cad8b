"""Ids of copies: a text that stands in a collection twice has rows with ids of their own.

Batches of documents are read one without the other, and so number the copies of a text from 0 each.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import count

import polars as pl

from metrics.tables.frames import SomeRows
from metrics.text.digests import text_id


def with_own_ids(
    parts: Sequence[SomeRows], taken: Mapping[str, str] | None = None
) -> list[SomeRows]:
    """The parts of a run, in their order, with different ids for each copy of a text.

    Args:
        parts: the rows as they were read.
        taken: ids of documents with their sources, which are not given to another source.
    """
    given: defaultdict[str, set[int]] = defaultdict(set)
    return [_with_own_ids(part, given, taken or {}) for part in parts]


def _with_own_ids(
    part: SomeRows, given: defaultdict[str, set[int]], taken: Mapping[str, str]
) -> SomeRows:
    ids: list[str] = []
    copies: Counter[str] = Counter()  # in this part
    number = copy = 0
    documents = part.documents.select(_IDENTITY)
    for source, digest, read in documents.iter_rows():
        name, first = (source, 0) if digest is None else (digest, 1)
        number += 1
        # Of a text that holds several documents the first begins another reading.
        if read == text_id(name, first, copies[name]):
            number = first
            copies[name] += 1
            copy = next(
                n
                for n in count()
                if n not in given[name] and taken.get(text_id(name, first, n), source) == source
            )
            given[name].add(copy)
        ids.append(text_id(name, number, copy))
    return part if ids == documents["document_id"].to_list() else Renumbered(part, tuple(ids))


_IDENTITY = ("source", "text_sha256", "document_id")


@dataclass(frozen=True)
class Renumbered:
    """Rows whose documents have other ids than those they were read with."""

    part: SomeRows
    ids: tuple[str, ...]

    @property
    def documents(self) -> pl.DataFrame:
        """The rows in the table ``documents``."""
        return self.part.documents.with_columns(document_id=pl.Series(self.ids, dtype=pl.String))

    @property
    def numbers(self) -> pl.DataFrame:
        """The rows in the table ``numbers``."""
        return self.part.numbers.with_columns(document_id=self._each("numbers"))

    @property
    def targets(self) -> pl.DataFrame:
        """The rows in the table ``targets``, whose ids follow from those of their documents."""
        rows = self.part.targets.with_columns(document_id=self._each("targets"))
        places = rows.select("document_id", "start", "end", "indicator").iter_rows()
        ids = [text_id(*place) for place in places]
        of = zip(rows["document_id"], rows["target_id"], strict=True)
        new = dict(zip(of, ids, strict=True))
        totals = zip(rows["document_id"], rows["part_of"], strict=True)
        return rows.with_columns(
            target_id=pl.Series(ids, dtype=pl.String),
            part_of=pl.Series([new.get(total) for total in totals], dtype=pl.String),
        )

    def _each(self, table: str) -> pl.Series:
        """The id of the document of each row of a table."""
        counts: Iterable[int] = self.part.documents[table]
        each = [one for one, rows in zip(self.ids, counts, strict=True) for _ in range(rows)]
        return pl.Series(each, dtype=pl.String)
