"""The section patterns: what tells parts, titles, headings and facts of documents apart."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Literal

from metrics.rules.examples import Counter, PhraseExample
from metrics.rules.patterns import CompiledPattern, PatternCompiler
from metrics.rules.places import REGIONS_FILE
from metrics.rules.regions import RegionTable, load_regions
from metrics.rules.rulefiles import Entry, RuleFiles


class SectionEntry(Entry):
    """A pattern that tells a part, a title, a heading or a fact of a document."""

    doc: str
    """What the pattern tells, with a real line or phrase in 「」."""
    part: str
    """The part, the level or the fact that it tells."""
    where: Literal["line", "sentence", "title", "text", "heading", "cell"]
    """What it is asked of."""
    pattern: str | tuple[str, ...]
    """A regular expression, or several; $name stands for the words of a list."""
    example: tuple[PhraseExample, ...] = ()
    """Lines or phrases that it finds."""
    counter: tuple[Counter, ...] = ()
    """Lines or phrases in which it finds nothing, and why."""

    @property
    def joined(self) -> str:
        """The pattern; of several any one may match."""
        return self.pattern if isinstance(self.pattern, str) else "|".join(self.pattern)


@dataclass(frozen=True)
class SectionVocabulary:
    """The section patterns by id, compiled, and the heading patterns from the highest level."""

    patterns: dict[str, CompiledPattern]
    headings: tuple[CompiledPattern, ...]
    parts: dict[str, str]
    regions_file: Path

    @cached_property
    def regions(self) -> RegionTable:
        """The table of regions, read when the first document is."""
        return load_regions(self.regions_file)


_REQUIRED = (
    "addressed_to_all", "aim_heading", "appendix", "background_heading", "contents_entry",
    "contents_line", "definition", "explained", "generic_title", "handed_out", "heading_in_line",
    "issuer_line", "issuer_name", "line_goes_on", "local_body", "national_body", "note_line",
    "notice_title", "page_end", "page_field", "past_sign", "period_line", "period_said",
    "plan_heading", "plan_ordinal", "plan_period", "plan_sign", "plan_title", "plan_wording",
    "plan_year_opens", "promise_heading", "region_label", "region_name", "region_spoken",
    "region_statement", "report_sign", "report_title", "review_heading", "review_paragraph",
    "signed", "speaks_of_itself", "table_actual", "table_measure", "table_name", "table_ordinal",
    "table_plan", "table_unit", "table_unit_note", "table_year", "title_line", "watermark",
    "year_of_plan", "year_of_review", "year_of_session", "year_of_title", "year_spoken_of",
    "years_long",
)  # fmt: skip


def load_sections(files: RuleFiles, compiler: PatternCompiler) -> SectionVocabulary:
    """Reads the kind ``layout``; the patterns that the engine asks for must all be there."""
    entries = files.entries("layout", SectionEntry)
    for name in _REQUIRED:
        if name not in entries:
            files.lack("layout", name, "The engine asks for it; the built-in rules have it.")
    patterns = {}
    for name, entry in entries.items():
        compiled = compiler.compile("layout", name, entry.joined)
        if compiled is not None:
            patterns[name] = compiled
    levels = sorted(
        (entry.part, name)
        for name, entry in entries.items()
        if entry.where == "heading" and name in patterns
    )
    tables = files.paths(REGIONS_FILE)
    if not tables:
        files.problems.append(f"{REGIONS_FILE}: no folder of rules has it. Add it.")
    return SectionVocabulary(
        patterns=patterns,
        headings=tuple(patterns[name] for _, name in levels),
        parts={name: entry.part for name, entry in entries.items()},
        regions_file=tables[-1][0] if tables else Path(),
    )
