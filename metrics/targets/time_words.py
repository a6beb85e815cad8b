"""Words of time in texts, and what each says of the numbers after it."""

from __future__ import annotations

import re
from functools import lru_cache
from operator import itemgetter
from typing import Literal

import regex

from metrics.made_once import made_once
from metrics.rules.asked import PhraseName
from metrics.rules.patterns import UNLISTED, listed
from metrics.rules.phrases import Phrases
from metrics.text.numerals import parse_numeral
from metrics.text.periods import Years, count_of, five_years
from metrics.values import frozen

Says = Literal["years", "by", "this", "each", "since", "until", "now", "ahead"]

_NAMES: tuple[PhraseName, ...] = (
    "time_plan", "time_years", "time_ago", "time_ahead", "time_year", "time_last", "time_this",
    "time_next", "time_each", "time_since", "time_against", "time_until", "time_now",
)  # fmt: skip
HALF_YEAR = 6  # months
_OF_QUARTER = 3  # months
_ORDINAL = regex.compile("[一二两三]")
_KNOWN = 1024  # words whose words of time are remembered: headings, openings of paragraphs


@frozen
class TimeWord:
    """A word of time at ``start`` to ``end`` of its text, and what it says of numbers after it."""

    start: int
    end: int
    says: Says
    years: Years | None = None
    month: int | None = None
    is_programme: bool = False  # named by a programme, 三年行动, which its clause alone is about


class TimeReader:
    """Finds words of time with the patterns of one set of rules.

    The patterns are asked where one of their words may begin, which its first character tells.
    """

    def __init__(self, phrases: Phrases) -> None:
        self._patterns = [phrases[name] for name in _NAMES]
        named = sorted(listed("".join(one.pattern for one in self._patterns)))
        everywhere = self._opened_by(UNLISTED)
        opened = {character: self._opened_by(character) or everywhere for character in named}
        self._opened = {character: found for character, found in opened.items() if found}
        self._everywhere = everywhere
        opening = re.escape("".join(self._opened))
        self._opening = re.compile(r"[\s\S]" if everywhere else f"[{opening}]")
        self._opened_by_two: dict[str, list[int]] = {}
        self.words = lru_cache(_KNOWN)(self._words)

    def _opened_by(self, characters: str) -> tuple[int, ...]:
        """Which patterns may begin with one of some characters, or cannot tell."""
        return tuple(
            number
            for number, one in enumerate(self._patterns)
            if "(?<=" in one.pattern or any(one.match(c, partial=True) for c in characters)
        )

    def _opened_with(self, two: str) -> list[int]:
        """Which patterns may begin with two characters."""
        opened = self._opened.get(two[0], self._everywhere)
        patterns = ((number, self._patterns[number]) for number in opened)
        return [n for n, one in patterns if "(?<=" in one.pattern or one.match(two, partial=True)]

    def _words(self, said: str, plan: Years | None, looks_back: bool) -> tuple[TimeWord, ...]:
        """The words of time in some words, in order; of two at a place the longer one."""
        found = []
        ends = [0] * len(self._patterns)  # a pattern does not begin within its last match
        for opening in self._opening.finditer(said):
            at = opening.start()
            two = said[at : at + 2]
            asked = self._opened_by_two.get(two)
            if asked is None:
                asked = self._opened_by_two[two] = self._opened_with(two)
            for number in asked:
                match = self._patterns[number].match(said, at) if at >= ends[number] else None
                if match is not None:
                    ends[number] = match.end()
                    found.append((at, -match.end(), number, match))
        words = []
        stop = 0
        for at, _, number, match in sorted(found, key=itemgetter(0, 1, 2)):
            word = _meaning(_NAMES[number], match, plan, looks_back) if at >= stop else None
            if word is not None and looks_back and word.is_programme:
                continue  # one that goes on tells not when its results came
            if word is not None:
                stop = match.end()
                words.append(word)
        return tuple(words)

    def opening(self, said: str, plan: Years) -> TimeWord | None:
        """The word of time that some words of a report begin with."""
        if not self._opening.match(said):
            return None
        found = (
            (_NAMES[number], self._patterns[number].match(said))
            for number in self._opened.get(said[0], self._everywhere)
        )
        told = [(name, match) for name, match in found if match is not None]
        told.sort(key=lambda one: -one[1].end())
        words = (_meaning(name, match, plan, True) for name, match in told)
        return next((word for word in words if word is not None), None)


@made_once
def times_of(phrases: Phrases) -> TimeReader:
    """The reader of the words of time of a set of phrases."""
    return TimeReader(phrases)


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
        year = int(named["year"]) if named["year"] else five_years(named["ordinal"])[1]
        years = Years(year, year)  # the last year of 较“十三五”末
        if name == "time_since":
            return TimeWord(start, end, "since", years)
        if plan and not looks_back and years.last < plan.first:
            return None  # no promise is for a year gone by
        return TimeWord(start, end, "by" if named["to"] or named["end"] else "years", years)
    if name == "time_until":
        month = named["month"] or named["last_month"] or _months(named["quarters"])
        given = Years(int(named["year"]), int(named["year"])) if named["year"] else None
        return TimeWord(start, end, "until", given, int(month or HALF_YEAR))
    if plan is None:
        is_ahead = name == "time_ahead" and not named["programme"]
        return TimeWord(start, end, "ahead") if is_ahead else None
    before = plan.first - 1
    if name == "time_last":
        return TimeWord(start, end, "years", Years(before, before))
    if name == "time_next":
        return TimeWord(start, end, "years", Years(plan.first + 1, plan.first + 1))
    count = count_of(named["count"] or named["number"])
    if name == "time_ago":
        return TimeWord(start, end, "years", Years(before - count + 1, before))
    ahead = Years(plan.first, plan.first + count - 1)
    return TimeWord(start, end, "years", ahead, is_programme=bool(named["programme"]))


_SAYS: dict[str, Says] = {
    "time_this": "this", "time_each": "each", "time_now": "now", "time_against": "since",
}  # fmt: skip


def _months(quarters: str | None) -> int | None:
    """How many months 前三 and 第一 of the quarters of a year are."""
    found = _ORDINAL.search(quarters or "")
    return _OF_QUARTER * int(parse_numeral(found.group())) if found else None
