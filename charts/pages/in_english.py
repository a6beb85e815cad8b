"""The tables of a run with the names that English pages print: indicators, topics and regions.

What documents print stays as it is: titles, the wording of indicators, quotes and sentences.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import TypeVar

import polars as pl

from charts.pages.parts import ChangedParts
from charts.words.labels import ENGLISH_NAMES
from charts.words.romanised import region_name
from metrics.tables.frames import TablesInParts

Frame = TypeVar("Frame", pl.DataFrame, pl.LazyFrame)
_NEW = "new"  # an id ends with it, a name begins with it
PRINTED_REGION = "region_printed"
"""The column of the documents that keeps the Chinese name, to find the region by."""


def in_english(made: TablesInParts) -> TablesInParts:
    """The tables with English names, or pinyin, where pages would print Chinese ones."""
    known = made.rest
    regions = known.regions.select("region_code", "name", "short_name").rows()
    names = {name: region_name(code, name, short) for code, name, short in regions}
    indicators = known.indicators
    found_by = pl.concat_str("name", pl.col("synonyms").fill_null(""), separator="|")
    english = [indicator_name(one) for one in indicators["indicator_id"]]
    rest = replace(
        known,
        documents=_named(
            known.documents.with_columns(pl.col("region").alias(PRINTED_REGION)), names
        ),
        regions=known.regions.with_columns(
            pl.col("name").replace(names),
            short_name=pl.col("name").replace(names),
        ),
        indicators=_named(indicators, names).with_columns(
            synonyms=found_by.str.strip_chars("|"), name=pl.Series(english, dtype=pl.String)
        ),
    )
    parts = ChangedParts(made.parts, lambda rows: _named(rows, names))
    return replace(made, parts=parts, rest=rest, targets=_named(made.targets, names))


def indicator_name(indicator_id: str) -> str:
    """The English name that the id of an indicator spells.

    Example:
        >>> indicator_name("gdp_growth")
        'GDP growth'
    """
    acronyms = ENGLISH_NAMES["acronyms"]
    parts = indicator_id.split("_")
    if parts[-1] == _NEW:
        parts = [_NEW, *parts[:-1]]
    words = [acronyms.get(word, word) for word in parts]
    return " ".join([words[0][:1].upper() + words[0][1:], *words[1:]])


def english_names(indicators: pl.DataFrame, lang: str) -> Mapping[str | None, str]:
    """The names of the catalogue by id on English pages, where documents word them in Chinese."""
    return {} if lang == "zh" else dict(indicators.select("indicator_id", "name").iter_rows())


def _named(rows: Frame, regions: Mapping[str, str]) -> Frame:
    """The rows with the names of their regions and topics, as far as they have these columns."""
    there = rows.collect_schema().names()
    known = {"region": regions, "topic": ENGLISH_NAMES["topics"]}
    return rows.with_columns(
        pl.col(name).replace(names) for name, names in known.items() if name in there
    )
