"""Splits a text into documents and spans: plan, review, context, contents, headings.

Every character of a document lies in exactly one span. Which words open a part stands in
``rules/layout``; this module only knows lines, headings and the order of parts.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import Literal

import regex

from metrics.layout.contents import after_contents
from metrics.layout.metadata import HEAD, HEADING_LENGTH, Facts, amend, read_facts, read_title
from metrics.rules.layout import SectionVocabulary
from metrics.sources.formats.cells import BORDER
from metrics.sources.known_facts import KnownFacts

Kind = Literal["plan", "review", "context", "contents", "heading", "front"]

_TITLE_LINES = 12  # a title stands among the first lines of its document
_BODY_LENGTH = 60  # a line this long is body text, not an entry of a table of contents
_REPEATED_LENGTH = 80  # a paragraph this long that stands twice is the same body again
# Some collections keep line breaks as the characters \\r\\n.
_BREAKS = regex.compile(r"(?:[\n\r]|\\[rn])+")
_INDENT = regex.compile(r"(?:&nbsp;|[\s\ufeff])*")
_RUN_IN = regex.compile(r"[^。；：:！？]{2,60}?(?=[。：:])")
_SENTENCE_STARTS = "。！？!?\n\r；"
_COMPLETE_ENDS = "。！？!?…”」』）)》】.;；:："


@dataclass(frozen=True, slots=True)
class Span:
    """``text[start:end]`` is of one kind, under one heading path and item number."""

    start: int
    end: int
    kind: Kind
    section: str | None = None
    item_no: str | None = None


@dataclass(frozen=True, slots=True)
class DocumentPart:
    """One document of a text: where it lies, what it says of itself, and its spans in order."""

    number: int
    start: int
    end: int
    facts: Facts
    body_present: bool
    truncated: bool
    spans: list[Span] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class _Line:
    start: int
    end: int
    text: str


def segment(
    text: str, source: str, vocabulary: SectionVocabulary, known: KnownFacts | None = None
) -> list[DocumentPart]:
    """The documents of ``text`` in order; a plain file holds one.

    A table of contents that lists more documents than have a body adds one document without a
    body for each of them, so that what is absent is seen.
    """
    lines = list(_lines(text, vocabulary))
    bodies, contents_end, listed = _bodies(lines, vocabulary)
    parts = []
    for number, (first, last) in enumerate(bodies, 1):
        start = lines[first].start if number > 1 or contents_end else 0
        end = lines[last].start if last < len(lines) else len(text)
        is_compilation = len(bodies) > 1 or bool(listed)
        title = read_title(
            [line.text for line in lines[first : min(first + _TITLE_LINES, last)]], vocabulary
        )
        facts = read_facts(text[start:end], title, "" if is_compilation else source, vocabulary)
        facts = amend(facts, known, vocabulary)
        spans = _spans(text, lines[first:last], start, end, facts, vocabulary)
        truncated = _is_cut_off(text, spans, vocabulary)
        parts.append(DocumentPart(number, start, end, facts, True, truncated, spans))
    return _with_contents(text, parts, contents_end, listed, vocabulary)


def _lines(text: str, vocabulary: SectionVocabulary) -> Iterator[_Line]:
    goes_on = vocabulary.patterns["line_goes_on"]
    start = 0
    for gap in _BREAKS.finditer(text):
        if goes_on.match(text, gap.start()):
            continue
        if gap.start() > start:
            yield _Line(start, gap.start(), text[start : gap.start()])
        start = gap.end()
    if start < len(text):
        yield _Line(start, len(text), text[start:])


def _without_indent(line: str) -> str:
    indent = _INDENT.match(line)
    return line[indent.end() if indent else 0 :].rstrip()


def _bodies(
    lines: list[_Line], vocabulary: SectionVocabulary
) -> tuple[list[tuple[int, int]], int, list[str]]:
    """Line ranges of the bodies, where the contents before them end, and the titles they list."""
    title_line = vocabulary.patterns["title_line"]
    contents = next(
        (
            i
            for i, line in enumerate(lines)
            if vocabulary.patterns["contents_line"].match(line.text)
        ),
        None,
    )
    listed = [] if contents is None else _listed_titles(lines, contents, vocabulary)
    if len(listed) < 2:
        return [(0, len(lines))], 0, []
    starts = [
        i
        for i, line in enumerate(lines)
        if len(line.text) <= HEADING_LENGTH
        and title_line.match(line.text)
        and any(len(other.text) > _BODY_LENGTH for other in lines[i + 1 : i + 4])
    ]
    if not starts:
        return [(0, len(lines))], 0, []
    ends = [*starts[1:], len(lines)]
    return list(zip(starts, ends, strict=True)), lines[starts[0]].start, listed


def _listed_titles(lines: list[_Line], at: int, vocabulary: SectionVocabulary) -> list[str]:
    """Titles that a table of contents lists, once each, in order."""
    titles = []
    for line in lines[at + 1 :]:
        if len(line.text) > _BODY_LENGTH:
            break
        entry = vocabulary.patterns["contents_entry"].match(line.text)
        if entry and vocabulary.patterns["title_line"].match(entry.group("title")):
            titles.append(entry.group("title").strip())
    return titles


def _with_contents(
    text: str,
    parts: list[DocumentPart],
    contents_end: int,
    listed: list[str],
    vocabulary: SectionVocabulary,
) -> list[DocumentPart]:
    if not contents_end:
        return parts
    first = parts[0]
    spans = [Span(0, contents_end, "contents"), *first.spans]
    parts = [replace(first, start=0, spans=spans), *parts[1:]]
    for title in listed[len(parts) :]:
        facts = read_facts("", title, "", vocabulary)
        parts.append(DocumentPart(len(parts) + 1, len(text), len(text), facts, False, False, []))
    return parts


# --- spans


def _spans(
    text: str,
    lines: list[_Line],
    start: int,
    end: int,
    facts: Facts,
    vocabulary: SectionVocabulary,
) -> list[Span]:
    if not lines:
        return [Span(start, end, "context")] if start < end else []
    spans: list[Span] = []
    contents = after_contents([line.text for line in lines], vocabulary)
    if 0 < contents < len(lines):
        spans.append(Span(start, lines[contents].start, "contents"))
        lines, start = lines[contents:], lines[contents].start
    events = _events(text, lines, end, facts, vocabulary)
    path: list[tuple[int, str]] = []
    seen: set[str] = set()
    position = start
    item_no: str | None = None
    for line, following in zip(lines, [*lines[1:], None], strict=True):
        stop = following.start if following else end
        item_no, is_heading = _place(line.text, path, item_no, vocabulary)
        is_note = vocabulary.patterns["note_line"].match(line.text) is not None
        looks_back = vocabulary.patterns["review_paragraph"].match(line.text) is not None
        section = " / ".join(name for _, name in path) or None
        for at, until, kind in _pieces(events, position, stop):
            if is_heading and kind in ("plan", "review"):
                kind = "heading"
            elif kind == "plan" and is_note:
                kind = "context"
            elif kind == "plan" and looks_back:
                kind = "review"
            elif len(line.text) >= _REPEATED_LENGTH and line.text in seen:
                kind = "context"
            spans.append(Span(at, until, kind, section, item_no))
        if len(line.text) >= _REPEATED_LENGTH:
            seen.add(line.text)
        position = stop
    if position < end:
        spans.append(Span(position, end, "context"))
    return spans


def _pieces(
    events: list[tuple[int, Kind]], start: int, stop: int
) -> Iterator[tuple[int, int, Kind]]:
    kind: Kind = "front"
    at = start
    for offset, next_kind in events:
        if offset <= start:
            kind = next_kind
        elif offset < stop:
            yield at, offset, kind
            at, kind = offset, next_kind
        else:
            break
    yield at, stop, kind


def _place(
    line: str,
    path: list[tuple[int, str]],
    item_no: str | None,
    vocabulary: SectionVocabulary,
) -> tuple[str | None, bool]:
    """Updates the heading path; says the line's item number and whether it is only a heading."""
    stripped = _without_indent(line)
    for level, pattern in enumerate(vocabulary.headings):
        match = pattern.match(stripped)
        if match is None or BORDER in line:  # a row of a table heads nothing
            continue
        run_in = _RUN_IN.match(stripped, match.end())
        alone = len(stripped) <= HEADING_LENGTH and "。" not in stripped[:-1]
        name = stripped if alone else stripped[: run_in.end()] if run_in else match.group().strip()
        while path and path[-1][0] >= level:
            path.pop()
        path.append((level, name.rstrip("。：: ")))
        return match.group().strip(" 、.．\u3000"), alone and not regex.search(
            r"\d{2,}[\p{Han}%]|\d[.]\d", stripped
        )
    return item_no, False


def _events(
    text: str, lines: list[_Line], end: int, facts: Facts, vocabulary: SectionVocabulary
) -> list[tuple[int, Kind]]:
    """Where the kind of the text changes, in order."""
    patterns = vocabulary.patterns
    title = facts.title or ""
    is_report = patterns["report_title"].search(title) or patterns["report_sign"].search(
        text, lines[0].start if lines else end, min(end, lines[0].start + HEAD) if lines else end
    )
    plans = not is_report or (
        bool(patterns["plan_title"].search(title)) and not patterns["report_title"].search(title)
    )
    events: list[tuple[int, Kind]] = []
    start = lines[0].start if lines else 0
    kind: Kind = "plan" if plans else "review"
    events.append((start, kind))
    planned = plans
    reviewed_level: int | None = None  # in a plan, the level of the chapter that looks back
    wording = None if plans else _first_wording(text, start, end, facts, vocabulary)
    for line in lines:
        if wording is not None and not planned and line.end > wording:
            planned, kind = True, "plan"
            events.append((wording, kind))
        level = _heading_level(line.text, vocabulary) if plans else None
        if reviewed_level is not None and level is not None and level <= reviewed_level:
            kind, reviewed_level = "plan", None
            events.append((line.start, kind))
        change = _heading_change(_head(line.text, level), facts, vocabulary)
        if plans and change == "review":
            if level is None:
                continue  # in a plan only a chapter looks back, not a line
            reviewed_level = level
        if change == "context":
            events.append((line.start, "context"))
            if patterns["page_end"].match(line.text) or planned:
                kind = "context"
        elif change is not None and change != kind:
            if change == "plan":
                planned = True
            kind = change
            events.append((line.start, kind))
    events.sort(key=lambda event: event[0])
    return events


def _head(line: str, level: int | None) -> str:
    """The heading of a line: all of a short one, or what stands before a wide space."""
    if level is None:
        return line if len(line) <= HEADING_LENGTH else ""
    return line.strip()[:HEADING_LENGTH].split("\u3000\u3000")[0]


def _heading_level(line: str, vocabulary: SectionVocabulary) -> int | None:
    stripped = _without_indent(line)
    return next((i for i, p in enumerate(vocabulary.headings) if p.match(stripped)), None)


def _heading_change(line: str, facts: Facts, vocabulary: SectionVocabulary) -> Kind | None:
    patterns = vocabulary.patterns
    if patterns["appendix"].match(line) or patterns["page_end"].match(line):
        return "context"
    if "。" in line.strip()[:-1] or line.count("，") > 2:
        return None
    stripped = line.strip()
    if patterns["review_heading"].search(stripped):
        year = regex.search(r"20\d\d", stripped)
        if year is None or facts.plan_year is None or int(year.group()) < facts.plan_year:
            return "review"
    if patterns["plan_heading"].search(stripped):
        years = [int(found) for found in regex.findall(r"20\d\d", stripped)]
        if not years or facts.plan_year is None or max(years) >= facts.plan_year:
            return "plan"
    return None


def _first_wording(
    text: str, start: int, end: int, facts: Facts, vocabulary: SectionVocabulary
) -> int | None:
    """The start of the first sentence whose wording opens the plan."""
    found = []
    for match in vocabulary.patterns["plan_wording"].finditer(text, start, end):
        year = regex.search(r"20\d\d", match.group())
        if year is None or facts.plan_year is None or int(year.group()) == facts.plan_year:
            found.append(_sentence_start(text, match.start(), start))
            break
    for match in vocabulary.patterns["plan_year_opens"].finditer(text, start, end):
        year_text = match.group("year")
        at = match.start()
        opens_line = not text[text.rfind("\n", start, at) + 1 : at].strip(" \u3000\t")
        if year_text and (facts.plan_year is None or int(year_text) != facts.plan_year):
            continue
        if opens_line:
            found.append(at)
            break
    return min(found, default=None)


def _sentence_start(text: str, position: int, floor: int) -> int:
    return max([text.rfind(mark, floor, position) for mark in _SENTENCE_STARTS] + [floor - 1]) + 1


def _is_cut_off(text: str, spans: list[Span], vocabulary: SectionVocabulary) -> bool:
    """Whether the document stops in the middle of a sentence of its plan."""
    last = next((s for s in reversed(spans) if text[s.start : s.end].strip()), None)
    if last is None or last.kind != "plan":
        return False
    mark = vocabulary.patterns["watermark"].search(text, last.start, last.end)
    tail = text[last.start : mark.start() if mark else last.end].rstrip()
    return len(tail) > HEADING_LENGTH and tail[-1] not in _COMPLETE_ENDS
