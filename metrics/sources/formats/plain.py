"""The text of a plain file: which encoding it has, and what tells that it is no text at all."""

from __future__ import annotations

import codecs

import regex

from metrics.errors import DocumentError

_BYTE_ORDER_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_SIGNATURES = (
    (b"%PDF-", "a PDF"),
    (b"PK\x03\x04", "a zip archive or an office document"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "an old or password-protected office document"),
    (b"{\\rtf", "an RTF document"),
    (b"\x89PNG", "a picture"),
    (b"\xff\xd8\xff", "a picture"),
    (b"\x1f\x8b", "a gzip archive"),
)
_HAN = regex.compile(r"\p{Han}")
_SAMPLE = 5000  # characters that tell whether the encoding was right
_FEWEST = 20
# Nearly all characters of a Chinese text are of the first level of GB 2312, of one in traditional
# characters 63 in 100; of Big5 read as GB18030 about 50, of UTF-8 read so 15.
_COMMON_SHARE = 0.58


def read_plain(data: bytes, encoding: str | None = None) -> tuple[str, str | None]:
    """The text that ``data`` encodes, without its byte order mark, and a warning or None.

    Args:
        data: A whole file.
        encoding: By default a byte order mark decides, then UTF-8, then GB18030.

    Raises:
        DocumentError: when it is no text, is cut off, or does not have this encoding.
    """
    for signature, kind in _SIGNATURES:
        if data.startswith(signature):
            raise DocumentError(f"is {kind}, not a text file. Give it the ending of its kind.")
    mark, marked = next(
        (pair for pair in _BYTE_ORDER_MARKS if data.startswith(pair[0])), (b"", None)
    )
    try:
        text, used = _decode(data[len(mark) :], encoding or marked)
    except UnicodeDecodeError as error:
        if error.reason in ("unexpected end of data", "truncated data"):
            raise DocumentError(
                f"is cut off in the middle of a character ({error.encoding}). Get the whole file."
            ) from error
        raise DocumentError(
            f"is not {error.encoding} text (byte {error.start}). Name its encoding by --encoding."
        ) from error
    except (UnicodeError, LookupError) as error:  # of codecs that encode no text: undefined, hex
        raise DocumentError(f"cannot be read as {encoding}. Name another --encoding.") from error
    if "\0" in text:
        raise DocumentError("is binary, not text (holds NUL). Save it as .txt or .docx.")
    return text, _doubt(text) if used == "gb18030" and encoding is None else None


def _decode(data: bytes, encoding: str | None) -> tuple[str, str]:
    if encoding is not None:
        return data.decode(encoding), encoding
    try:
        return data.decode("utf-8"), "utf-8"
    except UnicodeDecodeError as error:
        # A text that is UTF-8 but for its last bytes was cut; GB18030 would make other words of it.
        if error.reason == "unexpected end of data":
            raise
        return data.decode("gb18030"), "gb18030"


def _doubt(text: str) -> str | None:
    """What to say of a text that was read as GB18030 for want of a better guess."""
    han = _HAN.findall(text, endpos=_SAMPLE)
    common = sum(map(_is_common, han))
    if len(han) < _FEWEST or common >= _COMMON_SHARE * len(han):
        return None
    return (
        f"was read as GB18030, but {1 - common / len(han):.0%} of its characters are rare. "
        "If it looks wrong, name its encoding by --encoding (big5, utf-16-le)."
    )


def _is_common(han: str) -> bool:
    """Whether a character is of the first level of GB 2312, the most frequent 3,755."""
    code = han.encode("gb18030")
    return len(code) == 2 and 0xB0 <= code[0] <= 0xD7 and code[1] > 0xA0
