"""Which documents state which indicators: a matrix in which a gap is never a zero."""

from __future__ import annotations

from collections import Counter
from typing import Any

from charts.drawing import theme
from charts.drawing.captions import title
from charts.drawing.layers import Spec, field
from charts.selection.overview import Overview

_SHAPES = {"stated": "square", "words_only": "diamond", "silent": "circle", "no_text": "cross"}
_SIZES = {"stated": 170, "words_only": 90, "silent": 18, "no_text": 60}
_CELL = 26


def matrix(of: Overview) -> Spec:
    """A matrix of documents by indicators: with a number, in words only, silent, or text missing.

    Of documents and indicators those that are more make the rows.

    Without the texts, what is mentioned in words only cannot be told from what is not mentioned,
    and there are three states.

    Args:
        of: what to draw; it has ``shared`` indicators.
    """
    words, palette, has_texts = of.style.words, of.style.palette, of.matrix.texts is not None
    kinds = [kind for kind in _SIZES if kind != "words_only" or has_texts]
    meanings = [words[kind] for kind in kinds]
    cells = _cells(of)
    counts = Counter(cell["state"] for cell in cells)
    said = of.style.separator.join(f"{meaning} {counts[meaning]}" for meaning in meanings)
    # The longer list runs down the page, which may be as long as it likes.
    is_long = len(of.listed) > len(of.shared)
    down, across = ("document", "indicator") if is_long else ("indicator", "document")
    top = {"labelAngle": -45, "labelLimit": 280, "orient": "top", "title": None}
    return {
        "config": theme.config(palette),
        "data": {"values": cells},
        "description": f"{words['coverage']}: {said}",
        "encoding": {
            "description": field("said"),
            **_marks(of, kinds, meanings),
            "tooltip": field("said"),
            "x": {"axis": top, **field(across), "sort": None},
            "y": {**field(down), "sort": None, "title": None},
        },
        "height": {"step": _CELL},
        "mark": {"type": "point", "filled": True, "opacity": 1, "strokeWidth": 1.5},
        "title": title(
            words["coverage"], words["coverage_words_lead" if has_texts else "coverage_lead"]
        ),
        "width": {"step": _CELL},
    }


def _marks(of: Overview, kinds: list[str], meanings: list[str]) -> Spec:
    """The channels of the shape, the colours and the size of a state, and their legend."""
    palette = of.style.palette
    colours = {
        "stated": palette.target, "words_only": palette.target,
        "silent": palette.soft, "no_text": palette.aim,
    }  # fmt: skip
    ranges = {
        "fill": [palette.paper if kind == "words_only" else colours[kind] for kind in kinds],
        "shape": [_SHAPES[kind] for kind in kinds],
        "stroke": [colours[kind] for kind in kinds],
    }
    key = {"orient": "bottom", "title": None}
    channels: Spec = {
        name: {"legend": key, "scale": {"domain": meanings, "range": shown}, **field("state")}
        for name, shown in ranges.items()
    }
    return {**channels, "size": {"field": "size", "scale": None, "type": "quantitative"}}


def _cells(of: Overview) -> list[dict[str, Any]]:
    """A cell for each indicator and document."""
    words, labels = of.style.words, of.names
    phrases = Counter(of.shared["indicator"])
    named = {}
    for indicator_id, indicator in of.shared.select("indicator_id", "indicator").iter_rows():
        if phrases[indicator] > 1:  # the growth of a thing and its level may bear one phrase
            indicator = f"{indicator} ({indicator_id})"
        named[indicator_id] = (of.matrix.names or {}).get(indicator_id, indicator)
    return [
        {
            "indicator": named[indicator_id],
            "document": labels[document_id],
            "state": words[state],
            "size": _SIZES[state],
            "said": f"{labels[document_id]}, {named[indicator_id]}: {words[state]}",
        }
        for indicator_id, document_id, state in of.states(of.shared["indicator_id"]).iter_rows()
    ]
