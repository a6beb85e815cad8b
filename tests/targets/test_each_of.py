"""What a number is for each of: bodies, groups of people and times, apart from its name."""

from __future__ import annotations

import pytest

from metrics.extraction.extract import extract
from metrics.sources.documents import Document

HEAD = "某市养老服务发展行动计划（2024—2027年）\n一、任务\n"


def read(rules, plan):
    made = extract([Document("某市养老服务发展行动计划.txt", HEAD + plan)], rules)
    return made.targets.to_dicts()


@pytest.mark.parametrize(
    ("plan", "per", "name"),
    [
        # what each has
        ("每百名老人拥有护理员达到8名。", "每百名老人", "护理员"),
        ("每千人口拥有养老床位6张。", "每千人口", "养老床位"),
        ("每个乡镇有1所敬老院。", "每个乡镇", "敬老院"),
        ("每个社区至少有3名护理员。", "每个社区", "护理员"),
        ("每所规模不少于90张床位。", "每所", None),
        # what all of some cannot share is for each
        ("各县区建成1至2家示范敬老院。", "各县区", "示范敬老院"),
        ("今年各县市区分别设立1个护理员培训点。", "各县市区", "护理员培训点"),
        ("力争各乡镇建成1所以上敬老院。", "各乡镇", "敬老院"),
        ("各乡镇建成敬老院20所。", None, "敬老院"),
        ("今年每个县新建或提升一所敬老院、全市达到30所以上。", None, None),
        # several words say it together
        ("护理补贴按每人每年600元发放。", "每人每年", None),
        ("每县每年至少打造1家示范院。", "每县每年", "示范院"),
        # how often
        ("每月现场检查不少于2次。", "每月", "现场检查"),
        ("每周班车不少于6班。", "每周", "班车"),
        ("护理员每年轮岗比例不低于20%。", "每年", "护理员轮岗比例"),
        ("每年开展护理培训不少于16学时。", "每年", "护理培训"),
        # a name that holds its denominator keeps it
        ("每千人口养老床位数达到6张。", None, "每千人口养老床位数"),
    ],
)
def test_each_of_which(rules, plan, per, name):
    row = read(rules, plan)[0]
    assert row["per"] == per
    if name is not None:
        assert row["indicator"] == name


@pytest.mark.parametrize(
    ("plan", "expected"),
    [
        ("每个社区有1所敬老院。", ("level", "=")),
        ("每个社区至少有3名护理员。", ("level", ">=")),
        ("每个社区建设1所敬老院。", ("output", "=")),
    ],
)
def test_what_each_has_is_a_state(rules, plan, expected):
    row = read(rules, plan)[0]
    assert (row["mode"], row["comparator"]) == expected


@pytest.mark.parametrize(
    ("plan", "expected"),
    [
        # a share of what is done each year, and a list with one denominator
        ("每年招聘护理员60名，其中男护理员占30%以上。", ["每年", "每年"]),
        (
            "低保、特困补助标准分别提高到每人每月600元、900元。",
            ["每人每月", "每人每月"],
        ),
        # what goes on behind an act or an amount of each year is not of each year
        ("每年更新名录1次，新建敬老院9所。", ["每年", None]),
        ("每年安排补助资金5亿元，新建敬老院9所。", ["每年", None]),
        ("每年培育示范院9所、护理员60名。", ["每年", "每年"]),
    ],
)
def test_how_far_each_reaches(rules, plan, expected):
    assert [row["per"] for row in read(rules, plan)] == expected


def test_a_base_in_any_unit_is_no_row():
    plan = HEAD + "船舶平均吨位由900载重吨提高到1200载重吨。"
    (row,) = extract([Document("某市养老服务发展行动计划.txt", plan)]).targets.to_dicts()
    assert (row["value"], row["baseline"], row["indicator"]) == (1200, 900, "船舶平均吨位")
