"""Finishes the names of targets, after all else is known of them: what may stand in a table.

A name holds no line break and no space between Chinese characters, neither begins nor ends with a
mark, and closes the brackets that it opens; a verb or an adverb alone is no scope.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import regex

from metrics.rules.phrases import Phrases
from metrics.targets.awards import as_award
from metrics.targets.clause_meanings import NO_CLAUSE
from metrics.targets.fate import NumberReading, PlanSentence
from metrics.targets.target import Target

_GAP = regex.compile(r"\s+(?=[^\x00-\x7f])|(?<=[^\x00-\x7f])\s+")
_ODD = regex.compile(r"\W")  # a name of letters and digits alone is finished
_OPENING, _CLOSING = "（(《“‘【", "）)》”’】"


def with_finished_names(
    sentence: PlanSentence, readings: Sequence[NumberReading]
) -> tuple[NumberReading, ...]:
    """The pass that finishes names, and names awards."""
    return tuple(_with_names(sentence, reading) for reading in readings)


def _with_names(sentence: PlanSentence, reading: NumberReading) -> NumberReading:
    """A number with finished names; one that has none left is no target."""
    finished = (_finished(sentence, one) for one in reading.targets)
    targets = tuple(one for one in finished if one.indicator)
    if reading.targets and not targets:
        return replace(reading, decision=NO_CLAUSE, named=None, targets=())
    return reading.with_targets(targets)


def _finished(sentence: PlanSentence, target: Target) -> Target:
    phrases = sentence.rules.phrases
    target = as_award(sentence, target)
    indicator = finished_name(phrases, target.indicator)
    scope = finished_name(phrases, target.scope or "") or None
    if scope and phrases["no_scope"].match(scope):
        scope = None
    total = target.total and _finished(sentence, target.total)
    if (indicator, scope, total) == (target.indicator, target.scope, target.total):
        return target
    return replace(target, indicator=indicator, scope=scope, total=total)


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
