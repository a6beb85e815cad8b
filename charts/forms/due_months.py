"""How many targets are due in each month, those without a deadline apart."""

from __future__ import annotations

from collections import Counter
from typing import Any

from charts.drawing.assembly import layered
from charts.drawing.captions import title
from charts.drawing.layers import Spec, expression, field, layer, quantity
from charts.selection.overview import Overview

_ROOM = 1.12  # of the longest bar, for its number beside it
_ROW = 26
_UNDATED = "undated"
Row = dict[str, Any]


def due_months(of: Overview) -> Spec:
    """A bar for each month that has a deadline, with its count; undated targets are a number.

    Months stand in their order and those without a deadline are left out, which the chart says.
    Undated targets have no bar: they are many, and no month is theirs.

    Args:
        of: what to draw; it has ``dated`` targets.
    """
    words, palette = of.style.words, of.style.palette
    rows = _rows(of)
    lead = words["deadlines_lead"].format(
        dated=len(of.dated), undated=len(of.whole) - len(of.dated)
    )
    said = of.style.separator.join(f"{row['label']} {row['count']}" for row in rows)
    names = [row["label"] for row in rows]
    most = max(row["count"] for row in rows)
    length = {"axis": None, **quantity("count"), "scale": {"domain": [0, most * _ROOM]}}
    bars = layer(
        "bar", {"x": length, "description": field("said"), "tooltip": field("said")},
        only="datum.kind === 'month'", color=palette.target, height=16,
    )  # fmt: skip
    text = layer(
        "text", {"text": field("number"), "x": length}, align="left", aria=False,
        baseline="middle", color=palette.ink, dx=expression("6"), fontSize=12,
    )  # fmt: skip
    return layered(
        [bars, text],
        rows,
        {"y": {"axis": {"title": None}, **field("label"), "scale": {"domain": names}}},
        _ROW * len(rows),
        title=title(words["deadlines"], lead, words["months_skipped"]),
        description=f"{words['deadlines']}: {lead}. {said}",
        palette=palette,
    )


def _rows(of: Overview) -> list[Row]:
    """A row for each month in its order, then the undated ones."""
    words = of.style.words
    counts = sorted(Counter(of.dated["month"].to_list()).items())
    rows = [
        _row("month", words["month"].format(year=int(month[:4]), month=int(month[5:])), n, n)
        for month, n in counts
    ]
    undated = len(of.whole) - len(of.dated)
    if undated:
        rows.append(_row(_UNDATED, words["undated"], 0, undated))
    return rows


def _row(kind: str, label: str, length: int, count: int) -> Row:
    number = f"{count:,}"
    return {
        "kind": kind, "label": label, "count": length, "number": number,
        "said": f"{label}: {number}",
    }  # fmt: skip
