"""The charts of goals beside results, from the tables of a run."""

from __future__ import annotations

import altair as alt
import polars as pl

from charts.drawing.chart_types import layer_chart, unit_chart
from charts.forms import record as forms_record
from charts.forms import results as forms
from charts.selection.collection import Collection
from charts.selection.comparison import Comparison
from charts.selection.given_frames import Frame, takes_frames
from charts.selection.record import record_states
from charts.selection.results import Results
from charts.words.style import LIGHT, Palette, Style
from charts.words.values import document_names


@takes_frames
def steps(
    targets: Frame,
    indicator_id: str,
    actuals: Frame,
    documents: Frame,
    indicators: Frame,
    *,
    mode: str | None = None,
    lang: str = "zh",
    palette: Palette = LIGHT,
) -> alt.LayerChart:
    """From each region's last result to its goal: a dumbbell a region, the largest step first.

    Args:
        targets: rows of the targets table.
        indicator_id: the canonical indicator to show.
        actuals: the actuals table, where reports tell results.
        documents: the documents table.
        indicators: the indicators table, which tells names and which way is better.
        mode: level, change or output; by default the one that most documents share.
        lang: language of the chart's own words, ``zh`` or ``en``.
        palette: the colours.

    Raises:
        ValueError: when no target has this indicator (in this mode), or no report gives the last
            result beside its goal.

    Example:
        >>> steps(t.targets, "gdp_growth", t.actuals, t.documents, t.indicators)  # doctest: +SKIP
    """
    of = _asked(targets, indicator_id, (actuals, documents, indicators), mode, Style(lang, palette))
    if not of.stepped:
        raise ValueError(f"no report gives the last result beside its goal on {indicator_id}.")
    return layer_chart(forms.steps(of))


@takes_frames
def outcomes(
    targets: Frame,
    indicator_id: str,
    actuals: Frame,
    documents: Frame,
    indicators: Frame,
    *,
    mode: str | None = None,
    lang: str = "zh",
    palette: Palette = LIGHT,
) -> alt.LayerChart:
    """Each region's goal and what its next report says was reached, silent reports last.

    The latest period of which some goal could be answered is shown.

    Args:
        targets: rows of the targets table.
        indicator_id: the canonical indicator to show.
        actuals: the actuals table, where reports tell results.
        documents: the documents table, of several years.
        indicators: the indicators table, which tells names and which way is better.
        mode: level, change or output; by default the one that most documents share.
        lang: language of the chart's own words, ``zh`` or ``en``.
        palette: the colours.

    Raises:
        ValueError: when no target has this indicator (in this mode), or no later report of any
            region was read.

    Example:
        >>> outcomes(
        ...     t.targets, "gdp_growth", t.actuals, t.documents, t.indicators
        ... )  # doctest: +SKIP
    """
    of = _asked(targets, indicator_id, (actuals, documents, indicators), mode, Style(lang, palette))
    answered = of.last_answered
    if answered is None:
        raise ValueError(
            f"no later report answers a goal on {indicator_id}: an outcome needs reports of two "
            "years of one region, with their regions and years known."
        )
    return layer_chart(forms.outcomes(answered))


@takes_frames
def record(
    targets: Frame,
    actuals: Frame,
    documents: Frame,
    indicators: Frame,
    *,
    year: int | None = None,
    lang: str = "zh",
    palette: Palette = LIGHT,
) -> alt.Chart:
    """What became of the goals of one year: a matrix of regions by indicators.

    Args:
        targets: rows of the targets table.
        actuals: the actuals table, where reports tell results.
        documents: the documents table, of several years.
        indicators: the indicators table, which tells names and which way is better.
        year: the plan year; by default the last one of which goals were answered.
        lang: language of the chart's own words, ``zh`` or ``en``.
        palette: the colours.

    Raises:
        ValueError: when no goal was answered.

    Example:
        >>> record(t.targets, t.actuals, t.documents, t.indicators)  # doctest: +SKIP
    """
    results = Results.of(targets, actuals, documents, indicators, Style(lang, palette))
    states = record_states(targets, results, year)
    if states.is_empty():
        raise ValueError("no later report answers a goal: reports of two years are needed.")
    named = dict(indicators.select("indicator_id", "name").iter_rows())
    names = document_names(documents, lang)
    return unit_chart(forms_record.record(states, names, named, Style(lang, palette)))


def _asked(
    targets: pl.DataFrame,
    indicator_id: str,
    known: tuple[pl.DataFrame, pl.DataFrame, pl.DataFrame],
    mode: str | None,
    style: Style,
) -> Comparison:
    actuals, documents, indicators = known
    results = Results.of(targets, actuals, documents, indicators, style)
    among = Collection(documents, style, results=results)
    name = dict(indicators.select("indicator_id", "name").iter_rows()).get(indicator_id)
    return Comparison.asked(targets, indicator_id, mode, among, name)
