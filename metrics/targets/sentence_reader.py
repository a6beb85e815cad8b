"""Decides every number of one sentence: its role and, for a target, the facts of its rows.

A sentence of a plan is read in passes, each over all of its numbers; what one pass has found the
next ones build on.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from metrics.quantities.scanner import Mention
from metrics.rules.cues import Cue
from metrics.rules.regions import Region
from metrics.rules.ruleset import RuleSet
from metrics.rules.surroundings import Decision
from metrics.targets.awards import has_settled_award, with_awards
from metrics.targets.clause_meanings import NO_CLAUSE, in_word, is_open, with_clauses
from metrics.targets.cue_scope import with_cues
from metrics.targets.doubts import with_doubts
from metrics.targets.fate import Fate, NumberReading, PlanSentence
from metrics.targets.finished_names import with_finished_names
from metrics.targets.indicator_names import with_names
from metrics.targets.modes import with_targets
from metrics.targets.owners import with_owners
from metrics.targets.qualifiers import with_qualifiers
from metrics.targets.results import Results, reopened, results_of, starts_of
from metrics.targets.shared_scopes import with_shared_scopes
from metrics.text.numerals import holds
from metrics.values import replace

Pass = Callable[[PlanSentence, Sequence[NumberReading]], tuple[NumberReading, ...]]
Needs = Callable[[NumberReading], bool]


def _has_meaning(reading: NumberReading) -> bool:
    return reading.meaning is not None


def _is_named(reading: NumberReading) -> bool:
    return reading.named is not None


def _is_made(reading: NumberReading) -> bool:
    return bool(reading.targets) or reading.award is not None


PASSES: tuple[tuple[str, Pass, Needs | None], ...] = (
    ("awards", with_awards, None),  # before clauses: what tells who gets one is no target
    ("clauses", with_clauses, None),
    ("names", with_names, _has_meaning),  # of all numbers: a list lends its words both ways
    ("targets", with_targets, _is_named),
    ("owners", with_owners, _is_made),  # before names are finished, theirs too
    ("finished names", with_finished_names, _is_made),
    ("shared scopes", with_shared_scopes, _is_made),  # of names as they stand in the tables
    ("cues", with_cues, _is_made),  # a bracketed deadline holds for the targets before it
    ("qualifiers", with_qualifiers, _is_made),
    ("doubts", with_doubts, _is_made),
)
"""What is found of the numbers of a plan's sentence, in this order, once their roles are known;
each pass is for sentences that hold a number as the last part says: most hold none."""

_ARTICLES = {"level": "a level", "change": "a change", "output": "an output"}
_FIRST_YEAR, _LAST_YEAR = 1900, 2100
_NO_VALUE = Decision("unexplained", "no_value", "no number, or one that no table can hold")
_MOST_NUMBERS = 100  # of a sentence; the longest list of goals found in reports has 36
_SHORT = 20  # characters of a sentence, a cell, a line, that may stand in its document many times
_MOST_KNOWN = 4096  # short sentences that are remembered
_AROUND = 64  # characters around a short sentence that may tell what its numbers are
_RUN = Decision("context", "number_run", "one of a long run of numbers, not a sentence")
_CALENDAR_YEAR = Decision("date", "year_by_value", "a year of the calendar")
_OUTSIDE = {
    "review": Decision("actual", "review_part", "stands in the part that reports results"),
    "contents": Decision("context", "table_of_contents", "stands in a table of contents"),
}
_PLAIN_CONTEXT = Decision("context", "outside_the_plan", "stands outside the plan itself")


class SentenceReader:
    """Reads sentences of a document with one set of rules; ``region`` is whose it is."""

    def __init__(self, rules: RuleSet, region: Region | None = None) -> None:
        self._rules = rules
        self._region = region
        self._known: dict[tuple[object, ...], tuple[Decision, ...]] = {}  # of short sentences

    def read(
        self,
        text: str,
        start: int,
        end: int,
        kind: str,
        mentions: list[Mention],
        year: int | None,
        standing: Cue | None = None,
    ) -> list[Fate]:
        """The fates of the mentions of ``text[start:end]``, which stands in a part of ``kind``.

        ``standing`` is the later year that governs it, where one does.
        """
        if len(mentions) > _MOST_NUMBERS:
            return [Fate(mention, _RUN) for mention in mentions]
        sentence = PlanSentence(self._rules, text, start, end, (), standing, region=self._region)
        if end - start > _SHORT:
            return self._read(sentence, kind, mentions, year)
        around = text[max(0, start - _AROUND) : end + _AROUND]
        # Offsets from the sentence on; the years that govern it matter to targets alone.
        key = (around, end - start, kind, year, *(_from(one, start) for one in mentions))
        decisions = self._known.get(key)
        if decisions is not None:
            return [Fate(*one) for one in zip(mentions, decisions, strict=True)]
        fates = self._read(sentence, kind, mentions, year)
        if not any(one.targets or one.results or one.clause for one in fates):
            if len(self._known) >= _MOST_KNOWN:
                self._known.clear()
            self._known[key] = tuple(one.decision for one in fates)
        return fates

    def _read(
        self, sentence: PlanSentence, kind: str, mentions: list[Mention], year: int | None
    ) -> list[Fate]:
        text, start, end = sentence.text, sentence.start, sentence.end
        readings = self._with_roles(text, start, end, mentions)
        if kind == "plan" and (
            any(is_open(one.decision) for one in readings) or has_settled_award(sentence, readings)
        ):
            cues = tuple(self._rules.cues.find(text, start, end, year))
            sentence = replace(sentence, cues=cues)
            read = _passed(sentence, readings)
            found = [_settled(one) for one in read]
            again = reopened(readings, read)
            results = results_of(sentence, again, _passed) if again else {}
            for one in read:
                results |= starts_of(one)
            return _with_results(found, results)
        rest = _OUTSIDE.get(kind, _PLAIN_CONTEXT)
        found = [
            Fate(one.mention, one.decision or in_word(text, one.mention) or rest)
            for one in readings
        ]
        if kind != "review":
            return found
        return _with_results(found, results_of(sentence, readings, _passed))

    def _with_roles(
        self, text: str, start: int, end: int, mentions: list[Mention]
    ) -> tuple[NumberReading, ...]:
        """What the words right around each number say of its role."""
        numbers = ((mention.start, mention.number_end) for mention in mentions)
        found = self._rules.roles.decide(text, numbers, start, end)
        decisions = [_decided(text, *one) for one in zip(mentions, found, strict=True)]
        return tuple(
            NumberReading(
                mention, decision, is_baseline=decision is not None and decision.role == "actual"
            )
            for mention, decision in zip(mentions, decisions, strict=True)
        )


def _passed(sentence: PlanSentence, readings: Sequence[NumberReading]) -> tuple[NumberReading, ...]:
    """The numbers after all passes."""
    for _, find, needs in PASSES:
        if needs is None or any(map(needs, readings)):
            readings = find(sentence, readings)
    return tuple(readings)


def _from(mention: Mention, start: int) -> tuple[object, ...]:
    """A number by what it says and where it stands, from ``start`` on."""
    places = mention.start - start, mention.end - start, mention.number_end - start
    return (*places, mention.low, mention.high, mention.surface, mention.per)


def _with_results(fates: list[Fate], results: Results) -> list[Fate]:
    """The fates with what those of results report."""
    if not results:
        return fates
    return [
        replace(fate, results=results.get(fate.mention.start, ()))
        if fate.decision.role == "actual"
        else fate
        for fate in fates
    ]


def _decided(text: str, mention: Mention, decision: Decision | None) -> Decision | None:
    """What the words around a number say, or its value alone does."""
    low, high = mention.low, mention.high
    if low is None or not holds(low) or (high is not None and not holds(high)):
        if decision is None or decision.weak:
            return in_word(text, mention) or _NO_VALUE
        return decision
    return _CALENDAR_YEAR if decision is None and _is_calendar_year(mention) else decision


def _is_calendar_year(mention: Mention) -> bool:
    """Whether a number of years can only be a year of the calendar: 2 0 0 5年 in spaced text."""
    return (
        mention.surface is not None
        and mention.surface.unit == "year"
        and mention.low is not None
        and _FIRST_YEAR <= mention.low <= _LAST_YEAR
    )


def _settled(reading: NumberReading) -> Fate:
    """The fate of a number after all passes."""
    if reading.targets:
        target = reading.targets[0]
        rule_id = target.rule_id
        mode = reading.meaning.mode if reading.meaning else target.mode
        reason = f"{_ARTICLES[mode]} that the plan commits to"
        decision = Decision("target", rule_id, reason)
        return Fate(reading.mention, decision, reading.targets, reading.clause)
    return Fate(reading.mention, reading.decision or NO_CLAUSE, (), reading.clause)
