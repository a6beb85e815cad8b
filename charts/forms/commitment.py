"""How firmly targets are worded: shares of duty, plain and wish for each document."""

from __future__ import annotations

from typing import Any

from charts.drawing.assembly import layered
from charts.drawing.captions import title
from charts.drawing.layers import Spec, field, layer
from charts.selection.commitment import KINDS
from charts.selection.overview import Overview
from charts.words.style import Style

_ROW = 24
_COLUMNS = (28, 66, 104, 160)  # pixels right of the bars, of the counts and of their sum
Row = dict[str, Any]


def wordings(of: Overview) -> Spec:
    """Bars of 100 % for each document: targets worded as a duty, plainly, and as a wish.

    The counts of the three and their sum stand beside each bar. Duties are dark, plain targets
    light, wishes hollow. Bounds (不低于, 以上) are no wording, and parts of a total are not
    counted. Documents keep their order, as shares of few targets cannot be ranked.
    """
    words, style, names = of.style.words, of.style, of.names
    bars, texts = [], []
    for row in of.wordings.to_dicts():
        bars += _bars(row, names[row["document_id"]], style)
        texts.append(_texts(row, names[row["document_id"]], of))
    sums = {kind: int(of.wordings[kind].sum()) for kind in KINDS}
    said = style.separator.join(f"{words[f'{kind}_key']} {n}" for kind, n in sums.items())
    rows = {
        "axis": {"title": None},
        "field": "document",
        "scale": {"domain": list(names.values())},
        "type": "nominal",
    }
    return layered(
        [_shares(bars, style), *_counts(texts, style)],
        None,
        {"y": rows},
        _ROW * len(names),
        title=title(words["wording"], words["wording_caution"]),
        description=f"{words['wording']}: {said}",
        palette=style.palette,
    )


def _bars(row: Row, place: str, style: Style) -> list[Row]:
    bars, start = [], 0.0
    for kind in KINDS:
        if not row[kind]:
            continue
        end, key = start + row[kind] / row["total"], style.words[f"{kind}_key"]
        said = style.words["wording_said"].format(
            place=place, kind=key, n=row[kind], total=row["total"]
        )
        bars.append({"document": place, "kind": key, "start": start, "end": end, "said": said})
        start = end
    return bars


def _texts(row: Row, place: str, of: Overview) -> Row:
    if row["total"]:
        counts = {kind: str(row[kind]) for kind in KINDS}
        return {"document": place, **counts, "total": f"n = {row['total']}", "why": ""}
    why = of.style.words["no_text" if row["document_id"] in of.without_text else "no_targets"]
    return {"document": place, **dict.fromkeys(KINDS, ""), "total": "", "why": why}


def _shares(bars: list[Row], style: Style) -> Spec:
    palette = style.palette
    key = {
        "direction": "horizontal", "labelColor": palette.ink, "labelFontSize": 12,
        "labelLimit": 300, "orient": "top", "symbolSize": 160,
        "symbolStrokeColor": palette.target, "symbolStrokeWidth": 1, "symbolType": "square",
        "title": None,
    }  # fmt: skip
    names = [style.words[f"{kind}_key"] for kind in KINDS]
    # Hollow and light parts keep an outline, so that the three differ without colour too.
    colours = {"domain": names, "range": [palette.target, palette.line, palette.paper]}
    axis = {"format": "%", "grid": False, "title": None, "values": [0, 0.25, 0.5, 0.75, 1]}
    share = {"axis": axis, "field": "start", "scale": {"domain": [0, 1]}, "type": "quantitative"}
    encoding = {
        "description": field("said"),
        "fill": {"field": "kind", "legend": key, "scale": colours, "type": "nominal"},
        "tooltip": field("said"),
        "x": share,
        "x2": {"field": "end"},
    }
    bar = layer("bar", encoding, height=15, opacity=1, stroke=palette.target, strokeWidth=1)
    return {"data": {"values": bars}, **bar}


def _counts(texts: list[Row], style: Style) -> list[Spec]:
    """A column for each count, with its heading above, and why a document has none."""
    palette = style.palette
    rows, first = {"data": {"values": texts}}, {"data": {"values": texts[:1]}}
    drawn = []
    for name, dx in zip((*KINDS, "total"), _COLUMNS, strict=True):
        at = {"x": {"value": "width"}}
        drawn.append({**rows, **_text({"text": field(name), **at}, palette.ink, "right", dx)})
        if name != "total":
            head = layer(
                "text", at, align="right", aria=False, color=palette.soft, dx=dx, dy=-18,
                fontSize=11, text=style.words[name],
            )  # fmt: skip
            drawn.append({**first, **head})
    why = _text({"text": field("why"), "x": {"value": 0}}, palette.soft, "left", 4)
    return [*drawn, {**rows, **why}]


def _text(encoding: Spec, colour: str, align: str, dx: int) -> Spec:
    return layer(
        "text", encoding, align=align, aria=False, baseline="middle", color=colour, dx=dx,
        fontSize=12,
    )  # fmt: skip
