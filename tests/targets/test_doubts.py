"""Why rows should be looked at first: a phrase for each reason, and one beside it that is clear."""

from __future__ import annotations

import pytest

from metrics import Document, extract
from metrics.tables.schemas import DOUBTS
from metrics.targets.doubts import REASONS

PLAN = "2031年工作计划\n一、2031年目标任务\n"

DOUBTED = [
    ("认定示范单位3家省级。", "cut_name", "认定3家省级示范单位。"),
    ("筹措7亿元实施暖冬工程。", "verb_as_name", "筹措资金用于暖冬工程建设的投资7亿元。"),
    ("商圈提速，年税收12亿元以上。", "bare_head", "商圈提速，商圈税收达到12亿元以上。"),
    ("沿线乡镇拓宽联网公路300公里。", "verb_in_name", "拓宽联网公路300公里。"),
    ("完成村庄搬迁工作30个。", "task_as_name", "完成搬迁村庄30个。"),
    ("建强三支招商队伍。", "numeral", "建强3支招商队伍。"),
    ("推进60万吨水泥生产线。", "size_of_thing", "水泥产量达到60万吨。"),
    ("对30个偏远村庄分类施策。", "no_verb", "改造30个偏远村庄。"),
    ("推动30个储能项目落地。", "mere_activity", "建成30个储能项目。"),
]


def doubts(rules, sentence):
    return extract([Document("plan.txt", PLAN + sentence)], rules).targets["doubt"].to_list()


def test_every_reason_is_listed_once_and_tried():
    assert tuple(REASONS) == DOUBTS
    assert [reason for _, reason, _ in DOUBTED] == list(DOUBTS)


@pytest.mark.parametrize(("sentence", "reason", "clear"), DOUBTED)
def test_reasons(rules, sentence, reason, clear):
    assert doubts(rules, sentence)[0] == reason
    assert doubts(rules, clear)[0] is None
