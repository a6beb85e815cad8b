"""Reads a text sentence by sentence: each number in it with its fate, rows of tables among them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from functools import cached_property

import regex

from metrics.layout.listed_tables import as_laid_out
from metrics.layout.segments import DocumentPart, Span, segment
from metrics.layout.text_tables import find_rows
from metrics.quantities.scanner import Mention, scanner_of
from metrics.rules.patterns import check_time
from metrics.rules.ruleset import RuleSet
from metrics.sources.documents import Document
from metrics.sources.formats.cells import BORDER
from metrics.targets.due_lines import DueLines
from metrics.targets.fate import Fate
from metrics.targets.periods import past_opening, stays_past
from metrics.targets.reviewed_years import ReviewedYears, Told
from metrics.targets.sentence_reader import SentenceReader
from metrics.targets.standing_years import FiveYears, StandingYear
from metrics.targets.table_reader import GridReader
from metrics.text.periods import Years
from metrics.values import frozen

# The border between the cells of a table ends a sentence too, and belongs to none. A line break
# does where a span has many lines; else it stands within a sentence (`metrics.layout.segments`).
_SENTENCE_MARKS = {False: "。！？!?", True: "。！？!?\n\r"}
_SENTENCE_END = {
    many: regex.compile(rf"[{marks}]+|(?={regex.escape(BORDER)})")
    for many, marks in _SENTENCE_MARKS.items()
}
_LAST_MARK = {
    many: regex.compile(rf"(?r)[{marks}{regex.escape(BORDER)}]")
    for many, marks in _SENTENCE_MARKS.items()
}
_CHECKED = 20  # numbers that are read before the time is looked at again
_REACH = 700  # characters of a sentence on either side of its first number; the longest has 640


@frozen
class Sentence:
    """``text[start:end]``, in a plan for ``year``, and the fates of its numbers.

    ``span`` is where it stands; ``responsible`` who answers for that line, where it has targets;
    ``plan`` the years that the line plans for; ``told`` those that a review tells of there.
    """

    text: str
    start: int
    end: int
    year: int | None
    fates: list[Fate]
    span: Span
    responsible: str | None
    plan: Years | None = None
    told: Told | None = None


def read_sentences(document: Document, rules: RuleSet) -> Iterator[Sentence]:
    """The sentences of a document that hold numbers, in order, in its text as it is read."""
    text = as_laid_out(document.text, rules.sections).text
    for part in segment(text, document.source, rules.sections, document.facts):
        yield from read_part(text, part, rules)


def read_part(text: str, part: DocumentPart, rules: RuleSet) -> Iterator[Sentence]:
    """The sentences and the table rows of one document that hold numbers."""
    year = part.facts.plan_year
    reader = SentenceReader(rules, part.facts.region.region)
    rows = find_rows(text, part.start, part.end, year, rules.sections)
    grids = GridReader(rules, reader)
    mentions = scanner_of(rules).scan(text, part.start, part.end)
    standing = StandingYear(rules, text, part.facts.years)
    five_years = FiveYears(rules, text, part.facts.years)
    due = DueLines(rules, text, part.spans, year)
    reviewed = ReviewedYears(rules, text, part.facts.years)
    index = unchecked = 0
    for span in part.spans:
        standing.enter(span)
        reviewed.enter(span)
        plan = five_years.at(span)
        line = _Line(rules, text, span, part.facts.years)
        is_row = span.kind == "plan" and span.end - span.start <= 2 * _REACH
        row = rows.get(span.start) if is_row else None
        while index < len(mentions) and mentions[index].start < span.end:
            if index >= unchecked:
                check_time()
                unchecked = index + _CHECKED
            start, end = span.start, span.end
            if row is None:
                start, end = _sentence(text, span, mentions[index])
            stop_at = index
            while stop_at < len(mentions) and mentions[stop_at].start < end:
                stop_at += 1
            inside = mentions[index:stop_at]
            said = span
            fates = None if row is None else grids.read(text, row, inside, year)
            if row is not None and fates is None:
                row = None  # it does not fit its table's head: its cells are sentences
                continue
            if fates is None:
                later = due.at(start) or standing.at(inside[-1].start)
                said = line.span_of(start, end)
                fates = reader.read(text, start, end, said.kind, inside, year, later)
            index = stop_at
            named = line.responsible if any(fate.targets for fate in fates) else None
            told = reviewed.at(start)
            yield Sentence(text, start, end, year, fates, said, named, plan, told)


class _Line:
    """A span in which what holds for all its sentences is searched once.

    It is asked of one sentence after the other: what was searched for one is not searched again
    for the next, or the time would grow with the square of the line.
    """

    def __init__(self, rules: RuleSet, text: str, span: Span, plan: Years | None) -> None:
        self._rules, self._text, self._span, self._plan = rules, text, span, plan
        self._is_asked, self._asked_to = False, 0  # whether it plans, and up to where that is known
        self._is_past, self._past_to = True, 0

    def span_of(self, start: int, end: int) -> Span:
        """The span, as one of a review for a sentence of it that speaks of years gone by alone.

        Either the line has opened with them and spoken of no others up to ``end``, or the sentence
        itself does.
        """
        plan, phrases, text = self._plan, self._rules.phrases, self._text
        if self._span.kind == "plan" and self._is_reported(end):
            return replace(self._span, kind="review")
        if plan is None or self._span.kind != "plan":
            return self._span
        own = past_opening(phrases, text, start, end, plan)
        if own is not None and (
            not any(map(str.isdigit, text[start:own]))  # one that opens with 三年 may look ahead
            or self._rules.sections.patterns["plan_sign"].search(text, start, end)
        ):
            own = None
        is_past = self._stays_past(end, plan) or (
            own is not None and stays_past(phrases, text, own, end, plan)
        )
        return replace(self._span, kind="review") if is_past else self._span

    def _stays_past(self, end: int, plan: Years) -> bool:
        """Whether the line opens with years gone by, and speaks of no others up to ``end``."""
        if self._past is None:
            return False
        since = max(self._past, self._past_to)
        if self._is_past and since < end:
            self._is_past = stays_past(self._rules.phrases, self._text, since, end, plan)
            self._past_to = end
        return self._is_past

    def _is_reported(self, end: int) -> bool:
        """Whether the line opens with figures that are told, and asks for nothing up to there."""
        if self._told is None:
            return False
        since = max(self._told, self._asked_to)
        if not self._is_asked and since < end:
            ahead = self._rules.sections.patterns["plan_sign"]
            self._is_asked = ahead.search(self._text, since, end) is not None
            self._asked_to = end
        return not self._is_asked

    @cached_property
    def _told(self) -> int | None:
        """Where the words end that open a line of figures: 据统计."""
        told = self._rules.phrases["figures_told"].match(
            self._text, self._span.start, self._span.end
        )
        return told.end() if told else None

    @cached_property
    def _past(self) -> int | None:
        """Where the years gone by end that open the line of a plan."""
        span, plan = self._span, self._plan
        if plan is None or span.kind != "plan":
            return None
        return past_opening(self._rules.phrases, self._text, span.start, span.end, plan)

    @cached_property
    def responsible(self) -> str | None:
        """Who answers for what the line says."""
        pattern = self._rules.phrases["responsible"]
        match = pattern.search(self._text, self._span.start, self._span.end)
        return match.group("name").strip() if match else None


def _sentence(text: str, span: Span, mention: Mention) -> tuple[int, int]:
    """The sentence around a number; of one that never ends, what stands near."""
    has_lines = span.kind not in ("plan", "review")
    floor = max(span.start, mention.start - _REACH)
    last = _LAST_MARK[has_lines].search(text, floor, mention.start)
    ceiling = min(span.end, mention.end + _REACH)
    stop = _SENTENCE_END[has_lines].search(text, mention.end, ceiling)
    return last.end() if last else floor, stop.end() if stop else ceiling
