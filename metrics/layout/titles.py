"""A document's title and who issues it, from its first lines, its notice and its signature."""

from __future__ import annotations

from collections.abc import Iterator

import regex

from metrics.rules.asked import SectionName
from metrics.rules.layout import SectionVocabulary

HEADING_LENGTH = 48  # a longer line is a paragraph with a heading run into it
HEAD = 4000  # what a document says of itself stands at its head
_TAIL = 600  # or, as its signature and its date, at its end
_TITLE_LENGTH = 90  # of a line that Markdown or a page marks as a title
_ISSUER_LINES = 15
_PARTS: tuple[SectionName, ...] = ("review_heading", "background_heading", "plan_heading")
_ENDING = regex.compile(r"\.(?:md|txt|docx?|pdf|html?)\s*$")
_SAID = regex.compile(r"\w")
_MARKS = regex.compile(r"^\s*(?:#{1,6}\s+|\*\*)|\*\*\s*$")


def read_title(lines: list[str], vocabulary: SectionVocabulary) -> str | None:
    """The title that the first lines of a document print, with the years under it.

    Rather one that names more than the kind of the document; of a notice, what it hands out.
    """
    patterns = vocabulary.patterns
    titles = []
    for number, line in enumerate(lines):
        title = _title_of(line, vocabulary)
        if title is None:
            continue
        notice = patterns["notice_title"].search(title)
        below = next((one for one in lines[number + 1 :] if one.strip()), "")
        if notice is None and patterns["period_line"].match(below):
            title += regex.sub(r"\s", "", below)
        titles.append(notice.group("title") if notice else title)
    telling = (one for one in titles if not patterns["generic_title"].match(one))
    return next(telling, titles[0] if titles else None)


def _title_of(line: str, vocabulary: SectionVocabulary) -> str | None:
    """The title that a line is: marked as one, or of a form that titles have."""
    patterns = vocabulary.patterns
    field = patterns["page_field"].match(line)
    if field:
        value = _ENDING.sub("", field.group("value")).strip()
        is_title = patterns["title_field"].fullmatch(field.group("field"))
        return value if is_title and value else None
    marked = line.lstrip().startswith("# ") and len(line) <= _TITLE_LENGTH
    plain = _ENDING.sub("", _MARKS.sub("", line)).strip()
    if marked:
        return plain or None
    is_short = len(plain) <= HEADING_LENGTH
    if is_short and patterns["title_line"].match(plain):
        return plain
    is_notice = len(plain) <= _TITLE_LENGTH and patterns["notice_title"].search(plain)
    return plain if is_notice and patterns["notice_line"].match(plain) else None


def headline(body: str, vocabulary: SectionVocabulary) -> str | None:
    """The first line, where it is a headline: short, and over a whole paragraph or its date."""
    lines = body[:HEAD].strip().split("\n")
    first, below = lines[0].strip(), next(filter(_SAID.search, lines[1:]), "")
    patterns = vocabulary.patterns
    is_paragraph = len(below) > _TITLE_LENGTH or below[:1].isspace()
    if not (is_paragraph or patterns["signed"].match(below)):
        return None  # words of a text that is broken at its margin
    if not patterns["headline"].match(first) or patterns["page_field"].match(first):
        return None
    is_part = any(patterns[name].search(first) for name in _PARTS)  # 2023年工作回顾
    return None if is_part else first


def title_in_text(body: str, vocabulary: SectionVocabulary) -> str | None:
    """The title that the text of a notice gives what it hands out, or a text gives itself."""
    match = vocabulary.patterns["handed_out"].search(body, 0, HEAD)
    return match.group("title") if match else None


def read_issuer(title: str, body: str, vocabulary: SectionVocabulary) -> str | None:
    """Who issues a document: in its title, over it, in its signature, or as a page says it."""
    patterns = vocabulary.patterns
    for line in [title, *_first_lines(body)]:
        match = patterns["issuer_name"].match(line)
        if match and (line == title or patterns["title_line"].match(line)):
            return str(match.group("issuer"))
    tail = max(0, len(body) - _TAIL)
    for start, end in ((0, HEAD), (tail, len(body))):
        match = patterns["issuer_line"].search(body, start, end)
        if match:
            return " ".join(match.group("issuer").split())
    for line in _first_lines(body):
        field = patterns["page_field"].match(line)
        if field and patterns["issuer_field"].fullmatch(field.group("field")):
            name = field.group("value").strip()
            if any(patterns[kind].match(name) for kind in ("local_body", "national_body")):
                return str(name)
    return None


def _first_lines(body: str) -> Iterator[str]:
    lines = (one for one in body[:HEAD].split("\n") if one.strip())
    for _, line in zip(range(_ISSUER_LINES), lines, strict=False):
        yield _MARKS.sub("", line).strip()
