from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, sync_playwright
from reports_of_two_years import reports

ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--no-first-run"]


@dataclass
class Visit:
    """A page opened with the network off, and what it complained about or asked for."""

    page: Page
    complaints: list[str] = field(default_factory=list)
    requests: list[str] = field(default_factory=list)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Debian's Chromium; without one these tests are skipped, in CI they fail."""
    chromium = shutil.which("chromium") or shutil.which("chromium-browser")
    if chromium is None:
        reason = "no chromium on the PATH: apt-get install chromium fonts-noto-cjk"
        if os.environ.get("CI") == "true":
            pytest.fail(reason)
        pytest.skip(reason)
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=chromium, args=ARGUMENTS)
        yield started
        started.close()


@pytest.fixture(scope="session")
def report(sample_tables, tmp_path_factory) -> str:
    """The address of the page about the compilation in examples/."""
    from charts import build_report

    folder = tmp_path_factory.mktemp("report")
    return build_report(sample_tables, folder, version="1", rules_digest="0").as_uri()


@pytest.fixture(scope="session")
def site(sample_tables, tmp_path_factory) -> Path:
    """The folder of pages about the compilation in examples/."""
    from charts import build_site

    folder = tmp_path_factory.mktemp("site")
    return build_site(sample_tables, folder, version="1", rules_digest="0").parent


@pytest.fixture(scope="session")
def two_years(rules, tmp_path_factory) -> Path:
    """The folder of pages about three cities with reports of two years."""
    from charts import build_site
    from metrics import extract

    folder = tmp_path_factory.mktemp("two-years")
    return build_site(extract(reports(), rules), folder, version="1", rules_digest="0").parent


@pytest.fixture
def visit(browser):
    """Opens an address, by default at desktop width; complaints fail the test that caused them."""
    visits: list[Visit] = []
    contexts = []

    def open_page(address: str, *, width: int = 1280, scheme: str = "light") -> Page:
        context = browser.new_context(
            offline=True, viewport={"width": width, "height": 900}, color_scheme=scheme
        )
        contexts.append(context)
        made = Visit(context.new_page())
        visits.append(made)
        made.page.on("console", lambda message: made.complaints.append(message.text))
        made.page.on("pageerror", lambda error: made.complaints.append(str(error)))
        made.page.on("dialog", lambda dialog: made.complaints.append(dialog.message))
        made.page.on("request", lambda request: made.requests.append(request.url))
        made.page.goto(address)
        return made.page

    yield open_page
    for context in contexts:
        context.close()
    for made in visits:
        assert made.complaints == []
        assert [url for url in made.requests if not url.startswith(("file:", "data:"))] == []
