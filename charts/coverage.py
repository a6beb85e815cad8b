"""Which documents state which indicators: a matrix in which a gap is never a zero."""

from __future__ import annotations

from collections import Counter
from typing import Any

import altair as alt
import polars as pl

from charts import theme
from charts.labels import LABELS
from charts.wording import document_names

_SHAPES = ("square", "circle", "cross")
_SIZES = {"stated": 170, "silent": 18, "no_text": 60}
_CELL = 26


def coverage(
    targets: pl.DataFrame,
    documents: pl.DataFrame,
    *,
    names: dict[str, str] | None = None,
    shared_by: int = 2,
    lang: str = "zh",
    palette: theme.Palette = theme.LIGHT,
) -> alt.Chart:
    """A matrix of documents by indicators: stated with a number, not mentioned, or text missing.

    Args:
        targets: rows of the targets table.
        documents: the documents table; documents without targets have their column too.
        names: names of indicators by id; by default the wording that is used most.
        shared_by: how many documents must state an indicator to give it a row.
        lang: language of the chart's own words, ``zh`` or ``en``.
        palette: the colours.

    Raises:
        ValueError: when no indicator is stated by as many documents.

    Example:
        >>> coverage(tables.targets, tables.documents)  # doctest: +SKIP
    """
    cells = _cells(targets, documents, names or {}, shared_by, lang)
    if not cells:
        raise ValueError(f"no indicator is stated by {shared_by} documents. Lower shared_by.")
    words = LABELS[lang]
    meanings = [words[state] for state in _SIZES]
    colours = [palette.target, palette.soft, palette.aim]
    chart = alt.Chart(
        pl.DataFrame(cells),
        width=alt.Step(_CELL),
        height=alt.Step(_CELL),
        title=alt.TitleParams(words["coverage"], subtitle=words["coverage_lead"]),
        config=theme.config(palette),
    )
    top = alt.Axis(orient="top", labelAngle=-45, title=None)
    matrix: alt.Chart = chart.mark_point(filled=True, opacity=1).encode(
        x=alt.X("document:N", sort=None, axis=top),
        y=alt.Y("indicator:N", sort=None, title=None),
        shape=alt.Shape("state:N", title=None, scale=alt.Scale(domain=meanings, range=_SHAPES)),
        color=alt.Color("state:N", title=None, scale=alt.Scale(domain=meanings, range=colours)),
        size=alt.Size("size:Q", scale=None),
        description="said:N",
        tooltip="said:N",
    )
    return matrix


def _cells(
    targets: pl.DataFrame,
    documents: pl.DataFrame,
    names: dict[str, str],
    shared_by: int,
    lang: str,
) -> list[dict[str, Any]]:
    """A cell for each indicator and document, indicators of the most documents first."""
    stated = (
        targets.drop_nulls("indicator_id")
        .group_by("indicator_id")
        .agg(pl.col("document_id").unique(), pl.col("indicator").mode().sort().first())
        .filter(pl.col("document_id").list.len() >= shared_by)
        .sort(pl.col("document_id").list.len(), "indicator_id", descending=[True, False])
    )
    labels = document_names(documents, lang)
    texts = dict(documents.select("document_id", "body_present").iter_rows())
    phrases = Counter(stated["indicator"])
    cells = []
    for row in stated.to_dicts():
        indicator_id, indicator = row["indicator_id"], row["indicator"]
        if phrases[indicator] > 1:  # the growth of a thing and its level may bear one phrase
            indicator = f"{indicator} ({indicator_id})"
        indicator = names.get(indicator_id, indicator)
        for document_id, label in labels.items():
            state = "silent" if texts[document_id] else "no_text"
            state = "stated" if document_id in row["document_id"] else state
            meaning = LABELS[lang][state]
            cells.append(
                {
                    "indicator": indicator,
                    "document": label,
                    "state": meaning,
                    "size": _SIZES[state],
                    "said": f"{label}, {indicator}: {meaning}",
                }
            )
    return cells
