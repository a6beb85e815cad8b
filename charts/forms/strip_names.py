"""The names on a strip of dots: who stands at its ends, and the line of a parent of many."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from charts.drawing.layers import SOLID, Spec, expression, field, halo, layer, quantity
from charts.drawing.marks import Mark, worded_value
from charts.selection.comparable import is_free_of_size
from charts.selection.comparison import Comparison, Row
from charts.selection.standing import peers
from charts.words.style import Palette
from charts.words.values import high_end, letters_wide, value_order

_FEWEST = 5  # documents of which the ends are worth a name
_NAMED = 2  # regions of one value that its name tells
_WIDE = 24  # Chinese letters that both names have room for on a phone, one above the other
_BESIDE = 16  # and side by side
_ROOM = 40  # Chinese letters that a wide chart has room for
_TOLD = "width < 560 ? datum.said : datum.told"  # pixels
_HALO = 4  # pixels around the letters of a name
_PAIRS = 12  # regions of one parent: more of them have its line rather than a row each


class End(NamedTuple):
    """An end of the values with those who state it; texts stand between the ends.

    Attributes:
        value: the value.
        text: the regions, as a phone has room for them, and the value.
        told: the same with the level of regions of another one, where a wide chart has room.
        is_high: whether it is the upper end.
    """

    value: float
    text: str
    told: str
    is_high: bool


def ends(of: Comparison) -> list[End]:
    """The lowest and the highest value with their regions, where values may be ranked."""
    rows = sorted(of.shown_rows, key=value_order)
    if len(rows) < _FEWEST or of.shown_note or value_order(rows[0]) == value_order(rows[-1]):
        return []
    ranked = peers(of) if of.is_of_levels else []
    plain = _ends(of, rows)
    told = _ends(of, rows, ranked[0][0]) if ranked else plain
    for found in (told, plain):
        if found and _letters(found) <= _WIDE:
            full = told if _letters(told) <= _ROOM else found
            return [one._replace(told=other.text) for one, other in zip(found, full, strict=True)]
    return []


def _letters(named: Sequence[End]) -> float:
    return sum(letters_wide(one.text) for one in named)


def _ends(of: Comparison, rows: Sequence[Row], first: str | None = None) -> list[End]:
    """The ends of ordered rows; regions of another level than the ``first`` are told with it."""
    found = []
    for end, is_high in ((rows[0], False), (rows[-1], True)):
        same = [row for row in rows if value_order(row) == value_order(end)]
        if len(same) <= _NAMED:
            names = of.style.words["comma"].join(_named(of, row, first) for row in same)
            value = high_end(end) if is_high else end["value"]
            text = f"{names} {of.style.number(end)}"
            found.append(End(value, text, text, is_high))
    return found


def _named(of: Comparison, row: Row, first: str | None) -> str:
    name, level = of.places[row["document_id"]], row["region_level"]
    if first is None or level in (None, first):
        return name
    return name + of.style.aside(of.style.words[f"level_{level}"])


def common_parent(of: Comparison) -> list[Mark]:
    """The one region above many of these, as a line; none where it contains its parts."""
    parents: dict[str, Row] = {parent["target_id"]: parent for _, parent in of.pairs}
    if len(parents) != 1 or len(of.pairs) <= _PAIRS or not is_free_of_size(of.first["dimension"]):
        return []
    (parent,) = parents.values()
    return [
        Mark(
            row=str(parent["region"]),
            kind="parent",
            bound="exact",
            manner="",
            value=parent["value"],
            end=parent["value"],
            text=worded_value(parent, of.style),
        )
    ]


def end_lanes(named: Sequence[End]) -> int:
    """How many lines of text these names take."""
    is_long = _letters(named) > _BESIDE
    return (2 if is_long else 1) if named else 0


def drawn_ends(
    named: Sequence[End], tops: Mapping[float, float], at: Sequence[float]
) -> list[dict[str, Any]]:
    """The rows of the ends in a chart's data.

    Args:
        named: the ends.
        tops: the level of the highest mark at each value.
        at: the levels of the lines of names.
    """
    return [
        {
            "kind": "end",
            "row": "",
            "value": end.value,
            "level": tops.get(end.value, 0.0) + 0.5,
            "label_at": at[-1] if end.is_high else at[0],
            "said": end.text,
            "told": end.told,
            "align": "right" if end.is_high else "left",
            "dx": -6 if end.is_high else 6,
        }
        for end in named
    ]


def end_layers(palette: Palette) -> list[Spec]:
    """The names of the ends, each with a line down to its marks."""
    only = "datum.kind === 'end'"
    return [
        label_line(only, palette.soft),
        *label_words(only, palette, _TOLD, color=palette.ink, fontSize=12),
    ]


def label_line(only: str, color: str) -> Spec:
    """The line from words above the dots down to their mark.

    Args:
        only: which rows of the chart's data have one.
        color: the colour of the line.
    """
    return layer(
        "rule", {"y2": {"field": "label_at"}}, only=only, aria=False, color=color, strokeWidth=1
    )


def label_words(only: str, palette: Palette, said: str = "datum.said", **text: Any) -> list[Spec]:
    """Words above the dots; the lines of others, which may pass them, keep off their letters.

    Args:
        only: which rows of the chart's data have them.
        palette: the colours of the chart.
        said: the words, as an expression.
        text: how the words look, as properties of a text mark.
    """
    words = layer(
        "text", {"y": quantity("label_at")}, only=only, text=expression(said),
        align=expression("datum.align"), aria=False, baseline="middle",
        dx=expression("datum.dx"), **text,
    )  # fmt: skip
    return [halo(words, palette, _HALO), words]


def parent_layers(palette: Palette) -> list[Spec]:
    """The line of the common parent, with its name."""
    only = "datum.kind === 'parent'"
    line = layer(
        "rule", {"description": field("said"), "y2": {"value": "height"}},
        only=only, color=palette.soft, strokeDash=SOLID, strokeWidth=3,
    )  # fmt: skip
    text = layer(
        "text", {"text": field("said")}, only=only, align=expression("datum.align"), aria=False,
        baseline="middle", color=palette.soft, dx=expression("datum.dx"), fontSize=12,
    )  # fmt: skip
    return [line, text]
