"""The ids of targets, given where their documents are read."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import Any

from metrics.text.ids import target_id, target_key


class TargetIds:
    """Numbers the targets that are known by the same, in the order of the text."""

    def __init__(self) -> None:
        self._given: Counter[str] = Counter()
        self._begin()

    def _begin(self) -> None:
        self._here: Counter[str] = Counter()  # in the document that is being read
        self._by_place: dict[str, str] = {}

    def drop(self) -> None:
        """Forgets the document that is being read, which leaves no rows."""
        self._begin()

    def keep(self) -> None:
        """Ends the document that is being read."""
        self._given.update(self._here)
        self._begin()

    def named(self, rows: Iterable[dict[str, Any]]) -> list[dict[str, Any]]:
        """The rows of a sentence under their ids; so far they are known by their places."""
        rows = list(rows)
        for row in rows:
            key = target_key(row)
            own = target_id(key, self._given[key] + self._here[key])
            self._here[key] += 1
            self._by_place[row["target_id"]] = own
            row["target_id"] = own
        for row in rows:
            if row["part_of"] is not None:
                row["part_of"] = self._by_place[row["part_of"]]
        return rows
