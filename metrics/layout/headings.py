"""Lines of a text, and which of them head a section, at which level and under what name."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import regex

from metrics.layout.metadata import HEADING_LENGTH
from metrics.layout.spans import Line
from metrics.rules.layout import SectionVocabulary
from metrics.sources.formats.cells import BORDER

_BREAKS = regex.compile(r"[\n\r]+")
_INDENT = regex.compile(r"(?:&nbsp;|[\s\ufeff]|\*\*)*")
_MARKED = regex.compile(r"[\s\ufeff]*(?:(?P<level>#{1,6})\s+|\*\*(?=[^*]{2,48}\*\*\s*$))")
_RUN_IN = regex.compile(r"[^。；：:！？]{2,60}?(?=[。：:])")
_FIGURES = regex.compile(r"\d{2,}\p{Han}|\d[%％‰万亿]|\d[.]\d|\d\p{Han}[^\n]*。$")
_HEAD_ENDS = regex.compile(r"\s{2}|\u3000|(?<=\p{Han})\s(?=\p{Han})|[。：:]|(?<!\d)\*")
_LONG = 120  # characters of a line in which a heading may have lost its line break
_MARKED_LEVEL = -7  # Markdown's levels stand above those of numbers
CHAPTER = 2  # level of 一、
ITEM = 4  # level of 1. and what lies below it
TITLE_LEVEL = _MARKED_LEVEL + 1  # of a line that Markdown marks as the title


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading: its level (small is high), its mark or number, and the words after it."""

    level: int
    mark: str
    words: str
    alone: bool
    """Whether the line holds nothing else."""


@dataclass(frozen=True, slots=True)
class HeadedLine:
    """A line, and the heading that it is or begins with."""

    start: int
    end: int
    text: str
    heading: Heading | None


def headed(lines: list[Line], vocabulary: SectionVocabulary) -> list[HeadedLine]:
    """The lines with their headings."""
    return [
        HeadedLine(line.start, line.end, line.text, heading_of(line.text, vocabulary))
        for line in lines
    ]


def lines_of(text: str, vocabulary: SectionVocabulary) -> Iterator[Line]:
    """The lines of a text; a heading that stands inside a line begins one."""
    goes_on = vocabulary.patterns["line_goes_on"]
    start = 0
    for gap in _BREAKS.finditer(text):
        if goes_on.match(text, gap.start()):
            continue
        if gap.start() > start:
            yield from _pieces(text, start, gap.start(), vocabulary)
        start = gap.end()
    if start < len(text):
        yield from _pieces(text, start, len(text), vocabulary)


def _pieces(text: str, start: int, end: int, vocabulary: SectionVocabulary) -> Iterator[Line]:
    if end - start > _LONG and BORDER not in text[start:end]:
        for match in vocabulary.patterns["heading_in_line"].finditer(text, start + 1, end):
            if text[start : match.start()].strip():
                yield Line(start, match.start(), text[start : match.start()])
                start = match.start()
    yield Line(start, end, text[start:end])


def without_indent(line: str) -> str:
    """A line without what only sets it off: spaces, and the marks of bold letters."""
    indent = _INDENT.match(line)
    return line[indent.end() if indent else 0 :].rstrip().removesuffix("**")


def heading_of(line: str, vocabulary: SectionVocabulary) -> Heading | None:
    """The heading that a line is, or begins with; None of a row of a table and of plain text."""
    if BORDER in line:
        return None
    stripped = without_indent(line)
    marked = _MARKED.match(line)
    if marked and marked.group("level"):
        stripped = without_indent(line[marked.end() :])
    for level, pattern in enumerate(vocabulary.headings):
        match = pattern.match(stripped)
        if match is not None:
            mark = match.group().strip(" 、.．\u3000")
            alone = len(stripped) <= HEADING_LENGTH and "。" not in stripped[:-1]
            return Heading(level, mark, stripped[match.end() :], alone)
    if marked:
        level = _MARKED_LEVEL + len(marked.group("level") or "######")
        return Heading(level, "", stripped, alone=True)
    if vocabulary.patterns["plain_heading"].match(stripped):
        return Heading(CHAPTER, "", stripped, alone=True)
    return None


def name_of(heading: Heading, line: str) -> str:
    """The name that a heading has in the path of its section."""
    stripped = without_indent(line).lstrip("# ")
    if heading.alone:
        return stripped.rstrip("。：: ")
    run_in = _RUN_IN.match(stripped, len(stripped) - len(heading.words))
    return (stripped[: run_in.end()] if run_in else heading.mark).rstrip("。：: ")


def only_heads(heading: Heading, line: str, vocabulary: SectionVocabulary) -> bool:
    """Whether a line is a heading and holds no figures that could be a target's."""
    shown = without_indent(line)
    counted = vocabulary.patterns["counts_in_item"]
    is_task = heading.level >= ITEM and counted.match(heading.words) is not None
    return heading.alone and not is_task and not _FIGURES.search(shown)


def head_words(words: str) -> str:
    """The words of a heading up to where the text runs on in its line; none of a sentence."""
    words = words.strip()
    end = _HEAD_ENDS.search(words, 0, HEADING_LENGTH + 1)
    if end is None and len(words) > HEADING_LENGTH:
        return ""
    return words[: end.start()] if end else words
