"""Marks as Chinese prints them: many pages have narrow ones, 「2018年,新建10所;」, or bullets.

Each mark stays one character, so that places stay. Those of numbers, codes and links (1,000;
1:16) stay as they are, and so do brackets, which names hold.
"""

from __future__ import annotations

import re

_HAN = "\u3400-\u9fff"
_BEFORE = f"{_HAN}）)”’》】%％‰℃"
_WIDE_OF = str.maketrans(",;:!?", "，；：！？")
_NARROW = re.compile(r"[,;:!?]")
_BULLETED = re.compile(r"(?m)^([ \u3000]*[·•●▪◆■])(.*)$")  # 「·新建10所·改造5所」 is a list
_BULLETS = re.compile(rf"(?<=[{_HAN}\d）)”%])[·•●▪◆■](?=[{_HAN}“])")
_STARS = re.compile(rf"(?<=[.、，,；; \u3000])\*(?=[{_HAN}\d])")  # 「1.*新建10所、*改造5所」
_DASHES = re.compile(  # 「--2024年，新增80家」 opens an item as 「——2024年」 does
    rf"(?m)(?:^|(?<=[。；：:;]))([ \u3000]*)(?:--|――|──|－－|––)(?=[{_HAN}“”《【]|20\d\d ?年)"
)
_MARKS = re.compile(
    rf"(?<=[{_BEFORE}])(?:[,;!?]|:(?![/\d]{{2}}))"  # 上午8时:00 and links stay
    rf"|(?<=\w)[,;:!?](?=[{_HAN}“‘《【（])"
    r"|(?<=\d)[;](?=\s|$)"
)


def with_wide_marks(text: str) -> str:
    """The text with the marks of Chinese words as Chinese prints them.

    >>> with_wide_marks("2018年,新建(改建)学校1,000所;实现1:16")
    '2018年，新建(改建)学校1,000所；实现1:16'
    >>> with_wide_marks("--2027年,新建学校9所")
    '——2027年，新建学校9所'
    """
    if _BULLETED.search(text) is not None:
        text = _BULLETED.sub(lambda found: found[1] + _BULLETS.sub("；", found[2]), text)
    text = _STARS.sub(" ", text) if "*" in text else text
    text = _DASHES.sub(r"\1——", text)
    if _NARROW.search(text) is None:
        return text
    return _MARKS.sub(lambda found: found[0].translate(_WIDE_OF), text)
