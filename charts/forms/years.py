"""How a goal changed from plan to plan: a small slope for each region read in several years."""

from __future__ import annotations

from itertools import pairwise
from typing import Any

import altair as alt
import polars as pl

from charts.drawing import theme
from charts.drawing.axis import group_axis
from charts.drawing.captions import indicator_name, kind_line, title
from charts.drawing.marks import BOUNDS
from charts.selection.comparable import required
from charts.selection.representative import headlines
from charts.words.labels import LABELS
from charts.words.values import is_soft, printed_value, unit_name

_WIDTH, _HEIGHT = 200, 90
# Columns without a single value would have no type, and the chart could not be checked.
_MAY_BE_EMPTY = {"to_year": pl.Int64, "to_value": pl.Float64}
_SHAPES = {"least": "triangle-up", "most": "triangle-down"}


def change_over_years(
    targets: pl.DataFrame,
    indicator_id: str,
    *,
    documents: pl.DataFrame | None = None,
    mode: str | None = None,
    name: str | None = None,
    columns: int = 4,
    lang: str = "zh",
    palette: theme.Palette = theme.LIGHT,
) -> alt.FacetChart:
    """A panel for each region with plans of several years: its goal in each, on one common axis.

    Values are printed as the plans print them. A line joins two plans that follow each other in
    the years read; it never crosses a year whose plan was not read. Where a plan that was read
    does not state the goal any more, a dashed stub ends open, and where one states it for the
    first time, it begins open. Words say raised, held or lowered.

    Args:
        targets: rows of the targets table.
        indicator_id: the canonical indicator to show.
        documents: the documents table, which tells which plans were read; by default those that
            have targets.
        mode: level, change or output; by default the one that most documents share.
        name: the indicator's name in the title; by default the wording that is used most.
        columns: panels beside each other, each 200 pixels wide.
        lang: language of the chart's own words, ``zh`` or ``en``.
        palette: the colours.

    Raises:
        ValueError: when no target has this indicator (in this mode), or no region that states it
            was read in several plan years.

    Example:
        >>> change_over_years(tables.targets, "gdp_growth")  # doctest: +SKIP
    """
    words = LABELS[lang]
    group = required(targets, indicator_id, mode)
    read = _years_read(targets if documents is None else documents)
    stated = {
        (_region(row), row["plan_year"]): row
        for row in reversed(headlines(group).to_dicts())
        if row["plan_year"] is not None
    }
    regions = [
        region for region in read
        if len(read[region]) > 1 and any((region, year) in stated for year in read[region])
    ]  # fmt: skip
    if not regions:
        raise ValueError(
            f"no region that states {indicator_id} was read in several plan years: "
            "a change needs two plans of one region, with their regions and years known."
        )
    years = sorted({year for region in regions for year in read[region]})
    rows, heads = [], []
    for region in regions:
        facts = [stated.get((region, year)) for year in read[region]]
        head = _head(region, read[region], facts, lang)
        heads.append(head)
        rows += _points(head, region, read[region], facts, years, lang)
    heading = indicator_name(group, name)
    first = group.row(0, named=True)
    low, high = _ends(rows)
    axis = group_axis(group, [(low, high)], lang)
    kind = f"{kind_line(group, lang)} · {unit_name(first, lang)}"
    count = words["changes"].format(n=len(regions))
    panel = alt.LayerChart(
        layer=_layers(palette),
        data=pl.DataFrame(rows, infer_schema_length=None, schema_overrides=_MAY_BE_EMPTY),
        encoding={
            "x": _years_axis(years).to_dict(),
            "y": alt.Y("value", type="quantitative", axis=None, scale=alt.Scale(
                domain=[axis.low, axis.high], zero=False, nice=False, padding=18)).to_dict(),
        },
        width=_WIDTH,
        height=_HEIGHT,
    )  # fmt: skip
    header = alt.Header(
        title=None, labelFontSize=13, labelColor=palette.ink, labelAnchor="start", labelLimit=0,
        labelExpr="split(datum.label, '\\n')", labelLineHeight=17,
    )  # fmt: skip
    facet = alt.Facet("head", type="nominal", sort=heads, header=header)
    chart: alt.FacetChart = panel.facet(facet, columns=min(columns, len(heads)))
    chart = chart.properties(
        title=title(heading, kind, count),
        description=f"{heading}: "
        + theme.SEPARATOR[lang].join(head.replace("\n", " ") for head in heads),
        spacing=24,
    )
    coloured: alt.FacetChart = chart.configure(**theme.config(palette))
    return coloured


def _region(row: dict[str, Any]) -> str | None:
    region: str | None = row["region"] or row["region_code"]
    return region


def _years_read(documents: pl.DataFrame) -> dict[str, list[int]]:
    """The plan years read of each region, regions in the order of the documents."""
    read: dict[str, set[int]] = {}
    for row in documents.unique("document_id", keep="first", maintain_order=True).to_dicts():
        region = _region(row)
        if region and row["plan_year"] and row.get("body_present", True):
            read.setdefault(region, set()).add(row["plan_year"])
    return {region: sorted(years) for region, years in read.items()}


def _head(region: str, years: list[int], facts: list[dict[str, Any] | None], lang: str) -> str:
    """The region and what became of the goal, on two lines: 「下调（2022）；持平（2024）」."""
    words = LABELS[lang]
    left, right = ("（", "）") if lang == "zh" else (" (", ")")
    steps = []
    for (_, before), (year, after) in pairwise(zip(years, facts, strict=True)):
        if what := _change(before, after):
            steps.append(f"{words[what]}{left}{year}{right}")
    return f"{region}\n{theme.SEPARATOR[lang].join(steps)}"


def _change(before: dict[str, Any] | None, after: dict[str, Any] | None) -> str | None:
    """What the later plan did to the goal of the earlier one: the label of a word for it."""
    if before is None or after is None:
        return "added" if after is not None else "dropped" if before is not None else None
    old, new = (
        (row["value"], row["value"] if row["value_high"] is None else row["value_high"])
        for row in (before, after)
    )
    if old == new:
        return "kept" if before["comparator"] == after["comparator"] else "rebound"
    if new[0] >= old[0] and new[1] >= old[1]:
        return "raised"
    return "lowered" if new[0] <= old[0] and new[1] <= old[1] else "reshaped"


def _points(
    head: str,
    region: str,
    read: list[int],
    facts: list[dict[str, Any] | None],
    years: list[int],
    lang: str,
) -> list[dict[str, Any]]:
    """A row for each plan that states the goal: its mark, its line to the next, its open ends."""
    rows = []
    for place, (year, fact) in enumerate(zip(read, facts, strict=True)):
        if fact is None:
            continue
        before = facts[place - 1] if place else fact
        after = facts[place + 1] if place + 1 < len(read) else fact
        adjoins = place + 1 < len(read) and _adjoin(years, year, read[place + 1])
        printed = printed_value(fact)
        wish = is_soft(fact)
        text = f"{printed} {fact['commitment']}" if wish else printed
        rows.append(
            {
                "head": head,
                "year": year,
                "value": fact["value"],
                "high": fact["value"] if fact["value_high"] is None else fact["value_high"],
                "to_year": read[place + 1] if after is not None and adjoins else None,
                "to_value": after["value"] if after is not None and adjoins else None,
                "shape": _SHAPES.get(BOUNDS[fact["comparator"]], "circle"),
                "hollow": wish or fact["comparator"] == "~",
                "text": text,
                "dropped": LABELS[lang]["dropped"] if after is None else "",
                "added": LABELS[lang]["added"] if before is None else "",
                "said": f"{region} {year}: {text}",
                "href": f"#t-{fact['target_id']}",
            }
        )
    return rows


def _adjoin(years: list[int], year: int, following: int) -> bool:
    return years.index(following) == years.index(year) + 1


def _ends(rows: list[dict[str, Any]]) -> tuple[float, float]:
    return min(row["value"] for row in rows), max(row["high"] for row in rows)


def _years_axis(years: list[int]) -> alt.X:
    axis = alt.Axis(title=None, labelAngle=0, grid=True)
    scale = alt.Scale(domain=years, type="point", padding=0.6)
    return alt.X("year", type="ordinal", scale=scale, axis=axis)


def _layers(palette: theme.Palette) -> list[alt.Chart]:
    colour = palette.target
    where = {
        field: alt.Chart(transform=[alt.FilterTransform(filter=condition)])
        for field, condition in (
            ("line", "isValid(datum.to_year)"),
            ("range", "datum.high > datum.value"),
            ("dropped", "datum.dropped"),
            ("added", "datum.added"),
        )
    }
    line = where["line"].mark_rule(color=colour, strokeWidth=2, aria=False)
    bar = where["range"].mark_rule(color=colour, strokeWidth=7, aria=False)
    layers = [
        line.encode(x2=alt.X2("to_year"), y2=alt.Y2("to_value")),
        bar.encode(y2=alt.Y2("high")),
    ]
    for field, side in (("dropped", 1), ("added", -1)):
        stub = where[field].mark_rule(
            color=palette.soft, strokeDash=[3, 3], x2Offset=side * 26, aria=False
        )
        word = where[field].mark_text(
            dx=side * 30, dy=12, fontSize=11, color=palette.soft, aria=False,
            align="right" if side < 0 else "left",
        )  # fmt: skip
        layers += [
            stub.encode(x2=alt.X2("year")),
            word.encode(text=alt.Text(field, type="nominal")),
        ]
    point = alt.Chart().mark_point(size=80, stroke=colour, strokeWidth=2, opacity=1)
    paper: Any = {"condition": {"test": "datum.hollow", "value": palette.paper}, "value": colour}
    point = point.encode(
        shape=alt.Shape("shape", type="nominal", scale=None, legend=None),
        fill=paper,
        href=alt.Href("href", type="nominal"),
        description=alt.Description("said", type="nominal"),
        tooltip=alt.Tooltip("said", type="nominal"),
    )
    text = alt.Chart().mark_text(dy=-14, fontSize=12, color=palette.ink, aria=False)
    return [
        *layers,
        point,
        text.encode(y=alt.Y("high", type="quantitative"), text=alt.Text("text", type="nominal")),
    ]
