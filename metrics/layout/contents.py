"""Finds where a document's own table of contents ends.

Its entries echo headings of the body, numbers included, which must not count twice.
"""

from __future__ import annotations

from collections.abc import Sequence

import regex

from metrics.layout.metadata import HEADING_LENGTH
from metrics.rules.layout import SectionVocabulary

_WITHIN = 60  # lines from the top of a document in which its contents begin
_FEWEST = 3  # entries
# A run of dots and spaces is looked at once, from its start: lines can hold thousands.
_PAGE = regex.compile(r"(?<![\s.…·])(?:[\s.…·]{2,}+|[.…·\t])\d{1,4}\s*$")
_WIDE_SPACE = "\u3000\u3000"  # between a heading and the text that runs on in its line


def after_contents(lines: Sequence[str], vocabulary: SectionVocabulary) -> int:
    """The number of the first line after the table of contents; 0 where there is none.

    An entry ends in the number of a page, or stands again further down.
    """
    is_heading = vocabulary.patterns["contents_line"].match
    at = next((i for i, line in enumerate(lines[:_WITHIN]) if is_heading(line)), None)
    if at is None:
        return 0
    last = {_name(line): i for i, line in enumerate(lines)}
    end = at + 1
    while end < len(lines) and _is_entry(lines[end], end, last):
        end += 1
    return end if end - at > _FEWEST else 0


def _is_entry(line: str, number: int, last: dict[str, int]) -> bool:
    if not line.strip():
        return True
    is_short = len(_PAGE.sub("", line.strip())) <= HEADING_LENGTH
    return is_short and (bool(_PAGE.search(line)) or last[_name(line)] > number)


def _name(line: str) -> str:
    """What an entry and its heading have in common: no page, no run-in text, no spaces."""
    head = _PAGE.sub("", line.strip().split(_WIDE_SPACE)[0])
    return regex.sub(r"\s", "", head)[:HEADING_LENGTH]
