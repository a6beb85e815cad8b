"""The tables join by their keys, and other tools open every file, also of a run without targets."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import duckdb
import pandas as pd
import polars as pl
import pyarrow.parquet
import pytest

from metrics import extract, read_documents
from metrics.errors import SchemaMismatchError
from metrics.rules.ruleset import RuleSet
from metrics.sources.documents import Document
from metrics.tables import frames
from metrics.tables.dictionary import TYPES, columns
from metrics.tables.foreign_keys import FOREIGN_KEYS, check_keys
from metrics.tables.frames import FILES, Tables
from metrics.tables.parquet import write_tables
from metrics.tables.wide import star, targets_wide

REPORTS = {
    "杭州市2024年政府工作报告.txt": "2024年杭州市政府工作报告\n\n二、2024年工作安排\n地区生产总值增长5.5%左右。\n",
    "浙江省2024年政府工作报告.txt": "2024年浙江省政府工作报告\n\n二、2024年工作安排\n地区生产总值增长5.5%左右。\n",
}
PLAN = (
    "2024年杭州市教育工作要点\n一、2023年工作回顾\n普惠性幼儿园覆盖率达到88%，新增学位8000个，其中高中学位4000个。\n"
    "二、2024年主要目标\n6月底前，普惠性幼儿园覆盖率达到89%，"
    "新增学位8130个，其中高中学位5000个。教育经费投入294.4亿元。\n"
)


def documents() -> list[Document]:
    return [Document(source=source, text=text) for source, text in REPORTS.items()]


def test_regions_are_those_of_the_documents_and_those_above_them(rules: RuleSet) -> None:
    regions = extract(documents(), rules).regions
    assert regions.select("region_code", "name", "level", "parent_code").rows() == [
        ("100000", "中国", "country", None),
        ("330000", "浙江省", "province", "100000"),
        ("330100", "杭州市", "prefecture", "330000"),
    ]


@pytest.mark.parametrize("texts", [[], documents()], ids=["no document", "two reports"])
def test_other_tools_open_every_file(rules: RuleSet, tmp_path: Path, texts: list[Document]) -> None:
    written = write_tables(extract(texts, rules), tmp_path, metadata={})
    assert [file.stem for file in written] == list(FILES)
    plain = {
        "string": "VARCHAR",
        "int64": "BIGINT",
        "float64": "DOUBLE",
        "bool": "BOOLEAN",
        "date32": "DATE",
    }
    for file in written:
        rows = pl.read_parquet(file)
        assert rows.schema == FILES[file.stem].create_empty().schema
        assert pyarrow.parquet.read_table(file).num_rows == len(rows)
        assert pd.read_parquet(file).shape == rows.shape
        described = columns().filter(table=file.stem).select("column", "type").rows()
        found = duckdb.sql(f"DESCRIBE SELECT * FROM '{file}'").fetchall()
        assert [(name, kind) for name, kind, *_ in found] == [
            (name, plain[kind]) for name, kind in described
        ]
        assert duckdb.sql(f"SELECT count(*) FROM '{file}'").fetchall() == [(len(rows),)]


def test_every_column_tells_what_it_means(rules: RuleSet, tmp_path: Path) -> None:
    for file in write_tables(extract(documents(), rules), tmp_path, metadata={"version": "1"}):
        schema = pyarrow.parquet.read_schema(file)
        told = [field.metadata[b"description"].decode() for field in schema]
        rows = columns().filter(table=file.stem)
        assert told == [
            f"{zh} | {en}" for zh, en in rows.select("description_zh", "description_en").rows()
        ]
        assert pyarrow.parquet.read_metadata(file).metadata[b"version"] == b"1"


def test_the_dictionary_is_of_use() -> None:
    rows = columns()
    assert rows.filter(~pl.col("description_zh").str.contains(r"\p{Han}")).is_empty()
    readers = {
        "string": str,
        "int64": int,
        "float64": float,
        "bool": ("true", "false").index,
        "date32": date.fromisoformat,
    }
    assert set(readers) == set(TYPES.values())
    for kind, example in rows.select("type", "example").rows():
        readers[kind](example)
    pointing = rows.filter(pl.col("key").str.contains(".", literal=True))
    assert len(pointing) == len(FOREIGN_KEYS)


def test_units_tell_what_they_convert_to(rules: RuleSet) -> None:
    units = extract([], rules).units
    of = {row["unit"]: row for row in units.iter_rows(named=True)}
    assert (of["mu"]["base_unit"], of["mu"]["name"]) == ("m2", "亩")
    assert of["mu"]["factor"] == pytest.approx(2000 / 3)
    assert of["USD"]["base_unit"] == "USD"  # no currency converts into another
    assert of["person"]["dimension"] == "count"
    assert set(of) == rules.units.names


@pytest.fixture(scope="module")
def plan(rules: RuleSet) -> Tables:
    return extract([Document("plan.txt", PLAN)], rules)


def test_the_wide_table_holds_the_names_and_dates(plan: Tables) -> None:
    rows = targets_wide(plan, "site")
    assert rows.select(
        "place", "parent_code", "indicator_name", "unit_name", "period_start", "due", "total_value"
    ).rows() == [
        ("杭州市", "330000", "普惠性幼儿园覆盖率", "%", date(2024, 1, 1), date(2024, 6, 30), None),
        ("杭州市", "330000", "新增学位", "个", date(2024, 1, 1), date(2024, 6, 30), None),
        ("杭州市", "330000", "高中学位", "个", date(2024, 1, 1), date(2024, 6, 30), 8130.0),
        ("杭州市", "330000", "教育经费投入", "元", date(2024, 1, 1), date(2024, 12, 31), None),
    ]
    first = rows.row(0, named=True)
    assert (first["national_aim"], first["national_aim_year"]) == (85.0, 2025)
    assert (first["national_actual"], first["national_actual_year"]) == (91.61, 2024)
    assert first["evidence"] == f"documents/{first['document_id']}.html#t-{first['target_id']}"
    assert targets_wide(plan, "single")["evidence"][0] == f"index.html#t-{first['target_id']}"
    assert targets_wide(plan)["evidence"].null_count() == 4


def test_keys_hold_on_the_shared_documents(rules: RuleSet, shared: Path) -> None:
    for folder in ("cities-2024", "provinces-2026"):
        made = extract(read_documents([shared / "corpora" / folder]), rules)
        assert len(made.documents) > 30
        check_keys(star(made, "site"))


@pytest.mark.parametrize("key", FOREIGN_KEYS, ids=lambda key: f"{key.table}.{key.column}")
def test_a_key_that_points_nowhere_is_told(plan: Tables, key, tmp_path: Path) -> None:
    frames = star(plan)
    rows = frames[key.table]
    if rows[key.column].null_count() == len(rows):
        frames[key.points_to] = frames[key.points_to].clear()
        frames[key.table] = rows.with_columns(pl.lit("nowhere").alias(key.column))
    else:
        frames[key.points_to] = frames[key.points_to].clear()
        if key.points_to == key.table:
            frames[key.table] = rows.with_columns(pl.lit("nowhere").alias(key.column))
    with pytest.raises(
        SchemaMismatchError, match=f"table {key.table}: {key.column} points to no row"
    ):
        check_keys(frames)


def test_a_key_that_stands_twice_is_told_and_nothing_is_written(
    plan: Tables, tmp_path: Path
) -> None:
    twice = replace(plan, documents=pl.concat([plan.documents, plan.documents]))
    with pytest.raises(SchemaMismatchError, match="table documents: 2 rows break"):
        write_tables(twice, tmp_path / "out", metadata={})
    assert not (tmp_path / "out").exists()
    with pytest.raises(SchemaMismatchError, match="table documents"):
        frames.check("documents", plan.documents.with_columns(document_id=pl.lit(None, pl.String)))
