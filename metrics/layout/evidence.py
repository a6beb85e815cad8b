"""Cuts a document into passages and weighs what speaks, in each, for its half of the document.

A passage is a line, or what stands in a line from a sentence on that opens a plan. A heading, or
such a sentence, names a part; years, five-year plans, words of what is over and of what is to come
speak for one more quietly.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import regex

from metrics.layout.headings import ITEM, HeadedLine, Heading, head_words
from metrics.layout.metadata import HEADING_LENGTH, Facts
from metrics.rules.layout import SectionVocabulary
from metrics.sources.formats.cells import BORDER
from metrics.text.periods import five_years

REVIEW, PLAN, CONTEXT = range(3)
CHAPTER = 2  # level of 一、; what lies below it heads a part of a chapter

_TAB = "\t"
_LINE_ENDS = ("。", "！", "？", "!", "?", "：", ":", "；", ";", "”", "）", ")", "】", "…")
_BREAKS_OFF, _DASHES = frozenset("。；，、,;"), frozenset("—-–•·")
_SENTENCE_STARTS = "。！？!?\n\r；"
_WEIGHED = range(16, 400)  # how many characters of a passage have words that are weighed
_FIRST_PART = 0.1  # of a document's length, in which a page has crumbs of its own
_LAST_PART = 0.4  # before which explanations seldom begin
_SENTENCE, _INDENT = 700, 60  # characters of a sentence, and of what a line begins with
_YEAR = regex.compile(r"20\d\d")

# How much a sign speaks for its half, in the units in which a change of halves has its price.
_WORD, _YEAR_NAMED, _MOST = 0.5, 0.7, 1.5
_NAMED, _ITEM_NAMED, _INSIDE, _EXPLAINS = 5.0, 2.0, 0.5, 2.0


@dataclass(frozen=True, slots=True)
class Passage:
    """What begins at ``start``: its heading, the part it names, and what speaks for each part.

    Attributes:
        start: Where it begins.
        heading: The heading that it begins with, if any.
        named: The part that its heading, or its first sentence, names.
        is_line: Whether it begins with its line.
        is_front: Whether it stands before the first chapter of a document that has any.
        is_chapter: Whether it begins a chapter that no heading on its path tells the part of.
        weights: What speaks for review, plan and context.
    """

    start: int
    heading: Heading | None
    named: int | None
    is_line: bool
    is_front: bool
    is_chapter: bool
    weights: tuple[float, float, float]


def passages(
    text: str, lines: list[HeadedLine], end: int, facts: Facts, vocabulary: SectionVocabulary
) -> Iterator[Passage]:
    """The passages of a document, in order; ``lines`` are all of it that is not blank."""
    weigh = _Weighing(text, facts, vocabulary)
    openings = iter(sorted(weigh.openings(lines[0].start, end)))
    opening = next(openings, end)
    length = end - lines[0].start
    headings = [line.heading for line in lines]
    front = next((n for n, one in enumerate(headings) if one and 0 <= one.level <= CHAPTER), 0)
    chapters: list[tuple[int, int | None]] = []  # the levels above, and the parts they name
    begins_anew = True
    for number, (line, heading) in enumerate(zip(lines, headings, strict=True)):
        named = weigh.ends_plan(line.text, (line.start - lines[0].start) / length)
        if named is None and (heading is not None or begins_anew):
            named = weigh.named_by(line.text, heading)
        begins_anew = heading is not None or line.text.rstrip().endswith(_LINE_ENDS)
        inside = _chapter(chapters, heading, named)
        is_neither = named is None and inside is None
        is_chapter = heading is not None and heading.level <= CHAPTER and is_neither
        where = (number < front, is_chapter)
        start, is_line = line.start, True
        while opening < line.end:
            if opening <= start:
                named = PLAN if named is None else named
            else:
                weights = weigh.weights((start, opening), heading, named, inside)
                yield Passage(start, heading, named, is_line, *where, weights)
                start, heading, named, is_line = opening, None, PLAN, False
            opening = next(openings, end)
        weights = weigh.weights((start, line.end), heading, named, inside)
        yield Passage(start, heading, named, is_line, *where, weights)


def _chapter(
    chapters: list[tuple[int, int | None]], heading: Heading | None, named: int | None
) -> int | None:
    """The part that the headings above a line name, the nearest first; updates ``chapters``."""
    if named == CONTEXT:
        chapters.clear()
        return None
    if heading is not None:
        while chapters and chapters[-1][0] >= heading.level:
            chapters.pop()
    above = next((part for _, part in reversed(chapters) if part is not None), None)
    if heading is not None:
        chapters.append((heading.level, named))
    return above


class _Weighing:
    """What the words of one document speak for."""

    def __init__(self, text: str, facts: Facts, vocabulary: SectionVocabulary) -> None:
        self._text = text
        self._year = facts.plan_year
        self._title = facts.title
        self._is_titled = facts.is_titled
        self._patterns = vocabulary.patterns

    def weights(
        self, place: tuple[int, int], heading: Heading | None, named: int | None, inside: int | None
    ) -> tuple[float, float, float]:
        """What speaks for review, plan and context in a passage, ``inside`` a part named above."""
        start, end = place
        tone = self._tone(start, end)
        weights = [tone / 2, -tone / 2, 0.0]
        head = self._text[start : min(end, start + HEADING_LENGTH)]
        if self._patterns["definition"].match(head):
            weights[CONTEXT] += _EXPLAINS
        if inside is not None:
            weights[inside] += _INSIDE
        if named is not None:
            is_item = heading is not None and heading.level >= ITEM
            weights[named] += _ITEM_NAMED if is_item else _NAMED
        return weights[REVIEW], weights[PLAN], weights[CONTEXT]

    def _tone(self, start: int, end: int) -> float:
        """How much a passage speaks of what is over; negative where of what is to come."""
        if end - start < _WEIGHED.start:
            return 0.0
        text, end = self._text, min(end, start + _WEIGHED.stop)
        said = text[start:end].strip()
        if BORDER in said or _TAB in said:
            return 0.0  # a row of a table: its head says 累计, 比2020年 of goals, too
        ahead_by = self._patterns["opens_ahead"].match(text, start, end)
        if ahead_by and int(ahead_by["year"]) >= (self._year or 0):
            return -_MOST  # 到2030年，绿色转型取得显著成效
        past = sum(1 for _ in self._patterns["past_sign"].finditer(text, start, end))
        ahead = sum(1 for _ in self._patterns["plan_sign"].finditer(text, start, end))
        tone = _WORD * (past - ahead)
        if self._year is not None:
            for match in self._patterns["year_spoken_of"].finditer(text, start, end):
                ordinal = match.group("ordinal")
                first = last = int(match.group("year") or 0)
                if ordinal:
                    first, last = five_years(ordinal)
                if last < self._year:
                    tone += _YEAR_NAMED
                elif first >= self._year:
                    tone -= _YEAR_NAMED
        return max(-_MOST, min(_MOST, tone))

    def ends_plan(self, line: str, at: float) -> int | None:
        """The part that a line opens late in its document: explanations, or another plan.

        ``at`` says how much of the document stands before it.
        """
        if len(line) > 2 * HEADING_LENGTH or at < _FIRST_PART:
            return None
        if self._patterns["page_end"].match(line):
            return CONTEXT
        if at < _LAST_PART:
            return None
        if self._patterns["promise_heading"].match(line) and self._speaks_of(line, ahead=True):
            return PLAN
        return CONTEXT if self._patterns["appendix"].match(line) else None

    def named_by(self, line: str, heading: Heading | None) -> int | None:
        """The part that a line names as a heading does."""
        patterns = self._patterns
        if heading is None and not _stands_alone(line):
            return None
        words = head_words(heading.words) if heading else line.strip()
        whole = f"{heading.mark}、{words}" if heading and heading.mark else words
        if not words or "。" in words or words.count("，") > 2 or self._title == words:
            return None
        if patterns["review_heading"].search(whole) or patterns["background_heading"].search(words):
            return REVIEW if self._speaks_of(words, ahead=False) else PLAN
        has_aims = heading is not None and patterns["aim_heading"].search(words)
        if has_aims or patterns["plan_heading"].search(whole):
            return PLAN if self._speaks_of(words, ahead=True) else None
        return None

    def _speaks_of(self, words: str, *, ahead: bool) -> bool:
        """Whether the years that a heading names, if any, are the plan's, or those before it."""
        years = [int(found) for found in _YEAR.findall(words)]
        if not years or self._year is None:
            return True
        return max(years) >= self._year if ahead else min(years) < self._year

    def openings(self, start: int, end: int) -> set[int]:
        """Where sentences begin whose wording opens a plan."""
        text, found = self._text, set()
        for match in self._patterns["plan_wording"].finditer(text, start, end):
            year = _YEAR.search(match.group())
            if year is None or self._year is None or int(year.group()) == self._year:
                found.add(_sentence_start(text, match.start(), start))
        ahead = () if self._is_titled else self._patterns["period_ahead"].finditer(text, start, end)
        for match in ahead:  # of news alone; the background of a plan looks ahead, too
            if self._year == five_years(match["ordinal"])[0]:
                found.add(_sentence_start(text, match.start(), start))
        for match in self._patterns["plan_year_opens"].finditer(text, start, end):
            year_text, at = match.group("year"), match.start()
            if year_text and (self._year is None or int(year_text) != self._year):
                continue
            before = text[max(start, at - _INDENT) : at].rstrip(" \u3000\t")
            if not before or before.endswith("\n"):
                found.add(at)
        return found


def _sentence_start(text: str, position: int, floor: int) -> int:
    floor = max(floor, position - _SENTENCE)
    return max([text.rfind(mark, floor, position) for mark in _SENTENCE_STARTS] + [floor - 1]) + 1


def _stands_alone(line: str) -> bool:
    """Whether a line without a number may be a heading all the same; no row of a table is."""
    line = line.strip()
    if BORDER in line or line.count(_TAB) > 1:
        return False
    return len(line) <= HEADING_LENGTH and line[-1:] not in _BREAKS_OFF and line[:1] not in _DASHES
