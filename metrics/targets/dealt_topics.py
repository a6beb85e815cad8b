"""The names that a clause before lists and to which 分别 deals values out.

「在投资、消费方面，分别增长20%、13%」, 「城镇、农村居民收入稳步增长，分别增长6%、8%」.
"""

from __future__ import annotations

from metrics.targets.clauses import Clause, clauses_of
from metrics.targets.fate import PlanSentence
from metrics.targets.name_lists import ListedNames


def dealt_topics(
    sentence: PlanSentence, clause: Clause, lists: ListedNames, *, is_first: bool
) -> tuple[str, ...]:
    """The names, where as many values follow, or none.

    What is said to be the matter of the sentence counts for its ``is_first`` number alone; what a
    list is said to do, growing or falling, belongs to the values right behind it.
    """
    if not lists.is_dealt():
        return ()
    text, phrases, begins = sentence.text, sentence.rules.phrases, sentence.start
    told = phrases["trend_told"].search(text, begins, clause.left_at)
    if told is not None:
        listed = clauses_of(sentence.rules).name_in(text, *told.span("list"))
        names = lists.dealt_in(listed)
        if len(names) == lists.values() > 1:
            return names
    topics = phrases["topics_listed"].search(text, begins, clause.left_at) if is_first else None
    return lists.named_in(topics["list"]) if topics is not None else ()
