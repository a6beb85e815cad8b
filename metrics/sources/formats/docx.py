"""The text of a .docx file: paragraphs, tables and text boxes in order, numbered as Word shows it.

One paragraph is one line, and so is one row of a table. Notes come last, [1] first.
"""

from __future__ import annotations

from collections.abc import Iterator
from io import BytesIO
from typing import Any

import docx
from docx.document import Document as WordDocument
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import parse_xml
from docx.oxml.ns import qn

from metrics.errors import DocumentError
from metrics.sources.formats.archives import refuse_bomb
from metrics.sources.formats.cells import Grid
from metrics.sources.formats.docx_numbering import Numbering

_ZIP = b"PK\x03\x04"
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
# What carries no text of the document as it stands: formatting, deleted and moved-away text, the
# second copy of a drawing for old readers, and the pronunciation above ruby text.
_SILENT = {"pPr", "rPr", "del", "moveFrom", "Fallback", "rt"}
_PRINTED = {"tab": "\t", "ptab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "-"}


def read_docx(data: bytes, max_bytes: int) -> str:
    """The text of a .docx file that unpacks to at most ``max_bytes``.

    Raises:
        DocumentError: when it is encrypted, damaged or something else, with what to do.
    """
    if data.startswith(_OLE):
        raise DocumentError(
            "is protected by a password or an old .doc. Save it as .docx without a password."
        )
    if not data.startswith(_ZIP):
        raise DocumentError("is no .docx file, whatever its name says. Save it in Word as .docx.")
    refuse_bomb(data, max_bytes)
    try:
        document = docx.Document(BytesIO(data))
        numbering = Numbering.of(document)
        return "\n".join([*_lines(document.element.body, numbering), *_notes(document)])
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
            case "tbl":
                yield from _grid(element, numbering).lines()
            case name if name not in _SILENT:
                yield from _lines(element, numbering)


def _grid(table: Any, numbering: Numbering) -> Grid:
    grid = Grid()
    for row in _within(table, "tr", "tbl"):
        grid.begin_row()
        for cell in _within(row, "tc", "tr"):
            span = cell.find(f"{qn('w:tcPr')}/{qn('w:gridSpan')}")
            across = "1" if span is None else span.get(qn("w:val"), "1")
            lines = [line for line in _lines(cell, numbering) if line.strip()]
            grid.add(lines, int(across) if across.isdecimal() else 1)
    return grid


def _within(parent: Any, wanted: str, border: str) -> Iterator[Any]:
    """The elements of a name below ``parent``, also inside content controls."""
    for element in parent:
        name = _name(element)
        if name == wanted:
            yield element
        elif name not in _SILENT and name != border:
            yield from _within(element, wanted, border)


def _notes(document: WordDocument) -> Iterator[str]:
    """The footnotes and endnotes, numbered in the order of their file."""
    count = 0
    for kind in (RELATIONSHIP_TYPE.FOOTNOTES, RELATIONSHIP_TYPE.ENDNOTES):
        try:
            part = document.part.part_related_by(kind)
        except KeyError:
            continue
        for note in parse_xml(part.blob):
            text = " ".join(_lines(note, Numbering({}, {}, {}, {}))).strip()
            if text:  # the rules between text and notes are notes of their own, without text
                count += 1
                yield f"[{count}] {text}"


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
