"""Very many regions on one axis: how many documents state values near each other."""

from __future__ import annotations

from collections import Counter
from typing import Any

import altair as alt
import polars as pl

from charts.drawing import theme
from charts.drawing.axis import ValueAxis, group_axis
from charts.drawing.captions import finding, indicator_name, left_out_line, plan_line, title
from charts.drawing.marks import Mark, national_marks
from charts.selection.comparable import order_note, required
from charts.selection.representative import headlines
from charts.words.labels import LABELS
from charts.words.values import document_names

_BINS = 40
_HEIGHT = 220
# Counties are the most, so they take the colour of all charts; the others stand on top.
_COLOURS = {"county": 3, "prefecture": 2, "province": 1, "country": 0, None: 4}


def histogram(
    targets: pl.DataFrame,
    indicator_id: str,
    *,
    documents: pl.DataFrame | None = None,
    benchmarks: pl.DataFrame | None = None,
    mode: str | None = None,
    name: str | None = None,
    lang: str = "zh",
    palette: theme.Palette = theme.LIGHT,
) -> alt.LayerChart:
    """Bars of how many documents state a value in each of 40 equal steps of the axis.

    One target stands for each document; of a range it is the lower end. Bars are parted by
    administrative level. On a logarithmic axis steps are equal in ratio.

    Args:
        targets: rows of the targets table.
        indicator_id: the canonical indicator to show.
        documents: the documents table, to count and name all documents and not only these.
        benchmarks: the benchmarks table, for the national figures.
        mode: level, change or output; by default the one that most documents share.
        name: the indicator's name in the title; by default the wording that is used most.
        lang: language of the chart's own words, ``zh`` or ``en``.
        palette: the colours.

    Raises:
        ValueError: when no target has this indicator (in this mode).

    Example:
        >>> histogram(targets, "gdp_growth")  # doctest: +SKIP
    """
    group = required(targets, indicator_id, mode)
    shown = headlines(group)
    listed = targets if documents is None else documents
    national = national_marks(benchmarks, shown, lang)
    spans = [(value, value) for value in shown["value"]]
    axis = group_axis(shown, spans + [(mark.value, mark.end) for mark in national], lang)
    heading = indicator_name(group, name)
    said = finding(shown, document_names(listed, lang), lang)
    note = order_note(shown) and LABELS[lang]["note_levels_mixed"]
    plan = plan_line(shown, listed["document_id"].n_unique(), lang)
    bars = _bars(shown, axis, lang)
    return alt.LayerChart(
        layer=[_drawn(bars, lang), *_lines(national, palette)],
        encoding={"x": axis.channel("value").to_dict()},
        width="container",
        height=_HEIGHT,
        autosize=alt.AutoSizeParams(type="fit-x", contains="padding"),
        title=title(heading, plan, said, note or "", left_out_line(group, shown, lang)),
        description=f"{heading}: {said}",
        config=theme.config(palette),
    )


def _bars(shown: pl.DataFrame, axis: ValueAxis, lang: str) -> list[dict[str, Any]]:
    """A bar for each step and level that has documents, each level on top of the one before."""
    words = LABELS[lang]
    counts: Counter[tuple[int, str | None]] = Counter()
    for value, level in shown.select("value", "region_level").iter_rows():
        counts[min(_BINS - 1, int(axis.place(value) * _BINS)), level] += 1
    bars, tops = [], Counter[int]()
    for level in _COLOURS:
        name = words[f"level_{level}"] if level else words["no_area"]
        for step in sorted(step for step, of in counts if of == level):
            count, base = counts[step, level], tops[step]
            tops[step] += count
            low, high = axis.at(step / _BINS), axis.at((step + 1) / _BINS)
            ends = f"{low / axis.factor:.4g}–{high / axis.factor:.4g} {axis.title}"
            said = f"{ends}, {name}: {words['count_documents'].format(n=count)}"
            bars.append(
                {"value": low, "end": high, "base": base, "top": tops[step], "level": name,
                 "said": said}
            )  # fmt: skip
    return bars


def _drawn(bars: list[dict[str, Any]], lang: str) -> alt.Chart:
    words = LABELS[lang]
    colours = {
        words[f"level_{level}"] if level else words["no_area"]: theme.SEQUENCE[index][0]
        for level, index in _COLOURS.items()
    }
    there = [name for name in colours if any(bar["level"] == name for bar in bars)]
    scale = alt.Scale(domain=there, range=[colours[name] for name in there])
    key = alt.Legend(title=None, orient="top") if len(there) > 1 else None
    axis = alt.Axis(title=words["documents_column"], format="d", tickMinStep=1)
    rows = alt.Chart(pl.DataFrame(bars, infer_schema_length=None))
    drawn: alt.Chart = rows.mark_bar(cornerRadius=0, opacity=1).encode(
        x2=alt.X2("end"),
        y=alt.Y("base", type="quantitative", axis=axis, stack=None),
        y2=alt.Y2("top"),
        color=alt.Color("level", type="nominal", scale=scale, legend=key),
        tooltip=alt.Tooltip("said", type="nominal"),
        description="said:N",
    )
    return drawn


def _lines(national: list[Mark], palette: theme.Palette) -> list[alt.LayerChart | alt.Chart]:
    """The national figures: aims dashed, actual values solid, as everywhere."""
    drawn: list[alt.LayerChart | alt.Chart] = []
    for kind, colour, dash in (("actual", palette.actual, [1, 0]), ("aim", palette.aim, [5, 4])):
        rows = [
            {"value": mark.value, "said": f"{mark.row} {mark.text}"}
            for mark in national
            if mark.kind == kind
        ]
        if rows:
            data = alt.Chart(pl.DataFrame(rows))
            line = data.mark_rule(color=colour, strokeDash=dash, strokeWidth=1.5)
            drawn.append(line.encode(description="said:N", tooltip=alt.Tooltip("said:N")))
    return drawn
