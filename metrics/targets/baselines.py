"""Where values start from, which stands in the clause of the goal: 由85%提高到95%."""

from __future__ import annotations

from metrics.quantities.scanner import Mention
from metrics.targets.clauses import Clause
from metrics.targets.fate import PlanSentence

_PER_REACH = 12  # characters before a baseline in which what it is per stands


def subject_before(sentence: PlanSentence, clause: Clause, baselines: tuple[Mention, ...]) -> str:
    """The noun phrase of a clause, without where its value starts."""
    starts = [one.start for one in baselines if one.start >= clause.subject_at]
    if not starts:
        return clause.subject
    text, phrases = sentence.text, sentence.rules.phrases
    match = phrases["baseline"].search(text, clause.subject_at, starts[0])
    if match is None:
        return clause.subject
    named = phrases["per"].sub("", text[clause.subject_at : match.start()])
    return phrases.trimmed(named.strip("，, "))


def baseline_per(sentence: PlanSentence, baselines: tuple[Mention, ...]) -> str | None:
    """Of what the baseline says it is: 由每人每年420元提高到450元."""
    if not baselines:
        return None
    at = max(sentence.start, baselines[0].start - _PER_REACH)
    per = sentence.rules.phrases["per"].search(sentence.text, at, baselines[0].start)
    return per.group() if per else None


def baseline_value(mention: Mention, baselines: tuple[Mention, ...]) -> float | None:
    """The baseline in the printed unit, unless it is of another one."""
    baseline = baselines[0] if baselines else None
    if baseline is None or baseline.low is None:
        return None
    own, other = mention.surface, baseline.surface
    if other is not None and own is not None and other.unit != own.unit:
        return None
    return float(baseline.low)
