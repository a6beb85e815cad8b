"""Awards: what is given, to whom, and up to how much."""

from __future__ import annotations

import pytest

from metrics.extraction.extract import extract
from metrics.sources.documents import Document

HEAD = "某市2024年教育工作要点\n一、主要任务\n"


@pytest.mark.parametrize(
    ("plan", "expected"),
    [
        (
            "对新认定的省级示范园，一次性奖励20万元。",
            [("一次性奖励", "新认定的省级示范园", "=")],
        ),
        (
            "对普惠性民办园给予最高50万元的一次性补助。",
            [("一次性补助", "普惠性民办园", "<=")],
        ),
        (
            "对考核优秀的，给予30万元、10万元奖励。",
            [("奖励", "考核优秀的", "="), ("奖励", "考核优秀的", "=")],
        ),
        (
            "对购置校车的学校，按购置费的30%给予补贴，最高补贴20万元。",
            [("补贴", "购置校车的学校", "="), ("补贴", "购置校车的学校", "<=")],
        ),
        ("支持企业完成投资10亿元。", [("投资", "企业", "=")]),
    ],
)
def test_awards_are_named_by_what_is_given(rules, plan, expected):
    made = extract([Document("某市2024年教育工作要点.txt", HEAD + plan)], rules)
    assert made.targets.select("indicator", "scope", "comparator").rows() == expected
