"""Interface texts of charts and pages, Chinese first, and names of documents in charts."""

from __future__ import annotations

import polars as pl

LABELS: dict[str, dict[str, str]] = {
    "zh": {
        "lang": "zh-Hans",
        "title": "量化目标比较",
        "lead": "地方政府计划与报告中的数字目标：谁承诺多少、何时完成、用什么措辞、出自哪一句。",
        "read": "读取的文件",
        "documents": "份文件",
        "targets": "项目标",
        "numbers": "个数字",
        "every_number": "每个数字都有去向",
        "compared": "共同指标比较",
        "none_compared": "这些文件没有两份以上共同提出的指标。下表列出全部目标。",
        "all": "全部目标",
        "search": "搜索指标、原句……",
        "search_label": "搜索",
        "document": "地区或文件",
        "topic": "主题",
        "unit": "单位",
        "any": "全部",
        "indicator": "指标",
        "value": "目标值（原文）",
        "mode": "性质",
        "deadline": "期限",
        "commitment": "措辞",
        "sentence": "原句",
        "rule": "规则",
        "shown": "显示 {shown} / {total} 项",
        "nothing": "没有符合条件的目标。",
        "level": "达到水平",
        "change": "变化幅度",
        "output": "完成数量",
        "missing_silent": "未提及",
        "missing_text": "原文缺失",
        "missing": "没有该指标的文件",
        "truncated": "原文不完整",
        "problem": "问题",
        "complete": "完整",
        "legend": "实心＝确定表述，空心＝力争、争取、努力等；▶ 至少或超过，◀ 至多或低于，横线＝区间，虚线圆＝约数。箭头长度没有含义。",
        "national_aim": "全国目标",
        "national_actual": "全国实际",
        "regions": "{n} 份文件提出",
        "note": "目标是计划，不是成绩。各文件的统计口径和起点可能不同；行政层级不同的地区，数量和金额不宜直接排名。",
        "percent": "%",
        "version": "版本",
        "rules_digest": "规则摘要",
        "sources": "来源",
        "date": "日期",
        "skip": "跳到全部目标",
        "year": "计划年度",
        "characters": "字数",
        "state": "正文",
        "roles": "数字的角色",
        "role_target": "目标",
        "role_actual": "已有结果",
        "role_context": "背景",
        "role_label": "名称或编号",
        "role_date": "日期",
        "role_structure": "条目编号",
        "role_unexplained": "未能解释",
        "part": "其中项",
        "per": "每",
        "see_row": "查看出处",
        "benchmark_source": "全国数据来源",
    },
    "en": {
        "lang": "en",
        "title": "Targets compared",
        "lead": "Numeric targets in Chinese government plans and reports: who promises how much, "
        "by when, in what words, and in which sentence.",
        "read": "What was read",
        "documents": "documents",
        "targets": "targets",
        "numbers": "numbers",
        "every_number": "Every number accounted for",
        "compared": "Indicators that several documents share",
        "none_compared": "No indicator is shared by two of these documents. All targets are below.",
        "all": "All targets",
        "search": "Search indicators and sentences…",
        "search_label": "Search",
        "document": "Region or document",
        "topic": "Topic",
        "unit": "Unit",
        "any": "All",
        "indicator": "Indicator",
        "value": "Target as printed",
        "mode": "Kind",
        "deadline": "Deadline",
        "commitment": "Wording",
        "sentence": "Sentence",
        "rule": "Rule",
        "shown": "{shown} of {total} shown",
        "nothing": "No target fits these filters.",
        "level": "level to reach",
        "change": "change",
        "output": "output",
        "missing_silent": "not mentioned",
        "missing_text": "text missing",
        "missing": "Documents without this indicator",
        "truncated": "text cut off",
        "problem": "problem",
        "complete": "complete",
        "legend": "Filled: plain wording; hollow: strive for, aim for. ▶ at least or more than, "
        "◀ at most or less than, bar: range, dashed ring: about. The arrow's length means nothing.",
        "national_aim": "national aim",
        "national_actual": "national actual",
        "regions": "stated by {n} documents",
        "note": "A target is a plan, not a result. Definitions and starting points may differ; counts "
        "and amounts of different administrative levels are not to be ranked together.",
        "percent": "%",
        "version": "Version",
        "rules_digest": "Rules",
        "sources": "Sources",
        "date": "Date",
        "skip": "Skip to all targets",
        "year": "Plan year",
        "characters": "Characters",
        "state": "Body",
        "roles": "Roles of the numbers",
        "role_target": "target",
        "role_actual": "result",
        "role_context": "context",
        "role_label": "name or code",
        "role_date": "date",
        "role_structure": "item number",
        "role_unexplained": "unexplained",
        "part": "part",
        "per": "per",
        "see_row": "see the sentence",
        "benchmark_source": "National figures from",
    },
}

SOFT_WORDS = ("力争", "争取", "努力", "原则上")

COMPARATOR_SIGNS = {"=": "", ">=": "≥ ", ">": "> ", "<=": "≤ ", "<": "< ", "~": "≈ ", "range": ""}


def document_labels(documents: pl.DataFrame) -> dict[str, str]:
    """A short name for each document: its region, else what is printed of it, else its title.

    Equal names get the document's number in its source or its source's name appended.
    """
    labels: dict[str, str] = {}
    for row in documents.to_dicts():
        name = row["region"] or row["issuer"] or row["title"] or row["source"].rsplit("/", 1)[-1]
        label = row["region_label"]
        if not row["region"] and label and row["issuer"] and label[-1] == row["issuer"][0]:
            name = label + row["issuer"][1:]
        labels[row["document_id"]] = name
    names = list(labels.values())
    seen: dict[str, int] = {}
    for document_id, name in labels.items():
        if names.count(name) > 1:
            seen[name] = seen.get(name, 0) + 1
            labels[document_id] = f"{name} ({seen[name]})"
    return labels
