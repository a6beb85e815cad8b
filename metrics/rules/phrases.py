"""The phrase patterns of the rules: what cuts noun phrases, and what tells kinds of them apart."""

from __future__ import annotations

from dataclasses import dataclass

from metrics.rules.examples import Counter, PhraseExample
from metrics.rules.patterns import CompiledPattern, PatternCompiler
from metrics.rules.rulefiles import Entry, RuleFiles

_REQUIRED = (
    "rate_noun", "growth_noun", "stock_noun", "per", "trim_left", "trim_right", "of_which",
    "respectively", "attributive", "ordinal_prefix", "issuer_prefix", "responsible", "baseline",
    "joint", "relative", "examples", "note_mark", "yardstick",
    "index_noun", "inside_clause", "flow_noun", "each", "task_tail", "continues", "named_activity",
    "shared_ending", "shared_share", "whole_name", "lists", "large", "per_unit",
    "bare_verb", "examples_end", "new_thing", "share_of", "fulfilled", "investment", "inner_verb",
    "pair_listed", "works_done", "sum_word", "accomplished", "teaching", "each_verb",
    "telling_verb", "crop_area", "crop_yield", "generic_noun", "yearly_flow", "topic", "bare_flow",
    "grade", "list_mark", "frequency", "each_body", "predicate", "narrowing_word",
    "time_plan", "time_years", "time_ago", "time_ahead", "time_year", "time_last",
    "time_this", "time_each", "time_average", "time_since", "time_until", "time_now", "stretches",
    "award_noun", "award_behind", "award_verb", "award_amount", "award_limit", "award_to",
    "closing_mark", "no_scope", "bettered_subject", "described",
    "line_head", "opens_goals", "goals_heading", "dash_item",
    "binding", "five_year_plan", "estimated", "rank_said", "basis_said", "goal_claimed",
    "all_alike", "basis_bracket",
)  # fmt: skip


class PhraseEntry(Entry):
    """One pattern that cuts or classifies noun phrases."""

    doc: str
    """What the pattern cuts or tells, with a real phrase in 「」."""
    pattern: str
    """A regular expression of the `regex` package; $name stands for the words of a list."""
    parts: tuple[str, ...] = ()
    """Of a word for several things: the names of each."""
    example: tuple[PhraseExample, ...] = ()
    """Phrases that the pattern finds, with what it finds where that matters."""
    counter: tuple[Counter, ...] = ()
    """Phrases in which it finds nothing, and why."""


@dataclass(frozen=True)
class Phrases:
    """The phrase patterns by id, and the names of each that a word for several stands for."""

    patterns: dict[str, CompiledPattern]
    parts: dict[str, tuple[str, ...]]

    def __getitem__(self, name: str) -> CompiledPattern:
        return self.patterns[name]

    def trimmed(self, phrase: str) -> str:
        """``phrase`` without what no name begins or ends with."""
        if not phrase:  # of most numbers: dates, ordinals, one number right after the other
            return ""
        phrase = self["note_mark"].sub("", phrase)
        phrase = self["trim_left"].sub("", phrase)
        phrase = self["trim_right"].sub("", phrase)
        phrase = self["issuer_prefix"].sub("", phrase)
        return self["ordinal_prefix"].sub("", phrase)

    def noun_letter(self, name: str) -> str:
        """The letter of a name in the shape of its clause: a growth, a rate, a stock or a thing."""
        if self["growth_noun"].search(name):
            return "g"
        if self["rate_noun"].search(name):
            return "r"
        is_stock = self["stock_noun"].search(name)
        return "n" if is_stock and not self["flow_noun"].search(name) else "s"

    def apart(self, name: str) -> list[str]:
        """The names of each where ``name`` holds a word for several, else nothing."""
        for several, parts in self.parts.items():
            if self[several].search(name):
                return [self[several].sub(part, name, count=1) for part in parts]
        return []


def load_phrases(files: RuleFiles, compiler: PatternCompiler) -> Phrases:
    """Reads the kind ``clauses``; the patterns that the engine asks for must all be there."""
    entries = files.entries("clauses", PhraseEntry)
    for name in _REQUIRED:
        if name not in entries:
            files.lack("clauses", name, "The engine asks for it; the built-in rules have it.")
    compiled = {
        name: compiler.compile("clauses", name, entry.pattern) for name, entry in entries.items()
    }
    return Phrases(
        {name: pattern for name, pattern in compiled.items() if pattern is not None},
        {name: entry.parts for name, entry in entries.items() if entry.parts},
    )
