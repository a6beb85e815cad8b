"""Splits a text into documents and spans: plan, review, context, contents, headings.

Every character of a document lies in exactly one span. Which words open a part stands in
``rules/layout``; this module only knows lines, headings and the order of parts.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from metrics.layout.contents import after_contents
from metrics.layout.headings import TITLE_LEVEL, HeadedLine, headed, lines_of, name_of, only_heads
from metrics.layout.metadata import HEADING_LENGTH, Facts, amend, read_facts, read_title
from metrics.layout.parts import Parts, find_parts
from metrics.layout.spans import DocumentPart, Kind, Line, Span
from metrics.rules.layout import SectionVocabulary
from metrics.sources.known_facts import KnownFacts

__all__ = ["DocumentPart", "Kind", "Span", "segment"]

_TITLE_LINES = 12  # a title stands among the first lines of its document
_BODY_LENGTH = 60  # a line this long is body text, not an entry of a table of contents
_REPEATED_LENGTH = 80  # a paragraph this long that stands twice is the same body again
_COMPLETE_ENDS = "。！？!?…”」』）)》】.;；:："


def segment(
    text: str, source: str, vocabulary: SectionVocabulary, known: KnownFacts | None = None
) -> list[DocumentPart]:
    """The documents of ``text`` in order; a plain file holds one.

    A table of contents that lists more documents than have a body adds one document without a
    body for each of them, so that what is absent is seen.
    """
    lines = list(lines_of(text, vocabulary))
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
        spans, doubt = _spans(text, lines[first:last], start, end, facts, vocabulary)
        truncated = _is_cut_off(text, spans, vocabulary)
        parts.append(DocumentPart(number, start, end, facts, True, truncated, spans, doubt))
    return _with_contents(text, parts, contents_end, listed, vocabulary)


def _bodies(
    lines: list[Line], vocabulary: SectionVocabulary
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


def _listed_titles(lines: list[Line], at: int, vocabulary: SectionVocabulary) -> list[str]:
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
    lines: list[Line],
    start: int,
    end: int,
    facts: Facts,
    vocabulary: SectionVocabulary,
) -> tuple[list[Span], str | None]:
    if not lines:
        return ([Span(start, end, "context")] if start < end else []), None
    spans: list[Span] = []
    contents = after_contents([line.text for line in lines], vocabulary)
    if 0 < contents < len(lines):
        spans.append(Span(start, lines[contents].start, "contents"))
        lines, start = lines[contents:], lines[contents].start
    with_headings = headed(lines, vocabulary)
    parts = find_parts(text, with_headings, end, facts, vocabulary)
    spans += _line_spans(with_headings, (start, end), parts, facts, vocabulary)
    return spans, parts.doubt


def _line_spans(
    lines: list[HeadedLine],
    place: tuple[int, int],
    parts: Parts,
    facts: Facts,
    vocabulary: SectionVocabulary,
) -> Iterator[Span]:
    """The spans of the lines in ``place``, the start and the end of their document."""
    start, end = place
    path: list[tuple[int, str]] = []
    seen: set[str] = set()
    position = start
    item_no: str | None = None
    change = 0
    kind: Kind = "front"
    for line, following in zip(lines, [*lines[1:], None], strict=True):
        stop = following.start if following else end
        mark, is_heading = _place(line, path, facts.title, vocabulary)
        item_no = item_no if mark is None else mark
        section = " / ".join(name for _, name in path) or None
        is_repeated = len(line.text) >= _REPEATED_LENGTH and line.text in seen
        if len(line.text) >= _REPEATED_LENGTH:
            seen.add(line.text)
        while position < stop:
            while change < len(parts.changes) and parts.changes[change][0] <= position:
                kind = parts.changes[change][1]
                change += 1
            until = parts.changes[change][0] if change < len(parts.changes) else stop
            until = min(until, stop)
            own = _own_kind(line.text, kind, is_heading, facts.plan_year, vocabulary)
            yield Span(position, until, "context" if is_repeated else own, section, item_no)
            position = until
    if position < end:
        yield Span(position, end, "context")


def _own_kind(
    line: str, kind: Kind, is_heading: bool, year: int | None, vocabulary: SectionVocabulary
) -> Kind:
    """The kind of a line inside a part of a kind."""
    patterns = vocabulary.patterns
    if kind not in ("plan", "review"):
        return kind
    if is_heading:
        return "heading"
    if any(patterns[name].match(line) for name in ("page_field", "page_end", "appendix")):
        return "context"
    if kind == "plan" and patterns["note_line"].match(line):
        return "context"
    if kind == "plan" and patterns["review_paragraph"].match(line):
        return "review"
    return "review" if kind == "plan" and _tells_of_past(line, year, vocabulary) else kind


def _tells_of_past(line: str, year: int | None, vocabulary: SectionVocabulary) -> bool:
    """Whether a paragraph opens with a year before the plan's and tells what was done in it."""
    patterns = vocabulary.patterns
    opened = patterns["opens_behind"].match(line)
    told = opened["year"] if opened is not None else None
    if opened is None or (told is not None and (year is None or int(told) >= year)):
        return False
    past = sum(1 for _ in patterns["past_sign"].finditer(line))
    return past > sum(1 for _ in patterns["plan_sign"].finditer(line))


def _place(
    line: HeadedLine,
    path: list[tuple[int, str]],
    title: str | None,
    vocabulary: SectionVocabulary,
) -> tuple[str | None, bool]:
    """Updates the heading path; says the line's item number and whether it is only a heading.

    The title heads no section.
    """
    heading = line.heading
    if heading is None:
        return None, False
    if not heading.mark and (heading.level == TITLE_LEVEL or heading.words == title):
        return None, only_heads(heading, line.text, vocabulary)
    while path and path[-1][0] >= heading.level:
        path.pop()
    path.append((heading.level, name_of(heading, line.text)))
    return heading.mark or None, only_heads(heading, line.text, vocabulary)


def _is_cut_off(text: str, spans: list[Span], vocabulary: SectionVocabulary) -> bool:
    """Whether the document stops in the middle of a sentence of its plan."""
    last = next((s for s in reversed(spans) if text[s.start : s.end].strip()), None)
    if last is None or last.kind != "plan":
        return False
    mark = vocabulary.patterns["watermark"].search(text, last.start, last.end)
    tail = text[last.start : mark.start() if mark else last.end].rstrip()
    return len(tail) > HEADING_LENGTH and tail[-1] not in _COMPLETE_ENDS
