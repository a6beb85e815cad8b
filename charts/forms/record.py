"""The record of regions: what became of each goal, a matrix in which silence is no failure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping

import polars as pl

from charts.drawing import theme
from charts.drawing.captions import title
from charts.drawing.layers import EVIDENCE, Spec, field
from charts.selection.record import STATES, most_stated
from charts.words.style import Style

_SHAPES = {"reached": "square", "below": "triangle-down", "silent": "stroke", "other": "diamond"}
_CELL = 26
_MOST = 24  # indicators


def record(
    states: pl.DataFrame, names: Mapping[str, str], indicators: Mapping[str, str], style: Style
) -> Spec:
    """A matrix of regions by indicators: met or exceeded, below, silent, or not comparable.

    Args:
        states: what ``record_states`` returns.
        names: names of documents by id.
        indicators: names of indicators by id; of others the wording that their goal uses.
        style: the language and the colours.
    """
    words, palette = style.words, style.palette
    columns = most_stated(states, _MOST)
    cells = [
        {
            "region": names[row["document_id"]],
            "indicator": indicators.get(row["indicator_id"], row["indicator"]),
            "state": words[f"record_{row['state']}"],
            "said": f"{names[row['document_id']]}: "
            f"{indicators.get(row['indicator_id'], row['indicator'])}, "
            f"{words['record_' + row['state']]}",
            "href": f"#t-{row['target_id']}",
        }
        for row in states.filter(pl.col("indicator_id").is_in(columns)).iter_rows(named=True)
    ]
    is_cut = states["indicator_id"].n_unique() > len(columns)
    drawn = [words["record_drawn"].format(n=len(columns))] if is_cut else []
    counts = Counter(states["state"])
    said = style.separator.join(f"{words[f'record_{one}']} {counts[one]}" for one in STATES)
    reached = Counter(row["region"] for row in cells if row["state"] == words["record_reached"])
    order = sorted({row["region"] for row in cells}, key=lambda name: (-reached[name], name))
    listed = [indicators.get(one, one) for one in columns]
    colours = {"reached": palette.target, "below": palette.aim}
    key = {"orient": "bottom", "title": None}
    meanings = [words[f"record_{one}"] for one in STATES]
    ranges = {
        "shape": [_SHAPES[one] for one in STATES],
        "stroke": [colours.get(one, palette.soft) for one in STATES],
        "fill": [palette.target if one == "reached" else palette.paper for one in STATES],
    }
    channels = {
        name: {"legend": key, "scale": {"domain": meanings, "range": shown}, **field("state")}
        for name, shown in ranges.items()
    }
    top = {"labelAngle": -45, "labelLimit": 280, "orient": "top", "title": None}
    return {
        "config": theme.config(palette),
        "data": {"values": cells},
        "description": f"{words['record']}: {said}",
        "encoding": {
            **EVIDENCE,
            **channels,
            "x": {"axis": top, **field("indicator"), "sort": listed},
            "y": {**field("region"), "sort": order, "title": None},
        },
        "height": _CELL * len(order),
        "mark": {"type": "point", "opacity": 1, "size": 120, "strokeWidth": 2},
        "title": title(words["record"], said, *drawn, words["silence_note"]),
        "width": {"step": _CELL},
    }
