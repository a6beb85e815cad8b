"""How a goal changed from plan to plan: a small slope for each region read in several years."""

from __future__ import annotations

from itertools import pairwise
from typing import Any

from charts.drawing import theme
from charts.drawing.axis import axis_of
from charts.drawing.captions import title, years_line
from charts.drawing.glyphs import (
    BOUNDS,
    FACT,
    fill_of,
    glyphs_of,
    key_line,
    promises,
    shape_of,
)
from charts.drawing.layers import EVIDENCE, Spec, field, filled_up, halo, layer, quantity
from charts.selection.changes import change, manner
from charts.selection.comparison import Comparison, Row
from charts.words.style import Palette, Style
from charts.words.values import high_end

_WIDTH, _HEIGHT = 200, 90
_YEAR = 46  # pixels of a year; panels of many years are wider


def years(of: Comparison, *, columns: int = 4) -> Spec:
    """A panel for each region with plans of several years: its goal in each, on one common axis.

    Values are printed as the plans print them. A line joins two plans that follow each other in
    the years read; it never crosses a year whose plan was not read. Where a plan that was read
    does not state the goal any more, a dashed stub ends open, and where one states it for the
    first time, it begins open. Words say raised, held or lowered. A filled square is the result of
    the year as the next report gives it, where it compares with the goal.

    Args:
        of: what to draw; it has regions ``of_several_years``.
        columns: panels beside each other, each 200 pixels wide.
    """
    read, style, palette = of.among.years_read, of.style, of.style.palette
    regions = of.of_several_years
    every = sorted({year for region in regions for year in read[region]})
    rows, heads = [], []
    for region in regions:
        facts = [of.by_year.get((region, year)) for year in read[region]]
        heads.append(_head(region, read[region], facts, style))
        rows += _points(of, heads[-1], region, facts, every)
    facts = [row["fact"] for row in rows if row["fact"] is not None]
    lows, highs = ([row[end] for row in rows] + facts for end in ("value", "high"))
    axis = axis_of(of, [(min(lows), max(highs))])
    glyphs = glyphs_of(of.by_year.values(), style.vocabulary) | ({"after"} if facts else set())
    header = {
        "labelAnchor": "start", "labelColor": palette.ink,
        "labelExpr": "split(datum.label, '\\n')", "labelFontSize": 13, "labelLimit": 0,
        "labelLineHeight": 17, "title": None,
    }  # fmt: skip
    height = {"domain": [axis.low, axis.high], "nice": False, "padding": 18, "zero": False}
    value = {"axis": None, "field": "value", "scale": height, "type": "quantitative"}
    said = style.separator.join(head.replace("\n", " ") for head in heads)
    count = style.words["changes"].format(n=len(regions))
    return {
        "config": theme.config(palette),
        "data": {"values": filled_up(rows)},
        "columns": min(columns, len(heads)),
        "description": f"{of.heading}: {said}",
        "facet": {"field": "head", "header": header, "sort": heads, "type": "nominal"},
        "spacing": 24,
        "spec": {
            "encoding": {"x": _years_axis(every), "y": value},
            "height": _HEIGHT,
            "layer": _layers(rows, palette),
            "width": max(_WIDTH, _YEAR * len(every)),
        },
        "title": title(of.heading, years_line(of), count, key_line(glyphs, style)),
    }


def _head(region: str, plans: list[int], facts: list[Row | None], style: Style) -> str:
    """The region and what became last of the goal, on two lines: 「持平（2024）」."""
    steps = []
    for (_, before), (year, after) in pairwise(zip(plans, facts, strict=True)):
        if what := change(before, after, style.vocabulary):
            steps.append(style.words[what] + style.aside(str(year)))
    return f"{region}\n{''.join(steps[-1:])}"


def _points(
    of: Comparison, head: str, region: str, facts: list[Row | None], every: list[int]
) -> list[dict[str, Any]]:
    """A row for each plan that states the goal: its mark, its line to the next, its open ends."""
    read, words, rows = of.among.years_read[region], of.style.words, []
    for place, (year, fact) in enumerate(zip(read, facts, strict=True)):
        if fact is None:
            continue
        before = facts[place - 1] if place else fact
        after = facts[place + 1] if place + 1 < len(read) else fact
        following = read[place + 1] if place + 1 < len(read) else None
        joins = after is not None and following is not None and _adjoin(every, year, following)
        result = of.among.results.after.get(fact["target_id"])
        wish = [of.style.wording(fact)] if of.is_soft(fact) else []
        text = " ".join([of.style.printed(fact), *wish])
        rows.append(
            {
                "head": head,
                "year": year,
                "value": fact["value"],
                "high": high_end(fact),
                "to_year": following if joins else None,
                "to_value": after["value"] if after is not None and joins else None,
                "shape": shape_of(BOUNDS[fact["comparator"]], upright=True),
                "bound": BOUNDS[fact["comparator"]],
                "manner": manner(fact, of.style.vocabulary),
                "text": text,
                "fact": result.value if result else None,
                "fact_text": result.printed if result else "",
                "dropped": words["dropped"] if after is None else "",
                "added": words["added"] if before is None else "",
                "said": f"{region} {year}: {text}",
                "href": f"#t-{fact['target_id']}",
            }
        )
    return rows


def _adjoin(every: list[int], year: int, following: int) -> bool:
    return every.index(following) == every.index(year) + 1


def _years_axis(every: list[int]) -> Spec:
    return {
        "axis": {"grid": True, "labelAngle": 0, "title": None},
        "field": "year",
        "scale": {"domain": every, "padding": 0.6, "type": "point"},
        "type": "ordinal",
    }


def _layers(rows: list[dict[str, Any]], palette: Palette) -> list[Spec]:
    stroke = {"aria": False, "color": palette.target}
    layers = [
        layer(
            "rule", {"x2": {"field": "to_year"}, "y2": {"field": "to_value"}},
            only="isValid(datum.to_year)", **stroke, strokeWidth=2,
        ),
        layer(
            "bar", {**EVIDENCE, "fill": fill_of(palette), "y2": {"field": "high"}},
            only="datum.bound === 'range'", opacity=1, stroke=palette.target, strokeWidth=1.5,
            width=9,
        ),
    ]  # fmt: skip
    for name, side, align in (("dropped", 1, "left"), ("added", -1, "right")):
        open_end = {"aria": False, "color": palette.soft}
        layers += [
            layer(
                "rule", {"x2": {"field": "year"}}, only=f"datum.{name}", **open_end,
                strokeDash=[3, 3], x2Offset=side * 26,
            ),
            layer(
                "text", {"text": field(name)}, only=f"datum.{name}", align=align, **open_end,
                dx=side * 30, dy=12, fontSize=11,
            ),
        ]  # fmt: skip
    text = layer(
        "text", {"text": field("text"), "y": quantity("high")}, aria=False, color=palette.ink,
        dy=-14, fontSize=12,
    )  # fmt: skip
    marks = [*layers, *promises(rows, palette, size=80, width=2), text]
    return [*marks, *_results(palette)] if any(row["fact"] is not None for row in rows) else marks


def _results(palette: Palette) -> list[Spec]:
    """A square at each result, smaller than a goal that it may cover, and its text beside it."""
    at, only = {"y": quantity("fact")}, "isValid(datum.fact)"
    square = layer(
        "point", at, only=only, aria=False, fill=palette.ink, opacity=1, shape=FACT, size=36,
        stroke=palette.paper, strokeWidth=1,
    )  # fmt: skip
    text = layer(
        "text", {**at, "text": field("fact_text")}, only=only, align="left", aria=False,
        baseline="middle", color=palette.ink, dx=9, fontSize=11,
    )  # fmt: skip
    return [square, halo(text, palette, 3), text]
