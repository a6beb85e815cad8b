"""What a name may look like in the end."""

from __future__ import annotations

import pytest

from metrics import Document, extract
from metrics.targets.finished_names import finished_name


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("智慧停车\n泊位", "智慧停车泊位"),
        ("PM2.5 浓度", "PM2.5浓度"),
        ("AI lab", "AI lab"),
        ("）项目", "项目"),
        ("项目（", "项目"),
        ("学校（含教学点）", "学校（含教学点）"),
        ("“两新”项目", "“两新”项目"),
        ("市、区）示范园", "示范园"),
        ("— 17 — 非遗工坊", "非遗工坊"),
        ("、", ""),
    ],
)
def test_names_are_finished(rules, name, expected):
    assert finished_name(rules.phrases, name) == expected


@pytest.mark.parametrize(
    ("phrase", "expected"),
    [
        ("石家庄市城镇污水处理能力达到80万吨", "城镇污水处理能力"),
        ("石家庄全市城镇污水处理率达到98%", "城镇污水处理率"),
        ("正定县城镇污水处理率达到98%", "正定县城镇污水处理率"),  # a part of the region
        ("石家庄机场旅客吞吐量达到1200万人次", "石家庄机场旅客吞吐量"),  # another name
        ("新增石家庄市质量标杆企业9家", "石家庄市质量标杆企业"),  # things keep their names
    ],
)
def test_a_quantity_is_without_the_region_of_its_document(rules, phrase, expected):
    text = f"石家庄市2024年工作要点\n一、主要目标\n{phrase}。\n"
    assert extract([Document("plan.txt", text)], rules).targets["indicator"].to_list() == [expected]
