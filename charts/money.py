"""Money for each place, school or kilometre, where one sentence states both."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

import altair as alt
import polars as pl

from charts import theme
from charts.axes import value_axis
from charts.captions import title
from charts.forms import evidenced
from charts.labels import (
    CLAUSE_ENDS,
    COMPARATOR_SIGNS,
    EARNING_WORDS,
    LABELS,
    MAGNITUDES,
    SPENDING_WORDS,
)
from charts.wording import document_names, printed_value, unit_name

# What money is spent on in such sentences; events, people and enterprises are served by more.
BOUGHT = (
    "place", "school", "m2", "mu", "hectare", "km", "km2", "building", "dwelling", "household",
    "room", "bed", "hospital", "park", "platform", "village", "line", "vehicle", "device",
    "project",
)  # fmt: skip
_SCHEMA = {
    "document_id": pl.String, "money_id": pl.String, "count_id": pl.String,
    "money_indicator": pl.String, "indicator": pl.String, "indicator_id": pl.String,
    "unit": pl.String, "classifier": pl.String, "ratio": pl.Float64, "ratio_high": pl.Float64,
    "comparator": pl.String, "formula": pl.String, "sentence": pl.String,
}  # fmt: skip
_TURNED = {">=": "<=", ">": "<", "<=": ">=", "<": ">"}  # a larger count makes a ratio smaller
_LARGE = 1e5  # from which on ratios are given in 万, million …
_BEFORE = 8  # letters before an amount that say what it is
_ROW = 46
Row = dict[str, Any]


def spending_ratios(
    targets: pl.DataFrame, *, units: Collection[str] = BOUGHT, lang: str = "zh"
) -> pl.DataFrame:
    """What one sentence spends for each of the things that it counts.

    An amount and a count belong together where they stand in one sentence of one document, on the
    same side of every semicolon, and the amount is the only one there and is spent
    (投资, 资金, 经费) and not earned or attracted (产值, 引进). A ratio is no price: the amount may
    cover more than what is counted (「新改扩建学校77所，新增学位12.1万个」), so its formula stands
    with it. Only what is built or bought in the period counts, no level. Bounds carry over (「≥」 divided by an exact count is 「≥」); two bounds in one
    direction leave a ratio without any bound, and there is none.

    Args:
        targets: rows of the targets table; parts of a total are left out.
        units: units of the things counted.
        lang: language of the units in the formula, ``zh`` or ``en``.

    Returns:
        A row for each pair: document_id, money_id and count_id (their target_id), money_indicator,
        indicator, indicator_id, unit and classifier of what is counted, ratio in CNY for each unit
        (ratio_high for a range), its comparator, the formula as text, the sentence.

    Example:
        >>> spending_ratios(tables.targets)["formula"][0]  # doctest: +SKIP
        '34.29亿元 ÷ 12.1万个 = 28,339元/个'
    """
    whole = targets.filter(~pl.col("breakdown") & pl.col("per").is_null())
    money = whole.filter((pl.col("unit") == "CNY") & (pl.col("mode") != "change"))
    sentence = ["document_id", "sentence"]
    counts = whole.filter(
        pl.col("unit").is_in(list(units)) & (pl.col("mode") == "output") & (pl.col("value") > 0)
    )
    by_sentence = counts.partition_by(sentence, as_dict=True, maintain_order=True)
    found = []
    for key, amounts in money.partition_by(sentence, as_dict=True, maintain_order=True).items():
        rows = amounts.to_dicts()
        for count in by_sentence[key].to_dicts() if key in by_sentence else []:
            near = [amount for amount in rows if _in_one_clause(amount, count)]
            if len(near) == 1 and _is_spent(near[0]):
                found += _ratio(near[0], count, lang)
    return pl.DataFrame(found, schema=_SCHEMA)


def _in_one_clause(amount: Row, count: Row) -> bool:
    """Whether no semicolon stands between the two numbers of a sentence."""
    first, second = sorted((amount, count), key=lambda row: int(row["start"]))
    sentence, distance = first["sentence"], second["start"] - first["start"]
    at = sentence.find(first["quote"])
    while at >= 0:
        if sentence.startswith(second["quote"], at + distance):
            return not set(sentence[at : at + distance]) & set(CLAUSE_ENDS)
        at = sentence.find(first["quote"], at + 1)
    return False


def _is_spent(amount: Row) -> bool:
    named, sentence = amount["indicator"], amount["sentence"]
    at = sentence.find(amount["quote"])
    before = sentence[max(0, at - _BEFORE) : max(0, at)]
    if any(word in named + before for word in EARNING_WORDS):
        return False
    return any(word in named + before for word in SPENDING_WORDS)


def _ratio(amount: Row, count: Row, lang: str) -> list[Row]:
    comparator = _comparator(amount["comparator"], count["comparator"])
    if comparator is None:
        return []
    low = amount["value"] / _high(count)
    high = _high(amount) / count["value"]
    unit = unit_name(count, lang)
    money = LABELS[lang]["money_per"].format(unit=unit)
    shown = _amount(low, lang)
    if high > low:
        shown += f"–{_amount(high, lang)}"
    return [
        {
            "document_id": count["document_id"],
            "money_id": amount["target_id"],
            "count_id": count["target_id"],
            "money_indicator": amount["indicator"],
            "indicator": count["indicator"],
            "indicator_id": count["indicator_id"],
            "unit": count["unit"],
            "classifier": count["classifier"],
            "ratio": low,
            "ratio_high": high if high > low else None,
            "comparator": comparator,
            "formula": f"{printed_value(amount)} ÷ {printed_value(count)} "
            f"{COMPARATOR_SIGNS[comparator].strip() or '='} {shown}{_gap(lang)}{money}",
            "sentence": count["sentence"],
        }
    ]


def _comparator(amount: str, count: str) -> str | None:
    """What is known of the ratio, if anything."""
    count = _TURNED.get(count, count)
    if amount == count:
        return amount
    for one, other in ((amount, count), (count, amount)):
        if one == "=":
            return other
        if one == "~" and other == "range":
            return "~"
    strict = {amount[0], count[0]}
    return amount[0] if strict in ({">"}, {"<"}) else None


def _high(row: Row) -> float:
    return float(row["value"] if row["value_high"] is None else row["value_high"])


def _amount(value: float, lang: str) -> str:
    """A ratio in words, with no more figures than the text carries: 1.84亿, 487.1万, 28,339."""
    small = (1.0, "")
    sizes = MAGNITUDES[lang] if value >= _LARGE else []
    size, magnitude = next((pair for pair in sizes if value >= pair[0]), small)
    scaled = value / size
    decimals = 2 if scaled < 10 else 1 if scaled < 1000 else 0
    return f"{round(scaled, decimals):,.12g}{_gap(lang)}{magnitude}".rstrip()


def _gap(lang: str) -> str:
    return "" if lang == "zh" else " "


def money_per_unit(
    targets: pl.DataFrame,
    *,
    unit: str | None = None,
    indicator_id: str | None = None,
    documents: pl.DataFrame | None = None,
    units: Collection[str] = BOUGHT,
    lang: str = "zh",
    palette: theme.Palette = theme.LIGHT,
) -> alt.LayerChart:
    """The ratios of ``spending_ratios`` for one unit, each with its formula and what is counted.

    Rows keep the order of the documents, because prices of different things are not ranked.

    Args:
        targets: rows of the targets table.
        unit: the unit counted (place, school, m2 …); by default the one of most ratios.
        indicator_id: only counts of this indicator.
        documents: the documents table, to name documents as other charts do.
        units: units to choose from, as ``spending_ratios`` takes them.
        lang: language of the chart's own words, ``zh`` or ``en``.
        palette: the colours.

    Raises:
        ValueError: when no sentence states one amount of money and such a count.

    Example:
        >>> money_per_unit(tables.targets, unit="school")  # doctest: +SKIP
    """
    ratios = spending_ratios(targets, units=units, lang=lang)
    if indicator_id is not None:
        ratios = ratios.filter(pl.col("indicator_id") == indicator_id)
    if unit is None and len(ratios):
        unit = ratios["unit"].mode().sort()[0]
    shown = ratios.filter(pl.col("unit") == unit)
    if shown.is_empty():
        there = ", ".join(sorted(ratios["unit"].unique())) or "none"
        raise ValueError(
            f"no sentence states one amount spent and a count in {unit or 'any unit'}. "
            f"Units with such sentences: {there}."
        )
    words = LABELS[lang]
    names = document_names(targets if documents is None else documents, lang)
    spans = [(row["ratio"], row["ratio_high"] or row["ratio"]) for row in shown.to_dicts()]
    classifiers = shown["classifier"].n_unique() == 1
    first = targets.filter(pl.col("target_id") == shown["count_id"][0]).row(0, named=True)
    named = unit_name(first if classifiers else first | {"classifier": None}, lang)
    axis = value_axis(spans, words["money_per"].format(unit=named), lang=lang, ceiling=None)
    rows = [_drawn(row, place, names) for place, row in enumerate(shown.to_dicts())]
    lead = words["money_lead"].format(n=len(rows))
    labels = {str(row["place"]): row["row"] for row in rows}
    side = alt.Axis(
        title=None, grid=True, gridDash=[1, 3],
        labelExpr=f"{{{', '.join(f'{key}: {_quoted(value)}' for key, value in labels.items())}}}"
        "[datum.label]",
    )  # fmt: skip
    return alt.LayerChart(
        layer=_layers(palette),
        data=pl.DataFrame(rows, infer_schema_length=None),
        encoding={
            "x": axis.channel("value").to_dict(),
            "y": alt.Y("place", type="ordinal", axis=side).to_dict(),
        },
        width="container",
        height=_ROW * len(rows),
        autosize=alt.AutoSizeParams(type="fit-x", contains="padding"),
        title=title(words["money_per_unit"], lead, words["money_caution"]),
        description=f"{words['money_per_unit']}: "
        + theme.SEPARATOR[lang].join(row["said"] for row in rows),
        config=theme.config(palette),
    )


def _quoted(text: str) -> str:
    """A string of the expressions of charts; what a document prints must not end it."""
    return "'" + text.replace("\\", "\\\\").replace("'", "\\'").replace("\n", " ") + "'"


def _drawn(row: Row, place: int, names: dict[str, str]) -> Row:
    label = f"{names[row['document_id']]} · {row['indicator']}"
    return {
        "place": place,
        "row": label,
        "value": row["ratio"],
        "end": row["ratio_high"] or row["ratio"],
        "hollow": row["comparator"] == "~",
        "shape": {">": "triangle-right", "<": "triangle-left"}.get(row["comparator"][0], "circle"),
        "text": row["formula"],
        "said": f"{label}: {row['formula']}",
        "href": f"#t-{row['count_id']}",
    }


def _layers(palette: theme.Palette) -> list[alt.Chart]:
    """A dot or bar on its line, and the formula above it from the left edge on."""
    fill: Any = {
        "condition": {"test": "datum.hollow", "value": palette.paper},
        "value": palette.target,
    }
    bar = alt.Chart().mark_rule(color=palette.target, strokeWidth=7, aria=False)
    dot = alt.Chart().mark_point(size=100, stroke=palette.target, strokeWidth=2, opacity=1)
    dot = dot.encode(shape=alt.Shape("shape", type="nominal", scale=None, legend=None), fill=fill)
    text = alt.Chart().mark_text(
        align="left", dx=4, dy=-14, baseline="middle", fontSize=12, color=palette.ink, aria=False
    )
    return [
        bar.encode(x2=alt.X2("end")),
        evidenced(dot),
        text.encode(x=alt.value(0), text=alt.Text("text", type="nominal")),
    ]
