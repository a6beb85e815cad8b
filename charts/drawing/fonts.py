"""Whether there is a font to draw Chinese letters with, for pictures that are drawn here."""

from __future__ import annotations

from functools import cache

import vl_convert

from charts.drawing import theme
from charts.words.labels import LABELS

# Two letters of one width: without a Chinese font both are drawn as the same empty box.
_LETTERS = LABELS["zh"]["title"][:2]


@cache  # drawing the two letters takes a moment, and the fonts of a system stay the same
def has_chinese_font() -> bool:
    """Whether two Chinese letters are drawn differently with the fonts at hand."""
    first, second = (vl_convert.svg_to_png(_letter(letter)) for letter in _LETTERS)
    return first != second


def _letter(letter: str) -> str:
    return (
        '<svg xmlns="http://www.w3.org/2000/svg" width="24" height="24">'
        f'<text x="2" y="20" font-size="20" font-family="{theme.FONT}">{letter}</text></svg>'
    )
