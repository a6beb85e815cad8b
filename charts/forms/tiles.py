"""A tile grid of the provinces: one square each, with the value as it is printed."""

from __future__ import annotations

from importlib.resources import files
from typing import Any

import altair as alt
import polars as pl

from charts.drawing import theme
from charts.drawing.captions import finding, indicator_name, left_out_line, plan_line, title
from charts.drawing.layers import evidenced
from charts.selection.comparable import required
from charts.selection.representative import headlines
from charts.words.labels import LABELS
from charts.words.values import document_names, is_soft, letters_wide, printed_value

_CLASSES = len(theme.SEQUENCE)
_HEIGHT = 58


def provinces() -> pl.DataFrame:
    """The 34 units and their places: region_code, name, short, column and row (both from 1)."""
    table = files("charts").joinpath("selection", "provinces.csv").read_bytes()
    return pl.read_csv(table, schema_overrides={"region_code": pl.String})


def tile_grid(
    targets: pl.DataFrame,
    indicator_id: str,
    regions: pl.DataFrame,
    *,
    documents: pl.DataFrame | None = None,
    mode: str | None = None,
    name: str | None = None,
    lang: str = "zh",
    palette: theme.Palette = theme.LIGHT,
) -> alt.LayerChart:
    """A square for each province with the value that its plan prints, coloured by at most 5 steps.

    The steps are one hue from light to dark; a colour never says more than the printed value.
    Provinces that were read and do not state the indicator say so; those not read are dashed.

    Args:
        targets: rows of the targets table; only those of provinces are drawn.
        indicator_id: the canonical indicator to show.
        regions: the regions table, which tells what is a province.
        documents: the documents table, which tells what was read; by default what has targets.
        mode: level, change or output; by default the one that most documents share.
        name: the indicator's name in the title; by default the wording that is used most.
        lang: language of the chart's own words, ``zh`` or ``en``.
        palette: the colours of all but the tiles.

    Raises:
        ValueError: when no province states this indicator (in this mode).

    Example:
        >>> tile_grid(tables.targets, "gdp_growth", tables.regions)  # doctest: +SKIP
    """
    codes = regions.filter(pl.col("level") == "province").select("region_code")
    stated = targets.join(codes, on="region_code", how="semi")
    group = required(stated, indicator_id, mode)
    listed = targets if documents is None else documents
    read = set(listed.join(codes, on="region_code", how="semi")["region_code"])
    shown = headlines(group).unique("region_code", keep="first", maintain_order=True)
    steps = _steps(shown)
    tiles = _tiles(shown, read, steps, palette, lang)
    words, heading = LABELS[lang], indicator_name(group, name)
    unread = len(tiles) - len(read)
    counts = words["provinces_state"].format(
        n=len(shown), silent=len(read) - len(shown), unread=unread
    )
    said = finding(shown, document_names(listed, lang), lang)
    plan = plan_line(shown, listed["document_id"].n_unique(), lang)
    return alt.LayerChart(
        layer=[*_squares(steps, words["classes"], palette), *_texts()],
        data=pl.DataFrame(tiles, infer_schema_length=None),
        encoding={
            "x": _axis("column").to_dict(),
            "y": _axis("row").to_dict(),
        },
        width="container",
        height=_HEIGHT * provinces()["row"].n_unique(),
        autosize=alt.AutoSizeParams(type="fit-x", contains="padding"),
        title=title(
            heading, plan, said, counts, words["province_tiles"],
            left_out_line(group, shown, lang),
        ),
        description=f"{heading}: {said}. {counts}",
        config=theme.config(palette),
    )  # fmt: skip


def _axis(field: str) -> alt.X | alt.Y:
    channel = alt.X if field == "column" else alt.Y
    scale = alt.Scale(paddingInner=0.05, paddingOuter=0)
    return channel(field, type="ordinal", axis=None, scale=scale)


def _steps(shown: pl.DataFrame) -> list[tuple[float, str]]:
    """The lowest value and the words of each step, in ascending order, at most five.

    Few different values have a step each; more are cut where the counts of provinces are even.
    """
    values = shown["value"].sort()
    lows = values.unique().sort().to_list()
    if len(lows) > _CLASSES:
        cuts = {values[len(values) * step // _CLASSES] for step in range(_CLASSES)}
        lows = sorted(cuts)
    steps = []
    for low, following in zip(lows, [*lows[1:], None], strict=True):
        inside = shown.filter(pl.col("value") >= low)
        if following is not None:
            inside = inside.filter(pl.col("value") < following)
        inside = inside.sort("value", pl.col("value_high").is_not_null(), maintain_order=True)
        first, last = inside.row(0, named=True), inside.row(-1, named=True)
        ends = (
            [first["quote"], last["quote"]] if first["value"] < last["value"] else [first["quote"]]
        )
        steps.append((low, " – ".join(ends)))
    return steps


def _tiles(
    shown: pl.DataFrame,
    read: set[str],
    steps: list[tuple[float, str]],
    palette: theme.Palette,
    lang: str,
) -> list[dict[str, Any]]:
    stated = {row["region_code"]: row for row in shown.to_dicts()}
    words, inks = LABELS[lang], dict(zip((low for low, _ in steps), _colours(steps), strict=True))
    tiles = []
    for tile in provinces().to_dicts():
        row = stated.get(tile["region_code"])
        tile["state"] = "silent" if tile["region_code"] in read else "not_read"
        tile["ink"], tile["wish"] = palette.soft, ""
        tile["value"] = tile["none"] = ""
        said = words[tile["state"]]
        if row is not None:
            low, tile["step"] = [step for step in steps if step[0] <= row["value"]][-1]
            tile["state"], tile["ink"] = "stated", inks[low][1]
            tile["value"], tile["wish"] = printed_value(row), _wish(row)
            tile["href"] = f"#t-{row['target_id']}"
            said = " ".join(filter(None, (tile["wish"], tile["value"])))
        elif tile["state"] == "silent":
            tile["none"] = said.replace(" ", "\n")
        tile["letters"] = letters_wide(tile["value"])
        tiles.append(tile | {"said": f"{tile['name']}: {said}"})
    return tiles


def _wish(row: dict[str, Any]) -> str:
    return str(row["commitment"]) if is_soft(row) else ""


def _colours(steps: list[tuple[float, str]]) -> list[tuple[str, str]]:
    """A colour and its ink for each step, spread over the sequence."""
    if len(steps) == 1:
        return [theme.SEQUENCE[1]]
    last = _CLASSES - 1
    return [theme.SEQUENCE[round(last * place / (len(steps) - 1))] for place in range(len(steps))]


def _where(condition: str) -> alt.Chart:
    return alt.Chart(transform=[alt.FilterTransform(filter=condition)])


def _squares(
    steps: list[tuple[float, str]], legend: str, palette: theme.Palette
) -> list[alt.Chart]:
    colours = [colour for colour, _ in _colours(steps)]
    scale = alt.Scale(domain=[words for _, words in steps], range=colours)
    key = alt.Legend(
        title=legend, orient="bottom", direction="vertical", symbolType="square",
        symbolSize=220, symbolStrokeColor=palette.soft, labelColor=palette.ink,
        titleColor=palette.soft, labelFontSize=12, titleFontSize=12, titleFontWeight="normal",
    )  # fmt: skip
    filled = _where("datum.state === 'stated'").mark_rect(stroke=palette.soft, strokeWidth=0.5)
    filled = filled.encode(fill=alt.Fill("step", type="nominal", scale=scale, legend=key))
    silent = _where("datum.state === 'silent'").mark_rect(
        fill=palette.ground, stroke=palette.soft, strokeWidth=0.5
    )
    unread = _where("datum.state === 'not_read'").mark_rect(
        fill="transparent", stroke=palette.soft, strokeWidth=1, strokeDash=[3, 3]
    )
    said = alt.Description("said", type="nominal")
    return [evidenced(filled), silent.encode(description=said), unread.encode(description=said)]


def _texts() -> list[alt.Chart]:
    """The short name, the value below it, the word of a wish, or that there is none.

    Values are set smaller where a tile is too narrow for them, as on a phone.
    """
    columns = provinces()["column"].n_unique()
    fitting = alt.expr(f"clamp(width / {columns} * 0.92 / max(1, datum.letters), 8, 13)")
    ink = alt.Color("ink", type="nominal", scale=None, legend=None)
    sizes: tuple[tuple[str, int, Any, Any], ...] = (
        ("short", -14, 12, "normal"),
        ("value", 4, fitting, "bold"),
        ("wish", 19, 10, "normal"),
        ("none", 4, 11, "normal"),
    )
    return [
        alt.Chart()
        .mark_text(dy=dy, fontSize=size, fontWeight=weight, lineBreak="\n", aria=False)
        .encode(text=alt.Text(field, type="nominal"), color=ink)
        for field, dy, size, weight in sizes
    ]
