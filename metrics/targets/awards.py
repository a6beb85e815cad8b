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
    mention, text, phrases = target.mention, sentence.text, sentence.rules.phrases
    if mention.dimension not in _DIMENSIONS:
        return target
    at = mention.start
    clause = max(
        sentence.start, max(text.rfind(mark, sentence.start, at) for mark in _CLAUSE_ENDS) + 1
    )
    given = phrases["award_verb"].search(text, clause, at)
    end = min(sentence.end, mention.tail_end + _BEHIND)
    noun = phrases["award_noun" if given else "award_behind"].match(text, mention.tail_end, end)
    if given is None and noun is None:
        return target
    part = max(sentence.start, max(text.rfind(mark, sentence.start, at) for mark in _PART_ENDS) + 1)
    whom = [found["whom"] for found in phrases["award_to"].finditer(text, part, at)]
    limit = phrases["award_limit"].search(text, clause, at)
    kind = noun["noun"] if noun else ""
    if noun is None and given is not None:
        kind = phrases["respectively"].sub("", given["noun"])
    if noun is None and not ((whom or limit) and phrases["award_noun"].fullmatch(kind)):
        return target
    each = whom[-1] if whom and phrases["per"].fullmatch(whom[-1]) else None  # 对每个车型给予
    limited = phrases["award_per"].search(text, clause, at) if limit else None
    own = phrases["award_limit"].sub("", target.per) if target.per else None
    amount = None if noun else phrases["award_amount"].search(target.indicator)
    kind = amount.group() if amount else kind
    return replace(
        target,
        indicator=kind,
        scope=None if whom[-1:] == [each] else whom[-1] if whom else target.scope,
        comparator="<=" if limit else target.comparator,
        per=each or own or (limited["per"] if limited else None),
        mode="level" if mention.dimension == "percentage" else "output",
        direction=None,
    )
