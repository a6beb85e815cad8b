"""Which years the parts of a review tell of: the last one, or the five years up to it.

A heading or a sentence opens such a part, 「五年来」 or 「刚刚过去的2025年」, and governs what
stands below it in its chapter until another one does. In a chapter whose heading names the last
year alone, five years are told of in their own paragraph only.
"""

from __future__ import annotations

import regex

from metrics.layout.spans import Span
from metrics.rules.ruleset import RuleSet
from metrics.targets.time_words import times_of
from metrics.text.periods import Years, five_years
from metrics.values import frozen

_SENTENCE = regex.compile("[。！？!?]")
_VALUE = regex.compile(r"(?<![\d.])\d+(?:\.\d+)?(?![\d.])(?!\s*[年月日])")
_FIVE, _MANY = 5, 3


@frozen
class Told:
    """The years that a part tells of; ``here`` where the line itself has opened it."""

    years: Years
    here: bool


class ReviewedYears:
    """Follows a report line by line, and knows which years its review tells of."""

    def __init__(self, rules: RuleSet, text: str, plan: Years | None) -> None:
        self._phrases, self._text = rules.phrases, text
        self._plan = plan if plan is not None and plan.is_one else None
        self._chapter: str | None = None
        self._start = 0  # of the line
        self._above: Years | None = None  # what a line above has opened
        self._opened: list[tuple[int, Years]] = []  # what this line opens, each from its place on

    def enter(self, span: Span) -> None:
        """Goes on to the next line."""
        chapter = span.section.partition(" / ")[0] if span.section else None
        if self._opened and not self._is_aside(*self._opened[-1]):
            self._above = self._opened[-1][1]
        if chapter != self._chapter or span.kind not in ("review", "heading"):
            self._above = None
        self._chapter, self._start = chapter, span.start
        self._opened = self._opened_by(span) if span.kind in ("review", "heading") else []

    def at(self, position: int) -> Told | None:
        """The years that a sentence at a place in the line is told of."""
        here = next((years for since, years in reversed(self._opened) if since <= position), None)
        if here is not None:
            return Told(here, here=True)
        return Told(self._above, here=False) if self._above else None

    def _is_aside(self, at: int, years: Years) -> bool:
        """Whether five years are told of in their line only.

        This is so behind at least three figures of the last year, and below a heading
        that names that one alone.
        """
        if years.is_one:
            return False
        if len(_VALUE.findall(self._text, self._start, at)) >= _MANY:
            return True
        if self._chapter is None:
            return False
        words = times_of(self._phrases).words(self._chapter, self._plan, True)
        named = {one.years for one in words if one.says == "years"}
        return bool(named) and all(one is not None and one.is_one for one in named)

    def _opened_by(self, span: Span) -> list[tuple[int, Years]]:
        if self._plan is None:
            return []
        start, text = span.start, self._text
        ends = (stop.end() for stop in _SENTENCE.finditer(text, start, span.end))
        places = [start, *(end for end in ends if end < span.end)]
        if len(places) == 1 and self._names_both(span):
            return []
        found = ((at, self._years_at(at, span)) for at in places)
        return [(at, years) for at, years in found if years is not None]

    def _names_both(self, span: Span) -> bool:
        """Whether a heading names the last year and five years: which one is first is not told."""
        line = self._text[span.start : span.end].strip()
        if span.kind != "heading" and line != span.section:
            return False
        words = times_of(self._phrases).words(line, self._plan, True)
        return len({one.years for one in words if one.years}) > 1

    def _years_at(self, at: int, span: Span) -> Years | None:
        """The years that a sentence opens a part with."""
        phrases, text, plan = self._phrases, self._text, self._plan
        if plan is None:
            return None
        last = plan.first - 1
        five = phrases["tells_five_years"].match(text, at, span.end)
        if five is not None:
            own = five["ordinal"]
            years = Years(*five_years(own)) if own else Years(last - _FIVE + 1, last)
            return years if years.last <= last else None
        begins_line = at == span.start
        told = phrases["line_tells_last_year"] if begins_line else phrases["tells_last_year"]
        one = told.match(text, at, span.end)
        if one is None or (one["year"] and int(one["year"]) != last):
            return None
        return Years(last, last)
