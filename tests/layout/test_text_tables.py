"""Tables in documents: a value becomes a target with the unit and the year of its head."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from pathlib import Path

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from invariants import check_invariants
from made_tables import FORMATS, Rows, as_two_pages

from metrics import Document, explain, extract, load_rules, read_document
from metrics.text.listed_cells import gridded

TITLE = "某市国民经济和社会发展第十四个五年规划纲要（2021—2025年）\n"
YEARLY = "某市2024年教育工作要点\n"


@cache
def builtin():
    return load_rules()


def rows_of(text: str) -> list[str]:
    """Each target as indicator, comparator, value, unit, what its mode is, deadline, baseline."""
    tables = extract([Document("plan.txt", text)], builtin())
    check_invariants(text, tables)
    assert "unexplained" not in tables.numbers["role"].to_list()
    rows = []
    for row in tables.targets.iter_rows(named=True):
        value = f"{row['value']:g}" + (f"-{row['value_high']:g}" if row["value_high"] else "")
        sign = "" if row["comparator"] in ("=", "range") else row["comparator"]
        mode = row["direction"] or row["mode"]
        facts = [row["indicator"], sign + value, row["unit"], mode]
        facts += [row["deadline"].isoformat()] if row["deadline"] else []
        facts += [f"from {row['baseline']:g}"] if row["baseline"] is not None else []
        rows.append(" ".join(facts))
    return rows


OF_A_PLAN = """专栏1 “十四五”时期经济社会发展主要指标
类别 | 序号 | 指标 | 单位 | 2020年 | 2025年 | 年均增长（%） | 属性
经济发展 | 1 | 地区生产总值 | 亿元 | 4500 | 6500 | 6.5左右 | 预期性
 | 2 | 全员劳动生产率增长（%） |  | 2.5 | — | 高于6 | 预期性
 | 3 | 常住人口城镇化率 | % | 60.6 | 65以上 | — | 预期性
创新驱动 | 4 | 全社会研发经费投入增长 | — | — | — | >7 | 预期性
 | 5 | 每万人口高价值发明专利拥有量（件） |  | 6.3 | 12 |  | 预期性
 | 6 | 其中：企业拥有量（件） |  | 3 | 7 |  | 预期性
民生福祉 | 7 | 每千人口拥有3岁以下婴幼儿托位数 | 个 | 1.8 | 4.5 |  | 预期性
 | 8 | 5G基站数 | 万个 | 0.5 | 2 |  | 预期性
 | 9 | 城镇新增就业 | 万人 | [45] | [50] |  | 预期性
 | 10 | 单位GDP能源消耗降低（%） |  |  | [13.5] |  | 约束性
 | 11 | 每千人口执业（助理）医师数（人） |  | 2.9 | 3.2-3.5 |  | 约束性
注：[ ]内为五年累计数，12项为约束性。
"""

TABLES = [
    (
        TITLE + OF_A_PLAN,
        [
            "地区生产总值 6.5e+11 CNY level 2025-12-31 from 4.5e+11",
            "地区生产总值 ~6.5 percent increase",
            "全员劳动生产率 >6 percent increase",
            "常住人口城镇化率 >=65 percent level 2025-12-31 from 60.6",
            "全社会研发经费投入 >7 percent increase",
            "每万人口高价值发明专利拥有量 12 document level 2025-12-31 from 6.3",
            "企业拥有量 7 item level 2025-12-31 from 3",
            "3岁以下婴幼儿托位数 4.5 item level 2025-12-31 from 1.8",
            "5G基站数 20000 item level 2025-12-31 from 5000",
            "城镇新增就业 500000 person increase 2025-12-31",
            "单位GDP能源消耗 13.5 percent decrease 2025-12-31",
            "每千人口执业（助理）医师数 3.2-3.5 person level 2025-12-31 from 2.9",
        ],
    ),
    (
        YEARLY + "\n| 指标 | 单位 | 2023年实际 | 2024年目标 |\n|---|:-:|---|---|\n"
        "| 普惠性幼儿园覆盖率 | % | 88 | 90 |\n| 新增学位 | 个 | 5000 | 8130 |\n",
        [
            "普惠性幼儿园覆盖率 90 percent level 2024-12-31 from 88",
            "学位 8130 place output 2024-12-31 from 5000",
        ],
    ),
    (
        YEARLY + "单位：万元\n项目\t2023年完成\t2024年计划\n教育经费投入\t12,000\t13,500\n",
        ["教育经费投入 1.35e+08 CNY output 2024-12-31 from 1.2e+08"],
    ),
    (  # a head of two rows, whose upper cells span several columns
        YEARLY + "指标 | 单位 | 幼儿园 |  | 备注\n |  | 2023年 | 2024年 |\n覆盖率 | % | 88 | 90 | 2所达标\n",
        ["覆盖率 90 percent level 2024-12-31 from 88"],
    ),
    (  # a caption as a row of its own, and values that bring their units and bounds
        YEARLY + "表1 主要指标 |  |\n指标 | 目标值 | 责任单位\n覆盖率 | 不低于90% | 3科\n教师培训 | 500人次以上 | 教育局\n",
        ["覆盖率 >=90 percent level", "教师培训 >=500 visit level"],
    ),
    (  # columns of change: in brackets by points, else in the unit of the row
        TITLE + "指标 | 单位 | 2020年基期值 | 2025年目标值 | 2025年比2020年增加〔累计提高百分点〕\n"
        "蔬菜产量 | 万吨 | 20 | ≥22 | 2\n农田灌溉率 | % | 60 | 66 | 〔6〕\n"
        "家庭食品支出占比 | % | 33 | 30 | 〔-3〕\n加工产值与农业产值比 | — | 1.5 | 2.1 | 0.6\n",
        [
            "蔬菜产量 >=220000 t level 2025-12-31 from 200000",
            "蔬菜产量 20000 t increase 2025-12-31",
            "农田灌溉率 66 percent level 2025-12-31 from 60",
            "农田灌溉率 6 percentage_point increase 2025-12-31",
            "家庭食品支出占比 30 percent level 2025-12-31 from 33",
            "家庭食品支出占比 -3 percentage_point decrease 2025-12-31",
            "加工产值与农业产值比 2.1 index level 2025-12-31 from 1.5",
            "加工产值与农业产值比 0.6 index increase 2025-12-31",
        ],
    ),
    (  # a change without a year ends with the goal before it; growth is a verb
        TITLE + "指标 | 2025年 | 五年累计降低 | 年均增速（%）\n单位面积能耗（%） | — | 8 | —\n"
        "服务业增加值（亿元） | 300 |  | 7左右\n批发业增加值（亿元） | 30 |  | -2\n",
        [
            "单位面积能耗 8 percentage_point decrease 2025-12-31",
            "服务业增加值 3e+10 CNY level 2025-12-31",
            "服务业增加值 ~7 percent increase",
            "批发业增加值 3e+09 CNY level 2025-12-31",
            "批发业增加值 -2 percent decrease",
        ],
    ),
    (  # a sum in brackets, also of what is lessened; the unit and the name of merged cells
        TITLE + "指标 |  | 单位 | 2020年 | 2025年\n粮食 | 总产量 | 万吨 | 20 | 22\n"
        " | 玉米产量 |  | 5 | 6\n主要污染物减少 | 氨氮 | % | — | 〔8〕\n"
        "新增绿地面积 |  | 平方公里 | — | 【360】\n受灾人次 |  |  | — | （1500）\n",
        [
            "总产量 220000 t level 2025-12-31 from 200000",
            "玉米产量 60000 t level 2025-12-31 from 50000",
            "氨氮 8 percent decrease 2025-12-31",
            "绿地面积 360 km2 increase 2025-12-31",
            "受灾人次 1500 visit level 2025-12-31",
        ],
    ),
    (  # rates of many, and bases that name the plan
        TITLE + "指标 | 规划基期（2020年） | 规划目标（2025年）\n肺病发病率（例/10万） | 7 | <6\n"
        "热病发病率（1/10万） | 5 | ≤4\n年均受灾人次 | 900 | <800\n",
        [
            "肺病发病率 <6 visit level 2025-12-31 from 7",
            "热病发病率 <=4 index level 2025-12-31 from 5",
            "年均受灾人次 <800 visit level 2025-12-31 from 900",
        ],
    ),
    (  # without a plan's year, only the last of bare years is to be reached
        "指标 | 单位 | 2023 | 2024\n学位 | 个 | 5000 | 8130\n",
        ["学位 8130 place output 2024-12-31 from 5000"],
    ),
    (  # years apart are steps of a plan from the first one on
        "指标 | 单位 | 2017年 | 2020年 | 2022年\n学位 | 个 | 5000 | 7000 | 8130\n",
        [
            "学位 7000 place level 2020-12-31 from 5000",
            "学位 8130 place level 2022-12-31 from 5000",
        ],
    ),
    (  # and each year is a result but the last, where they follow on one another
        "指标 | 单位 | 2022 | 2023 | 2024\n学位 | 个 | 5000 | 7000 | 8130\n",
        ["学位 8130 place output 2024-12-31 from 7000"],
    ),
    (  # no table of values: read as text
        YEARLY + "项目 | 内容 | 责任单位\n幼儿园 | 新增学位8130个 | 教育局\n",
        ["学位 8130 place output"],
    ),
    (  # a row that does not fit the head is read as text
        YEARLY + "指标 | 单位 | 2024年目标\n全年新增学位8130个 | 教育局 |\n",
        ["学位 8130 place output 2024-12-31"],
    ),
]  # fmt: skip


@pytest.mark.parametrize(("text", "rows"), TABLES)
def test_a_value_has_the_unit_and_the_year_of_its_head(text, rows) -> None:
    assert rows_of(text) == rows


def test_a_part_in_a_table_knows_its_total() -> None:
    targets = extract([Document("plan.txt", TITLE + OF_A_PLAN)], builtin()).targets
    part = targets.filter(targets["breakdown"]).row(0, named=True)
    total = targets.row(by_predicate=pl.col("target_id") == part["part_of"], named=True)
    assert (part["quote"], total["quote"]) == ("7", "12")
    assert part["sentence"] == "| 6 | 其中：企业拥有量（件） |  | 3 | 7 |  | 预期性"
    assert part["deadline_text"] == "2025年"
    assert total["unit_text"] == "件"


def test_every_number_of_a_table_has_its_role() -> None:
    numbers = extract([Document("plan.txt", TITLE + OF_A_PLAN)], builtin()).numbers
    fates = [f"{row['quote']} {row['role']}" for row in numbers.iter_rows(named=True)]
    first = fates.index("4500 actual")
    assert fates[first - 2 : first + 6] == [
        "1 structure", "亿元 context", "4500 actual", "6500 target", "6.5 target",
        "2 structure", "2.5 actual", "6 target",
    ]  # fmt: skip


def test_in_a_review_values_are_results() -> None:
    text = "2024年政府工作报告\n各位代表：\n一、2023年工作回顾\n指标 | 2023年 | 2024年\n学位 | 5000个 | 8130个\n"
    assert rows_of(text) == []


def test_a_table_is_explained() -> None:
    found = explain("指标 | 单位 | 2025年目标\n城镇化率 | % | 65", builtin()).fates[-1]
    (row,) = found["targets"]
    assert (row["indicator"], row["unit"], row["deadline"]) == ("城镇化率", "percent", "2025-12-31")


# None is covered by the cell above, ... by the cell on the left
MERGED: Rows = [
    ["类别", "指标", "单位", "2020年", "2025年", "累计增加〔累计提高百分点〕", "属性"],
    ["民生", "养老床位", "张", "3000", "≥4200", "1200", "约束性"],
    [None, "其中：护理型床位占养老床位总数的比例", "%", "45", "60以上", "〔15〕", "预期性"],
    [None, "热病发病率", "1/10万", "7.5", "<6", "—", "预期性"],
    ["生态", "林草覆盖面积占全市国土总面积的比例", "%", "31.5", "33", "〔1.5〕", "约束性"],
    [None, "新增治理面积", "平方公里", "—", "〔360〕", "—", "预期性"],
    [None, "加工产值与农业产值比", "—", "1.5", "2.1", "0.6", "预期性"],
]
NUMBERED: Rows = [
    ["序号", "指标", "2020年", "2025年目标值", "属性"],
    ["1", "新增托位（个）", "500", "650", "约束性"],
    ["2", "幼儿园普惠率（%）", "88", "90左右", "预期性"],
    ["3", "义务教育阶段学校互联网接入带宽达标比例（%）", "70", "≥80", "预期性"],
    ["4", "体检人次（万人次）", "1.2", "1.5", "预期性"],
]
NOTE = "注：〔〕内为累计数。"


def facts_of(
    table: Rows, made: str | Callable[..., tuple[str, bytes]], folder: Path
) -> list[tuple[object, ...]]:
    """What the rows of a table say that is written in a format."""
    write = FORMATS[made] if isinstance(made, str) else made
    name, data = write(TITLE.strip(), table, NOTE)
    (folder / name).write_bytes(data)
    targets = extract([read_document(folder / name)], builtin()).targets
    columns = "indicator scope comparator value unit mode direction deadline per baseline binding"
    return targets.select(*columns.split(), "breakdown", "period_kind").rows()


@pytest.mark.parametrize("made", FORMATS)
@pytest.mark.parametrize("table", [MERGED, NUMBERED], ids=["merged", "numbered"])
def test_tables_of_every_format_read_the_same(table: Rows, made: str, tmp_path: Path) -> None:
    found = facts_of(table, made, tmp_path)
    assert found == facts_of(table, "tabs", tmp_path)
    assert len(found) == (10 if table is MERGED else 4)


def test_a_table_that_goes_on_over_a_page_reads_the_same(tmp_path: Path) -> None:
    found = facts_of(NUMBERED, as_two_pages, tmp_path)
    assert found == facts_of(NUMBERED, "tabs", tmp_path)


def test_a_head_that_is_printed_again_is_no_row() -> None:
    head, first, *rest = "指标 | 单位 | 2025年新增5个\n学位 | 个 | 8\n床位 | 张 | 9\n".splitlines(
        keepends=True
    )
    assert rows_of(TITLE + head + first + head + "".join(rest)) == rows_of(
        TITLE + head + first + "".join(rest)
    )


def table_of(text: str) -> list[list[str]]:
    return [[cell.strip() for cell in line.split("|")] for line in text.splitlines() if "|" in line]


@pytest.mark.parametrize("made", ["docx", "html", "tabs"])
def test_a_table_with_empty_cells_reads_the_same(made: str, tmp_path: Path) -> None:
    text = OF_A_PLAN.replace(">", "＞")
    name, data = FORMATS[made](TITLE.strip(), table_of(text), NOTE)
    (tmp_path / name).write_bytes(data)
    assert rows_of(read_document(tmp_path / name).text) == rows_of(TITLE + text)


LISTS = [
    "通知公告\n1\n关于开学的通知\n12-03\n关于放假的通知\n12-04\n关于考试的通知\n12-05\n",
    "本页共有\n一、指导思想\n3\n二、主要任务\n5\n三、保障措施\n8\n",
    "新建\n学校\n5\n改建\n学校\n6\n扩建\n学校\n7\n",
]


@pytest.mark.parametrize("text", LISTS)
def test_a_list_of_lines_is_no_table(text: str) -> None:
    assert gridded(text) == text


@pytest.mark.parametrize(
    "text",
    [
        "| 指标 | 2025年 |\n|",
        "| 指标 | 2025年 |\n| --- | --- |\n|\n| 新增学位 | 8个 |",
        "|\n| 指标 | 2025年 |\n||\n",
        "|\n|",
    ],
)
def test_a_table_that_is_cut_off_is_read(text: str) -> None:
    check_invariants(text, extract([Document("cut.md", text)], builtin()))


CELLS = ["指标", "单位", "2024年", "2025年目标", "年均增长（%）", "%", "万人", "65", "≥89%", "3-5", "[4]", "其中：学校", "新增学位", "序号", "12", "", "—", "3岁以下（个）", "|", "\t"]  # fmt: skip


@given(
    st.lists(st.lists(st.sampled_from(CELLS), min_size=1, max_size=6), max_size=6),
    st.sampled_from([" | ", "\t", "|"]),
    st.sampled_from(["\n", "\r\n", "\n\n"]),
)
@settings(max_examples=150, deadline=None)
def test_made_up_tables_keep_the_invariants(rows, border, line_end) -> None:
    text = line_end.join(border.join(row) for row in rows)
    check_invariants(text, extract([Document("made-up.txt", text)], builtin()))
