"""How firmly targets are worded: shares of duty, plain and wish for each document."""

from __future__ import annotations

from typing import Any

import altair as alt
import polars as pl

from charts.drawing import theme
from charts.drawing.captions import title
from charts.words.labels import HARD_WORDS, LABELS, SOFT_WORDS
from charts.words.values import document_names

_KINDS = ("hard", "plain", "soft")
_ROW = 24
_COLUMNS = (28, 66, 104, 160)  # pixels right of the bars, of the counts and of their sum


def wording(
    targets: pl.DataFrame,
    documents: pl.DataFrame,
    *,
    lang: str = "zh",
    palette: theme.Palette = theme.LIGHT,
) -> alt.LayerChart:
    """Bars of 100 % for each document: targets worded as a duty, plainly, and as a wish.

    The counts of the three and their sum stand beside each bar. Duties are dark, plain targets
    light, wishes hollow. Bounds (不低于, 以上) are no wording, and parts of a total are not
    counted. Documents keep their order, as shares of few targets cannot be ranked.

    Args:
        targets: rows of the targets table.
        documents: the documents table; documents without targets have an empty row.
        lang: language of the chart's own words, ``zh`` or ``en``.
        palette: the colours.

    Raises:
        ValueError: when there are no documents.

    Example:
        >>> wording(tables.targets, tables.documents)  # doctest: +SKIP
    """
    if documents.is_empty():
        raise ValueError("there are no documents, so there is no wording to compare.")
    words = LABELS[lang]
    names = document_names(documents, lang)
    counts = wording_counts(targets, documents)
    bars, texts = [], []
    for row in counts.to_dicts():
        bars += _bars(row, names[row["document_id"]], words)
        texts.append(_texts(row, names[row["document_id"]], documents, words))
    sums = {kind: int(counts[kind].sum()) for kind in _KINDS}
    said = theme.SEPARATOR[lang].join(f"{words[f'{kind}_key']} {n}" for kind, n in sums.items())
    return alt.LayerChart(
        layer=[*_shares(bars, words, palette), *_counts(texts, words, palette)],
        encoding={
            "y": alt.Y(
                "document",
                type="nominal",
                scale=alt.Scale(domain=list(names.values())),
                axis=alt.Axis(title=None),
            ).to_dict()
        },
        width="container",
        height=_ROW * len(names),
        autosize=alt.AutoSizeParams(type="fit-x", contains="padding"),
        title=title(words["wording"], words["wording_caution"]),
        description=f"{words['wording']}: {said}",
        config=theme.config(palette),
    )


def wording_counts(targets: pl.DataFrame, documents: pl.DataFrame) -> pl.DataFrame:
    """How many targets of each document are worded as a duty, plainly, and as a wish.

    Returns:
        A row for each document, in their order: document_id, hard, plain, soft, total. Parts of a
        total are not counted; documents without targets have zeros.

    Example:
        >>> wording_counts(tables.targets, tables.documents)["total"].sum()  # doctest: +SKIP
        118
    """
    word = pl.col("commitment")
    kind = (
        pl.when(word.is_in(HARD_WORDS)).then(pl.lit("hard"))
        .when(word.is_in(SOFT_WORDS)).then(pl.lit("soft"))
        .otherwise(pl.lit("plain"))
    )  # fmt: skip
    stated = targets.filter(~pl.col("breakdown")).with_columns(kind=kind)
    counts = stated.group_by("document_id").agg(
        *((pl.col("kind") == name).sum().cast(pl.Int64).alias(name) for name in _KINDS),
        pl.len().cast(pl.Int64).alias("total"),
    )
    rows = documents.select("document_id").join(
        counts, on="document_id", how="left", maintain_order="left"
    )
    return rows.with_columns(pl.col(*_KINDS, "total").fill_null(0))


def _bars(row: dict[str, Any], place: str, words: dict[str, str]) -> list[dict[str, Any]]:
    bars, start = [], 0.0
    for kind in _KINDS:
        if not row[kind]:
            continue
        end = start + row[kind] / row["total"]
        said = words["wording_said"].format(
            place=place, kind=words[f"{kind}_key"], n=row[kind], total=row["total"]
        )
        key = words[f"{kind}_key"]
        bars.append({"document": place, "kind": key, "start": start, "end": end, "said": said})
        start = end
    return bars


def _texts(
    row: dict[str, Any], place: str, documents: pl.DataFrame, words: dict[str, str]
) -> dict[str, Any]:
    counts = {kind: str(row[kind]) if row["total"] else "" for kind in _KINDS}
    why = ""
    if not row["total"]:
        present = documents.filter(pl.col("document_id") == row["document_id"])["body_present"][0]
        why = words["no_targets" if present else "no_text"]
    total = f"n = {row['total']}" if row["total"] else ""
    return {"document": place, **counts, "total": total, "why": why}


def _shares(
    bars: list[dict[str, Any]], words: dict[str, str], palette: theme.Palette
) -> list[alt.Chart]:
    names = [words[f"{kind}_key"] for kind in _KINDS]
    # Hollow and light parts keep an outline, so that the three differ without colour too.
    scale = alt.Scale(domain=names, range=[palette.target, palette.line, palette.paper])
    key = alt.Legend(
        title=None, orient="top", direction="horizontal", symbolType="square", symbolSize=160,
        symbolStrokeColor=palette.target, symbolStrokeWidth=1, labelColor=palette.ink,
        labelFontSize=12, labelLimit=300,
    )  # fmt: skip
    columns = {"document": pl.String, "kind": pl.String, "start": pl.Float64, "end": pl.Float64,
               "said": pl.String}  # fmt: skip
    chart = alt.Chart(pl.DataFrame(bars, schema=columns)).mark_bar(
        stroke=palette.target, strokeWidth=1, height=15, opacity=1
    )
    axis = alt.Axis(values=[0, 0.25, 0.5, 0.75, 1], format="%", title=None, grid=False)
    return [
        chart.encode(
            x=alt.X("start", type="quantitative", scale=alt.Scale(domain=[0, 1]), axis=axis),
            x2=alt.X2("end"),
            fill=alt.Fill("kind", type="nominal", scale=scale, legend=key),
            description=alt.Description("said", type="nominal"),
            tooltip=alt.Tooltip("said", type="nominal"),
        )
    ]


def _counts(
    texts: list[dict[str, Any]], words: dict[str, str], palette: theme.Palette
) -> list[alt.Chart]:
    """A column for each count, with its heading above, and why a document has none."""
    rows = alt.Chart(pl.DataFrame(texts, infer_schema_length=None))
    first = alt.Chart(pl.DataFrame(texts[:1], infer_schema_length=None))
    drawn = []
    for field, dx in zip((*_KINDS, "total"), _COLUMNS, strict=True):
        text = rows.mark_text(
            align="right", dx=dx, baseline="middle", fontSize=12, color=palette.ink, aria=False
        )
        drawn.append(text.encode(x=alt.value("width"), text=alt.Text(field, type="nominal")))
        if field != "total":
            head = first.mark_text(
                align="right", dx=dx, dy=-18, fontSize=11, color=palette.soft, aria=False,
                text=words[field],
            )  # fmt: skip
            drawn.append(head.encode(x=alt.value("width")))
    why = rows.mark_text(
        align="left", dx=4, baseline="middle", fontSize=12, color=palette.soft, aria=False
    )
    drawn.append(why.encode(x=alt.value(0), text=alt.Text("why", type="nominal")))
    return drawn
