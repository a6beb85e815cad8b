"""The section patterns: what tells parts, titles, headings and facts of documents apart."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TypeAlias, get_args

from pydantic import Field

from metrics.rules.asked import SectionName, report_missing, report_unasked
from metrics.rules.examples import Counter, PhraseExample
from metrics.rules.patterns import CompiledPattern, PatternCompiler
from metrics.rules.places import REGIONS_FILE
from metrics.rules.regions import RegionKinds, RegionTable, load_regions
from metrics.rules.rulefiles import Entry, RuleFiles, joined
from metrics.rules.words import Lexicon

SectionPatterns: TypeAlias = Mapping[SectionName, CompiledPattern]


class SectionEntry(Entry):
    """A pattern that tells a part, a title, a heading or a fact of a document."""

    doc: str
    """What the pattern tells, with a real line or phrase in 「」."""
    pattern: str | tuple[str, ...]
    """A regular expression, or several; $name stands for the words of a list."""
    level: int | None = Field(default=None, ge=1)
    """Of a heading's number: its level, 1 for the highest. Such a pattern may have any id."""
    example: tuple[PhraseExample, ...] = ()
    """Lines or phrases that it finds."""
    counter: tuple[Counter, ...] = ()
    """Lines or phrases in which it finds nothing, and why."""


@dataclass(frozen=True)
class SectionVocabulary:
    """The section patterns, compiled.

    Attributes:
        patterns: Those that the engine asks for, by id.
        headings_by_id: Those of the numbers of headings, by id, from the highest level down.
    """

    patterns: SectionPatterns
    headings_by_id: dict[str, CompiledPattern]
    regions_file: Path
    region_kinds: RegionKinds

    @cached_property
    def regions(self) -> RegionTable:
        """The table of regions, read when the first document is."""
        return load_regions(self.regions_file, self.region_kinds)

    @property
    def headings(self) -> tuple[CompiledPattern, ...]:
        """The patterns of the numbers of headings, from the highest level down."""
        return tuple(self.headings_by_id.values())

    def all(self) -> dict[str, CompiledPattern]:
        """Every pattern by the id of its rule."""
        found = dict(self.headings_by_id)
        found.update((name, pattern) for name, pattern in self.patterns.items())
        return found


def load_sections(
    files: RuleFiles, lexicon: Lexicon, compiler: PatternCompiler
) -> SectionVocabulary:
    """Reads the kind ``layout``; the patterns that the engine asks for must all be there."""
    entries = files.entries("layout", SectionEntry)
    report_missing(files, "layout", SectionName)
    patterns = {}
    for name, entry in entries.items():
        if entry.level is None:
            report_unasked(files, "layout", name, SectionName)
        compiled = compiler.compile("layout", name, joined(entry.pattern))
        if compiled is not None:
            patterns[name] = compiled
    asked = {name: patterns[name] for name in get_args(SectionName) if name in patterns}
    levels = sorted((entries[name].level or 0, name) for name in patterns if name not in asked)
    tables = files.paths(REGIONS_FILE)
    if not tables:
        files.problems.append(f"{REGIONS_FILE}: no folder of rules has it. Add it.")
    return SectionVocabulary(
        patterns=asked,
        headings_by_id={name: patterns[name] for _, name in levels},
        regions_file=tables[-1][0] if tables else Path(),
        region_kinds=RegionKinds(
            lexicon.words_of("region_kinds_from_below"),
            frozenset(
                [(word, "province") for word in lexicon.asked("kinds_of_provinces")]
                + [(word, "prefecture") for word in lexicon.asked("kinds_of_prefectures")]
            ),
            frozenset(lexicon.asked("before_region_names")),
        ),
    )
