"""Awards and subsidies: 「对新认定的省级平台，给予最高50万元的一次性奖励」.

What is given is the indicator (一次性奖励), whom it is for the scope (新认定的省级平台), and the
most that is given a bound.
"""

from __future__ import annotations

from dataclasses import replace

from metrics.targets.fate import PlanSentence
from metrics.targets.target import Target

_DIMENSIONS = ("money", "percentage")
_PART_ENDS = "；;。"
_CLAUSE_ENDS = "，,；;。：:"
_BEHIND = 60  # characters behind an amount in which what is given may be named


def as_award(sentence: PlanSentence, target: Target) -> Target:
    """The target named as an award, where its amount is one; else the target as it is."""
    if target.mention.dimension not in _DIMENSIONS:
        return target
    text, phrases, at = sentence.text, sentence.rules.phrases, target.mention.start
    clause = _behind_last(_CLAUSE_ENDS, text, sentence.start, at)
    part = _behind_last(_PART_ENDS, text, sentence.start, at)
    told = [found["whom"] for found in phrases["award_to"].finditer(text, part, at)]
    whom = told[-1] if told else None
    limit = phrases["award_limit"].search(text, clause, at)
    kind = _kind(sentence, target, clause, is_told=bool(whom or limit))
    if kind is None:
        return target
    is_each = whom is not None and phrases["per"].fullmatch(whom) is not None  # 对每个车型给予
    own = phrases["award_limit"].sub("", target.per) if target.per else None
    limited = phrases["award_per"].search(text, clause, at) if limit else None
    return replace(
        target,
        indicator=kind,
        scope=None if is_each else whom or target.scope,
        comparator="<=" if limit else target.comparator,
        per=whom if is_each else own or (limited["per"] if limited else None),
        mode="level" if target.mention.dimension == "percentage" else "output",
        direction=None,
    )


def _kind(sentence: PlanSentence, target: Target, clause: int, is_told: bool) -> str | None:
    """What is given: 一次性奖励, 经费支持; None where nothing is.

    A verb alone, 奖励50万元, names it only where ``is_told`` to whom or up to how much.
    """
    text, phrases, mention = sentence.text, sentence.rules.phrases, target.mention
    given = phrases["award_verb"].search(text, clause, mention.start)
    end = min(sentence.end, mention.tail_end + _BEHIND)
    noun = phrases["award_noun" if given else "award_behind"].match(text, mention.tail_end, end)
    if noun is not None:
        return str(noun["noun"])
    if given is None or not is_told:
        return None
    kind = phrases["respectively"].sub("", given["noun"])
    if phrases["award_noun"].fullmatch(kind) is None:
        return None
    amount = phrases["award_amount"].search(target.indicator)
    return amount.group() if amount else kind


def _behind_last(marks: str, text: str, start: int, end: int) -> int:
    """The place behind the last of some marks between two others, else the first of those."""
    return max(start, max(text.rfind(mark, start, end) for mark in marks) + 1)
