"""Which documents state which indicators, where a gap is never a zero."""

from __future__ import annotations

from collections.abc import Collection, Mapping

import polars as pl

from charts.selection.given_frames import Frame, takes_frames

STATES = ("stated", "words_only", "silent", "no_text")
"""What a document does about an indicator."""
_SHORTEST_SYNONYM = 2  # one letter alone would be found everywhere


@takes_frames
def coverage_states(
    targets: Frame,
    documents: Frame,
    *,
    indicators: Frame | None = None,
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
    named = {} if texts is None else _named(phrases, indicator_ids, texts)
    rows: list[tuple[str, str, str]] = []
    for indicator_id in indicator_ids:
        naming = named.get(indicator_id, ())
        for document_id, has_text in present.items():
            state = "silent" if has_text else "no_text"
            if (indicator_id, document_id) in stated:
                state = "stated"
            elif has_text and document_id in naming:
                state = "words_only"
            rows.append((indicator_id, document_id, state))
    schema = {"indicator_id": pl.String, "document_id": pl.String, "state": pl.String}
    return pl.DataFrame(rows, schema=schema, orient="row")


def _named(
    phrases: Mapping[str, tuple[str, ...]], asked: Collection[str], texts: Mapping[str, str]
) -> dict[str, set[str]]:
    """The documents whose texts name each indicator; a text is read once for all phrases."""
    naming: dict[str, list[str]] = {}
    for indicator_id in asked:
        for phrase in phrases.get(indicator_id, ()):
            naming.setdefault(phrase, []).append(indicator_id)
    found: dict[str, set[str]] = {}
    if not naming:
        return found
    # A text may hold half a pair of surrogates, which is no UTF-8.
    readable = [text.encode("utf-8", "replace").decode() for text in texts.values()]
    in_texts = pl.Series(readable, dtype=pl.String).str.extract_many(list(naming), overlapping=True)
    for document_id, printed in zip(texts, in_texts.list.unique().to_list(), strict=True):
        for phrase in printed:
            for indicator_id in naming[phrase]:
                found.setdefault(indicator_id, set()).add(document_id)
    return found


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


def shared_indicators(targets: pl.DataFrame, shared_by: int) -> pl.DataFrame:
    """The indicators that as many documents state, those of the most documents first."""
    return (
        targets.drop_nulls("indicator_id")
        .group_by("indicator_id")
        .agg(pl.col("document_id").n_unique(), pl.col("indicator").mode().sort().first())
        .filter(pl.col("document_id") >= shared_by)
        .sort("document_id", "indicator_id", descending=[True, False])
    )
