"""Texts as collectors leave them: contents, repeated bodies, crumbs, spaced and wide digits."""

from __future__ import annotations

import pytest

from metrics import Document, extract, read_document
from metrics.layout.segments import segment

BODY = "1.扩大供给。全年新增学位8130个，改扩建幼儿园20所，普惠性幼儿园覆盖率达到89%，推进教育优质均衡发展。\n"
CONTENTS = [
    "目录\n一、新增学位8130个………2\n二、改扩建幼儿园20所……3\n三、加强管理……4\n一、新增学位8130个\n",
    "目　录\n一、新增学位8130个\n二、改扩建幼儿园20所\n三、加强管理\n一、新增学位8130个\n",
    "目录\n\n一、新增学位8130个\t2\n\n二、改扩建幼儿园20所\t3\n\n三、加强管理\t4\n\n一、新增学位8130个\n",
]


@pytest.mark.parametrize("contents", CONTENTS)
def test_entries_of_contents_are_no_targets(contents, rules):
    text = f"某市2024年教育工作要点\n{contents}{BODY}二、改扩建幼儿园20所\n三、加强管理\n"
    tables = extract([Document("plan.txt", text)], rules)
    body = text.index("一、新增学位8130个", text.index("加强管理"))
    assert (tables.targets["start"] >= body).all()
    in_contents = tables.numbers.filter(tables.numbers["end"] <= body)
    assert "target" not in in_contents["role"].to_list()
    assert "table_of_contents" in in_contents["rule_id"].to_list()


def test_a_heading_named_contents_alone_is_none(rules):
    text = f"某市2024年教育工作要点\n目录\n{BODY}"
    assert len(extract([Document("plan.txt", text)], rules).targets) == 3


@pytest.mark.parametrize(
    ("end", "truncated"),
    [
        ("做出新的更大贡献！。微信公众号马克 数据网", False),
        ("作出新贡献！ （来源：解放日报）", False),
        ("作出新的", True),
    ],
)
def test_a_watermark_cuts_no_text_off(end, truncated, rules):
    text = f"某市2024年教育工作要点\n{BODY}我们要坚定信心、奋发有为，以更高标准、更实举措推动各项任务落地见效，为全面推进教育强市建设、谱写高质量发展新篇章{end}"
    (part,) = segment(text, "plan.txt", rules.sections)
    assert part.truncated is truncated


@pytest.mark.parametrize(
    ("name", "quote", "value", "indicator", "fewest"),
    [
        ("prov2024-上海市", "1000万平方米", 1e7, "工业上楼智造空间", 40),  # all in one line
        ("fyp-yunnan-10", "6 .5 %", 6.5, "人均国内生产总值", 50),  # spaced digits
        ("yunnan-10th-plan", "6.5%", 6.5, "人均国内生产总值", 50),
        ("fyp-nat-12", "４５００万人", 45_000_000, "城镇新增就业", 40),  # wide digits
        ("county-徐水-2019", "8%", 8, "生产总值", 15),  # literal \\r\\n
        ("nat-2017", "1100万人", 11_000_000, "城镇新增就业", 40),  # lines as a PDF breaks them
    ],
)
def test_messy_texts_give_their_targets(name, quote, value, indicator, fewest, rules, shared):
    (file,) = (shared / "corpora" / "messy").glob(f"{name}.*")
    rows = extract([read_document(file)], rules).targets
    assert (quote, value, indicator) in rows.select("quote", "value", "indicator").rows()
    assert len(rows) >= fewest
