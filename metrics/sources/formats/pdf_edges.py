"""What every page of a PDF prints again: running heads, page numbers and watermarks."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from statistics import median

import regex

from metrics.sources.formats.cells import BORDER
from metrics.sources.formats.pdf_lines import Line, rows_of

_EDGE_ROWS = 2  # running heads and page numbers are among the first or last rows of a page
_REPEATED = 3  # pages that print the same line at the same place
_SAME_PLACE = 0.6  # heights of a line by which its place may differ
_LARGE = 1.4  # times the height of other lines: a watermark inside a page
_COUNTING_SHARE = 0.8  # of the steps between pages
_NUMBERS = regex.compile(r"\d+")
_PAGE_NUMBER = regex.compile(
    r"\W*\p{Han}?\s*(?P<number>\d{1,4})\s*\p{Han}?\W*(?:\p{Han}?\s*\d+\s*\p{Han}?\W*)?"
)

_SENTENCE = regex.compile(r"[。；]\s*$")  # no running head ends so

_Met = tuple[int, Line]  # the number of a page, and one of its lines


def without_repeated(pages: Sequence[list[Line]]) -> tuple[list[list[Line]], int]:
    """The pages without what each page repeats, and how many lines that were.

    A running head is the same words at the same place; its digits, if any, are the same too or
    count up with the pages. So figures that stand at the edge of pages stay.
    """
    dropped: set[int] = set()
    alike: defaultdict[str, list[_Met]] = defaultdict(list)
    for number, lines in enumerate(pages, 1):
        for line in _candidates(lines):
            alike[_shape(line.text)].append((number, line))
    for met in alike.values():
        for group in _at_one_place(met):
            if _is_repeated(group, len(pages)):
                dropped |= {id(line) for _, line in group}
    kept = [[line for line in lines if id(line) not in dropped] for lines in pages]
    return kept, len(dropped)


def _candidates(lines: list[Line]) -> list[Line]:
    """The lines at the edges of a page, and large ones anywhere."""
    rows = list(rows_of(lines))
    edges = {id(line) for row in rows[:_EDGE_ROWS] + rows[-_EDGE_ROWS:] for line in row}
    usual = median(line.height for line in lines) if lines else 0.0
    return [one for one in lines if id(one) in edges or one.height > _LARGE * usual]


def _shape(text: str) -> str:
    """The line whatever its numbers are: — 12 — is —0—."""
    return _NUMBERS.sub("0", regex.sub(r"\s", "", text))


def _at_one_place(met: list[_Met]) -> list[list[_Met]]:
    """Lines of the same words, by how high they stand on their pages."""
    groups: list[list[_Met]] = []
    for one in sorted(met, key=lambda one: one[1].bottom):
        near = groups[-1][-1][1] if groups else None
        if near is not None and one[1].bottom - near.bottom < _SAME_PLACE * near.height:
            groups[-1].append(one)
        else:
            groups.append([one])
    return groups


def _is_repeated(group: list[_Met], pages: int) -> bool:
    group.sort(key=lambda one: one[0])
    numbers = [number for number, _ in group]
    texts = [line.text for _, line in group]
    values = [[int(one[:9]) for one in _NUMBERS.findall(text)] for text in texts]
    has_words = bool(regex.search(r"[\p{L}]", regex.sub(r"\d", "", texts[0])))
    if BORDER in texts[0] or _SENTENCE.search(texts[0]) or len(set(numbers)) < min(2, pages):
        return False
    if not values[0]:
        return len(set(numbers)) >= _REPEATED and has_words
    counts = [_counts_up(numbers, list(column)) for column in zip(*values, strict=True)]
    constant = [len(set(column)) == 1 for column in zip(*values, strict=True)]
    if not any(counts):
        return all(constant) and has_words and len(set(numbers)) >= _REPEATED
    is_page_number = all(map(_PAGE_NUMBER.fullmatch, texts)) and pages > 1
    fewest = 2 if is_page_number and values[0][0] == numbers[0] else _REPEATED
    return len(set(numbers)) >= fewest and all(map(any, zip(counts, constant, strict=True)))


def _counts_up(pages: list[int], values: list[int]) -> bool:
    """Whether a number grows by one with each page."""
    if len(values) < 2:
        return False
    pairs = zip(pages, pages[1:], values, values[1:], strict=False)
    steps = [later - earlier == after - before for earlier, later, before, after in pairs]
    return sum(steps) >= _COUNTING_SHARE * len(steps) and len(set(values)) > 1
