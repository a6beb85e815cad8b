"""A tile grid of the provinces: one square each, with the value as it is printed.

A range says its unit once, which a tile on a phone has room for.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

from charts.drawing import theme
from charts.drawing.assembly import layered
from charts.drawing.captions import finding, left_out_line, shown_line, title
from charts.drawing.layers import EVIDENCE, Spec, expression, field, layer
from charts.selection.comparison import Comparison, Row
from charts.selection.provinces import places
from charts.words.printed import close_range
from charts.words.romanised import SOFT_HYPHEN, breakable_name
from charts.words.style import Palette, Style
from charts.words.values import letters_wide

_CLASSES = len(theme.SEQUENCE)
_HEIGHT = 58
_LONG = 9  # letters of an English name that stand on one line of a phone's tile


def tiles(of: Comparison) -> Spec:
    """A square for each province with the value that its plan prints, coloured by at most 5 steps.

    The steps are one hue from light to dark; a colour never says more than the printed value.
    Provinces that were read and do not state the indicator say so; those not read are dashed.
    """
    provinces, palette = of.of_provinces, of.style.palette
    steps = _steps(provinces.shown_rows, of.style)
    squares = _tiles(provinces, steps)
    words, said = of.style.words, finding(provinces)
    stated, read = len(provinces.shown_rows), len(of.among.provinces_read)
    counts = words["provinces_state"].format(
        n=stated, silent=read - stated, unread=len(squares) - read
    )
    plan, left = shown_line(provinces), left_out_line(provinces)
    return layered(
        [*_squares(steps, words["classes"], palette), *_texts()],
        squares,
        {"x": _axis("column"), "y": _axis("row")},
        _HEIGHT * len({place["row"] for place in places()}),
        title=title(provinces.heading, plan, said, counts, words["province_tiles"], left),
        description=f"{provinces.heading}: {said}. {counts}",
        palette=palette,
    )


class Tile(NamedTuple):
    """A province's value below the word of a wish, its step of colour from 0 to 4, its target."""

    value: str
    step: int
    target_id: str


def tiles_of(of: Comparison) -> dict[str, Tile]:
    """What the tiles say of the provinces that state it, by code."""
    rows = of.of_provinces.shown_rows
    steps = _steps(rows, of.style)
    colours = [theme.SEQUENCE.index(colour) for colour in _colours(steps)]
    found = {}
    for row in rows:
        place = max(place for place, (low, _) in enumerate(steps) if low <= row["value"])
        wish = [of.style.wording(row)] if of.is_soft(row) else []
        printed = "\n".join([*wish, _value(row, of.style)])
        found[str(row["region_code"])] = Tile(printed, colours[place], row["target_id"])
    return found


def _value(row: Row, style: Style) -> str:
    printed = style.printed(row)
    return printed if row["value_high"] is None else close_range(printed)


def _axis(name: str) -> Spec:
    scale = {"paddingInner": 0.05, "paddingOuter": 0}
    return {"axis": None, "field": name, "scale": scale, "type": "ordinal"}


def _steps(rows: Sequence[Row], style: Style) -> list[tuple[float, str]]:
    """The lowest value and the words of each step, in ascending order, at most five.

    Few different values have a step each; more are cut where the counts of provinces are even.
    """
    rows = sorted(rows, key=lambda row: (row["value"], row["value_high"] is not None))
    values = [row["value"] for row in rows]
    lows = sorted(set(values))
    if len(lows) > _CLASSES:
        lows = sorted({values[len(values) * step // _CLASSES] for step in range(_CLASSES)})
    steps = []
    for low, following in zip(lows, [*lows[1:], float("inf")], strict=True):
        inside = [row for row in rows if low <= row["value"] < following]
        first, last = inside[0], inside[-1]
        ends = [first, last] if first["value"] < last["value"] else [first]
        steps.append((low, " – ".join(style.number(one) for one in ends)))
    return steps


def _tiles(of: Comparison, steps: list[tuple[float, str]]) -> list[dict[str, Any]]:
    stated = {row["region_code"]: row for row in of.shown_rows}
    words, read = of.style.words, of.among.provinces_read
    inks = dict(zip((low for low, _ in steps), _colours(steps), strict=True))
    drawn = []
    for place in places():
        row = stated.get(place["region_code"])
        state = "silent" if place["region_code"] in read else "not_read"
        tile: dict[str, Any] = {**place, "state": state, "ink": of.style.palette.soft}
        tile |= _named(place, of.style.lang)
        tile |= {"wish": "", "value": "", "none": ""}
        said = words[state]
        if row is not None:
            low, tile["step"] = [step for step in steps if step[0] <= row["value"]][-1]
            tile["state"], tile["ink"] = "stated", inks[low][1]
            tile["value"] = _value(row, of.style)
            tile["wish"] = of.style.wording(row) if of.is_soft(row) else ""
            tile["href"] = f"#t-{row['target_id']}"
            said = " ".join(filter(None, (tile["wish"], tile["value"] + of.style.original(row))))
        elif state == "silent":
            tile["none"] = said.replace(" ", "\n")
        tile["letters"] = letters_wide(tile["value"])
        drawn.append(tile | {"said": f"{tile['name']}: {said}"})
    return drawn


def _named(place: Row, lang: str) -> dict[str, Any]:
    """The name of a tile, on two lines where it is long."""
    if lang == "zh":
        name, lines = place["name"], [place["short"]]
    else:
        known = breakable_name(place["region_code"], place["name"], place["short"])
        name = known.replace(SOFT_HYPHEN, "")
        lines = _lines(known) if len(name) > _LONG else [name]
    widest = max(letters_wide(line) for line in lines)
    return {"name": name, "short": "\n".join(lines), "lines": len(lines), "widest": widest}


def _lines(name: str) -> list[str]:
    """A long name on two lines."""
    if " " in name:
        return name.split(" ", 1)
    syllables = name.split(SOFT_HYPHEN)
    half = (len(syllables) + 1) // 2
    return ["".join(syllables[:half]) + "-", "".join(syllables[half:])]


def _colours(steps: list[tuple[float, str]]) -> list[tuple[str, str]]:
    """A colour and its ink for each step, spread over the sequence."""
    if len(steps) == 1:
        return [theme.SEQUENCE[1]]
    last = _CLASSES - 1
    return [theme.SEQUENCE[round(last * place / (len(steps) - 1))] for place in range(len(steps))]


def _squares(steps: list[tuple[float, str]], legend: str, palette: Palette) -> list[Spec]:
    key = {
        "direction": "vertical", "labelColor": palette.ink, "labelFontSize": 12,
        "orient": "bottom", "symbolSize": 220, "symbolStrokeColor": palette.soft,
        "symbolType": "square", "title": legend, "titleColor": palette.soft,
        "titleFontSize": 12, "titleFontWeight": "normal",
    }  # fmt: skip
    colours = [colour for colour, _ in _colours(steps)]
    scale = {"domain": [words for _, words in steps], "range": colours}
    fill = {"field": "step", "legend": key, "scale": scale, "type": "nominal"}
    said = {"description": field("said")}
    edge = {"stroke": palette.soft, "strokeWidth": 0.5}
    filled = layer("rect", {**EVIDENCE, "fill": fill}, only="datum.state === 'stated'", **edge)
    silent = layer("rect", said, only="datum.state === 'silent'", fill=palette.ground, **edge)
    unread = layer(
        "rect", said, only="datum.state === 'not_read'", fill="transparent", stroke=palette.soft,
        strokeDash=[3, 3], strokeWidth=1,
    )  # fmt: skip
    return [filled, silent, unread]


def _texts() -> list[Spec]:
    """The short name, the value below it, the word of a wish, or that there is none.

    Names and values are set smaller where a tile is too narrow for them, as on a phone.
    """
    columns = len({place["column"] for place in places()})
    wide = f"width / {columns} * 0.86"
    fitting = expression(f"clamp({wide} / max(1, datum.letters), 8, 13)")
    named = expression(f"clamp({wide} / datum.widest, 7, datum.lines > 1 ? 10 : 12)")
    above = expression("datum.lines > 1 ? -21 : -14")
    ink = {"field": "ink", "legend": None, "scale": None, "type": "nominal"}
    sizes: tuple[tuple[str, Any, Any, str], ...] = (
        ("short", above, named, "normal"),
        ("value", 4, fitting, "bold"),
        ("wish", 19, 10, "normal"),
        ("none", 4, 11, "normal"),
    )
    return [
        layer(
            "text", {"color": ink, "text": field(name)}, aria=False, dy=dy, fontSize=size,
            fontWeight=weight, lineBreak="\n",
        )
        for name, dy, size, weight in sizes
    ]  # fmt: skip
