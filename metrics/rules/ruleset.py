"""The rules of one run: every rule file of every folder read, checked and compiled once."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache, cached_property, lru_cache
from pathlib import Path
from typing import Any

from metrics.errors import RuleError
from metrics.paths import builtin_rules
from metrics.rules.benchmarks import BenchmarkEntry, load_benchmarks
from metrics.rules.cache import keep_rules, kept_rules
from metrics.rules.cues import CueEntry, CueFinder, load_cues
from metrics.rules.indicators import (
    Catalogue,
    CatalogueEntry,
    IndicatorEntry,
    PhraseWords,
    load_catalogue,
)
from metrics.rules.layout import SectionEntry, SectionVocabulary, load_sections
from metrics.rules.patterns import CompiledPattern, PatternCompiler
from metrics.rules.phrases import PhraseEntry, Phrases, load_phrases
from metrics.rules.places import WORDS
from metrics.rules.roles import RoleFinder, SurroundingRule, load_roles
from metrics.rules.rulefiles import Entry, RuleFiles
from metrics.rules.targets import Grammar, TargetRule, load_grammar
from metrics.rules.units import CountedEntry, Surface, SurfaceEntry, Units, load_units
from metrics.rules.words import Lexicon, WordEntry, load_words


class AboutEntry(Entry):
    """What a folder of rules says of itself in ``about.toml``; the id is its name."""

    version: str
    """Counts up with each change that others should know of."""
    doc: str
    """What the rules are for."""


KINDS: dict[str, type[Entry]] = {
    "about": AboutEntry,
    "clauses": PhraseEntry,
    "cues": CueEntry,
    "indicators": IndicatorEntry,
    "indicators/benchmarks": BenchmarkEntry,
    "indicators/spelling": PhraseWords,
    "layout": SectionEntry,
    "quantities/classifiers": CountedEntry,
    "quantities/surfaces": SurfaceEntry,
    "roles": SurroundingRule,
    "targets": TargetRule,
    WORDS: WordEntry,
}
"""The kinds of rules by the file or folder they stand in, and what an entry may say."""


# What tells the indicator of a target: see `RuleSet.canonical`.
_Facts = tuple[str, str | None, Surface, str, str | None, bool]
_MOST = 8192  # targets whose indicators are remembered: each is asked for three times


@dataclass(frozen=True, repr=False, eq=False)
class RuleSet:
    """Everything that the engine knows, ready to use.

    Attributes:
        files: The entries as their files state them, and where each stands.
        digest: Names the exact content of all files.
        version: The names and versions of the folders, in order.
    """

    files: RuleFiles
    digest: str
    version: str
    lexicon: Lexicon
    units: Units
    roles: RoleFinder
    cues: CueFinder
    grammar: Grammar
    phrases: Phrases
    catalogue: Catalogue
    sections: SectionVocabulary
    benchmarks: tuple[BenchmarkEntry, ...]

    def patterns(self) -> Iterator[tuple[str, str, CompiledPattern]]:
        """Every compiled pattern with the kind and the id of its rule."""
        found: dict[str, Iterable[tuple[str, CompiledPattern]]] = {
            "roles": self.roles.patterns(),
            "cues": self.cues.patterns.items(),
            "targets": self.grammar.patterns(),
            "clauses": self.phrases.patterns.items(),
            "layout": self.sections.all().items(),
        }
        for kind, patterns in found.items():
            for rule_id, pattern in patterns:
                yield kind, rule_id, pattern

    @cached_property
    def canonical(self) -> Callable[[*_Facts], tuple[str, CatalogueEntry | None]]:
        """The unit of the tables and the indicator of the catalogue, if any, of a target's facts.

        The facts are its name, scope, printed unit, mode, direction and whether it is a part.
        """
        return lru_cache(_MOST)(self._canonical)

    def __getstate__(self) -> dict[str, Any]:
        return {name: value for name, value in vars(self).items() if name != "canonical"}

    def _canonical(
        self,
        indicator: str,
        scope: str | None,
        surface: Surface,
        mode: str,
        direction: str | None,
        breakdown: bool,
    ) -> tuple[str, CatalogueEntry | None]:
        thing = indicator
        if surface.refined_by:
            thing = self.phrases["works_done"].sub("", thing)  # 老旧小区改造 counts 小区
        unit = self.units.unit_of(surface, thing)
        entry = self.catalogue.identify(
            indicator,
            scope=scope,
            unit=unit,
            mode=mode,
            direction=direction,
            breakdown=breakdown,
        )
        return unit, entry

    def __repr__(self) -> str:
        return f"RuleSet(version={self.version!r}, digest={self.digest!r})"


def load_rules(*folders: str | Path, only: bool = False) -> RuleSet:
    """The built-in rules with those of ``folders`` over them, in order; with ``only``, just those.

    Raises:
        RuleError: with every problem of every file, when there is any.
    """
    if not folders and not only:
        return _builtin()
    return _loaded(folders, only=only)


@cache
def rules_of_process() -> RuleSet:
    """The built-in rules, read once in a process: for calls of the library that name none.

    Raises:
        RuleError: as `load_rules` does.
    """
    return load_rules()


def _builtin() -> RuleSet:
    folder = builtin_rules()
    digest = rules_digest(folder)
    kept = kept_rules(folder, digest)
    if isinstance(kept, RuleSet):
        return kept
    rules = _loaded((), only=False)
    rules.roles.prepare()  # for all runs to come
    keep_rules(folder, digest, rules)
    return rules


def _loaded(folders: Sequence[str | Path], *, only: bool) -> RuleSet:
    files, rules = read_rules([Path(folder) for folder in folders], only=only)
    if files.problems or rules is None:
        raise RuleError(files.problems)
    return rules


def read_rules(folders: Sequence[Path], *, only: bool = False) -> tuple[RuleFiles, RuleSet | None]:
    """The files of the folders with all their problems, and the rules when there are none."""
    layers = tuple(folders) if only else (builtin_rules(), *folders)
    files = RuleFiles(layers)
    files.problems += [
        f"{layer}: there is no such folder of rules." for layer in layers if not layer.is_dir()
    ]
    if files.problems or not layers:
        return files, None
    return files, build_rules(files)


def build_rules(files: RuleFiles) -> RuleSet | None:
    """The rules of ``files``, or None when one of them has a problem, which is then reported."""
    about = files.entries("about", AboutEntry)
    lexicon = load_words(files)
    compiler = PatternCompiler(files, lexicon)
    units = load_units(files)
    phrases = load_phrases(files, compiler)
    roles = load_roles(files, compiler)
    cues = load_cues(files, compiler)
    grammar = load_grammar(files, lexicon, compiler)
    catalogue = load_catalogue(files, units.names)
    sections = load_sections(files, lexicon, compiler)
    benchmarks = load_benchmarks(files)
    files.report_strangers()
    if files.problems:
        return None
    return RuleSet(
        files=files,
        digest=rules_digest(*files.folders),
        version=_version(files, about),
        lexicon=lexicon,
        units=units,
        roles=roles,
        cues=cues,
        grammar=grammar,
        phrases=phrases,
        catalogue=catalogue,
        sections=sections,
        benchmarks=benchmarks,
    )


def _version(files: RuleFiles, about: dict[str, AboutEntry]) -> str:
    """Names and versions of the folders in order; one that says nothing goes by its own name."""
    named = [folder.name for folder in files.folders]
    for name, entry in about.items():
        named[files.origin("about", name).layer] = f"{name} {entry.version}"
    return " + ".join(named)


def rules_digest(*folders: Path) -> str:
    """A digest of all rule files of the folders, independent of the order they are listed in."""
    digest = hashlib.sha256()
    for number, folder in enumerate(folders):
        for path in sorted(folder.rglob("*")):
            if path.suffix in (".csv", ".pint", ".toml") and path.is_file():
                name = path.relative_to(folder).as_posix()
                digest.update(f"{number}/{name}".encode() if number else name.encode())
                digest.update(b"\0" + path.read_bytes() + b"\0")
    return f"r{digest.hexdigest()[:16]}"  # no spreadsheet takes it for a number
