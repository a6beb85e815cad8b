"""What narrows several numbers of a sentence: the deed of a list, what narrows a total or a value.

「对4条主干道、13条街巷|进行提升」, 「新签约、新落地|项目分别达到2000个和1100个」,
「市属国企完成投资9亿元，其中产业投资5亿元」, 「保税区|完成进出口额52亿元、增长8%」.
"""

from __future__ import annotations

from collections.abc import Sequence

from metrics.targets.clauses import clauses_of
from metrics.targets.fate import NumberReading, PlanSentence
from metrics.targets.marks import CLAUSE_ENDS, SENTENCE_PARTS
from metrics.targets.target import Place, Target
from metrics.values import replace

_LISTED = "、"
_FAR = 10  # characters between a value and how it grows: ，比上年|增长8%
_NEAR = 6  # characters at most between what is counted and its deed: 4条街巷|全部进行|提升


def with_shared_scopes(
    sentence: PlanSentence, readings: Sequence[NumberReading]
) -> tuple[NumberReading, ...]:
    """The pass that narrows numbers by what stands beside others of their sentence."""
    made = list(readings)
    _deal_deeds(sentence, made)
    _share_honours(sentence, made)
    _share_deeds(sentence, made)
    _narrow_growth(sentence, made)
    return _narrowed_as_totals(made)


def _narrow_growth(sentence: PlanSentence, made: list[NumberReading]) -> None:
    """Gives a growth rate the scope of the value right before it: 保税区…52亿元、|增长8%."""
    last: Target | None = None
    for index, reading in enumerate(made):
        if last is not None and _is_growth_of(sentence, reading, last):
            made[index] = reading = _narrowed(reading, str(last.scope))
        last = reading.targets[-1] if reading.targets else last


def _is_growth_of(sentence: PlanSentence, reading: NumberReading, last: Target) -> bool:
    """Whether a number only tells how the value before it grows, which is narrowed."""
    meaning, targets = reading.meaning, reading.targets
    if meaning is None or meaning.indicator != "previous" or len(targets) != 1:
        return False
    (own,) = targets
    between = sentence.text[last.mention.tail_end : own.mention.start]
    is_near = len(between) <= _FAR and not any(mark in between for mark in SENTENCE_PARTS)
    is_alike = own.indicator == last.indicator and own.scope is None and own.mode == "change"
    return is_near and is_alike and last.scope is not None and last.mode != "change"


def _deal_deeds(sentence: PlanSentence, made: list[NumberReading]) -> None:
    """Deals the deeds of a list to its values: 新签约、新落地|项目分别达到2000个和1100个."""
    phrases = sentence.rules.phrases
    for index, reading in enumerate(made):
        clause = reading.clause
        if clause is None or phrases["respectively"].search(clause.verb_text) is None:
            continue
        dealt = phrases["deeds_dealt"].search(clause.region)
        if dealt is None:
            continue
        deeds, rest = dealt.captures("deed"), made[index : index + len(dealt.captures("deed"))]
        things = [one.targets[0].indicator for one in rest if len(one.targets) == 1]
        if len(things) == len(deeds) and all(one.endswith(dealt["thing"]) for one in things):
            for at, deed in enumerate(deeds, index):
                (target,) = made[at].targets
                named = replace(target, indicator=dealt["thing"], scope=deed)
                made[at] = made[at].with_targets((named,))


def _share_honours(sentence: PlanSentence, made: list[NumberReading]) -> None:
    """Narrows a bare honour as the one that it is listed with: 市级电商|示范镇1个、示范村8个."""
    honour = sentence.rules.phrases["honour"]
    for index in range(1, len(made)):
        one, other = made[index - 1], made[index]
        is_listed = _is_counted_alone(one) and _is_counted_alone(other)
        if not is_listed or not _is_next_in_list(sentence, one, other):
            continue
        (first,), (second,) = one.targets, other.targets
        told = honour.search(first.indicator)
        if told is None or honour.match(second.indicator) is None or second.scope is not None:
            continue
        kind = first.indicator[: told.start()] or first.scope or ""
        if len(kind) > 1:
            made[index] = _narrowed(other, kind)


def _is_counted_alone(reading: NumberReading) -> bool:
    return len(reading.targets) == 1 and reading.mention.dimension == "count"


def _is_next_in_list(sentence: PlanSentence, one: NumberReading, other: NumberReading) -> bool:
    """Whether a number is the next of a list that no verb opens anew."""
    clause = other.clause
    if clause is None or clause.opening_verbs or clause.verbs:
        return False
    words = clauses_of(sentence.rules).words
    ends = words.bound_end(sentence.text, one.mention, sentence.end)
    between = sentence.text[ends : other.mention.start]
    joint = sentence.rules.phrases["joint"].match(between)
    return joint is not None and between[joint.end() :].startswith(other.targets[0].indicator)


def _share_deeds(sentence: PlanSentence, made: list[NumberReading]) -> None:
    """Gives the numbers of a list what all of it does."""
    for index in range(len(made) - 1, 0, -1):
        deed = _deed_behind(sentence, made[index])
        if deed is not None and _is_listed(sentence, made[index - 1], made[index]):
            made[index - 1] = _narrowed(made[index - 1], deed)


def _deed_behind(sentence: PlanSentence, reading: NumberReading) -> str | None:
    """What a counted thing does, where that stands right behind it."""
    if len(reading.targets) != 1 or reading.mention.dimension != "count":
        return None
    (target,) = reading.targets
    behind = sentence.text[reading.mention.tail_end : sentence.end]
    if target.scope is None or not behind.startswith(target.indicator):
        return None
    rest = behind[len(target.indicator) :]
    at = rest.find(target.scope)
    is_near = 0 <= at <= _NEAR and not any(mark in rest[:at] for mark in CLAUSE_ENDS + _LISTED)
    return target.scope if is_near else None


def _is_listed(sentence: PlanSentence, one: NumberReading, other: NumberReading) -> bool:
    """Whether a number that nothing narrows stands in a list right before another one.

    Nothing need part the two, as in 1446户2414人.
    """
    if len(one.targets) != 1 or one.mention.dimension != "count":
        return False
    (target,) = one.targets
    between = sentence.text[one.mention.tail_end : other.mention.start]
    joint = between.removeprefix(target.indicator)
    is_joint = not joint or sentence.rules.phrases["joint"].fullmatch(joint) is not None
    if clauses_of(sentence.rules).says_nothing(target.indicator):
        return False  # 90万人|脱贫、800个村出列
    return target.scope is None and is_joint and other.clause is not None and not other.clause.verbs


def _narrowed_as_totals(made: Sequence[NumberReading]) -> tuple[NumberReading, ...]:
    """Points parts at their total as it stands now, and gives them its scope if they have none."""
    found: dict[Place, Target] = {one.place: one for reading in made for one in reading.targets}
    told = []
    for reading in made:
        targets = []
        for one in reading.targets:
            total = found.get(one.total.place, one.total) if one.total is not None else None
            if total is not None and (total is not one.total or one.scope is None):
                one = replace(one, total=total, scope=one.scope or total.scope)
            found[one.place] = one
            targets.append(one)
        told.append(reading.with_targets(tuple(targets)))
    return tuple(told)


def _narrowed(reading: NumberReading, scope: str) -> NumberReading:
    (target,) = reading.targets
    return reading.with_targets((replace(target, scope=scope),))
