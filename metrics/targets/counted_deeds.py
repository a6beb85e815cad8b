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


def with_deeds_told(
    sentence: PlanSentence, readings: Sequence[NumberReading]
) -> tuple[NumberReading, ...]:
    """The numbers of a sentence, with the deeds that they share and the stages they are at."""
    told = _with_stages(sentence, _with_shared_deeds(sentence, readings))
    return _with_scopes_of_totals(told)


def _with_scopes_of_totals(readings: Sequence[NumberReading]) -> tuple[NumberReading, ...]:
    """Parts with what narrows their total: 市属国企|投资100亿元，其中产业投资75亿元."""
    scopes = {one.place: one.scope for reading in readings for one in reading.targets if one.scope}
    made = []
    for reading in readings:
        targets = tuple(
            replace(one, scope=scopes.get(one.total.place))
            if one.total is not None and one.scope is None
            else one
            for one in reading.targets
        )
        made.append(reading.with_targets(targets))
    return tuple(made)


def _with_shared_deeds(
    sentence: PlanSentence, readings: Sequence[NumberReading]
) -> list[NumberReading]:
    """Numbers of a list with what all of it does: 对4条主干道、13条街巷|进行提升."""
    made = list(readings)
    for index in range(len(made) - 1, 0, -1):
        deed = _deed_behind(sentence, made[index])
        if deed is not None and _is_listed(sentence, made[index - 1], made[index]):
            (target,) = made[index - 1].targets
            made[index - 1] = made[index - 1].with_targets((replace(target, scope=deed),))
    return made


def _deed_behind(sentence: PlanSentence, reading: NumberReading) -> str | None:
    """What a counted thing does, as the words behind it say."""
    if len(reading.targets) != 1 or reading.mention.dimension != "count":
        return None
    (target,) = reading.targets
    said = target.indicator + (target.scope or "")
    behind = sentence.text[reading.mention.tail_end : sentence.end]
    is_behind = target.scope is not None and behind.find(target.scope) >= len(target.indicator)
    return target.scope if is_behind and len(said) > len(target.indicator) else None


def _is_listed(sentence: PlanSentence, one: NumberReading, other: NumberReading) -> bool:
    """Whether a number stands in a list right before another one, and bears no scope itself."""
    if len(one.targets) != 1 or one.mention.dimension != "count":
        return False
    (target,) = one.targets
    between = sentence.text[one.mention.tail_end : other.mention.start]
    joint = between.removeprefix(target.indicator) or "、"
    is_joint = sentence.rules.phrases["joint"].fullmatch(joint) is not None
    return target.scope is None and is_joint and other.clause is not None and not other.clause.verbs


def _with_stages(
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
