"""Pages of many documents over two years: sums are those of the tables, pictures of one year."""

from __future__ import annotations

import re
from collections import Counter

import pytest
from progress_sums import in_all, of_indicators, page_says, sums, tables_say
from reports_of_many import YEARS, of_cities

from charts import build_site
from metrics import extract, read_documents
from metrics.tables.outcomes import outcomes

MADE = {"version": "1", "rules_digest": "0"}


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
