"""What time each number is for: from the words before it, else from the years of its document.

A word of time holds from its place to the next one, to the end of its sentence; one that opens a
paragraph holds to the paragraph's end. 每年, 年均, 现有 and 较2020年 hold in their clause only.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from metrics.rules.phrases import Phrases
from metrics.targets.marks import behind_head, behind_last
from metrics.targets.results import START
from metrics.targets.reviewed_years import Told
from metrics.targets.target import Target
from metrics.targets.time_words import HALF_YEAR, TimeWord, times_of
from metrics.text.periods import Kind, Period, Years, five_years, to_month

_OF_CLAUSE = ("each", "since", "now")
_COMMAS = ("，", ",")
_CLAUSE_ENDS = "，,；;。：:"
_HEAD = 30  # characters of a paragraph in which the word of time that opens it ends
_OPENING = 12  # characters at most before a word of time that opens its paragraph
_LONGEST_WORD = 100  # characters of a word of time; the longest has a third of them
_FAR = 1000  # characters back to the five-year plan that a yearly mean is over


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
        told: the years that a part of a review tells of.
    """

    phrases: Phrases
    text: str
    start: int
    end: int
    paragraph: int
    section: str | None
    plan: Years | None
    looks_back: bool
    told: Told | None = None

    def is_each_year(self, per: str | None) -> bool:
        """Whether the `per` words of a value, such as 每年, mean every year."""
        return per is not None and self.phrases["time_each"].match(per) is not None

    def is_against_last_year(self, at: int) -> bool:
        """Whether the clause of a number compares it with the year before: 「同比增长5%」."""
        clause = behind_last(_CLAUSE_ENDS, self.text, self.start, at)
        return self.phrases["against_last_year"].search(self.text, clause, at) is not None

    @cached_property
    def year(self) -> Years | None:
        """The one year that a number without a word of time is for, or the years of a plan."""
        if self.plan is None or not self.looks_back:
            return self.plan
        return Years(self.plan.first - 1, self.plan.first - 1)

    def before(self, named: Years | None) -> Period:
        """The end of the year before some years: where a change over them starts."""
        years = named or (self.around if self.looks_back else None)
        if years is None or years.is_one:
            return Period("state")
        return Period("state", None, Years(years.first - 1, years.first - 1).days[1])

    @cached_property
    def is_estimated(self) -> bool:
        """Whether the sentence says of any value that it is not final yet."""
        said = self.phrases["estimated"].search(self.text, self.start, self.end)
        return said is not None

    @cached_property
    def words(self) -> list[TimeWord]:
        """The words of time in the sentence, in order, each at its offset in the document."""
        return list(self._in(self.start, self.end))

    @cached_property
    def around(self) -> Years | None:
        """The years named by the opening of the paragraph, else by its part or the headings."""
        told = self.told if self.looks_back else None
        if told is not None and told.here:
            return told.years
        near = min(self.start, self.paragraph + _OPENING + _LONGEST_WORD)
        head = self.text.find("。", self.paragraph, near) + 1 or near
        found = [one for one in self._in(self.paragraph, head) if one.years]
        if found and found[0].start - self.paragraph <= _OPENING and found[0].says == "years":
            years = found[0].years  # one year among the five that are told of is of its sentence
            if told is None or years is None or not years.is_one:
                return years
        if told is not None:
            return told.years
        words = times_of(self.phrases).words(self.section or "", self.plan, self.looks_back)
        spans = {one.years for one in words if one.years and one.says == "years"}
        return next(iter(spans)) if len(spans) == 1 else None

    def _in(self, start: int, end: int) -> Iterator[TimeWord]:
        said = self.text[start:end]
        for one in times_of(self.phrases).words(said, self.plan, self.looks_back):
            if said.rfind("《", 0, one.start) > said.rfind("》", 0, one.start):
                continue  # 编制《国土空间规划（2021—2035年）》
            own = one.says, one.years, one.month, one.is_programme
            yield TimeWord(start + one.start, start + one.end, *own)


def past_opening(phrases: Phrases, text: str, paragraph: int, end: int, plan: Years) -> int | None:
    """Where the word of time ends that opens a paragraph with years before its plan's.

    「“十四五”时期，…取得重大成就。」 in a plan for 2026 reports what was.
    """
    start, is_of_news = behind_head(phrases, text, paragraph, end)
    opening = times_of(phrases).opening(text[start : min(end, start + _HEAD)], plan)
    if opening is None or not _is_past(opening, plan):
        return None
    end = start + opening.end
    is_year = opening.years is not None and opening.years.is_one
    is_aside = is_year and not is_of_news and text[end : end + 1] not in _COMMAS
    return None if is_aside else end


def stays_past(phrases: Phrases, text: str, start: int, end: int, plan: Years) -> bool:
    """Whether no word between two places speaks of the plan's own years or later ones."""
    said = times_of(phrases).words(text[start:end], plan, True)
    return all(one.says in _OF_CLAUSE or _is_past(one, plan) for one in said)


def _is_past(word: TimeWord, plan: Years) -> bool:
    is_named = word.says in ("years", "by")  # 从2005年的19‰下降到2009年的14‰
    return is_named and word.years is not None and word.years.last < plan.first


def period_of(target: Target, times: TimesAround) -> Period:
    """What time a target or a result is for."""
    at = target.mention.start
    before = [one for one in times.words if one.end <= at]
    here = [
        one
        for one in before
        if one.says not in _OF_CLAUSE and not (one.is_programme and _is_apart(times, one, at))
    ]
    close = [one for one in before if one.says in _OF_CLAUSE and _is_near(times.text, one, at)]
    if not close and before and before[-1].says == "since" and _grows_on(times, before[-1], at):
        close = before[-1:]
    says = {one.says for one in close}
    word = here[-1] if here else None
    years = word.years if word and word.years else None
    if target.averaged:
        return _mean(target, years, times)
    if "each" in says or times.is_each_year(target.per):
        span = years or times.around or times.year
        return Period("annual", *(span.days if span else (None, None)))
    against = next((one for one in close if one.says == "since"), None)
    since = against.years if against else None
    is_start = target.rule_id == START or (against is not None and against.end == at)
    if since and is_start:  # 较“十三五”末的|9323亿元|增加4374亿元
        return since.as_period("end")
    base = years or times.year
    if since and base and target.mode == "change" and base.last > since.first:
        return Years(since.first + 1, base.last).as_period("total")
    if word is not None and word.says == "until":
        first, last = to_month((years or base or Years(1, 1)).first, word.month or HALF_YEAR)
        return (
            Period("state", None, last) if target.mode == "level" else Period("total", first, last)
        )
    if target.rule_id == START and (years is None or not years.is_one):
        return times.before(years)
    if "now" in says:
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
        is_late = times.is_estimated and times.phrases["estimated"].search(
            times.text, times.start, at
        )
        if is_late or times.is_against_last_year(at):
            years = times.year
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
    is_end = plan is not None and (not plan.is_one or years.first > plan.last)
    if many == "end" and (is_by or is_end):
        return Period("end", *years.days)
    if plan is None:
        return Period("total", None, years.days[1])
    if is_by and years.last >= plan.first:
        return Years(plan.first, years.last).as_period("total")
    return years.as_period("annual")


_BY = TimeWord(0, 0, "by")


def _grows_on(times: TimesAround, since: TimeWord, at: int) -> bool:
    """Whether a rate tells the growth before it again: 「较2020年增加4374亿元，|增长33%」."""
    clause = behind_last("，,", times.text, since.end, at)
    is_next = not any(mark in times.text[since.end : clause - 1] for mark in _CLAUSE_ENDS)
    grows = times.phrases["grows_alone"].fullmatch(times.text, clause, at)
    return clause > since.end and is_next and grows is not None


def _is_apart(times: TimesAround, word: TimeWord, at: int) -> bool:
    """Whether a programme of years is of another clause than a number.

    In a plan for one year its clause ends at a comma: 「实施三年行动，|今年新建学校20所」.
    """
    if times.plan is None or not times.plan.is_one:
        return not _is_near(times.text, word, at)
    return any(mark in times.text[word.end : at] for mark in _CLAUSE_ENDS)


def _is_near(text: str, word: TimeWord, at: int) -> bool:
    """Whether a word of time stands in the clause of the number, or right before it."""
    between = text[word.end : at].lstrip(_CLAUSE_ENDS)
    return not any(mark in between for mark in _CLAUSE_ENDS)
