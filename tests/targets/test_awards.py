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
        (
            "给予不超过总投入30%、最高300万元的经费支持。",
            [("经费支持", None, "<="), ("经费支持", None, "<=")],
        ),
        (
            "对国家级、省级示范校，分别给予100万元、50万元奖励。",
            [("奖励", "国家级示范校", "="), ("奖励", "省级示范校", "=")],
        ),
        (
            "对年收入超过1亿元的企业，给予10万元奖励，第二年给予5万元。",
            [("奖励", "年收入超过1亿元的企业", "="), ("奖励", "年收入超过1亿元的企业", "=")],
        ),
        (
            "单个企业年补贴额最高不超过30万元（其中担保费补贴额最高不超过5万元）。",
            [("补贴额", "单个企业", "<="), ("担保费补贴额", "单个企业", "<=")],
        ),
        (
            "新获批省级机构的单位，按建设费的20%给予补助。",
            [("补助", "新获批省级机构的单位", "=")],
        ),
        ("给予一定的财政贴息，最高300万元。", [("财政贴息", None, "<=")]),
    ],
)
def test_awards_are_named_by_what_is_given(rules, plan, expected):
    made = extract([Document("某市2024年教育工作要点.txt", HEAD + plan)], rules)
    assert made.targets.select("indicator", "scope", "comparator").rows() == expected
