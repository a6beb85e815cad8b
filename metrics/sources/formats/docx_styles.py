"""What of a .docx file Word shows as it stands: not what is struck out or hidden.

Whether a run is struck, hidden or raised is said by itself, by its style, by the style of its
paragraph, or by one that these are based on.
"""

from __future__ import annotations

from typing import Any, NamedTuple

from docx.document import Document as WordDocument
from docx.oxml.ns import qn

_OFF = ("0", "false", "off", "none")
_DEEPEST = 20  # styles based on styles


_PARAGRAPH, _RUN, _VALUE, _STYLE = qn("w:pPr"), qn("w:rPr"), qn("w:val"), qn("w:rStyle")
_STRIKES, _HIDDEN, _ALIGNED = (qn("w:strike"), qn("w:dstrike")), qn("w:vanish"), qn("w:vertAlign")
_DELETED = f"{_RUN}/{qn('w:del')}"


class Looks(NamedTuple):
    """How a run looks, as far as something says so: None is not said."""

    struck: bool | None = None
    hidden: bool | None = None
    raised: bool | None = None

    def over(self, other: Looks) -> Looks:
        """These looks; where they do not say, the other ones."""
        return Looks(
            *(own if own is not None else its for own, its in zip(self, other, strict=True))
        )

    @property
    def is_silent(self) -> bool:
        """Whether it belongs to the document no more."""
        return bool(self.struck or self.hidden)


_PLAIN = Looks()


class Styles:
    """The looks of the styles of one document."""

    def __init__(self, document: WordDocument | None) -> None:
        self._elements: dict[str | None, Any] = (
            {} if document is None else {one.style_id: one.element for one in document.styles}
        )
        self._looks: dict[str, Looks] = {}

    def looks_of_paragraph(self, paragraph: Any) -> Looks:
        """How the runs of a paragraph look where they do not say themselves."""
        properties = first_if(paragraph, _PARAGRAPH)
        return _PLAIN if properties is None else self._of_style(_named(properties, "w:pStyle"))

    def looks_of_run(self, run: Any, paragraph: Looks) -> Looks:
        """How a run looks."""
        properties = first_if(run, _RUN)
        if properties is None:
            return paragraph
        own, style = _own_looks(properties)
        if own == _PLAIN and style is None:
            return paragraph
        return own.over(self._of_style(style)).over(paragraph)

    def _of_style(self, style_id: str | None, depth: int = 0) -> Looks:
        if style_id is None or style_id not in self._elements or depth > _DEEPEST:
            return _PLAIN
        if style_id not in self._looks:
            element = self._elements[style_id]
            properties = element.find(qn("w:rPr"))
            own = _PLAIN if properties is None else _own_looks(properties)[0]
            based_on = self._of_style(_named(element, "w:basedOn"), depth + 1)
            self._looks[style_id] = own.over(based_on)
        return self._looks[style_id]


def first_if(element: Any, tag: str) -> Any:
    """The first child where it is of this tag, as the properties of an element are; else None."""
    first = next(iter(element), None)
    return first if first is not None and first.tag == tag else None


def is_mark_deleted(paragraph: Any) -> bool:
    """Whether the end of a paragraph was deleted, so that the next one goes on with it."""
    properties = first_if(paragraph, _PARAGRAPH)
    return properties is not None and properties.find(_DELETED) is not None


def is_row_deleted(row: Any) -> bool:
    """Whether a row of a table was deleted, or is hidden."""
    properties = row.find(qn("w:trPr"))
    if properties is None:
        return False
    return properties.find(qn("w:del")) is not None or bool(_flag(properties, "w:hidden"))


def _own_looks(properties: Any) -> tuple[Looks, str | None]:
    """What properties of a run say themselves, and the style that they name."""
    struck = hidden = raised = None
    style: str | None = None
    for one in properties:
        match one.tag:
            case tag if tag in _STRIKES:
                struck = bool(struck) or one.get(_VALUE) not in _OFF
            case tag if tag == _HIDDEN:
                hidden = one.get(_VALUE) not in _OFF
            case tag if tag == _ALIGNED:
                raised = one.get(_VALUE) == "superscript"
            case tag if tag == _STYLE:
                style = one.get(_VALUE)
    return Looks(struck, hidden, raised), style


def _flag(properties: Any, name: str) -> bool | None:
    element = properties.find(qn(name))
    return None if element is None else element.get(qn("w:val")) not in _OFF


def _named(properties: Any, name: str) -> str | None:
    element = properties.find(qn(name))
    value: str | None = None if element is None else element.get(qn("w:val"))
    return value
