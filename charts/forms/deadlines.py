"""What is due when: the stated deadlines of each document by month, undated targets apart."""

from __future__ import annotations

import re
from typing import Any

import altair as alt
import polars as pl

from charts.drawing import theme
from charts.drawing.captions import title
from charts.drawing.layers import evidenced
from charts.words.labels import LABELS
from charts.words.values import document_names, printed_value

_LINKS = {"href": pl.String}  # also where no count is of a single target
_SINGLE = 200  # dated targets up to which each has a dot of its own
_DOT, _PILE = 12, 5  # pixels from dot to dot; rows of dots in a cell
_NARROW = 420  # pixels of the axis for which dots are placed
_MONTHS = 13  # up to which months without a deadline keep their column
_UNDATED = "undated"


def deadlines(
    targets: pl.DataFrame,
    *,
    documents: pl.DataFrame | None = None,
    lang: str = "zh",
    palette: theme.Palette = theme.LIGHT,
) -> alt.LayerChart:
    """A table of documents by months of deadline, with a last column for undated targets.

    Up to 200 dated targets have a dot each, which leads to the sentence; more are counted, and the
    count is printed in a mark whose size says nothing. Parts of a total are left out. Months
    without a deadline keep their column only where all fit.

    Args:
        targets: rows of the targets table.
        documents: the documents table, whose order the rows keep; documents without targets have
            their row too. By default the documents of the targets.
        lang: language of the chart's own words, ``zh`` or ``en``.
        palette: the colours.

    Raises:
        ValueError: when no target states a deadline.

    Example:
        >>> deadlines(tables.targets, documents=tables.documents)  # doctest: +SKIP
    """
    words = LABELS[lang]
    rows = targets.filter(~pl.col("breakdown")).with_columns(
        month=pl.col("deadline").dt.strftime("%Y-%m")
    )
    dated = rows.drop_nulls("month").sort("deadline", "start", maintain_order=True)
    if dated.is_empty():
        raise ValueError("no target states a deadline, so there is nothing to place in time.")
    names = document_names(targets if documents is None else documents, lang)
    months, skipped = _months(dated["month"])
    columns = {month: _month_words(month, lang) for month in months} | {_UNDATED: words["undated"]}
    counts = dated.group_by("document_id", "month", maintain_order=True).agg(
        pl.len().alias("n"), pl.col("target_id").first()
    )
    abreast = max(1, _NARROW // len(columns) // _DOT)
    pile = -(-int(str(counts["n"].max())) // abreast)
    single = len(dated) <= _SINGLE and pile <= _PILE
    drawn = _dots(dated, names, columns, abreast, lang) if single else []
    cells = [] if single else _cells(counts, names, columns, lang)
    cells += _undated(rows.filter(pl.col("month").is_null()), names, _without_text(documents), lang)
    lead = words["deadlines_lead"].format(dated=len(dated), undated=len(rows) - len(dated))
    key = words["one_dot" if single else "counted"]
    order = {"x": list(columns), "y": list(names.values())}
    step = max(30, pile * _DOT + 14) if single else 28
    return alt.LayerChart(
        layer=[*(_points(palette) if single else []), *_counts(palette)],
        data=pl.DataFrame(drawn + cells, infer_schema_length=None, schema_overrides=_LINKS),
        encoding=_places(order, columns, palette),
        width="container",
        height=step * len(names),
        autosize=alt.AutoSizeParams(type="fit-x", contains="padding"),
        title=title(
            words["deadlines"], lead, key, words["months_skipped"] if skipped else ""
        ),
        description=f"{words['deadlines']}: {lead}. " + _by_month(dated, columns, lang),
        config=theme.config(palette),
    )  # fmt: skip


def _months(stated: pl.Series) -> tuple[list[str], bool]:
    """The months to show, and whether some between them are left out."""
    known = sorted(stated.unique())
    first, last = (int(month[:4]) * 12 + int(month[5:]) - 1 for month in (known[0], known[-1]))
    every = [f"{number // 12}-{number % 12 + 1:02d}" for number in range(first, last + 1)]
    if len(every) <= _MONTHS:
        return every, False
    return known, len(known) < len(every)


def _month_words(month: str, lang: str) -> str:
    return LABELS[lang]["month"].format(year=int(month[:4]), month=int(month[5:]))


def _dots(
    dated: pl.DataFrame, names: dict[str, str], columns: dict[str, str], abreast: int, lang: str
) -> list[dict[str, Any]]:
    """A dot for each target, side by side in its cell from the top left on."""
    seen: dict[tuple[str, str], int] = {}
    of_cell = dict(dated.group_by("document_id", "month").len().select(
        pl.concat_str("document_id", "month", separator="\n"), "len").iter_rows())  # fmt: skip
    drawn = []
    for row in dated.iter_rows(named=True):
        cell = (row["document_id"], row["month"])
        place = seen[cell] = seen.get(cell, -1) + 1
        all_here = of_cell["\n".join(cell)]
        wide, high = min(abreast, all_here), -(-all_here // abreast)
        drawn.append(
            {
                "kind": "dot",
                "document": names[row["document_id"]],
                "month": row["month"],
                "dx": (place % abreast - (wide - 1) / 2) * _DOT,
                "dy": (place // abreast - (high - 1) / 2) * _DOT,
                "said": f"{names[row['document_id']]}, {columns[row['month']]}: "
                f"{row['indicator']} {printed_value(row)}",
                "href": f"#t-{row['target_id']}",
            }
        )
    return drawn


def _cells(
    counts: pl.DataFrame, names: dict[str, str], columns: dict[str, str], lang: str
) -> list[dict[str, Any]]:
    return [
        {
            "kind": "count",
            "document": names[row["document_id"]],
            "month": row["month"],
            "count": str(row["n"]),
            "said": LABELS[lang]["due_count"].format(
                place=names[row["document_id"]], month=columns[row["month"]], n=row["n"]
            ),
            "href": f"#t-{row['target_id']}" if row["n"] == 1 else None,
        }
        for row in counts.iter_rows(named=True)
    ]


def _without_text(documents: pl.DataFrame | None) -> set[str]:
    if documents is None:
        return set()
    return set(documents.filter(~pl.col("body_present"))["document_id"])


def _undated(
    rows: pl.DataFrame, names: dict[str, str], without_text: set[str], lang: str
) -> list[dict[str, Any]]:
    """The count of undated targets of every document; a missing text has no count, not even 0."""
    counts, words = dict(rows.group_by("document_id").len().iter_rows()), LABELS[lang]
    drawn = []
    for document_id, name in names.items():
        n = counts.get(document_id, 0)
        said = words["undated_count"].format(place=name, n=n)
        if document_id in without_text:
            n, said = words["none_chosen"], f"{name}: {words['no_text']}"
        drawn.append(
            {"kind": _UNDATED, "document": name, "month": _UNDATED, "count": str(n), "said": said}
        )
    return drawn


def _places(
    order: dict[str, list[str]], columns: dict[str, str], palette: theme.Palette
) -> dict[str, Any]:
    named = ", ".join(f"'{month}': '{_two_lines(words)}'" for month, words in columns.items())
    broken = f"split({{{named}}}[datum.label], '\\n')"
    top = alt.Axis(
        orient="top", title=None, labelAngle=0, labelExpr=broken, labelLineHeight=14,
        labelColor=palette.ink, grid=False, labelOverlap=False, labelLimit=120, labelPadding=22,
    )  # fmt: skip
    side = alt.Axis(title=None, grid=True, gridDash=[1, 3])
    months = alt.X("month", type="nominal", scale=alt.Scale(domain=order["x"]), axis=top)
    places = alt.Y("document", type="nominal", scale=alt.Scale(domain=order["y"]), axis=side)
    return {"x": months.to_dict(), "y": places.to_dict()}


def _two_lines(words: str) -> str:
    """Broken after the year, or before the last word, with room for the second line."""
    return re.sub(r"(?<=年)|\s(?=\S+$)", r"\\n", words, count=1)


def _points(palette: theme.Palette) -> list[alt.Chart]:
    dot = alt.Chart(transform=[alt.FilterTransform(filter="datum.kind === 'dot'")]).mark_point(
        shape="circle", filled=True, size=62, color=palette.target, opacity=1,
        xOffset=alt.expr("datum.dx"), yOffset=alt.expr("datum.dy"),
    )  # fmt: skip
    return [evidenced(dot)]


def _counts(palette: theme.Palette) -> list[alt.Chart]:
    """Counts in marks of one size: filled for a month, hollow and dashed for undated ones."""
    drawn = []
    for kind, fill, dash, ink in (
        ("count", palette.target, [1, 0], palette.paper),
        (_UNDATED, palette.paper, [3, 2], palette.ink),
    ):
        where = alt.Chart(transform=[alt.FilterTransform(filter=f"datum.kind === '{kind}'")])
        mark = where.mark_point(
            shape="circle", filled=True, size=460, fill=fill, strokeDash=dash, strokeWidth=1,
            stroke=palette.target if kind == "count" else palette.soft, opacity=1,
        )  # fmt: skip
        text = where.mark_text(color=ink, fontSize=11, baseline="middle", aria=False)
        drawn += [evidenced(mark), text.encode(text=alt.Text("count", type="nominal"))]
    return drawn


def _by_month(dated: pl.DataFrame, columns: dict[str, str], lang: str) -> str:
    counts = dated.group_by("month").len().sort("month")
    return theme.SEPARATOR[lang].join(f"{columns[month]} {n}" for month, n in counts.iter_rows())
