"""What time each number is for: from the words before it, else from the years of its document.

A word of time holds from its place to the next one, to the end of its sentence; one that opens a
paragraph holds to the paragraph's end. 每年, 年均, 现有 and 较2020年 hold in their clause only.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Literal

import regex

from metrics.rules.asked import PhraseName
from metrics.rules.phrases import Phrases
from metrics.targets.results import START
from metrics.targets.target import Target
from metrics.text.numerals import parse_numeral
from metrics.text.periods import Kind, Period, Years, count_of, five_years, to_month

Says = Literal["years", "by", "this", "each", "since", "until", "now", "ahead"]

_NAMES: tuple[PhraseName, ...] = (
    "time_plan", "time_years", "time_ago", "time_ahead", "time_year", "time_last", "time_this",
    "time_each", "time_since", "time_until", "time_now",
)  # fmt: skip
_OF_CLAUSE = ("each", "since", "now")
_COMMAS = ("，", ",")
_CLAUSE_ENDS = "，,；;。：:"
_HEAD = 30  # characters of a paragraph in which the word of time that opens it ends
_OPENING = 12  # characters at most before a word of time that opens its paragraph
_OF_QUARTER = 3  # months
_ORDINAL = regex.compile("[一二两三]")
_HALF_YEAR = 6
_FAR = 1000  # characters back to the five-year plan that a yearly mean is over


@dataclass(frozen=True, slots=True)
class TimeWord:
    """A word of time at ``start`` to ``end`` of its text, and what it says of numbers after it."""

    start: int
    end: int
    says: Says
    years: Years | None = None
    month: int | None = None
    is_programme: bool = False  # named by a programme, 三年行动, which its clause alone is about


@dataclass(frozen=True)
class TimesAround:
    """The words of time of a sentence and of what stands before it.

    Attributes:
        phrases: the patterns of words of time.
        text: of the document.
        start: where the sentence begins.
        end: where it ends.
        paragraph: where its paragraph begins.
        section: the headings that it stands below.
        plan: the years of the document's plan.
        looks_back: whether the part reports results.
    """

    phrases: Phrases
    text: str
    start: int
    end: int
    paragraph: int
    section: str | None
    plan: Years | None
    looks_back: bool

    def is_each_year(self, per: str | None) -> bool:
        """Whether words that say what a value is per name each year."""
        return self.phrases["time_each"].match(per or "") is not None

    @cached_property
    def year(self) -> Years | None:
        """The one year that a number without a word of time is for, or the years of a plan."""
        if self.plan is None or not self.looks_back:
            return self.plan
        return Years(self.plan.first - 1, self.plan.first - 1)

    @cached_property
    def words(self) -> list[TimeWord]:
        """The words of time in the sentence, in order, each at its offset in the document."""
        return list(self._in(self.start, self.end))

    @cached_property
    def around(self) -> Years | None:
        """The years named by the opening of the paragraph, else by the headings."""
        head = min(self.start, self.text.find("。", self.paragraph, self.start) + 1 or self.start)
        found = [one for one in self._in(self.paragraph, head) if one.years]
        if found and found[0].start - self.paragraph <= _OPENING and found[0].says == "years":
            return found[0].years
        words = _words(self.phrases, self.section or "", self.plan, self.looks_back)
        spans = {one.years for one in words if one.years and one.says == "years"}
        return next(iter(spans)) if len(spans) == 1 else None

    def _in(self, start: int, end: int) -> Iterator[TimeWord]:
        said = self.text[start:end]
        for one in _words(self.phrases, said, self.plan, self.looks_back):
            yield replace(one, start=start + one.start, end=start + one.end)


def past_opening(phrases: Phrases, text: str, paragraph: int, end: int, plan: Years) -> int | None:
    """Where the word of time ends that opens a paragraph with years before its plan's.

    「“十四五”时期，…取得重大成就。」 in a plan for 2026 reports what was.
    """
    head = phrases["line_head"].match(text, paragraph, end)
    start = head.end() if head else paragraph
    opening = next(_words(phrases, text[start : min(end, start + _HEAD)], plan, True), None)
    if opening is None or opening.start or not _is_past(opening, plan):
        return None
    end = start + opening.end
    is_year = opening.years is not None and opening.years.is_one
    return None if is_year and text[end : end + 1] not in _COMMAS else end


def stays_past(phrases: Phrases, text: str, start: int, end: int, plan: Years) -> bool:
    """Whether no word between two places speaks of the plan's own years or later ones."""
    said = _words(phrases, text[start:end], plan, True)
    return all(one.says in _OF_CLAUSE or _is_past(one, plan) for one in said)


def _is_past(word: TimeWord, plan: Years) -> bool:
    return word.says == "years" and word.years is not None and word.years.last < plan.first


def period_of(target: Target, times: TimesAround) -> Period:
    """What time a target or a result is for."""
    at = target.mention.start
    before = [one for one in times.words if one.end <= at]
    here = [
        one
        for one in before
        if one.says not in _OF_CLAUSE and (not one.is_programme or _is_near(times.text, one, at))
    ]
    close = [one for one in before if one.says in _OF_CLAUSE and _is_near(times.text, one, at)]
    says = {one.says for one in close}
    word = here[-1] if here else None
    years = word.years if word and word.years else None
    if target.averaged:
        return _mean(target, years, times)
    if "each" in says or times.is_each_year(target.per):
        span = years or times.around or times.year
        return Period("annual", *(span.days if span else (None, None)))
    since = next((one.years for one in close if one.says == "since"), None)
    base = years or times.year
    if since and base and target.mode == "change" and base.last > since.first:
        return Years(since.first + 1, base.last).as_period("total")
    if word is not None and word.says == "until":
        first, last = to_month((years or base or Years(1, 1)).first, word.month or _HALF_YEAR)
        return (
            Period("state", None, last) if target.mode == "level" else Period("total", first, last)
        )
    if "now" in says or (target.rule_id == START and years is None):
        return Period("state")
    return _by_years(target, word, years, times)


def _mean(target: Target, years: Years | None, times: TimesAround) -> Period:
    """A yearly mean: over the years named last, else those of the opening or of the plan."""
    plan, due = times.plan, target.deadline
    named = years if years and not years.is_one else None
    if named is None:
        named = times.around if times.around and not times.around.is_one else None
    if named is None and plan and not plan.is_one and not times.looks_back:
        named = plan
    until = due.year if due else years.last if years else None
    if named is None:
        at = target.mention.start
        plans = times.phrases["five_year_plan"].finditer(times.text, max(0, at - _FAR), at)
        ordinals = [match["ordinal"] for match in plans]
        named = Years(*five_years(ordinals[-1])) if ordinals else None
    if named is None and plan and until and until > plan.last and not times.looks_back:
        named = Years(plan.first, until)
    return Period("average", *(named.days if named else (None, None)))


def _by_years(
    target: Target, word: TimeWord | None, years: Years | None, times: TimesAround
) -> Period:
    """The period of the years that are named, of a deadline, or of the document."""
    plan = times.plan
    many: Kind = "end" if target.mode == "level" else "total"
    due = target.deadline.year if target.deadline and years is None and word is None else None
    if due and (not plan or not plan.is_one or times.looks_back or due > plan.last):
        years, word = Years(due, due), _BY
    if word is not None and word.says == "this":
        own = times.year
        if own is not None:
            years = Years(own.first, own.first)
    if years is None and times.looks_back:
        at = target.mention.start  # what is not final yet is of the last year
        is_late = times.phrases["estimated"].search(times.text, times.start, at)
        years = times.year if is_late else None
    if years is None:
        years = times.around or times.year
    if word is not None and word.says == "ahead":
        return Period(many)
    if years is None:
        return Period("annual") if plan else Period("state" if times.looks_back else "annual")
    if not years.is_one:
        return years.as_period(many)
    is_by = word is not None and word.says == "by"
    if times.looks_back or (plan is None and not is_by) or (plan and plan.is_one and years == plan):
        return years.as_period("annual")
    if many == "end" and (is_by or (plan and not plan.is_one)):
        return Period("end", *years.days)
    if plan is None:
        return Period("total", None, years.days[1])
    if is_by and years.last >= plan.first:
        return Years(plan.first, years.last).as_period("total")
    return years.as_period("annual")


_BY = TimeWord(0, 0, "by")


def _months(quarters: str | None) -> int | None:
    """How many months 前三 and 第一 of the quarters of a year are."""
    found = _ORDINAL.search(quarters or "")
    return _OF_QUARTER * int(parse_numeral(found.group())) if found else None


def _is_near(text: str, word: TimeWord, at: int) -> bool:
    """Whether a word of time stands in the clause of the number, or right before it."""
    between = text[word.end : at].lstrip(_CLAUSE_ENDS)
    return not any(mark in between for mark in _CLAUSE_ENDS)


def _words(phrases: Phrases, said: str, plan: Years | None, looks_back: bool) -> Iterator[TimeWord]:
    """The words of time in some words, in order; of two at a place the longer one."""
    found = [(name, match) for name in _NAMES for match in phrases[name].finditer(said)]
    found.sort(key=lambda one: (one[1].start(), -one[1].end()))
    stop = 0
    for name, match in found:
        if match.start() < stop:
            continue
        word = _meaning(name, match, plan, looks_back)
        if word is not None:
            stop = match.end()
            yield word


def _meaning(
    name: str, match: regex.Match[str], plan: Years | None, looks_back: bool
) -> TimeWord | None:
    """What a word of time says; None where it needs the plan's year and that is not known."""
    start, end = match.span()
    if name in _SAYS:
        return TimeWord(start, end, _SAYS[name])
    named = match.groupdict()
    if name == "time_plan":
        years = Years(*five_years(named["ordinal"]))
        if named["end"] or named["to"]:
            return TimeWord(start, end, "by", Years(years.last, years.last))
        return TimeWord(start, end, "years", years)
    if name == "time_years":
        first, last = int(named["first"]), int(named["last"])
        return TimeWord(start, end, "years", Years(first, last)) if first <= last else None
    if name in ("time_year", "time_since"):
        years = Years(int(named["year"]), int(named["year"]))
        if name == "time_since":
            return TimeWord(start, end, "since", years)
        if plan and not looks_back and years.last < plan.first:
            return None  # no promise is for a year gone by
        return TimeWord(start, end, "by" if named["to"] or named["end"] else "years", years)
    if name == "time_until":
        month = named["month"] or named["last_month"] or _months(named["quarters"])
        given = Years(int(named["year"]), int(named["year"])) if named["year"] else None
        return TimeWord(start, end, "until", given, int(month or _HALF_YEAR))
    if plan is None:
        is_ahead = name == "time_ahead" and not named["programme"]
        return TimeWord(start, end, "ahead") if is_ahead else None
    before = plan.first - 1
    if name == "time_last":
        return TimeWord(start, end, "years", Years(before, before))
    count = count_of(named["count"] or named["number"])
    if name == "time_ago":
        return TimeWord(start, end, "years", Years(before - count + 1, before))
    ahead = Years(plan.first, plan.first + count - 1)
    return TimeWord(start, end, "years", ahead, is_programme=bool(named["programme"]))


_SAYS: dict[str, Says] = {
    "time_this": "this", "time_each": "each", "time_now": "now",
}  # fmt: skip
