"""National aims and actual values to set regional targets beside."""

from __future__ import annotations

from pathlib import Path
from typing import Literal

import polars as pl

from metrics import tables
from metrics.rulefiles import Entry, read_entries


class BenchmarkEntry(Entry):
    """One national figure: an aim or an actual value, for one year, from one document."""

    indicator_id: str
    kind: Literal["aim", "actual"]
    year: int
    value: float
    comparator: Literal["=", ">=", ">", "<=", "<", "~"]
    unit: str
    document: str
    note: str | None = None


def load_benchmarks(rules_root: Path, problems: list[str]) -> pl.DataFrame:
    """The benchmarks table from ``benchmarks.toml``, in the order of indicator, kind and year."""
    entries = read_entries(rules_root / "benchmarks.toml", BenchmarkEntry, problems)
    rows = sorted(
        (entry.model_dump() for entry in entries.values()),
        key=lambda row: (row["indicator_id"], row["kind"], row["year"]),
    )
    names = list(BenchmarkEntry.model_fields)
    return tables.frame("benchmarks", {name: [row[name] for row in rows] for name in names})
