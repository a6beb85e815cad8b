"""The five questions of readers, asked of a site by clicks that are counted from its index on."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from playwright.sync_api import Locator, Page, expect

Click = Callable[[Locator], None]

GROWTH = "i-gdp_growth-change-increase-percent"
_MOST_CLICKS = 2


@contextmanager
def counted_clicks() -> Iterator[Click]:
    """What clicks once at each call; more than two clicks are too many for any question."""
    clicks: list[Locator] = []

    def click(locator: Locator) -> None:
        locator.click()
        clicks.append(locator)

    yield click
    assert len(clicks) <= _MOST_CLICKS


def finding(page: Page) -> Locator:
    """The sentence of the index on growth."""
    return page.locator(".findings li", has=page.get_by_role("link", name="地区生产总值增长"))


def open_growth(page: Page, click: Click) -> None:
    """Opens the page of growth."""
    click(finding(page).locator("a").first)
    page.wait_for_url(f"**/{GROWTH}.html*")


def pick_region(page: Page, click: Click, typed: str, region: str) -> None:
    """Picks a region by what is typed, which tells how it stands, and opens its page."""
    page.locator("#region").fill(typed)
    click(page.locator("#region-list li", has_text=region).first)
    said = finding(page).locator(".standing", has_text=region)
    said.wait_for()
    assert "第" in said.inner_text()
    click(page.locator("#region-page"))
    page.wait_for_url("**/regions/*")


def changed_row(page: Page, click: Click, region: str) -> str:
    """What the view of changes says of a region, its sentences unfolded."""
    click(page.locator(".views a", has_text="改了什么"))
    page.wait_for_url("**/views/changes*")
    row = page.locator("details[open] tr", has=page.get_by_role("link", name=region, exact=True))
    sentences = row.locator("details").last
    click(sentences.locator("summary"))
    expect(sentences).to_have_attribute("open", "")
    return row.inner_text()


def sentence_behind(page: Page, click: Click, mark: str) -> str:
    """The sentence that a mark of the chart of growth leads to; ``mark`` is of its label."""
    open_growth(page, click)
    click(page.locator(f".chart path[aria-label*='{mark}']").first)
    page.wait_for_url("**#t-*")
    return page.locator("li:target").inner_text()
