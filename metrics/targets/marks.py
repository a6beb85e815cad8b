"""Where the clause, or the part of a sentence, begins that a number stands in."""

from __future__ import annotations

from functools import cache

import regex

CLAUSE_ENDS = "，,；;。：:"
SENTENCE_PARTS = "；;。"


def behind_last(marks: str, text: str, start: int, end: int) -> int:
    """The place behind the last of some marks between two places, else the first of those."""
    last = _last_of(marks).search(text, start, end)
    return last.end() if last else start


@cache
def _last_of(marks: str) -> regex.Pattern[str]:
    return regex.compile(f"(?r)[{regex.escape(marks)}]")
