"""Turns corrections into examples for rule files: ``rules suggest``.

Every correction becomes an example of what the rules should read, as TOML to paste into a rule
file; `rules test` then says whether they do.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import Any

import regex

from metrics.extraction.explain import explain
from metrics.review.corrections import Correction
from metrics.rules.ruleset import RuleSet

_EXPECTED = (
    "indicator", "indicator_id", "scope", "mode", "direction", "comparator", "value", "value_high",
    "unit", "classifier", "deadline", "deadline_text", "commitment", "per", "breakdown",
)  # fmt: skip
_UNNAMED = "a_rule"
_CLAUSE_END = regex.compile("[，,；;。：:]")

Fate = dict[str, Any]


def suggest_examples(corrections: Iterable[Correction], rules: RuleSet) -> Iterator[str]:
    """For each correction a piece of TOML with its place and what was changed above it.

    An edited or added target is an example of the rule that reads its number now, or of a rule to
    be written; a number that is no target is a counter-example of that rule. What the sentence
    alone does not tell (a deadline that stands in an earlier one) is left out.
    """
    for correction in corrections:
        yield "\n".join(_piece(correction, rules))


def _piece(correction: Correction, rules: RuleSet) -> Iterator[str]:
    yield f"# {correction.place}: {_what(correction)}"
    sentence, quote = correction.sentence, correction.quote
    if correction.problem is not None or not sentence or not quote or quote not in sentence:
        why = correction.problem or "it names no sentence that holds the quote"
        yield f"# no example: {why}"
        return
    fate = next((one for one in explain(sentence, rules).fates if one["quote"] == quote), None)
    rule_id = fate["rule_id"] if fate and fate["role"] == "target" else _UNNAMED
    role = correction.changes.get("role", "target")
    if correction.action == "delete" or role != "target":
        yield from _counter(sentence, quote, fate, rule_id, str(role))
        return
    row = _row(correction, fate)
    if fate and any(_plain(one) == row for one in fate["targets"]):
        yield "# the rules read it so by now"
    elif rule_id == _UNNAMED:
        yield "# no rule reads this number as a target: name the one that should"
    yield f"[[{rule_id}.example]]"
    yield f"text = {_toml(sentence)}"
    yield f"quote = {_toml(quote)}"
    yield f"expect = {{ {', '.join(f'{name} = {_toml(value)}' for name, value in row.items())} }}"


def _counter(
    sentence: str, quote: str, fate: Fate | None, rule_id: str, role: str
) -> Iterator[str]:
    if rule_id == _UNNAMED:
        is_so = fate is not None and role in (fate["role"], "target")
        yield "# the rules read it so by now" if is_so else f"# for a rule in roles/ ({role})"
        yield "[a_rule]"
        yield f"example = [{_toml(sentence.replace(quote, f'【{quote}】', 1))}]"
        return
    marked = sentence.replace(quote, f"【{quote}】", 1)
    yield f"# then give a rule in roles/ the example {_toml(marked)}"
    yield f"[[{rule_id}.counter]]"
    yield f"text = {_toml(_clause(sentence, quote))}"
    yield f"why = {_toml(f'{quote} is no target' if role == 'target' else f'{quote} is {role}')}"


def _row(correction: Correction, fate: Fate | None) -> dict[str, Any]:
    """The whole row: what is read now, what was read of this target, and the changes over it."""
    wanted = correction.changes.get("indicator") or correction.read.get("indicator")
    rows = fate["targets"] if fate else []
    now = next((row for row in rows if row["indicator"] == wanted), rows[0] if rows else {})
    read = now or {name: value for name, value in correction.read.items() if name in _EXPECTED}
    return _plain({**read, **correction.changes})


def _plain(row: Mapping[str, Any]) -> dict[str, Any]:
    """The columns of an example that have a value, in one order."""
    plain = {}
    for name in _EXPECTED:
        value = row.get(name)
        if value is None or value is False:
            continue
        if isinstance(value, date):
            value = value.isoformat()
        is_whole = isinstance(value, float) and value.is_integer()
        plain[name] = int(value) if is_whole else value
    return plain


def _what(correction: Correction) -> str:
    changes = (
        f"{name}: {correction.read.get(name)} → {value}"
        for name, value in correction.changes.items()
    )
    return "; ".join([correction.action, *changes]).replace("\n", " ")


def _clause(sentence: str, quote: str) -> str:
    """The clause around a quote: counter-examples are short."""
    at = sentence.find(quote)
    ends = [match.end() for match in _CLAUSE_END.finditer(sentence, 0, at)]
    stop = _CLAUSE_END.search(sentence, at + len(quote))
    return sentence[ends[-1] if ends else 0 : stop.start() if stop else len(sentence)]


def _toml(value: Any) -> str:
    """A value as TOML; its basic strings escape as JSON does."""
    return json.dumps(value, ensure_ascii=False)
