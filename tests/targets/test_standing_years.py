"""How far a later year reaches that opens a paragraph or a list of goals: lines with deadlines."""

from __future__ import annotations

import pytest

from metrics.extraction.extract import extract
from metrics.sources.documents import Document

HEAD = "某市学前教育发展行动计划（2024—2027年）\n"


def deadlines(rules, plan):
    made = extract([Document("某市学前教育发展行动计划.txt", HEAD + plan)], rules)
    return [due and due.year for due in made.targets["deadline"]]


@pytest.mark.parametrize(
    ("plan", "expected"),
    [
        ("一、目标\n到2027年，新建园20所；新增学位5000个。培训教师900人。", [2027, 2027, 2027]),
        ("一、目标\n经过努力，力争到2027年，新建园20所。新增学位5000个。", [2027, 2027]),
        ("一、目标\n坚持公益普惠。到2027年，新建园20所。新增学位5000个。", [2027, 2027]),
        ("一、任务\n2026年底前，新建园20所。新增学位5000个。", [2026, None]),
        ("一、目标\n到2026年，新建园20所。到2027年，新增学位5000个。", [2026, 2027]),
        ("一、目标\n到2027年，新建园20所。今年新增学位500个。", [2027, 2024]),
        ("一、目标\n到2027年，新建园20所。“十五五”期间新增学位500个。", [2027, None]),
        ("一、任务\n到2027年，新建园20所。\n新增学位5000个。", [2027, None]),
        ("二、发展目标\n到2027年，新建园20所。\n新增学位5000个。", [2027, 2027]),
        ("二、发展目标\n到2027年，新建园20所。\n三、任务\n新增学位5000个。", [2027, None]),
        ("一、任务\n到2027年，建成体系。\n——新增学位5000个。\n——新建园9所。", [2027, 2027]),
        ("一、任务\n2026年的主要目标是：\n新增学位5000个。\n新建园9所。", [2026, 2026]),
        ("一、目标\n坚持质量优先。到2027年，体系完善。新增学位5000个。", [2027]),
        ("一、要求\n到2027年，体系完善。\n质量提升。新增学位5000个。\n培训900人。", [2027, 2027]),
        ("一、要求\n到2027年，体系完善。\n二、任务\n新增学位5000个。", [None]),
        ("一、目标\n（一）目标。到“十五五”末，新建园20所。新增学位5000个。", [2030, 2030]),
        ("一、目标\n到 2027 年，新建园20所。新增学位5000个。", [2027, 2027]),
        ("一、任务\n加大投入，2025年新建园20所。", [2025]),
        ("一、任务\n2027年前，新建园20所。", [2026]),
        ("一、任务\n力争到2027年，入园率达到95%；新建园20所。", [2027, 2027]),
        (
            "一、任务\n会议要求，健全体系，到2027年入园率达到95%；新建园20所。培训师资900人。",
            [2027, 2027, None],
        ),
        ("一、任务\n会议提出以下要求。到2027年，入园率达到95%。新建园20所。", [2027, 2027]),
        ("一、任务\n经费2025年、2026年分别达到2亿元、3亿元。", [2025, 2026]),
        # the lines below a list's colon, one that begins with spaces, and points within a line
        ("一、任务\n到2027年，要实现以下目标：\n新建园20所。\n新增学位5000个。", [2027, 2027]),
        ("一、任务\n  2026年，新建园20所；新增学位5000个。", [2026, 2026]),
        ("一、任务\n一是到2026年，新建园20所。二是新增学位5000个。", [2026, None]),
        # values that are dealt to years, and the rows behind them
        (
            "一、目标\n到2025年和2027年，入园率分别不低于90%和95%，公办园占比达到50%和60%以上。",
            [2025, 2027, 2025, 2027],
        ),
        ("一、目标\n2025—2027年，入园率分别达到90%、92%、95%。", [2025, 2026, 2027]),
    ],
)
def test_a_later_year_governs_what_it_opens(rules, plan, expected):
    assert deadlines(rules, plan) == expected


def test_the_lead_of_news_hides_no_later_year(rules):
    text = "某省发布学前教育意见\n某省日前发布意见，到2027年，新建园20所；新增学位5000个。\n"
    made = extract([Document("某省2024年发布学前教育意见.txt", text)], rules)
    assert [due and due.year for due in made.targets["deadline"]] == [2027, 2027]


@pytest.mark.parametrize(
    ("plan", "expected"),
    [
        ("2024年，新建园20所。新增学位5000个。", [2024, 2024]),
        ("2024年，新建园20所。一是新增学位5000个。", [2024, None]),
        ("2024年，新建园20所。（1）新增学位5000个。", [2024, None]),
        ("2024年，新建园20所。\n新增学位5000个。", [2024, None]),
    ],
)
def test_the_plans_year_governs_its_paragraph_up_to_a_list_in_it(rules, plan, expected):
    text = f"某市2024年学前教育工作要点\n一、任务\n{plan}\n"
    made = extract([Document("某市2024年学前教育工作要点.txt", text)], rules)
    assert [due and due.year for due in made.targets["deadline"]] == expected


def test_no_later_year_governs_what_was_reached(rules):
    plan = "一、目标\n到2027年，新建园20所。去年已建成园9所。"
    made = extract([Document("某市学前教育发展行动计划.txt", HEAD + plan)], rules)
    assert made.actuals.select("value", "period_kind").rows() == [(9.0, "annual")]
    assert [end.year for end in made.actuals["period_end"]] == [2023]


def test_a_years_report_tells_of_the_five_year_plan(rules):
    report = (
        "某市2026年政府工作报告\n一、“十五五”时期主要目标\n"
        "《纲要（草案）》提出：医保参保率保持在96%以上。\n"
        "二是教育更加公平。入园率达到95%。\n"
        "二、2026年重点工作\n今年新建园20所，入园率达到93%。\n"
    )
    made = extract([Document("某市2026年政府工作报告.txt", report)], rules)
    assert [end.year for end in made.targets["period_end"]] == [2030, 2030, 2026, 2026]


@pytest.mark.parametrize(
    ("plan", "targets", "actuals"),
    [
        ("2025年是收官之年。2024年，全市造林41万亩。今年的目标是：造林45万亩。", [45.0], [41.0]),
        ("今年造林45万亩。2024年，全市力争造林41万亩。", [45.0, 41.0], []),  # looks ahead
        ("今年造林45万亩。三年累计造林90万亩。", [45.0, 90.0], []),
    ],
)
def test_a_sentence_on_a_year_gone_by_reports(rules, plan, targets, actuals):
    text = f"某市林业局2025年工作要点\n一、总体要求\n{plan}\n"
    made = extract([Document("某市林业局2025年工作要点.txt", text)], rules)
    shown = (made.targets["value"] / 10_000).round(2), (made.actuals["value"] / 10_000).round(2)
    assert [one.to_list() for one in shown] == [targets, actuals]


def test_a_plan_without_a_sign_of_a_review_is_none(rules):
    text = (
        "某县达标标准\n有住房\n（1）危房改造率达到98%。\n（2）人均面积13平方米以上，已搬迁入住。\n"
    )
    made = extract([Document("标准.txt", text)], rules)
    assert made.targets["value"].to_list() == [98.0, 13.0]
