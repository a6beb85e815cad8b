"""Which word of time or of commitment governs a number, and which only stands near it."""

from __future__ import annotations

import pytest

from metrics.extraction.extract import extract
from metrics.sources.documents import Document

HEAD = "某市水利发展行动计划（2024—2027年）\n一、任务\n"


def read(rules, plan):
    return extract([Document("某市水利发展行动计划.txt", HEAD + plan)], rules).targets


def due(rules, plan):
    return [day and f"{day:%Y-%m}" for day in read(rules, plan)["deadline"]]


@pytest.mark.parametrize(
    ("plan", "expected"),
    [
        # a year that opens an item of a list
        ("——2024年，新建泵站20座，供水普及率达到95%；", ["2024-12"] * 2),
        ("——2025年，新建泵站20座，供水普及率达到95%；", ["2025-12"] * 2),
        ("（1）2026年，新建泵站20座；改造泵站9座。", ["2026-12"] * 2),
        ("1. 2026年，新建泵站20座；改造泵站9座。", ["2026-12"] * 2),
        # a later year at the head of its sentence
        ("在此基础上，力争到2027年，新建泵站20座；改造泵站9座；", ["2027-12"] * 2),
        ("展望2035年，供水普及率达到99%。", ["2035-12"]),
        # the bracket that closes an item
        ("新建泵站20座。改造泵站9座。（市水利局、市住建局，2026年6月底前）", ["2026-06"] * 2),
        ("新建泵站20座。（市水利局牵头，2027年底前完成）", ["2027-12"]),
        ("2025年底前，新建泵站20座。（市水利局牵头，2027年底前完成）", ["2025-12"]),
        ("新建泵站20座。（各县（市、区），2026年底前）改造泵站9座。", ["2026-12", None]),
        ("新建泵站20座（市水利局、市发展改革委、市财政局、市住建局，2025年底前）。", ["2025-12"]),
        # a date behind a number, with what is done by then
        ("20座泵站2025年底前投产，30座2026年底前开工，改造泵站9座。", ["2025-12", "2026-12", None]),
        ("剩余40户、90名渔民今年上半年全部脱贫。", ["2024-06"] * 2),
        # a note that says when in the year that is named
        ("1.2025年新建泵站20座。（完成时限：2025年10月底前）", ["2025-10"]),
        # parts with a year of their own
        (
            "新建泵站20座（2024年5座、2025年7座、2026年8座）",
            [None, "2024-12", "2025-12", "2026-12"],
        ),
        ("新建泵站20座，其中2024年不少于9座；改造泵站5座。", [None, "2024-12", None]),
        ("新建泵站20座，其中2025年分别完成5座、4座。", [None, "2025-12", "2025-12"]),
        ("2024年、2025年灌区改造率分别达到50%、80%。", ["2024-12", "2025-12"]),
        ("加大投入，2025年城乡供水普及率达到95%。", ["2025-12"]),
        ("2025年秋季学期前，新建泵站20座。", ["2025-08"]),
        ("到2025年6月，新建泵站20座。", ["2025-06"]),
        # days
        ("2025年6月30日前，新建泵站20座。", ["2025-06"]),
        ("今年9月15日前新建泵站20座；改造泵站9座。", ["2024-09", None]),
        ("新建泵站20座（12.31前）。", ["2024-12"]),
        ("2月30日前新建泵站20座。", [None]),
        # a last clause that only says by when
        ("新建泵站20座、闸站9座，新增蓄水30万立方米，8月底前全部投入使用。", ["2024-08"] * 3),
        ("新建泵站20座，确保2025年6月底前建成投用；改造泵站9座。", ["2025-06", None]),
        ("6月底前改造泵站9座，年底前全部完成。", ["2024-06"]),
        ("新建泵站20座，调度中心6月底前建成投用。", [None]),
        # a year behind a clause that does something is of the next clause alone
        ("健全管护体系，2026年底前改造泵站9座。新建泵站20座。", ["2026-12", None]),
        ("健全管护体系，到2026年，改造泵站9座。新建泵站20座。", ["2026-12", "2026-12"]),
        # a promise of each year has no end
        ("到2025年供水普及率达到95%，每年培训管护人员300人。", ["2025-12", None]),
        ("到2025年，每年培训管护人员300人。", ["2025-12"]),
        # a bracket with a goal of its own dates that one
        ("新建泵站20座。（市水利局牵头，9月底前完成任务的80%）", [None, "2024-09"]),
        # spans of years are no deadlines
        ("2025—2027年，新建泵站20座。", [None]),
        # dates of conditions, and how long something holds
        ("对2025年底前投产的企业，给予奖励5万元。", [None]),
        ("对获评示范的企业，当年给予奖励5万元。", [None]),
        ("水费优惠期延长至2027年12月31日，优惠幅度20%。", [None]),
    ],
)
def test_a_date_governs_what_it_is_said_of(rules, plan, expected):
    assert due(rules, plan) == expected


@pytest.mark.parametrize(
    ("plan", "expected"),
    [
        ("新建泵站20座（2024年5座、2025年15座）。", [False, True, True]),
        ("给予企业9万元奖励（第一年奖励5万元，第二年奖励4万元）。", [False, True, True]),
        ("新建泵站20座（市级），改造泵站5座。", [False, False]),
        ("新建泵站5座（改造泵站20座）。", [False, False]),
    ],
)
def test_a_bracket_tells_the_parts_of_the_total_before_it(rules, plan, expected):
    assert read(rules, plan)["breakdown"].to_list() == expected


@pytest.mark.parametrize(
    ("plan", "expected"),
    [
        ("供水项目20个，其中续建8个、新建10个、前期2个。", [False, True, True, True]),
        ("供水量达90万吨，其中城市供水量达60万吨，比上年增加2万吨。", [False, True, True]),
        ("供水普及率达95%，其中城市达99%，农村供水普及率达90%。", [False, True, True]),
        ("改造泵站20座，这当中河口镇5座，海州镇3座。", [False, True, True]),
        ("供水普及率达95%，其中城市达99%；漏损率降到9%。", [False, True, False]),
        ("供水项目20个，其中续建8个，改造管网90公里。", [False, True, False]),
        # the same verb, and the same unit
        (
            "供水规模达90万吨，其中城区达30万吨，镇村水厂达40万吨，漏损率达9%。",
            [False, True, True, False],
        ),
        # past a ；, with the same head or the same verb
        (
            "完成水利投资90亿元，其中水库投资40亿元，新建水库5座；灌区投资20亿元；培训河长90人。",
            [False, True, False, True, False],
        ),
        ("改造管网90公里，其中城区共计20公里；镇村共计30公里。", [False, True, True]),
        (
            "新增泵站90座，其中镇村泵站20座；新增水表80只，更换老旧泵站9座。",
            [False, True, False, False],
        ),
        ("供水普及率达95%，其中城市达99%；污水处理率达90%。", [False, True, False]),
        (
            "完成水利投资90亿元。其中：水库投资40亿元，新建水库5座；灌区投资20亿元。",
            [False, True, False, True],
        ),
        # a bracket on a part, and one on all parts
        ("管护组织45个，其中镇级15个（9个示范站，6个新站），村级30个。", [False, *[True] * 4]),
        ("新建泵站20座（其中河口镇5座），闸站9座。", [False, True, False]),
        # what adds up to the total, and what stands behind it
        (
            "治理河道20公里，其中疏浚河道12.5公里，完成护岸修复7.5公里，栽植水杉90万株。",
            [False, True, True, False],
        ),
        ("水利项目20个，其中水库类8个、灌区类12个，总投资90亿元。", [False, True, True, False]),
        ("在总投资90亿元中，市级投资30亿元，镇级投资20亿元。", [False, True, True]),
        # named or dated ahead
        ("供水量90万吨。其中，工业供水总量，目标20万吨。", [False, True]),
        ("三年新建泵站20座。其中2026年，新建泵站5座。", [False, True]),
    ],
)
def test_more_that_is_told_of_parts_is_of_parts(rules, plan, expected):
    assert read(rules, plan)["breakdown"].to_list() == expected


def test_a_year_that_opens_its_clause_dates_goals_of_an_undated_text(rules):
    plan = Document("某市水利工作.txt", "2030年供水普及率达到95%，新建泵站20座。")
    days = extract([plan], rules).targets["deadline"].to_list()
    assert [f"{day:%Y-%m}" for day in days] == ["2030-12", "2030-12"]


def test_efforts_made_are_no_commitment(rules):
    plan = "通过三年努力，实现以下目标：供水普及率达到95%。"
    assert read(rules, plan)["commitment"].to_list() == [None]
