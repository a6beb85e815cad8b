"""Which half of a document its passages stand in, whatever it is called and however it is told."""

from __future__ import annotations

import pytest

from metrics import Document, extract
from metrics.layout.segments import segment

BACKGROUNDS = [
    "一、规划背景",
    "一、现实基础",
    "一、工作基础",
    "一、主要成效",
    "一、取得的进展",
    "一、基本情况",
    "一、实施背景",
    "一、面临形势",
    "一、上一轮计划执行情况",
    "**一、发展现状**",
    "## 一、发展基础与优势",
    "一、现状分析",
    "一、发展现状与短板弱项",
    "一、基本县情",
    "一、工作开展情况",
    "一、机遇与挑战分析",
    "一、主要做法和成效",
    "一、薄弱环节",
    "第一章 规划背景",
]
PAST = "全市累计新增学位5000个，比上年增长8%，取得明显成效。\n"
AHEAD = "到2025年，全市新增学位8000个，力争新建学校12所。\n"


def kinds(text, rules, source="甲.txt"):
    (part,) = segment(text, source, rules.sections)
    return {text[span.start : span.end].strip(): span.kind for span in part.spans}, part


def quotes(text, rules):
    return extract([Document("甲.txt", text)], rules).targets["quote"].to_list()


@pytest.mark.parametrize("heading", BACKGROUNDS)
def test_a_chapter_on_where_a_plan_starts_promises_nothing(heading, rules):
    text = f"某市教育发展规划（2021—2025年）\n\n{heading}\n\n{PAST}\n二、总体目标\n\n{AHEAD}"
    assert quotes(text, rules) == ["8000个", "12所"]


@pytest.mark.parametrize(
    "heading",
    [
        "一、夯实发展基础",
        "一、营造良好环境",
        "一、提升保障水平",
        "一、补齐民生短板",
        "一、摸清现状底数",
        "一、积极应对挑战",
    ],
)
def test_a_chapter_that_asks_for_a_basis_plans(heading, rules):
    text = f"某市教育发展规划（2021—2025年）\n\n{heading}\n\n{AHEAD}\n二、加强组织领导\n\n{AHEAD}"
    assert quotes(text, rules)[:2] == ["8000个", "12所"]


def test_parts_of_one_chapter_stand_in_two_halves(rules):
    text = (
        "某市教育发展规划（2021—2025年）\n\n一、发展现状和总体要求\n\n（一）发展现状。\n\n"
        f"{PAST}\n（二）总体要求。\n\n{AHEAD}"
    )
    assert quotes(text, rules) == ["8000个", "12所"]


def test_the_chapters_of_a_part_that_looks_back_look_back(rules):
    text = (
        "某市教育发展规划（2021—2025年）\n第一章 规划背景\n一、学位供给\n"
        f"{PAST}二、学校建设\n{PAST}第二章 发展目标\n{AHEAD}"
    )
    assert quotes(text, rules) == ["8000个", "12所"]


@pytest.mark.parametrize(
    "review",
    [
        "过去一年，我们着力抓了这些事：\n" + PAST * 3,
        "本报讯 1月20日，市长在会上说，过去一年，全市取得明显成效。\n" + PAST * 3,
        "一年来的工作回顾\n" + PAST * 3,
    ],
)
def test_a_report_that_opens_without_a_numbered_heading(review, rules):
    text = f"2024年某市政府工作报告\n各位代表：\n{review}2024年工作安排\n今年，新增学位8000个。\n"
    assert quotes(text, rules) == ["8000个"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("某市政府工作报告提出，要办好教育。\n加快学校建设。新建学校12所，力争新增学位8000个。\n", ["12所", "8000个"]),
        ("某市召开教育工作会议，部署2016年工作。\n2015年全市共新建学校5所，完成了目标任务。\n2016年全市建设目标：新建学校12所。\n", ["12所"]),
        ("据悉，2023年全市新增学位700个；新建学校5所。\n2024年工作目标是新增学位8000个。\n", ["8000个"]),
        ("2024年工作要点\n1-6月份累计新增学位700个。\n下半年新建学校12所。\n", ["12所"]),
        ("2024年工作要点\n1、新增学位8000个。\n2、解决学校饮水问题。\n3、新建学校5所。\n", ["8000个", "5所"]),
    ],
)  # fmt: skip
def test_news_and_pieces_are_told_by_their_own_words(text, expected, rules):
    assert quotes(text, rules) == expected


def test_a_report_on_a_plan_carried_out_and_the_next_one(rules):
    text = (
        "关于某市2023年国民经济和社会发展计划执行情况与2024年计划草案的报告\n\n"
        f"一、2023年国民经济和社会发展计划执行情况\n\n{PAST}\n"
        "二、2024年经济社会发展总体要求、主要目标和政策取向\n\n2024年，新增学位8000个。\n"
    )
    assert quotes(text, rules) == ["8000个"]


def test_an_annex_promises_again_after_the_explanations(rules):
    text = (
        f"2024年某市政府工作报告\n各位代表：\n一、2023年工作回顾\n{PAST * 3}"
        "二、2024年工作安排\n今年，新增学位8000个。\n"
        "名词解释\n“双减”：指减轻作业负担，减少作业2项。\n“四好”：即建好、管好4种路。\n"
        "附件：2024年15件民生实事\n1.新建学校12所。\n"
    )
    found = quotes(text, rules)
    assert {"8000个", "12所"} <= set(found)
    assert not {"2项", "4种"} & set(found)


def test_a_paragraph_before_the_first_chapter_may_look_back(rules):
    text = (
        "某市关于学位的实施意见\n\n近年来，全市累计新增学位5000个，取得了明显成效，获评全国先进。\n\n"
        f"一、总体要求\n\n{AHEAD}"
    )
    assert quotes(text, rules) == ["8000个", "12所"]


def test_what_a_plan_starts_from_may_stand_before_its_first_chapter(rules):
    text = (
        "省人民政府办公厅关于加快水利发展的意见\n各市人民政府：\n"
        "水利是基础设施的重要组成部分。经过多年建设，全省堤防长度达到900公里，提供了有力支撑。"
        "但仍有薄弱环节，病险水库尚有30座。现提出以下意见。\n"
        "一、发展目标\n到2027年，全省新建水库12座。\n"
    )
    assert quotes(text, rules) == ["12座"]


def test_weak_evidence_is_said(rules):
    _, clear = kinds(f"某市教育规划\n一、规划背景\n{PAST}二、总体目标\n{AHEAD}", rules)
    _, without = kinds(f"2024年某市政府工作报告\n各位代表：\n一、工作回顾\n{PAST * 4}", rules)
    assert clear.doubt is None
    assert without.doubt == "has no heading and no sentence that opens its plan."


@pytest.mark.parametrize(
    ("line", "section"),
    [
        ("**一、主要目标**", "一、主要目标"),
        ("## 一、主要目标", "一、主要目标"),
        ("### 主要目标", "主要目标"),
        ("第三章 主要目标", "第三章 主要目标"),
        ("第二节 主要目标", "第二节 主要目标"),
    ],
)
def test_headings_of_every_form(line, section, rules):
    text = f"某市教育规划\n{line}\n新增学位8000个。\n"
    (part,) = segment(text, "甲.txt", rules.sections)
    assert part.spans[-1].section == section


def test_a_heading_whose_line_break_was_lost(rules):
    text = (
        "某市教育规划\n"
        + "坚持教育优先，统筹城乡，" * 12
        + "抓好落实。 二、主要目标 新增学位8000个。"
    )
    (part,) = segment(text, "甲.txt", rules.sections)
    assert part.spans[-1].section.startswith("二、主要目标")


@pytest.mark.parametrize("line", ["10件实事全部办结", "12公里道路改造", "3套方案同步推进"])
def test_a_line_that_begins_with_a_count_is_no_item(line, rules):
    (part,) = segment(f"某市教育规划\n{line}。\n", "甲.txt", rules.sections)
    assert part.spans[-1].item_no is None
