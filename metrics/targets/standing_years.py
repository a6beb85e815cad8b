"""The later year that opens a paragraph or a list of goals, and governs it to its end.

「到2027年，…；新增…。培育…」: neither 。 nor ； ends what a later year opens. It also governs the
lines behind it that are items of its list, and those of a section of goals, until another year.
"""

from __future__ import annotations

from metrics.layout.spans import Span
from metrics.rules.cues import Cue
from metrics.rules.ruleset import RuleSet

_REACH = 120  # characters from the head of a line in which a later year may open it
_COLONS = ("：", ":")
_ENDS = ("。", "；", ";")  # of a paragraph, which a cell of a table has not


class StandingYear:
    """Which later year stands over the sentences of a document, line by line."""

    def __init__(self, rules: RuleSet, text: str, plan_year: int | None) -> None:
        self._rules, self._text, self._plan_year = rules, text, plan_year
        self._cues: list[Cue] = []  # those that open a part of the line, in order
        self._section: str | None = None
        self._opens_list = False

    def enter(self, span: Span) -> None:
        """Goes on to the next line."""
        opened = self._opened(span) if span.kind == "plan" else []
        if opened:
            self._cues, self._section = opened, span.section
            line = self._text[span.start : span.end].rstrip()
            self._opens_list = line.endswith(_COLONS)
        elif self._cues and not self._goes_on(span):
            self._cues = []
        else:
            self._cues = self._cues[-1:]

    def at(self, position: int) -> Cue | None:
        """The cue of the later year that governs a place in the line."""
        return next((cue for cue in reversed(self._cues) if cue.end <= position), None)

    def _goes_on(self, span: Span) -> bool:
        """Whether a line is still governed by the year that an earlier one opened with."""
        phrases, text = self._rules.phrases, self._text
        if span.kind not in ("plan", "heading"):
            return False
        if phrases["dash_item"].match(text, span.start, span.end):
            return True
        own, opened = span.section or "", self._section or ""
        if self._opens_list and own.startswith(opened):
            return True
        is_prose = text[span.start : span.end].rstrip().endswith(_ENDS)
        is_goal = phrases["goals_heading"].search(opened) is not None
        return is_prose and is_goal and own == opened

    def _opened(self, span: Span) -> list[Cue]:
        """The later years that open a line, and those that open a later sentence of it."""
        phrases, text = self._rules.phrases, self._text
        head = phrases["line_head"].match(text, span.start, span.end)
        start = head.end() if head else span.start
        first = self._later(start, min(span.end, start + _REACH))
        opening = next((cue for cue in first if self._opens(start, cue)), None)
        if opening is None:
            return []
        rest = self._later(opening.end, span.end)
        return [opening, *(cue for cue in rest if self._opens_sentence(opening.end, cue))]

    def _later(self, start: int, end: int) -> list[Cue]:
        """The years in some words that are later than the plan's first one."""
        cues = self._rules.cues.find(self._text, start, end, self._plan_year)
        first = self._plan_year or 0
        return [
            cue for cue in cues if cue.until == "paragraph" and cue.due and cue.due.year > first
        ]

    def _opens(self, start: int, cue: Cue) -> bool:
        """Whether nothing stands before a year but what may open the line with it."""
        if not self._text[start : cue.start].strip():
            return True
        return (
            self._rules.phrases["opens_goals"].fullmatch(self._text, start, cue.start) is not None
        )

    def _opens_sentence(self, start: int, cue: Cue) -> bool:
        last = max(start, self._text.rfind("。", start, cue.start) + 1)
        return last > start and self._opens(last, cue)
