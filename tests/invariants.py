"""What holds of the tables of any text, and pieces that texts are made of to try it."""

from __future__ import annotations

import polars as pl

PIECES = [
    "新增学位", "12.1万个", "，", "。", "\n", "达到", "89%", "力争", "其中", "3-5个百分点", "第27届", "“十四五”",
    "一、", "（一）", "2024年", "6月底前", "294.4亿元", "三千余人", "分别", "5%、6%", "、", "和", "由", "提高到", "每两周1次",
    "5家(个)", "（11月底前完成）", "去年", "已建成", "三农", "１２３", "\u3000", "：", "；", "1+X", "约", "以上", "\ud83d\ude00".encode("utf-16", "surrogatepass").decode("utf-16"),
]  # fmt: skip


def check_invariants(text: str, tables) -> None:
    for table in (tables.targets, tables.numbers):
        for row in table.select("start", "end", "quote").iter_rows(named=True):
            assert text[row["start"] : row["end"]] == row["quote"]
    for row in tables.targets.select("sentence", "quote_at", "quote").iter_rows(named=True):
        assert row["sentence"].startswith(row["quote"], row["quote_at"])
    covered = [0] * len(text)
    for start, end in tables.numbers.select("start", "end").iter_rows():
        for position in range(start, end):
            covered[position] += 1
    assert max(covered, default=0) <= 1, "two mentions overlap"
    digits = [
        i for i, character in enumerate(text) if character in "0123456789０１２３４５６７８９"
    ]
    assert all(covered[i] == 1 for i in digits), [
        text[max(0, i - 9) : i + 9] for i in digits if covered[i] != 1
    ][:3]
    spans = set(
        tables.numbers.filter(pl.col("role") == "target").select("start", "end").iter_rows()
    )
    assert set(tables.targets.select("start", "end").iter_rows()) == spans
