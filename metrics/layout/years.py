"""The years that a document plans for, from its title, its own words and the day it is signed."""

from __future__ import annotations

from collections.abc import Iterator

import regex

from metrics.layout.titles import HEAD
from metrics.rules.layout import SectionVocabulary
from metrics.text.numerals import parse_numeral
from metrics.text.periods import five_years

Years = tuple[int | None, int | None]

_OPENING = 200  # where a plan without a title line names its period
_NUMBERED = 300  # characters in which it bears its number
_LATE = 11  # the month from which on a session is on the year after
_TAIL = 600  # where a document without a date at its head is signed
_WIDE_DIGITS = str.maketrans("０１２３４５６７８９", "0123456789")
_SPACED_DIGITS = regex.compile(r"(?<=\d) +(?=\d)")  # old PDF text spaces its digits out
_YEAR = regex.compile(r"20\d\d(?=年)")
_CITED = regex.compile(r"《[^《》\n]{1,80}》")


def read_years(body: str, title: str, file_name: str, vocabulary: SectionVocabulary) -> Years:
    """The first year that a document plans for, and the last of a plan of several years."""
    head = _SPACED_DIGITS.sub("", body[:HEAD].translate(_WIDE_DIGITS))
    titles = f"{title} {file_name}"
    if _is_report(head, title, vocabulary):
        return _years_of_report(body, head, titles, vocabulary)
    tail = body[max(HEAD, len(body) - _TAIL) :].translate(_WIDE_DIGITS)
    return _years_of_plan(body, head, tail, titles, vocabulary)


def _is_report(head: str, title: str, vocabulary: SectionVocabulary) -> bool:
    patterns = vocabulary.patterns
    if patterns["report_title"].search(title):
        return True
    return bool(patterns["report_sign"].search(head)) and not patterns["plan_title"].search(title)


def _years_of_plan(
    body: str, head: str, tail: str, title: str, vocabulary: SectionVocabulary
) -> Years:
    patterns = vocabulary.patterns
    said = next(_periods(head, tail, title, vocabulary), None)
    if said:
        return said
    ordinal = patterns["plan_ordinal"].search(title)
    if ordinal and patterns["plan_title"].search(title):
        return five_years(ordinal.group("ordinal"))
    signed = _signed(head, tail, vocabulary)
    count = patterns["years_long"].search(title)
    if count and signed:
        return signed, signed + int(parse_numeral(count.group("count"))) - 1
    named = patterns["year_of_title"].search(title)
    if named:
        return int(named.group("year")), None
    in_text = _CITED.sub("", head[:_OPENING])
    heading = patterns["year_of_plan"].search(body)
    opening = next((m for m in patterns["plan_year_opens"].finditer(in_text) if m["year"]), None)
    found = heading or opening
    if found:
        return int(found.group("year")), None
    numbered = signed or _numbered(head, vocabulary)
    return (numbered, None) if numbered else _spoken_of(body, vocabulary)


def _numbered(head: str, vocabulary: SectionVocabulary) -> int | None:
    """The year in the number that a document bears."""
    found = vocabulary.patterns["file_number"].search(head[:_NUMBERED])
    return int(found.group("year")) if found else None


def _spoken_of(body: str, vocabulary: SectionVocabulary) -> Years:
    """The year whose work the words of a text without a title speak of: 「2022年我省将…」.

    One by whose end something is to be reached, 到2025年, is no such year; of several the last is,
    where each follows the one before it. Else the five years in which something will be done.
    """
    patterns, text = vocabulary.patterns, _CITED.sub("", body[:HEAD].translate(_WIDE_DIGITS))
    ends = {int(one["year"]) for one in patterns["end_of_goals"].finditer(text)}
    years = {int(one["year"]) for one in patterns["year_ahead"].finditer(text)} - ends
    ahead = [one["ordinal"] for one in patterns["period_ahead"].finditer(text)]
    if not years and ahead:
        return max(map(five_years, ahead))
    if not years and patterns["own_year_said"].search(text):
        compared = {int(one["year"]) for one in patterns["compared_with_year"].finditer(text)}
        years = {max(compared) + 1} if compared and not ends else set()
    if not years:
        opened = patterns["year_opens_line"].finditer(text)
        years = {int(one["year"]) for one in opened} - ends
        if len(years) == 1 and patterns["this_year_opens"].search(text):
            return max(years) + 1, None  # 2016年，…达到77万人。今年，计划…
    years = years or _of_news(body, text, vocabulary)
    is_late = bool(years) and any(end < max(years) for end in ends)  # 到2015年… is to come, too
    if not years or is_late or max(years) - min(years) >= len(years):
        headline = patterns["period_of_headline"].match(body)
        return five_years(headline["ordinal"]) if headline else (None, None)
    return max(years), None


def _of_news(body: str, text: str, vocabulary: SectionVocabulary) -> set[int]:
    """The year that news are about: of a plan's title, a meeting, their only year, their date."""
    patterns = vocabulary.patterns
    told = patterns["plan_told"].search(body, 0, HEAD)
    found = told or patterns["year_of_meeting"].search(text)
    if found is None and patterns["own_year_said"].search(text):
        ended = patterns["year_end_alone"].search(text)
        is_only = len(set(_YEAR.findall(text))) == 1  # 至年底…2016年底…
        found = ended if is_only else None
    found = found or patterns["dateline"].search(body, 0, _NUMBERED)
    return {int(found["year"])} if found else set()


def _periods(head: str, tail: str, title: str, vocabulary: SectionVocabulary) -> Iterator[Years]:
    """The periods that a document says it is for, the surest first; of plans it cites, none."""
    patterns = vocabulary.patterns
    explained = patterns["explained"].search(head)
    places = [
        patterns["plan_period"].search(title),
        explained and patterns["plan_period"].search(explained.group("title")),
        patterns["plan_period"].search(_CITED.sub("", head[:_OPENING])),
        patterns["period_said"].search(head) or patterns["period_said"].search(tail),
    ]
    for found in places:
        if found:
            yield int(found.group("year")), int(found.group("end"))


def _signed(head: str, tail: str, vocabulary: SectionVocabulary) -> int | None:
    """The year in which a document is signed, or else printed."""
    patterns = vocabulary.patterns
    for text in (head, tail):
        found = patterns["signed"].search(text)
        if found:
            return int(found.group("year") or found.group("printed"))
    for line in head.split("\n"):
        field = patterns["page_field"].match(line)
        year = regex.match(r"20\d\d", field.group("value")) if field else None
        if field and year and patterns["date_field"].fullmatch(field.group("field")):
            return int(year.group())
    return None


def _years_of_report(body: str, head: str, title: str, vocabulary: SectionVocabulary) -> Years:
    patterns = vocabulary.patterns
    period = patterns["plan_period"].search(title)
    if period:
        return int(period.group("year")), int(period.group("end"))
    review = patterns["year_of_review"].search(head)
    plan = patterns["year_of_plan"].search(body)
    named = sorted({int(one["year"]) for one in patterns["year_of_title"].finditer(title)})
    session = patterns["year_of_session"].search(head)
    if plan and review and int(plan.group("year")) == int(review.group("year")) + 1:
        return int(plan.group("year")), None
    held = int(session["year"]) + (int(session["month"]) >= _LATE) if session else None
    if held and review and held == int(review["year"]) + 1:
        return held, None  # a page may bear another year than the report that it shows
    if named:  # a report on one year's plan and the next one's names both
        return named[0] + (named[0] + 1 in named), None
    if held:
        return held, None
    if review:
        return int(review.group("year")) + 1, None
    opening = next((m for m in patterns["plan_year_opens"].finditer(body) if m["year"]), None)
    found = plan or opening
    return (int(found.group("year")), None) if found else _spoken_of(body, vocabulary)
