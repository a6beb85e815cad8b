"""Parts what is counted from what it does: 「4500家企业|上云」, 「2万名毕业生|到基层就业」.

What one sentence counts at several stages is told apart by them: 新开工项目200个、完工180个.
"""

from __future__ import annotations

from collections.abc import Sequence

from metrics.targets.clauses import Clause
from metrics.targets.fate import NumberReading, PlanSentence
from metrics.targets.target import Target
from metrics.values import replace

_PERSON = "person"
_SEVERAL = 2


def without_deed(sentence: PlanSentence, clause: Clause, target: Target) -> Target:
    """A count whose name is what it counts; what that does narrows it.

    What a verb has for its object stays whole: 「完成1万名乡村医生培训」.
    """
    if target.mention.dimension != "count":
        return target
    phrases = sentence.rules.phrases
    said = phrases["counted_deed"].match(target.indicator)
    said = said or phrases["village_deed"].match(target.indicator)
    if said is None and target.surface.unit == _PERSON and clause.object:
        governing = [word.text for word in (*clause.leads, *clause.before)]
        if not any(map(phrases["takes_deed"].fullmatch, governing)):
            said = phrases["person_deed"].match(target.indicator)
    if said is None:
        return target
    return replace(target, indicator=said["thing"], scope=target.scope or said["done"])


def with_stages(
    sentence: PlanSentence, readings: Sequence[NumberReading]
) -> tuple[NumberReading, ...]:
    """The numbers of a sentence, of which those that count one thing say at which stage."""
    stages: dict[tuple[str, str | None], list[int]] = {}
    for index, reading in enumerate(readings):
        if len(reading.targets) == 1 and _stage(sentence, reading) is not None:
            (target,) = reading.targets
            if target.scope is None and target.mention.dimension != "percentage":
                place = target.indicator, target.mention.dimension
                stages.setdefault(place, []).append(index)
    made = list(readings)
    for places in stages.values():
        told = [_stage(sentence, readings[index]) for index in places]
        if len(set(told)) < max(len(told), _SEVERAL):
            continue
        for index, stage in zip(places, told, strict=True):
            (target,) = readings[index].targets
            made[index] = readings[index].with_targets((replace(target, scope=stage),))
    return tuple(made)


def _stage(sentence: PlanSentence, reading: NumberReading) -> str | None:
    """How far what a number counts is to come, as the verb that governs it says."""
    if reading.clause is None:
        return None
    verbs = [word.text for word in (*reading.clause.leads, *reading.clause.before)]
    stages = [verb for verb in verbs if sentence.rules.phrases["stage"].fullmatch(verb)]
    return "".join(dict.fromkeys(stages)) or None  # 竣工、投产 are one
