"""The text of a PDF's text layer: its lines joined to paragraphs, without what each page repeats.

A PDF knows only where each character stands. A line that ends short of the right margin ends its
paragraph, and so does one before an indented line; everything else runs on, over pages too.
"""

from __future__ import annotations

import ctypes
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

import regex

from metrics.errors import DocumentError
from metrics.sources.formats.cells import BORDER, joined

if TYPE_CHECKING:
    from pypdfium2 import PdfDocument, PdfPage, PdfTextPage

_MOST_PAGES = 5000
_SPOILT_SHARE = 0.2  # of characters that the fonts do not name: such a layer is no text
_BARE_SHARE = 0.5  # of pages without text, before a document counts as scanned in part
_EDGE_LINES = 2  # running heads and page numbers are among the first or last lines of a page
_REPEATED = 3  # pages that print the same line at their edge make it a running head
_INDENT, _SHORT, _GAP = 1.2, 2.2, 2.0  # in heights of a line
_PAGE_NUMBER = regex.compile(
    r"\W*\p{Han}?\s*(?P<number>\d{1,4})\s*\p{Han}?\W*(?:\p{Han}?\s*\d+\s*\p{Han}?\W*)?"
)
_WIDE = r"[\p{Han}\u3000-\u303f\uff00-\uffef“”‘’…—·]"
# Layers put a space wherever two characters stand a little apart: 增长 5.5 ％, 2 9 0 亿元, 6 .5 %.
_LOOSE = regex.compile(
    rf"(?<={_WIDE}) +(?=[\p{{Han}}\p{{P}}\p{{S}}\w])|(?<=[\w%‰.,]) +(?={_WIDE})"
    r"|(?<=(?<![\d.])\d) +(?=\d(?!\d))|(?<=\d) +(?=[%‰]|\.\d)|(?<=\d\.) +(?=\d)"
)
_JOINS_BY_SPACE = regex.compile(r"[A-Za-z,;]$")


class _Character(NamedTuple):
    """One character and where it stands, in points from the left and the bottom."""

    text: str
    left: float
    bottom: float
    right: float
    top: float


_END = _Character("\n", 0, 0, 0, 0)


@dataclass(slots=True)
class _Line:
    """One line as printed: its text, where it begins and ends, and how high it is."""

    text: str
    left: float
    right: float
    bottom: float
    height: float

    def follows(self, other: _Line) -> bool:
        """Whether it stands to the right of ``other`` on the same line."""
        is_level = abs(self.bottom - other.bottom) < 0.2 * other.height
        return is_level and self.left > other.right

    def extend(self, other: _Line) -> None:
        """Adds what stands to its right."""
        is_cell = other.left - self.right > _GAP * self.height
        self.text = joined([self.text, other.text]) if is_cell else self.text + other.text
        self.right = other.right


def read_pdf(data: bytes, max_characters: int) -> tuple[str, str | None]:
    """The text of a PDF, a line for each paragraph, and a warning or None.

    Raises:
        DocumentError: when it is encrypted, damaged, too long, or holds no text.
    """
    import pypdfium2

    try:
        with pypdfium2.PdfDocument(data) as document:
            return _text_of(document, max_characters)
    except pypdfium2.PdfiumError as error:
        if "password" in str(error).lower():
            raise DocumentError(
                "is protected by a password. Save it without a password."
            ) from error
        raise DocumentError(f"is a damaged or cut off PDF ({error}). Get it again.") from error


def _text_of(document: PdfDocument, max_characters: int) -> tuple[str, str | None]:
    if len(document) > _MOST_PAGES:
        raise DocumentError(f"has more than {_MOST_PAGES} pages. Split it.")
    pages: list[list[_Line]] = []
    length = 0
    for number in range(len(document)):
        page = document[number]
        pages.append(_lines(page))
        page.close()
        length += sum(len(line.text) for line in pages[-1])
        if length > max_characters:
            raise DocumentError(f"holds more than {max_characters} characters. Split it.")
    bare = sum(not lines for lines in pages)
    if bare == len(pages):
        raise DocumentError(
            "has no text layer: it is scanned. Run text recognition (OCR) over it first."
        )
    _refuse_spoilt(pages)
    text = "\n".join(_paragraphs(list(_without_edges(pages))))
    warning = None
    if bare > _BARE_SHARE * len(pages):
        warning = f"has no text on {bare} of {len(pages)} pages; those may be scanned."
    return text, warning


def _refuse_spoilt(pages: list[list[_Line]]) -> None:
    characters = Counter(c for lines in pages for line in lines for c in line.text)
    spoilt = sum(count for one, count in characters.items() if _is_unnamed(one))
    if spoilt > _SPOILT_SHARE * characters.total():
        raise DocumentError(
            "has a text layer that does not name its characters. Run text recognition (OCR) "
            "over it, or save its text as .txt."
        )


def _is_unnamed(character: str) -> bool:
    """Whether a character is a stand-in, of the private area, or prints nothing."""
    if character == "\ufffd" or "\ue000" <= character <= "\uf8ff":
        return True
    return not character.isprintable() and not character.isspace()


# --- lines


def _lines(page: PdfPage) -> list[_Line]:
    """The lines of a page in the order of its text layer."""
    textpage = page.get_textpage()
    lines: list[_Line] = []
    try:
        run: list[_Character] = []
        for character in [*_characters(textpage), _END]:
            if character.text not in "\r\n":
                run.append(character)
                continue
            line = _as_line(run)
            run = []
            if line is not None and lines and line.follows(lines[-1]):
                lines[-1].extend(line)  # the layer ends a line after each cell of a table
            elif line is not None:
                lines.append(line)
    finally:
        textpage.close()
    return lines


def _characters(textpage: PdfTextPage) -> Iterator[_Character]:
    """The characters of a page in order."""
    import pypdfium2.raw as pdfium

    box = pdfium.FS_RECTF()
    pointer = ctypes.byref(box)
    pending = 0  # the first half of a character beyond the basic plane
    for index in range(pdfium.FPDFText_CountChars(textpage)):
        code = pdfium.FPDFText_GetUnicode(textpage, index)
        if 0xD800 <= code < 0xDC00:
            pending = code
            continue
        if 0xDC00 <= code < 0xE000:
            if not pending:
                continue
            code = 0x10000 + ((pending - 0xD800) << 10) + code - 0xDC00
        pending = 0
        if code in (0, 0xFFFE, 0xFFFF) or code > 0x10FFFF:
            continue
        # The loose box is as high as the font, whatever the character: 一 is as high as 国.
        pdfium.FPDFText_GetLooseCharBox(textpage, index, pointer)
        yield _Character(chr(code), box.left, box.bottom, box.right, box.top)


def _as_line(run: list[_Character]) -> _Line | None:
    seen = [one for one in run if not one.text.isspace()]
    if not seen:
        return None
    height = max(1.0, max(one.top - one.bottom for one in seen))
    cells = [""]
    end = seen[0].left
    for one in run:
        if one.text.isspace():
            cells[-1] += one.text if one.text == "\u3000" else " "
            continue
        if one.left - end > _GAP * height and cells[-1].strip():
            cells.append("")  # columns of a table stand further apart than words ever do
        cells[-1] += one.text
        end = one.right
    text = joined([_LOOSE.sub("", cell.strip(" ")) for cell in cells])
    return _Line(text, seen[0].left, seen[-1].right, seen[0].bottom, height)


# --- pages


def _without_edges(pages: list[list[_Line]]) -> Iterator[list[_Line]]:
    """The pages without running heads and page numbers."""
    edges: Counter[str] = Counter()  # on how many pages a line stands at an edge
    for lines in pages:
        edges.update({_shape(line.text) for line in lines[:_EDGE_LINES] + lines[-_EDGE_LINES:]})
    for number, lines in enumerate(pages, 1):
        last = len(lines) - 1
        yield [
            line
            for index, line in enumerate(lines)
            if not (
                min(index, last - index) < _EDGE_LINES
                and (
                    edges[_shape(line.text)] >= _REPEATED
                    or (len(pages) > 1 and _is_page_number(line.text, number))
                )
            )
        ]


def _shape(text: str) -> str:
    """The line whatever its numbers are: — 12 — is — 0 —."""
    return regex.sub(r"\d+", "0", regex.sub(r"\s", "", text))


def _is_page_number(text: str, number: int) -> bool:
    match = _PAGE_NUMBER.fullmatch(text)
    return match is not None and int(match["number"]) == number


# --- paragraphs


def _paragraphs(pages: list[list[_Line]]) -> Iterator[str]:
    margins = [_margins(lines) for lines in pages]
    text = ""
    before: tuple[_Line, float] | None = None  # the last line and the right margin of its page
    for lines, (left, right) in zip(pages, margins, strict=True):
        for line in lines:
            if before is not None and not _runs_on(before[0], before[1], line, left):
                yield text
                text = ""
            if _JOINS_BY_SPACE.search(text) and line.text[0].isascii():
                text += " "
            text += line.text
            before = line, right
    if text:
        yield text


def _margins(lines: list[_Line]) -> tuple[float, float]:
    """Where the text of a page begins and ends."""
    if not lines:
        return 0.0, 0.0
    return min(line.left for line in lines), max(line.right for line in lines)


def _runs_on(line: _Line, right: float, following: _Line, left: float) -> bool:
    """Whether ``following`` goes on with the paragraph of ``line``."""
    is_full = line.right >= right - _SHORT * line.height
    is_indented = following.left > left + _INDENT * following.height
    is_table = BORDER in line.text or BORDER in following.text
    is_same_type = abs(line.height - following.height) < 0.35 * line.height
    return is_full and not is_indented and not is_table and is_same_type
