"""The charts over all documents, from rows of the targets table."""

from __future__ import annotations

from collections.abc import Collection, Mapping

import altair as alt

from charts.drawing.chart_types import layer_chart, unit_chart
from charts.forms.commitment import wordings
from charts.forms.coverage import matrix
from charts.forms.deadlines import timeline
from charts.forms.spending import ratios
from charts.selection.given_frames import Frame, takes_frames
from charts.selection.overview import Matrix, Overview
from charts.selection.spending import BOUGHT
from charts.words.style import LIGHT, Palette, Style


@takes_frames
def coverage(
    targets: Frame,
    documents: Frame,
    *,
    names: Mapping[str, str] | None = None,
    shared_by: int = 2,
    indicators: Frame | None = None,
    texts: Mapping[str, str] | None = None,
    lang: str = "zh",
    palette: Palette = LIGHT,
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
    shows = Matrix(names=names, shared_by=shared_by, indicators=indicators, texts=texts)
    of = Overview(targets, documents, Style(lang, palette), shows)
    if of.shared.is_empty():
        raise ValueError(f"no indicator is stated by {shared_by} documents. Lower shared_by.")
    return unit_chart(matrix(of))


@takes_frames
def deadlines(
    targets: Frame,
    *,
    documents: Frame | None = None,
    lang: str = "zh",
    palette: Palette = LIGHT,
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
    of = Overview(targets, documents, Style(lang, palette))
    if of.dated.is_empty():
        raise ValueError("no target states a deadline, so there is nothing to place in time.")
    return layer_chart(timeline(of))


@takes_frames
def wording(
    targets: Frame,
    documents: Frame,
    *,
    lang: str = "zh",
    palette: Palette = LIGHT,
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
    return layer_chart(wordings(Overview(targets, documents, Style(lang, palette))))


@takes_frames
def money_per_unit(
    targets: Frame,
    *,
    unit: str | None = None,
    indicator_id: str | None = None,
    documents: Frame | None = None,
    units: Collection[str] = BOUGHT,
    lang: str = "zh",
    palette: Palette = LIGHT,
) -> alt.LayerChart:
    """The ratios of ``spending_ratios`` for one unit, each with its formula and what is counted.

    Rows keep the order of the documents, because prices of different things are not ranked.

    Args:
        targets: rows of the targets table.
        unit: the unit counted (place, school, m2 …); by default the one of most ratios.
        indicator_id: only counts of this indicator.
        documents: the documents table, to name documents as other charts do.
        units: units to choose from, as ``spending_ratios`` takes them.
        lang: language of the chart's own words, ``zh`` or ``en``.
        palette: the colours.

    Raises:
        ValueError: when no sentence states one amount of money and such a count.

    Example:
        >>> money_per_unit(tables.targets, unit="school")  # doctest: +SKIP
    """
    of = Overview(targets, documents, Style(lang, palette), units=units)
    return layer_chart(ratios(of, unit, indicator_id))
