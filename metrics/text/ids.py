"""Ids: each follows from what it names, the same on every machine, and begins with a letter.

A spreadsheet would take an id of digits alone, or of digits and one e, for a number.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from metrics.text.digests import text_id


def document_id(name: str, number: int, copy: int) -> str:
    """The id of a document.

    Args:
        name: the digest of the text that it stands in, or the source of one that was not read.
        number: which document of that text it is, from 1 on; 0 of one that was not read.
        copy: how many of the same name stand before it in the collection.
    """
    return f"d{text_id(name, number, copy)}"


KEY_COLUMNS = ("indicator", "quote", "sentence")
"""What a target is known by, wherever it stands and whatever its document says of itself."""


def target_key(row: Mapping[str, Any]) -> str:
    """Names what a row of ``targets`` is known by; spaces and line ends of texts do not count.

    Nothing that is read of a document as a whole is in it, neither region nor years: one
    character of a title may change them, and a better rule, a manifest, the name of a file.

    Args:
        row: the columns of ``KEY_COLUMNS``.
    """
    return text_id(*("".join(row[name].split()) for name in KEY_COLUMNS))


def target_id(key: str, number: int) -> str:
    """The id of the target with this key that has so many of the same key before it."""
    return f"t{text_id(key, number)}"


def actual_id(document: str, start: int, end: int, indicator: str, nth: int) -> str:
    """The id of a result, which its place in its document and its indicator tell.

    ``nth`` tells those apart that have number and indicator in common.
    """
    return f"a{text_id(document, start, end, indicator, *((nth,) if nth else ()))}"


def correction_id(*parts: object) -> str:
    """The id of a correction that says this."""
    return f"c{text_id(*parts)}"
