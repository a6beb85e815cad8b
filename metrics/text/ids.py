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


KEY_COLUMNS = (
    "region_code", "region", "region_label", "plan_year", "plan_end_year", "indicator", "quote",
    "sentence",
)  # fmt: skip
"""What a target is known by, wherever it stands and whatever surrounds it."""


def target_key(row: Mapping[str, Any]) -> str:
    """Names what a row of ``targets`` is known by; spaces and line ends of texts do not count.

    Args:
        row: the columns of ``KEY_COLUMNS``.
    """
    region = row["region_code"] or row["region"] or row["region_label"]
    years = row["plan_year"], row["plan_end_year"]
    texts = ("".join(row[name].split()) for name in ("indicator", "quote", "sentence"))
    return text_id(region, *years, *texts)


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
