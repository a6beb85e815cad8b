"""A document with one table, written in every format that people have tables in.

A table is rows of cells; ``None`` stands for what the cell above covers, ``...`` for what the cell
on the left covers.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from html import escape
from io import BytesIO
from types import EllipsisType

import docx
from made_files import SIZE, pdf_file

Cell = str | EllipsisType | None
Rows = Sequence[Sequence[Cell]]
PAGE = (595, 842)
_LEFT, _TOP, _LINE, _PAD = 40, 60, 13, 4
_WIDEST = 11  # characters of a cell of a PDF in one line


def spans(rows: Rows) -> Iterator[tuple[int, int, int, int, str]]:
    """Each cell with its row and column, and how many rows and columns it covers."""
    for y, row in enumerate(rows):
        for x, cell in enumerate(row):
            if isinstance(cell, str):
                across = down = 1
                while x + across < len(row) and row[x + across] is ...:
                    across += 1
                while y + down < len(rows) and rows[y + down][x] is None:
                    down += 1
                yield y, x, down, across, cell


def as_copy(title: str, rows: Rows, note: str) -> tuple[str, bytes]:
    """As a web page is copied: one cell a line, without what merged cells cover."""
    cells = [cell for _, _, _, _, cell in spans(rows)]
    return "plan.txt", "\n".join([title, *cells, note]).encode()


def as_markdown(title: str, rows: Rows, note: str) -> tuple[str, bytes]:
    lines = ["| " + " | ".join(_shown(row)) + " |" for row in rows]
    lines.insert(1, "|" + " --- |" * len(rows[0]))
    return "plan.md", "\n".join([f"# {title}", "", *lines, "", note]).encode()


def as_tabs(title: str, rows: Rows, note: str) -> tuple[str, bytes]:
    return "plan.txt", "\n".join([title, *("\t".join(_shown(row)) for row in rows), note]).encode()


def as_page(title: str, rows: Rows, note: str) -> tuple[str, bytes]:
    lines: list[str] = ["" for _ in rows]
    for y, _, down, across, cell in spans(rows):
        lines[y] += f"<td rowspan={down} colspan={across}><p>{escape(cell)}</p></td>"
    table = "".join(f"<tr>{line}</tr>" for line in lines)
    page = f"<meta charset=utf-8><p>{title}</p><table>{table}</table><p>{note}</p>"
    return "plan.html", page.encode()


def as_word(title: str, rows: Rows, note: str) -> tuple[str, bytes]:
    document = docx.Document()
    document.add_paragraph(title)
    table = document.add_table(len(rows), len(rows[0]))
    for y, x, down, across, text in spans(rows):
        cell = table.cell(y, x).merge(table.cell(y + down - 1, x + across - 1))
        cell.text = text
    document.add_paragraph(note)
    stream = BytesIO()
    document.save(stream)
    return "plan.docx", stream.getvalue()


def as_pdf(
    lines: str = "", widest: int = _WIDEST, is_hung: bool = False
) -> Callable[[str, Rows, str], tuple[str, bytes]]:
    """How a PDF is made whose cells have boxes, whose rows have lines, or whose head has."""

    def made(title: str, rows: Rows, note: str) -> tuple[str, bytes]:
        pieces, drawing = _page(title, rows, note, lines, widest, is_hung)
        return "plan.pdf", pdf_file([pieces], PAGE, [drawing])

    return made


def as_two_pages(title: str, rows: Rows, note: str) -> tuple[str, bytes]:
    """A PDF whose table goes on below a repeated head; rows that share a cell stay together."""
    half = next(at for at in range(3, len(rows)) if None not in rows[at])
    first, _ = _page(title, rows[:half], "", "", _WIDEST, False)
    second, _ = _page("", [rows[0], *rows[half:]], note, "", _WIDEST, False)
    return "plan.pdf", pdf_file([first, second], PAGE)


FORMATS: dict[str, Callable[[str, Rows, str], tuple[str, bytes]]] = {
    "copy": as_copy,
    "markdown": as_markdown,
    "html": as_page,
    "docx": as_word,
    "tabs": as_tabs,
    "pdf with boxes": as_pdf("boxes"),
    "pdf with a line below each row": as_pdf("rows"),
    "pdf with three lines": as_pdf("head"),
    "pdf without lines": as_pdf(),
    "pdf with boxes, narrow": as_pdf("boxes", 5),
    "pdf with a line below each row, narrow": as_pdf("rows", 5),
    "pdf with three lines, narrow": as_pdf("head", 5),
    "pdf without lines, narrow": as_pdf("", 5),
    "pdf without lines, hung": as_pdf("", 7, True),
}


def _shown(row: Sequence[Cell]) -> list[str]:
    return [cell if isinstance(cell, str) else "" for cell in row]


def _page(
    title: str, rows: Rows, note: str, lines: str, widest: int, is_hung: bool
) -> tuple[list[tuple[float, float, str]], bytes]:
    """A page with the title above the table, whose long cells take several lines."""
    longest = [
        max([len(cell) for _, x, _, across, cell in spans(rows) if x == at and across == 1] or [2])
        for at in range(len(rows[0]))
    ]
    widths = [SIZE * min(one, widest) + 2 * _PAD for one in longest]
    xs = [_LEFT + sum(widths[:at]) for at in range(len(widths) + 1)]
    cells = [
        (y, x, down, across, _wrapped(text, (xs[x + across] - xs[x] - 2 * _PAD) // SIZE))
        for y, x, down, across, text in spans(rows)
    ]
    heights = [
        max([len(lines) for row, _, down, _, lines in cells if row == y and down == 1] or [1])
        * _LINE
        + 2 * _PAD
        for y in range(len(rows))
    ]
    ys = [_TOP + 20 + sum(heights[:at]) for at in range(len(heights) + 1)]
    pieces: list[tuple[float, float, str]] = [(_LEFT, _TOP, title)]
    drawing = b""
    for y, x, down, across, texts in cells:
        left, top, right, bottom = xs[x], ys[y], xs[x + across], ys[y + down]
        middle = top + _PAD if is_hung else (top + bottom - len(texts) * _LINE) / 2
        pieces += [(left + _PAD, middle + SIZE + _LINE * at, one) for at, one in enumerate(texts)]
        if lines == "boxes":
            box = left, PAGE[1] - bottom, right - left, bottom - top
            drawing += b"%d %d %d %d re S\n" % box
    ruled = {"rows": ys, "head": [ys[0], ys[1], ys[-1]]}.get(lines, [])
    for y in ruled:
        drawing += b"%d %d m %d %d l S\n" % (xs[0], PAGE[1] - y, xs[-1], PAGE[1] - y)
    pieces.append((_LEFT, ys[-1] + 20, note))
    return [one for one in pieces if one[2]], drawing


def _wrapped(text: str, width: int) -> list[str]:
    return [text[at : at + width] for at in range(0, len(text), width)] or [""]
