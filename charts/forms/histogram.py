"""Very many regions on one axis: how many documents state values near each other."""

from __future__ import annotations

from collections import Counter
from typing import Any

from charts.drawing import theme
from charts.drawing.assembly import layered
from charts.drawing.axis import ValueAxis, axis_of
from charts.drawing.captions import finding, left_out_line, mixed_note, shown_line, title
from charts.drawing.layers import NATIONAL, Spec, field, layer, national_rule
from charts.drawing.marks import Mark, national_marks
from charts.selection.comparison import Comparison
from charts.words.style import Palette, Style

_BINS = 40
_HEIGHT = 220
# Counties are the most, so they take the colour of all charts; the others stand on top.
_COLOURS = {"county": 3, "prefecture": 2, "province": 1, "country": 0, None: 4}
_SAID: Spec = {"description": field("said"), "tooltip": field("said")}


def histogram(of: Comparison) -> Spec:
    """Bars of how many documents state a value in each of 40 equal steps of the axis.

    One target stands for each document; of a range it is the lower end. Bars are parted by
    administrative level. On a logarithmic axis steps are equal in ratio.
    """
    national = national_marks(of)
    spans = [(row["value"], row["value"]) for row in of.shown_rows]
    axis = axis_of(of, spans + [(mark.value, mark.end) for mark in national])
    said = finding(of)
    return layered(
        [_drawn(_bars(of, axis), of.style), *_lines(national, of.style.palette)],
        None,
        {"x": axis.channel("value")},
        _HEIGHT,
        title=title(of.heading, shown_line(of), said, mixed_note(of), left_out_line(of)),
        description=f"{of.heading}: {said}",
        palette=of.style.palette,
    )


def _bars(of: Comparison, axis: ValueAxis) -> list[dict[str, Any]]:
    """A bar for each step and level that has documents, each level on top of the one before."""
    words = of.style.words
    counts: Counter[tuple[int, str | None]] = Counter()
    for row in of.shown_rows:
        step = min(_BINS - 1, int(axis.place(row["value"]) * _BINS))
        counts[step, row["region_level"]] += 1
    bars, tops = [], Counter[int]()
    for level in _COLOURS:
        name = words[f"level_{level}"] if level else words["no_area"]
        for step in sorted(step for step, of_level in counts if of_level == level):
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


def _drawn(bars: list[dict[str, Any]], style: Style) -> Spec:
    words = style.words
    colours = {
        words[f"level_{level}"] if level else words["no_area"]: theme.SEQUENCE[index][0]
        for level, index in _COLOURS.items()
    }
    there = [name for name in colours if any(bar["level"] == name for bar in bars)]
    encoding = {
        "color": {
            "field": "level",
            "legend": {"orient": "top", "title": None} if len(there) > 1 else None,
            "scale": {"domain": there, "range": [colours[name] for name in there]},
            "type": "nominal",
        },
        **_SAID,
        "x2": {"field": "end"},
        "y": {
            "axis": {"format": "d", "tickMinStep": 1, "title": words["documents_column"]},
            "field": "base",
            "stack": None,
            "type": "quantitative",
        },
        "y2": {"field": "top"},
    }
    return {"data": {"values": bars}, **layer("bar", encoding, cornerRadius=0, opacity=1)}


def _lines(national: list[Mark], palette: Palette) -> list[Spec]:
    """The national figures: aims dashed, actual values solid, as everywhere."""
    rows = [
        {"kind": mark.kind, "value": mark.value, "said": f"{mark.row} {mark.text}"}
        for mark in national
    ]
    return [
        {"data": {"values": rows}, **national_rule(kind, dash, palette, _SAID)}
        for kind, dash in NATIONAL
        if any(mark.kind == kind for mark in national)
    ]
