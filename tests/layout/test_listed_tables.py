"""Tables that a page's copy lists with one cell a line, told by their heads."""

from __future__ import annotations

import pytest
from invariants import check_invariants

from metrics import Document, extract
from metrics.layout.listed_tables import with_listed_tables

PLAN = "某市第十四个五年规划纲要（2021—2025年）"
YEARLY = "某县2024年工作要点"


def rows_of(text, rules):
    """Each target as scope, indicator, comparator, value, unit, deadline, baseline, binding."""
    tables = extract([Document("plan.txt", text)], rules)
    check_invariants(text, tables)
    facts = "scope indicator comparator value unit deadline baseline binding"
    return [
        " ".join(str(fact) for fact in row if fact is not None)
        for row in tables.targets.select(facts.split()).rows()
    ]


LISTED = [
    (  # three columns; the year of a value stands on a line of its own
        "某市供暖实施方案（2022—2024年）",
        "指标名称 现状值 （2021年） 目标值 （2024年） 城区供暖率 86% 97% 农村供暖率 31% ≥70%",
        [
            "城区供暖率 = 97.0 percent 2024-12-31 86.0",
            "农村供暖率 >= 70.0 percent 2024-12-31 31.0",
        ],
    ),
    (  # a cell of a head, and of names, may have several lines
        PLAN,
        "领域 主要指标 单位 2020年 基期值 2025年 目标值 指标 性质 "
        "供水 用水普及率 % 96 98 约束性 管网漏损率 % 12 <9 约束性 "
        "污水 二级以上污水厂尾水 再生利用率 % 18 ≥25 预期性",
        [
            "用水普及率 = 98.0 percent 2025-12-31 96.0 约束性",
            "管网漏损率 < 9.0 percent 2025-12-31 12.0 约束性",
            "二级以上污水厂尾水再生利用率 >= 25.0 percent 2025-12-31 18.0 预期性",
        ],
    ),
    (  # a unit for several rows
        PLAN,
        "指标 单位 2020年 2025年 属性 用水普及率 % 96 98 约束性 管网漏损率 12 <9 约束性 "
        "供水能力 万立方米 42 55 预期性 应急供水能力 5 12 预期性",
        [
            "用水普及率 = 98.0 percent 2025-12-31 96.0 约束性",
            "管网漏损率 < 9.0 percent 2025-12-31 12.0 约束性",
            "供水能力 = 550000.0 m3 2025-12-31 420000.0 预期性",
            "应急供水能力 = 120000.0 m3 2025-12-31 50000.0 预期性",
        ],
    ),
    (  # a head of two rows, in which one cell spans two columns
        PLAN,
        "指标 单位 现状 目标 2020年 2025年 2035年 用水普及率 % 86 92 98 5G基站 个 30 60 90",
        [
            "用水普及率 = 92.0 percent 2025-12-31 86.0",
            "用水普及率 = 98.0 percent 2035-12-31 86.0",
            "5G基站 = 60.0 device 2025-12-31 30.0",
            "5G基站 = 90.0 device 2035-12-31 30.0",
        ],
    ),
    (  # groups of rows on lines of their own
        PLAN,
        "指标 2020年实绩 2025年目标 一、供水 用水普及率(%) 96 98 二、排水 管网漏损率(%) 12 9",
        [
            "用水普及率 = 98.0 percent 2025-12-31 96.0",
            "管网漏损率 = 9.0 percent 2025-12-31 12.0",
        ],
    ),
    (  # a list of tasks whose dates hold for several rows
        YEARLY,
        "序号 指标 工作任务 完成时限 责任股室 备注 1 演出 举办惠民演出60场。 11月底前 文化股 "
        "2 新建文化广场7个。 3 厕所 改建旅游厕所6座。 5月底 旅游股",
        [
            "惠民演出 = 60.0 event 2024-11-30",
            "文化广场 = 7.0 item 2024-11-30",
            "旅游厕所 = 6.0 building 2024-05-31",
        ],
    ),
]


@pytest.mark.parametrize("end", ["\n", "\n\n", "\r\n", "\n \n"])
@pytest.mark.parametrize(("title", "cells", "expected"), LISTED)
def test_listed_cells_are_rows(rules, title, cells, expected, end):
    text = end.join([title, *cells.split(), "三、任务", "加强统筹。"])
    assert rows_of(text, rules) == expected


def test_a_head_names_what_stands_before_a_task(rules):
    text = (
        f"{YEARLY}\n工作任务\t目标任务\t完成时限\n湿地\t修复湿地300公顷\t10月底前\n造林\t2万亩\t\n"
    )
    assert rows_of(text, rules) == [
        "湿地 = 300.0 hectare 2024-10-31",
        "造林 = 20000.0 mu 2024-10-31",
    ]


def test_cells_of_markdown_have_several_lines(rules):
    text = f"# {PLAN}\n\n| 指标 | 2020年<br>实际 | 2025年<br/>目标 |\n|---|---|---|\n| 用水<br>普及率 | 96% | 98% |\n"
    assert rows_of(text, rules) == ["用水普及率 = 98.0 percent 2025-12-31 96.0"]


def test_a_tabbed_head_is_no_heading(rules):
    text = f"{PLAN}\n指标\t单位\t现状年\t规划年\n\t\t2020年\t2025年\n用水普及率\t%\t86\t92\n"
    assert rows_of(text, rules) == ["用水普及率 = 92.0 percent 2025-12-31 86.0"]


def test_a_plan_starts_from_its_first_year(rules):
    text = (
        "某区教育规划（2022—2027年）\n项目\t内容\t单位\t2022年\t2027年\n质量\t巩固率\t%\t97\t98\n"
    )
    assert rows_of(text, rules) == ["质量 巩固率 = 98.0 percent 2027-12-31 97.0"]


LISTS = [
    "项目\n新建学校\n3所\n改建学校\n5所\n扩建学校\n6所\n",
    "指标\n一、总体要求\n到2025年，新建学校3所。\n二、主要任务\n改建学校5所。\n",
    "内容\n目标\n任务\n第一章\n3\n第二章\n5\n第三章\n8\n",
]


@pytest.mark.parametrize("text", LISTS)
def test_other_lines_stay(rules, text):
    assert with_listed_tables(text, rules.sections) == (text, None)
