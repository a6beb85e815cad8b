"""Real reports, where they stand beside the repository: the five questions and sizes."""

from __future__ import annotations

import re
from collections import Counter

import pytest
from clicked_pages import (
    GROWTH,
    changed_row,
    counted_clicks,
    finding,
    open_growth,
    pick_region,
    sentence_behind,
)
from progress_sums import in_all, of_indicators, page_says, sums, tables_say

from charts import build_site
from charts.words.labels import LABELS
from metrics import extract, read_documents
from metrics.tables.schemas import MODES

PAPER = 703  # pixels of A4 between its margins
WORDS = LABELS["zh"]
REGIONS = {"cities": ("chengdu", "成都市"), "provinces": ("hebei", "河北省")}
WIDER_TILES = """() => [...document.querySelectorAll('.map a')]
    .filter((one) => one.scrollWidth > one.clientWidth).map((one) => one.textContent)"""
OUTSIDE_TILES = """() => {
    const own = (kind) => [...document.querySelectorAll(`[id$='-tiles'] .mark-${kind}.role-mark > *`)];
    const tiles = own("rect").map((one) => one.getBoundingClientRect());
    return own("text").filter((one) => {
        const text = one.getBoundingClientRect();
        return text.width && !tiles.some((tile) => text.left >= tile.left && text.right <= tile.right);
    }).map((one) => one.textContent);
}"""


def read(shared, name):
    """The reports of sixty cities, or of all provinces and of one of them over several years."""
    corpora = shared / "corpora"
    if name == "cities":
        return read_documents([corpora / "cities-2024"])
    return read_documents(
        [corpora / "provinces-2026", *sorted(corpora.glob("years/河北省-202[12345]*"))]
    )


@pytest.fixture(scope="module", params=["cities", "provinces"])
def made(request, shared, rules):
    return request.param, extract(read(shared, request.param), rules)


@pytest.fixture(scope="module")
def site(made, tmp_path_factory):
    name, tables = made
    index = build_site(tables, tmp_path_factory.mktemp(name), version="1", rules_digest="0")
    return name, index


@pytest.fixture
def clicked(visit, site):
    """The index, and what clicks in it."""
    name, index = site
    with counted_clicks() as click:
        yield name, visit(index.as_uri()), click


def test_who_promises_most_and_compared_to_what(clicked):
    _, page, click = clicked
    said = finding(page).inner_text()
    assert "最高" in said
    assert "比同一报告里的上年结果" in said
    open_growth(page, click)
    page.locator(".chart svg text", has_text=" → ").first.wait_for()


def test_how_does_my_region_stand(clicked):
    name, page, click = clicked
    typed, region = REGIONS[name]
    pick_region(page, click, typed, region)
    assert page.locator("#beside").is_visible()


def test_what_changed(clicked):
    name, page, click = clicked
    if name == "cities":
        assert page.locator(".views a", has_text="改了什么").count() == 0
        return
    assert "地区生产总值" in changed_row(page, click, "河北省")


def test_changes_and_results_add_up_to_those_of_the_tables(made, site):
    """All provinces, and all years of those of which there are several."""
    (name, tables), (_, index) = made, site
    views = index.parent / "views"
    if name == "cities":
        assert not list(views.glob("changes*.html"))
        return
    changes = sorted(views.glob("changes*.html"))
    assert len(changes) > 1
    for path in changes:
        page = path.read_text("utf-8")
        year = int(re.search(r"<h1><bdi>.*?(\d{4})", page)[1])
        pages = (index.parent / "indicators").glob("*.html")
        assert page_says(page) == tables_say(tables, year, pages), year
    for path in [*changes, *views.glob("kept*.html")]:
        page = path.read_text("utf-8")
        assert of_indicators(page) == sums(page), path
        assert in_all(page) == sum(sums(page).values()), path


def test_show_me_the_sentence(clicked):
    _, page, click = clicked
    assert "生产总值" in sentence_behind(page, click, "%")


def test_facets_count_what_the_tables_hold(visit, made, site):
    page = visit(site[1].with_name("targets.html").as_uri())
    _, tables = made
    counted = tables.documents.unique("text_sha256", keep="first", maintain_order=True)
    rows = tables.targets.join(counted, "document_id", "semi")
    labels = {mode: WORDS[mode] for mode in MODES}
    due = [str(one.year) if one else WORDS["undated"] for one in rows["deadline"]]
    asked = {
        "mode": Counter(labels[one] for one in rows["mode"]),
        "topic": Counter(rows["topic"].drop_nulls()),
        "due": Counter(due),
    }
    for facet, counts in asked.items():
        offered = page.locator(f"#by-{facet} option").all_inner_texts()[1:]
        assert sorted(offered) == sorted(f"{label} ({n})" for label, n in counts.items()), facet
    topic = asked["topic"].most_common(1)[0][0]
    page.locator("#by-topic").select_option(topic)
    of_topic = Counter(labels[one] for one in rows.filter(topic=topic)["mode"])
    offered = page.locator("#by-mode option").all_inner_texts()[1:]
    assert sorted(offered) == sorted(f"{label} ({n})" for label, n in of_topic.items())
    assert str(of_topic.total()) in page.locator("#shown").inner_text()


def test_the_index_is_no_longer_than_a_few_screens(visit, site):
    name, index = site
    page = visit(index.as_uri())
    page.wait_for_selector(".chart svg")
    height = page.evaluate("() => document.documentElement.scrollHeight")
    if name == "cities":
        assert height <= 4000
    assert height <= 4500
    assert index.stat().st_size <= 400_000
    assert page.locator(".comparison", has_text="1 / 1 份文件").count() == 0


@pytest.mark.parametrize(("view", "table"), [("coverage", ".matrix"), ("profile", ".profile")])
def test_paper_holds_every_column_of_wide_tables(visit, site, view, table):
    page = visit((site[1].parent / "views" / f"{view}.html").as_uri(), width=PAPER)
    page.emulate_media(media="print")
    right = page.locator(table).evaluate("one => one.getBoundingClientRect().right")
    assert page.locator(f"{table} thead th").count() > 20
    assert right <= PAPER


@pytest.mark.parametrize("width", [390, 360])
def test_values_of_a_map_stay_in_their_tiles_on_a_phone(visit, site, width):
    name, index = site
    if name == "cities":
        pytest.skip("cities have no map")
    page = visit(index.as_uri(), width=width)
    assert page.evaluate(WIDER_TILES) == []
    page.goto((index.parent / "indicators" / f"{GROWTH}.html").as_uri())
    page.locator("[id$='-tiles'] svg text", has_text="%").first.wait_for()
    assert page.locator("[id$='-tiles'] svg text", has_text="–").count() > 0
    assert page.evaluate(OUTSIDE_TILES) == []


@pytest.mark.parametrize("view", ["wording", "deadlines", "money"])
def test_charts_of_views_fit_a_phone(visit, site, view):
    path = site[1].parent / "views" / f"{view}.html"
    if not path.is_file():
        pytest.skip("these reports have no such view")
    page = visit(path.as_uri(), width=390)
    page.wait_for_selector(".chart svg")
    fits = "() => [...document.querySelectorAll('.chart')].every(one => one.querySelector('svg').clientWidth <= one.clientWidth && one.getBoundingClientRect().right <= innerWidth)"
    assert page.evaluate(fits)
