"""What time each number is for, and what is a result: phrases with the period they name."""

from __future__ import annotations

from datetime import date

import pytest

from metrics.extraction.extract import extract
from metrics.sources.documents import Document

HEAD = "2024年政府工作报告\n各位代表：\n一、2023年工作回顾\n"
MIDDLE = "\n二、2024年工作安排\n今年主要预期目标是：生产总值增长5%。\n"


def read(review: str = "", plan: str = ""):
    return extract([Document("某县2024年政府工作报告.txt", HEAD + review + MIDDLE + plan)])


def years(row):
    days = row["period_start"], row["period_end"]
    return row["period_kind"], *(day and day.year for day in days)


@pytest.mark.parametrize(
    ("review", "expected"),
    [
        ("入园率从2019年的81%提升至90%。", [("annual", 2019, 2019), ("annual", 2023, 2023)]),
        ("旅游收入恢复到2019年的104%，人均花费达到800元。", [("annual", 2023, 2023)] * 2),
        ("实施管网改造三年行动，完成改造60公里。", [("annual", 2023, 2023)]),
        (
            "婴儿死亡率从2005年的19‰下降到2009年的14‰。",
            [("annual", 2005, 2005), ("annual", 2009, 2009)],
        ),
    ],
)
def test_a_year_that_a_result_starts_from_is_not_its_own(review, expected):
    rows = read(review).actuals.to_dicts()
    assert [years(row) for row in rows] == expected


@pytest.mark.parametrize(
    ("plan", "expected"),
    [
        ("新增学位8000个。", ("annual", 2024, 2024)),
        ("到2027年，高中阶段毛入学率达到95%。", ("end", 2027, 2027)),
        ("到2027年，新增学位9000个。", ("total", 2024, 2027)),
        ("“十五五”时期，生产总值年均增长6%。", ("average", 2026, 2030)),
        ("“十五五”时期，生产总值年均增长5%左右、迈上3万亿元台阶。", ("end", 2030, 2030)),
        ("今后三年，新建学校15所。", ("total", 2024, 2026)),
        ("实施园区三年行动计划新建园区15个。", ("total", 2024, 2026)),
        ("实施园区三年行动计划，推动提质，新建园区15个。", ("annual", 2024, 2024)),
        ("实施园区三年行动，新建园区15个。", ("annual", 2024, 2024)),
        ("学前三年毛入园率2027年达到95%。", ("end", 2027, 2027)),
        ("编制《空间规划（2021—2035年）》，完成村庄规划13个。", ("annual", 2024, 2024)),
        ("税收在去年完成数的基础上增长8%，消费增长9%。", ("annual", 2024, 2024)),
        ("学前三年毛入园率达到95%。", ("annual", 2024, 2024)),
        ("预算赤字5亿元，比上年预算增加1亿元。", ("annual", 2024, 2024)),
        ("每年新建学校5所。", ("annual", 2024, 2024)),
        ("2025—2027年，新建学校15所。", ("total", 2025, 2027)),
        ("单位生产总值能耗较2020年下降14%。", ("total", 2021, 2024)),
    ],
)
def test_words_tell_what_time_a_goal_is_for(plan, expected):
    assert years(read(plan=plan).targets.to_dicts()[-1]) == expected


@pytest.mark.parametrize(
    ("review", "expected"),
    [
        ("新增学位8000个。", ("annual", 2023, 2023)),
        ("五年来，新增学位8000个。", ("total", 2019, 2023)),
        ("“十四五”以来，生产总值年均增长6%。", ("average", 2021, 2025)),
        ("现有幼儿园204所。", ("state", None, None)),
        ("2022年新增学位8000个。", ("annual", 2022, 2022)),
        ("预计生产总值增长6%，增速为2019年以来最高。", ("annual", 2023, 2023)),
    ],
)
def test_words_tell_what_time_a_result_is_of(review, expected):
    assert years(read(review=review).actuals.to_dicts()[0]) == expected


FIVE = ("total", 2019, 2023)
LAST = ("annual", 2023, 2023)


@pytest.mark.parametrize(
    ("review", "expected"),
    [
        ("过去的五年极不寻常。\n产业提质。新建园区5个。", FIVE),
        ("——这是攻坚克难的五年。新建园区5个。", FIVE),
        ("五年来，我们坚定不移。\n园区建设加快。\n新建园区5个。", FIVE),
        ("五年来，我们坚定不移。\n园区建成15个，同比增长5%。", LAST),
        ("五年来，我们坚定不移。\n2023年园区产值5亿元。新建园区5个。", FIVE),
        ("五年来，我们坚定不移。\n刚刚过去的2023年，我们奋进。\n新建园区5个。", LAST),
        ("五年来，我们坚定不移。\n去年，我们奋进。\n新建园区5个。", LAST),
        ("新建学校1所、医院2所、公园3个。五年来，我们坚定不移。\n新建园区5个。", LAST),
        ("2023年是关键之年。五年来，我们坚定不移。\n新建园区5个。", FIVE),
        ("五年来，我们坚定不移。\n（二）2023年工作回顾\n新建园区5个。", LAST),
    ],
)
def test_a_part_of_a_review_tells_of_five_years_until_another_tells_of_the_last(review, expected):
    both = HEAD.replace("2023年工作", "过去五年和2023年工作")
    text = both + review + MIDDLE
    made = extract([Document("某县2024年政府工作报告.txt", text)])
    assert years(made.actuals.to_dicts()[-1]) == expected


def test_a_change_over_five_years_starts_at_the_end_of_the_year_before():
    rows = read(review="五年来，高铁里程由2110公里增至3055公里。").actuals.to_dicts()
    assert [years(row) for row in rows] == [("state", None, 2018), ("end", 2023, 2023)]
    assert rows[1]["baseline"] == 2110


def test_below_a_heading_of_one_year_five_years_are_told_of_in_their_line():
    rows = read(review="五年来，新建园区5个。\n新建学校7所。").actuals.to_dicts()
    assert [years(row) for row in rows] == [FIVE, LAST]


def test_a_paragraph_on_years_gone_by_reports():
    plan = "“十三五”时期，新建学校50所。新增学位9000个。\n“十三五”时期成效明显。今年新建学校5所。\n"
    plan += "在2023年改革的基础上，新建学校5所。\n"
    made = read(plan=plan)
    assert made.actuals["value"].to_list()[:2] == [50, 9000]
    assert made.targets["value"].to_list() == [5, 5, 5]


@pytest.mark.parametrize(
    ("plan", "targets", "actuals"),
    [
        # what a share or a start is of, and a year gone by behind the lead of news
        ("去年新建学校60所，其中城区学校20所。", [], [60, 20]),
        ("今年计划新建学校60所，目前已开工20所。", [60], [20]),
        ("记者获悉，过去的一年，全县新建学校60所。", [], [60]),
        # the year that a goal is compared with, and a plan of five years
        ("今年新建学校60所，比2023年增加5所。", [60, 5], []),
        ("“十五五”发展目标\n新建学校60所。", [60], []),
    ],
)
def test_the_words_around_a_number_tell_a_result_from_a_goal(plan, targets, actuals):
    made = read(plan=plan)
    shown = made.targets["value"].to_list()[1:], made.actuals["value"].to_list()
    assert shown == (targets, actuals)


def test_results_get_rows_and_their_numbers_keep_one_role():
    made = read(review="生产总值完成160亿元，同比增长7%、全省第一。")
    rows = made.actuals.select("indicator_id", "value", "rank_text").rows()
    assert rows == [("gdp", 16e9, None), ("gdp_growth", 7.0, "全省第一")]
    roles = dict(made.numbers.select("quote", "role").rows())
    assert roles["160亿元"] == roles["7%"] == "actual"
    assert not set(made.actuals["start"]) & set(made.targets["start"])


@pytest.mark.parametrize(
    ("review", "expected"),
    [
        ("营收、利润分别完成120亿元、8亿元，增长9%和12%。", ["营收", "利润", "营收", "利润"]),
        ("城镇、农村居民收入分别完成3万元、1万元，均增长8%。", 4),
        ("入学率由85%提高到90%。", ["入学率", "入学率"]),
    ],
)
def test_rates_are_dealt_to_the_names_before(review, expected):
    names = read(review=review).actuals["indicator"].to_list()
    assert (len(names) if isinstance(expected, int) else names) == expected


def test_a_rate_that_tells_a_growth_again_is_of_the_same_years():
    for base in ("2020年", "“十三五”末"):
        review = f"2023年，生产总值达到137亿元，较{base}增加34亿元，增长33%，财政收入增长6%。"
        rows = read(review=review).actuals
        assert [years(row) for row in rows.iter_rows(named=True)][1:] == [
            ("total", 2021, 2023),
            ("total", 2021, 2023),
            ("annual", 2023, 2023),
        ]


def test_what_a_value_is_compared_with_is_of_the_year_that_is_named():
    rows = read(review="生产总值137亿元，较“十三五”末的103亿元增加34亿元。").actuals
    said = [(row["value"], *years(row)) for row in rows.iter_rows(named=True)]
    assert (103e8, "annual", 2020, 2020) in said


def test_a_paragraph_of_figures_that_are_told_reports():
    plan = "据统计，近三年来，产值年均增长20%。聚集企业800家。\n新建学校5所。\n"
    assert read(plan=plan).targets["value"].to_list() == [5, 5]


@pytest.mark.parametrize(
    ("review", "rank"),
    [
        ("进出口总值增长53.1%，港口吞吐量稳居世界第二。", None),
        ("新建公园9个，成功举办全省第四届大会。", None),
        ("公路通车里程突破1万公里、连续三年居全国第3位。", "居全国第3位"),
        ("高新技术企业162家、从全国第9位升至第7位。", "从全国第9位升至第7位"),
        ("4个新药获批上市、数量居全国前列。", "居全国前列"),
    ],
)
def test_a_rank_is_of_the_value_that_it_stands_behind(review, rank):
    assert read(review=review).actuals["rank_text"].to_list() == [rank]


def test_a_result_says_how_sure_it_is_and_on_what_basis():
    made = read(review="预计一般公共预算收入（扣除留抵退税因素）增长7.2%。")
    (row,) = made.actuals.to_dicts()
    assert row["estimate"]
    assert row["basis_text"] == "扣除留抵退税因素"
    assert row["indicator_id"] == "budget_revenue_growth"


def test_results_stand_in_plans_too():
    made = read(plan="去年，新建学校5所。")
    (row,) = made.actuals.to_dicts()
    assert years(row) == ("annual", 2023, 2023)


def test_a_better_case_has_the_mode_of_its_goal():
    base, stretch = read(plan="工业增加值增长7%以上、力争达到8%。").targets.to_dicts()[-2:]
    assert (base["goal_tier"], stretch["goal_tier"]) == ("base", "stretch")
    assert (base["mode"], base["indicator_id"]) == (stretch["mode"], stretch["indicator_id"])


def test_a_bracket_says_what_binds():
    row = read(plan="森林覆盖率达到35%（约束性）。").targets.to_dicts()[-1]
    assert row["binding"] == "约束性"
    assert row["period_end"] == date(2024, 12, 31)


def test_a_cell_of_a_row_says_what_binds():
    table = "| 指标 | 2024年目标 | 属性 |\n|---|---|---|\n| 森林覆盖率（%） | 35 | 约束性 |"
    assert read(plan=table).targets.to_dicts()[-1]["binding"] == "约束性"
