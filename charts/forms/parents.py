"""A region against the level above it: both goals of a pair on one row."""

from __future__ import annotations

from typing import Any

import altair as alt
import polars as pl

from charts.drawing import theme
from charts.drawing.axis import ValueAxis, group_axis
from charts.drawing.captions import indicator_name, key_line, kind_line, title
from charts.drawing.layers import evidenced
from charts.drawing.marks import BOUNDS, worded_value
from charts.selection.comparable import order_note, required
from charts.selection.representative import headlines
from charts.words.labels import LABELS
from charts.words.values import document_names, is_soft

_SHAPES = {"least": "triangle-right", "most": "triangle-left"}
_ROW = 42
_EDGE = 0.72  # of the axis; texts of marks right of it stand left of them
Row = dict[str, Any]


def against_parent(
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
    """Each region's goal beside that of the nearest region above it, for the same year.

    The region is a dot (a triangle for a bound, a bar for a range), the parent an upright line,
    joined by a thin line; both values are printed. Rows keep the order of the documents below
    their parent. An amount or count of a parent contains those of its parts, which the chart says.

    Args:
        targets: rows of the targets table.
        indicator_id: the canonical indicator to show.
        regions: the regions table, which tells the parent of each region.
        documents: the documents table, to name documents as other charts do.
        mode: level, change or output; by default the one that most documents share.
        name: the indicator's name in the title; by default the wording that is used most.
        lang: language of the chart's own words, ``zh`` or ``en``.
        palette: the colours.

    Raises:
        ValueError: when no target has this indicator (in this mode), or there is no region whose
            parent states it for the same year.

    Example:
        >>> against_parent(tables.targets, "gdp_growth", tables.regions)  # doctest: +SKIP
    """
    words = LABELS[lang]
    group = required(targets, indicator_id, mode)
    pairs = _pairs(headlines(group), regions)
    if not pairs:
        raise ValueError(
            f"no region that states {indicator_id} has a parent that states it for the same year. "
            "Pairs need documents of both levels in one run, with their regions and years known, "
            "and a regions table with region_code and parent_code."
        )
    names = document_names(targets if documents is None else documents, lang)
    ends = [(row["value"], _end(row)) for pair in pairs for row in pair]
    axis = group_axis(group, ends, lang)
    rows = [_drawn(child, parent, names, axis, lang) for child, parent in pairs]
    heading = indicator_name(group, name)
    lead = (
        f"{kind_line(group, lang)} · {words['pairs'].format(n=len(pairs))} · {words['parent_key']}"
    )
    children = [child for child, _ in pairs]
    bounds = {BOUNDS[row["comparator"]] for row in children} - {"exact"}
    keys = key_line(bounds, any(is_soft(row) for row in children), lang)
    note = words["note_contains"] if order_note(group) else ""
    return alt.LayerChart(
        layer=_layers(palette),
        data=pl.DataFrame(rows, infer_schema_length=None),
        encoding={
            "x": axis.channel("value").to_dict(),
            "y": alt.Y(
                "row",
                type="nominal",
                scale=alt.Scale(domain=[row["row"] for row in rows]),
                axis=alt.Axis(title=None, grid=True, gridDash=[1, 3]),
            ).to_dict(),
        },
        width="container",
        height=_ROW * len(rows),
        autosize=alt.AutoSizeParams(type="fit-x", contains="padding"),
        title=title(heading, lead, note, keys),
        description=f"{heading}: " + theme.SEPARATOR[lang].join(row["said"] for row in rows),
        config=theme.config(palette),
    )


def _pairs(rows: pl.DataFrame, regions: pl.DataFrame) -> list[tuple[Row, Row]]:
    """Each row with that of the nearest region above it that has one for the same year."""
    above = dict(regions.select("region_code", "parent_code").iter_rows())
    stated: dict[tuple[str | None, int | None], Row] = {}
    for row in rows.to_dicts():
        stated.setdefault((row["region_code"], row["plan_year"]), row)
    pairs = []
    for (code, year), child in stated.items():
        if code is None or year is None:
            continue
        parent_code = above.get(code)
        while parent_code is not None and (parent_code, year) not in stated:
            parent_code = above.get(parent_code)
        if parent_code is not None:
            pairs.append((child, stated[parent_code, year]))
    order: dict[str, int] = {}
    for _, parent in pairs:
        order.setdefault(parent["target_id"], len(order))
    return sorted(pairs, key=lambda pair: order[pair[1]["target_id"]])


def _end(row: Row) -> float:
    return float(row["value"] if row["value_high"] is None else row["value_high"])


def _drawn(
    child: Row, parent: Row, names: dict[str, str], axis: ValueAxis, lang: str
) -> dict[str, Any]:
    words = LABELS[lang]
    place, above = names[child["document_id"]], str(parent["region"])
    printed, parent_printed = worded_value(child, lang), worded_value(parent, lang)
    soft = is_soft(child)
    drawn = {
        "row": words["parent_row"].format(child=place, parent=above),
        "value": child["value"],
        "end": _end(child),
        "shape": _SHAPES.get(BOUNDS[child["comparator"]], "circle"),
        "is_range": child["value_high"] is not None,
        "hollow": soft or child["comparator"] == "~",
        "parent": parent["value"],
        "parent_end": _end(parent),
        "text": printed,
        "parent_text": f"{above} {parent_printed}",
        "said": words["pair_said"].format(
            child=place, child_printed=printed, parent=above, parent_printed=parent_printed
        ),
        "parent_said": f"{above}: {parent_printed}",
        "href": f"#t-{child['target_id']}",
        "parent_href": f"#t-{parent['target_id']}",
    }
    for field, value in (("", child["value"]), ("parent_", parent["value"])):
        left = axis.place(value) > _EDGE
        drawn[f"{field}align"] = "right" if left else "left"
        drawn[f"{field}dx"] = -9 if left else 9
    return drawn


def _layers(palette: theme.Palette) -> list[alt.Chart]:
    """The joining line, the parent's upright line, the region's mark, and both texts."""
    parent = alt.X("parent", type="quantitative")
    joined = alt.Chart().mark_rule(color=palette.soft, strokeWidth=1, aria=False)
    width = alt.Chart(transform=[alt.FilterTransform(filter="datum.parent_end > datum.parent")])
    wide = width.mark_rule(color=palette.soft, strokeWidth=3, aria=False)
    upright = alt.Chart().mark_tick(
        orient="vertical", color=palette.soft, size=22, thickness=3, opacity=1
    )
    upright = upright.encode(
        x=parent,
        href=alt.Href("parent_href", type="nominal"),
        description=alt.Description("parent_said", type="nominal"),
        tooltip=alt.Tooltip("parent_said", type="nominal"),
    )
    fill: Any = {
        "condition": {"test": "datum.hollow", "value": palette.paper},
        "value": palette.target,
    }
    ranged = alt.Chart(transform=[alt.FilterTransform(filter="datum.is_range")])
    bar = ranged.mark_bar(height=8, stroke=palette.target, strokeWidth=1.5, opacity=1)
    single = alt.Chart(transform=[alt.FilterTransform(filter="!datum.is_range")])
    dot = single.mark_point(size=100, stroke=palette.target, strokeWidth=2, opacity=1)
    shape = alt.Shape("shape", type="nominal", scale=None, legend=None)
    return [
        joined.encode(x2=alt.X2("parent")),
        wide.encode(x=parent, x2=alt.X2("parent_end")),
        upright,
        evidenced(bar.encode(x2=alt.X2("end"), fill=fill)),
        evidenced(dot.encode(shape=shape, fill=fill)),
        *_text("parent_", "parent", 13, 12, palette.soft, palette),
        *_text("", "value", -13, 13, palette.ink, palette),
    ]


def _text(
    prefix: str, at: str, dy: int, size: int, colour: str, palette: theme.Palette
) -> list[alt.Chart]:
    """A printed value above or below the line of its row, on a halo."""
    text = alt.Chart().mark_text(
        align=alt.expr(f"datum.{prefix}align"), dx=alt.expr(f"datum.{prefix}dx"), dy=dy,
        baseline="middle", fontSize=size, color=colour, aria=False,
    )  # fmt: skip
    text = text.encode(
        x=alt.X(at, type="quantitative"), text=alt.Text(f"{prefix}text", type="nominal")
    )
    halo = text.copy()
    halo.mark.stroke, halo.mark.strokeWidth = palette.paper, 4
    return [halo, text]
