"""The text of a web page: its paragraphs and tables, without scripts, menus and hidden copies."""

from __future__ import annotations

import codecs
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

import regex

from metrics.errors import DocumentError
from metrics.sources.formats.cells import LONGEST_CELL, Grid, joined
from metrics.sources.formats.html_elements import BLOCKS, NEVER_NESTED, SILENT
from metrics.sources.formats.plain import read_plain
from metrics.sources.formats.superscripts import raised

if TYPE_CHECKING:
    from selectolax.lexbor import LexborNode

_DECLARED = regex.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([\w-]+)", regex.I)
_DECLARED_WITHIN = 4096
# The parser's time grows with the square of the depth and of the attributes of one element.
_DEEPEST = 5000
_MOST_ATTRIBUTES = 10_000
_MOST_ELEMENTS = 300_000
_TAG = regex.compile(r"<(/?)([a-z][a-z0-9]*)[^>]*?(/?)>", regex.I)
_CELLS = ("td", "th")
_EMPTY_CELL = joined(["", "x"])[:-1]
_SPACE = regex.compile(r"[ \t\r\n\f]+")
_HIDDEN = regex.compile(
    r"display\s*:\s*none|visibility\s*:\s*hidden|font-size\s*:\s*0+(?:\.0+)?(?![.\d])"
    r"|text-decoration(?:-line)?\s*:[^;]*line-through|mso-hide\s*:\s*all",
    regex.I,
)
_RAISED = regex.compile(r"vertical-align\s*:\s*super", regex.I)
_BEFORE = 16  # characters that tell what a raised number stands behind
_GROWTH, _SMALL = 3, 1_000_000  # how many times its source a page may be long, and what any may
_MENU_LINKS, _MENU_SHARE, _MENU_LABEL = 3, 0.75, 20


def read_html(data: bytes, encoding: str | None = None) -> tuple[str, str | None]:
    """The text of a page, a line for each paragraph and table row, and a warning or None.

    Raises:
        DocumentError: when it cannot be decoded or nests without end.
    """
    # lexbor reads bytes of GB18030 as UTF-8 whatever the page declares.
    from selectolax.lexbor import LexborHTMLParser

    text, warning = _decoded(data, encoding)
    _refuse_traps(text)
    root = LexborHTMLParser(text.replace("\0", "")).root
    if root is None:
        return "", warning
    return "\n".join(_Page(root, _GROWTH * len(text) + _SMALL).lines()), warning


def _decoded(data: bytes, encoding: str | None) -> tuple[str, str | None]:
    declared = _DECLARED.search(data, endpos=_DECLARED_WITHIN)
    if encoding is None and declared is not None:
        name = declared[1].decode("ascii").lower()
        name = "gb18030" if name.startswith("gb") else name  # gb2312 pages hold more than it has
        try:
            data.decode("utf-8")  # what is UTF-8 is nothing else, whatever it declares
        except UnicodeDecodeError:
            try:
                codecs.lookup(name)
                return read_plain(data, name)
            except (LookupError, DocumentError):
                pass  # pages are often saved in another encoding than they declare
    return read_plain(data, encoding)


def _refuse_traps(text: str) -> None:
    depth = 0
    for count, tag in enumerate(_TAG.finditer(text)):
        if count > 2 * _MOST_ELEMENTS:
            raise DocumentError(
                f"holds more than {_MOST_ELEMENTS} elements: no page does. Save its text as .txt."
            )
        close, name, empty = tag.groups()
        if max(map(tag.group().count, "= ")) > _MOST_ATTRIBUTES:
            raise DocumentError(
                f"holds an element of more than {_MOST_ATTRIBUTES} attributes: no page does. "
                "Save its text as .txt."
            )
        if name.lower() not in NEVER_NESTED and not empty:
            depth += -1 if close else 1
            if depth > _DEEPEST:
                raise DocumentError(
                    f"nests more than {_DEEPEST} elements: no page does. Save its text as .txt."
                )


@dataclass
class _Sum:
    """What an element holds: characters in all and in links, links, the longest text outside."""

    characters: int = 0
    linked: int = 0
    links: int = 0
    longest: int = 0

    def add(self, other: _Sum) -> None:
        self.characters += other.characters
        self.linked += other.linked
        self.links += other.links
        self.longest = max(self.longest, other.longest)

    @property
    def is_menu(self) -> bool:
        """Whether it is a list of links: 首页 | 政务公开 | 办事服务."""
        return (
            self.links >= _MENU_LINKS
            and self.linked >= _MENU_SHARE * self.characters
            and self.longest < _MENU_LABEL
        )


@dataclass
class _Table:
    """What decides whether a table holds data or only lays a page out."""

    widest: int = 0
    longest: int = 0
    nests: bool = False

    @property
    def is_data(self) -> bool:
        return self.widest > 1 and self.longest <= LONGEST_CELL and not self.nests


class _Page:
    """One page; elements are walked with a stack, because bad pages nest deeply."""

    def __init__(self, root: LexborNode, most: int) -> None:
        self._root = root
        self._room = most  # characters that the text may still have
        self._sums: dict[int, _Sum] = {}
        self._tables: dict[int, _Table] = {}
        self._measure()

    def lines(self, top: LexborNode | None = None) -> Iterator[str]:
        """The lines of the page, or of one element, in order; none is blank."""
        for line in "".join(self._bounded(top or self._root)).split("\n"):
            if line.strip():
                # A table's line that begins with an empty cell keeps it.
                yield line.rstrip(" \t") if line.startswith(_EMPTY_CELL) else line.strip(" \t")

    def _bounded(self, top: LexborNode) -> Iterator[str]:
        for piece in self._pieces(top):
            self._room -= len(piece)
            if self._room < 0:
                raise DocumentError("has tables that are made to fill memory. Save it as .txt.")
            yield piece

    def _measure(self) -> None:
        open_sums = [_Sum()]
        tables: list[_Table] = []
        stack: list[tuple[LexborNode, bool]] = [(self._root, False)]
        while stack:
            node, is_end = stack.pop()
            if is_end:
                self._close(node, open_sums.pop(), tables)
                open_sums[-1].add(self._sums[node.mem_id])
            elif node.is_text_node:
                length = len(_SPACE.sub("", node.text_content or ""))
                open_sums[-1].add(_Sum(length, longest=length))
            elif _look(node) != "silent":
                open_sums.append(_Sum())
                if node.tag == "table":
                    for outer in tables:
                        outer.nests = True
                    tables.append(self._tables.setdefault(node.mem_id, _Table()))
                stack.append((node, True))
                stack += [(child, False) for child in _backwards(node)]

    def _close(self, node: LexborNode, total: _Sum, tables: list[_Table]) -> None:
        self._sums[node.mem_id] = total
        if node.tag == "a":
            total.links, total.linked, total.longest = 1, total.characters, 0
        elif node.tag == "table":
            tables.pop()
        elif tables and node.tag in _CELLS:
            tables[-1].longest = max(tables[-1].longest, total.characters)
        elif tables and node.tag == "tr":
            width = sum(child.tag in _CELLS for child in node.iter())
            tables[-1].widest = max(tables[-1].widest, width)

    def _pieces(self, top: LexborNode) -> Iterator[str]:
        stack: list[tuple[LexborNode | str, bool]] = [(one, False) for one in _backwards(top)]
        before = ""
        while stack:
            node, is_printed = stack.pop()  # whether its line ends count, as inside <pre>
            if isinstance(node, str):
                before = node
                yield node
            elif node.is_text_node:
                text = node.text_content or ""
                text = text if is_printed else _SPACE.sub(" ", text)
                before = before[-_BEFORE:] + text
                yield text
            elif node.tag == "br":
                before = "\n"
                yield "\n"
            elif (look := _look(node)) == "raised":
                yield raised(_SPACE.sub(" ", node.text(deep=True)), before)
            elif look == "silent" or self._is_menu(node):
                continue
            elif node.tag == "table" and self._tables[node.mem_id].is_data:
                yield "\n".join(["", *self._grid(node).lines(), ""])
            else:
                is_printed = is_printed or node.tag == "pre"
                edge: list[LexborNode | str] = ["\n"] if node.tag in BLOCKS else []
                stack += [(one, is_printed) for one in (*edge, *_backwards(node), *edge)]

    def _is_menu(self, node: LexborNode) -> bool:
        return node.tag in BLOCKS and self._sums[node.mem_id].is_menu

    def _grid(self, table: LexborNode) -> Grid:
        grid = Grid()
        for row in table.css("tr"):
            grid.begin_row()
            for cell in row.iter():
                if cell.tag in _CELLS:
                    across, down = (_span(cell, name) for name in ("colspan", "rowspan"))
                    grid.add(list(self.lines(cell)), across, down)
        return grid


def _backwards(node: LexborNode) -> list[LexborNode]:
    """The children of a node in the order of a stack."""
    return list(node.iter(include_text=True))[::-1]


def _look(node: LexborNode) -> Literal["silent", "raised", ""]:
    """Whether an element prints nothing that belongs to the document, or stands above its line."""
    if not node.is_element_node or node.tag in SILENT:
        return "silent"
    attributes = node.attributes
    style = attributes.get("style") or ""
    if "hidden" in attributes or (style and _HIDDEN.search(style)):
        return "silent"
    return "raised" if node.tag == "sup" or (style and _RAISED.search(style)) else ""


def _span(cell: LexborNode, name: str) -> int:
    value = cell.attributes.get(name) or ""
    return int(value) if value.isascii() and value.isdigit() and len(value) < 4 else 1
