"""Finishes the names of targets, after all else is known of them: what may stand in a table.

A name holds no line break and no space between Chinese characters, neither begins nor ends with a
mark, and closes the brackets that it opens; a verb or an adverb alone is no scope.
"""

from __future__ import annotations

from collections.abc import Sequence

import regex

from metrics.rules.phrases import Phrases
from metrics.targets.awards import named_by_award
from metrics.targets.clause_meanings import NO_CLAUSE
from metrics.targets.counted_deeds import without_deed
from metrics.targets.fate import NumberReading, PlanSentence
from metrics.targets.target import Place, Target
from metrics.values import replace

_GAP = regex.compile(r"\s+(?=[^\x00-\x7f])|(?<=[^\x00-\x7f])\s+")
_ODD = regex.compile(r"\W")  # a name of letters and digits alone is finished
_SHORTEST = 2  # characters of what narrows
_OPENING, _CLOSING = "（(《“‘【", "）)》”’】"


def with_finished_names(
    sentence: PlanSentence, readings: Sequence[NumberReading]
) -> tuple[NumberReading, ...]:
    """The pass that finishes names, and names awards."""
    finished: dict[Place, Target] = {}  # what each target became, which its parts point to
    lent: dict[str, str] = {}  # names of funds as their clauses gave them, which others took over
    named = []
    for reading in readings:
        own = _taken_over(reading, lent)
        named.append(_with_names(sentence, own, finished))
        if reading.award is not None and reading.award.is_fund:
            lent |= {one.indicator: reading.award.kind for one in reading.targets}
    return tuple(named)


def _taken_over(reading: NumberReading, lent: dict[str, str]) -> NumberReading:
    """A number with the names that it took over from a fund: 安排专项资金5亿元，其中今年2亿元."""
    if reading.award is not None or not lent:
        return reading
    taken = (
        replace(one, indicator=lent.get(one.indicator, one.indicator)) for one in reading.targets
    )
    return reading.with_targets(tuple(taken))


def _with_names(
    sentence: PlanSentence, reading: NumberReading, finished: dict[Place, Target]
) -> NumberReading:
    """A number with finished names; one that has none left is no target."""
    targets = []
    for one in named_by_award(sentence, reading) if reading.award else reading.targets:
        is_given = reading.award is not None
        clause = None if is_given else reading.clause
        named = without_deed(sentence, clause, one) if clause is not None else one
        target = _finished(sentence, named, is_given=is_given)
        if one.total is not None:
            total = finished.get(one.total.place)
            target = target if target.total is total else replace(target, total=total)
        if target.indicator:
            finished[one.place] = target
            targets.append(target)
    if reading.targets and not targets:
        return replace(reading, decision=NO_CLAUSE, named=None, targets=())
    return reading.with_targets(tuple(targets))


def _finished(sentence: PlanSentence, target: Target, *, is_given: bool) -> Target:
    phrases = sentence.rules.phrases
    indicator = phrases["no_part_of_name"].sub("", finished_name(phrases, target.indicator))
    indicator = phrases["aside_at_end"].sub("", indicator) or indicator
    if target.mode == "output":
        indicator = phrases["serves"].sub("", indicator)
    indicator = _without_owner(sentence, target, indicator)
    is_thing = target.mention.dimension == "count" and target.mode == "output"
    if not is_thing or phrases["flow_noun"].search(indicator):  # 全省城镇新增就业
        indicator = phrases["wider_region"].sub("", indicator)
    scope = _narrowing(sentence, target, is_given=is_given)
    return _parted(phrases, replace(target, indicator=indicator, scope=scope))


def _parted(phrases: Phrases, target: Target) -> Target:
    """A target whose name has lost the part, the works or each of the bodies that it is told of."""
    name = target.indicator
    if target.scope is None:
        there = phrases["placed_deed"].match(name) if target.mode == "output" else None
        if there is not None:
            return replace(target, indicator=there["thing"], scope=there["place"])
        put_in = phrases["planned_money"].match(name)
        if put_in is not None:
            return replace(target, indicator=put_in["money"], scope=put_in["owner"])
    each = phrases["each_owner"].match(name) if target.per is None else None
    return replace(target, indicator=each["rest"], per=each["per"]) if each is not None else target


def _narrowing(sentence: PlanSentence, target: Target, *, is_given: bool) -> str | None:
    """What narrows a target, without what a clause says around it; None where nothing is left."""
    phrases, text, at = sentence.rules.phrases, sentence.text, target.mention
    scope = finished_name(phrases, phrases["scope_prefix"].sub("", target.scope or ""))
    is_ahead = scope and scope not in text[at.tail_end : sentence.end]
    if is_ahead and not is_given:
        begins = text.rfind(scope, sentence.start, at.start)
        if begins >= 0 and phrases["time_rest"].match(text, begins) is not None:
            scope = scope[1:]  # 2008年以|前|郊区新增污水处理厂30座
        scope = phrases["no_part_of_name"].sub("", scope)  # 列入|省重点工程12项，完成投资8亿元
        scope = phrases["scope_rest"].sub("", scope)
        if phrases["no_narrowing"].search(scope):
            return None
    is_nothing = len(scope) < _SHORTEST or phrases["no_scope"].match(scope) is not None
    return None if is_nothing or _is_all(sentence, scope) else scope


def _is_all(sentence: PlanSentence, scope: str) -> bool:
    """Whether a scope is the document's whole region."""
    return sentence.region is not None and scope in (
        sentence.region.name,
        sentence.region.short_name,
    )


def _without_owner(sentence: PlanSentence, target: Target, name: str) -> str:
    """A quantity without the document's region, whose it is anyway: 某市|污水处理能力.

    Things keep the names that they bear, and a part of the region is none of the whole.
    """
    region, phrases = sentence.region, sentence.rules.phrases
    if region is None or (target.mention.dimension == "count" and target.mode == "output"):
        return name
    owner = next((one for one in (region.name, region.short_name) if name.startswith(one)), "")
    if not owner or phrases["of_region"].match(name, len(owner)) is None:
        return name
    return phrases["issuer_prefix"].sub("", name[len(owner) :])


def finished_name(phrases: Phrases, name: str) -> str:
    """A name without gaps, marks at its ends, and brackets that stay open."""
    if _ODD.search(name) is None:
        return name
    name = _GAP.sub("", name)
    pairs = zip(_OPENING, _CLOSING, strict=True)
    for opening, closing in pairs if '"' not in name else ():  # a typed quote closes a printed one
        if name.count(opening) > name.count(closing):
            head, _, tail = name.rpartition(opening)
            name = head if len(head) > 1 else tail
        elif name.count(closing) > name.count(opening):
            head, _, tail = name.partition(closing)
            name = tail if len(tail) > 1 else head
    return phrases["closing_mark"].sub("", name)
