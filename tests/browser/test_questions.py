"""The five questions of readers, each answered within two clicks from the index."""

from __future__ import annotations

import pytest

CLICKS = 2


@pytest.fixture
def clicked(visit, two_years):
    """Opens the index; each call clicks once, and the clicks are counted."""
    page = visit((two_years / "index.html").as_uri())
    clicks = []

    def click(locator):
        locator.click()
        clicks.append(locator)
        return page

    yield page, click
    assert len(clicks) <= CLICKS


def test_who_promises_most(clicked):
    page, _ = clicked
    said = page.locator(".findings li").first.inner_text()
    assert "最高 8%（绵阳市）" in said


def test_compared_to_what(clicked):
    page, click = clicked
    click(page.locator(".findings a").first)
    page.wait_for_url("**/indicators/*")
    page.locator(".chart svg text", has_text="7.1% → 8%").first.wait_for()
    assert "上年结果" in page.locator(".legend").inner_text()


def test_how_does_my_city_stand(clicked):
    page, click = clicked
    page.locator("#region").fill("绵阳")
    click(page.locator("#region-list li").first)
    page.locator(".findings .standing", has_text="绵阳市 8% 第 1 / 3").first.wait_for()


def test_what_changed_since_last_year(clicked):
    page, click = clicked
    click(page.locator(".views a", has_text="改了什么"))
    page.wait_for_url("**/views/changes.html*")
    said = page.locator("tr", has_text="成都市").inner_text()
    assert "6%" in said
    assert "5.5%" in said
    assert "下调" in said


def test_show_me_the_sentence(clicked):
    page, click = clicked
    click(page.locator(".findings a").first)
    page.wait_for_url("**/indicators/*")
    click(page.locator(".chart path[aria-label^='绵阳市 2026']").first)
    page.wait_for_url("**#t-*")
    assert "2026年地区生产总值增长8%" in page.locator("li:target").inner_text()
