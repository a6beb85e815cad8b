from __future__ import annotations

import pytest

COVERAGE = "i-inclusive_kindergarten_coverage-level-percent"
WIDER_THAN_SCREEN = "() => document.documentElement.scrollWidth - window.innerWidth"


@pytest.mark.parametrize("width", [1280, 390])
def test_no_page_is_wider_than_the_screen(visit, site, sample_tables, width):
    document = sample_tables.documents["document_id"][0]
    pages = ("index", "targets", f"indicators/{COVERAGE}", f"documents/{document}")
    for name in (*pages, f"regions/{document}"):
        page = visit((site / f"{name}.html").as_uri(), width=width)
        assert page.evaluate(WIDER_THAN_SCREEN) <= 0, name


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
