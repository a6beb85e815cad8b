"""Cues: words that govern the numbers after them in a sentence (力争, 年底前, 去年)."""

from __future__ import annotations

import calendar
import datetime
import re
from collections.abc import Iterator
from heapq import merge
from typing import Literal, Self, TypeAlias

import regex
from pydantic import model_validator

from metrics.rules.examples import Counter, CueExample
from metrics.rules.patterns import UNLISTED, CompiledPattern, PatternCompiler, listed
from metrics.rules.rulefiles import Entry, RuleFiles
from metrics.text.periods import five_years
from metrics.values import frozen

Strength = Literal["wish", "duty"]
Gives = Literal["commitment", "deadline", "past"]
DateForm = Literal[
    "month_end", "month_start", "half_year_end", "quarter_end", "year_start", "year_end",
    "next_year_end", "period_end", "summer_end", "day", "year_over",
]  # fmt: skip
SLOTS = {
    "year": r"(?P<year>2 ?0 ?\d ?\d) ?",  # of four digits, also spaced as in old PDF text
    "month": r"(?P<month>1[0-2]|0?[1-9])",
    "day": r"(?P<day>3[01]|[12]\d|0?[1-9])",
    "quarter": r"(?P<quarter>[一二三四])",
    "period": r"(?P<period>十[一二三四五六七八九])五",
}
_HAN_ORDINALS = "零一二三四五六七八九"
# What two characters that are cut off may tell wrongly: what stands before them, where words end.
_UNTOLD = re.compile(r"\(\?<=|\\[bBmMZ]|\$|(?<!\[)\^")
_MOST_KNOWN = 20_000  # pairs of characters that are remembered
_LONGEST = 200  # characters of a cue with what it looks ahead to; a sentence can be endless


class CueEntry(Entry):
    """One cue: its pattern, what it gives, and how far it reaches."""

    doc: str
    """What the cue means, with a real phrase in 「」."""
    pattern: str
    """A regular expression; $year is a year of four digits, $name the words of a list."""
    gives: Gives
    """What it says of the numbers after it."""
    until: Literal["paragraph", "sentence", "clause"] = "sentence"
    """How far it reaches: to the end of the sentence or of the clause; one to the end of the
    ``paragraph`` does so where it opens one with a year later than the plan's."""
    strength: Strength | None = None
    """Of a commitment, and only there: a wish, or a duty."""
    date: DateForm | None = None
    """Of a deadline: which day of the named month or year."""
    example: tuple[CueExample, ...] = ()
    """Phrases that hold the cue, in a plan for 2024; `due` is the day it names."""
    counter: tuple[Counter, ...] = ()
    """Phrases that look like it, and why they are not."""

    @model_validator(mode="after")
    def _a_commitment_is_strong(self) -> Self:
        if self.gives == "commitment" and self.strength is None:
            raise ValueError('strength: a commitment is a "wish" or a "duty"; say which')
        if self.gives != "commitment" and self.strength is not None:
            raise ValueError("strength: only a commitment has one")
        return self


@frozen
class Cue:
    """A cue found in a text, with the date it names where it sets a deadline."""

    start: int
    end: int
    text: str
    gives: Gives
    until: str
    rule_id: str
    due: datetime.date | None


class CueFinder:
    """Finds the cues of one set of rules in one scan of a sentence."""

    def __init__(self, entries: dict[str, CueEntry], patterns: dict[str, CompiledPattern]) -> None:
        self._entries = entries
        self.patterns = patterns
        self._all = _Beginnings(patterns)
        lasting = {n: one for n, one in patterns.items() if entries[n].until == "paragraph"}
        self._lasting = _Beginnings(lasting)

    def find_lasting(self, text: str, start: int, end: int, plan_year: int | None) -> list[Cue]:
        """The cues among `find`'s that may reach to the end of their paragraph."""
        for at in self._lasting.places(text, start, end):
            stop = min(end, at + _LONGEST)
            asked = self._lasting.asked_at(text, at, end)
            if any(pattern.match(text, at, stop) for _, pattern in asked):
                found = self.find(text, start, end, plan_year)
                return [cue for cue in found if cue.until == "paragraph"]
        return []

    def find(self, text: str, start: int, end: int, plan_year: int | None) -> list[Cue]:
        """The cues of ``text[start:end]`` in order, the longest one at each place."""
        found: list[Cue] = []
        stop = start
        for at in self._all.places(text, start, end):
            if at < stop:
                continue
            cue, stop = self._longest(text, at, end, plan_year)
            if cue is not None:
                found.append(cue)
        return found

    def commitments(self) -> dict[str, Strength]:
        """How strong each word of commitment is, of those that the examples of its cue hold."""
        found: dict[str, Strength] = {}
        for name, entry in self._entries.items():
            if entry.strength is None or name not in self.patterns:
                continue
            for example in entry.example:
                for match in self.patterns[name].finditer(example.text):
                    found.setdefault(match.group(), entry.strength)
        return found

    def rivals(self, text: str, cue: Cue, plan_year: int | None) -> list[str]:
        """The rules that find ``cue`` too but make something else of it: an ambiguity."""
        found = []
        for name, pattern in self.patterns.items():
            match = pattern.match(text, cue.start)
            entry, own = self._entries[name], self._entries[cue.rule_id]
            if match is None or match.end() != cue.end or name == cue.rule_id:
                continue
            due = _due(match, entry.date, plan_year) if entry.date else None
            if entry.date and due is None and plan_year is not None:
                continue
            if (entry.gives, entry.until, due) != (own.gives, own.until, cue.due):
                found.append(name)
        return found

    def _longest(
        self, text: str, at: int, end: int, plan_year: int | None
    ) -> tuple[Cue | None, int]:
        """The longest cue at a place, if any, and where the search goes on.

        It goes on behind a year gone by, too: the 年底 of 「2020年底」 is not this year's.
        """
        best: Cue | None = None
        stop = at + 1
        for name, pattern in self._all.asked_at(text, at, end):
            match = pattern.match(text, at, min(end, at + _LONGEST))
            entry = self._entries[name]
            lasts = entry.until == "paragraph"  # of two as long, the one that reaches farther
            if match is None or (best is not None and match.end() < best.end + (not lasts)):
                continue
            due = _due(match, entry.date, plan_year) if entry.date else None
            if entry.date and due is None and entry.gives == "past":
                continue  # 「据悉，2025年…」 of a plan for 2025 is not past, and hides no deadline
            stop = max(stop, match.end())
            if entry.date and due is None and plan_year is not None:
                continue  # a year gone by sets no deadline
            best = Cue(at, match.end(), match.group(), entry.gives, entry.until, name, due)
        return best, best.end if best else stop


def load_cues(files: RuleFiles, compiler: PatternCompiler) -> CueFinder:
    """Reads the kind ``cues``."""
    entries = files.entries("cues", CueEntry)
    patterns = {}
    for name, entry in entries.items():
        compiled = compiler.compile("cues", name, entry.pattern, SLOTS)
        if compiled is not None:
            patterns[name] = compiled
    return CueFinder(entries, patterns)


_Named: TypeAlias = "list[tuple[str, CompiledPattern]]"


class _Beginnings:
    """Where some patterns may begin.

    It is told by one character, so most of a sentence is passed over, and which of them do by two.
    A pattern that may begin with any character is searched for itself.
    """

    def __init__(self, patterns: dict[str, CompiledPattern]) -> None:
        self._anywhere = _opened_by(UNLISTED, patterns)
        self._opened_by = {
            character: _opened_by(character, patterns) or self._anywhere
            for character in sorted(listed("".join(p.pattern for p in patterns.values())))
        }
        told = "".join(c for c, opened in self._opened_by.items() if opened != self._anywhere)
        self._told = re.compile(f"[{re.escape(told)}]" if told else r"(?!)")
        self._opened_by_two: dict[str, _Named] = {}

    def places(self, text: str, start: int, end: int) -> Iterator[int]:
        """The places in ``text[start:end]``, in order."""
        told = (match.start() for match in self._told.finditer(text, start, end))
        if not self._anywhere:
            return told
        found = (_starts(pattern, text, start, end) for _, pattern in self._anywhere)
        return merge(told, *found)

    def asked_at(self, text: str, at: int, end: int) -> _Named:
        """The patterns that may begin at a place, or cannot tell by two characters."""
        two = text[at : min(at + 2, end)]
        known = self._opened_by_two.get(two)
        if known is None:
            opened = self._opened_by.get(two[0], self._anywhere)
            known = [
                (name, pattern)
                for name, pattern in opened
                if _UNTOLD.search(pattern.pattern) or pattern.match(two, partial=True)
            ]
            if len(self._opened_by_two) < _MOST_KNOWN:
                self._opened_by_two[two] = known
        return known


def _starts(pattern: CompiledPattern, text: str, start: int, end: int) -> Iterator[int]:
    """Where a pattern matches, also within a match that begins before."""
    while (match := pattern.search(text, start, end)) is not None:
        yield match.start()
        start = match.start() + 1


def _opened_by(characters: str, patterns: dict[str, CompiledPattern]) -> _Named:
    """The patterns that may begin with one of the characters."""
    return [
        (name, pattern)
        for name, pattern in patterns.items()
        if any(pattern.match(character, partial=True) for character in characters)
    ]


def _due(match: regex.Match[str], form: DateForm, plan_year: int | None) -> datetime.date | None:
    groups = match.groupdict()
    if form == "period_end":
        _, last = five_years(groups["period"])
        return datetime.date(last, 12, 31)
    year = int(groups["year"].replace(" ", "")) if groups.get("year") else plan_year
    if form == "year_over":
        is_over = year is not None and plan_year is not None and year < plan_year
        return datetime.date(year, 12, 31) if is_over and year is not None else None
    if year is None or (plan_year is not None and year < plan_year):
        return None
    if form == "next_year_end":
        return datetime.date(year + 1, 12, 31)
    if form == "half_year_end":
        return datetime.date(year, 6, 30)
    if form == "quarter_end":
        month = 3 * _HAN_ORDINALS.index(groups["quarter"])
        return datetime.date(year, month, calendar.monthrange(year, month)[1])
    if form == "year_start":  # the day before it
        return datetime.date(year - 1, 12, 31) if year != plan_year else None
    if form == "year_end":
        return datetime.date(year, 12, 31)
    if form == "summer_end":  # before schools begin
        return datetime.date(year, 8, 31)
    month = int(groups["month"])
    if form == "day":
        day = int(groups["day"])
        is_day = day <= calendar.monthrange(year, month)[1]  # 2月30日 is none
        return datetime.date(year, month, day) if is_day else None
    if form == "month_start":
        year, month = (year, month - 1) if month > 1 else (year - 1, 12)
    return datetime.date(year, month, calendar.monthrange(year, month)[1])
