"""The table of all targets: facets, what the address says, and what is saved of it."""

from __future__ import annotations

import polars as pl
import pytest
from reports_of_two_years import reports

from charts import build_site
from charts.pages.model import Report
from charts.pages.shared import script_json
from charts.pages.target_table import table_rows
from metrics import extract
from metrics.tables.frames import SCHEMAS


@pytest.fixture
def targets(visit, two_years):
    """Opens the page of all targets with an asked state."""
    return lambda asked="": visit((two_years / "targets.html").as_uri() + asked)


def options(page, facet: str) -> list[str]:
    return page.locator(f"#by-{facet} option").all_inner_texts()


def rows(page) -> int:
    return page.locator("#targets tbody tr").count()


def test_facets_count_what_the_others_leave(targets):
    page = targets()
    total = rows(page)
    assert "2025 年 (3)" in options(page, "period")
    page.locator("#by-region").select_option("德阳市")
    assert 0 < rows(page) < total
    assert "2025 年 (1)" in options(page, "period")
    assert any(option.startswith("绵阳市 (") for option in options(page, "region"))
    page.locator("#by-indicator").fill("生产总值")
    page.locator("#by-period").select_option("2026 年")
    assert page.locator("#targets .value").all_inner_texts() == ["7.5%"]


def test_the_address_holds_the_whole_state(targets):
    page = targets()
    page.locator("#by-region").select_option("成都市")
    page.locator("#search").fill("5.5%")
    page.locator("#targets th button[data-column=value]").click()
    page.locator("#targets th button[data-column=value]").click()
    asked = page.evaluate("location.search")
    again = targets(asked)
    assert again.locator("#by-region").input_value() == "成都市"
    assert again.locator("#targets .value").all_inner_texts() == ["5.5%"]
    assert again.locator("#targets th[aria-sort=descending]").count() == 1
    again.locator("#clear").click()
    assert "region=" not in again.evaluate("location.search")


def test_sentences_are_searched_on_request(targets):
    page = targets()
    page.locator("#search").fill("2026年地区")
    assert rows(page) == 0
    page.locator("#in-sentences").check()
    assert rows(page) == 3
    assert "sentences=1" in page.url


def test_what_is_filtered_is_saved(targets, tmp_path):
    page = targets()
    page.locator("#by-period").select_option("2026 年")
    with page.expect_download() as saved:
        page.locator("#save-rows").click()
    saved.value.save_as(tmp_path / "targets.csv")
    table = pl.read_csv(tmp_path / "targets.csv")
    assert table["printed"].to_list() == ["5.5%", "8%", "7.5%"]
    assert table["quote"].to_list() == ["5.5%", "8%", "7.5%"]
    named = set(SCHEMAS["targets"].create_empty().columns)
    assert set(table.columns) - named == {"printed", "period"}
    assert {"target_id", "unit", "rule_id", "quote", "region_label"} <= set(table.columns)
    assert table["sentence"].str.contains("2026年地区生产总值增长").all()


def test_doubts_are_a_facet_where_tables_have_them(visit, rules, targets, tmp_path):
    assert targets().locator("#by-doubt").is_hidden()
    made = extract(reports(), rules)
    report = Report.of(made, "zh")
    doubts = pl.when(pl.col("quote") == "8%").then(pl.lit("no year"))
    told = table_rows(report, made.targets.with_columns(doubt=doubts).to_dicts())
    build_site(made, tmp_path, version="1", rules_digest="0")
    written = (tmp_path / "targets.html").read_text("utf-8")
    begin, end = '<script class="targets" type="application/json">', "</script>"
    first, *_ = written.split(begin)
    rest = written[written.rindex(begin) :].partition(end)[2]
    (tmp_path / "targets.html").write_text(first + begin + script_json(told) + end + rest, "utf-8")
    page = visit((tmp_path / "targets.html").as_uri())
    assert options(page, "doubt")[1:] == ["no year (2)"]
    page.locator("#by-doubt").select_option("no year")
    assert page.locator("#targets .value").all_inner_texts() == ["8%", "8%"]
    assert "doubt=no+year" in page.url
