from __future__ import annotations

import itertools
from dataclasses import replace

import polars as pl
import pytest

from charts import build_report

COVERAGE = "#i-inclusive_kindergarten_coverage-level-percent"
ALL_DRAWN = (
    "() => [...document.querySelectorAll('.chart')].every(chart => chart.querySelector('svg'))"
)
WIDER_THAN_SCREEN = "() => document.documentElement.scrollWidth - window.innerWidth"


def chart_texts(page, section: str) -> list[str]:
    page.wait_for_selector(f"{section} .chart svg")
    return page.locator(f"{section} .chart svg text").all_text_contents()


def rows(page) -> int:
    return page.locator("#targets tbody tr").count()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1280, 390])
def test_the_comparison_is_drawn_at_every_width_and_in_the_dark(visit, report, width, scheme):
    page = visit(report, width=width, scheme=scheme)
    page.wait_for_function(ALL_DRAWN)
    texts = chart_texts(page, COVERAGE)
    for text in ("XX区", "≥ 93%（力争，11月底前）", "XX市", "89%", "全国目标 2025", "91.61%"):
        assert text in texts
    assert page.evaluate(WIDER_THAN_SCREEN) <= 0
    widths = page.locator(".chart svg").evaluate_all("all => all.map(svg => svg.clientWidth)")
    assert all(width * 0.3 < drawn <= width for drawn in widths)


def test_marks_take_the_colours_of_the_page(visit, report):
    fills = set()
    for scheme in ("light", "dark"):
        page = visit(report, scheme=scheme)
        mark = page.locator(f"{COVERAGE} path[aria-label^='XX市']")
        fills.add(mark.evaluate("mark => getComputedStyle(mark).fill"))
    assert len(fills) == 2


def test_a_mark_leads_to_its_row(visit, report):
    page = visit(report)
    page.locator(f"{COVERAGE} path[aria-label^='XX区']").first.click()
    found = page.locator("tr.found")
    found.wait_for()
    assert found.locator("mark").inner_text() == "93%"
    assert found.evaluate("row => row.getBoundingClientRect().top") < 900


def test_a_link_opens_its_row_whatever_is_filtered(visit, report, sample_tables):
    last = sample_tables.targets["target_id"][-1]
    page = visit(f"{report}#t-{last}")
    assert page.locator("tr.found").get_attribute("id") == f"t-{last}"
    page.locator("#search").fill("没有这样的目标")
    assert rows(page) == 0
    page.evaluate("location.hash = ''")
    page.evaluate(f"location.hash = 't-{last}'")
    page.locator("tr.found").wait_for()
    assert page.locator("#search").input_value() == ""


def test_search_and_filters_narrow_the_table(visit, report, sample_tables):
    page = visit(report)
    total = len(sample_tables.targets)
    assert page.locator("#shown").inner_text() == f"显示 {total} / {total} 项"
    page.locator("#search").fill("普惠性 89%")
    assert 1 <= rows(page) < total
    page.locator("#clear").click()
    page.wait_for_function(
        f"() => document.querySelector('#shown').textContent.includes('{total} /')"
    )
    page.locator("#by-region").select_option(label=None, index=1)
    place = page.locator("#by-region").input_value()
    assert set(page.locator("#targets .place").all_inner_texts()) == {place}
    page.locator("#by-unit").select_option("%")
    assert all("%" in text for text in page.locator("#targets .value").all_inner_texts())
    page.locator("#clear").click()
    page.locator("#search").fill("查无此项")
    assert page.locator("#shown").inner_text() == "没有符合条件的目标。"


def test_columns_sort_by_keyboard(visit, report):
    page = visit(report)
    page.locator("#by-unit").select_option("%")
    head = page.locator("#targets th:has(button[data-column=value])")
    head.locator("button").focus()
    for direction, ordered in (("ascending", False), ("descending", True)):
        page.keyboard.press("Enter")
        assert head.get_attribute("aria-sort") == direction
        printed = page.locator("#targets .value").all_inner_texts()
        values = [float(text.strip("≥>≤<≈ ").removesuffix("%")) for text in printed]
        assert values == sorted(values, reverse=ordered)


def test_print_has_every_row_and_every_chart(visit, report, sample_tables, tmp_path):
    page = visit(report)
    page.wait_for_function(ALL_DRAWN)
    page.locator("details.evidence").first.evaluate("details => { details.open = false; }")
    page.pdf(path=tmp_path / "page.pdf", format="A4")
    assert rows(page) == len(sample_tables.targets)
    assert page.locator("details:not([open])").count() == 0


def test_six_thousand_targets_are_drawn_as_they_come_into_view(visit, sample_tables, tmp_path):
    times = range(6000 // len(sample_tables.targets) + 1)
    targets = pl.concat(
        sample_tables.targets.with_columns(
            pl.format("{}-{}", "target_id", pl.lit(time)).alias("target_id"),
            pl.format("{}{}", "sentence", pl.lit(time)).alias("sentence"),
        )
        for time in times
    )
    large = build_report(
        replace(sample_tables, targets=targets), tmp_path, version="1", rules_digest="0"
    )
    page = visit(large.as_uri())
    assert 0 < rows(page) < 500
    last = targets["target_id"][-1]
    page.evaluate(f"location.hash = 't-{last}'")
    page.locator(f"tr.found#t-{last}").wait_for()
    page.locator("#search").fill("普惠性幼儿园覆盖率 89%")
    assert 0 < rows(page) < 500


def test_a_long_sentence_is_shown_around_its_number_and_opens(visit, sample_tables, tmp_path):
    long = pl.format("{}{}", pl.lit("新" * 10_000), "sentence").alias("sentence")
    one = sample_tables.targets.head(1).with_columns(long, pl.col("quote_at") + 10_000)
    changed = replace(sample_tables, targets=one)
    page = visit(build_report(changed, tmp_path, version="1", rules_digest="0").as_uri())
    cell = page.locator("#targets .sentence")
    assert len(cell.inner_text()) < 400
    cell.locator("button.more").click()
    assert len(cell.inner_text()) > 10_000
    assert cell.locator("mark").inner_text() == changed.targets["quote"][0]


def test_hostile_text_runs_nothing(visit, sample_tables, tmp_path):
    hostile = "</script><script>alert(1)</script><img src=x onerror=alert(2)>\u202e"
    shown = [pl.lit(hostile).alias(name) for name in ("indicator", "region", "deadline_text")]
    said = pl.format("{}{}", pl.lit(hostile), "sentence").alias("sentence")
    changed = replace(
        sample_tables,
        targets=sample_tables.targets.with_columns(*shown, said),
        documents=sample_tables.documents.with_columns(pl.lit(hostile).alias("region")),
    )
    page = visit(build_report(changed, tmp_path, version="1", rules_digest="0").as_uri())
    page.wait_for_function(ALL_DRAWN)
    assert page.locator("img").count() == 0
    assert hostile in page.locator("#targets .indicator").first.inner_text()


def test_text_can_be_read_by_machines_too(visit, report):
    page = visit(report)
    page.wait_for_function(ALL_DRAWN)
    unnamed = page.evaluate(
        """() => [...document.querySelectorAll('button, a, input, select, .chart')].filter(one =>
            !(one.textContent.trim() || one.getAttribute('aria-label') || one.labels?.length)
        ).map(one => one.outerHTML)"""
    )
    assert unnamed == []
    ids = page.evaluate("() => [...document.querySelectorAll('[id]')].map(one => one.id)")
    assert len(ids) == len(set(ids))
    levels = page.evaluate(
        "() => [...document.querySelectorAll('h1,h2,h3')].map(h => +h.tagName[1])"
    )
    assert levels[0] == 1
    assert all(below - above <= 1 for above, below in itertools.pairwise(levels))
