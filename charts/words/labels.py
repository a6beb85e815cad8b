"""Interface texts of charts and pages, Chinese first."""

from __future__ import annotations

import tomllib
from importlib.resources import files

# Words that make a target a wish rather than a duty; marks of such targets are hollow.
SOFT_WORDS = ("力争", "争取", "努力", "原则上")
# Words that make a target a duty. Bounds (不低于, 以上) are no wording: they say how much only.
HARD_WORDS = ("确保", "必须")

# An amount of money pays for something where one of these words names it, and none that earns it.
SPENDING_WORDS = ("投资", "投入", "经费", "资金", "筹措", "预算", "补助", "建设")
EARNING_WORDS = ("引进", "到位", "争取", "招商", "签约", "贷款", "收入", "产值", "交易", "成交")
# Between these a sentence states several things that have nothing to do with each other.
CLAUSE_ENDS = "；;。！？"
YEARLY_AVERAGE = "年均"

COMPARATOR_SIGNS = {"=": "", ">=": "≥ ", ">": "> ", "<=": "≤ ", "<": "< ", "~": "≈ ", "range": ""}

UNIT_NAMES: dict[str, dict[str, str]] = {
    "zh": {
        "percent": "%", "percentage_point": "个百分点", "permille": "‰",
        "CNY": "元", "USD": "美元", "HKD": "港元", "EUR": "欧元", "JPY": "日元",
        "m2": "平方米", "mu": "亩", "hectare": "公顷", "km2": "平方千米", "m": "米", "km": "千米",
        "kg": "千克", "t": "吨", "kWh": "千瓦时", "L": "升", "m3": "立方米", "degree_C": "℃",
        "second": "秒", "minute": "分钟", "hour": "小时", "day": "天", "week": "周",
        "month": "个月", "year": "年", "fold": "倍", "rank": "位", "index": "比值",
    },
    "en": {
        "percent": "%", "percentage_point": "percentage points", "permille": "‰",
        "m2": "m²", "km2": "km²", "m3": "m³", "degree_C": "°C",
    },
}  # fmt: skip

# Large numbers on axes: from which value on, and what one of them is called.
MAGNITUDES: dict[str, list[tuple[float, str]]] = {
    "zh": [(1e12, "万亿"), (1e8, "亿"), (1e4, "万")],
    "en": [(1e12, "trillion "), (1e9, "billion "), (1e6, "million ")],
}

LABELS: dict[str, dict[str, str]] = {
    language: tomllib.loads(
        files(__package__).joinpath("languages", f"{language}.toml").read_text("utf-8")
    )
    for language in ("zh", "en")
}
"""The interface texts by language and name."""
