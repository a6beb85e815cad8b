"""Where the clause of a number begins, its part of the sentence, and what its line says."""

from __future__ import annotations

from functools import cache

import regex

from metrics.rules.phrases import Phrases

CLAUSE_ENDS = "，,；;。：:"
SENTENCE_PARTS = "；;。"
_COMMA = regex.compile("[，,]")


def behind_last(marks: str, text: str, start: int, end: int) -> int:
    """The place behind the last of some marks between two places, else the first of those."""
    last = _last_of(marks).search(text, start, end)
    return last.end() if last else start


def clauses_before(text: str, start: int, end: int, most: int) -> list[str]:
    """The clauses between two places that stand before the last one, the nearest first."""
    begins = behind_last(SENTENCE_PARTS, text, start, end)
    *before, _ = _COMMA.split(text[begins:end])
    return before[::-1][:most]


def behind_head(phrases: Phrases, text: str, start: int, end: int) -> tuple[int, bool]:
    """Where a line begins to say something, and whether the lead of news stands before that.

    Behind 「（一）总体目标。」, and behind 「某市日前发布意见，」 as well.
    """
    head = phrases["line_head"].match(text, start, end)
    begins = head.end() if head else start
    lead = phrases["news_lead"].match(text, begins, end)
    return (lead.end(), True) if lead else (begins, False)


@cache
def _last_of(marks: str) -> regex.Pattern[str]:
    return regex.compile(f"(?r)[{regex.escape(marks)}]")
