"""The text of a .docx file: paragraphs, tables and text boxes in order, numbered as Word shows it.

One paragraph is one line, and so is one row of a table, its cells joined by " | ".
"""

from __future__ import annotations

from collections.abc import Iterator
from io import BytesIO
from typing import Any

import docx

from metrics.docx_numbering import Numbering
from metrics.errors import DocumentError

_ZIP = b"PK\x03\x04"
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
# What carries no text of the document as it stands: formatting, deleted and moved-away text, the
# second copy of a drawing for old readers, and the pronunciation above ruby text.
_SILENT = {"pPr", "rPr", "del", "moveFrom", "Fallback", "rt"}
_PRINTED = {"tab": "\t", "ptab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "-"}


def read_docx(data: bytes) -> str:
    """The text of a .docx file.

    Raises:
        DocumentError: when it is encrypted, damaged or something else, with what to do.
    """
    if data.startswith(_OLE):
        raise DocumentError(
            "is protected by a password or an old .doc. Save it as .docx without a password."
        )
    if not data.startswith(_ZIP):
        raise DocumentError("is no .docx file, whatever its name says. Save it in Word as .docx.")
    try:
        document = docx.Document(BytesIO(data))
        body = document.element.body
        numbering = Numbering.of(document)
        return "\n".join(_lines(body, numbering))
    except Exception as error:  # python-docx lets through what zipfile, zlib and lxml raise
        reason = str(error) or type(error).__name__
        raise DocumentError(f"is a damaged or cut off .docx ({reason}). Get it again.") from error


def _lines(parent: Any, numbering: Numbering) -> Iterator[str]:
    """One line for every paragraph and table row below ``parent``, in the order of the document."""
    for element in parent:
        match _name(element):
            case "p":
                yield numbering.label(element) + "".join(_text(element))
                for box in _text_boxes(element):
                    yield from _lines(box, numbering)
            case "tr":
                yield " | ".join(_cells(element, numbering))
            case name if name not in _SILENT:
                yield from _lines(element, numbering)


def _cells(row: Any, numbering: Numbering) -> Iterator[str]:
    for element in row:
        if _name(element) == "tc":
            lines = "\n".join(_lines(element, numbering)).split("\n")
            yield " ".join(line.strip() for line in lines if line.strip())
        elif _name(element) not in _SILENT:  # a content control around a cell
            yield from _cells(element, numbering)


def _text(element: Any) -> Iterator[str]:
    """The pieces of text of a paragraph; the boxes anchored in it have lines of their own."""
    for child in element:
        name = _name(child)
        if name == "t":
            yield child.text or ""
        elif name in _PRINTED:
            yield _PRINTED[name]
        elif name not in _SILENT and name != "txbxContent":
            yield from _text(child)


def _text_boxes(element: Any) -> Iterator[Any]:
    for child in element:
        if _name(child) == "txbxContent":
            yield child
        elif _name(child) not in _SILENT:
            yield from _text_boxes(child)


def _name(element: Any) -> str:
    """The tag without its namespace; comments and processing instructions have none."""
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""
