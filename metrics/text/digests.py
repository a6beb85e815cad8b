"""Digests of texts, and ids that follow from what they name."""

from __future__ import annotations

import hashlib

_ID_LENGTH = 16  # hexadecimal digits


def text_digest(text: str) -> str:
    """The ``text_sha256`` of a decoded text."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def text_id(*parts: object) -> str:
    """An id that follows from ``parts`` alone, the same on every machine."""
    key = "\0".join(map(str, parts)).encode("utf-8", "surrogatepass")
    return hashlib.sha256(key).hexdigest()[:_ID_LENGTH]
