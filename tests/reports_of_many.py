"""Reports of sixty cities over two years, and of all provinces, made up for tests of pages."""

from __future__ import annotations

from metrics import Document

YEARS = (2025, 2026)
CITIES = [
    "石家庄",
    "唐山",
    "太原",
    "大同",
    "呼和浩特",
    "包头",
    "沈阳",
    "鞍山",
    "长春",
    "吉林",
    "哈尔滨",
    "大庆",
    "南京",
    "无锡",
    "杭州",
    "宁波",
    "合肥",
    "芜湖",
    "福州",
    "厦门",
    "南昌",
    "九江",
    "济南",
    "青岛",
    "郑州",
    "洛阳",
    "武汉",
    "宜昌",
    "长沙",
    "株洲",
    "广州",
    "深圳",
    "南宁",
    "柳州",
    "海口",
    "三亚",
    "成都",
    "绵阳",
    "贵阳",
    "遵义",
    "昆明",
    "曲靖",
    "拉萨",
    "日喀则",
    "西安",
    "宝鸡",
    "兰州",
    "天水",
    "西宁",
    "海东",
    "银川",
    "吴忠",
    "乌鲁木齐",
    "克拉玛依",
    "德阳",
    "泸州",
    "保定",
    "廊坊",
    "苏州",
    "温州",
]
PROVINCES = [
    "北京市",
    "天津市",
    "河北省",
    "山西省",
    "内蒙古自治区",
    "辽宁省",
    "吉林省",
    "黑龙江省",
    "上海市",
    "江苏省",
    "浙江省",
    "安徽省",
    "福建省",
    "江西省",
    "山东省",
    "河南省",
    "湖北省",
    "湖南省",
    "广东省",
    "广西壮族自治区",
    "海南省",
    "重庆市",
    "四川省",
    "贵州省",
    "云南省",
    "西藏自治区",
    "陕西省",
    "甘肃省",
    "青海省",
    "宁夏回族自治区",
    "新疆维吾尔自治区",
]
# indicator and unit: the lowest goal of the first year, and what is the next one
_GOALS = (
    ("地区生产总值增长", "%", 4, 0.5),
    ("固定资产投资增长", "%", 5, 0.5),
    ("一般公共预算收入增长", "%", 3, 0.5),
    ("社会消费品零售总额增长", "%", 5, 0.5),
    ("城镇新增就业", "万人", 1, 0.2),
)
_STEPS = (0, 1, -1, 0, 2, None, -2)  # from a goal to the next year's; None is no goal
_RESULTS = (0, 1, -1, None)  # from a goal to its result; None is no word on it


def _said(value: float) -> str:
    return f"{round(value, 1):g}"


def report(region: str, number: int, year: int) -> Document:
    """The report of a region for one of ``YEARS``; what it says follows from its number."""
    review, plan = [], []
    for place, (name, unit, low, step) in enumerate(_GOALS):
        first = low + step * ((number * 3 + place) % 7)
        if year == YEARS[0]:
            review.append(f"{name}{_said(first + step)}{unit}")
            plan.append(f"{name}{_said(first)}{unit}")
            continue
        answer = _RESULTS[(number + place) % len(_RESULTS)]
        change = _STEPS[(number + 2 * place) % len(_STEPS)]
        if answer is not None:
            review.append(f"{name}{_said(first + answer * step)}{unit}")
        if change is not None:
            plan.append(f"{name}{_said(first + change * step)}{unit}")
    text = (
        f"{region}{year}年政府工作报告\n一、{year - 1}年工作回顾\n"
        f"{year - 1}年，{'，'.join(review) or '各项工作取得新进展'}。\n"
        f"二、{year}年工作安排\n{year}年主要目标是：{'，'.join(plan)}。\n"
    )
    return Document(f"{region}{year}.txt", text)


def of_cities() -> list[Document]:
    """Two reports of each city."""
    return [report(f"{city}市", n, year) for n, city in enumerate(CITIES) for year in YEARS]


def of_provinces() -> list[Document]:
    """Two reports of each province."""
    return [report(name, n, year) for n, name in enumerate(PROVINCES) for year in YEARS]
