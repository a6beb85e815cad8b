"""Pages of many documents over two years: sums are those of the tables, pictures of one year."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterator
from typing import Any

import pytest
from progress_sums import in_all, of_indicators, page_says, sums, tables_say
from reports_of_many import YEARS, of_cities

from charts import build_site
from charts.selection.periods import period_of
from metrics import extract, read_documents
from metrics.tables.outcomes import outcomes

MADE = {"version": "1", "rules_digest": "0"}
SPECS = re.compile(r'<script id="specs" type="application/json">(.*?)</script>')
ACROSS = re.compile(r"-years$|-revisions-\d{4}$")  # forms that show how goals change


@pytest.fixture(scope="module")
def made(rules):
    return extract(of_cities(), rules)


@pytest.fixture(scope="module")
def site(made, tmp_path_factory):
    return build_site(made, tmp_path_factory.mktemp("many"), **MADE).parent


def record(page: str) -> tuple[Counter[str], list[str]]:
    """What the table of the record counts by label, and the names of its rows."""
    (table,) = re.findall(r'<table class="matrix record">(.*?)</table>', page, re.DOTALL)
    signs = re.findall(r'<span class="state \w+" role="img" aria-label="([^"]+)">', table)
    return Counter(signs), re.findall(r'<th scope="row"><a [^>]*><bdi>([^<]+)</bdi>', table)


def leads(value: Any) -> Iterator[str]:
    """The targets that the marks of a chart lead to."""
    if isinstance(value, str):
        yield from re.findall(r"#t-(\w+)$", value)
    elif isinstance(value, (dict, list)):
        for item in value.values() if isinstance(value, dict) else value:
            yield from leads(item)


def test_no_picture_and_no_row_of_a_table_mixes_periods(made, site):
    periods = {row["target_id"]: period_of(row) for row in made.targets.iter_rows(named=True)}
    pictures, rows = Counter(), Counter()
    for path in site.rglob("*.html"):
        page = path.read_text("utf-8")
        for found in SPECS.findall(page):
            for name, spec in json.loads(found).items():
                shown = {periods[one] for one in leads(spec)}
                pictures[len(shown)] += 1
                assert len(shown) <= 1 or ACROSS.search(name), (path, name)
        for row in re.findall(r"<tr.*?</tr>", page, re.DOTALL):
            shown = {periods[one] for one in re.findall(r'#t-(\w+)"', row)}
            rows[len(shown)] += 1
            assert len(shown) <= 1, (path, row)
    assert min(pictures[1], pictures[2], rows[1]) > 0


def test_the_sums_of_changes_are_those_of_the_tables(made, site):
    page = (site / "views/changes.html").read_text("utf-8")
    said = page_says(page)
    assert said == tables_say(made, YEARS[1], (site / "indicators").glob("*.html"))
    assert min(said.values()) > 0
    assert sums(page)["未再提出"] > 0


def test_the_table_of_what_was_kept_counts_what_its_line_counts(made, site):
    page = (site / "views/kept.html").read_text("utf-8")
    said = sums(page)
    counted, documents = record(page)
    assert counted == said
    assert {name[-4:] for name in documents} == {str(YEARS[0])}
    answered = outcomes(made.targets, made.actuals, made.documents, made.indicators)
    verdicts = Counter(answered.filter(side="after")["verdict"].to_list())
    assert said["达到或超过"] == verdicts["met"] + verdicts["exceeded"]
    assert said["低于"] == verdicts["below"]
    assert said["未提"] == verdicts["no_figure"]


def test_findings_name_regions_without_the_year_of_the_picture(site):
    page = (site / "index.html").read_text("utf-8")
    start = page.index('<ul class="findings">')
    findings = page[start : page.index("</ul>", start)]
    assert "呼和浩特市" in findings
    assert "呼和浩特市 2026" not in findings
    assert "52 / 60 份文件" in page


def test_reports_of_several_years_have_a_page_a_year(shared, rules, tmp_path):
    made = extract(read_documents([shared / "corpora" / "years"]), rules)
    site = build_site(made, tmp_path, **MADE).parent
    changes = sorted((site / "views").glob("changes*.html"))
    assert len(changes) > 3
    for path in changes:
        page = path.read_text("utf-8")
        year = int(re.search(r"<h1><bdi>.*?(\d{4})", page)[1])
        pages = (site / "indicators").glob("*.html")
        assert page_says(page) == tables_say(made, year, pages), year
        assert of_indicators(page) == sums(page), year
    for path in (site / "views").glob("kept*.html"):
        page = path.read_text("utf-8")
        (states, _), said = record(page), sums(page)
        assert of_indicators(page) == said, path
        assert in_all(page) == sum(said.values()), path
        is_cut = "只列目标最多的" in page
        assert states <= Counter(said) if is_cut else states == said, path
