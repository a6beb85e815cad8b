"""What is due when: the stated deadlines of each document by month, undated targets apart."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping
from typing import Any

import polars as pl

from charts.drawing.assembly import layered
from charts.drawing.captions import title
from charts.drawing.layers import EVIDENCE, ROWS_AXIS, Spec, expression, field, layer
from charts.selection.overview import IN_YEAR, Overview
from charts.words.style import Palette

_SINGLE = 200  # dated targets up to which each has a dot of its own
_DOT, _PILE = 12, 5  # pixels from dot to dot; rows of dots in a cell
_NARROW = 420  # pixels of the axis for which dots are placed
_MONTHS = 13  # up to which months without a deadline keep their column
_UNDATED = "undated"


def timeline(of: Overview) -> Spec:
    """A table of documents by months of deadline, with a last column for undated targets.

    What is due in a year without a date (今年, 全年) has a column after the months of that year.
    Up to 200 dated targets have a dot each, which leads to the sentence; more are counted, and the
    count is printed in a mark whose size says nothing. Parts of a total are left out. Months
    without a deadline keep their column only where all fit.

    Args:
        of: what to draw; it has ``dated`` targets.
    """
    words, dated, style = of.style.words, of.dated, of.style
    months, skipped = _months(dated["month"])
    columns = _labels(of, months, "month") | {_UNDATED: words["undated"]}
    cells = Counter(dated.select("document_id", "month").iter_rows())
    abreast = max(1, _NARROW // len(columns) // _DOT)
    pile = -(-max(cells.values()) // abreast)
    single = len(dated) <= _SINGLE and pile <= _PILE
    drawn = _dots(of, columns, cells, abreast) if single else _cells(of, columns, cells)
    lead = of.deadlines_said
    key = words["one_dot" if single else "counted"]
    due = dated.group_by("month").len().sort("month").iter_rows()
    by_month = style.separator.join(f"{columns[month]} {n}" for month, n in due)
    return layered(
        [*(_points(style.palette) if single else []), *_counts(style.palette)],
        drawn + _undated(of),
        _places(of, months),
        (max(30, pile * _DOT + 14) if single else 28) * len(of.names),
        title=title(words["deadlines"], lead, key, words["months_skipped"] if skipped else ""),
        description=f"{words['deadlines']}: {lead}. {by_month}",
        palette=style.palette,
    )


def _months(stated: pl.Series) -> tuple[list[str], bool]:
    """The months to show, and whether some between them are left out."""
    known = sorted(stated.unique())
    years = [one for one in known if one.endswith(IN_YEAR)]
    known = [one for one in known if one not in years]
    if not known:
        return years, False
    first, last = (int(month[:4]) * 12 + int(month[5:]) - 1 for month in (known[0], known[-1]))
    every = [f"{number // 12}-{number % 12 + 1:02d}" for number in range(first, last + 1)]
    if len(every) <= _MONTHS:
        return sorted(every + years), False
    return sorted(known + years), len(known) < len(every)


def _labels(of: Overview, months: list[str], label: str) -> dict[str, str]:
    """What each month is called, in the words of this label."""
    return {month: of.month_said(month, label) for month in months}


def _dots(
    of: Overview, columns: Mapping[str, str], cells: Counter[tuple[str, str]], abreast: int
) -> list[dict[str, Any]]:
    """A dot for each target, side by side in its cell from the top left on."""
    seen: Counter[tuple[str, str]] = Counter()
    drawn = []
    for row in of.dated.iter_rows(named=True):
        cell = (row["document_id"], row["month"])
        place, all_here = seen[cell], cells[cell]
        seen[cell] += 1
        wide, high = min(abreast, all_here), -(-all_here // abreast)
        name, printed = of.names[row["document_id"]], of.style.printed(row)
        drawn.append(
            {
                "kind": "dot",
                "document": name,
                "month": row["month"],
                "dx": (place % abreast - (wide - 1) / 2) * _DOT,
                "dy": (place // abreast - (high - 1) / 2) * _DOT,
                "said": f"{name}, {columns[row['month']]}: {row['indicator']} {printed}",
                "href": f"#t-{row['target_id']}",
            }
        )
    return drawn


def _cells(
    of: Overview, columns: Mapping[str, str], cells: Counter[tuple[str, str]]
) -> list[dict[str, Any]]:
    ids = {(row[0], row[1]): row[2] for row in of.dated.select(
        "document_id", "month", "target_id").iter_rows()}  # fmt: skip
    return [
        {
            "kind": "count",
            "document": of.names[document_id],
            "month": month,
            "count": str(n),
            "said": of.style.words["due_count"].format(
                place=of.names[document_id], month=columns[month], n=n
            ),
            "href": f"#t-{ids[document_id, month]}" if n == 1 else None,
        }
        for (document_id, month), n in cells.items()
    ]


def _undated(of: Overview) -> list[dict[str, Any]]:
    """The count of undated targets of every document; a missing text has no count, not even 0."""
    rows = of.whole.filter(pl.col("month").is_null())
    counts, words = Counter(rows["document_id"]), of.style.words
    drawn = []
    for document_id, name in of.names.items():
        n = str(counts[document_id])
        said = words["undated_count"].format(place=name, n=n)
        if document_id in of.without_text:
            n, said = words["none_chosen"], f"{name}: {words['no_text']}"
        drawn.append(
            {"kind": _UNDATED, "document": name, "month": _UNDATED, "count": n, "said": said}
        )
    return drawn


def _places(of: Overview, months: list[str]) -> Spec:
    """Both axes; the words of a column stand on two lines."""
    lines = _labels(of, months, "month_lines")
    lines[_UNDATED] = re.sub(r"\s(?=\S+$)", "\n", of.style.words["undated"], count=1)
    named = ", ".join(f"'{month}': '{words}'" for month, words in lines.items())
    broken = "split({" + named.replace("\n", "\\n") + "}[datum.label], '\\n')"
    top = {
        "grid": False, "labelAngle": 0, "labelColor": of.style.palette.ink, "labelExpr": broken,
        "labelLimit": 120, "labelLineHeight": 14, "labelOverlap": False, "labelPadding": 22,
        "orient": "top", "title": None,
    }  # fmt: skip
    names = list(of.names.values())
    return {
        "x": {"axis": top, **field("month"), "scale": {"domain": [*months, _UNDATED]}},
        "y": {"axis": ROWS_AXIS, **field("document"), "scale": {"domain": names}},
    }


def _points(palette: Palette) -> list[Spec]:
    dot = layer(
        "point", EVIDENCE, only="datum.kind === 'dot'", color=palette.target, filled=True,
        opacity=1, shape="circle", size=62, xOffset=expression("datum.dx"),
        yOffset=expression("datum.dy"),
    )  # fmt: skip
    return [dot]


def _counts(palette: Palette) -> list[Spec]:
    """Counts in marks of one size: filled for a month, hollow and dashed for undated ones."""
    drawn = []
    for kind, fill, stroke, dash, ink in (
        ("count", palette.target, palette.target, [1, 0], palette.paper),
        (_UNDATED, palette.paper, palette.soft, [3, 2], palette.ink),
    ):
        only = f"datum.kind === '{kind}'"
        mark = layer(
            "point", EVIDENCE, only=only, fill=fill, filled=True, opacity=1, shape="circle",
            size=460, stroke=stroke, strokeDash=dash, strokeWidth=1,
        )  # fmt: skip
        text = layer(
            "text", {"text": field("count")}, only=only, aria=False, baseline="middle", color=ink,
            fontSize=11,
        )  # fmt: skip
        drawn += [mark, text]
    return drawn
