"""What became of goals: a report and the next one, and the verdict on each goal."""

from __future__ import annotations

import pytest

from metrics.extraction.extract import extract
from metrics.sources.documents import Document
from metrics.tables.answers import answers, counted
from metrics.tables.outcomes import outcomes
from metrics.tables.panel import LABELS, panel
from metrics.tables.verdicts import goal_verdict
from metrics.tables.wide import targets_wide


def report(year: int, review: str, plan: str) -> Document:
    text = (
        f"保定市{year}年政府工作报告\n各位代表：\n一、{year - 1}年工作回顾\n{review}\n"
        f"二、{year}年工作安排\n今年主要预期目标是：{plan}\n"
    )
    return Document(f"保定市{year}年政府工作报告.txt", text)


def after(goal: str, result: str):
    made = extract([report(2023, "财政收入增长1%。", goal), report(2024, result, "新建公园1个。")])
    told = outcomes(made.targets, made.actuals, made.documents, made.indicators)
    rows = told.filter(side="after").join(made.targets, "target_id").filter(plan_year=2023)
    return rows.select("match", "verdict", "difference", "reason").row(0)


@pytest.mark.parametrize(
    ("goal", "result", "expected"),
    [
        ("生产总值增长8%以上。", "生产总值增长7.2%、全省第一。", ("id", "below", -0.8, None)),
        ("生产总值增速6%以上。", "生产总值完成86亿元，增长6%。", ("id", "met", 0.0, None)),
        ("生产总值增长6%。", "生产总值完成86亿元。", ("id", "not_comparable", None, "level only")),
        ("生产总值增长6%。", "新建学校5所。", ("none", "no_figure", None, None)),
        ("生产总值增长6%。", "五年来，生产总值年均增长7%。", ("id", "average_only", None, None)),
        ("新增稻鱼共生田2万亩。", "新增稻鱼共生田1.27万亩。", ("name", "below", -7300.0, None)),
        (
            "森林覆盖率达到95%。",
            "森林覆盖率由85%提高到96%。",
            ("id", "exceeded", 1.0, None),
        ),
        ("完成投资5亿元。", "完成投资8亿元。", ("none", "no_figure", None, None)),
        (
            "城乡居民人均可支配收入增长7%。",
            "城镇、农村居民人均可支配收入分别增长5.8%和6.8%。",
            ("parts", "below", -1.2),
        ),
        (
            "一般公共预算收入可比增长6%。",
            "一般公共预算收入增长9%。",
            ("id", "not_comparable", 3.0, "other basis: 可比"),
        ),
    ],
)
def test_the_next_report_answers_a_goal(goal, result, expected):
    assert after(goal, result)[: len(expected)] == expected


def test_a_missing_report_and_a_later_goal_are_told_apart():
    made = extract([report(2023, "生产总值增长5%。", "生产总值增长6%。到2026年，绿化率达到40%。")])
    told = outcomes(made.targets, made.actuals, made.documents, made.indicators)
    assert told.filter(side="after")["verdict"].to_list() == ["no_report", "not_due"]


def test_the_result_of_the_year_before_stands_beside_a_goal():
    made = extract([report(2023, "生产总值增长5.2%。", "生产总值增长5%左右。")])
    row = targets_wide(made).row(0, named=True)
    assert (row["previous_actual"], row["step"]) == (5.2, -0.2)


@pytest.mark.parametrize(
    ("review", "goal", "before"),
    [
        ("“十四五”时期，城镇新增就业60万人。", "“十五五”时期，城镇新增就业50万人。", 600_000.0),
        ("2025年，城镇新增就业12万人。", "“十五五”时期，城镇新增就业50万人。", None),
        ("“十四五”时期，城镇新增就业60万人。", "2026年，城镇新增就业10万人。", None),
        ("“十四五”时期，生产总值年均增长5%。", "“十五五”时期，生产总值年均增长6%。", 5.0),
        ("2025年，生产总值增长5%。", "“十五五”时期，生产总值年均增长6%。", None),
        ("近三年，生产总值年均增长5%。", "“十五五”时期，生产总值年均增长6%。", None),
    ],
)
def test_a_sum_or_mean_of_years_stands_beside_one_of_as_many_years(review, goal, before):
    made = extract([report(2026, review, goal)])
    assert targets_wide(made)["previous_actual"].to_list() == [before]


@pytest.mark.parametrize(
    ("comparator", "value", "good", "expected"),
    [
        (">=", 9.0, "up", "exceeded"),
        (">=", 8.0, "up", "met"),
        ("<=", 5.0, "down", "exceeded"),
        ("<=", 9.0, "down", "below"),
        ("<=", 5.0, "none", "met"),
        ("=", 9.0, None, "not_ranked"),
    ],
)
def test_a_verdict_follows_the_bound_as_written(comparator, value, good, expected):
    goal = {"value": 8.0, "value_high": None, "comparator": comparator, "mode": "level"}
    assert goal_verdict(goal | {"direction": None}, value, good) == expected


def test_a_panel_has_a_row_for_each_year():
    made = extract(
        [
            report(2023, "生产总值增长5.2%。", "生产总值增长6%左右。"),
            report(2024, "生产总值增长5.5%。", "生产总值增长6%以上。"),
        ]
    )
    rows = panel(made, "gdp_growth")
    assert rows.columns == list(LABELS)
    told = rows.select("year", "tightness", "last_result", "result", "gap").rows()
    assert told == [(2023, "soft", 5.2, 5.5, -0.5), (2024, "hard", 5.5, None, None)]
    (row,) = counted(answers(made), "indicator_name").to_dicts()
    assert (row["promised"], row["below"]) == (1, 1)
