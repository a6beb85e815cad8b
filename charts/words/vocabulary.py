"""What words of the tables mean to charts: strengths of commitments, names of units, spending."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, replace
from importlib.resources import files
from typing import NamedTuple

import polars as pl

WISH, DUTY = "wish", "duty"


class Size(NamedTuple):
    """How many of a base unit are one of a unit."""

    base: str
    factor: float


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """What words of the tables mean.

    Attributes:
        strengths: whether a commitment is a ``wish`` or a ``duty``; others are neither.
        units: the name of each unit by language.
        number_verbs: verbs that are printed with a multiple (翻一番).
        of_the_year: deadlines that say only that a goal is of the plan's year.
        sizes: how many of its base unit are one of a unit, for those that convert into others.
        printed_units: the units that these words after a number mean.
        spending: an amount of money pays for something where one of these words names it,
        earning: and none of these.
        total: an amount is of all years of what it pays for where one of these words names it,
        yearly: and of the plan's year where one of these does.
        clause_ends: signs between what a sentence states and what has nothing to do with it.
        breaks: signs after which a line of a subtitle may end.
    """

    strengths: Mapping[str, str]
    units: Mapping[str, Mapping[str, str]]
    number_verbs: tuple[str, ...]
    of_the_year: tuple[str, ...]
    sizes: Mapping[str, Size]
    printed_units: Mapping[str, str]
    spending: tuple[str, ...]
    earning: tuple[str, ...]
    total: tuple[str, ...]
    yearly: tuple[str, ...]
    clause_ends: str
    breaks: str

    @classmethod
    def of(cls, units: pl.DataFrame, commitments: pl.DataFrame | None = None) -> Vocabulary:
        """What the tables of a run say, and what is meant where they do not say it.

        Args:
            units: the units table: ``name`` is the Chinese name, ``name_en`` the English one.
            commitments: the commitments table with their ``strength``.
        """
        names = {
            lang: {**BUILT_IN.units[lang], **_names(units, column)}
            for lang, column in (("zh", "name"), ("en", "name_en"))
        }
        strengths = BUILT_IN.strengths
        if commitments is not None:
            strengths = dict(commitments.select("commitment", "strength").iter_rows())
        vocabulary = replace(BUILT_IN, units=names, strengths=strengths)
        if not {"base_unit", "factor", "printed"} <= set(units.columns):
            return vocabulary
        is_one_of_several = pl.len().over("base_unit") > 1
        rows = units.filter(is_one_of_several).select("unit", "base_unit", "factor", "printed")
        sizes = {unit: Size(base, factor) for unit, base, factor, _ in rows.iter_rows()}
        words = {
            word: unit
            for unit, _, _, printed in rows.iter_rows()
            for word in (printed or "").split("|")
            if word
        }
        return replace(vocabulary, sizes=sizes, printed_units=words)

    def converts(self, unit: str, into: str) -> bool:
        """Whether values in one unit have the same dimension as those in another."""
        sizes = [self.sizes.get(one) for one in (unit, into)]
        return unit == into or all(one and sizes[0] and one.base == sizes[0].base for one in sizes)

    def times(self, unit: str, into: str) -> float:
        """How many of another unit are one of a unit of the same base."""
        return 1.0 if unit == into else self.sizes[unit].factor / self.sizes[into].factor

    def printed_unit(self, unit: str, printed: str | None) -> str:
        """The unit that a document prints where its table converts it: of 「亿斤」 the jin."""
        own, text = self.sizes.get(unit), printed or ""
        for start in range(len(text)):
            found = self.printed_units.get(text[start:])
            if own and found and self.sizes[found].base == own.base:
                return found
        return unit

    def is_wish(self, commitment: str | None) -> bool:
        """Whether a target with this commitment is a wish rather than a duty."""
        return commitment is not None and self.strengths.get(commitment) == WISH

    def is_duty(self, commitment: str | None) -> bool:
        """Whether a target with this commitment is a duty."""
        return commitment is not None and self.strengths.get(commitment) == DUTY

    def commitments(self, strength: str) -> list[str]:
        """The commitments of this strength."""
        return [word for word, how in self.strengths.items() if how == strength]


def _names(units: pl.DataFrame, column: str) -> dict[str, str]:
    """The names of units that have one beside their symbol."""
    if column not in units.columns:
        return {}
    named = units.select("unit", column).iter_rows()
    return {unit: name for unit, name in named if name and name != unit}


def _built_in() -> Vocabulary:
    text = files(__package__).joinpath("vocabulary.toml").read_text("utf-8")
    known = tomllib.loads(text)
    money, clauses = known["money"], known["clauses"]
    sizes = {
        unit: Size(base, factor)
        for base, of_base in known["sizes"].items()
        for unit, factor in of_base.items()
    }
    return Vocabulary(
        strengths={word: how for how, words in known["commitments"].items() for word in words},
        units=known["units"],
        number_verbs=tuple(known["numbers"]["verbs"]),
        of_the_year=tuple(known["deadlines"]["of_the_year"]),
        sizes=sizes,
        printed_units={name: unit for unit, name in known["units"]["zh"].items() if unit in sizes},
        spending=tuple(money["spending"]),
        earning=tuple(money["earning"]),
        total=tuple(money["total"]),
        yearly=tuple(money["yearly"]),
        clause_ends=clauses["ends"],
        breaks=clauses["breaks"],
    )


BUILT_IN = _built_in()
"""What is meant where no table says it."""
