"""Reports of three cities over two years, each with the results of the year before."""

from __future__ import annotations

from metrics import Document

# city: goal of 2025, what 2026 says of it, goal of 2026
CITIES = {
    "成都": ("6%", "6.2%", "5.5%"),
    "绵阳": ("8%", "7.1%", "8%"),
    "德阳": ("7%", None, "7.5%"),
}


def reports() -> list[Document]:
    read = []
    for city, (first, result, second) in CITIES.items():
        answer = f"地区生产总值增长{result}。" if result else "新建学校3所。"
        for year, goal, review in (
            (2025, first, "地区生产总值增长6.5%。"),
            (2026, second, answer),
        ):
            text = (
                f"{city}市{year}年政府工作报告\n"
                f"一、{year - 1}年工作回顾\n{year - 1}年，{review}\n"
                f"二、{year}年工作安排\n{year}年地区生产总值增长{goal}。\n"
            )
            read.append(Document(f"{city}{year}.txt", text))
    return read
