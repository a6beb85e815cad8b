"""The text of a plain file: which encoding it has, and what tells that it is no text at all."""

from __future__ import annotations

import codecs

from metrics.errors import DocumentError
from metrics.sources.formats.encodings import decode_unnamed

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


def read_plain(data: bytes, encoding: str | None = None) -> tuple[str, str | None]:
    """The text that ``data`` encodes, without its byte order mark, and a warning or None.

    Args:
        data: A whole file.
        encoding: By default a byte order mark decides, then what its bytes look like (see
            `metrics.sources.formats.encodings`).

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
        rest, named = data[len(mark) :], encoding or marked
        text, doubt = (rest.decode(named), None) if named else decode_unnamed(rest)
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
    return text, doubt
