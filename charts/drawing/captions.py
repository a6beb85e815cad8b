"""Titles, subtitles and the sentences that say what a chart shows."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from charts.drawing.layers import Spec
from charts.selection.comparison import Comparison
from charts.selection.results import STEPS, steps
from charts.selection.standing import peers
from charts.words.values import kind_words, value_order, wrapped

Row = Mapping[str, Any]
_LINE = 52  # Chinese letters of a line, 12 pixels each


def plan_line(of: Comparison) -> str:
    """What the rows are: 「2024 年计划 · 达到水平 · 2 / 7 份文件」."""
    count = of.style.words["stated_by"].format(n=of.stating, total=of.read)
    return f"{kind_line(of)} · {count}"


def shown_line(of: Comparison) -> str:
    """The same of the rows that stand for their documents."""
    n = len(of.shown_rows)
    count = of.style.words["stated_by"].format(n=n, total=of.read)
    return f"{_kind_line(of, list({row['plan_year'] for row in of.shown_rows}))} · {count}"


def years_line(of: Comparison) -> str:
    """The kind of the rows of all years, and their unit."""
    return f"{kind_words(of.first, of.style.words)} · {of.unit}"


def kind_line(of: Comparison) -> str:
    """The period, and the kind: 「2024 年计划 · 达到水平」, 「2026–2030 年年均 · 变化幅度」."""
    return _kind_line(of, of.plan_years)


def _kind_line(of: Comparison, years: Sequence[int | None]) -> str:
    words = of.style.words
    plan = "" if of.period.kind == "unknown" else of.period.label(words)
    if years == [of.period.last] and of.period.kind == "year":
        plan = words["plan_of"].format(year=years[0])
    return " · ".join(filter(None, (plan, kind_words(of.first, words))))


def title(text: str, *lines: str) -> Spec:
    """A title with these lines below it; empty ones are left out."""
    return {"subtitle": [line for line in lines if line], "text": text}


def wrapped_title(chart: Spec) -> Spec:
    """A chart that bears its own title, with the long lines below it wrapped.

    A line longer than a chart that takes the width of its page would leave it no room. Pages,
    which set these lines themselves, break them where they end.
    """
    told = chart["title"]
    lines = [part for line in told["subtitle"] for part in wrapped(line, _LINE)]
    return {**chart, "title": {**told, "subtitle": lines}}


def steps_line(of: Comparison, rows: Sequence[Row]) -> str:
    """How many goals are above, at and below the last result, and how ranges count."""
    words, counts = of.style.words, steps(rows, of.among.results, of.style)
    has_ranges = any(row["value_high"] is not None for row in rows)
    parts = [one for one in STEPS if one != "within" or has_ranges]
    said = words["comma"].join(words[f"steps_{one}"].format(n=counts[one]) for one in parts)
    if has_ranges:
        said += words["steps_ranges"]
    return of.period.of_before(words, "front_steps", n=counts.total(), said=said)


def left_out_line(of: Comparison) -> str:
    """How many targets of the comparison are not drawn, if any."""
    left = len(of.whole.rows) - len(of.shown_rows)
    return of.style.words["left_out"].format(n=left) if left else ""


def mixed_note(of: Comparison) -> str:
    """That counts and amounts of several administrative levels cannot be compared, if there are."""
    return of.style.words["note_levels_mixed"] if of.shown_note else ""


def finding(of: Comparison) -> str:
    """How many documents, the lowest, the highest, and what half of them say.

    Of several administrative levels each has its own ends; counts and amounts of several
    levels are counted and not ranked. Half is a count of documents; no middle is computed, because
    nobody stated one.
    """
    words = of.style.words
    counted = words["count_documents"].format(n=len(of.shown_rows))
    if of.shown_note:
        return counted
    ranked = peers(of) if of.is_of_levels else []
    if not ranked:
        half = _half(of, sorted(of.shown_rows, key=value_order))
        return of.style.separator.join([_ends_said(of, of.shown_rows), *half])
    told = [
        words["of_level"].format(level=words[f"level_{level}"], said=_ends_said(of, rows))
        for level, rows in ranked
    ]
    return of.style.separator.join([counted, *told])


def _ends_said(of: Comparison, shown: Sequence[Row]) -> str:
    words, rows = of.style.words, sorted(shown, key=value_order)
    parts = [words["count_documents"].format(n=len(rows))]
    low, high = rows[0], rows[-1]
    if len(rows) > 1 and of.style.printed(low) == of.style.printed(high):
        parts.append(words["all_same"].format(printed=of.style.printed(low)))
    elif len(rows) > 1:
        for label, row in (("lowest", low), ("highest", high)):
            same = sum(_ends(other) == _ends(row) for other in rows)
            place = of.names[row["document_id"]]
            if same > 1:
                place = words["count_documents"].format(n=same)
            parts.append(words[label].format(printed=of.style.printed(row), place=place))
    return of.style.separator.join(parts)


def _ends(row: Row) -> tuple[float, float | None]:
    return row["value"], row["value_high"]


def _half(of: Comparison, rows: Sequence[Row]) -> list[str]:
    """The highest number that at least half of the rows reach, and how many reach it."""
    words = of.style.words
    middle = rows[(len(rows) - 1) // 2]["value"]
    reach = sum(row["value"] >= middle for row in rows)
    if reach == len(rows):
        return []
    exact = [row for row in rows if _ends(row) == (middle, None)]
    if not exact:
        return []
    said = words["half_say"].format(n=len(rows), half=reach, value=of.style.number(exact[0]))
    has_ranges = any(row["value_high"] is not None for row in rows)
    return [said, words["low_ends"]] if has_ranges else [said]
