"""Rows of lists of tasks, whose cells say in words what is to be done, and by when."""

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
