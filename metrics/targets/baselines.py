"""Where values start from, which stands in the clause of the goal: 由85%提高到95%."""

from __future__ import annotations

from metrics.quantities.scanner import Mention
from metrics.targets.clauses import Clause
from metrics.targets.fate import PlanSentence
from metrics.targets.marks import behind_last

_MARKS = "，,。；;、"
_NEAR = 4  # characters between a baseline and the clause of what it comes to: 左右，
_PER_REACH = 12  # how far before a baseline its `per` words may stand


def subject_before(sentence: PlanSentence, clause: Clause, baselines: tuple[Mention, ...]) -> str:
    """The noun phrase of a clause, without where its value starts."""
    text, phrases, begins = sentence.text, sentence.rules.phrases, clause.subject_at
    starts = [one.start for one in baselines if one.start >= begins]
    if not starts and baselines and not clause.subject and _is_next(sentence, clause, baselines):
        starts = [baselines[-1].start]  # 涨幅从去年的5%左右，|下降到3%左右
        begins = behind_last(_MARKS, text, sentence.start, starts[0])
    if not starts:
        return clause.subject
    match = phrases["baseline"].search(text, begins, starts[0])
    if match is None:
        return clause.subject
    named = phrases["per"].sub("", text[begins : match.start()])
    return phrases.trimmed(named.strip("，, "))


def _is_next(sentence: PlanSentence, clause: Clause, baselines: tuple[Mention, ...]) -> bool:
    """Whether a clause stands right behind the last of some baselines."""
    return 0 <= clause.left_at - baselines[-1].tail_end <= _NEAR


def baseline_per(sentence: PlanSentence, baselines: tuple[Mention, ...]) -> str | None:
    """The `per` words before the baseline: 由每人每年420元提高到450元."""
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
