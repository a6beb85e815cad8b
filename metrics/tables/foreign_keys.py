"""The keys that join the tables: declared once, checked before anything is written."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import polars as pl

from metrics.errors import SchemaMismatchError
from metrics.tables.frames import FILES

_SHOWN = 3


@dataclass(frozen=True, slots=True)
class ForeignKey:
    """Every value of ``table.column`` is empty or stands in ``points_to.key``."""

    table: str
    column: str
    points_to: str
    key: str


FOREIGN_KEYS = (
    ForeignKey("targets", "document_id", "documents", "document_id"),
    ForeignKey("targets", "region_code", "regions", "region_code"),
    ForeignKey("targets", "indicator_id", "indicators", "indicator_id"),
    ForeignKey("targets", "unit", "units", "unit"),
    ForeignKey("targets", "part_of", "targets", "target_id"),
    ForeignKey("actuals", "document_id", "documents", "document_id"),
    ForeignKey("actuals", "region_code", "regions", "region_code"),
    ForeignKey("actuals", "indicator_id", "indicators", "indicator_id"),
    ForeignKey("actuals", "unit", "units", "unit"),
    ForeignKey("actuals", "part_of", "actuals", "actual_id"),
    ForeignKey("numbers", "document_id", "documents", "document_id"),
    ForeignKey("documents", "region_code", "regions", "region_code"),
    ForeignKey("regions", "parent_code", "regions", "region_code"),
    ForeignKey("indicators", "unit", "units", "unit"),
    ForeignKey("units", "base_unit", "units", "unit"),
    ForeignKey("benchmarks", "indicator_id", "indicators", "indicator_id"),
    ForeignKey("benchmarks", "unit", "units", "unit"),
    ForeignKey("outcomes", "target_id", "targets", "target_id"),
    ForeignKey("outcomes", "actual_id", "actuals", "actual_id"),
    ForeignKey("targets_wide", "document_id", "documents", "document_id"),
    ForeignKey("targets_wide", "region_code", "regions", "region_code"),
    ForeignKey("targets_wide", "indicator_id", "indicators", "indicator_id"),
    ForeignKey("targets_wide", "unit", "units", "unit"),
)


def keys_of(table: str) -> dict[str, str]:
    """What each key column of a table is: ``primary``, the column it points to, or both."""
    found = dict.fromkeys(FILES[table].primary_key(), "primary")
    for key in FOREIGN_KEYS:
        if key.table == table:
            place = f"{key.points_to}.{key.key}"
            found[key.column] = f"{found[key.column]}, {place}" if key.column in found else place
    return found


def check_keys(frames: Mapping[str, pl.DataFrame | pl.LazyFrame]) -> None:
    """Sees that each foreign key is found; primary keys are the schemas' own (`tables.check`).

    Raises:
        SchemaMismatchError: with the keys that do not hold and the first of their values.
    """
    problems = []
    for foreign in FOREIGN_KEYS:
        if foreign.table in frames and foreign.points_to in frames:
            asked = frames[foreign.table].lazy().select(key=foreign.column).drop_nulls().unique()
            known = frames[foreign.points_to].lazy().select(key=foreign.key)
            absent = asked.join(known, on="key", how="anti").sort("key")
            missing = absent.collect(engine="streaming")["key"]
            if len(missing):
                problems.append(
                    f"table {foreign.table}: {foreign.column} points to no row of "
                    f"{foreign.points_to}: {', '.join(missing.head(_SHOWN))}"
                )
    if problems:
        raise SchemaMismatchError("\n".join(problems))
