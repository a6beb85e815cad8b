"""The tables of a run: their columns, types and checks, and frames built from plain rows.

Every table is a flat Parquet file of plain columns (string, int64, float64, bool, date32), so that
DuckDB, pandas and business-intelligence tools read it as it is. Offsets count code points of the
decoded text that ``documents.text_sha256`` names.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

import dataframely as dy
import polars as pl

from metrics.errors import SchemaMismatchError

ROLES = ("target", "actual", "context", "label", "date", "structure", "unexplained")
COMPARATORS = ("=", ">=", ">", "<=", "<", "~", "range")
MODES = ("level", "change", "output")
DIRECTIONS = ("increase", "decrease")
DIMENSIONS = (
    "percentage", "percentage_point", "money", "area", "length", "mass", "energy", "volume",
    "duration", "temperature", "ratio", "rank", "count",
)  # fmt: skip
REGION_LEVELS = ("country", "province", "prefecture", "county")


class Targets(dy.Schema):
    """One row per (indicator, value) that a document commits to."""

    target_id = dy.String(nullable=False, primary_key=True)
    source = dy.String(nullable=False)
    document_id = dy.String(nullable=False)
    document_title = dy.String(nullable=True)
    issuer = dy.String(nullable=True)
    region = dy.String(nullable=True)
    region_label = dy.String(nullable=True)
    region_code = dy.String(nullable=True)
    region_level = dy.String(nullable=True)
    parent_region = dy.String(nullable=True)
    plan_year = dy.Int64(nullable=True)
    plan_end_year = dy.Int64(nullable=True)
    section = dy.String(nullable=True)
    item_no = dy.String(nullable=True)
    sentence = dy.String(nullable=False)
    start = dy.Int64(nullable=False)
    end = dy.Int64(nullable=False)
    quote = dy.String(nullable=False)
    indicator = dy.String(nullable=False)
    indicator_id = dy.String(nullable=True)
    topic = dy.String(nullable=True)
    scope = dy.String(nullable=True)
    value = dy.Float64(nullable=False)
    value_high = dy.Float64(nullable=True)
    unit = dy.String(nullable=False)
    dimension = dy.String(nullable=False)
    classifier = dy.String(nullable=True)
    unit_text = dy.String(nullable=False)
    comparator = dy.String(nullable=False)
    lower = dy.Float64(nullable=True)
    upper = dy.Float64(nullable=True)
    mode = dy.String(nullable=False)
    direction = dy.String(nullable=True)
    deadline = dy.Date(nullable=True)
    deadline_text = dy.String(nullable=True)
    per = dy.String(nullable=True)
    commitment = dy.String(nullable=True)
    breakdown = dy.Bool(nullable=False)
    part_of = dy.String(nullable=True)
    baseline = dy.Float64(nullable=True)
    responsible = dy.String(nullable=True)
    rule_id = dy.String(nullable=False)

    @dy.rule()
    def quote_lies_in_order(cls) -> pl.Expr:  # noqa: D102, N805
        return pl.col("start") < pl.col("end")

    @dy.rule()
    def comparator_is_known(cls) -> pl.Expr:  # noqa: D102, N805
        return pl.col("comparator").is_in(COMPARATORS)

    @dy.rule()
    def mode_is_known(cls) -> pl.Expr:  # noqa: D102, N805
        return pl.col("mode").is_in(MODES)

    @dy.rule()
    def dimension_is_known(cls) -> pl.Expr:  # noqa: D102, N805
        return pl.col("dimension").is_in(DIMENSIONS)

    @dy.rule()
    def a_range_has_two_ends(cls) -> pl.Expr:  # noqa: D102, N805
        return (pl.col("comparator") != "range") | pl.col("value_high").is_not_null()


class Numbers(dy.Schema):
    """The ledger: one row per mention of a number, with its role and the reason for it."""

    source = dy.String(nullable=False, primary_key=True)
    document_id = dy.String(nullable=False, primary_key=True)
    start = dy.Int64(nullable=False, primary_key=True)
    end = dy.Int64(nullable=False)
    quote = dy.String(nullable=False)
    role = dy.String(nullable=False)
    rule_id = dy.String(nullable=False)
    reason = dy.String(nullable=False)

    @dy.rule()
    def role_is_known(cls) -> pl.Expr:  # noqa: D102, N805
        return pl.col("role").is_in(ROLES)


class Documents(dy.Schema):
    """One row per document; a file that could not be read has one row with its ``problem``."""

    source = dy.String(nullable=False)
    document_id = dy.String(nullable=False, primary_key=True)
    title = dy.String(nullable=True)
    issuer = dy.String(nullable=True)
    region = dy.String(nullable=True)
    region_label = dy.String(nullable=True)
    region_code = dy.String(nullable=True)
    region_level = dy.String(nullable=True)
    parent_region = dy.String(nullable=True)
    region_evidence = dy.String(nullable=True)
    region_candidates = dy.String(nullable=True)
    plan_year = dy.Int64(nullable=True)
    plan_end_year = dy.Int64(nullable=True)
    text_sha256 = dy.String(nullable=True)
    characters = dy.Int64(nullable=False)
    body_present = dy.Bool(nullable=False)
    truncated = dy.Bool(nullable=False)
    targets = dy.Int64(nullable=False)
    numbers = dy.Int64(nullable=False)
    unexplained = dy.Int64(nullable=False)
    problem = dy.String(nullable=True)


class Regions(dy.Schema):
    """The regions of the documents, and the regions that these belong to."""

    region_code = dy.String(nullable=False, primary_key=True)
    name = dy.String(nullable=False)
    short_name = dy.String(nullable=False)
    level = dy.String(nullable=False)
    parent_code = dy.String(nullable=True)

    @dy.rule()
    def level_is_known(cls) -> pl.Expr:  # noqa: D102, N805
        return pl.col("level").is_in(REGION_LEVELS)


class Indicators(dy.Schema):
    """The catalogue of canonical indicators."""

    indicator_id = dy.String(nullable=False, primary_key=True)
    name = dy.String(nullable=False)
    topic = dy.String(nullable=False)
    unit = dy.String(nullable=False)
    good_direction = dy.String(nullable=True)
    definition = dy.String(nullable=False)
    synonyms = dy.String(nullable=False)


class Benchmarks(dy.Schema):
    """National aims and actual values that a comparison may draw beside the targets."""

    indicator_id = dy.String(nullable=False, primary_key=True)
    kind = dy.String(nullable=False, primary_key=True)
    year = dy.Int64(nullable=False, primary_key=True)
    value = dy.Float64(nullable=False)
    comparator = dy.String(nullable=False)
    unit = dy.String(nullable=False)
    document = dy.String(nullable=False)
    note = dy.String(nullable=True)

    @dy.rule()
    def kind_is_known(cls) -> pl.Expr:  # noqa: D102, N805
        return pl.col("kind").is_in(["aim", "actual"])


SCHEMAS: dict[str, type[dy.Schema]] = {
    "targets": Targets,
    "numbers": Numbers,
    "documents": Documents,
    "regions": Regions,
    "indicators": Indicators,
    "benchmarks": Benchmarks,
}


@dataclass(frozen=True, slots=True)
class Tables:
    """The frames of one run, by the names of their files."""

    targets: pl.DataFrame
    numbers: pl.DataFrame
    documents: pl.DataFrame
    regions: pl.DataFrame
    indicators: pl.DataFrame
    benchmarks: pl.DataFrame

    def by_name(self) -> dict[str, pl.DataFrame]:
        """The frames under the names of their files, in the order they are written."""
        return {name: getattr(self, name) for name in SCHEMAS}


def frame(table: str, columns: Mapping[str, Iterable[Any]]) -> pl.DataFrame:
    """A frame of ``table``'s columns and types from lists by column name; missing ones are null."""
    types = SCHEMAS[table].create_empty().schema
    data = {name: columns[name] for name in types if name in columns}
    built = pl.DataFrame(data, schema={name: types[name] for name in data}, strict=True)
    return built.with_columns(
        pl.lit(None, dtype=dtype).alias(name) for name, dtype in types.items() if name not in data
    ).select(list(types))


def check(table: str, rows: pl.DataFrame) -> pl.DataFrame:
    """``rows`` if they keep the schema of ``table``.

    Raises:
        SchemaMismatchError: with the number of rows that break each check.
    """
    schema = SCHEMAS[table]
    try:
        good, failure = schema.filter(rows)
    except dy.exc.SchemaError as error:
        raise SchemaMismatchError(f"table {table}: {error}") from error
    if len(failure):
        broken = ", ".join(f"{rule}: {count} rows" for rule, count in failure.counts().items())
        raise SchemaMismatchError(f"table {table}: {len(failure)} rows break the schema ({broken})")
    return good
