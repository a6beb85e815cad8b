"""Says of every number in a text which role it plays, which rule decided it, and why."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any

from metrics.documents import Document
from metrics.extraction import read_fates
from metrics.ruleset import RuleSet, load_rules

_UNNAMED = "text"


@dataclass(frozen=True, slots=True)
class Explanation:
    """The fates of a text's numbers, in order; each is a plain dictionary.

    Keys: start, end, quote, role, rule_id, reason, and for a target ``targets``: its rows'
    indicator, scope, mode, direction, comparator, value, value_high, unit and cues.
    """

    fates: tuple[dict[str, Any], ...]

    def to_json(self) -> str:
        """The fates as JSON, one array."""
        return json.dumps(self.fates, ensure_ascii=False, indent=2)

    def __str__(self) -> str:
        lines = []
        for fate in self.fates:
            lines.append(f"{fate['quote']}  {fate['role']}  [{fate['rule_id']}] {fate['reason']}")
            for row in fate["targets"]:
                facts = "  ".join(
                    f"{key} {value}" for key, value in row.items() if value is not None
                )
                lines.append(f"    {facts}")
        return "\n".join(lines) if lines else "No number in this text."


def explain(text: str, rules: RuleSet | None = None) -> Explanation:
    """The role of every number in ``text``, which is read as part of a plan.

    >>> print(explain("新增学位8130个。"))
    8130个  target  [done_subject] an output that the plan commits to
        indicator 学位  mode output  comparator =  value 8130  unit place  classifier 个
    """
    rules = rules or load_rules()
    fates = []
    for fate in read_fates(Document(_UNNAMED, text), rules):
        mention = fate.mention
        fates.append(
            {
                "start": mention.start,
                "end": mention.end,
                "quote": text[mention.start : mention.end],
                "role": fate.decision.role,
                "rule_id": fate.decision.rule_id,
                "reason": fate.decision.reason,
                "targets": [_row(draft, rules) for draft in fate.drafts],
            }
        )
    return Explanation(tuple(fates))


def _row(draft: Any, rules: RuleSet) -> dict[str, Any]:
    mention = draft.mention
    surface = mention.surface
    value = _plain(mention.low * surface.factor)
    high = None if mention.high is None else _plain(mention.high * surface.factor)
    return {
        "indicator": draft.indicator,
        "scope": draft.scope,
        "mode": draft.mode,
        "direction": draft.direction,
        "comparator": draft.comparator,
        "value": value,
        "value_high": high,
        "unit": rules.units.unit_of(surface, draft.indicator),
        "classifier": surface.classifier,
        "deadline": draft.deadline.isoformat() if draft.deadline else None,
        "deadline_text": draft.deadline_text,
        "commitment": draft.commitment,
        "per": draft.per,
        "breakdown": draft.breakdown or None,
    }


def _plain(value: Any) -> int | float:
    number = float(value)
    return int(number) if number.is_integer() else number
