"""The line or the bracket that closes an item dates what the item says before it."""

from __future__ import annotations

from datetime import date

import pytest

from metrics import Document, extract


@pytest.mark.parametrize(
    ("item", "expected"),
    [
        ("新建公厕20座。\n责任单位：市城管局\n完成时限：2024年10月底", [date(2024, 10, 31)]),
        ("新建公厕20座，6月底前建成停车位300个。\n完成时限：2024年10月底", [date(2024, 10, 31), date(2024, 6, 30)]),
        ("新建公厕20座。（市城管局牵头；完成时限：2024年10月底）", [date(2024, 10, 31)]),
        ("新建公厕20座。\n完成时限：新建项目2024年8月底，其他项目2024年10月底", [date(2024, 10, 31)]),
        ("新建公厕20座。\n完成时限：2024年10月20日", [date(2024, 10, 20)]),
        ("新建公厕20座。\n完成时间：2024年10月", [date(2024, 10, 31)]),
        ("新建公厕20座。\n三、改善出行\n完成时限：2024年10月底", [None]),
    ],
)  # fmt: skip
def test_a_closing_line_dates_its_item(rules, item, expected):
    text = f"2024年民生实事实施方案\n一、总体要求\n办好民生实事。\n二、改善环境\n{item}"
    targets = extract([Document("plan.txt", text)], rules).targets
    assert targets["deadline"].to_list() == expected
