"""Raised characters: marks of notes are left out, exponents stay and are no digits of the number.

「养老床位600¹张」 with a raised 1 has 600 beds, 「500m²」 is an area, and 「3×10⁴吨」 a power.
"""

from __future__ import annotations

import regex

# What a note is marked by: 1, [1], 〔1〕, (1), ①, *, 注1, and several of them.
_MARK = regex.compile(
    r"(?:[\[［〔【(（]?\s*注?\s*(?:\d{1,3}|[①-⑳]|[⑴-⒇]|[*＊†‡]{1,3})\s*[\]］〕】)）]?[,，、\-–]?)+"
)
_EXPONENT = regex.compile(r"[-−]?\d{1,2}")
_HAS_EXPONENT = regex.compile(r"(?:[a-zA-Zμ㎡²]|(?<![\d.])10|米)$")
_RAISED = str.maketrans("0123456789-−", "⁰¹²³⁴⁵⁶⁷⁸⁹⁻⁻")


def raised(text: str, before: str) -> str:
    """What stands for raised ``text`` behind ``before``, the text of its line up to it."""
    inner = text.strip()
    if _EXPONENT.fullmatch(inner) and _HAS_EXPONENT.search(before):
        return inner.translate(_RAISED)
    if _MARK.fullmatch(inner):
        return ""
    return text
