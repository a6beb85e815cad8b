"""Names in Latin letters, to find them by."""

from __future__ import annotations

from pypinyin import Style, lazy_pinyin

from charts.words.labels import ENGLISH_NAMES

SOFT_HYPHEN = "\u00ad"
"""Where a line may break a word."""


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


def region_name(code: str, name: str, short: str | None) -> str:
    """The English name of a region: the usual one, else its short name in pinyin."""
    usual = ENGLISH_NAMES["regions"].get(code)
    endings = ENGLISH_NAMES["region_endings"]
    ending = next((said for end, said in endings.items() if name.endswith(end)), "")
    letters = len(short) if short and name.startswith(short) else None
    return usual or pinyin(name, letters).capitalize() + ending


def breakable_name(code: str, name: str, short: str) -> str:
    """The English name of a region, with soft hyphens between the syllables of pinyin.

    Example:
        >>> breakable_name("230000", "黑龙江省", "黑龙江").split(SOFT_HYPHEN)
        ['Hei', 'long', 'jiang']
    """
    usual = region_name(code, name, short)
    spelled = SOFT_HYPHEN.join(lazy_pinyin(name)[: len(short)]).capitalize()
    return spelled if spelled.replace(SOFT_HYPHEN, "") == usual else usual
