"""Which passages of a document look back, which plan and which do neither, decided together.

Everything that speaks for a half is weighed (`metrics.layout.evidence`), with the order in which
documents have their parts: a review or a chapter on where a plan starts, the plan, explanations.
The sequence of parts that all of it together speaks for is found by dynamic programming, in time
that grows with the number of passages.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

from metrics.layout.evidence import CHAPTER, CONTEXT, PLAN, REVIEW, Passage, passages
from metrics.layout.headings import HeadedLine
from metrics.layout.metadata import HEAD, Facts
from metrics.layout.spans import Kind
from metrics.rules.layout import SectionVocabulary

_KINDS: tuple[Kind, ...] = ("review", "plan", "context")
_NEVER = 60.0

# What a change of parts costs, in the units of the evidence, in a report and in another document.
_PLAN_NAMED = 0.5
_PLAN_AT_CHAPTER = {True: 6.0, False: 1.0}
_PLAN_AT_HEADING = {True: 8.0, False: 3.0}
_PLAN_ANYWHERE = {True: 8.0, False: 5.0}
_REVIEW_NAMED = {True: 3.0, False: 1.0}
_REVIEW_ANYWHERE = 9.0
_CONTEXT_NAMED = 1.0
_AFTER_CONTEXT = 5.0
_UNTOLD = 1.0  # to go on looking back in a chapter of a plan whose heading does not say so
_IN_FRONT = 0.3  # before its first chapter a plan may look back for a paragraph


@dataclass(frozen=True, slots=True)
class Parts:
    """Where the kind of a text changes, in order, and what leaves the changes in doubt."""

    changes: list[tuple[int, Kind]]
    doubt: str | None


def find_parts(
    text: str, lines: list[HeadedLine], end: int, facts: Facts, vocabulary: SectionVocabulary
) -> Parts:
    """The parts of a document; ``lines`` are all of it that is not blank, at least one."""
    is_report = looks_back(text, lines[0].start, end, facts, vocabulary)
    cut = list(passages(text, lines, end, facts, vocabulary))
    best = _best_sequence(cut, is_report)
    doubt = _doubt(cut, best, is_report)
    if is_report and PLAN not in best:  # a piece of one, or news of it: its own words decide
        best = _best_sequence(cut, is_report=False)
    changes: list[tuple[int, Kind]] = []
    for passage, part in zip(cut, best, strict=True):
        if not changes or changes[-1][1] != _KINDS[part]:
            changes.append((passage.start, _KINDS[part]))
    return Parts(changes, doubt)


def looks_back(
    text: str, start: int, end: int, facts: Facts, vocabulary: SectionVocabulary
) -> bool:
    """Whether a document is of a kind that reviews first: a report, not a plan."""
    patterns, title = vocabulary.patterns, facts.title or ""
    if patterns["report_title"].search(title):
        return True
    if patterns["report_sign"].search(text, start, min(end, start + HEAD)):
        return not patterns["plan_title"].search(title)
    return False


def _best_sequence(cut: list[Passage], is_report: bool) -> list[int]:
    """The part of each passage, so that signs and order together weigh most."""
    first = (0.0, -3.0, -_NEVER) if is_report else (-2.0, 0.0, -_NEVER)
    scores = [a + b for a, b in zip(first, cut[0].weights, strict=True)]
    choices: list[list[int]] = []
    for passage in cut[1:]:
        prices = _prices(passage, is_report)
        choice, raised = [], []
        for part in (REVIEW, PLAN, CONTEXT):
            reached = [score - price[part] for score, price in zip(scores, prices, strict=True)]
            best = reached.index(max(reached))
            choice.append(best)
            raised.append(reached[best] + passage.weights[part])
        choices.append(choice)
        scores = raised
    sequence = [scores.index(max(scores))]
    for choice in reversed(choices):
        sequence.append(choice[sequence[-1]])
    return sequence[::-1]


def _prices(passage: Passage, is_report: bool) -> tuple[tuple[float, float, float], ...]:
    """What it costs to pass from a part (row) to another (column) where a passage begins."""
    named, heading, stay = passage.named, passage.heading, 0.0
    if named == PLAN:
        to_plan = _PLAN_NAMED
    elif heading is None:
        to_plan = _PLAN_ANYWHERE[is_report]
    else:
        to_plan = (_PLAN_AT_CHAPTER if heading.level <= CHAPTER else _PLAN_AT_HEADING)[is_report]
    to_review = _REVIEW_NAMED[is_report] if named == REVIEW else _REVIEW_ANYWHERE
    if passage.is_front and not is_report:
        to_plan = to_review = _IN_FRONT
    to_context = _CONTEXT_NAMED if named == CONTEXT else _NEVER
    returns = named in (REVIEW, PLAN) and passage.is_line
    if heading is not None and heading.level > CHAPTER:
        returns = False  # explanations are numbered too
    after_context = _AFTER_CONTEXT if returns else _NEVER
    if passage.is_chapter and not is_report:
        to_plan, stay = 0.0, _UNTOLD
    return (
        (stay, to_plan, to_context),
        (to_review, 0.0, to_context),
        (after_context, after_context, 0.0),
    )


def _doubt(cut: list[Passage], parts: list[int], is_report: bool) -> str | None:
    """Why the halves of a document should be looked at."""
    if is_report and PLAN not in parts:
        return "has no heading and no sentence that opens its plan."
    for (_, before), (passage, after) in pairwise(zip(cut, parts, strict=True)):
        unnamed = passage.named is None and (passage.heading is None or is_report)
        unnamed = unnamed and (is_report or not passage.is_front)
        if (before, after) == (REVIEW, PLAN) and unnamed:
            return "has nothing that names where its plan begins; look at its first targets."
    return None
