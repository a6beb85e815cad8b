"""The tables join by their keys, and other tools open every file, also of a run without targets."""

from __future__ import annotations

from pathlib import Path

import duckdb
import polars as pl
import pyarrow.parquet
import pytest

from metrics import extract, tables
from metrics.documents import Document
from metrics.ruleset import RuleSet
from metrics.storage import write_tables

REPORTS = {
    "杭州市2024年政府工作报告.txt": "2024年杭州市政府工作报告\n\n二、2024年工作安排\n地区生产总值增长5.5%左右。\n",
    "浙江省2024年政府工作报告.txt": "2024年浙江省政府工作报告\n\n二、2024年工作安排\n地区生产总值增长5.5%左右。\n",
}


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
    for file in written:
        rows = pl.read_parquet(file)
        assert rows.schema == tables.SCHEMAS[file.stem].create_empty().schema
        assert pyarrow.parquet.read_table(file).num_rows == len(rows)
        counted = duckdb.sql(f"SELECT count(*) FROM '{file}'").fetchall()
        assert counted == [(len(rows),)]
