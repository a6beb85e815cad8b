"""National aims and actual values to set regional targets beside."""

from __future__ import annotations

from typing import Literal

from metrics.rules.rulefiles import Entry, RuleFiles
from metrics.rules.vocabulary import Comparator


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
    comparator: Comparator
    """How the figure is bounded; ">=" for 85 % or more."""
    unit: str
    """A unit of quantities/units.pint."""
    document: str
    """The document that states the figure, with its issuer and year."""
    note: str | None = None
    """What a reader should know when comparing with it."""

    @property
    def key(self) -> tuple[str, str, int]:
        """What the figure is of; no two figures share it."""
        return self.indicator_id, self.kind, self.year


def load_benchmarks(files: RuleFiles) -> tuple[BenchmarkEntry, ...]:
    """The national figures; two of one indicator, kind and year are a problem."""
    entries = files.entries("indicators/benchmarks", BenchmarkEntry)
    first: dict[tuple[str, str, int], str] = {}
    for entry_id, entry in entries.items():
        earlier = first.setdefault(entry.key, entry_id)
        if earlier != entry_id:
            what = f"states the same indicator, kind and year as [{earlier}]. Keep one of them."
            files.report("indicators/benchmarks", entry_id, what)
    return tuple(entries.values())
