"""Counts that only tell where, or of how many, another number of their sentence is told.

「在8个县|建设基地6万亩」, 「31个|断面水质优良率|达100%」.
"""

from __future__ import annotations

from collections.abc import Sequence

from metrics.quantities.scanner import Mention
from metrics.rules.surroundings import Decision
from metrics.targets.clauses import Clause
from metrics.targets.fate import PlanSentence

PLACES = Decision("context", "places_of_goal", "the places of a goal that has its own number")
MEASURED = Decision("context", "measured_of_many", "how many things one quantity is measured over")
_PART_MARKS = "，,、。；;：:（("


def attends(sentence: PlanSentence, clause: Clause, later: Sequence[Mention]) -> Decision | None:
    """Why the count of ``clause`` is no goal of its own, if ``later`` or what follows has one."""
    if _tells_where(sentence, clause, later):
        return PLACES
    return MEASURED if _tells_of_whom(sentence, clause) else None


def _tells_where(sentence: PlanSentence, clause: Clause, later: Sequence[Mention]) -> bool:
    """Whether a number counts the places of another one's goal: 在8个县|建设基地6万亩."""
    if not clause.places or not later:
        return False
    between = sentence.text[clause.right_end : later[0].start]
    return len(between) > 1 and not any(mark in between for mark in _PART_MARKS)


def _tells_of_whom(sentence: PlanSentence, clause: Clause) -> bool:
    """Whether a number counts those of which a quantity is told: 31个|断面水质优良率|达100%."""
    if clause.mention.dimension != "count" or not clause.object or clause.subject:
        return False
    phrases, at = sentence.rules.phrases, clause.right_end
    is_measured = phrases["measured_so"].match(sentence.text, at, sentence.end) is not None
    return is_measured and phrases["measured_of_many"].search(clause.object) is not None
