"""Names in Latin letters, to find them by."""

from __future__ import annotations

from pypinyin import Style, lazy_pinyin


def pinyin(name: str, letters: int | None = None) -> str:
    """A Chinese name without tones, or its first letters, read as those of the whole name.

    Example:
        >>> pinyin("成都市")
        'chengdushi'
    """
    return "".join(lazy_pinyin(name)[:letters]).lower()


def initials(name: str) -> str:
    """The first letter of each syllable.

    Example:
        >>> initials("成都市")
        'cds'
    """
    return "".join(lazy_pinyin(name, style=Style.FIRST_LETTER)).lower()
