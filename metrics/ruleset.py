"""The rules of one run: every rule file read, checked and compiled once."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from pathlib import Path

import polars as pl

from metrics.benchmarks import load_benchmarks
from metrics.catalogue import Catalogue, load_catalogue
from metrics.clauses import ClauseReader, Phrases, load_phrases
from metrics.cues import CueFinder, load_cues
from metrics.errors import RuleError
from metrics.grammar import Grammar, load_grammar
from metrics.mentions import MentionScanner
from metrics.paths import builtin_rules
from metrics.roles import RoleFinder, load_roles
from metrics.sections import SectionVocabulary, load_sections
from metrics.units import Units, load_units
from metrics.words import load_words


@dataclass(frozen=True, repr=False)
class RuleSet:
    """Everything that the engine knows, ready to use; ``digest`` names its exact content."""

    root: Path
    digest: str
    units: Units
    scanner: MentionScanner
    roles: RoleFinder
    cues: CueFinder
    clauses: ClauseReader
    grammar: Grammar
    phrases: Phrases
    catalogue: Catalogue
    sections: SectionVocabulary
    benchmarks: pl.DataFrame

    def __repr__(self) -> str:
        return f"RuleSet(root={str(self.root)!r}, digest={self.digest!r})"


def load_rules(root: Path | None = None) -> RuleSet:
    """The rules of a folder, by default the built-in ones.

    Raises:
        RuleError: with every problem of every file, when there is any.
    """
    folder = builtin_rules() if root is None else root
    problems: list[str] = []
    if not folder.is_dir():
        raise RuleError([f"{folder}: is no folder of rules."])
    lexicon = load_words(folder, problems)
    units = load_units(folder, problems)
    phrases = load_phrases(folder, problems)
    if problems:
        raise RuleError(problems)
    roles = load_roles(folder, problems)
    cues = load_cues(folder, problems)
    grammar = load_grammar(folder, lexicon, problems)
    catalogue = load_catalogue(folder, problems)
    sections = load_sections(folder, problems)
    benchmarks = load_benchmarks(folder, problems)
    if problems:
        raise RuleError(problems)
    return RuleSet(
        root=folder,
        digest=rules_digest(folder),
        units=units,
        scanner=MentionScanner(units, lexicon),
        roles=roles,
        cues=cues,
        clauses=ClauseReader(lexicon, phrases),
        grammar=grammar,
        phrases=phrases,
        catalogue=catalogue,
        sections=sections,
        benchmarks=benchmarks,
    )


def rules_digest(folder: Path) -> str:
    """A digest of all rule files of a folder, independent of the order they are listed in."""
    digest = hashlib.sha256()
    for path in sorted(folder.rglob("*")):
        if path.suffix in (".csv", ".toml", ".txt"):
            digest.update(path.relative_to(folder).as_posix().encode())
            digest.update(b"\0" + path.read_bytes() + b"\0")
    return digest.hexdigest()[:16]
