"""How many targets are due in each month; those without a deadline are said, not drawn."""

from __future__ import annotations

from collections import Counter
from typing import Any

from charts.drawing.assembly import layered
from charts.drawing.captions import title
from charts.drawing.layers import Spec, expression, field, layer, quantity
from charts.selection.overview import Overview

_ROOM = 1.12  # of the longest bar, for its number beside it
_ROW = 26
Row = dict[str, Any]


def due_months(of: Overview) -> Spec:
    """A bar for each month that has a deadline, with its count, and for each year said alone.

    Months stand in their order and those without a deadline are left out, which the chart says.
    Undated targets are in its sentence only: no month is theirs, and their bar would dwarf all.

    Args:
        of: what to draw; it has ``dated`` targets.
    """
    words, palette = of.style.words, of.style.palette
    rows = _rows(of)
    lead = of.deadlines_said
    said = of.style.separator.join(f"{row['label']} {row['count']}" for row in rows)
    names = [row["label"] for row in rows]
    most = max(row["count"] for row in rows)
    length = {"axis": None, **quantity("count"), "scale": {"domain": [0, most * _ROOM]}}
    bars = layer(
        "bar", {"x": length, "description": field("said"), "tooltip": field("said")},
        color=palette.target, height=16,
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
        title=title(words["deadlines"], lead, words["months_skipped"], words["undated_apart"]),
        description=f"{words['deadlines']}: {lead}. {said}",
        palette=palette,
    )


def _rows(of: Overview) -> list[Row]:
    """A row for each month in its order, each year alone after its months."""
    counts = sorted(Counter(of.dated["month"].to_list()).items())
    return [
        {"label": label, "count": n, "number": f"{n:,}", "said": f"{label}: {n:,}"}
        for label, n in ((of.month_said(month), n) for month, n in counts)
    ]
