"""Lines that a page broke at its margin, not their author: 「新增学位2.6⏎万个」 is one sentence.

Text taken out of a page holds a line break at every margin. A document is taken for such a one
where most of its long lines are equally wide and end within a sentence; there the break behind a
full line is left out, and with it the number of the page that ends there. Other documents stay as
they are: a line is a paragraph.
"""

from __future__ import annotations

import re
import statistics
from array import array
from collections.abc import Sequence
from dataclasses import dataclass

_LINE = re.compile(r"[^\n\r]+")
_BREAK = re.compile(
    r"[ \t]*(?:\r\n|\n|\r)"
    r"(?:[ \t]*[-—－·]?[ \t]*(?P<page>\d{1,4})[ \t]*[-—－·]?[ \t]*(?:\r\n|\n|\r))?(?=\S)"
)
_ENDS = "。！？!?：:…"
# What opens a paragraph behind a full line: an indent, a mark of a list or of a heading.
_OPENS = re.compile(
    r"[\s　]|[—\-–●•·*#|]{1,2}|[（(]?[一二三四五六七八九十\d]{1,3}[）)、.．]"
    r"|第[一二三四五六七八九十]{1,3}[章节条]"
)
_LETTER = re.compile("[A-Za-z]")  # two words that the margin parts stay two
_FEWEST = 20  # lines of a page or more
_SHORTEST, _LONGEST = 18, 60  # characters of a full line of Chinese print
_SLACK = 3  # characters that a full line may be short of the margin
_SHARE = 0.5  # of the full lines that end within a sentence; of paragraphs nearly none do
_EVEN = 0.4  # of all lines that are full ones
_WIDE = 0.03  # of the lines, at most, that are twice as wide: rows of tables


@dataclass(frozen=True, slots=True)
class ReadText:
    """A text as it is read.

    Attributes:
        text: what is read.
        places: where each of its characters stands in the text as printed; None: at the same place.
        pages: start and end, as printed, of the numbers of pages that are left out of ``text``.
    """

    text: str
    places: Sequence[int] | None = None
    pages: tuple[tuple[int, int], ...] = ()

    def printed(self, start: int, end: int) -> tuple[int, int]:
        """Where ``text[start:end]`` stands in the text as printed.

        >>> ReadText("新增2所", [0, 1, 3, 4]).printed(2, 4)
        (3, 5)
        """
        if self.places is None:
            return start, end
        begins = self.places[start] if start < len(self.places) else self.places[-1] + 1
        return begins, self.places[end - 1] + 1 if end > start else begins


def unwrapped(text: str) -> ReadText:
    """The text without its breaks at a margin."""
    width = wrapped_width(text)
    if width is None:
        return ReadText(text)
    kept: list[str] = []
    places = array("Q")
    pages: list[tuple[int, int]] = []
    position = 0
    for line in _LINE.finditer(text):
        gap = _BREAK.match(text, line.start() + len(line.group().rstrip()))
        if gap is None or not _is_full(line.group(), width) or _ends(line.group()):
            continue
        if _OPENS.match(text, gap.end()) is not None:
            continue
        kept.append(text[position : gap.start()])
        places.extend(range(position, gap.start()))
        if _parts_words(text, gap):
            kept.append(" ")
            places.append(gap.start())
        if gap["page"]:
            pages.append(gap.span("page"))
        position = gap.end()
    kept.append(text[position:])
    places.extend(range(position, len(text)))
    return ReadText("".join(kept), places, tuple(pages))


def _parts_words(text: str, gap: re.Match[str]) -> bool:
    """Whether two words of Latin letters would run together without a gap."""
    around = text[gap.start() - 1] + text[gap.end()]
    return around.isascii() and around.isalnum() and bool(_LETTER.search(around))


def wrapped_width(text: str) -> int | None:
    """How many characters wide the page is that broke the lines; None where none did."""
    lines = [line.group() for line in _LINE.finditer(text) if line.group().strip()]
    widths = [_width(line) for line in lines]
    if len(lines) < _FEWEST:
        return None
    long = [width for width in widths if _SHORTEST <= width <= _LONGEST]
    if len(long) < _FEWEST:
        return None
    width = statistics.mode(long)
    full = [line for line in lines if _is_full(line, width)]
    within = sum(not _ends(line) for line in full)
    wide = sum(one > 2 * width for one in widths)
    is_wrapped = len(full) >= _EVEN * len(lines) and within >= _SHARE * len(full)
    return width if is_wrapped and wide <= _WIDE * len(lines) else None


def _is_full(line: str, width: int) -> bool:
    return abs(_width(line) - width) <= _SLACK


def _ends(line: str) -> bool:
    return line.rstrip()[-1:] in _ENDS


def _width(line: str) -> int:
    """The width in Chinese characters; a Latin letter or digit is half as wide."""
    said = line.strip()
    return len(said) - len(said.encode("ascii", "ignore")) // 2
