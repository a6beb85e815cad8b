"""Rows of lists of tasks, whose cells say in words what is to be done, and by when; heads of tables."""

from __future__ import annotations

import pytest

from metrics import Document, extract

HEAD = "某市2024年实施方案\n一、任务\n"


@pytest.mark.parametrize(
    ("head", "row", "expected"),
    [
        ("序号\t项目名称\t年度任务\t完成时限\t责任单位", "1\t文化空间\t建成15处\t11月底\t区文旅局", [("文化空间", 15, "2024-11-30")]),
        ("序号\t项目名称\t年度任务\t完成时限\t责任单位", "2\t送戏下乡\t120场\t12月20日\t区文化馆", [("送戏下乡", 120, "2024-12-20")]),
        ("项目\t建设内容\t时间节点", "学前教育\t新建公办园9所，新增学位900个\t2024年8月", [("公办园", 9, "2024-08-31"), ("学位", 900, "2024-08-31")]),
        ("项目\t年度任务\t完成时限", "非遗工坊\t认定4个，6月底前完成\t12月底", [("非遗工坊", 4, "2024-06-30")]),
        ("项目\t年度任务\t责任单位", "非遗工坊\t认定4个\t区文旅局", [("非遗工坊", 4, "None")]),
        ("项目\t年度任务\t完成时限", "非遗工坊\t认定4个\t长期坚持", [("非遗工坊", 4, "None")]),
    ],
)  # fmt: skip
def test_a_task_is_named_by_its_row(rules, head, row, expected):
    text = f"{HEAD}{head}\n{row}\n甲\t完善制度\t年底\n"
    rows = extract([Document("plan.txt", text)], rules).targets.to_dicts()
    assert [(one["indicator"], one["value"], str(one["deadline"])) for one in rows] == expected


def test_a_head_that_says_what_is_added_up_is_no_review(rules):
    head = "指标\t单位\t2025年现状\t2030年目标\t五年累计增加〔累计提高百分点〕"
    rows = ["入园率\t%\t90\t95\t〔5〕", "巩固率\t%\t95\t96\t〔1〕"]
    text = "\n".join(["某市学前教育指标表", head, *rows, head, *rows])
    targets = extract([Document("plan.txt", text)], rules).targets
    assert targets["value"].to_list() == [95, 5, 96, 1] * 2


def test_sums_stand_in_brackets_in_a_column_of_growth(rules):
    head = "指标\t单位\t2025年\t2030年\t年均增长（%）/〔累计〕"
    rows = [
        "入园率\t%\t90\t95\t〔5〕",
        "造林面积\t万亩\t—\t—\t〔95〕",
        "产值\t亿元\t86\t140\t10.2",
        "充电桩\t个\t520\t4000\t50.4",
    ]
    text = "\n".join(["某市林业发展“十五五”规划", "第一章 主要目标", head, *rows])
    made = extract([Document("plan.txt", text)], rules).targets
    assert made.select("value", "unit", "mode", "period_kind").rows() == [
        (95, "percent", "level", "end"),
        (5, "percentage_point", "change", "total"),
        (950_000, "mu", "change", "total"),
        (14e9, "CNY", "level", "end"),
        (10.2, "percent", "change", "average"),
        (4000, "device", "level", "end"),
        (50.4, "percent", "change", "average"),
    ]
