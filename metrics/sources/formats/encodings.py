"""Which encoding a text has that does not say so, and what is doubtful about it.

Chinese texts are UTF-8 or GB18030; some are Big5 or UTF-16, some were decoded wrongly and encoded
again before they came here, and some are broken in a few places. A guess is always told.
"""

from __future__ import annotations

import regex

_HAN = regex.compile(r"\p{Han}")
_CHINESE = regex.compile(r"[\p{Han}\u3000-\u303f\uff00-\uffef\d\s]")
_LATIN = regex.compile(r"[\u0080-\u00ff\u0152-\u0192\u02c6\u02dc\u2013-\u2122]")
_SAMPLE = 5000  # characters that tell whether the encoding was right
_FEWEST = 20
# Nearly all characters of a Chinese text are of the first level of GB 2312, of one in traditional
# characters 63 in 100; of Big5 read as GB18030 about 50, of UTF-8 read so 15.
_COMMON_SHARE = 0.58
_BIG5_SHARE = 0.9  # of a Big5 text's characters that are of its first level
_CHINESE_SHARE = 0.7  # of the characters of a text that is taken for Chinese by its look
_BROKEN_SHARE = 0.01  # of the characters of a text that may be broken
_UNDONE_SHARE = 0.15  # characters that each one of a text encoded twice stands for, some lost
_MOJIBAKE_SHARE = 0.3
_NAME_IT = "If it looks wrong, name its encoding by --encoding."


def decode_unnamed(data: bytes) -> tuple[str, str | None]:
    """The text of bytes whose encoding nothing names, and a doubt or None.

    Raises:
        UnicodeDecodeError: when it is in none of the encodings.
    """
    try:
        return _once(data.decode("utf-8"))
    except UnicodeDecodeError as error:
        # A text that is UTF-8 but for its last bytes was cut; GB18030 would make other words of it.
        if error.reason == "unexpected end of data":
            raise
    guess = _broken_utf8(data) or (_looks_like_utf16(data) if b"\0" in data else None)
    if guess is not None:
        return guess
    try:
        text = data.decode("gb18030")
        doubt = _doubt(text)
        if doubt is None:
            return text, None
    except UnicodeDecodeError:
        guess = _looks_like_big5(data) or _looks_like_utf16(data)
        if guess is None:
            raise
        return guess
    return _looks_like_big5(data) or _looks_like_utf16(data) or (text, doubt)


def _doubt(text: str) -> str | None:
    """What to say of a text that was read as GB18030 for want of a better guess."""
    han = _HAN.findall(text, endpos=_SAMPLE)
    common = sum(map(_is_common, han))
    if len(han) < _FEWEST or common >= _COMMON_SHARE * len(han):
        return None
    rare = f"{1 - common / len(han):.0%} of its characters are rare"
    return f"was read as GB18030, but {rare}. {_NAME_IT}"


def _is_common(han: str) -> bool:
    """Whether a character is of the first level of GB 2312, the most frequent 3,755."""
    code = han.encode("gb18030", "replace")
    return len(code) == 2 and 0xB0 <= code[0] <= 0xD7 and code[1] > 0xA0


def _broken_utf8(data: bytes) -> tuple[str, str] | None:
    text = data.decode("utf-8", "replace")
    broken = text.count("\ufffd")
    if broken > _BROKEN_SHARE * len(text) or not _HAN.search(text):
        return None
    return text, f"is UTF-8 that is broken in {broken} places, which stand as \ufffd. Get it again."


def _looks_like_big5(data: bytes) -> tuple[str, str] | None:
    try:
        text = data.decode("big5hkscs")
    except UnicodeDecodeError:
        return None
    han = _HAN.findall(text, endpos=_SAMPLE)
    codes = [one.encode("big5", "replace") for one in han]
    common = sum(len(code) == 2 and 0xA4 <= code[0] <= 0xC6 for code in codes)
    if len(han) < _FEWEST or common < _BIG5_SHARE * len(han):
        return None
    return text, f"was read as Big5, by its characters. {_NAME_IT}"


def _looks_like_utf16(data: bytes) -> tuple[str, str] | None:
    for encoding in ("utf-16-le", "utf-16-be"):
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if _is_chinese(text) and _doubt(text) is None:
            return text, f"was read as {encoding.upper()}, by its characters. {_NAME_IT}"
    return None


def _is_chinese(text: str) -> bool:
    sample = text[:_SAMPLE]
    han = len(_HAN.findall(sample))
    return han >= _FEWEST and len(_CHINESE.findall(sample)) >= _CHINESE_SHARE * len(sample)


def _once(text: str) -> tuple[str, str | None]:
    """A text as it was before it was decoded wrongly and encoded once more, where it was."""
    sample = text[:_SAMPLE]
    is_latin = len(_LATIN.findall(sample)) > _MOJIBAKE_SHARE * len(sample)
    wrong = ("latin-1", "cp1252") if is_latin else ("gb18030",) if _HAN.search(sample) else ()
    for encoding in wrong:
        for right in ("utf-8", "gb18030") if is_latin else ("utf-8",):
            if not _was_encoded_twice(sample, encoding, right):
                continue
            try:
                once = text.encode(encoding).decode(right)
                return once, "was encoded twice, and is read as it was before that. Check it."
            except UnicodeError:
                return text, (
                    f"was encoded twice ({right} read as {encoding}), and parts of it are lost. "
                    "Get the original."
                )
    return text, None


def _was_encoded_twice(sample: str, wrong: str, right: str) -> bool:
    """Whether undoing one decoding gives Chinese; of a text that was decoded once it gives none."""
    once = sample.encode(wrong, "ignore").decode(right, "ignore")
    han = len(_HAN.findall(once))
    return han >= max(_FEWEST, _UNDONE_SHARE * len(sample)) and _doubt(once) is None
