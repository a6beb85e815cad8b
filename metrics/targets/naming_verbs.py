"""Gives a quantity the verb that opens its name: 「申领|电子社保卡人口覆盖率」, 「种植|规模」.

Before a thing a verb says what is done with it, 新建|道路50公里. A share or a quantity is of what
is done, which names it. Verbs that bring a value about name none.
"""

from __future__ import annotations

from metrics.rules.asked import PhraseName
from metrics.targets.clauses import Clause
from metrics.targets.fate import PlanSentence
from metrics.targets.target import Target
from metrics.values import replace

_DEED = "output"


def with_naming_verb(sentence: PlanSentence, clause: Clause, target: Target) -> Target:
    """A share or a quantity with the verb right before it, where that is a part of its name."""
    word = clause.leads[-1] if clause.leads else None
    if word is None or word.kind != _DEED or len(word.text) < 2 or clause.object:
        return target
    named, at, phrases = word.text + target.indicator, clause.subject_at, sentence.rules.phrases
    if not sentence.text.startswith(named, at - len(word.text)):
        return target
    if phrases["brings_about"].fullmatch(word.text) is not None:
        return target
    if target.mode == _DEED and target.mention.dimension == "money":
        return target  # 拨付|资金12亿元
    heads: tuple[PhraseName, ...] = ("rate_noun", "stock_noun")
    if target.mode != "level":
        heads = ("bare_head",)
    is_quantity = any(phrases[head].search(target.indicator) for head in heads)
    return replace(target, indicator=named) if is_quantity else target
