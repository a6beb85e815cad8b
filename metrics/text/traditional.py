"""Traditional characters: texts in them are read as the same text in simplified ones.

The rules are written in simplified characters. A text is converted character for character, so that
every offset counts in the text as printed too; quotes and sentences stay as printed.
"""

from __future__ import annotations

import re
from functools import lru_cache
from importlib.util import find_spec
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from opencc import OpenCC

# The blocks of Chinese characters; re keeps a class as a bitmap, which is five times as fast.
_HAN = re.compile("[\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]+")
_SAMPLE = 20_000  # characters that tell how a text is written
_FOREIGN_SHARE = 0.1  # of Chinese characters that GB 2312 lacks; traditional texts have 25 to 40 %


def is_traditional(text: str) -> bool:
    """Whether a text is written in traditional characters."""
    han = "".join(_HAN.findall(text, 0, _SAMPLE))
    known = len(han.encode("gb2312", "ignore")) // 2
    return len(han) - known > _FOREIGN_SHARE * len(han)


def can_simplify() -> bool:
    """Whether the extra ``zh-hant`` is installed."""
    return find_spec("opencc") is not None


def simplified(text: str) -> str:
    """The text in simplified characters, of the same length; without the extra, the text itself."""
    if not can_simplify() or not is_traditional(text):
        return text
    converter = _converter()
    return "".join(_same_length(line, converter) for line in text.splitlines(keepends=True))


def _same_length(line: str, converter: OpenCC) -> str:
    converted: str = converter.convert(line)
    if len(converted) == len(line):
        return converted
    # A word that changes its length is left to its characters.
    characters = (converter.convert(character) for character in line)
    return "".join(new if len(new) == 1 else old for old, new in zip(line, characters, strict=True))


@lru_cache(maxsize=1)
def _converter() -> OpenCC:
    from opencc import OpenCC

    return OpenCC("t2s")
