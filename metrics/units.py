"""Units: how they are printed, what they measure, and factors into the units of the tables.

The definitions are a pint file (``rules/units/units.txt``); pint computes each factor once and
never reads document text, because it drops characters that it does not know (50㎡ becomes 50).
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from pathlib import Path

import pint
from pydantic import Field

from metrics.rulefiles import Entry, did_you_mean, line_of, read_entries


class SurfaceEntry(Entry):
    """How one unit of measurement is printed."""

    doc: str
    dimension: str
    surfaces: tuple[str, ...] = Field(min_length=1)
    into: str | None = None


class CountedEntry(Entry):
    """Measure words and nouns of one counted thing."""

    doc: str
    classifiers: tuple[str, ...]
    nouns: tuple[str, ...]
    refined_by: tuple[str, ...] = ()  # things that a noun may name instead; "*" for any


@dataclass(frozen=True, slots=True)
class Surface:
    """A printed unit: its unit in the tables, the factor into it, and its dimension.

    For a measure word ``classifier`` is the word and ``unit`` the thing it counts by default.
    """

    text: str
    unit: str
    dimension: str
    factor: Decimal
    classifier: str | None = None
    refined_by: tuple[str, ...] = ()


@dataclass(frozen=True)
class Units:
    """All printed units by their text, and the nouns that tell what a count counts."""

    surfaces: dict[str, Surface]
    nouns: dict[str, str]
    longest_surface: int
    longest_noun: int

    def at(self, text: str, position: int) -> Surface | None:
        """The longest unit printed at ``position``, if any."""
        for size in self._sizes.get(text[position : position + 1], ()):
            found = self.surfaces.get(text[position : position + size])
            if found is not None:
                return found
        return None

    @cached_property
    def _sizes(self) -> dict[str, tuple[int, ...]]:
        """The lengths of the units that begin with a character, from the longest down."""
        sizes: dict[str, set[int]] = {}
        for text in self.surfaces:
            sizes.setdefault(text[0], set()).add(len(text))
        return {first: tuple(sorted(found, reverse=True)) for first, found in sizes.items()}

    def unit_of(self, surface: Surface, phrase: str) -> str:
        """The unit of the tables: for a general measure word what ``phrase`` names.

        12.1万个 of 学位 are places, but 10万户 of 老旧小区 stay households.
        """
        if not surface.refined_by:
            return surface.unit
        for size in range(min(self.longest_noun, len(phrase)), 0, -1):
            thing = self.nouns.get(phrase[-size:])
            if thing is not None and ("*" in surface.refined_by or thing in surface.refined_by):
                return thing
        return surface.unit


def load_units(rules_root: Path, problems: list[str]) -> Units:
    """Reads ``units/`` of a rules folder; what is wrong is added to ``problems``."""
    folder = rules_root / "units"
    try:
        registry: pint.UnitRegistry[Decimal] = pint.UnitRegistry(
            str(folder / "units.txt"), non_int_type=Decimal
        )
    except (OSError, pint.DefinitionSyntaxError, pint.errors.PintError, ValueError) as error:
        problems.append(
            f"{folder / 'units.txt'}: {error}. See the header of the file for its form."
        )
        return Units({}, {}, 0, 0)
    surfaces: dict[str, Surface] = {}
    path = folder / "surfaces.toml"
    for name, entry in read_entries(path, SurfaceEntry, problems).items():
        factor = _factor(registry, name, entry.into or name, path, problems)
        for text in entry.surfaces:
            _claim(
                surfaces, Surface(text, entry.into or name, entry.dimension, factor), path, problems
            )
    path = folder / "classifiers.toml"
    nouns: dict[str, str] = {}
    for name, counted in read_entries(path, CountedEntry, problems).items():
        _factor(registry, name, name, path, problems)
        for text in counted.classifiers:
            surface = Surface(
                text, name, "count", Decimal(1), classifier=text, refined_by=counted.refined_by
            )
            _claim(surfaces, surface, path, problems)
        nouns.update(dict.fromkeys(counted.nouns, name))
    return Units(
        surfaces,
        nouns,
        max(map(len, surfaces), default=0),
        max(map(len, nouns), default=0),
    )


def _claim(surfaces: dict[str, Surface], surface: Surface, path: Path, problems: list[str]) -> None:
    other = surfaces.setdefault(surface.text, surface)
    if other is not surface:
        problems.append(
            f"{path}: [{surface.unit}] surfaces: {surface.text!r} is also printed for "
            f"[{other.unit}]. Keep it in one of them."
        )


def _factor(
    registry: pint.UnitRegistry[Decimal], name: str, into: str, path: Path, problems: list[str]
) -> Decimal:
    known = sorted(str(unit) for unit in registry)
    for unit in (name, into):
        if unit not in registry:
            line = line_of(path.read_text("utf-8"), name)
            hint = did_you_mean(unit, known) or " Add it to units.txt."
            problems.append(f"{path}:{line}: [{name}]: {unit!r} is not defined in units.txt.{hint}")
            return Decimal(1)
    try:
        return registry.Quantity(Decimal(1), name).to(into).magnitude
    except pint.DimensionalityError as error:
        problems.append(f"{path}: [{name}] into: {error}.")
        return Decimal(1)
