"""What is counted apart from its deeds, and what narrows several numbers of a sentence."""

from __future__ import annotations

import pytest

from metrics import Document, extract

HEAD = "2031年工作计划\n一、2031年目标任务\n"


def named(rules, sentence: str) -> list[str]:
    targets = extract([Document("plan.txt", HEAD + sentence)], rules).targets
    rows = targets.select("scope", "indicator", "unit").iter_rows()
    return [f"{scope or ''}|{name} {unit}" for scope, name, unit in rows]


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        # bodies, places and persons do something themselves
        ("推动500家企业上云。", ["上云|企业 enterprise"]),
        ("力争科技型企业入库60家。", ["入库|科技型企业 enterprise"]),
        ("实现9条支流水质保持优良。", ["水质保持优良|支流 line"]),
        ("推动12座城市公园24小时开放。", ["24小时开放|城市公园 park"]),
        ("停车位累计接入智慧平台800个。", ["接入智慧平台|停车位 place"]),
        ("引导300名毕业生到基层就业。", ["到基层就业|毕业生 person"]),
        ("帮扶200名残疾人就业创业。", ["就业创业|残疾人 person"]),
        ("解决5万名群众的饮水安全。", ["饮水安全|群众 person"]),
        ("实施20个村饮水安全提升工程。", ["饮水安全提升工程|村 village"]),
        # what a verb has for its object, and names of one thing, stay whole
        ("完成300名乡村医生培训。", ["|乡村医生培训 person"]),
        ("完成40个小区改造。", ["|小区改造 village"]),
        ("建设9个社区服务中心。", ["|社区服务中心 platform"]),
        ("家庭接入能力达到20Mbps。", ["|家庭接入能力 other_measure"]),
        ("完成20个村内道路硬化项目。", ["|村内道路硬化项目 project"]),
        # a list does it together
        (
            "推动50家企业、6家机构入驻园区。",
            ["入驻园区|企业 enterprise", "入驻园区|机构 enterprise"],
        ),
        ("对4条主干道、13条街巷进行优化提升。", ["优化提升|主干道 line", "优化提升|街巷 line"]),
        ("新建20个公园、5个广场。", ["|公园 park", "|广场 item"]),
        # a verb before what is counted narrows nothing
        ("新开工重大项目20个、完工18个。", ["|重大项目 project", "|重大项目 project"]),
        ("收储土地300亩、出让200亩。", ["|土地 mu", "|土地 mu"]),
        ("新开工重大项目20个。", ["|重大项目 project"]),
        ("新建学校5所、改造3所。", ["|学校 school", "|学校 school"]),
        ("新建5所学校、农村8个公园，改善农村面貌。", ["|学校 school", "农村|公园 park"]),
        # parts are narrowed as their total is
        (
            "市属国企完成投资90亿元，其中产业投资50亿元。",
            ["市属国企|投资 CNY", "市属国企|产业投资 CNY"],
        ),
        # works and programmes narrow as other deeds do
        ("对90户贫困家庭实施无障碍改造工程。", ["无障碍改造工程|贫困家庭 household"]),
        (
            "对8个乡镇30个村实施管网延伸项目。",
            ["管网延伸项目|乡镇 town", "管网延伸项目|村 village"],
        ),
        # what of theirs is done
        ("完成9个小区的节能改造。", ["节能改造|小区 village"]),
        ("解决90户困难居民的住房问题。", ["住房问题|困难居民 household"]),
        # what is narrowed by something else keeps its deed in its name
        ("城区新增规上工业企业上云30家。", ["城区|规上工业企业上云 enterprise"]),
        # the unit follows the thing
        ("办理代表建议50件。", ["|代表建议 document"]),
        ("加装电梯17部。", ["|电梯 device"]),
        ("创作文艺作品5部。", ["|文艺作品 item"]),
    ],
)
def test_what_is_counted_is_named_without_its_deeds(rules, sentence, expected):
    assert named(rules, sentence) == expected


def test_a_deed_tells_the_topic(rules):
    targets = extract([Document("plan.txt", HEAD + "引导300名毕业生到基层就业。")], rules).targets
    assert targets["topic"].to_list() == ["就业"]


def test_a_part_points_to_its_total_as_that_stands_in_the_table(rules):
    plan = HEAD + "推动90家企业上云，其中规上企业60家。"
    total, part = extract([Document("plan.txt", plan)], rules).targets.to_dicts()
    assert (total["indicator"], total["scope"]) == ("企业", "上云")
    assert part["part_of"] == total["target_id"]
