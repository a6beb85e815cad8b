"""A batch of documents, and what reads one: the terms that those who read in batches share.

Nothing here starts slowly, so that processes can start early.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, NamedTuple, TypeAlias

if TYPE_CHECKING:
    from metrics.extraction.reader import SomeReadings
    from metrics.sources.documents import Item

BYTES = 900_000  # of a batch, of Chinese text as UTF-8: a third of a second's work


class Task(NamedTuple):
    """A batch of documents to read, with a name that follows from what they are."""

    name: str
    items: list[Item]


Read: TypeAlias = "Callable[[Task], SomeReadings]"
Run: TypeAlias = "Callable[[Iterator[Task], Read], Iterator[tuple[str, SomeReadings]]]"
"""Reads batches, and gives the name of each that is read with what was read, in any order."""
