"""The indicator that a person asks for, by its id or by a Chinese name of it."""

from __future__ import annotations

from difflib import get_close_matches
from typing import TYPE_CHECKING

import typer

from metrics.cli.outcome import printable

if TYPE_CHECKING:
    import polars as pl


def asked_indicator(indicators: pl.DataFrame, asked: str) -> str:
    """The id that is meant: an id, a name, or a synonym that only one indicator has.

    Args:
        indicators: the table of that name, which holds what the rules of the run knew.
        asked: what was typed.

    Raises:
        typer.BadParameter: where nothing or more than one is so called, with what may be meant.
    """
    known = indicators.select("indicator_id", "name", "synonyms").rows()
    meant = [one for one, name, _ in known if asked in (one, name)]
    meant = meant or [one for one, _, words in known if asked in words.split("|")]
    if len(meant) == 1:
        return str(meant[0])
    said = f"{len(meant)} indicators are called {asked!r}. Give the id of one: {', '.join(meant)}."
    if not meant:
        said = f"There is no indicator {asked!r}.{_near(known, asked)}"
    raise typer.BadParameter(printable(said), param_hint="--indicator")


def _near(known: list[tuple[str, str, str]], asked: str) -> str:
    """A hint such as ``Did you mean gdp_growth?``, or where the ids stand."""
    id_of: dict[str, str] = {}
    for indicator_id, name, synonyms in known:
        id_of |= dict.fromkeys((*synonyms.split("|"), name, indicator_id), indicator_id)
    for word in get_close_matches(asked, id_of, n=1):
        indicator_id = id_of[word]
        named = indicator_id if word == indicator_id else f"{indicator_id} ({word})"
        return f" Did you mean {named}?"
    return " `target-metrics rules list --kind indicators` lists the ids."
