"""The five questions of readers on large collections, each within two clicks from the index."""

from __future__ import annotations

import pytest
from clicked_pages import (
    changed_row,
    counted_clicks,
    finding,
    open_growth,
    pick_region,
    sentence_behind,
)
from reports_of_many import CITIES, of_cities, of_provinces

from charts import build_site
from metrics import extract

OPEN = "() => document.documentElement.scrollHeight"


@pytest.fixture(scope="module")
def sites(rules, tmp_path_factory):
    """The pages of sixty cities and of all provinces, over two years each."""
    made = {"cities": of_cities(), "provinces": of_provinces()}
    return {
        name: build_site(
            extract(documents, rules), tmp_path_factory.mktemp(name), version="1", rules_digest="0"
        )
        for name, documents in made.items()
    }


@pytest.fixture(params=["cities", "provinces"])
def clicked(request, visit, sites):
    """The index, and what clicks in it."""
    with counted_clicks() as click:
        yield request.param, visit(sites[request.param].as_uri()), click


def test_who_promises_most(clicked):
    name, page, _ = clicked
    said = finding(page).inner_text()
    highest = {"cities": "最高 7.5%（呼和浩特市、", "provinces": "最高 7.5%（内蒙古自治区、"}
    assert highest[name] in said


def test_compared_to_what(clicked):
    _, page, click = clicked
    assert "比同一报告里的上年结果" in finding(page).inner_text()
    open_growth(page, click)
    page.locator(".chart svg text", has_text=" → ").first.wait_for()


def test_how_does_my_region_stand(clicked):
    name, page, click = clicked
    word, region = {"cities": ("rikaze", "日喀则市"), "provinces": ("ningxia", "宁夏回族自治区")}[
        name
    ]
    pick_region(page, click, word, region)
    assert page.locator("h1").inner_text() == region
    assert page.locator("#beside").is_visible()


def test_what_changed(clicked):
    name, page, click = clicked
    region = {"cities": "唐山市", "provinces": "天津市"}[name]
    assert "2026年主要目标是" in changed_row(page, click, region)
    assert "上调" in page.locator(".sums").inner_text()


def test_show_me_the_sentence(clicked):
    _, page, click = clicked
    assert "地区生产总值增长7.5%" in sentence_behind(page, click, "7.5%")


def test_the_index_fits_a_phone(visit, sites):
    page = visit(sites["cities"].as_uri(), width=390)
    page.wait_for_selector(".chart svg")
    assert page.evaluate(OPEN) < 6000
    assert page.locator(".topic[open]").count() == 1
    page.locator("#find-word").fill("就业")
    assert page.locator(".lines li:visible").count() == 1
    page.locator("#find-word").fill("")
    assert page.locator(".topic[open]").count() == 1


def test_the_map_shows_the_chosen_indicator(visit, sites):
    page = visit(sites["provinces"].as_uri())
    tile = page.locator('.map li[data-code="150000"]')
    assert "%" in tile.inner_text()
    before = tile.inner_text()
    page.locator("#map-of").select_option(label="社会消费品零售总额增长 · 2026 年")
    assert tile.inner_text() != before
    assert "map=i-" in page.url
    assert page.locator(".map .unread").count() == 3
    again = visit(page.url)
    assert again.locator('.map li[data-code="150000"]').inner_text() == tile.inner_text()
    tile.locator("a").click()
    page.wait_for_url("**/regions/150000-*")


def test_no_map_without_provinces(visit, sites):
    page = visit(sites["cities"].as_uri())
    assert page.locator(".map").count() == 0
    assert len(CITIES) == 60
