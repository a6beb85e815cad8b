"""The catalogue of canonical indicators: which indicator a document's phrase names, if any.

The vocabulary of indicators is open: a phrase that the catalogue does not know keeps its own words.
A phrase is recognised only when it equals a listed synonym, once the issuer and the variants of
spelling are out of the way, and when unit and mode agree: the growth of a thing and its level, or a
share and its rise in percentage points, are different indicators.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Collection, Iterator
from itertools import product
from typing import Literal, Self

from pydantic import Field, model_validator

from metrics.rules.examples import RowExample
from metrics.rules.places import UNITS_FILE
from metrics.rules.rulefiles import Entry, RuleFiles
from metrics.rules.toml_tables import did_you_mean
from metrics.rules.vocabulary import Direction, Mode
from metrics.values import frozen

_PERCENT = "percent"
# A growth that is named as a noun is a level to reach, or one to bring about.
_NAMED_GROWTH_MODES: tuple[Mode, ...] = ("level", "output")


class IndicatorEntry(Entry):
    """An indicator as the rule file states it; ``rules/README.md`` explains the keys."""

    name: str
    """What readers see: the usual name of the indicator."""
    topic: str
    """Groups indicators in a report."""
    unit: str
    """The unit of its values in the tables, from quantities/units.pint."""
    other_units: tuple[str, ...] = ()
    """Further units that its values may have."""
    mode: Mode
    """A level to reach, a change by how much, or an output of the period."""
    other_modes: tuple[Mode, ...] = ()
    """Further modes in which the same phrases name it."""
    direction: Direction | None = None
    """Of a change, and only there."""
    good_direction: Literal["up", "down", "none"]
    """Which way is better; none where neither is."""
    definition: str
    """What is counted, over what, and when."""
    synonyms: tuple[str, ...] = Field(min_length=1)
    """The phrases that name it; a phrase must equal one, issuer and spelling aside."""
    named: dict[Mode, tuple[str, ...]] = Field(default_factory=dict)
    """Phrases that name it in one further mode only."""
    example: tuple[RowExample, ...] = ()
    """Real clauses with the whole row."""

    @property
    def phrases(self) -> tuple[str, ...]:
        """The phrases that name it in any mode, as written, each once."""
        named = (phrase for phrases in self.named.values() for phrase in phrases)
        return tuple(dict.fromkeys((*self.synonyms, *named)))

    @model_validator(mode="after")
    def _a_change_has_a_direction(self) -> Self:
        if (self.mode == "change") != (self.direction is not None):
            raise ValueError("direction belongs to mode = change, and there it is needed")
        return self


class PhraseWords(Entry):
    """Words to set aside before phrases are compared, by what they do to a phrase."""

    doc: str
    """What the words are, with a real phrase in 「」."""
    kind: Literal["prefix", "basis", "increase", "decrease", "spelling"]
    """What they do to a phrase."""
    words: tuple[str, ...] = Field(min_length=1)
    """The words, or the spellings that are one."""
    becomes: str = Field(default="", min_length=0)
    """Of a spelling: what it is written as."""


@frozen
class CatalogueEntry:
    """A canonical indicator as a target row takes it."""

    indicator_id: str
    name: str
    topic: str
    unit: str
    direction: Direction | None


class Spelling:
    """Brings phrases to one spelling, without the issuer in front of them."""

    def __init__(self, words: dict[str, PhraseWords]) -> None:
        self._prefixes = tuple(_longest_first(words, "prefix"))
        self._bases = tuple(_longest_first(words, "basis"))
        self._spellings = sorted(
            (
                (_fold(word), entry.becomes)
                for entry in words.values()
                if entry.kind == "spelling"
                for word in entry.words
            ),
            key=lambda pair: (-len(pair[0]), pair[0]),
        )
        self._respelled = frozenset(word[0] for word, _ in self._spellings)
        self.growth_nouns: dict[Direction, list[str]] = {
            "increase": _longest_first(words, "increase"),
            "decrease": _longest_first(words, "decrease"),
        }
        self._neutral_scopes = {*self._prefixes, *self._bases}
        self._known: dict[str, str] = {}

    def plain(self, phrase: str) -> str:
        """``phrase`` in the one spelling; equal indicators give equal strings."""
        known = self._known.get(phrase)
        if known is None:
            known = self._known[phrase] = self._plain(phrase)
        return known

    def narrows(self, scope: str | None) -> bool:
        """Whether ``scope`` makes the indicator a narrower one: 「高中阶段」 does, 「全市」 not."""
        return scope is not None and scope not in self._neutral_scopes

    def _plain(self, phrase: str) -> str:
        text = _fold(phrase)
        if not self._respelled.isdisjoint(text):
            for word, becomes in self._spellings:
                text = text.replace(word, becomes)
        while text.startswith(self._prefixes) and text not in self._prefixes:
            text = text[next(len(word) for word in self._prefixes if text.startswith(word)) :]
        while text.endswith(self._bases) and text not in self._bases:
            text = text[: -next(len(word) for word in self._bases if text.endswith(word))]
        return text


class Catalogue:
    """The indicators of one set of rules, found by phrase, unit and mode."""

    def __init__(self, entries: dict[str, IndicatorEntry], spelling: Spelling) -> None:
        self.entries = entries
        self._spelling = spelling
        self._found: dict[tuple[str, str, str], CatalogueEntry] = {}

    def claim(self, indicator_id: str) -> list[str]:
        """Lists the phrases of one entry; the answer says which are another indicator's already."""
        entry = self.entries[indicator_id]
        row = CatalogueEntry(indicator_id, entry.name, entry.topic, entry.unit, entry.direction)
        taken = []
        for phrase, mode in _phrases(entry, self._spelling):
            for unit in (entry.unit, *entry.other_units):
                other = self._found.setdefault((phrase, mode, unit), row)
                if other is not row:
                    place = f"{phrase!r} ({mode}, {unit})"
                    taken.append(f"{place} is also claimed by [{other.indicator_id}]")
        return taken

    def phrase(self, indicator: str, scope: str | None) -> str:
        """The one spelling of a name and what narrows it, by which it is looked up."""
        narrowed = f"{scope}{indicator}" if self._spelling.narrows(scope) else indicator
        return self._spelling.plain(narrowed)

    def identify(
        self,
        indicator: str,
        *,
        scope: str | None,
        unit: str,
        mode: str,
        direction: str | None,
        breakdown: bool = False,
    ) -> CatalogueEntry | None:
        """The canonical indicator of a target row, or None where none is surely meant.

        A scope that narrows the phrase counts as part of its name (高中阶段 + 毛入学率). An
        其中 part borrows its total's name, so only percentages of parts are identified. What is
        no change by itself may be added, 「增加学位2万个」, but a decrease of it is another thing.
        """
        if breakdown and unit != _PERCENT:
            return None
        found = self._found.get((self.phrase(indicator, scope), mode, unit))
        rises = (None, found.direction or "increase") if found else ()
        if found is None or (mode == "change" and direction not in rises):
            return None
        return found


def load_catalogue(files: RuleFiles, units: Collection[str] | None = None) -> Catalogue:
    """Reads the kinds ``indicators`` and ``indicators/spelling``.

    A phrase that two indicators claim for the same mode and unit is a problem naming both, and so
    is a unit that is not among ``units``, where they are given.
    """
    words = files.entries("indicators/spelling", PhraseWords)
    entries = files.entries("indicators", IndicatorEntry)
    catalogue = Catalogue(entries, Spelling(words))
    for indicator_id, entry in files.in_order("indicators", IndicatorEntry):
        for unit in (entry.unit, *entry.other_units):
            if units is not None and unit not in units:
                hint = did_you_mean(unit, sorted(units)) or " Add it there."
                what = f"{unit!r} is not defined in {UNITS_FILE}.{hint}"
                files.report("indicators", indicator_id, what, key="unit")
        for taken in catalogue.claim(indicator_id):
            what = f"{taken}. Keep it in one of them."
            files.report("indicators", indicator_id, what, key="synonyms")
    return catalogue


def _phrases(entry: IndicatorEntry, spelling: Spelling) -> Iterator[tuple[str, Mode]]:
    """The phrases of an entry in the one spelling, with the modes in which they name it."""
    synonyms = [spelling.plain(phrase) for phrase in entry.synonyms]
    for mode in (entry.mode, *entry.other_modes):
        for phrase in synonyms:
            yield phrase, mode
    for mode, phrases in entry.named.items():
        for phrase in phrases:
            yield spelling.plain(phrase), mode
    if entry.direction and entry.unit == _PERCENT:
        for phrase, noun in product(synonyms, spelling.growth_nouns[entry.direction]):
            for mode in _NAMED_GROWTH_MODES:
                yield phrase + noun, mode


def _fold(phrase: str) -> str:
    """Full-width letters, digits and brackets become plain ones: 「ＰＭ２．５浓度」."""
    return unicodedata.normalize("NFKC", phrase).upper()


def _longest_first(words: dict[str, PhraseWords], kind: str) -> list[str]:
    listed = {word for entry in words.values() if entry.kind == kind for word in entry.words}
    return sorted(listed, key=lambda word: (-len(word), word))
