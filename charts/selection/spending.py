"""What one sentence spends for each of the things that it counts."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

import polars as pl

from charts.selection.given_frames import Frame, takes_frames
from charts.words.labels import COMPARATOR_SIGNS, LABELS, MAGNITUDES
from charts.words.printed import printed_value
from charts.words.values import high_end, unit_name
from charts.words.vocabulary import BUILT_IN, Vocabulary

# What money is spent on in such sentences; events, people and enterprises are served by more.
BOUGHT = (
    "place", "school", "m2", "mu", "hectare", "km", "km2", "building", "dwelling", "household",
    "room", "bed", "hospital", "park", "platform", "village", "town", "community",
    "line", "vehicle", "device", "project",
)  # fmt: skip
_SCHEMA = {
    "document_id": pl.String, "money_id": pl.String, "count_id": pl.String,
    "money_indicator": pl.String, "indicator": pl.String, "indicator_id": pl.String,
    "unit": pl.String, "classifier": pl.String, "ratio": pl.Float64, "ratio_high": pl.Float64,
    "comparator": pl.String, "basis": pl.String, "formula": pl.String, "sentence": pl.String,
}  # fmt: skip
_TURNED = {">=": "<=", ">": "<", "<=": ">=", "<": ">"}  # a larger count makes a ratio smaller
_LARGE = 1e5  # from which on ratios are given in 万, million …
_BEFORE = 8  # letters before an amount that say what it is
Row = dict[str, Any]


@takes_frames
def spending_ratios(
    targets: Frame,
    *,
    units: Collection[str] = BOUGHT,
    lang: str = "zh",
    vocabulary: Vocabulary = BUILT_IN,
) -> pl.DataFrame:
    """What one sentence spends for each of the things that it counts.

    An amount and a count belong together where they stand in one sentence of one document, on the
    same side of every semicolon, and the amount is the only one there and is spent
    (投资, 资金, 经费) and not earned or attracted (产值, 引进). A ratio is no price: the amount may
    cover more than what is counted (「新改扩建学校77所，新增学位12.1万个」), so its formula stands
    with it. Only what is built or bought in the period is counted, no level, and two counts in
    one unit (「新建3万亩，改造6万亩」) have no ratio, as the amount covers both. Bounds carry over
    (「≥」 divided by an exact count is 「≥」); two bounds in one direction leave a ratio without
    any bound, and there is none.

    Args:
        targets: rows of the targets table; parts of a total are left out.
        units: units of the things counted.
        lang: language of the units in the formula, ``zh`` or ``en``.
        vocabulary: what words of the tables mean.

    Returns:
        A row for each pair: document_id, money_id and count_id (their target_id), money_indicator,
        indicator, indicator_id, unit and classifier of what is counted, ratio in CNY for each unit
        (ratio_high for a range), its comparator, basis (``total`` of all years, ``yearly``, or
        null where the sentence does not tell), the formula as text, the sentence.

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
    counted = _by_sentence(counts.join(money, sentence, "semi", maintain_order="left"))
    paid = _by_sentence(money.join(counts, sentence, "semi", maintain_order="left"))
    found = []
    for place, amounts in paid.items():
        things = counted.get(place, [])
        for count in things:
            near = [one for one in amounts if _in_one_clause(one, count, vocabulary)]
            alike = [
                one
                for one in things
                if one["unit"] == count["unit"] and _in_one_clause(one, count, vocabulary)
            ]
            if len(near) == 1 and len(alike) == 1 and _is_spent(near[0], vocabulary):
                found += _ratio(near[0], count, lang, vocabulary)
    return pl.DataFrame(found, schema=_SCHEMA)


def _by_sentence(targets: pl.DataFrame) -> dict[tuple[str, int], list[Row]]:
    """The rows of each sentence, which a document may say twice, in order."""
    found: dict[tuple[str, int], list[Row]] = {}
    for row in targets.iter_rows(named=True):
        begins = row["start"] - row["quote_at"]
        found.setdefault((row["document_id"], begins), []).append(row)
    return found


def _in_one_clause(one: Row, other: Row, vocabulary: Vocabulary) -> bool:
    """Whether no semicolon stands between two numbers of a sentence."""
    first, second = sorted((one["quote_at"], other["quote_at"]))
    return not set(one["sentence"][first:second]) & set(vocabulary.clause_ends)


def _is_spent(amount: Row, vocabulary: Vocabulary) -> bool:
    said = _called(amount)
    if any(word in said for word in vocabulary.earning):
        return False
    return any(word in said for word in vocabulary.spending)


def _called(amount: Row) -> str:
    """The name of an amount and the letters before it, which say what it is."""
    at = amount["quote_at"]
    return str(amount["indicator"] + amount["sentence"][max(0, at - _BEFORE) : at])


def _basis(amount: Row, vocabulary: Vocabulary) -> str | None:
    """Whether an amount is of all years or of one; 年度 before 总投资 leaves it the total."""
    said = _called(amount)
    if any(word in said for word in vocabulary.total):
        return "total"
    return "yearly" if any(word in said for word in vocabulary.yearly) else None


def _ratio(amount: Row, count: Row, lang: str, vocabulary: Vocabulary) -> list[Row]:
    comparator = _comparator(amount["comparator"], count["comparator"])
    if comparator is None:
        return []
    low = amount["value"] / high_end(count)
    high = high_end(amount) / count["value"]
    unit = unit_name(count, lang, vocabulary)
    money = LABELS[lang]["money_per"].format(unit=unit)
    shown = printed_amount(low, lang)
    if high > low:
        shown += f"–{printed_amount(high, lang)}"
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
            "basis": _basis(amount, vocabulary),
            "formula": f"{printed_value(amount, lang, vocabulary)} ÷ "
            f"{printed_value(count, lang, vocabulary)} "
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


def printed_amount(value: float, lang: str) -> str:
    """A ratio in words, with no more figures than the text carries: 1.84亿, 487.1万, 28,339."""
    small = (1.0, "")
    sizes = MAGNITUDES[lang] if value >= _LARGE else []
    size, magnitude = next((pair for pair in sizes if value >= pair[0]), small)
    scaled = value / size
    decimals = 2 if scaled < 10 else 1 if scaled < 1000 else 0
    return f"{round(scaled, decimals):,.12g}{_gap(lang)}{magnitude}".rstrip()


def _gap(lang: str) -> str:
    return LABELS[lang]["unit_gap"]
