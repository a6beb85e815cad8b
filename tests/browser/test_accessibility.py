"""Every type of page passes the checks of axe-core, light and dark, wide and narrow."""

from __future__ import annotations

import pytest
from axe_playwright_python.sync_playwright import Axe
from reports_of_many import of_provinces

from charts import build_site
from metrics import extract

RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "best-practice"]
GROWTH = "i-gdp_growth-change-increase-percent.html"


@pytest.fixture(scope="module")
def provinces(rules, tmp_path_factory):
    """The folder of pages with a map of provinces, in English."""
    tables, folder = extract(of_provinces(), rules), tmp_path_factory.mktemp("provinces")
    return build_site(tables, folder, lang="en", version="1", rules_digest="0").parent


@pytest.fixture(scope="module")
def pages(site, two_years, provinces):
    """The address of one page of each type, of those of several years, and of those with a map."""
    first = [min(site.glob(f"{folder}/*.html")) for folder in ("indicators", "documents")]
    first += [min(site.glob("regions/*.html")), *sorted(site.glob("views/*.html"))]
    one_year = (site / "index.html", site / "targets.html", site / "files.html", *first)
    several = [two_years / "index.html", two_years / "regions" / "510700-绵阳市.html"]
    several += [two_years / "views" / f"{name}.html" for name in ("changes", "kept")]
    several += [two_years / "indicators" / GROWTH]
    chosen = [f"{page.as_uri()}?r=510700" for page in several]
    mapped = (provinces / "index.html", provinces / "indicators" / GROWTH)
    return [page.as_uri() for page in (*one_year, *mapped)] + chosen


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1280, 390])
def test_axe_finds_nothing(visit, pages, report, width, scheme):
    for address in [*pages, report]:
        page = visit(address, width=width, scheme=scheme)
        page.wait_for_timeout(200)
        result = Axe().run(page, options={"runOnly": RULES, "preload": False})
        found = [
            f"{violation['id']}: {violation['nodes'][0]['html'][:200]}"
            for violation in result.response["violations"]
        ]
        assert found == [], address
