"""What the rules know, as tables, and the regions that were met."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import asdict

import polars as pl

from metrics.made_once import made_once
from metrics.rules.benchmarks import BenchmarkEntry
from metrics.rules.cues import CueFinder
from metrics.rules.indicators import Catalogue
from metrics.rules.regions import Region, RegionTable
from metrics.rules.ruleset import RuleSet
from metrics.rules.units import Units
from metrics.tables.frames import check, frame


@made_once
def known_tables(rules: RuleSet) -> dict[str, pl.DataFrame]:
    """The tables that are the same whatever is read, checked."""
    made = {
        "indicators": indicators(rules.catalogue),
        "units": units(rules.units),
        "benchmarks": benchmarks(rules.benchmarks),
        "commitments": commitments(rules.cues),
    }
    return {name: check(name, rows) for name, rows in made.items()}


def indicators(catalogue: Catalogue) -> pl.DataFrame:
    """The catalogue as the table ``indicators``, in the order of the ids."""
    rows = sorted(catalogue.entries.items())
    columns = {
        "indicator_id": [indicator_id for indicator_id, _ in rows],
        **{
            key: [getattr(entry, key) for _, entry in rows]
            for key in ("name", "topic", "unit", "good_direction", "definition")
        },
        "synonyms": ["|".join(entry.phrases) for _, entry in rows],
    }
    return frame("indicators", columns)


def units(known: Units) -> pl.DataFrame:
    """The table ``units``, in the order of the names."""
    rows = [
        {
            "unit": unit,
            **asdict(facts),
            "name": facts.name or unit,
            "name_en": facts.name_en or unit.replace("_", " "),
        }
        for unit, facts in sorted(known.facts.items())
    ]
    return frame("units", {name: [row[name] for row in rows] for name in rows[0]})


def benchmarks(entries: Sequence[BenchmarkEntry]) -> pl.DataFrame:
    """The national figures as the table ``benchmarks``, in the order of indicator, kind, year."""
    rows = [entry.model_dump() for entry in sorted(entries, key=lambda entry: entry.key)]
    names = list(BenchmarkEntry.model_fields)
    return frame("benchmarks", {name: [row[name] for row in rows] for name in names})


def commitments(cues: CueFinder) -> pl.DataFrame:
    """The words of commitment as the table ``commitments``, in the order of the words."""
    found = sorted(cues.commitments().items())
    columns: dict[str, list[str]] = {
        "commitment": [words for words, _ in found],
        "strength": [strength for _, strength in found],
    }
    return frame("commitments", columns)


def regions(table: RegionTable, codes: Iterable[str]) -> pl.DataFrame:
    """The table ``regions``: the regions of ``codes`` and those above them, in order of code."""
    met: dict[str, Region] = {}
    for code in codes:
        step = table.by_code.get(code)
        while step is not None and step.region_code not in met:
            met[step.region_code] = step
            step = table.parent(step)
    found = [one for _, one in sorted(met.items())]
    columns: dict[str, list[str] | list[str | None]] = {
        "region_code": [one.region_code for one in found],
        "name": [one.name for one in found],
        "short_name": [one.short_name for one in found],
        "level": [one.level for one in found],
        "parent_code": [one.parent_code or None for one in found],
    }
    return frame("regions", columns)
