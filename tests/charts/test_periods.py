"""One period a picture: nothing on a page or in a chart pools years."""

from __future__ import annotations

import re
from datetime import date

import pytest
from chart_rows import COVERAGE, comparison, every_row, targets

from charts import build_site, compare, distribution
from charts.selection.periods import Period, period_of, periods_of
from charts.words.labels import LABELS
from metrics import Document, extract, load_rules

YEAR_END = {year: date(year, 12, 31) for year in range(2024, 2036)}
MEAN = {
    "period_kind": "average",
    "period_start": date(2026, 1, 1),
    "period_end": YEAR_END[2030],
}
CITIES = {"成都": (6, 5.5), "绵阳": (8, 7.5), "德阳": (7, 6.5)}
GROWTH = "i-gdp_growth-change-increase-percent"


@pytest.mark.parametrize(
    ("facts", "period", "label"),
    [
        ({"period_end": YEAR_END[2025]}, Period("year", 2025, 2025), "2025 年"),
        ({"period_kind": "end", "period_end": YEAR_END[2030]}, Period("year", 2030, 2030), "2030 年"),
        ({}, Period("year", 2024, 2024), "2024 年"),
        ({"period_end": date(2023, 12, 31)}, Period("year", 2024, 2024), "2024 年"),
        (MEAN, Period("average", 2026, 2030), "2026–2030 年年均"),
        (MEAN | {"period_kind": "total"}, Period("total", 2026, 2030), "2026–2030 年合计"),
        ({"plan_year": None}, Period("unknown", 0, 0), "年份未写明"),
    ],
)  # fmt: skip
def test_a_target_is_for_one_period(facts, period, label):
    (row,) = targets(facts).to_dicts()
    assert period_of(row) == period
    assert period_of(row).label(LABELS["zh"]) == label


@pytest.mark.parametrize(
    ("rows", "first"),
    [
        ([(2024, 2024), (2025, 2025)], 2025),
        ([(2024, 2024), (2024, 2035)], 2024),
        ([(2024, 2030)], 2030),
        ([(2024, 2024)] * 9 + [(2025, 2025)], 2024),
        ([(2024, 2024)] * 4 + [(2025, 2025)], 2025),
    ],
)
def test_the_latest_year_that_is_no_exception_comes_first(rows, first):
    facts = [
        {"document_id": f"d{n}", "plan_year": plan, "period_end": YEAR_END[end]}
        for n, (plan, end) in enumerate(rows)
    ]
    assert periods_of(targets(*facts).to_dicts())[0].last == first


def test_a_yearly_goal_and_a_mean_are_two_pictures():
    rows = targets(
        {"document_id": "a", "plan_year": 2026},
        {"document_id": "a", "plan_year": 2026, "value": 50.0} | MEAN,
    )
    assert [row["value"] for row in every_row(distribution(rows, COVERAGE))] == [93.0]
    of = comparison(rows)
    assert [one.rows["value"].to_list() for one in of.whole.by_period()] == [[93.0], [50.0]]


def test_a_goal_stands_before_its_stretch():
    stretch = {"goal_tier": "stretch", "value": 95.0, "quote": "95%", "start": 1}
    of = comparison(targets(stretch, {"start": 9, "end": 12}))
    assert of.shown["value"].to_list() == [93.0]
    assert len(every_row(compare(of.rows, COVERAGE))) == 2


@pytest.fixture(scope="module")
def two_years(tmp_path_factory):
    """The pages of three cities, each with reports of two years that promise different growth."""
    read = [
        Document(
            f"{city}{year}.txt",
            f"{city}市{year}年工作要点\n一、主要目标\n{year}年地区生产总值增长{value}%。\n",
        )
        for city, values in CITIES.items()
        for year, value in zip((2025, 2026), values, strict=True)
    ]
    folder = tmp_path_factory.mktemp("years")
    made = extract(read, load_rules())
    return build_site(made, folder, version="1", rules_digest="0").parent


@pytest.mark.parametrize(
    ("page", "there", "not_there"), [(GROWTH, 2026, 2025), (f"{GROWTH}-2025", 2025, 2026)]
)
def test_a_page_of_an_indicator_shows_one_year(two_years, page, there, not_there):
    text = (two_years / "indicators" / f"{page}.html").read_text("utf-8")
    quoted = re.findall(r'<q lang="zh">(.*?)</q>', text)
    assert len(quoted) == len(CITIES)
    assert all(f"{there}年" in quote and f"{not_there}年" not in quote for quote in quoted)
    for year in (2025, 2026):
        assert f"{year} 年 <small>3</small>" in text


def test_cells_of_a_region_say_their_year(two_years):
    (page,) = (
        page.read_text("utf-8")
        for page in (two_years / "regions").iterdir()
        if "<h1><bdi>成都市" in page.read_text("utf-8")
    )
    cells = re.findall(r'<th scope="row">.*?地区生产总值.*?</tr>', page, re.DOTALL)
    assert [("2026 年" in cell, "5.5%" in cell, "6%" in cell) for cell in cells] == [
        (True, True, False),
        (False, False, True),
    ]


def test_the_index_shows_the_latest_year(two_years):
    text = (two_years / "index.html").read_text("utf-8")
    assert "7.5%" in text
    assert not re.search(r"(?<![\d.])8%", text)
