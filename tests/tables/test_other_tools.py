"""Other tools answer readers' questions from the files of a run, and know what is in them."""

from __future__ import annotations

import json
import zipfile
from datetime import date
from pathlib import Path

import duckdb
import pandas as pd
import polars as pl
import pyarrow.compute
import pyarrow.parquet
import pytest
from conftest import REPOSITORY

from metrics import extract, read_document
from metrics.rules.ruleset import RuleSet
from metrics.sources.documents import Document
from metrics.tables.atomic_folder import output_folder
from metrics.tables.frames import FILES
from metrics.tables.parquet import stage_tables
from metrics.tables.spreadsheets import ALSO, read_csv_texts, write_csv

# A city above a province, this year above the last, and a text that looks like a formula.
REPORTS = {
    "杭州市2024年政府工作报告.txt": "2024年杭州市政府工作报告\n\n二、2024年工作安排\n地区生产总值增长5.5%左右。\n",
    "浙江省2024年政府工作报告.txt": "2024年浙江省政府工作报告\n\n二、2024年工作安排\n地区生产总值增长5%。\n",
    "杭州市2025年政府工作报告.txt": "2025年杭州市政府工作报告\n\n二、2025年工作安排\n地区生产总值增长5%。\n",
}
FORMULA = "=HYPERLINK(0)新增学位8130个。居民消费价格指数控制在103左右。"


@pytest.fixture(scope="module")
def folder(rules: RuleSet, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A run on the compilation in examples/ and the reports above, in every format."""
    documents = [
        read_document(REPOSITORY / "examples/education-2024.txt", source="education-2024.txt"),
        *(Document(source, text) for source, text in REPORTS.items()),
        Document("formula.txt", FORMULA),
    ]
    place = tmp_path_factory.mktemp("run")
    made = extract(documents, rules)
    metadata = {"version": "1", "rules": "abc"}
    with output_folder(place, metadata=metadata) as staged:
        stage_tables(made, staged, metadata=metadata, pages="site", also=ALSO)
    return place


@pytest.fixture(scope="module")
def database(folder: Path):
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(folder)
        connection = duckdb.connect()
        connection.execute((folder / "views.sql").read_text("utf-8"))
        yield connection


COVERAGE = "inclusive_kindergarten_coverage"
# A question of each kind of reader, asked in SQL of targets_wide alone, and its answer.
QUESTIONS = [
    (
        "Who promises the highest 普惠性幼儿园覆盖率, and how firmly?",
        f"SELECT region_label, comparator, value, commitment FROM targets_wide WHERE indicator_id = '{COVERAGE}' ORDER BY value DESC",
        [("XX区", ">=", 93.0, "力争"), ("XX市", "=", 89.0, None)],
    ),
    (
        "Is the promise above the national aim and the national actual value?",
        "SELECT above_aim, above_actual FROM beside_the_nation "
        "WHERE indicator_name = '普惠性幼儿园覆盖率' AND value = 89",
        [(4.0, -2.61)],
    ),
    (
        "How many school places does each add?",
        "SELECT region_label, value FROM targets_wide WHERE unit = 'place' AND mode = 'output' AND indicator_id IS NOT NULL AND NOT breakdown ORDER BY value DESC, region_label LIMIT 2",
        [("XX市", 121000.0), ("XX区", 8130.0)],
    ),
    (
        "Which indicators do two or more documents share?",
        "SELECT indicator_id FROM coverage WHERE documents > 1 ORDER BY indicator_id",
        [
            ("gdp_growth",),
            ("inclusive_kindergarten_coverage",),
            ("public_kindergarten_enrolment_share",),
            ("school_places",),
        ],
    ),
    (
        "How soft is the wording?",
        "SELECT commitment, sum(targets) FROM wording WHERE commitment <> '' GROUP BY ALL ORDER BY ALL",
        None,
    ),
    (
        "Does a city promise more than its province?",
        "SELECT place, parent_region, value, parent_value, above_parent FROM beside_the_parent",
        [("杭州市", "浙江省", 5.5, 5.0, 0.5)],
    ),
    (
        "What is due in which month?",
        "SELECT month, targets FROM due_by_month WHERE month < DATE '2024-12-01' ORDER BY month, targets",
        None,
    ),
    (
        "What was lowered from one year to the next?",
        "SELECT place, plan_year, value_before, value, verdict FROM year_over_year",
        [("杭州市", 2025, 5.5, 5.0, "lowered")],
    ),
    (
        "Do the parts add up to their total?",
        "SELECT total_value, parts, sum_of_parts, rest FROM parts_and_totals WHERE parts = 2",
        [(8.0, 2, 8.0, 0.0)],
    ),
    (
        "Which promises hold for each of many?",
        "SELECT per, value, unit FROM narrowed WHERE per IS NOT NULL ORDER BY unit",
        [("每两周", 1.0, "event"), ("每个乡(镇)", 1.0, "school")],
    ),
    (
        "Where are the ceilings?",
        "SELECT comparator, value FROM ceilings WHERE comparator = '<=' AND unit = 'percent'",
        [("<=", 5.0)],
    ),
    (
        "Who names a responsible unit?",
        "SELECT count(DISTINCT document_id) FROM targets_wide WHERE responsible IS NOT NULL",
        [(1,)],
    ),
    (
        "In which sentence does it stand?",
        "SELECT sentence, evidence LIKE 'documents/%.html#t-%' FROM sentences WHERE place = '浙江省'",
        [("地区生产总值增长5%。", True)],
    ),
]


@pytest.mark.parametrize(("asked", "sql", "answer"), QUESTIONS, ids=[q[0] for q in QUESTIONS])
def test_the_wide_table_alone_answers(database, asked: str, sql: str, answer) -> None:
    found = database.sql(sql).fetchall()
    assert found if answer is None else found == answer


def test_the_sql_of_the_page_on_other_tools_runs(database) -> None:
    page = (REPOSITORY / "docs/bi.md").read_text("utf-8")
    asked = [part.partition("```")[0] for part in page.split("```sql\n")[1:]]
    assert len(asked) == 2
    found = [database.sql(sql).fetchall() for sql in asked]
    assert [row[2] for row in found[0]] == [93.0, 89.0]
    assert ("XX市", "教育经费投入", 294.4, "亿元") in found[1]


def test_every_view_is_named_on_the_page_on_other_tools(database) -> None:
    page = (REPOSITORY / "docs/bi.md").read_text("utf-8")
    names = database.sql("SELECT view_name FROM duckdb_views() WHERE NOT internal").fetchall()
    assert {name for (name,) in names if name not in FILES} <= set(
        page.replace("`", " ").replace(",", " ").split()
    )


def test_every_question_is_asked_of_the_wide_table_alone() -> None:
    sql = (REPOSITORY / "metrics/tables/duckdb_views.sql").read_text("utf-8")
    named = duckdb.extract_statements(sql)
    assert len(named) >= 10
    for statement in named:
        body = statement.query
        assert "targets_wide" in body
        assert not [name for name in FILES if name != "targets_wide" and f"FROM {name}\n" in body]


def test_columns_tell_what_they_mean_in_the_database(database) -> None:
    ((comment,),) = database.sql(
        "SELECT comment FROM duckdb_columns() WHERE table_name = 'targets' AND column_name = 'value'"
    ).fetchall()
    assert comment.startswith("目标值")


def test_pandas_pyarrow_and_polars_answer_the_same(folder: Path) -> None:
    file = folder / "targets_wide.parquet"
    frame = pd.read_parquet(file)
    by_pandas = frame[frame["indicator_id"] == COVERAGE]["value"].tolist()
    table = pyarrow.parquet.read_table(file)
    by_pyarrow = table.filter(pyarrow.compute.field("indicator_id") == COVERAGE)[
        "value"
    ].to_pylist()
    rows = pl.scan_parquet(file).filter(pl.col("indicator_id") == COVERAGE).collect()
    assert by_pandas == by_pyarrow == rows["value"].to_list() == [93.0, 89.0]
    assert table["period_start"].to_pylist()[0] == date(2024, 1, 1)


def test_the_data_package_describes_every_table(folder: Path) -> None:
    from frictionless import Package

    for place in (folder, folder / "csv"):
        package = json.loads((place / "datapackage.json").read_bytes())
        assert [resource["name"] for resource in package["resources"]] == list(FILES)
        assert all((place / resource["path"]).is_file() for resource in package["resources"])
        assert Package.validate_descriptor(package).valid
        assert package["run"] == {"version": "1", "rules": "abc"}


@pytest.mark.filterwarnings("ignore")
def test_frictionless_finds_types_and_keys_kept(folder: Path) -> None:
    from frictionless import Package

    report = Package(str(folder / "csv" / "datapackage.json")).validate()
    assert report.valid, report.flatten(["title", "message"])[:5]
    assert len(report.tasks) == len(FILES)


def test_csv_files_are_for_spreadsheets(folder: Path) -> None:
    data = (folder / "csv" / "targets.csv").read_bytes()
    assert data.startswith(b"\xef\xbb\xbf")
    assert "\n'=HYPERLINK" not in data.decode("utf-8-sig").replace("'=HYPERLINK", "'=HYPERLINK")
    assert ",'=HYPERLINK(0)新增学位8130个。" in data.decode("utf-8-sig")


TEXTS = ["=1+1", "=", ">=", "-3℃", "+86", "@SUM(A1)", "-cmd", "'quoted", "'=x", "平常", None]


def test_a_csv_file_comes_back_as_it_was(tmp_path: Path) -> None:
    rows = pl.DataFrame({"text": TEXTS, "number": list(range(len(TEXTS)))})
    write_csv(rows, tmp_path / "a.csv")
    again = read_csv_texts(tmp_path / "a.csv")
    assert again["text"].to_list() == TEXTS
    assert b"\n=" not in (tmp_path / "a.csv").read_bytes().replace(b"\n=,", b"")


def test_the_workbook_holds_every_table(folder: Path) -> None:
    file = folder / "tables.xlsx"
    for name in FILES:
        sheet = pl.read_excel(file, sheet_name=name)
        rows = pl.read_parquet(folder / f"{name}.parquet")
        assert set(sheet.columns) == set(rows.columns)
        assert len(sheet) == len(rows)
    wide = pl.read_excel(file, sheet_name="targets_wide")
    assert wide.columns[:5] == ["place", "plan_year", "indicator_name", "comparator", "value"]
    assert (
        wide["value"].to_list()
        == pl.read_parquet(folder / "targets_wide.parquet")["value"].to_list()
    )
    with zipfile.ZipFile(file) as parts:
        first = parts.read("xl/worksheets/sheet1.xml").decode()
        styles = parts.read("xl/styles.xml").decode()
        links = parts.read("xl/worksheets/_rels/sheet1.xml.rels").decode()
    assert "<f>" not in first  # no text is a formula
    assert 'state="frozen"' in first
    assert "<autoFilter" in first
    assert "#,##0&quot;%&quot;" in styles
    assert "#,##0&quot;元&quot;" in styles
    assert 'Target="documents/' in links


def test_the_same_tables_give_the_same_workbook(sample_tables, tmp_path: Path) -> None:
    for name in "ab":
        (tmp_path / name).mkdir()
        stage_tables(sample_tables, tmp_path / name, metadata={}, also=["xlsx"])
    assert (tmp_path / "a/tables.xlsx").read_bytes() == (tmp_path / "b/tables.xlsx").read_bytes()
