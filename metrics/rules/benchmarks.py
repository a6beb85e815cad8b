"""National aims and actual values to set regional targets beside."""

from __future__ import annotations

from typing import Literal

import polars as pl

from metrics.rules.rulefiles import Entry, RuleFiles
from metrics.tables import frames


class BenchmarkEntry(Entry):
    """One national figure: an aim or an actual value, for one year, from one document."""

    indicator_id: str
    """The indicator of the catalogue that the figure is of."""
    kind: Literal["aim", "actual"]
    """An aim that is set, or an actual value that was reached."""
    year: int
    """The year that the figure is of."""
    value: float
    """The figure in `unit`: 85 for 85 %."""
    comparator: Literal["=", ">=", ">", "<=", "<", "~"]
    """How the figure is bounded; ">=" for 85 % or more."""
    unit: str
    """A unit of units/units.pint."""
    document: str
    """The document that states the figure, with its issuer and year."""
    note: str | None = None
    """What a reader should know when comparing with it."""

    @property
    def key(self) -> tuple[str, str, int]:
        """What the figure is of; no two figures share it."""
        return self.indicator_id, self.kind, self.year


def load_benchmarks(files: RuleFiles) -> pl.DataFrame:
    """The benchmarks table from the kind ``benchmarks``, in the order of indicator, kind, year."""
    entries = files.entries("benchmarks", BenchmarkEntry)
    first: dict[tuple[str, str, int], str] = {}
    for entry_id, entry in entries.items():
        earlier = first.setdefault(entry.key, entry_id)
        if earlier != entry_id:
            what = f"states the same indicator, kind and year as [{earlier}]. Keep one of them."
            files.report("benchmarks", entry_id, what)
    rows = [entry.model_dump() for entry in sorted(entries.values(), key=lambda entry: entry.key)]
    names = list(BenchmarkEntry.model_fields)
    return frames.frame("benchmarks", {name: [row[name] for row in rows] for name in names})
