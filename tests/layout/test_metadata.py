"""What documents of every form say of themselves: title, issuer, region and years."""

from __future__ import annotations

import pytest

from metrics.layout.segments import segment

TASK = "\n\n一、主要目标\n\n新增学位8000个。\n"


def facts(text, rules, source="甲.txt"):
    (part,) = segment(text, source, rules.sections)
    return part.facts


@pytest.mark.parametrize(
    ("head", "title"),
    [
        ("# 关于做好2023年乡村振兴工作的建议", "关于做好2023年乡村振兴工作的建议"),
        ("**某市新区建设方案**", "某市新区建设方案"),
        ("标题：2021年保定市政府工作报告\n正文：", "2021年保定市政府工作报告"),
        ("- **文件名称**：某市北斗产业行动计划.md", "某市北斗产业行动计划"),
        ("# 关于印发《某市未来产业行动方案》的通知", "某市未来产业行动方案"),
        ("某市教育局关于印发2024年工作要点的通知", "2024年工作要点"),
        ("某市北斗产业三年行动计划\n\n（2021-2023 年）", "某市北斗产业三年行动计划（2021-2023年）"),
        (
            "各区人民政府：\n现将《某市人工智能行动方案》印发给你们，请认真落实。",
            "某市人工智能行动方案",
        ),
        ("为支持企业，特制定某市人工智能专项资金实施细则。", "某市人工智能专项资金实施细则"),
        ("根据《某省发展规划纲要》，制定本方案。", "甲"),
    ],
)
def test_titles(head, title, rules):
    assert facts(head + TASK, rules).title == title


@pytest.mark.parametrize(
    ("text", "issuer"),
    [
        ("# 教育部等八部门关于课程改革的实施意见" + TASK, "教育部等八部门"),
        ("中共中央 国务院\n关于推进农业的意见" + TASK, "中共中央 国务院"),
        (
            "各区：\n现印发给你们。\n\n丙市教育局\n\n丙市财政局\n\n2024年3月1日\n" + TASK,
            "丙市教育局",
        ),
        (
            "为发展教育，制定本方案。" + TASK + "丙市人民政府办公厅2019年3月15日印发",
            "丙市人民政府办公厅",
        ),
        ("**发布机构**: 丙市科学技术委员会" + TASK, "丙市科学技术委员会"),
        ("**发布机构**: 加快布局" + TASK, None),
        ("各区人民政府、各委、办、局：" + TASK, None),
        ("各位代表：\n现在，我代表丙县人民政府，向大会报告工作。" + TASK, "丙县人民政府"),
    ],
)
def test_issuers(text, issuer, rules):
    assert facts(text, rules).issuer == issuer


@pytest.mark.parametrize(
    ("text", "region"),
    [
        ("山东省服务业数字化转型行动方案" + TASK, "山东省"),
        ("# 上海市北斗产业行动计划" + TASK, "上海市"),
        ("制定本方案。" + TASK + "青岛市教育局办公室 2020年9月22日印发", "青岛市"),
        ("各省、自治区、直辖市教育厅：" + TASK, "中国"),
        ("我国教育发展很快。我国学位充足。" + TASK, "中国"),
        (
            "结合我市实际。" + "支持济南高新区建设，全市办好济南大学，做强济南品牌。" * 2 + TASK,
            "济南市",
        ),
        (
            "全市教育工作。"
            + "荣成一中、荣成二中办出特色，建成荣成市特色学校，全市推广。" * 2
            + TASK,
            "荣成市",
        ),
        ("我省制造业基础好。全省落实《山东省智能制造规划》。" + TASK, "山东省"),
        ("全市工作。学习济南经验、青岛经验、烟台经验。全市推广。" * 2 + TASK, None),
        ("全县争创示范县。全县建设示范县。" * 3 + TASK, None),
        ("新增学位8000个，借鉴洛阳市做法。" + TASK, None),
    ],
)
def test_regions(text, region, rules):
    found = facts(text, rules).region.region
    assert (found.name if found else None) == region


@pytest.mark.parametrize(
    ("text", "years"),
    [
        ("某市“十四五”教育发展规划" + TASK, (2021, 2025)),
        ("某市教育行动计划（2023—2025年）" + TASK, (2023, 2025)),
        ("某市教育行动计划\n（2023-2025年）" + TASK, (2023, 2025)),
        ("某市教育三年行动计划" + TASK + "2022年6月6日", (2022, 2024)),
        ("根据《某省规划（2016-2020年）》，制定本方案。" + TASK, (None, None)),
        ("根据《规划（2016-2020年）》制定。实施期为2013-2025年。" + TASK, (2013, 2025)),
        ("制定本措施。" + TASK + "自2026年1月1日起实施，有效期至2030年12月31日。", (2026, 2030)),
        (
            "印发了《某市规划（2021-2025年）》（以下简称《规划》），现解读如下。" + TASK,
            (2021, 2025),
        ),
        ("制定本方案。" + TASK + "某市人民政府办公厅2019年３月１5日印发", (2019, None)),
        ("**发布日期**: 2024-02-19" + TASK, (2024, None)),
        ("某市2023年计划执行情况与2024年计划草案的报告" + TASK, (2024, None)),
        ("到2026年，建成示范区。" + TASK, (None, None)),
    ],
)
def test_years(text, years, rules):
    found = facts(text, rules)
    assert (found.plan_year, found.plan_end_year) == years
