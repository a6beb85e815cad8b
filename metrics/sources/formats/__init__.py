"""The kinds of files that hold one document, by the endings of their names, and their readers."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import NamedTuple, TypeAlias

MAX_BYTES = 100_000_000
WORD = (".docx", ".docm", ".dotx", ".dotm")
CONVERTED = (".doc", ".wps", ".rtf", ".odt")
"""The endings of files that LibreOffice has to convert."""


@dataclass(frozen=True, slots=True)
class Bounds:
    """How files are read: the encoding of those that are text, and how large anything may be."""

    encoding: str | None = None
    max_bytes: int = MAX_BYTES


class Decoded(NamedTuple):
    """The text of a file.

    Attributes:
        text: The text.
        warning: What may be wrong with it, or None.
        dropped: How many lines that its pages repeat were left out: running heads, page numbers.
    """

    text: str
    warning: str | None = None
    dropped: int = 0


Reader: TypeAlias = Callable[[bytes, str, Bounds], Decoded]


# The readers import their libraries when the first file of a kind is read: most runs read text
# only, and some of the libraries start slowly.


def _plain(data: bytes, _: str, bounds: Bounds) -> Decoded:
    from metrics.sources.formats.plain import read_plain

    return Decoded(*read_plain(data, bounds.encoding))


def _html(data: bytes, _: str, bounds: Bounds) -> Decoded:
    from metrics.sources.formats.html import read_html

    return Decoded(*read_html(data, bounds.encoding))


def _pdf(data: bytes, _: str, bounds: Bounds) -> Decoded:
    from metrics.sources.formats.worker import pdfs

    return Decoded(*pdfs.read(data, bounds.max_bytes))


def _docx(data: bytes, _: str, bounds: Bounds) -> Decoded:
    from metrics.sources.formats.docx import read_docx

    return Decoded(read_docx(data, bounds.max_bytes))


def _office(data: bytes, suffix: str, bounds: Bounds) -> Decoded:
    from metrics.sources.formats.office import read_office

    return Decoded(*read_office(data, suffix, bounds.max_bytes))


READERS: dict[str, Reader] = {
    ".txt": _plain,
    ".md": _plain,
    **dict.fromkeys(WORD, _docx),
    ".html": _html,
    ".htm": _html,
    ".pdf": _pdf,
    **dict.fromkeys(CONVERTED, _office),
}
"""Each takes a file's bytes, the ending of its name and the bounds.

It returns what is in it, and raises DocumentError with what to do.
"""
