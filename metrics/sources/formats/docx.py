"""The text of a .docx file: paragraphs, tables and text boxes in order, numbered as Word shows it.

One paragraph is one line, and so is one row of a table. Notes come last, [1] first. What is struck
out, hidden or deleted is left out.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from io import BytesIO
from itertools import chain
from typing import Any

from docx.document import Document as WordDocument
from docx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
from docx.opc.part import PartFactory
from docx.oxml import parse_xml
from docx.oxml.ns import qn
from docx.package import Package
from docx.parts.document import DocumentPart

from metrics.errors import DocumentError
from metrics.sources.formats.archives import refuse_bomb
from metrics.sources.formats.bounded import joined_within
from metrics.sources.formats.cells import Grid
from metrics.sources.formats.docx_numbering import Numbering
from metrics.sources.formats.docx_styles import Looks, Styles, is_mark_deleted, is_row_deleted
from metrics.sources.formats.superscripts import raised

_ZIP = b"PK\x03\x04"
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
# What carries no text of the document as it stands: formatting, deleted and moved-away text, the
# second copy of a drawing for old readers, and the pronunciation above ruby text.
_SILENT = {"pPr", "rPr", "del", "moveFrom", "Fallback", "rt"}
_PRINTED = {"tab": "\t", "ptab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "-"}
_LABELS = 1_000_000  # characters that the numbers of paragraphs may add to the text of a file
_MOST_PARAGRAPHS = 300_000
_MOST_TAGS = 1024  # that are remembered without their namespaces; Word writes a few hundred
_ANY_BOX = "{*}txbxContent"
# Files with macros and templates are read like any other; the library knows the one kind only.
_OTHER_KINDS = (
    CONTENT_TYPE.WML_DOCUMENT_MAIN.replace("document.main", "template.main"),
    "application/vnd.ms-word.document.macroEnabled.main+xml",
    "application/vnd.ms-word.template.macroEnabledTemplate.main+xml",
)
PartFactory.part_type_for.update(dict.fromkeys(_OTHER_KINDS, DocumentPart))


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
    most = refuse_bomb(data, max_bytes) + _LABELS
    try:
        part = Package.open(BytesIO(data)).main_document_part
        document = part.document
        reader = _WordReader(Numbering.of(document), Styles(document))
        lines = chain(reader.lines(document.element.body), reader.notes(document))
        return joined_within(lines, min(most, max_bytes))
    except DocumentError:
        raise
    except Exception as error:  # python-docx lets through what zipfile, zlib and lxml raise
        reason = str(error) or type(error).__name__
        raise DocumentError(f"is a damaged or cut off .docx ({reason}). Get it again.") from error


class _WordReader:
    """Reads the parts of one document in their order."""

    def __init__(self, numbering: Numbering, styles: Styles) -> None:
        self._numbering = numbering
        self._styles = styles
        self._labelled = self._paragraphs = 0

    def lines(self, parent: Any) -> Iterator[str]:
        """One line for every paragraph and table row below ``parent``, in their order."""
        begun = ""  # of a paragraph whose end was deleted
        for element in parent:
            match _name(element):
                case "p":
                    line = begun + self._label(element) + self._line(element)
                    begun = line if is_mark_deleted(element) else ""
                    if not begun:
                        yield line
                    for box in _text_boxes(element):
                        yield from self.lines(box)
                case "tbl":
                    yield from self._grid(element).lines()
                case name if name not in _SILENT:
                    yield from self.lines(element)
        if begun:
            yield begun

    def _label(self, paragraph: Any) -> str:
        """The number of a paragraph.

        Raises:
            DocumentError: when there are so many that they are made to fill memory.
        """
        label = self._numbering.label(paragraph)
        self._labelled += len(label)
        self._paragraphs += 1
        if self._paragraphs > _MOST_PARAGRAPHS:
            raise DocumentError(f"holds more than {_MOST_PARAGRAPHS} paragraphs. Split it.")
        if self._labelled > _LABELS:
            raise DocumentError(
                "has numbers of lists that are made to fill memory. Save it as .txt."
            )
        return label

    def notes(self, document: WordDocument) -> Iterator[str]:
        """The footnotes and endnotes, numbered in the order of their file."""
        unnumbered = _WordReader(Numbering({}, {}, {}), self._styles)
        count = 0
        for kind in (RELATIONSHIP_TYPE.FOOTNOTES, RELATIONSHIP_TYPE.ENDNOTES):
            try:
                part = document.part.part_related_by(kind)
            except KeyError:
                continue
            for note in parse_xml(part.blob):
                text = " ".join(unnumbered.lines(note)).strip()
                if text:  # the rules between text and notes are notes too, without text
                    count += 1
                    yield f"[{count}] {text}"

    def _grid(self, table: Any) -> Grid:
        grid = Grid()
        for row in _within(table, "tr", "tbl"):
            if is_row_deleted(row):
                continue
            grid.begin_row()
            grid.skip(_number(row, "w:trPr", "w:gridBefore") or 0)
            for cell in _within(row, "tc", "tr"):
                merged = cell.find(f"{qn('w:tcPr')}/{qn('w:vMerge')}")
                is_covered = merged is not None and merged.get(qn("w:val")) != "restart"
                lines = () if is_covered else [one for one in self.lines(cell) if one.strip()]
                grid.add(lines, _number(cell, "w:tcPr", "w:gridSpan") or 1)
        return grid

    def _line(self, paragraph: Any) -> str:
        """The text of a paragraph; the boxes anchored in it have lines of their own."""
        pieces: list[str] = []
        self._collect(paragraph, self._styles.looks_of_paragraph(paragraph), pieces)
        return "".join(pieces)

    def _collect(self, element: Any, looks: Looks, pieces: list[str]) -> None:
        for child in element:
            name = _name(child)
            if name == "t":
                _add(pieces, child.text or "", looks)
            elif name in _PRINTED:
                pieces.append("" if looks.is_silent else _PRINTED[name])
            elif name == "r":
                self._collect(child, self._styles.looks_of_run(child, looks), pieces)
            elif name == "sup":  # of a formula
                self._collect(child, Looks(raised=True).over(looks), pieces)
            elif name not in _SILENT and name != "txbxContent":
                self._collect(child, looks, pieces)


def _add(pieces: list[str], text: str, looks: Looks) -> None:
    if looks.is_silent:
        return
    pieces.append(raised(text, "".join(pieces[-_BEFORE:])) if looks.raised else text)


_BEFORE = 8  # pieces of a line that tell what a raised number stands behind


def _number(element: Any, properties: str, name: str) -> int | None:
    found = element.find(f"{qn(properties)}/{qn(name)}")
    value = None if found is None else found.get(qn("w:val"))
    return int(value) if value is not None and value.isdecimal() and len(value) < 9 else None


def _within(parent: Any, wanted: str, border: str) -> Iterator[Any]:
    """The elements of a name below ``parent``, also inside content controls."""
    for element in parent:
        name = _name(element)
        if name == wanted:
            yield element
        elif name not in _SILENT and name != border:
            yield from _within(element, wanted, border)


def _text_boxes(element: Any) -> Iterator[Any]:
    if next(element.iter(_ANY_BOX), None) is None:  # in most paragraphs there is none
        return
    for child in element:
        name = _name(child)
        if name == "txbxContent":
            yield child
        elif name not in _SILENT:
            yield from _text_boxes(child)


def _name(element: Any) -> str:
    """The tag without its namespace; comments and processing instructions have none."""
    tag = element.tag
    return _local(tag) if isinstance(tag, str) else ""


@lru_cache(_MOST_TAGS)
def _local(tag: str) -> str:
    return tag.rpartition("}")[2]
