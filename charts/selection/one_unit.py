"""Values of one indicator in one unit: who plans in mu and who plans in km² share an axis."""

from __future__ import annotations

from collections.abc import Sequence

import polars as pl

from charts.words.vocabulary import Vocabulary

_VALUES = ("value", "value_high", "lower", "upper", "baseline")
_DIGITS = 15  # what a float64 keeps exactly


def in_one_unit(rows: pl.DataFrame, keys: Sequence[str], vocabulary: Vocabulary) -> pl.DataFrame:
    """Rows that agree in ``keys`` in the unit that most of them print, where units convert.

    Of units that equally many print the first by name is chosen. ``own_unit`` keeps the unit of
    the table, ``printed_unit`` has the one that the document prints: the jin of 「80亿斤」, which
    tables hold in kg.
    """
    told = [name for name in ("unit", "unit_text") if name in rows.columns]
    units = rows.select(told).unique().rows(named=True)
    known = pl.DataFrame(
        [
            one
            | {
                "base": vocabulary.sizes[one["unit"]].base
                if one["unit"] in vocabulary.sizes
                else one["unit"],
                "printed_unit": vocabulary.printed_unit(one["unit"], one.get("unit_text")),
            }
            for one in units
        ],
        schema=dict.fromkeys((*told, "base", "printed_unit"), pl.String),
    )
    rows = rows.join(known, on=told, how="left", nulls_equal=True, maintain_order="left")
    axis = [*keys, "base"]
    chosen = (
        rows.group_by(*axis, "printed_unit")
        .len()
        .sort("len", "printed_unit", descending=[True, False])
        .unique(axis, keep="first", maintain_order=True)
        .select(*axis, axis_unit="printed_unit")
    )
    rows = rows.join(chosen, on=axis, how="left", nulls_equal=True, maintain_order="left")
    pairs = rows.select("unit", "axis_unit").unique().rows()
    times = pl.DataFrame(
        [(unit, into, vocabulary.times(unit, into)) for unit, into in pairs],
        schema={"unit": pl.String, "axis_unit": pl.String, "times": pl.Float64},
        orient="row",
    )
    rows = rows.join(times, on=["unit", "axis_unit"], how="left", maintain_order="left")
    is_other = pl.col("unit") != pl.col("axis_unit")
    converted = (
        pl.when(is_other)
        .then((pl.col(name) * pl.col("times")).round_sig_figs(_DIGITS))
        .otherwise(name)
        .alias(name)
        for name in _VALUES
        if name in rows.columns
    )
    rows = rows.with_columns(*converted, own_unit="unit", unit="axis_unit")
    return rows.drop("base", "axis_unit", "times")
