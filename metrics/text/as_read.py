"""How a text is read: in simplified characters, narrow digits, years in digits, whole lines.

Patterns of headings, titles, deadlines and roles then need to know one way to print a year. What is
found is quoted from the text as printed: `ReadText.printed` tells where it stands there.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from metrics.text.listed_cells import gridded
from metrics.text.traditional import simplified
from metrics.text.wrapped_lines import unwrapped

_DIGITS = "0123456789"
_WIDE = re.compile("[０-９]+")
_TO_NARROW = str.maketrans("０１２３４５６７８９", _DIGITS)
_HAN_YEAR = re.compile(
    "(?:一九|二[〇○零Ｏ０0])[〇○零Ｏ０0一二三四五六七八九]{2}(?= ?年|[-—–~～至]二[〇○零])"
)
_TO_DIGITS = str.maketrans("〇○零Ｏ０一二三四五六七八九", "00000123456789")


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


def as_read(printed: str) -> ReadText:
    """The text in the characters that rules are written in.

    >>> as_read("到二〇二六年底，覆盖率达到９０％").text
    '到2026年底，覆盖率达到90％'
    """
    text, places, pages = unwrapped(simplified(printed))
    text = gridded(text)
    if _WIDE.search(text):
        text = _WIDE.sub(lambda found: found[0].translate(_TO_NARROW), text)
    text = _HAN_YEAR.sub(lambda found: found[0].translate(_TO_DIGITS), text)
    return ReadText(text, places, pages)
