from __future__ import annotations

import pytest

from charts import build_site
from metrics import Document, extract, load_rules

MADE = {"version": "1", "rules_digest": "0"}
GROWTH = "indicators/i-gdp_growth-change-increase-percent.html"
CITIES = [
    "成都",
    "绵阳",
    "德阳",
    "宜宾",
    "泸州",
    "南充",
    "乐山",
    "自贡",
    "内江",
    "遂宁",
    "广元",
    "眉山",
    "雅安",
    "巴中",
    "资阳",
    "达州",
    "广安",
    "武汉",
    "长沙",
    "南昌",
]
COVERAGE = "i-inclusive_kindergarten_coverage-level-percent"
WIDER_THAN_SCREEN = "() => document.documentElement.scrollWidth - window.innerWidth"


def plan(number: int) -> Document:
    text = f"{CITIES[number]}市2024年工作要点\n一、主要目标\n地区生产总值增长{5 + number % 5}%。\n"
    return Document(f"{CITIES[number]}.txt", text)


@pytest.mark.parametrize("width", [1280, 390])
def test_no_page_is_wider_than_the_screen(visit, site, sample_tables, width):
    document = sample_tables.documents["document_id"][0]
    pages = [site / "index.html", site / "targets.html", site / f"indicators/{COVERAGE}.html"]
    regions = sorted((site / "regions").glob("*.html"))
    assert regions
    for name in (*pages, site / f"documents/{document}.html", *regions):
        page = visit(name.as_uri(), width=width)
        assert page.evaluate(WIDER_THAN_SCREEN) <= 0, name


@pytest.mark.parametrize("width", [1280, 390])
def test_every_view_is_drawn(visit, site, width):
    views = sorted((site / "views").glob("*.html"))
    assert [view.stem for view in views] == ["coverage", "deadlines", "money", "wording"]
    for view in views:
        page = visit(view.as_uri(), width=width)
        page.wait_for_selector(".chart svg")
        assert page.locator(".chart svg [aria-label]").count() > 0
        assert page.evaluate(WIDER_THAN_SCREEN) <= 0, view.stem


def test_a_region_can_be_found_among_many(visit, tmp_path):
    made = extract([plan(number) for number in range(20)], load_rules())
    page = visit((build_site(made, tmp_path, **MADE).parent / GROWTH).as_uri())
    page.wait_for_selector(".chart svg")
    menu = page.locator(".vega-bindings select")
    assert menu.count() == 1
    assert page.locator("svg text", has_text="德阳市: ").count() == 0
    menu.select_option(label="德阳市")
    page.locator("svg text", has_text="德阳市: 7%").first.wait_for()


def test_the_index_draws_the_indicators_that_most_documents_share(visit, site):
    page = visit((site / "index.html").as_uri())
    page.wait_for_selector(".chart svg")
    assert page.locator("#headlines ~ .pairs h3 a").first.inner_text() == "普惠性幼儿园覆盖率"
    page.locator(".chart path[aria-label^='XX区']").first.click()
    page.wait_for_url("**/indicators/*.html#t-*")


def test_a_mark_leads_to_its_sentence_and_on_to_the_text(visit, site):
    page = visit((site / "indicators" / f"{COVERAGE}.html").as_uri())
    page.locator(".chart path[aria-label^='XX区']").first.click()
    shown = page.locator("li:target")
    assert shown.locator("mark").inner_text() == "93%"
    shown.locator("a").click()
    page.wait_for_url("**/documents/*.html#t-*")
    assert page.locator(":target").inner_text() == "93%"
    page.locator(":target").click()
    page.locator("tr.found").wait_for()
    assert page.locator("tr.found mark").inner_text() == "93%"


def test_print_has_every_row(visit, site, sample_tables, tmp_path):
    page = visit((site / "targets.html").as_uri())
    page.pdf(path=tmp_path / "page.pdf", format="A4")
    assert page.locator("#targets tbody tr").count() == len(sample_tables.targets)
