"""What qualifies a value: a yearly mean, a goal to stretch for, a binding or an expected one."""

from __future__ import annotations

from collections.abc import Sequence

from metrics.targets.fate import NumberReading, PlanSentence
from metrics.targets.marks import CLAUSE_ENDS, behind_last
from metrics.targets.target import Target
from metrics.values import replace

STRETCH = "stretch"
_NOTE = 16  # characters behind a value in which 「（约束性）」 may stand


def with_qualifiers(
    sentence: PlanSentence, readings: Sequence[NumberReading]
) -> tuple[NumberReading, ...]:
    """The pass that marks yearly means, stretch goals, and what is binding."""
    made: list[NumberReading] = []
    last: Target | None = None
    for reading in readings:
        if not reading.targets:
            made.append(reading)
            continue
        targets = tuple(_qualified(sentence, one, last) for one in reading.targets)
        made.append(reading.with_targets(targets))
        last = targets[-1]
    return tuple(made)


def _qualified(sentence: PlanSentence, target: Target, last: Target | None) -> Target:
    text, phrases = sentence.text, sentence.rules.phrases
    at, end = target.mention.start, target.mention.tail_end
    clause = behind_last(CLAUSE_ENDS, text, sentence.start, at)
    if last is not None and target.mode == "level" and last.mode == "change":
        clause = max(clause, last.mention.end)  # 年均增长5%左右、|迈上3万亿元台阶
    averaged = phrases["time_average"].search(text, clause, at) is not None
    between = text[last.mention.end : at].strip() if last else ""
    if last is not None and last.averaged and phrases["continues"].fullmatch(between):
        averaged = True
    note = None
    if not sentence.looks_back:
        note = phrases["binding"].match(text, end, min(sentence.end, end + _NOTE))
    if averaged or note:
        binding = note["kind"] if note else target.binding
        target = replace(target, averaged=averaged, binding=binding)
    if last is not None and last.tier != STRETCH and _is_stretch(sentence, last, target, between):
        return replace(target, tier=STRETCH, mode=last.mode, direction=last.direction)
    return target


def _is_stretch(sentence: PlanSentence, last: Target, target: Target, between: str) -> bool:
    """Whether two goals are one and its better case: 7%以上、力争达到8%."""
    return (
        last.indicator == target.indicator
        and last.surface.unit == target.surface.unit
        and sentence.rules.phrases["stretches"].fullmatch(between) is not None
    )
