"""What the sample's sentences must become, and the tables' shape."""

from __future__ import annotations

import datetime

import polars as pl
import pytest
from polars.testing import assert_frame_equal

from metrics import Document, extract
from metrics.errors import SlowRuleError
from metrics.extraction.rows import read_rows
from metrics.layout.segments import segment
from metrics.rules.roles import RoleFinder
from metrics.tables.frames import SCHEMAS


def rows_of(rules, text: str, title: str = "2024年教育工作要点") -> list[dict]:
    return extract([Document("plan.txt", f"{title}\n{text}")], rules).targets.to_dicts()


@pytest.mark.parametrize(
    ("quote", "indicator", "value", "value_high", "unit", "dimension"),
    [
        ("294.4亿元", "教育经费投入", 29_440_000_000.0, None, "CNY", "money"),
        ("300万美元", "外资", 3_000_000.0, None, "USD", "money"),
        ("12.1万个", "学位", 121_000.0, None, "place", "count"),
        ("3-5个百分点", "学生体质健康测试优良率", 3.0, 5.0, "percentage_point", "percentage_point"),
        ("93万平方米", "建筑面积", 930_000.0, None, "m2", "area"),
        ("30—40套", "健身器材", 30.0, 40.0, "device", "count"),
        ("94.5%", "学前三年毛入园率", 94.5, None, "percent", "percentage"),
    ],
)
def test_values_of_the_sample(sample_tables, quote, indicator, value, value_high, unit, dimension):
    (row,) = sample_tables.targets.filter(pl.col("quote") == quote).to_dicts()
    assert (row["indicator"], row["value"], row["value_high"]) == (indicator, value, value_high)
    assert (row["unit"], row["dimension"]) == (unit, dimension)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # two indicators share one rate; a count shared by a list is one total
        ("课后服务学校覆盖率、学生有意愿参与率100%。", [("课后服务学校覆盖率", 100.0), ("学生有意愿参与率", 100.0)]),
        ("评选思政课、学科思政课、班会课600节。", [("思政课、学科思政课、班会课", 600.0)]),
        # one value each
        ("高新技术企业、科技型中小企业分别达到420家、1500家。", [("高新技术企业", 420.0), ("科技型中小企业", 1500.0)]),
        ("城乡居民人均可支配收入分别增长10%和12%。", [("城镇居民人均可支配收入", 10.0), ("农村居民人均可支配收入", 12.0)]),
        ("生产总值增长6%左右，其中一、二、三产分别增长4%、6.5%、6%。", [("生产总值", 6.0), ("一产", 4.0), ("二产", 6.5), ("三产", 6.0)]),
        # of what was named before, each its value, or all one
        ("旅游人数达到37万人次，旅游收入达到38亿元，分别增长20%和15%。", [("旅游人数", 370_000.0), ("旅游收入", 3_800_000_000.0), ("旅游人数", 20.0), ("旅游收入", 15.0)]),
        ("旅游人数突破37万人次，旅游收入达到38亿元，分别增长20%。", [("旅游人数", 370_000.0), ("旅游收入", 3_800_000_000.0), ("旅游人数", 20.0), ("旅游收入", 20.0)]),
        # what was invested in full and what this year
        ("总投资111.8亿元，当年完成投资26.9亿元。", [("总投资", 11_180_000_000.0), ("投资", 2_690_000_000.0)]),
        # the verb is said once
        ("创建5所省级示范性幼儿园,10所城市一类幼儿园。", [("省级示范性幼儿园", 5.0), ("城市一类幼儿园", 10.0)]),
        # the noun after the number, in a list of names
        ("建设10家以上中试平台、概念验证中心。", [("中试平台、概念验证中心", 10.0)]),
        ("新建省重点实验室、省技术创新中心各20家。", [("省重点实验室", 20.0), ("省技术创新中心", 20.0)]),
        # a stretch goal is a row of its own
        ("固定资产投资增长5%以上、力争6%。", [("固定资产投资", 5.0), ("固定资产投资", 6.0)]),
        # a unit with a factor
        ("粮食总产740亿斤以上。", [("粮食总产", 37_000_000_000.0)]),
        ("居民消费价格指数控制在103左右。", [("居民消费价格指数", 103.0)]),
    ],
)  # fmt: skip
def test_indicators_and_values(rules, text, expected):
    assert [(row["indicator"], row["value"]) for row in rows_of(rules, text)] == expected


def test_a_bracketed_deadline_reaches_back_to_the_one_before(rules):
    rows = rows_of(
        rules, "创建学校3所(6月底前完成),占比超过80%,覆盖率稳定在93%以上(11月底前完成)。"
    )
    june, november = datetime.date(2024, 6, 30), datetime.date(2024, 11, 30)
    assert [row["deadline"] for row in rows] == [june, november, november]


@pytest.mark.parametrize(
    ("text", "commitment", "deadline"),
    [
        ("力争毛入园率达到94%,普惠率达到89%。", ["力争", "力争"], [None, None]),
        ("力争毛入园率达到94%；普惠率达到89%。", ["力争", None], [None, None]),
        ("全年招聘教师30人；新增学位100个。", [None, None], [datetime.date(2024, 12, 31), None]),
        ("今年主要目标是：新增学位100个；招聘教师30人。", [None, None], [datetime.date(2024, 12, 31)] * 2),
        ("生产总值增长5%、力争6%,出口增长7%。", [None, "力争", None], [None, None, None]),
        ("确保动态清零,全年教育经费投入达到294.4亿元。", [None], [datetime.date(2024, 12, 31)]),
    ],
)  # fmt: skip
def test_how_far_a_cue_reaches(rules, text, commitment, deadline):
    rows = rows_of(rules, text)
    assert [row["commitment"] for row in rows] == commitment
    assert [row["deadline"] for row in rows] == deadline


def test_parts_name_their_total(rules):
    total, *parts = rows_of(rules, "开工、续建学校幼儿园8所,其中学校5所、幼儿园3所。")
    assert not total["breakdown"]
    assert [part["breakdown"] for part in parts] == [True, True]
    assert {part["part_of"] for part in parts} == {total["target_id"]}


def test_where_a_value_starts_is_its_baseline(rules):
    (row,) = rows_of(rules, "普惠性幼儿园覆盖率由85%提高到90%。")
    assert (row["indicator"], row["value"], row["baseline"]) == ("普惠性幼儿园覆盖率", 90.0, 85.0)


def test_bounds_follow_the_comparator(rules):
    rows = rows_of(rules, "占比不超过5%,覆盖率达到93%以上,教师700-800人,规模3%左右。")
    assert [(row["lower"], row["upper"]) for row in rows] == [
        (None, 5.0), (93.0, None), (700.0, 800.0), (None, None),
    ]  # fmt: skip


def test_the_responsible_unit_is_kept(rules):
    (row,) = rows_of(rules, "新增体育指导员200人。(责任单位:体育科)")
    assert row["responsible"] == "体育科"


@pytest.mark.parametrize(
    "text",
    [
        "去年完成投资12亿元。",
        "现有幼儿园204所。",
        "以8所试点校为引领。",
        "按照“12991”思路推进。",
        "落实第27届推广周。",
        "实施六大行动。",
        "今年是新中国成立75周年。",
        "65岁以上老人免费乘车。",
    ],
)
def test_what_is_no_target(rules, text):
    assert rows_of(rules, text) == []


def test_a_review_reports_and_a_plan_promises(rules):
    text = (
        "各位代表：\n一、2023年工作回顾\n新增学位8000个。\n二、2024年工作安排\n新增学位9000个。\n"
    )
    tables = extract([Document("2024年政府工作报告.txt", text)], rules)
    assert tables.targets["value"].to_list() == [9000.0]
    assert tables.numbers.filter(pl.col("quote") == "8000个")["role"].to_list() == ["actual"]


def test_documents_without_a_body_are_listed(sample_tables):
    documents = sample_tables.documents
    assert documents["body_present"].to_list() == [True] * 4 + [False] * 3
    assert documents["truncated"].to_list() == [False] * 3 + [True] + [False] * 3
    assert documents["plan_year"].to_list() == [2024] * 7


def test_no_document_gives_empty_tables_with_all_columns(rules):
    tables = extract([], rules)
    for name, schema in SCHEMAS.items():
        assert tables.by_name()[name].columns == list(schema.columns())
    assert tables.targets.is_empty()


def test_an_unreadable_document_costs_only_itself(rules):
    tables = extract(
        [Document("bad.txt", "", "is empty."), Document("a.txt", "新增学位100个。")], rules
    )
    assert tables.documents["problem"].to_list() == ["is empty.", None]
    assert len(tables.targets) == 1


def test_no_rule_about_surroundings_decides_nothing():
    text = "新增学位50个。"
    assert RoleFinder([]).decide(text, [(4, 6)], 0, len(text)) == [None]


@pytest.mark.parametrize("most", [1, 2, 3, 20_000])
def test_a_document_that_is_stopped_leaves_no_rows(rules, monkeypatch, most):
    def stopped(text, *given):
        yield from segment(text, *given)
        if "停" in text:
            raise SlowRuleError("reading took too long")

    said = "新增学位{}个。\n普惠性幼儿园覆盖率达到{}%。"
    read = [Document(f"{n}.txt", said.format(90 + n, n)) for n in range(3)]
    expected = extract(read, rules)
    monkeypatch.setattr("metrics.extraction.rows.segment", stopped)
    given = [*read[:2], Document("stopped.txt", said.format(1, 2) + "\n停"), read[2]]
    found = read_rows(given, rules, {}, None, most)
    assert len(expected.targets) == 6
    assert_frame_equal(found.targets, expected.targets)
    assert_frame_equal(found.numbers, expected.numbers)
    assert found.documents["problem"].drop_nulls().to_list() == ["reading took too long."]
