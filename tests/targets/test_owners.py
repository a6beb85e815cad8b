"""Whose a quantity is that says nothing alone, and names that continue the row before."""

from __future__ import annotations

import pytest

from metrics import Document, extract

HEAD = "2024年工作要点\n一、主要目标\n"


def named(rules, sentence: str) -> list[tuple[str, str | None]]:
    targets = extract([Document("plan.txt", HEAD + sentence)], rules).targets
    return list(targets.select("indicator", "scope").iter_rows())


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("实施市重点项目9个，总投资70亿元，年度投资12亿元。", [("市重点项目", None), ("总投资", "市重点项目"), ("投资", "市重点项目")]),
        ("抓好总投资60亿元的13个文旅项目。", [("总投资", "文旅项目"), ("文旅项目", None)]),
        ("投资500万元完成3公里供水管网改造。", [("投资", "供水管网改造"), ("供水管网改造", None)]),
        ("大力发展新材料产业，力争产值突破30亿元。", [("产值", "新材料产业")]),
        ("食品产业，建设产业园；引进龙头企业，力争实现产值80亿元。", [("产值", "食品产业")]),
        ("林下经济面积达到20万亩、产值达到9亿元。", [("林下经济面积", None), ("产值", "林下经济")]),
        ("全面落实稳增长政策，完成投资300亿元。", [("投资", None)]),
        ("建设库容3万吨的粮食储备库。", [("库容", "粮食储备库")]),
        ("推动汽车产业提质扩量，做强关键部件，力争产量突破12万辆。", [("产量", "汽车产业")]),
        ("促进农产品加工业做大做强，产值增长7%。", [("产值", "农产品加工业")]),
        ("持续实施开发区倍增计划，确保营业收入增长15%。", [("营业收入", "开发区")]),
        ("延伸产业链条，力争产值增长7%。", [("产值", None)]),
        ("国有企业营业收入达到4亿元、利润总额达到3亿元。", [("国有企业营业收入", None), ("利润总额", "国有企业")]),
        ("市属国企资产总额、营业收入分别增长6%、8%。", [("市属国企资产总额", None), ("营业收入", "市属国企")]),
        ("参保人数达到20万人以上，参保率巩固在96%以上。", [("参保人数", None), ("参保率", None)]),
    ],
)  # fmt: skip
def test_owners_of_bare_quantities(rules, sentence, expected):
    assert named(rules, sentence) == expected


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("新建幼儿园9所，其中城区6所、乡镇3所。", [("幼儿园", None), ("幼儿园", "城区"), ("幼儿园", "乡镇")]),
        ("新建幼儿园9所、小学2所。", [("幼儿园", None), ("小学", None)]),
        ("建成工作站30个，其中园区和专业市场20个。", [("工作站", None), ("工作站", "园区和专业市场")]),
        ("培育营收超50亿元的龙头企业3家、超10亿元的15家。", [("营收超50亿元的龙头企业", None), ("超10亿元的龙头企业", None)]),
        ("大型矿山绿色矿山建成率达到90%，小型矿山达到60%。", [("大型矿山绿色矿山建成率", None), ("小型矿山绿色矿山建成率", None)]),
        ("住院费用支付比例职工、居民分别达到85%、70%。", [("职工住院费用支付比例", None), ("居民住院费用支付比例", None)]),
        ("专任教师占比，高职院校达到65%，中职学校达到20%。", [("高职院校专任教师占比", None), ("中职学校专任教师占比", None)]),
    ],
)  # fmt: skip
def test_names_continue_the_row_before(rules, sentence, expected):
    assert named(rules, sentence) == expected


@pytest.mark.parametrize(
    ("phrase", "per", "indicator"),
    [
        ("每个乡镇公办幼儿园在园幼儿占比达到65%以上", "每个乡镇", "公办幼儿园在园幼儿占比"),
        ("每个县（市、区）普惠园覆盖率达到80%", "每个县（市、区）", "普惠园覆盖率"),
        ("每村集体收入达到10万元", "每村", "集体收入"),
        ("每所学校师生满意度达到90%以上", "每所学校", "师生满意度"),
        ("每千人口床位数达到7张", None, "每千人口床位数"),
    ],
)
def test_what_is_told_of_each_body_is_per_body(rules, phrase, per, indicator):
    (target,) = extract([Document("plan.txt", HEAD + phrase + "。")], rules).targets.to_dicts()
    assert (target["per"], target["indicator"]) == (per, indicator)
    assert per is None or target["indicator_id"] is None
