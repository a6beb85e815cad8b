"""The text of a PDF's text layer: its lines joined to paragraphs, without what each page repeats.

A PDF knows only where each character stands. A line that ends short of the right margin ends its
paragraph, and so does one before an indented line; everything else runs on, over pages too.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

import regex

from metrics.errors import DocumentError
from metrics.sources.formats.cells import BORDER
from metrics.sources.formats.pdf_columns import in_columns, with_aligned_cells
from metrics.sources.formats.pdf_edges import without_repeated
from metrics.sources.formats.pdf_lines import Character, Line, characters, lines_of
from metrics.sources.formats.pdf_rules import Rule, RuledTable, ruled_tables
from metrics.sources.formats.pdf_tables import with_tables

if TYPE_CHECKING:
    from pypdfium2 import PdfDocument, PdfPage

_MOST_PAGES = 5000
_SPOILT_SHARE = 0.2  # of characters that the fonts do not name: such a layer is no text
_BARE_SHARE = 0.5  # of pages without text, before a document counts as scanned in part
_INDENT, _SHORT = 1.2, 2.2  # in heights of a line
_SAME_TYPE = 0.22  # of its height, by which that of the next line of a paragraph differs at most
_LEADING = 2.2  # heights between the lines of one paragraph at most
_JOINS_BY_SPACE = regex.compile(r"[A-Za-z,;]")
_ENDS = regex.compile(r"[。；：！？…;:!?”」』）)]\s*$")
_COMMA = regex.compile(r"[，、,]")
_LABEL = regex.compile(r"\s*[（(]?[\p{Han}\d]{1,3}[）)、.．]|\s*[—·•●■◆▪*-]")
_FORMULA = 10.0  # points: the height of rows of a ruled table, whose lines never run on


def read_pdf(data: bytes, max_characters: int) -> tuple[str, str | None, int]:
    """The text of a PDF, a line for each paragraph; a warning or None; how many lines were dropped.

    Dropped are the running heads, page numbers and watermarks that its pages repeat.

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


def _text_of(document: PdfDocument, max_characters: int) -> tuple[str, str | None, int]:
    if len(document) > _MOST_PAGES:
        raise DocumentError(f"has more than {_MOST_PAGES} pages. Split it.")
    pages: list[list[Line]] = []
    rules: list[list[Rule]] = []
    length = slanted = 0
    for number in range(len(document)):
        page = document[number]
        lines, level, aslant = _lines(page)
        page.close()
        pages.append(lines)
        rules.append(level)
        slanted += aslant
        length += sum(len(line.text) for line in lines)
        if length > max_characters:
            raise DocumentError(f"holds more than {max_characters} characters. Split it.")
    bare = sum(not lines for lines in pages)
    if bare == len(pages):
        raise DocumentError(
            "has no text layer: it is scanned. Run text recognition (OCR) over it first."
        )
    _refuse_spoilt(pages)
    kept, dropped = without_repeated(pages)
    laid_out = [
        with_aligned_cells(in_columns(with_tables(lines, level)))
        for lines, level in zip(kept, rules, strict=True)
    ]
    text = "\n".join(_paragraphs(laid_out))
    warning = None
    if bare > _BARE_SHARE * len(pages):
        warning = f"has no text on {bare} of {len(pages)} pages; those may be scanned."
    return text, warning, dropped + (slanted > 0)


def _refuse_spoilt(pages: list[list[Line]]) -> None:
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


def _lines(page: PdfPage) -> tuple[list[Line], list[Rule], int]:
    """The lines of a page in the order of its text layer.

    With them come the level ones that are drawn on it, and how many characters stand aslant.
    """
    textpage = page.get_textpage()
    try:
        found, slanted = characters(textpage)
    finally:
        textpage.close()
    tables, level = ruled_tables(page)
    lines: list[Line] = []
    for part in _parted(found, tables):
        lines += _rows(part) if isinstance(part, RuledTable) else lines_of(part)
    return lines, level, slanted


def _parted(
    found: Sequence[Character], tables: Sequence[RuledTable]
) -> Iterator[list[Character] | RuledTable]:
    """The characters of a page and between them the tables, each where its first character is."""
    if not tables:
        yield list(found)
        return
    between: list[Character] = []
    parts: list[list[Character] | RuledTable] = [between]
    for one in found:
        table = next((table for table in tables if table.holds(one)), None)
        if table is None or one.text in "\r\n":
            between.append(one)
            continue
        if not table.inside:
            between = []
            parts += [table, between]
        table.inside.append(one)
    yield from parts


def _rows(table: RuledTable) -> Iterator[Line]:
    for text in table.lines():
        yield Line(text, table.xs[0], table.xs[-1], table.ys[0], _FORMULA, [])


# --- paragraphs


def _paragraphs(pages: Sequence[Sequence[Line]]) -> Iterator[str]:
    text = ""
    before: tuple[Line, float] | None = None  # the last line and the right margin of its column
    for lines in pages:
        margins = _margins(lines)
        for line in lines:
            left, right = margins[line.column]
            if before is not None and not _runs_on(before[0], before[1], line, left):
                yield text
                text = ""
            if _JOINS_BY_SPACE.match(text[-1:]) and line.text[0].isascii():
                text += " "
            text += line.text
            before = line, right
    if text:
        yield text


def _margins(lines: Sequence[Line]) -> dict[int, tuple[float, float]]:
    """Where the text of each column of a page begins and ends."""
    margins: dict[int, tuple[float, float]] = {}
    for line in lines:
        left, right = margins.get(line.column, (line.left, line.right))
        margins[line.column] = min(left, line.left), max(right, line.right)
    if len(margins) > 1:  # what runs over both columns is as wide as the page
        margins[0] = min(left for left, _ in margins.values()), max(r for _, r in margins.values())
    return margins


def _runs_on(line: Line, right: float, following: Line, left: float) -> bool:
    """Whether ``following`` goes on with the paragraph of ``line``."""
    is_full = line.right >= right - _SHORT * line.height
    is_indented = following.left > left + _INDENT * following.height
    is_table = BORDER in line.text or BORDER in following.text
    is_same_type = abs(line.height - following.height) < _SAME_TYPE * line.height
    is_joined = is_full or _is_open(line, following)
    return is_joined and not is_indented and not is_table and is_same_type


def _is_open(line: Line, following: Line) -> bool:
    """Whether a short line is the middle of a sentence: it has a comma and no end."""
    is_below = 0 < line.bottom - following.bottom < _LEADING * line.height
    is_prose = bool(_COMMA.search(line.text)) and not _ENDS.search(line.text)
    has_label = _LABEL.match(line.text) or _LABEL.match(following.text)
    return is_prose and not has_label and (is_below or line.column != following.column)
