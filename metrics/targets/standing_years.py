"""The later year that opens a paragraph or a list of goals, and governs it to its end.

「到2027年，…；新增…。培育…」: neither 。 nor ； ends what a later year opens. It also governs the
lines behind it that are items of its list, and those of a section of goals, until another year.
"""

from __future__ import annotations

from collections.abc import Iterator

from metrics.layout.spans import Span
from metrics.rules.cues import Cue
from metrics.rules.phrases import Phrases
from metrics.rules.ruleset import RuleSet
from metrics.targets.marks import behind_head, behind_last
from metrics.text.periods import Years, five_years, five_years_of

_HEAD = 80  # characters of a line in which it names the plan that it tells of
_COLONS = ("：", ":")
_COMMAS = ("，", ",")
_OPENERS = "。：:"  # what a sentence or a list of goals begins behind
_PARTS = _OPENERS + "；;"
_STOPS = ("。", "；", ";")
_PART_ENDS = ("；", ";")
_MARKS = "。；;，"  # of a paragraph, which a cell of a table has not


class FiveYears:
    """Which lines of a year's report tell of the five-year plan, not of the year.

    「《纲要（草案）》提出：…」 opens such a part, and so do the goals of a “十五五”时期. It goes on
    over the points of its list, below the same heading.
    """

    def __init__(self, rules: RuleSet, text: str, plan: Years | None) -> None:
        self._phrases, self._text, self._plan = rules.phrases, text, plan
        self._open: tuple[Years, str | None] | None = None

    def at(self, span: Span) -> Years | None:
        """The years that a line plans for."""
        plan = self._plan
        if plan is None or not plan.is_one or span.kind != "plan":
            self._open = None if span.kind == "heading" else self._open
            return plan
        end = min(span.end, span.start + _HEAD)
        opening = self._phrases["opens_five_years"].search(self._text, span.start, end)
        if opening is not None:
            own = opening["ordinal"]
            years = Years(*five_years(own)) if own else Years(*five_years_of(plan.first))
            self._open = (years, span.section) if years.last >= plan.first else None
        elif self._open is not None and not self._goes_on(span, self._open[1]):
            self._open = None
        return self._open[0] if self._open else plan

    def _goes_on(self, span: Span, section: str | None) -> bool:
        point = self._phrases["goes_on_listing"].match(self._text, span.start, span.end)
        return point is not None and span.section == section


class StandingYear:
    """Which later year stands over the sentences of a document, line by line.

    In the plan of one year a later one is an aside, which governs a paragraph at most; in a plan
    of several years, or of unknown ones, it also opens in the midst of a paragraph.
    """

    def __init__(self, rules: RuleSet, text: str, plan: Years | None) -> None:
        self._rules, self._text = rules, text
        self._first = plan.first if plan else None
        self._is_annual = plan is not None and plan.is_one
        self._cues: list[Cue] = []  # those that open a part of the line, in order
        self._section: str | None = None
        self._opens_list = False
        self._opens_section = False
        self._opens_dashes = False
        self._noted: list[tuple[int, Cue]] = []
        self._own_list: Cue | None = None  # the plan's year, which heads lines without 。
        self._own: Cue | None = None  # the plan's year, which opens the line
        self._line = 0  # where the line starts
        self._is_unended = False  # the line before ends in a ；

    def enter(self, span: Span) -> None:
        """Goes on to the next line."""
        self._line = span.start
        opened = self._opened(span) if span.kind == "plan" else []
        self._own = self._own_year(span) if self._is_annual and span.kind == "plan" else None
        self._own_list = self._own_list_of(span)
        self._noted = list(self._notes(span)) if span.kind == "plan" else []
        if opened:
            line = self._text[opened[-1].end : span.end].rstrip()
            self._cues, self._section = opened, span.section
            self._opens_list = line.endswith(_COLONS)
            phrases, section = self._rules.phrases, span.section or ""
            is_goal = phrases["goals_heading"].search(section) is not None
            has_goals = any(character.isdigit() for character in line)
            self._opens_section = is_goal or not (has_goals or self._is_annual)
            self._opens_dashes = self._opens(self._head_end(span), opened[-1]) or not has_goals
        elif self._cues and not self._goes_on(span):
            self._cues = []
        else:
            self._cues = self._cues[-1:]
        self._is_unended = self._text[span.start : span.end].rstrip().endswith(_PART_ENDS)

    def at(self, position: int) -> Cue | None:
        """The cue of the later year, or of the note behind it, that governs a place in the line."""
        opened = next((cue for cue in reversed(self._cues) if cue.end <= position), None)
        if opened is not None and self._is_of_other_point(opened, position):
            opened = None
        noted = (cue for since, cue in self._noted if since <= position < cue.start)
        return opened or next(noted, None) or self._own_list_at(position) or self._own_at(position)

    def _is_of_other_point(self, cue: Cue, position: int) -> bool:
        """Whether a year stands in a point of the line's list, and a place in a later one."""
        if cue.start < self._line:
            return False
        point = self._rules.phrases["inner_point"]
        return (
            point.search(self._text, cue.end, position) is not None
            and point.search(self._text, self._line, cue.start) is not None
        )

    def _own_year(self, span: Span) -> Cue | None:
        """The plan's year by its number that opens a line: 「2026年，…达到90%。新增…10个。」."""
        start = self._head_end(span)
        cues = self._rules.cues.find_lasting(self._text, span.start, span.end, self._first)
        named = (cue for cue in cues if cue.due and str(cue.due.year) in cue.text)
        first = next(named, None)
        is_own = first is not None and first.due is not None and first.due.year == self._first
        return first if first is not None and is_own and self._opens(start, first) else None

    def _own_list_at(self, position: int) -> Cue | None:
        listed = self._own_list
        return listed if listed is not None and listed.end <= position else None

    def _own_at(self, position: int) -> Cue | None:
        """The plan's year that opened the line, up to the points of a list in it."""
        own = self._own
        if own is None or position < own.end:
            return None
        point = self._rules.phrases["inner_point"].search(self._text, own.end, position)
        return own if point is None else None

    def _own_list_of(self, span: Span) -> Cue | None:
        """The plan's year that stands before the colon of a list, over its lines up to 。.

        「今年，我区定下这些目标：」, with a goal in each line below.
        """
        line = self._text[span.start : span.end].rstrip()
        if span.kind not in ("plan", "heading") or "。" in line:
            return None
        if not line.endswith(_COLONS):
            return self._own_list
        cues = self._rules.cues.find(self._text, span.start, span.end, self._first)
        due = [cue for cue in cues if cue.gives == "deadline" and cue.due]
        return due[-1] if due else self._own_list

    def _notes(self, span: Span) -> Iterator[tuple[int, Cue]]:
        """The deadlines of brackets that close an item, each with the place back to which it holds.

        「新建园9所。培训教师900人。（市教育局，2025年底前）」: it is a sentence of its own.
        """
        since, text = span.start, self._text
        for note in self._rules.phrases["closing_note"].finditer(text, span.start, span.end):
            if not text[span.start : note.start()].rstrip().endswith(_STOPS):
                continue
            cues = self._rules.cues.find(text, note.start(), note.end(), self._first)
            due = [cue for cue in cues if cue.gives == "deadline" and cue.due]
            if due and not any(self._has_value(cue, note.end()) for cue in due):
                yield since, due[-1]
                since = note.end()

    def _has_value(self, cue: Cue, end: int) -> bool:
        """Whether a date of a bracket is of a goal in it: 「（9月底前完成筛查任务的80%）」."""
        return self._rules.phrases["own_goal"].match(self._text, cue.end, end) is not None

    def _goes_on(self, span: Span) -> bool:
        """Whether a line is still governed by the year that an earlier one opened with."""
        text = self._text
        if span.kind not in ("plan", "heading"):
            return False
        if self._rules.phrases["dash_item"].match(text, span.start, span.end):
            return self._opens_dashes
        if text[span.start : span.end].strip().isdecimal():
            return True  # the number of a page
        listed = self._rules.phrases["goes_on_listing"].match(text, span.start, span.end)
        if self._is_unended and listed is None and text[span.start].isalpha():
            return True  # 「到2025年，准确率达到88%；⏎满意度稳定在90分以上；」 is one paragraph
        own, opened = span.section or "", self._section or ""
        if self._opens_list and own.startswith(opened):
            return True
        is_prose = any(text.find(mark, span.start, span.end) >= 0 for mark in _MARKS)
        return self._opens_section and is_prose and own == opened

    def _opened(self, span: Span) -> list[Cue]:
        """The later years that open a line, and those that open a later sentence of it."""
        start = self._head_end(span)
        found = self._later(span.start, span.end)  # a year may begin with the spaces of its line
        first = next((cue for cue in found if self._opens(start, cue)), None)
        if first is None and self._text[start : span.end].rstrip().endswith(_COLONS):
            return [cue for cue in found[-1:] if self._heads_list(cue, span.end)]
        if first is not None:
            later = (cue for cue in found if cue.start >= first.end)
            return [first, *(cue for cue in later if self._opens_part(first.end, cue))]
        if self._is_annual:
            return []
        opened = self._parts_opened(start, found)
        if opened and (self._is_of_goals(span, start, opened[0]) or self._is_of_all(opened[0])):
            return opened
        return opened if opened and not self._has_goals(opened[0]) else []

    def _is_of_all(self, cue: Cue) -> bool:
        """Whether a mark parts a year from the goals that it opens: 「到2020年，全国能耗…」."""
        return self._text[cue.end : cue.end + 1] in _COMMAS

    def _is_of_goals(self, span: Span, start: int, cue: Cue) -> bool:
        """Whether a paragraph of goals comes to its first year: 「坚持车桩相随。到2028年底，…」."""
        heading = self._rules.phrases["goals_heading"].search
        said = self._text[start : cue.start]
        is_goal = heading(span.section or "") or heading(self._text, span.start, start)
        return is_goal is not None and not any(map(str.isdigit, said))

    def _heads_list(self, cue: Cue, end: int) -> bool:
        """Whether a year stands in the clause before the colon: 「强市战略，到2027年将实现：」."""
        start = cue.end + (self._text[cue.end : cue.end + 1] in _COMMAS)
        return not any(self._text.find(mark, start, end) >= 0 for mark in _COMMAS + _STOPS)

    def _head_end(self, span: Span) -> int:
        return behind_head(self._rules.phrases, self._text, span.start, span.end)[0]

    def _has_goals(self, cue: Cue) -> bool:
        """Whether goals stand in the very sentence that a year opens."""
        stop = self._text.find("。", cue.end)
        return any(map(str.isdigit, self._text[cue.end : stop]))

    def _later(self, start: int, end: int) -> list[Cue]:
        """The years in some words that are later than the plan's first one."""
        cues = self._rules.cues.find_lasting(self._text, start, end, self._first)
        first = self._first or 0
        return [cue for cue in cues if cue.due and cue.due.year > first]

    def _opens(self, start: int, cue: Cue) -> bool:
        return opens_goals(self._rules.phrases, self._text, start, cue)

    def _parts_opened(self, start: int, found: list[Cue]) -> list[Cue]:
        """The years that open a sentence, and those behind them that open a part of one."""
        first = next((cue for cue in found if self._opens_sentence(start, cue)), None)
        if first is None:
            return []
        return [cue for cue in found if cue is first or self._opens_part(first.end, cue)]

    def _opens_part(self, start: int, cue: Cue) -> bool:
        return cue.start >= start and self._opens(
            behind_last(_PARTS, self._text, start, cue.start), cue
        )

    def _opens_sentence(self, start: int, cue: Cue) -> bool:
        return self._opens(behind_last(_OPENERS, self._text, start, cue.start), cue)


def opens_goals(phrases: Phrases, text: str, start: int, cue: Cue) -> bool:
    """Whether nothing stands between a place and a year but what may open goals with it.

    A year behind a clause that does something is of the next clause alone: 「健全体系，2026年底前
    开工9处。」, but not so 「健全体系，到2026年，新增9处；…」.
    """
    if not text[start : cue.start].strip() or phrases["goal_frame"].fullmatch(
        text, start, cue.start
    ):
        return True
    is_of_all = text[cue.end : cue.end + 1] in _COMMAS
    return is_of_all and phrases["opens_goals"].fullmatch(text, start, cue.start) is not None
