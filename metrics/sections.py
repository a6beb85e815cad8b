"""The section patterns: what tells parts, titles, headings and facts of documents apart."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Literal

import regex

from metrics.regions import RegionTable, load_regions
from metrics.rulefiles import Entry, Pattern, read_folder


class SectionEntry(Entry):
    """A pattern that tells a part, a title, a heading or a fact of a document."""

    doc: str
    part: str
    where: Literal["line", "sentence", "title", "text", "heading"]
    pattern: Pattern


@dataclass(frozen=True)
class SectionVocabulary:
    """The section patterns by id, compiled, and the heading patterns from the highest level."""

    patterns: dict[str, regex.Pattern[str]]
    headings: tuple[regex.Pattern[str], ...]
    parts: dict[str, str]
    root: Path

    @cached_property
    def regions(self) -> RegionTable:
        """The table of regions, read when the first document is."""
        return load_regions(self.root / "regions" / "regions.csv")


def load_sections(rules_root: Path, problems: list[str]) -> SectionVocabulary:
    """Reads every file of ``sections/``."""
    entries = read_folder(rules_root / "sections", SectionEntry, problems)
    levels = sorted(
        (entry.part, entry.pattern) for entry in entries.values() if entry.where == "heading"
    )
    return SectionVocabulary(
        patterns={name: regex.compile(entry.pattern) for name, entry in entries.items()},
        headings=tuple(regex.compile(pattern) for _, pattern in levels),
        parts={name: entry.part for name, entry in entries.items()},
        root=rules_root,
    )
