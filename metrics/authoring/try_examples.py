"""Tries every example and counter-example of a set of rules: ``rules test``."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from metrics.extraction.explain import explain
from metrics.quantities.scanner import scanner_of
from metrics.rules.cues import CueEntry
from metrics.rules.examples import CueExample, RowExample
from metrics.rules.layout import SectionEntry
from metrics.rules.phrases import PhraseEntry
from metrics.rules.roles import SurroundingRule
from metrics.rules.rulefiles import Entry
from metrics.rules.ruleset import KINDS, RuleSet
from metrics.rules.targets import TargetRule
from metrics.targets.fate import Fate
from metrics.targets.sentence_reader import SentenceReader

PLAN_YEAR = 2024  # the year of the plan that examples are read in
_UNASKED = ("doubt",)  # what examples do not state of a row
_BY_ID_ONLY = "only the order of their ids decides between {} and {}: narrow one of them"


@dataclass(frozen=True, slots=True)
class Case:
    """One example (or counter-example) of a rule, and what is wrong with it, if anything."""

    kind: str
    rule_id: str
    number: int
    is_counter: bool
    text: str
    failure: str | None

    @property
    def name(self) -> str:
        """Such as ``ordinal[1]`` or ``ordinal.counter[1]``."""
        return f"{self.rule_id}{'.counter' if self.is_counter else ''}[{self.number}]"


def try_examples(
    rules: RuleSet, kinds: Iterable[str] = tuple(KINDS), only: str | None = None
) -> Iterator[Case]:
    """Every example and counter-example of the rules, tried; in the order of kinds and ids.

    With ``only``, those of the rules of this id.
    """
    trial = _Trial(rules)
    for kind in kinds:
        for rule_id, entry in rules.files.entries(kind, KINDS[kind]).items():
            if only not in (None, rule_id):
                continue
            for is_counter in (False, True):
                yield from trial.cases(kind, rule_id, entry, is_counter)


class _Trial:
    """Tries the examples of one set of rules."""

    def __init__(self, rules: RuleSet) -> None:
        self._rules = rules
        self._reader = SentenceReader(rules)

    def cases(self, kind: str, rule_id: str, entry: Entry, is_counter: bool) -> Iterator[Case]:
        tried = self._counters(rule_id, entry) if is_counter else self._examples(rule_id, entry)
        for number, (text, failure) in enumerate(tried, 1):
            yield Case(kind, rule_id, number, is_counter, text, failure)

    def _examples(self, rule_id: str, entry: Entry) -> Iterator[tuple[str, str | None]]:
        if isinstance(entry, SurroundingRule):
            for phrase in entry.example:
                found, number = self._decision(phrase.text, phrase.start, phrase.number)
                yield phrase.text, _differs(found, rule_id) or self._ambiguity(phrase.text, number)
        elif isinstance(entry, CueEntry):
            for cue in entry.example:
                yield cue.text, self._cue_failure(rule_id, cue)
        elif isinstance(entry, PhraseEntry | SectionEntry):
            for one in entry.example:
                match = self._match(rule_id, entry, one.text)
                if match is None:
                    yield one.text, "the pattern does not find it"
                elif one.found not in (None, match):
                    yield one.text, f"the pattern finds {match!r}, not {one.found!r}"
                else:
                    yield one.text, None
        else:
            wanted = rule_id if isinstance(entry, TargetRule) else None
            for row in getattr(entry, "example", ()):
                yield row.text, self._row_failure(row, wanted)

    def _counters(self, rule_id: str, entry: Entry) -> Iterator[tuple[str, str | None]]:
        if isinstance(entry, SurroundingRule):
            for counter in entry.counter:
                for phrase in counter.numbers:
                    found, _ = self._decision(phrase.text, phrase.start, phrase.number)
                    yield phrase.text, _claims(found == rule_id, counter.why)
            return
        for counter in getattr(entry, "counter", ()):
            for text in counter.texts:
                if isinstance(entry, CueEntry):
                    cues = self._rules.cues.find(text, 0, len(text), PLAN_YEAR)
                    claimed = rule_id in [cue.rule_id for cue in cues]
                elif isinstance(entry, PhraseEntry | SectionEntry):
                    claimed = self._match(rule_id, entry, text) is not None
                else:
                    claimed = explain(text, self._rules).fates[0]["rule_id"] == rule_id
                yield text, _claims(claimed, counter.why)

    def _fates(self, text: str) -> list[Fate]:
        mentions = scanner_of(self._rules).scan(text)
        return self._reader.read(text, 0, len(text), "plan", mentions, PLAN_YEAR)

    def _decision(self, text: str, start: int, number: str) -> tuple[str, Fate | None]:
        """The rule that decides the marked number, or what is wrong with the mark."""
        for fate in self._fates(text):
            mention = fate.mention
            quote = text[mention.start : mention.end]
            is_it = quote.startswith(number) or number.startswith(quote)
            if is_it and mention.start <= start < mention.end:
                return fate.decision.rule_id, fate
        return f"no number {number}", None

    def _ambiguity(self, text: str, fate: Fate | None) -> str | None:
        """Whether nothing but the order of ids decides between two rules of different effect."""
        if fate is None:
            return None
        found = self._rules.roles.candidates(text, fate.mention.number_end, len(text))
        if len(found) < 2:
            return None
        (first, pattern), (second, other) = found[0], found[1]
        same_rank = first.role == second.role and len(pattern) == len(other)
        if same_rank and first.rule_id != second.rule_id and first.weak != second.weak:
            return _BY_ID_ONLY.format(first.rule_id, second.rule_id)
        return None

    def _cue_failure(self, rule_id: str, example: CueExample) -> str | None:
        text = example.text
        cues = self._rules.cues.find(text, 0, len(text), PLAN_YEAR)
        found = next((cue for cue in cues if cue.rule_id == rule_id), None)
        if found is None:
            names = ", ".join(cue.rule_id for cue in cues) or "no cue"
            return f"found {names}, not {rule_id}"
        if example.due not in (None, found.due):
            return f"due {found.due}, not {example.due}"
        if example.found not in (None, found.text):
            return f"found {found.text!r}, not {example.found!r}"
        for name in self._rules.cues.rivals(text, found, PLAN_YEAR):
            return _BY_ID_ONLY.format(rule_id, name)
        return None

    def _match(self, rule_id: str, entry: PhraseEntry | SectionEntry, text: str) -> str | None:
        if isinstance(entry, PhraseEntry):
            found = self._rules.phrases.patterns[rule_id].search(text)
        elif entry.level is not None:
            found = self._rules.sections.headings_by_id[rule_id].match(text)
        else:
            found = self._rules.sections.all()[rule_id].search(text)
        return found.group() if found else None

    def _row_failure(self, example: RowExample, rule_id: str | None) -> str | None:
        explained = explain(example.text, self._rules).fates
        fates = [fate for fate in explained if example.quote in (None, fate["quote"])]
        if not fates:
            return f"no number {example.quote or ''}".rstrip()
        fate = fates[0]
        if rule_id is not None and fate["rule_id"] != rule_id:
            return _differs(fate["rule_id"], rule_id)
        if not fate["targets"]:
            return f"is {fate['role']} by {fate['rule_id']}, no target"
        said = fate["targets"][0].items()
        row = {key: value for key, value in said if value is not None and key not in _UNASKED}
        wrong = {key for key in row | example.expect if row.get(key) != example.expect.get(key)}
        if wrong:
            facts = (f"{key} is {row.get(key)!r}" for key in sorted(wrong))
            return "; ".join(f"{fact}, not {_said(example, fact)}" for fact in facts)
        return self._clause_ambiguity(example)

    def _clause_ambiguity(self, example: RowExample) -> str | None:
        for fate in self._fates(example.text):
            quote = example.text[fate.mention.start : fate.mention.end]
            if fate.clause is None or not fate.targets or example.quote not in (None, quote):
                continue
            found = self._rules.grammar.candidates(fate.clause.shape)
            if len(found) > 1 and found[0][1] == found[1][1]:
                one, other = found[0][0], found[1][0]
                if (one.mode, one.direction, one.indicator) != (
                    other.mode, other.direction, other.indicator,
                ):  # fmt: skip
                    return _BY_ID_ONLY.format(one.rule_id, other.rule_id)
        return None


def _said(example: RowExample, fact: str) -> str:
    return repr(example.expect.get(fact.partition(" ")[0]))


def _differs(found: str, wanted: str) -> str | None:
    return None if found == wanted else f"decided by {found}, not {wanted}"


def _claims(claimed: bool, why: str) -> str | None:
    return f"is claimed, but must not be: {why}" if claimed else None
