"""Units: how they are printed, what they measure, and factors into the units of the tables.

Pint computes each factor once (`metrics.rules.pint_units`) and never reads document text, because
it drops characters that it does not know (50㎡ becomes 50).
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from decimal import Decimal
from functools import cached_property

from pydantic import Field

from metrics.rules.examples import RowExample
from metrics.rules.rulefiles import Entry, RuleFiles
from metrics.values import frozen


class SurfaceEntry(Entry):
    """How one unit of measurement is printed."""

    doc: str
    """What is measured, with a real phrase in 「」."""
    dimension: str
    """The dimension that the tables state."""
    surfaces: tuple[str, ...] = Field(min_length=1)
    """How the unit is printed; the first is its name to readers where no other is given."""
    name: str | None = None
    """Its Chinese name to readers, where that is not how it is printed first."""
    name_en: str | None = None
    """Its English name to readers, where that is not its id in words."""
    into: str | None = None
    """The unit that the tables use where it is another one."""
    example: tuple[RowExample, ...] = ()
    """Real clauses with the whole row."""


class CountedEntry(Entry):
    """Measure words and nouns of one counted thing."""

    doc: str
    """What is counted, with a real phrase in 「」."""
    classifiers: tuple[str, ...]
    """The measure words after a number that mean it."""
    nouns: tuple[str, ...]
    """Nouns that mean it where the measure word is general."""
    refined_by: tuple[str, ...] = ()
    """Things that a noun may name instead; "*" for any."""
    bare: bool = False
    """Whether a number without a measure word counts the nouns: 新增人口100万."""
    name: str | None = None
    """Its Chinese name to readers, where that is not the first measure word or noun."""
    name_en: str | None = None
    """Its English name to readers, where that is not its id in words."""
    example: tuple[RowExample, ...] = ()
    """Real clauses with the whole row."""


@frozen
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


@frozen
class UnitFacts:
    """A unit as the table ``units`` has it: ``factor`` of ``base_unit`` are one of it."""

    base_unit: str
    factor: float
    name: str | None = None
    name_en: str | None = None
    dimension: str | None = None
    printed: str | None = None
    definition: str | None = None


@dataclass(frozen=True)
class Units:
    """All printed units by their text, and the nouns that tell what a count counts."""

    surfaces: dict[str, Surface]
    nouns: dict[str, str]
    bare: dict[str, Surface]  # the nouns that numbers without a measure word count
    longest_surface: int
    longest_noun: int
    facts: dict[str, UnitFacts] = field(default_factory=dict)  # every unit that pint files define

    @property
    def names(self) -> frozenset[str]:
        """Every unit that the pint files define."""
        return frozenset(self.facts)

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

    def first_printed(self, unit: str) -> Surface | None:
        """A unit as it is printed first, if ever."""
        return next((one for one in self.surfaces.values() if one.unit == unit), None)

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

    def of_noun(self, phrase: str, *, at_end: bool) -> Surface | None:
        """What a number without a measure word counts: 100万 of 人口 are persons, classifier 人口.

        It is the noun that ends ``phrase``, else, unless it has to be ``at_end``, the first one:
        15万 of 农村人口饮水质量 are persons too.
        """
        for start in range(max(0, len(phrase) - self.longest_noun), len(phrase)):
            if phrase[start:] in self.bare:
                return self.bare[phrase[start:]]
        for start in range(len(phrase) if at_end else 0, len(phrase)):
            for size in range(min(self.longest_noun, len(phrase) - start), 1, -1):
                if phrase[start : start + size] in self.bare:
                    return self.bare[phrase[start : start + size]]
        return None


def load_units(files: RuleFiles) -> Units:
    """Reads the kinds ``quantities/surfaces`` and ``quantities/classifiers`` and the pint files."""
    from metrics.rules.pint_units import UnitRegistry  # pint starts slowly, and only this needs it

    registry = UnitRegistry(files)
    surfaces: dict[str, Surface] = {}
    facts = {unit: UnitFacts(base, factor) for unit, base, factor in registry.facts()}
    kind = "quantities/surfaces"
    for name, entry in files.in_order(kind, SurfaceEntry):
        _describe(facts, name, entry, entry.dimension, entry.surfaces)
        factor = registry.factor(kind, name, entry.into or name)
        for text in entry.surfaces:
            surface = Surface(text, entry.into or name, entry.dimension, factor)
            _claim(surfaces, surface, files, kind, name)
    kind = "quantities/classifiers"
    nouns: dict[str, str] = {}
    bare: dict[str, Surface] = {}
    for name, counted in files.in_order(kind, CountedEntry):
        words = (*counted.classifiers, *counted.nouns)
        _describe(facts, name, counted, "count", words)
        registry.factor(kind, name, name)
        for text in counted.classifiers:
            surface = Surface(
                text, name, "count", Decimal(1), classifier=text, refined_by=counted.refined_by
            )
            _claim(surfaces, surface, files, kind, name)
        nouns.update(dict.fromkeys(counted.nouns, name))
        for noun in counted.nouns if counted.bare else ():
            bare[noun] = Surface(noun, name, "count", Decimal(1), classifier=noun)
    return Units(
        surfaces,
        nouns,
        bare,
        max(map(len, surfaces), default=0),
        max(map(len, nouns), default=0),
        facts,
    )


def _describe(
    facts: dict[str, UnitFacts],
    unit: str,
    entry: SurfaceEntry | CountedEntry,
    dimension: str,
    words: tuple[str, ...],
) -> None:
    if unit in facts:  # one that is not there is reported where its factor is asked for
        facts[unit] = replace(
            facts[unit],
            name=entry.name or next(iter(words), unit),
            name_en=entry.name_en,
            dimension=dimension,
            printed="|".join(words) or None,
            definition=entry.doc,
        )


def _claim(
    surfaces: dict[str, Surface], surface: Surface, files: RuleFiles, kind: str, name: str
) -> None:
    other = surfaces.setdefault(surface.text, surface)
    if other is not surface:
        files.report(
            kind,
            name,
            f"{surface.text!r} is also printed for [{other.unit}]. Keep it in one of them.",
            key="classifiers" if surface.classifier else "surfaces",
        )
