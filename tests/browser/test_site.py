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
    "怀化",
    "武汉",
    "十堰",
    "鹰潭",
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
    assert [view.stem for view in views] == ["coverage", "deadlines", "wording"]
    for view in views:
        page = visit(view.as_uri(), width=width)
        page.wait_for_selector(".matrix .state, .chart svg")
        assert page.locator(".matrix .state, .chart svg [aria-label]").count() > 0
        assert page.evaluate(WIDER_THAN_SCREEN) <= 0, view.stem


@pytest.fixture(scope="module")
def many(tmp_path_factory):
    """The folder of pages about twenty cities."""
    made = extract([plan(number) for number in range(20)], load_rules())
    return build_site(made, tmp_path_factory.mktemp("many"), **MADE).parent


def test_my_region_is_found_by_pinyin_and_kept_from_page_to_page(visit, many):
    page = visit((many / "index.html").as_uri())
    page.locator("#region").fill("dey")
    page.locator("#region-list li").first.click()
    page.wait_for_url("**/index.html?r=510600")
    page.locator("[data-standing] a").first.click()
    page.wait_for_url("**/indicators/*.html?r=510600#t-*")
    standing = page.locator("p.standing").inner_text()
    assert standing == "德阳市: 7% · 并列第 9 / 20（由高到低） · 中位 7% · 与中位相同"
    page.wait_for_selector(".chart svg")
    page.locator("svg text", has_text="德阳市: 7%").first.wait_for()
    assert page.locator("li.mine b").inner_text() == "7%"
    page.locator("#region-page").click()
    page.wait_for_url("**/regions/510600*.html?r=510600")
    page.locator("tr.mine").first.wait_for()
    page.locator("#region-clear").click()
    assert page.locator(".mine").count() == 0
    assert "r=" not in page.url


def test_enter_goes_to_the_page_of_the_region_and_no_match_is_said(visit, many):
    page = visit((many / "index.html").as_uri())
    said, start = page.locator("#region-none"), page.url
    for typed, told in (("火星", "读取的文件里没有这个地区"), ("dey", ""), ("", "")):
        page.locator("#region").fill(typed)
        assert said.inner_text() == told
        if not typed or told:
            page.keyboard.press("Enter")
            assert page.url == start
    page.locator("#region").fill("dey")
    page.keyboard.press("Enter")
    page.wait_for_url("**/regions/510600*.html?r=510600")


def test_pages_work_where_only_scripts_of_the_same_place_may_run(visit, many):
    """From disk with the policy in the page, as a server would send it."""
    for path in (many / "index.html", many / GROWTH):
        policy = '<meta http-equiv="Content-Security-Policy" content="script-src \'self\'">'
        text = path.read_text("utf-8").replace('<meta charset="utf-8">', f"{policy}", 1)
        strict = path.with_name(f"strict-{path.name}")
        strict.write_text(text, "utf-8")
        page = visit(f"{strict.as_uri()}?r=510600")
        page.wait_for_selector(".chart svg")
        page.locator("[data-standing] a").first.wait_for()


@pytest.mark.parametrize(
    "pages",
    [
        "files.html", "targets.html", "indicators/*.html", "regions/*.html", "documents/*.html",
        "views/*.html",
    ],
)  # fmt: skip
def test_every_type_of_page_works_under_that_policy(visit, two_years, pages):
    policy = '<meta http-equiv="Content-Security-Policy" content="script-src \'self\'">'
    paths = [path for path in two_years.glob(pages) if not path.name.startswith("strict-")]
    assert paths
    for path in paths if pages.startswith("views") else paths[:2]:
        text = path.read_text("utf-8").replace('<meta charset="utf-8">', f"{policy}", 1)
        strict = path.with_name(f"strict-{path.name}")
        strict.write_text(text, "utf-8")
        page = visit(f"{strict.as_uri()}?r=510700")
        strict.unlink()
        page.locator("#region-page").wait_for()
        for chart in page.locator(".chart:visible").all():
            chart.scroll_into_view_if_needed()
            chart.locator("svg").wait_for()
        if page.locator("#targets").count():
            page.locator("#targets tbody tr").first.wait_for()


def test_the_index_draws_few_indicators_all_and_leads_to_their_sentences(visit, site):
    page = visit((site / "index.html").as_uri())
    page.wait_for_selector(".chart svg")
    assert page.locator(".comparison h3 a").first.inner_text() == "普惠性幼儿园覆盖率"
    assert page.locator(".comparison").count() == 9
    assert page.locator(".profile tbody tr").count() == 4
    page.locator(".chart path[aria-label^='XX区']").first.click()
    page.wait_for_url("**/indicators/*.html#t-*")


def test_the_index_opens_with_findings_and_finds_indicators_and_regions(visit, many):
    page = visit((many / "index.html").as_uri())
    said = page.locator(".findings li").first.inner_text()
    assert "20 个地区提出，中位 7%" in said
    assert "最低 5%（成都市、南充市、广元市、达州市）" in said
    page.locator("#find-word").fill("没有")
    page.locator("#find-none").wait_for()
    page.locator("#find-word").fill("生产总值")
    assert page.locator(".lines li:visible").count() == 1
    page.locator("#find-word").fill("mianyang")
    page.locator("#find-regions a").click()
    page.wait_for_url("**/regions/510700*")


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


@pytest.mark.parametrize("view", ["kept", "coverage"])
def test_names_stay_in_sight_beside_a_wide_table_on_a_phone(visit, two_years, view):
    page = visit((two_years / "views" / f"{view}.html").as_uri(), width=390)
    assert page.evaluate(WIDER_THAN_SCREEN) <= 0
    box = page.locator(".scroll:has(.matrix)")
    # More columns than these three reports fill, so that there is something to scroll.
    box.evaluate(
        "one => one.querySelectorAll('tr').forEach(row => { for (let n = 0; n < 30; n += 1) row.append(row.lastElementChild.cloneNode(true)); })"
    )
    name = page.locator(".matrix tbody th").first
    before = name.bounding_box()
    assert before["width"] > 60
    assert box.evaluate("one => { one.scrollLeft = 400; return one.scrollLeft; }") == 400
    assert name.bounding_box()["x"] == pytest.approx(before["x"], abs=1)
    assert page.evaluate(WIDER_THAN_SCREEN) <= 0


def test_a_sign_of_the_record_leads_to_the_sentence(visit, two_years):
    page = visit((two_years / "views" / "kept.html").as_uri())
    page.locator(".record tr", has_text="绵阳市").locator(".state.below").click()
    page.wait_for_url("**/documents/*.html*#t-*")
    assert page.locator(":target").inner_text() == "8%"
