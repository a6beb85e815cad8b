"""Pages without scripts, on paper, and as pictures."""

from __future__ import annotations

import ctypes
from pathlib import Path

import pypdfium2
import pytest
from chart_rows import COVERAGE, targets
from reports_of_two_years import CITIES

from charts import compare, save
from charts.words.style import LIGHT

GROWTH = "i-gdp_growth-change-increase-percent"


@pytest.fixture
def plain(browser):
    """Opens a page with scripts off."""
    context = browser.new_context(offline=True, java_script_enabled=False)
    yield lambda address: _opened(context.new_page(), address)
    context.close()


def _opened(page, address):
    page.goto(address)
    return page


def printed(file: Path) -> str:
    """All texts of a PDF file, without spaces."""
    with pypdfium2.PdfDocument(file) as document:
        texts = [page.get_textpage().get_text_bounded() for page in document]
    return "".join("".join(texts).split())


def sheets(file: Path) -> list[int]:
    """How many letters stand on each sheet."""
    with pypdfium2.PdfDocument(file) as document:
        return [page.get_textpage().count_chars() for page in document]


def filled(file: Path, colour: str) -> int:
    """How many shapes of a PDF file are filled with a colour of the style, like #0067a5."""
    asked = [int(colour[at : at + 2], 16) for at in (1, 3, 5)]
    shapes = 0
    with pypdfium2.PdfDocument(file) as document:
        for page in document:
            for shape in page.get_objects([pypdfium2.raw.FPDF_PAGEOBJ_PATH]):
                parts = [ctypes.c_uint() for _ in range(4)]
                pypdfium2.raw.FPDFPageObj_GetFillColor(shape, *parts)
                shapes += [part.value for part in parts[:3]] == asked
    return shapes


def test_without_scripts_tables_are_there_and_say_what_is_missing(plain, two_years):
    page = plain((two_years / "regions" / "510700-绵阳市.html").as_uri())
    assert "脚本已关闭" in page.locator("noscript p").first.inner_text()
    assert page.locator("table.plain td", has_text="8%").count() == 2
    page = plain((two_years / "targets.html").as_uri())
    page.locator("noscript a", has_text="绵阳市").click()
    page = plain((two_years / "indicators" / f"{GROWTH}.html").as_uri())
    assert page.locator(".evidence li").count() == 3
    assert page.locator(".chart").first.is_hidden()


def test_paper_holds_every_column_and_mark(visit, two_years, tmp_path):
    page = visit((two_years / "targets.html").as_uri())
    names = page.locator("#targets th .printed").all_text_contents()
    rows = page.locator("#targets tbody tr").count()
    page.pdf(path=tmp_path / "targets.pdf", format="A4")
    text = printed(tmp_path / "targets.pdf")
    assert len(names) == 6
    assert [name for name in names if name not in text] == []
    sentences = page.locator("#targets .sentence > bdi").all_text_contents()
    assert len(sentences) == rows
    assert all(text.count(one) >= sentences.count(one) for one in sentences)
    page = visit((two_years / "indicators" / f"{GROWTH}.html").as_uri())
    page.wait_for_function(
        "() => [...document.querySelectorAll('.chart')].every(one => one.querySelector('svg'))"
    )
    shown = page.locator(".chart svg text").all_text_contents()
    marks = page.locator(".chart svg path[aria-label][fill='var(--target)']").count()
    page.pdf(path=tmp_path / "growth.pdf", format="A4")
    assert filled(tmp_path / "growth.pdf", LIGHT.target) >= marks > len(CITIES)
    text = printed(tmp_path / "growth.pdf")
    assert [one for one in shown if "".join(one.split()) not in text] == []
    assert min(sheets(tmp_path / "growth.pdf")) > 0


@pytest.mark.parametrize("kind", ["svg", "png"])
def test_a_chart_is_saved_with_its_title_and_source(visit, two_years, tmp_path, kind):
    page = visit((two_years / "indicators" / f"{GROWTH}.html").as_uri())
    page.wait_for_selector(".chart svg")
    with page.expect_download() as download:
        page.locator(f".picture button[value={kind}]").first.click()
    download.value.save_as(tmp_path / f"chart.{kind}")
    made = (tmp_path / f"chart.{kind}").read_bytes()
    if kind == "png":
        assert made.startswith(b"\x89PNG")
        return
    text = made.decode()
    assert "地区生产总值" in text
    assert "6 份公开文件" in text
    assert "var(--" not in text
    page.set_content(text)
    assert page.locator("svg").first.bounding_box()["width"] > 500


def test_a_chart_saved_as_html_is_drawn_with_the_network_off(visit, tmp_path):
    path = save(compare(targets({}), COVERAGE), tmp_path / "rates.html")
    page = visit(path.as_uri())
    page.locator("svg text, canvas").first.wait_for()
