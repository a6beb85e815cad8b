"""Where in its sentence a target's quote stands.

A sentence may hold the same expression twice (「校级自评100%，县级评估100%」), and a target knows
only where its quote stands in the document. The other numbers of the ledger settle which is meant.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Mapping
from typing import Any

import polars as pl

Row = Mapping[str, Any]
_Ledger = Mapping[str, list[tuple[int, str]]]


def places_of_quotes(targets: pl.DataFrame, numbers: pl.DataFrame) -> dict[str, int]:
    """The offset in its sentence, by target id, of each quote that stands there more than once."""
    stands = targets.select("sentence", "quote").iter_rows()
    is_twice = [said.find(quote, said.find(quote) + 1) >= 0 for said, quote in stands]
    twice = targets.filter(pl.Series(is_twice, dtype=pl.Boolean))
    ledger: dict[str, list[tuple[int, str]]] = {}
    asked = numbers.join(twice.select("document_id").unique(), "document_id", "semi")
    for document_id, start, quote in asked.select("document_id", "start", "quote").iter_rows():
        ledger.setdefault(document_id, []).append((start, quote))
    for mentions in ledger.values():
        mentions.sort()
    return {row["target_id"]: _place(row, ledger) for row in twice.iter_rows(named=True)}


def _place(row: Row, ledger: _Ledger) -> int:
    sentence, quote = row["sentence"], row["quote"]
    first = at = sentence.find(quote)
    mentions = ledger.get(row["document_id"], [])
    while at >= 0:
        if _agrees(sentence, row["start"] - at, mentions):
            return int(at)
        at = sentence.find(quote, at + 1)
    return int(first)


def _agrees(sentence: str, begins: int, mentions: list[tuple[int, str]]) -> bool:
    """Whether every number of the document stands where it should if the sentence begins here."""
    ends = begins + len(sentence)
    index = bisect_left(mentions, (begins, ""))
    while index < len(mentions) and mentions[index][0] < ends:
        start, quote = mentions[index]
        if start + len(quote) <= ends and not sentence.startswith(quote, start - begins):
            return False
        index += 1
    return True
