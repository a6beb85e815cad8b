"""How a text is read: simplified, with narrow digits, wide marks, years in digits, whole lines.

Patterns of headings, titles, deadlines and roles then need to know one way to print a year. What is
found is quoted from the text as printed: `ReadText.printed` tells where it stands there.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace

from metrics.text.listed_cells import gridded
from metrics.text.traditional import simplified
from metrics.text.wide_marks import with_wide_marks
from metrics.text.wrapped_lines import ReadText, unwrapped

_DIGITS = "0123456789"
_WIDE = re.compile("[０-９]+")
_TO_NARROW = str.maketrans("０１２３４５６７８９", _DIGITS)
_WRITTEN_BREAKS = re.compile(r"(?:\\[rn])+")  # \\r\\n in letters, as some collections keep breaks
_CELL_BREAKS = re.compile(r"<br\s?/?>", re.I)  # a cell of several lines in Markdown
_HAN_YEAR = re.compile(
    "(?:一九|二[〇○零Ｏ０0])[〇○零Ｏ０0一二三四五六七八九]{2}(?= ?年|[-—–~～至]二[〇○零])"
)
_TO_DIGITS = str.maketrans("〇○零Ｏ０一二三四五六七八九", "00000123456789")


Laid = tuple[str, Sequence[int] | None]  # a text, and where its characters stood before


def as_read(printed: str, lay_out: Callable[[str], Laid] | None = None) -> ReadText:
    r"""The text in the characters that rules are written in.

    Args:
        printed: The text as printed.
        lay_out: Puts listed cells into lines; those that it leaves are told by their values.

    >>> as_read("到二〇二六年底，覆盖率达到９０％").text
    '到2026年底，覆盖率达到90％'
    >>> as_read(r"一、目标。\r\n新建公园9个").text
    '一、目标。\n   新建公园9个'
    """
    if "\\" in printed:  # as long as they were: places stay
        printed = _WRITTEN_BREAKS.sub(lambda found: "\n".ljust(len(found[0])), printed)
    if "<" in printed:
        printed = _CELL_BREAKS.sub(lambda found: " " * len(found[0]), printed)
    read = unwrapped(simplified(printed))
    if lay_out is not None:
        read = _placed(read, *lay_out(read.text))
    text = gridded(read.text)
    if _WIDE.search(text):
        text = _WIDE.sub(lambda found: found[0].translate(_TO_NARROW), text)
    text = _HAN_YEAR.sub(lambda found: found[0].translate(_TO_DIGITS), text)
    return replace(read, text=with_wide_marks(text))


def _placed(read: ReadText, text: str, places: Sequence[int] | None) -> ReadText:
    """A text that was made of a read one, with its places in what is printed."""
    if places is not None and read.places is not None:
        places = [read.places[place] for place in places]
    return replace(read, text=text, places=read.places if places is None else places)
