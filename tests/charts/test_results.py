"""A promise beside what was, and what became of it, in charts and on pages."""

from __future__ import annotations

import json
import re
from dataclasses import replace

import pytest
from chart_rows import every_row
from reports_of_two_years import reports

from charts import build_images, build_site, outcomes, record, steps
from charts.drawing import theme
from charts.pages.model import Report
from charts.selection import results
from metrics import Document, extract, load_rules
from metrics.tables.frames import TablesInParts
from metrics.tables.outcomes import outcomes as worked_out
from metrics.tables.plan_comparison import by_indicator, compare_plans, of_year

GROWTH = "gdp_growth"


@pytest.fixture(scope="module")
def made():
    return extract(reports(), load_rules())


@pytest.fixture(scope="module")
def site(made, tmp_path_factory):
    folder = tmp_path_factory.mktemp("two-years")
    return build_site(made, folder, version="1", rules_digest="0").parent


def known(made):
    return made.actuals, made.documents, made.indicators


def test_steps_go_from_the_last_result_to_the_goal_the_largest_rise_first(made):
    chart = steps(made.targets, GROWTH, *known(made))
    assert [(row["row"], row["fact"], row["value"]) for row in every_row(chart)] == [
        ("绵阳市 2026", 7.1, 8.0), ("成都市 2026", 6.2, 5.5),
    ]  # fmt: skip
    title = chart.to_dict()["title"]["subtitle"]
    assert "比同一报告里的上年结果：2 个地区中 1 个更高、0 个持平、1 个更低" in title
    assert "另 1 个地区的报告没有给出上年结果" in title
    assert title[-1] == "● 确定值　□ 上年结果"


@pytest.mark.parametrize("palette", [theme.LIGHT, theme.PAGE], ids=["image", "page"])
def test_outcomes_show_what_was_reached_and_who_is_silent(made, palette):
    rows = every_row(outcomes(made.targets, GROWTH, *known(made), palette=palette))
    assert [(row["row"], row["verdict"], row["text"]) for row in rows] == [
        ("成都市 2025", "reached", "6% → 6.2%"),
        ("绵阳市 2025", "below", "8% → 7.1%"),
        ("德阳市 2025", "silent", "7% → ┄ 未提"),
    ]


def test_the_record_is_a_matrix_where_silence_is_no_failure(made):
    chart = record(made.targets, *known(made))
    assert [(row["region"], row["state"]) for row in every_row(chart)] == [
        ("成都市 2025", "达到或超过"), ("绵阳市 2025", "低于"), ("德阳市 2025", "未提"),
    ]  # fmt: skip
    assert (
        chart.to_dict()["description"]
        == "目标的兑现: 达到或超过 1；低于 1；未提 1；有结果，不可比 0"
    )


def test_one_year_has_no_outcome(made):
    of_2026 = made.targets.filter(plan_year=2026)
    with pytest.raises(ValueError, match="reports of two"):
        record(of_2026, *known(made))
    with pytest.raises(ValueError, match="an outcome needs reports of two"):
        outcomes(of_2026, GROWTH, *known(made))


def test_the_sums_of_changes_are_those_of_the_tables(made, site):
    page = (site / "views" / "changes.html").read_text("utf-8")
    counts = by_indicator(compare_plans(of_year(made, 2025), of_year(made, 2026)))
    for label, column in (("上调", "raised"), ("持平", "held"), ("下调", "lowered")):
        total = counts[column].sum()
        assert total == 1
        assert f"{label} <b>{total}</b>" in page
    assert page.count("2025年地区生产总值增长") == page.count("2026年地区生产总值增长") == 3


def test_what_was_kept_has_both_sentences(site):
    page = (site / "views" / "kept.html").read_text("utf-8").partition("逐个指标")[2]
    cells = re.findall(r"<tr data-document.*?</tr>", page, re.DOTALL)
    said = [re.sub(r"<[^>]+>|\s+", " ", cell) for cell in cells]
    assert ["▲ 超过" in said[0], "▽ 低于" in said[1], "┄ 未提" in said[2]] == [True] * 3
    assert "2025年地区生产总值增长6%" in said[0]
    assert "2025年，地区生产总值增长6.2%" in said[0]


def test_a_region_page_tells_what_became_of_its_goals(site):
    page = (site / "regions" / "510700-绵阳市.html").read_text("utf-8")
    assert '<span class="verdict below">▽ 低于</span>' in page
    assert "↑ 高于上年" in page


def test_the_index_says_what_was_kept_and_of_which_year(site):
    page = (site / "index.html").read_text("utf-8")
    assert "2026 年比 2025 年：3 个地区中" in page
    assert "views/changes.html" in page
    assert "views/kept.html" in page


def test_image_files_hold_what_became_of_goals(made, tmp_path):
    names = {path.stem for path in build_images(made, tmp_path)}
    growth = "i-gdp_growth-change-increase-percent"
    assert {"record", growth, f"{growth}-steps", f"{growth}-outcomes"} <= names


def test_outcomes_that_were_worked_out_before_are_not_worked_out_again(made, monkeypatch):
    given = TablesInParts.of(made)
    asked = Report.of(given, "zh").results
    answered = worked_out(made.targets, *known(made)).lazy()
    monkeypatch.setattr(results, "outcomes", None)
    again = Report.of(replace(given, outcomes=answered), "en").results
    assert again.answered == asked.answered
    assert {one: said.verdict for one, said in again.after.items()} == {
        one: said.verdict for one, said in asked.after.items()
    }


def test_a_profile_names_only_what_the_last_plan_of_a_region_says(site):
    (page,) = (site / "regions").glob("*绵阳市.html")
    facts = re.findall(r'<dl class="notes region">(.*?)</dl>', page.read_text("utf-8"), re.DOTALL)
    assert facts
    assert "2026 年" in facts[0]
    assert "2025 年" not in facts[0]


def test_the_years_of_a_goal_have_the_results_on_their_axis(site):
    page = (site / "indicators/i-gdp_growth-change-increase-percent.html").read_text("utf-8")
    told = json.loads(re.search(r'<script id="specs"[^>]*>(.*?)</script>', page, re.DOTALL)[1])
    (chart,) = (one for name, one in told.items() if name.endswith("-years"))
    rows = {(row["head"][:3], row["year"]): row["fact"] for row in chart["data"]["values"]}
    assert rows == {
        ("成都市", 2025): 6.2, ("成都市", 2026): None, ("绵阳市", 2025): 7.1,
        ("绵阳市", 2026): None, ("德阳市", 2025): None, ("德阳市", 2026): None,
    }  # fmt: skip


def test_two_years_of_one_region_stand_in_one_card_and_what_changed_comes_first(tmp_path):
    one_city = [one for one in reports() if "绵阳" in one.source]
    tables = extract(one_city, load_rules())
    index = build_site(tables, tmp_path, version="1", rules_digest="0").read_text("utf-8")
    assert "2025 年 8% → 2026 年 8%（持平）" in index
    assert "2025–2026 年 · 2 / 2 份文件" in index
    assert index.index("views/changes.html") < index.index('id="headlines"')


@pytest.mark.parametrize(
    ("goal", "result", "expected"),
    [
        ({"value": 5.0}, 5.2, "down"),
        ({"value": 5.0}, 5.0, "same"),
        ({"value": 7.0, "comparator": ">="}, 7.0, "same"),
        ({"value": 5.0, "value_high": 5.5}, 5.2, "within"),
        ({"value": 5.0, "value_high": 5.5}, 5.0, "within"),
        ({"value": 5.0, "value_high": 5.5}, 5.5, "within"),
        ({"value": 5.0, "value_high": 5.5}, 5.6, "down"),
        ({"value": 5.0, "value_high": 5.5}, 4.9, "up"),
    ],
)
def test_a_range_counts_with_both_of_its_ends(goal, result, expected):
    row = {"value_high": None} | goal
    beside = results.Result(result, "", round(result - goal["value"], 9), None)
    assert results.step(row, beside) == expected


def test_the_sentence_says_how_ranges_count():
    said = {"成都": ("5%—5.5%", "5.2%"), "绵阳": ("7%以上", "7%"), "德阳": ("6%", "7%")}
    made = extract(
        [
            Document(
                f"{city}.txt",
                f"{city}市2026年政府工作报告\n一、2025年工作回顾\n2025年，地区生产总值增长{result}。\n"
                f"二、2026年工作安排\n2026年地区生产总值增长{goal}。\n",
            )
            for city, (goal, result) in said.items()
        ],
        load_rules(),
    )
    line = "".join(  # without the spaces at which lines are broken
        steps(made.targets, GROWTH, *known(made)).to_dict()["title"]["subtitle"]
    ).replace(" ", "")
    assert (
        "比同一报告里的上年结果：3个地区中0个更高、1个持平、1个区间内、1个更低"
        "（目标为区间而结果落在其中，算“区间内”）"
    ) in line


FIVE_YEARS = """{city}市2026年政府工作报告
一、“十四五”时期工作回顾
“十四五”时期，地区生产总值年均增长{result}。
二、“十五五”时期目标
“十五五”时期，地区生产总值年均增长{goal}。
"""


def test_a_mean_of_five_years_stands_beside_that_of_the_five_before(tmp_path):
    said = {"成都": ("5%", "5.2%"), "绵阳": ("6%", "5%"), "德阳": ("6%", "7%")}
    made = extract(
        [
            Document(f"{city}.txt", FIVE_YEARS.format(city=city, goal=goal, result=result))
            for city, (goal, result) in said.items()
        ],
        load_rules(),
    )
    folder = build_site(made, tmp_path, version="1", rules_digest="0").parent
    pages = [*(folder / "regions").glob("*.html"), *(folder / "indicators").glob("*.html")]
    assert len(pages) == 4
    for page in (*pages, folder / "index.html"):
        told = page.read_text("utf-8")
        assert not re.search("上年结果|于上年", told)
    assert "↓ 低于上一个 5 年（2021–2025）" in next((folder / "regions").glob("*成都*")).read_text(
        "utf-8"
    )
    assert "从上一个 5 年（2021–2025）的结果到目标" in pages[-1].read_text("utf-8")
