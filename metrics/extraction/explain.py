"""Says of every number in a text which role it plays, which rule decided it, and why.

This is the debugger of those who write rules: it also tells which other rules looked at the number
and what they would have made of it, and which slot of the clause matched which words.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from metrics.extraction.pipeline import Sentence, read_sentences
from metrics.extraction.target_rows import ReadDocument, row_of
from metrics.layout.listed_tables import as_laid_out
from metrics.layout.metadata import Facts
from metrics.rules.patterns import time_limit
from metrics.rules.ruleset import RuleSet, rules_of_process
from metrics.rules.targets import SLOT_OF_LETTER
from metrics.sources.documents import Document
from metrics.targets.fate import Fate
from metrics.targets.target import Target

_UNNAMED = "text"
_PATIENCE = 10.0  # seconds
_INDENT = "    "
_SHOWN = (
    "indicator", "indicator_id", "scope", "mode", "direction", "comparator", "value", "value_high",
    "unit", "classifier", "deadline", "deadline_text", "commitment", "per", "breakdown", "baseline",
    "doubt",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Explanation:
    """The fates of a text's numbers, in order; each is a plain dictionary.

    Keys: start, end, quote, role, rule_id, reason; ``rule`` is where the rule stands; ``targets``
    the rows (indicator, indicator_id, scope, mode, direction, comparator, value, value_high, unit,
    classifier, deadline, deadline_text, commitment, per, breakdown, baseline, doubt, and of a part
    the indicator of its total as part_of); ``clause`` the slots and their words in the order of the
    text; ``considered`` the other rules that match, the nearest first, each with what it would have
    made of the number; ``cues`` the words that govern the sentence.
    """

    fates: tuple[dict[str, Any], ...]

    def to_json(self) -> str:
        """The fates as JSON, one array."""
        return json.dumps(self.fates, ensure_ascii=False, indent=2)

    def __str__(self) -> str:
        lines = [line for fate in self.fates for line in _lines(fate)]
        return "\n".join(lines) if lines else "No number in this text."


def explain(text: str, rules: RuleSet | None = None) -> Explanation:
    """The role of every number in ``text``, which is read as part of a plan.

    >>> print(explain("新增学位8130个。"))
    8130个  target  [done_subject] an output that the plan commits to
        indicator 学位  mode output  comparator =  value 8130  unit place  classifier 个
        clause  $create 新增 | $noun 学位 | $count 8130个

    Raises:
        SlowRuleError: when a pattern of an added rule hangs.
    """
    rules = rules or rules_of_process()
    document = ReadDocument(rules, _UNNAMED, "", text, Facts(), as_laid_out(text, rules.sections))
    with time_limit(_PATIENCE):
        return Explanation(
            tuple(
                _fate(sentence, fate, document)
                for sentence in read_sentences(Document(_UNNAMED, text), rules)
                for fate in sentence.fates
            )
        )


def _fate(sentence: Sentence, fate: Fate, document: ReadDocument) -> dict[str, Any]:
    mention, decision, rules = fate.mention, fate.decision, document.rules
    start, end = document.read.printed(mention.start, mention.end)
    return {
        "start": start,
        "end": end,
        "quote": document.text[start:end],
        "role": decision.role,
        "rule_id": decision.rule_id,
        "reason": decision.reason,
        "rule": _place(rules, decision.rule_id),
        "targets": [_row(target, sentence, document) for target in fate.targets],
        "clause": _slots(fate, sentence.text, rules),
        "considered": list(_considered(sentence, fate, rules)),
        "cues": _cues(sentence, fate, rules),
    }


def _cues(sentence: Sentence, fate: Fate, rules: RuleSet) -> list[dict[str, Any]]:
    """The cues before a number that a cue may govern."""
    if fate.decision.role not in ("target", "actual", "unexplained"):
        return []
    found = rules.cues.find(sentence.text, sentence.start, fate.mention.start, sentence.year)
    return [
        {
            "text": cue.text,
            "gives": cue.gives,
            "rule_id": cue.rule_id,
            "rule": _place(rules, cue.rule_id),
        }
        for cue in found
    ]


def _place(rules: RuleSet, rule_id: str) -> str | None:
    """Folder, file and line of a rule; None where the engine itself decided."""
    for kind in ("roles", "targets", "cues"):
        if rules.files.has(kind, rule_id):
            return rules.files.place(kind, rule_id)
    return None


def _slots(fate: Fate, text: str, rules: RuleSet) -> list[dict[str, str]]:
    """The slots of the clause around a number and the words they match, in shape order."""
    clause = fate.clause
    if clause is None:
        return []
    parts = [word.text for word in clause.opening_verbs]
    parts += [clause.subject] if clause.subject else []
    parts += [word.text for word in clause.before]
    parts.append(text[fate.mention.start : fate.mention.end])
    parts += [word.text for word in clause.after]
    parts += [clause.object] if clause.object else []
    lists = {letter: list_id for list_id, letter in rules.lexicon.letters.items()}
    return [
        {"slot": f"${lists.get(letter) or SLOT_OF_LETTER[letter]}", "text": part}
        for letter, part in zip(clause.shape, parts, strict=True)
    ]


def _considered(sentence: Sentence, fate: Fate, rules: RuleSet) -> Iterator[dict[str, Any]]:
    """The rules that match besides the one that decided."""
    mention, decided = fate.mention, fate.decision.rule_id
    seen = {decided}
    for decision, _ in rules.roles.candidates(sentence.text, mention.number_end, sentence.end):
        if decision.rule_id not in seen:
            seen.add(decision.rule_id)
            made = f"{decision.role}: {decision.reason}"
            yield _candidate(rules, decision.rule_id, f"{made} (weak)" if decision.weak else made)
    shape = fate.clause.shape if fate.clause else ""
    for reading, (required, _) in rules.grammar.candidates(shape) if shape else ():
        if reading.rule_id not in seen:
            seen.add(reading.rule_id)
            change = f" {reading.direction}" if reading.direction else ""
            made = f"{reading.mode}{change} of {reading.indicator}, {required} slots"
            yield _candidate(rules, reading.rule_id, made)


def _candidate(rules: RuleSet, rule_id: str, made: str) -> dict[str, Any]:
    return {"rule_id": rule_id, "rule": _place(rules, rule_id), "made": made}


def _row(target: Target, sentence: Sentence, document: ReadDocument) -> dict[str, Any]:
    """The columns of a target's row that tell what it says, as the tables have them."""
    row = row_of(target, sentence, document)
    total = target.total.indicator if target.total else None
    return {name: _plain(row[name]) for name in _SHOWN} | {"part_of": total}


def _plain(value: Any) -> Any:
    if isinstance(value, float):
        return int(value) if value.is_integer() else value
    if isinstance(value, date):
        return value.isoformat()
    return None if value is False else value


def _lines(fate: dict[str, Any]) -> Iterator[str]:
    """A fate for a terminal: the decision, then what led to it, one thing a line."""
    yield f"{fate['quote']}  {fate['role']}  [{fate['rule_id']}] {fate['reason']}"
    for row in fate["targets"]:
        facts = (f"{key} {value}" for key, value in row.items() if value is not None)
        yield _INDENT + "  ".join(facts)
    if fate["clause"]:
        slots = (f"{part['slot']} {part['text']}" for part in fate["clause"])
        yield f"{_INDENT}clause  {' | '.join(slots)}"
    for cue in fate["cues"]:
        yield f"{_INDENT}cue     {cue['text']} gives {cue['gives']}  [{cue['rule_id']}]"
    for other in fate["considered"]:
        yield f"{_INDENT}beaten  [{other['rule_id']}] {other['made']}  {other['rule']}"
    if fate["rule"]:
        yield f"{_INDENT}rule    {fate['rule']}"
