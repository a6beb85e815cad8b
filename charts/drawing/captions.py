"""Titles, subtitles and the sentences that say what a chart shows."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import altair as alt
import polars as pl

from charts.drawing import theme
from charts.selection.comparable import order_note
from charts.words.labels import LABELS
from charts.words.values import kind_words, printed_value, wrapped

Row = Mapping[str, Any]
_LINE = 52  # Chinese letters of a line, 12 pixels each
_BOUND_KEYS = ("exact", "least", "most", "about", "range")


def indicator_name(group: pl.DataFrame, name: str | None = None) -> str:
    """The name in a title: the one given, else the wording that the targets use most."""
    return name or str(group["indicator"].mode().sort()[0])


def plan_line(group: pl.DataFrame, total: int, lang: str) -> str:
    """What the rows are: 「2024 年计划 · 达到水平 · 2 / 7 份文件」."""
    count = LABELS[lang]["stated_by"].format(n=group["document_id"].n_unique(), total=total)
    return f"{kind_line(group, lang)} · {count}"


def kind_line(group: pl.DataFrame, lang: str) -> str:
    """The plan year, if all have the same, and the kind: 「2024 年计划 · 达到水平」."""
    words, years = LABELS[lang], group["plan_year"].unique()
    plan = words["plan_of"].format(year=years[0]) if len(years) == 1 and years[0] else ""
    return " · ".join(filter(None, (plan, kind_words(group.row(0, named=True), words))))


def title(text: str, *lines: str) -> alt.TitleParams:
    """A title with these lines below it; empty ones are left out, long ones wrapped.

    A line longer than a chart that takes the width of its page would leave it no room.
    """
    return alt.TitleParams(
        text, subtitle=[part for line in lines if line for part in wrapped(line, _LINE)]
    )


def key_line(bounds: set[str], soft: bool, lang: str) -> str:
    """What the shapes mean, for those that occur: 「● 确定值　▶ 至少或超过」."""
    words = LABELS[lang]
    keys = [words[f"key_{bound}"] for bound in _BOUND_KEYS if bound in bounds]
    return "　".join(keys + ([words["key_soft"]] if soft else []))


def left_out_line(group: pl.DataFrame, shown: pl.DataFrame, lang: str) -> str:
    """How many targets of the group are not drawn, if any."""
    left = len(group) - len(shown)
    return LABELS[lang]["left_out"].format(n=left) if left else ""


def finding(rows: pl.DataFrame, names: Mapping[str, str], lang: str) -> str:
    """How many documents, the lowest, the highest, and what half of them say.

    Counts and amounts of several administrative levels are counted and not ranked. Half is a
    count of documents; no middle is computed, because nobody stated one.
    """
    words, rows = LABELS[lang], rows.sort("value", "value_high", maintain_order=True)
    parts = [words["count_documents"].format(n=rows["document_id"].n_unique())]
    if order_note(rows):
        return parts[0]
    low, high = rows.row(0, named=True), rows.row(-1, named=True)
    if len(rows) > 1 and printed_value(low) == printed_value(high):
        parts.append(words["all_same"].format(printed=printed_value(low)))
    elif len(rows) > 1:
        for label, row in (("lowest", low), ("highest", high)):
            same = rows.filter((pl.col("value") == row["value"]) & _same_end(row))
            place = names[row["document_id"]]
            if len(same) > 1:
                place = words["count_documents"].format(n=len(same))
            parts.append(words[label].format(printed=printed_value(row), place=place))
        parts += _half(rows, words)
    return theme.SEPARATOR[lang].join(parts)


def _same_end(row: Row) -> pl.Expr:
    return pl.col("value_high").eq_missing(row["value_high"])


def _half(rows: pl.DataFrame, words: Mapping[str, str]) -> list[str]:
    """The highest number that at least half of the rows reach, and how many reach it."""
    middle = rows.row((len(rows) - 1) // 2, named=True)
    reach = int((rows["value"] >= middle["value"]).sum())
    if reach == len(rows):
        return []
    exact = rows.filter((pl.col("value") == middle["value"]) & pl.col("value_high").is_null())
    if exact.is_empty():
        return []
    said = words["half_say"].format(n=len(rows), half=reach, value=exact["quote"][0])
    return [said, words["low_ends"]] if rows["value_high"].count() else [said]
