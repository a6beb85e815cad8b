"""Awards: what is given, to whom, and up to how much."""

from __future__ import annotations

from datetime import date

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
            "引育国际科技组织，开展合作交流，按照规定给予最高500万元的开办经费。",
            [("开办经费", "国际科技组织", "<=")],
        ),
        (
            "按照规定给予最高500万元的开办经费。",
            [("开办经费", None, "<=")],
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


@pytest.mark.parametrize(
    ("plan", "expected"),
    [
        # who stands beside the verb, or behind the share
        ("对新上市公司，给予企业80万元奖励。", [("80万元", "奖励", "企业", None)]),
        ("按展位费的40%给予参展企业补贴。", [("40%", "补贴", "参展企业", None)]),
        ("单产品奖励研发单位60万元。", [("60万元", "奖励", "研发单位", None)]),
        (
            "对引进大赛的，按票款的6%对承办单位进行奖励。",
            [("6%", "奖励", "承办单位", None)],
        ),
        # the measure of a share is no name
        (
            "参照其新增贡献的50%、60%和70%给予企业奖励。",
            [
                ("50%", "奖励", "企业", None),
                ("60%", "奖励", "企业", None),
                ("70%", "奖励", "企业", None),
            ],
        ),
        (
            "甲级按40%奖励返还，乙级按20%奖励返还。",
            [("40%", "奖励返还", None, None), ("20%", "奖励返还", None, None)],
        ),
        ("新建冷库，奖励投资额的3%—8%。", [("3%—8%", "奖励", None, None)]),
        (
            "对购买新能源货车的车主，按已缴购置税的30%给予补贴。",
            [("30%", "补贴", "购买新能源货车的车主", None)],
        ),
        # for each of which
        ("对新建标准大棚每栋补助3000元。", [("3000元", "补助", None, "每栋")]),
        ("对社区食堂，市财政每处补贴8万元。", [("8万元", "补贴", "社区食堂", "每处")]),
        (
            "对养老机构，每增加2张床位，补助6000元。",
            [("6000元", "补助", "养老机构", "每增加2张床位")],
        ),
        (
            "对旅行社进行奖励。对旅行社每满两万人奖励3万元。",
            [("3万元", "奖励", None, "每满两万人")],
        ),
        ("每家企业给予不超过20万元支持。", [("20万元", "支持", None, "每家企业")]),
        (
            "按每吨30元给予运输企业补贴，年度补贴总额不超过90万元。",
            [("30元", "补贴", "运输企业", "每吨"), ("90万元", "补贴总额", None, None)],
        ),
        (
            "给予每个专业9万元（国家）、6万元（省）补助。",
            [("9万元", "补助", None, "每个专业"), ("6万元", "补助", None, "每个专业")],
        ),
        # one alone
        ("单个课题最高支持90万元。", [("90万元", "支持", "单个课题", None)]),
        # how it is paid
        (
            "对共建学院的企业，给予最高70万元分阶段资助。",
            [("70万元", "资助", "共建学院的企业", None)],
        ),
        # a list told apart by the words before the verb
        (
            "对甲等馆、乙等馆分别补助9万元、6万元。",
            [("9万元", "补助", "甲等馆", None), ("6万元", "补助", "乙等馆", None)],
        ),
        # what an award depends on is no target
        (
            "对年产值在2亿元及以上至4亿元、4亿元以上的，分别给予企业30万元和50万元奖励。",
            [("30万元", "奖励", "企业", None), ("50万元", "奖励", "企业", None)],
        ),
        (
            "民宿投入200万元—800万元，奖励投资额的5%；投入800万元以上，实行“一事一议”。",
            [("5%", "奖励", None, None)],
        ),
        ("对接待游客达到3万人次以上的景区进行奖励。", []),
        (
            "种植面积在50亩及以上的，给予农户200元/亩奖励。",
            [("200元", "奖励", "农户", "每亩")],
        ),
        ("开发一类新药的，给予企业90万元奖励。", [("90万元", "奖励", "企业", None)]),
        # funds, and shares set aside
        ("设立总规模不低于3亿元的产业引导基金。", [("3亿元", "产业引导基金", None, None)]),
        ("区财政每年安排文旅发展资金600万元。", [("600万元", "文旅发展资金", None, "每年")]),
        (
            "市财政统筹安排强基资金8亿元，其中今年不少于2亿元。",
            [("8亿元", "强基资金", None, None), ("2亿元", "强基资金", None, None)],
        ),
        ("区财政每年按不低于预算支出的2%安排应急准备金。", [("2%", "应急准备金", None, "每年")]),
        ("新建项目按照不低于装机容量15%的比例配置储能。", [("15%", "储能", "新建项目", None)]),
        (
            "对消防站，区财政补助训练费用5万元，运行经费每站每年20万元。",
            [("5万元", "训练费用", "消防站", None), ("20万元", "运行经费", None, "每站每年")],
        ),
    ],
)
def test_awards_and_funds(rules, plan, expected):
    made = extract([Document("某市2024年教育工作要点.txt", HEAD + plan)], rules)
    assert made.targets.select("quote", "indicator", "scope", "per").rows() == expected


@pytest.mark.parametrize(
    ("plan", "expected"),
    [
        ("对新认定的工作室，当年给予5万元奖励。", None),
        ("对2025年底前投用的充电站，给予20万元补助。", None),
        ("对年度新获评的单位，当年分别给予5万元奖励。", None),
        ("今年底前，给予每名学员800元补助。", date(2024, 12, 31)),
    ],
)
def test_a_date_of_the_terms_is_no_deadline(rules, plan, expected):
    made = extract([Document("某市2024年教育工作要点.txt", HEAD + plan)], rules)
    assert made.targets["deadline"].to_list() == [expected]


def test_instalments_are_parts(rules):
    plan = "对新入库企业，给予10万元奖励（第一年奖励6万元，第二年奖励4万元），另奖励1万元。"
    made = extract([Document("某市2024年教育工作要点.txt", HEAD + plan)], rules)
    assert made.targets["breakdown"].to_list() == [False, True, True, False]


@pytest.mark.parametrize(
    "plan",
    [
        "第 1 2 条 鼓励企业上市。",
        "第 3 章 服务企业。",
        "参照第 2 1 条执行。",
        "第 一 二 条 鼓励上市。",
    ],
)
def test_numbers_of_articles_with_gaps(rules, plan):
    made = extract([Document("某市2024年教育工作要点.txt", HEAD + plan)], rules)
    assert made.targets.is_empty()


def test_a_gap_within_a_word(rules):
    plan = "对新上市公司，当年给予企 业100 万元奖 励。"
    made = extract([Document("某市2024年教育工作要点.txt", HEAD + plan)], rules)
    assert made.targets.select("indicator", "scope").rows() == [("奖励", "企业")]
