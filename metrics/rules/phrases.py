"""The phrase patterns of the rules: what cuts noun phrases, and what tells kinds of them apart."""

from __future__ import annotations

from collections.abc import Callable
from functools import cached_property, lru_cache
from typing import Any, get_args

from metrics.rules.asked import PhraseName, report_missing, report_unasked
from metrics.rules.examples import Counter, PhraseExample
from metrics.rules.patterns import CompiledPattern, PatternCompiler
from metrics.rules.rulefiles import Entry, RuleFiles, joined
from metrics.values import frozen


class PhraseEntry(Entry):
    """One pattern that cuts or classifies noun phrases."""

    doc: str
    """What the pattern cuts or tells, with a real phrase in 「」."""
    pattern: str | tuple[str, ...]
    """A regular expression of the `regex` package, or several of which any one may match; $name
    stands for the words of a list."""
    parts: tuple[str, ...] = ()
    """Of a word for several things: the names of each. Such a pattern may have any id."""
    example: tuple[PhraseExample, ...] = ()
    """Phrases that the pattern finds, with what it finds where that matters."""
    counter: tuple[Counter, ...] = ()
    """Phrases in which it finds nothing, and why."""


_MOST = 8192  # phrases that are remembered; reports repeat theirs


@frozen
class _Known:
    """What was asked of phrases before."""

    trimmed: Callable[[str], str]
    noun_letter: Callable[[str], str]


class Phrases(dict[PhraseName, CompiledPattern]):
    """The phrase patterns by id, and the names of each that a word for several stands for.

    A number asks for forty patterns, so they are items of the object itself.
    """

    def __init__(
        self, patterns: dict[str, CompiledPattern], parts: dict[str, tuple[str, ...]]
    ) -> None:
        super().__init__(
            (name, patterns[name]) for name in get_args(PhraseName) if name in patterns
        )
        self.patterns, self.parts = patterns, parts

    __hash__ = object.__hash__  # type: ignore[assignment]  # readers are made once for it
    __eq__ = object.__eq__

    def trimmed(self, phrase: str) -> str:
        """``phrase`` without what no name begins or ends with."""
        if not phrase:  # of most numbers: dates, ordinals, one number right after the other
            return ""
        return self._known.trimmed(phrase)

    def noun_letter(self, name: str) -> str:
        """The letter of a name in the shape of its clause: a growth, a rate, a stock or a thing."""
        return self._known.noun_letter(name)

    @cached_property
    def _known(self) -> _Known:
        return _Known(lru_cache(_MOST)(self._trimmed), lru_cache(_MOST)(self._noun_letter))

    def __getstate__(self) -> dict[str, Any]:
        return {name: value for name, value in vars(self).items() if name != "_known"}

    def _trimmed(self, phrase: str) -> str:
        phrase = self["note_mark"].sub("", phrase)
        phrase = self["trim_left"].sub("", phrase)
        phrase = self["trim_right"].sub("", phrase)
        phrase = self["issuer_prefix"].sub("", phrase)
        return self["ordinal_prefix"].sub("", phrase)

    def _noun_letter(self, name: str) -> str:
        if self["growth_noun"].search(name):
            return "g"
        if self["rate_noun"].search(name):
            return "r"
        is_stock = self["stock_noun"].search(name)
        return "n" if is_stock and not self["flow_noun"].search(name) else "s"

    def apart(self, name: str) -> list[str]:
        """The names of each where ``name`` holds a word for several, else nothing."""
        for several, parts in self.parts.items():
            if self.patterns[several].search(name):
                return [self.patterns[several].sub(part, name, count=1) for part in parts]
        return []


def load_phrases(files: RuleFiles, compiler: PatternCompiler) -> Phrases:
    """Reads the kind ``clauses``; the patterns that the engine asks for must all be there."""
    entries = files.entries("clauses", PhraseEntry)
    report_missing(files, "clauses", PhraseName)
    for name, entry in entries.items():
        if not entry.parts:
            report_unasked(files, "clauses", name, PhraseName)
    compiled = {
        name: compiler.compile("clauses", name, joined(entry.pattern))
        for name, entry in entries.items()
    }
    return Phrases(
        {name: pattern for name, pattern in compiled.items() if pattern is not None},
        {name: entry.parts for name, entry in entries.items() if entry.parts},
    )
