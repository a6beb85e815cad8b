"""Reads results: the numbers of what was reached, with the rules that read what is promised.

A result is a `Target` whose number has the role ``actual``. In a part that reports every open
number is one; in a plan those behind 去年 or 已, and the value that a goal starts from.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from metrics.made_once import made_once
from metrics.rules.phrase_groups import PhraseGroup
from metrics.rules.phrases import Phrases
from metrics.rules.surroundings import Decision
from metrics.targets.fate import NumberReading, PlanSentence
from metrics.targets.marks import CLAUSE_ENDS, SENTENCE_PARTS, behind_last
from metrics.targets.target import Target
from metrics.values import frozen, replace

Reads = Callable[[PlanSentence, Sequence[NumberReading]], Sequence[NumberReading]]
Results = dict[int, tuple[Target, ...]]

START = "ended"  # the rule of values that a change starts from
_TAKEN = Decision("target", "taken", "read as a target")
_MARKS = "、，,"
_AFTER = 40  # characters behind a value in which its rank or its goal may be named


@frozen
class SaidOfResult:
    """What a report says of a result beside its value."""

    estimate: bool
    rank: str | None
    basis: str | None
    claim: str | None


_NOTHING = SaidOfResult(estimate=False, rank=None, basis=None, claim=None)


@made_once
def _words_of_results(phrases: Phrases) -> PhraseGroup:
    return PhraseGroup(phrases, "basis_said", "rank_said", "goal_claimed", "estimated")


def results_of(sentence: PlanSentence, readings: Sequence[NumberReading], read: Reads) -> Results:
    """The results of a sentence by where their numbers begin; ``readings`` have roles only."""
    found: Results = {}
    if any(one.decision is None for one in readings):
        for reading in read(replace(sentence, cues=(), standing=None, looks_back=True), readings):
            if reading.targets:
                found[reading.mention.start] = tuple(
                    _without_basis(sentence.rules.phrases, one) for one in reading.targets
                )
                found |= starts_of(reading)
    return found


def _without_basis(phrases: Phrases, result: Target) -> Target:
    """A result whose name ends without the bracket that says on what basis it is."""
    name = phrases["basis_bracket"].sub("", result.indicator)
    return replace(result, indicator=name) if name and name != result.indicator else result


def reopened(
    first: Sequence[NumberReading], read: Sequence[NumberReading]
) -> tuple[NumberReading, ...]:
    """The numbers of a plan's sentence with those open again that were found to be results.

    Empty where none was.
    """
    if not any(map(_is_past, read)):
        return ()
    return tuple(
        replace(before, decision=None if _is_past(after) else after.decision or _TAKEN)
        for before, after in zip(first, read, strict=True)
    )


def _is_past(reading: NumberReading) -> bool:
    decision = reading.decision
    return decision is not None and decision.role == "actual" and not reading.is_baseline


def starts_of(reading: NumberReading) -> Results:
    """The value that a change starts from as a result of the same indicator: 由85%提高到90%."""
    if not reading.targets or not reading.baselines:
        return {}
    mention = reading.baselines[0]
    surface = mention.surface or reading.mention.surface
    mention = replace(mention, surface=surface)
    return {
        mention.start: tuple(
            replace(
                one,
                mention=mention,
                mode="level",
                direction=None,
                comparator="range" if mention.high is not None else "=",
                baseline=None,
                rule_id=START,
                total=None,
                deadline=None,
                deadline_text=None,
                commitment=None,
                averaged=False,
            )
            for one in reading.targets
        )
    }


def said_of(phrases: Phrases, text: str, start: int, end: int, result: Target) -> SaidOfResult:
    """What a sentence that begins at ``start`` says of a result, up to the next one at ``end``."""
    at, stop = result.mention.start, result.mention.tail_end
    if not _words_of_results(phrases).may_match(text, start, min(end, stop + _AFTER)):
        return _NOTHING
    clause = behind_last(CLAUSE_ENDS, text, start, at)
    part = behind_last(SENTENCE_PARTS, text, start, at)
    behind = _up_to_number(text, stop, min(end, stop + _AFTER))
    basis = phrases["basis_said"].search(text, clause, at)
    rank = _rank_of(phrases, text, stop, behind)
    claim = phrases["goal_claimed"].search(text, stop, behind)
    return SaidOfResult(
        estimate=phrases["estimated"].search(text, part, at) is not None,
        rank=rank,
        basis=basis.group() if basis else None,
        claim=claim.group() if claim else None,
    )


def _rank_of(phrases: Phrases, text: str, start: int, end: int) -> str | None:
    """The rank of a value: in its own words, or right behind the next mark.

    「增长53.1%，唐山港稳居世界第二」 tells the rank of another thing.
    """
    stop = min((at for mark in _MARKS if (at := text.find(mark, start, end)) >= 0), default=end)
    own = phrases["rank_said"].search(text, start, stop)
    if own is not None:
        return own.group()
    behind = phrases["rank_said"].search(text, stop + 1, end)
    if behind is None or not phrases["rank_opens"].fullmatch(text, stop, behind.start()):
        return None
    return behind.group()


def _up_to_number(text: str, start: int, end: int) -> int:
    """Where what is said behind a value ends: at the next sentence, or the next value's clause."""
    stop = min(
        (at for mark in SENTENCE_PARTS if (at := text.find(mark, start, end)) >= 0), default=end
    )
    return stop
