"""Which documents state which indicators: a matrix in which a gap is never a zero."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping
from typing import Any

import altair as alt
import polars as pl

from charts.drawing import theme
from charts.drawing.captions import title
from charts.words.labels import LABELS
from charts.words.values import document_names

_SHAPES = {"stated": "square", "words_only": "diamond", "silent": "circle", "no_text": "cross"}
_SIZES = {"stated": 170, "words_only": 90, "silent": 18, "no_text": 60}
_CELL = 26
_SHORTEST_SYNONYM = 2  # one letter alone would be found everywhere


def coverage(
    targets: pl.DataFrame,
    documents: pl.DataFrame,
    *,
    names: Mapping[str, str] | None = None,
    shared_by: int = 2,
    indicators: pl.DataFrame | None = None,
    texts: Mapping[str, str] | None = None,
    lang: str = "zh",
    palette: theme.Palette = theme.LIGHT,
) -> alt.Chart:
    """A matrix of documents by indicators: with a number, in words only, silent, or text missing.

    Of documents and indicators those that are more make the rows.

    Without the texts, what is mentioned in words only cannot be told from what is not mentioned,
    and there are three states.

    Args:
        targets: rows of the targets table.
        documents: the documents table; documents without targets have their column too.
        names: names of indicators by id; by default the wording that is used most.
        shared_by: how many documents must state an indicator to give it a row.
        indicators: the indicators table, whose names and synonyms are looked for in the texts.
        texts: the text of each document by its id.
        lang: language of the chart's own words, ``zh`` or ``en``.
        palette: the colours.

    Raises:
        ValueError: when no indicator is stated by as many documents.

    Example:
        >>> coverage(tables.targets, tables.documents)  # doctest: +SKIP
    """
    shown = _shared(targets, shared_by)
    if shown.is_empty():
        raise ValueError(f"no indicator is stated by {shared_by} documents. Lower shared_by.")
    states = coverage_states(
        targets, documents, indicators=indicators, texts=texts, indicator_ids=shown["indicator_id"]
    )
    words = LABELS[lang]
    colours = {
        "stated": palette.target, "words_only": palette.target,
        "silent": palette.soft, "no_text": palette.aim,
    }  # fmt: skip
    kinds = [kind for kind in _SIZES if kind != "words_only" or texts is not None]
    meanings = [words[kind] for kind in kinds]
    cells = _cells(states, shown, document_names(documents, lang), names or {}, words)
    counts = Counter(cell["state"] for cell in cells)
    said = theme.SEPARATOR[lang].join(f"{meaning} {counts[meaning]}" for meaning in meanings)
    chart = alt.Chart(
        pl.DataFrame(cells),
        width=alt.Step(_CELL),
        height=alt.Step(_CELL),
        title=title(
            words["coverage"],
            words["coverage_lead" if texts is None else "coverage_words_lead"],
        ),
        description=f"{words['coverage']}: {said}",
        config=theme.config(palette),
    )
    top = alt.Axis(orient="top", labelAngle=-45, title=None, labelLimit=280)
    # The longer list runs down the page, which may be as long as it likes.
    down = "document" if len(documents) > len(shown) else "indicator"
    across = "indicator" if down == "document" else "document"
    key = alt.Legend(title=None, orient="bottom")
    shape = alt.Scale(domain=meanings, range=[_SHAPES[kind] for kind in kinds])
    colour = alt.Scale(domain=meanings, range=[colours[kind] for kind in kinds])
    hollow = [palette.paper if kind == "words_only" else colours[kind] for kind in kinds]
    matrix: alt.Chart = chart.mark_point(filled=True, opacity=1, strokeWidth=1.5).encode(
        x=alt.X(f"{across}:N", sort=None, axis=top),
        y=alt.Y(f"{down}:N", sort=None, title=None),
        shape=alt.Shape("state:N", scale=shape, legend=key),
        stroke=alt.Stroke("state:N", scale=colour, legend=key),
        fill=alt.Fill("state:N", scale=alt.Scale(domain=meanings, range=hollow), legend=key),
        size=alt.Size("size:Q", scale=None),
        description="said:N",
        tooltip="said:N",
    )
    return matrix


def coverage_states(
    targets: pl.DataFrame,
    documents: pl.DataFrame,
    *,
    indicators: pl.DataFrame | None = None,
    texts: Mapping[str, str] | None = None,
    indicator_ids: Collection[str] | None = None,
) -> pl.DataFrame:
    """What each document does about each indicator, one row for every pair of the two.

    The states are ``stated`` (there is a target), ``words_only`` (the text names the indicator,
    and there is no target), ``silent``, and ``no_text``. A document with no text in ``texts`` has
    only the other three. A text names an indicator where it holds its name or a synonym of it; the
    naming may still be of a result, so it is no promise.

    Args:
        targets: rows of the targets table.
        documents: the documents table.
        indicators: the indicators table with ``name`` and ``synonyms`` (joined by ``|``).
        texts: the text of each document by its id.
        indicator_ids: the indicators to show, in this order; by default all of ``indicators``, or
            of the targets where that is not given.

    Returns:
        indicator_id, document_id, state; indicators and documents in their order.

    Raises:
        ValueError: when there are texts and no ``indicators`` to look for in them.

    Example:
        >>> coverage_states(targets, documents)["state"].unique()  # doctest: +SKIP
    """
    if texts is not None and indicators is None:
        raise ValueError(
            "to look for indicators in the texts, their names are needed: indicators=…"
        )
    if indicator_ids is None:
        source = targets if indicators is None else indicators
        indicator_ids = source["indicator_id"].drop_nulls().unique(maintain_order=True).to_list()
    phrases = {} if indicators is None else _phrases(indicators)
    stated = set(targets.select("indicator_id", "document_id").unique().iter_rows())
    present = dict(documents.select("document_id", "body_present").iter_rows())
    rows: list[tuple[str, str, str]] = []
    for indicator_id in indicator_ids:
        looked_for = phrases.get(indicator_id, ())
        for document_id, has_text in present.items():
            state = "silent" if has_text else "no_text"
            if (indicator_id, document_id) in stated:
                state = "stated"
            elif has_text and looked_for and texts is not None:
                text = texts.get(document_id, "")
                if any(phrase in text for phrase in looked_for):
                    state = "words_only"
            rows.append((indicator_id, document_id, state))
    schema = {"indicator_id": pl.String, "document_id": pl.String, "state": pl.String}
    return pl.DataFrame(rows, schema=schema, orient="row")


def _phrases(indicators: pl.DataFrame) -> dict[str, tuple[str, ...]]:
    """What names each indicator, without phrases that hold a shorter one of the same indicator."""
    found = {}
    for row in indicators.select("indicator_id", "name", "synonyms").iter_rows(named=True):
        phrases = {row["name"] or "", *(row["synonyms"] or "").split("|")}
        phrases = {phrase for phrase in phrases if len(phrase) >= _SHORTEST_SYNONYM}
        found[row["indicator_id"]] = tuple(
            sorted(
                phrase
                for phrase in phrases
                if not any(other in phrase for other in phrases if other != phrase)
            )
        )
    return found


def _shared(targets: pl.DataFrame, shared_by: int) -> pl.DataFrame:
    """The indicators that as many documents state, those of the most documents first."""
    return (
        targets.drop_nulls("indicator_id")
        .group_by("indicator_id")
        .agg(pl.col("document_id").n_unique(), pl.col("indicator").mode().sort().first())
        .filter(pl.col("document_id") >= shared_by)
        .sort("document_id", "indicator_id", descending=[True, False])
    )


def _cells(
    states: pl.DataFrame,
    shown: pl.DataFrame,
    labels: Mapping[str, str],
    names: Mapping[str, str],
    words: Mapping[str, str],
) -> list[dict[str, Any]]:
    """A cell for each indicator and document."""
    phrases = Counter(shown["indicator"])
    named = {}
    for indicator_id, indicator in shown.select("indicator_id", "indicator").iter_rows():
        if phrases[indicator] > 1:  # the growth of a thing and its level may bear one phrase
            indicator = f"{indicator} ({indicator_id})"
        named[indicator_id] = names.get(indicator_id, indicator)
    return [
        {
            "indicator": named[indicator_id],
            "document": labels[document_id],
            "state": words[state],
            "size": _SIZES[state],
            "said": f"{labels[document_id]}, {named[indicator_id]}: {words[state]}",
        }
        for indicator_id, document_id, state in states.iter_rows()
    ]
