"""The form in which readers say what was read wrongly, and the columns of the file it saves.

The file is what ``metrics.review.corrections`` reads: a cell that differs from ``as_read`` is an
edit.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from charts.pages.model import Report, Row
from charts.words.labels import COMPARATOR_SIGNS
from metrics.tables.schemas import COMPARATORS, DIRECTIONS, MODES, ROLES

FIELDS = (
    "role", "indicator", "value", "value_high", "unit", "comparator", "mode", "direction",
    "deadline", "scope", "per", "commitment", "baseline", "breakdown", "indicator_id",
)  # fmt: skip
"""What the form asks for, in its order."""

_RARE = ("scope", "per", "commitment", "baseline", "breakdown", "indicator_id")
"""The fields that few corrections need."""
_COLUMNS = (
    *FIELDS, "quote", "sentence", "by", "source", "document_id", "start", "target_id", "as_read",
)  # fmt: skip
_SAID = (
    "wrong", "wrong_title", "wrong_note", "wrong_keep", "wrong_cancel", "wrong_lines", "wrong_undo",
    "wrong_save", "role", "indicator", "value", "value_high", "unit", "comparator", "mode",
    "direction", "deadline", "scope", "per", "commitment", "baseline", "breakdown", "indicator_id",
    "by", "wrong_more",
)  # fmt: skip


def correction_form(report: Report) -> dict[str, Any]:
    """What the script of the form needs: words, the choices of its fields, and columns."""
    words, style = report.words, report.style
    named = style.vocabulary.units[style.lang]
    units = report.tables.units["unit"]
    return {
        "words": {name: words[name] for name in _SAID},
        "choices": {
            "role": [[role, words[f"role_{role}"]] for role in ROLES],
            "unit": [[unit, named.get(unit, unit)] for unit in units],
            "comparator": [[sign, COMPARATOR_SIGNS[sign].strip() or sign] for sign in COMPARATORS],
            "mode": [[mode, words[mode]] for mode in MODES],
            "breakdown": [["true", words["part"]], ["false", words["whole"]]],
            "direction": [[way, words[way]] for way in DIRECTIONS],
        },
        "fields": FIELDS,
        "rare": _RARE,
        "columns": _COLUMNS,
    }


def read_of(row: Row, names: Mapping[str, str] | None = None) -> dict[str, Any]:
    """What was read of a target, by the fields of the form or by other ``names`` for them."""
    names = names or {}
    return {
        names.get(field, field): row[field].isoformat()
        if field == "deadline" and row[field]
        else row[field]
        for field in FIELDS
        if field != "role"
    }
