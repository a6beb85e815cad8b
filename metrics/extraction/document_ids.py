"""Ids of a whole collection: no two documents and no two targets of it have the same.

Batches of documents are read one without the other: each numbers the copies of a text from 0, and
from 0 the targets that are known by the same (`metrics.text.ids.target_key`).
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import count

import polars as pl

from metrics.tables.frames import SomeRows
from metrics.text.ids import KEY_COLUMNS, actual_id, document_id, target_id, target_key


@dataclass(frozen=True)
class Taken:
    """Ids that the rows of an earlier run have, which other rows must not be given.

    Attributes:
        documents: ids of documents with their sources; each is free for its own source.
        targets: ids of targets.
    """

    documents: Mapping[str, str] = field(default_factory=dict)
    targets: pl.Series = field(default_factory=lambda: pl.Series([], dtype=pl.String))


def with_own_ids(parts: Sequence[SomeRows], taken: Taken | None = None) -> list[SomeRows]:
    """The parts of a run, in their order, without any id twice.

    Args:
        parts: the rows as they were read.
        taken: ids that are not given again.
    """
    taken = taken or Taken()
    given: defaultdict[str, set[int]] = defaultdict(set)
    documents = [_ids_of_documents(part, given, taken.documents) for part in parts]
    targets = _ids_of_targets(parts, taken.targets)
    return [
        Renumbered(part, tuple(ids), changed)
        if changed or ids != part.documents["document_id"].to_list()
        else part
        for part, ids, changed in zip(parts, documents, targets, strict=True)
    ]


def _ids_of_documents(
    part: SomeRows, given: defaultdict[str, set[int]], taken: Mapping[str, str]
) -> list[str]:
    """The id of each document of a part; ``given`` are the copies of each name before it."""
    ids: list[str] = []
    begun: defaultdict[str, set[str]] = defaultdict(set)  # ids with which a copy may begin here
    number = copy = 0
    for source, digest, read in part.documents.select(_IDENTITY).iter_rows():
        name, first = (source, 0) if digest is None else (digest, 1)
        number += 1
        # Of a text that holds several documents the first begins another copy. Copies that were
        # read one by one, because one of them failed, all begin with the first id.
        begun[name].add(document_id(name, first, len(begun[name])))
        if read in begun[name]:
            number = first
            copy = next(
                n
                for n in count()
                if n not in given[name] and taken.get(document_id(name, first, n), source) == source
            )
            given[name].add(copy)
        ids.append(document_id(name, number, copy))
    return ids


_IDENTITY = ("source", "text_sha256", "document_id")


def _ids_of_targets(parts: Sequence[SomeRows], taken: pl.Series) -> list[dict[int, str]]:
    """For each part, the targets whose id must change, with the new id."""
    met = [_numbers(part.targets["target_id"]) for part in parts]
    everything = pl.concat([_numbers(taken), *met])
    twice = everything.filter(everything.is_duplicated()).unique()
    changed: list[dict[int, str]] = [{} for _ in parts]
    if twice.is_empty():
        return changed
    held = frozenset(taken)
    given: Counter[str] = Counter()
    for at, (part, ids) in enumerate(zip(parts, met, strict=True)):
        is_double = ids.is_in(twice.implode())
        if is_double.any():
            changed[at] = dict(_renumbered(part.targets, is_double, held, given))
    return changed


def _renumbered(
    rows: pl.DataFrame, is_double: pl.Series, taken: frozenset[str], given: Counter[str]
) -> Iterator[tuple[int, str]]:
    """The rows of a part whose ids change; ``given`` counts what each key was given before."""
    keys = [target_key(row) for row in rows.select(KEY_COLUMNS).iter_rows(named=True)]
    # The first of a key is among the doubles of every part, so none of the others is missed.
    shared = {key for key, double in zip(keys, is_double, strict=True) if double}
    for at, (key, read) in enumerate(zip(keys, rows["target_id"], strict=True)):
        if key not in shared:
            continue
        while (own := target_id(key, given[key])) in taken:
            given[key] += 1
        given[key] += 1
        if own != read:
            yield at, own


def _numbers(ids: pl.Series) -> pl.Series:
    """Ids as numbers of eight bytes, so that those of a large collection fit into memory."""
    return ids.str.slice(1).str.to_integer(base=16, dtype=pl.UInt64)


@dataclass(frozen=True)
class Renumbered:
    """Rows some of which have other ids than those they were read with.

    Attributes:
        part: the rows as they were read.
        ids: of its documents, in their order.
        changed: the ids of targets by the row, where they are others.
    """

    part: SomeRows
    ids: tuple[str, ...]
    changed: Mapping[int, str]

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
        """The rows in the table ``targets``."""
        rows = self.part.targets.with_columns(document_id=self._each("targets"))
        if not self.changed:
            return rows
        ids = [self.changed.get(at, read) for at, read in enumerate(rows["target_id"])]
        of = zip(rows["document_id"], rows["target_id"], strict=True)
        new = dict(zip(of, ids, strict=True))
        totals = zip(rows["document_id"], rows["part_of"], strict=True)
        return rows.with_columns(
            target_id=pl.Series(ids, dtype=pl.String),
            part_of=pl.Series([new.get(total) for total in totals], dtype=pl.String),
        )

    @property
    def actuals(self) -> pl.DataFrame:
        """The rows in the table ``actuals``, whose ids follow from those of their documents."""
        rows = self.part.actuals
        documents = self._each("actuals")
        if (rows["document_id"] == documents).all():
            return rows
        rows = rows.with_columns(document_id=documents)
        places = rows.select("document_id", "start", "end", "indicator").iter_rows()
        ids = [actual_id(*place) for place in places]
        of = zip(rows["document_id"], rows["actual_id"], strict=True)
        new = dict(zip(of, ids, strict=True))
        totals = zip(rows["document_id"], rows["part_of"], strict=True)
        return rows.with_columns(
            actual_id=pl.Series(ids, dtype=pl.String),
            part_of=pl.Series([new.get(total) for total in totals], dtype=pl.String),
        )

    def _each(self, table: str) -> pl.Series:
        """The id of the document of each row of a table."""
        counts: Iterable[int] = self.part.documents[table]
        each = [one for one, rows in zip(self.ids, counts, strict=True) for _ in range(rows)]
        return pl.Series(each, dtype=pl.String)
