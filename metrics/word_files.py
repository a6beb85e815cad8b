"""Reads Word files (.docx): paragraphs and tables in order, with the numbers that Word shows."""

from __future__ import annotations

import io
import zipfile
from collections import defaultdict
from typing import Any

import docx
from docx.document import Document as WordDocument
from docx.opc.exceptions import PackageNotFoundError
from docx.oxml.ns import qn
from docx.table import Table
from docx.text.paragraph import Paragraph

from metrics.errors import DocumentError

_HAN_DIGITS = "零一二三四五六七八九"
_HAN_FORMATS = {"chineseCounting", "chineseCountingThousand", "ideographDigital", "taiwaneseCounting"}
_CELL_SEPARATOR = " | "


def read_word_text(content: bytes, name: str) -> str:
    """The text of a .docx file: one paragraph or table row a line.

    Raises:
        DocumentError: when the bytes are no readable Word file.
    """
    try:
        document = docx.Document(io.BytesIO(content))
    except (PackageNotFoundError, zipfile.BadZipFile, KeyError, ValueError, OSError) as error:
        raise DocumentError(
            f"{name}: is no readable .docx file (encrypted, truncated, or of another kind): {error}."
        ) from error
    numbering = _Numbering(document)
    lines: list[str] = []
    for block in document.iter_inner_content():
        if isinstance(block, Paragraph):
            lines.append(numbering.label(block) + block.text)
        else:
            lines += _table_lines(block)
    return "\n".join(lines)


def _table_lines(table: Table) -> list[str]:
    lines = []
    for row in table.rows:
        cells: list[str] = []
        previous = None
        for cell in row.cells:
            if cell._tc is not previous:  # a merged cell is listed once for each column it spans
                cells.append(cell.text.replace("\n", ""))
            previous = cell._tc
        lines.append(_CELL_SEPARATOR.join(cells))
    return lines


class _Numbering:
    """Resolves automatic paragraph numbers from numbering.xml, counting as Word does."""

    def __init__(self, document: WordDocument) -> None:
        self._levels: dict[tuple[str, int], tuple[str, str, int]] = {}
        self._counts: dict[str, dict[int, int]] = defaultdict(dict)
        self._styles: dict[str, tuple[str, int]] = {}
        try:
            root = document.part.numbering_part.element
        except (KeyError, NotImplementedError):
            return
        abstracts = {a.get(qn("w:abstractNumId")): a for a in root.findall(qn("w:abstractNum"))}
        for number in root.findall(qn("w:num")):
            reference = number.find(qn("w:abstractNumId"))
            abstract = abstracts.get(reference.get(qn("w:val"))) if reference is not None else None
            if abstract is not None:
                self._read_levels(number.get(qn("w:numId")), abstract)

    def _read_levels(self, number_id: str, abstract: Any) -> None:
        for level in abstract.findall(qn("w:lvl")):
            values = {
                tag: element.get(qn("w:val"))
                for tag in ("numFmt", "lvlText", "start")
                if (element := level.find(qn(f"w:{tag}"))) is not None
            }
            index = int(level.get(qn("w:ilvl")))
            self._levels[number_id, index] = (
                values.get("numFmt", "decimal"),
                values.get("lvlText", ""),
                int(values.get("start", 1)),
            )

    def label(self, paragraph: Paragraph) -> str:
        """The number that Word prints before a paragraph, or nothing."""
        place = self._place(paragraph)
        if place is None or place not in self._levels:
            return ""
        number_id, level = place
        counts = self._counts[number_id]
        counts[level] = counts.get(level, self._levels[place][2] - 1) + 1
        for deeper in [other for other in counts if other > level]:
            del counts[deeper]
        text = self._levels[place][1]
        for index in range(level + 1):
            style, _, start = self._levels.get((number_id, index), ("decimal", "", 1))
            text = text.replace(f"%{index + 1}", _numeral(counts.get(index, start), style))
        return "" if self._levels[place][0] in ("bullet", "none") else text

    def _place(self, paragraph: Paragraph) -> tuple[str, int] | None:
        properties = paragraph._p.pPr
        numbered = None if properties is None else properties.numPr
        if numbered is None or numbered.numId is None:
            style = paragraph.style
            style_properties = None if style is None else style.element.pPr
            numbered = None if style_properties is None else style_properties.numPr
        if numbered is None or numbered.numId is None:
            return None
        level = 0 if numbered.ilvl is None else numbered.ilvl.val
        return str(numbered.numId.val), level


def _numeral(value: int, style: str) -> str:
    if style in _HAN_FORMATS and 0 < value < 100:
        tens, ones = divmod(value, 10)
        head = "" if tens == 0 else ("" if tens == 1 else _HAN_DIGITS[tens]) + "十"
        return head + (_HAN_DIGITS[ones] if ones else "")
    if style == "upperRoman":
        return {1: "I", 2: "II", 3: "III", 4: "IV", 5: "V"}.get(value, str(value))
    if style in ("lowerLetter", "upperLetter") and 0 < value <= 26:
        return chr((ord("a") if style == "lowerLetter" else ord("A")) + value - 1)
    return str(value)
