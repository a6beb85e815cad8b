"""What a text is laid out in: lines, spans of one kind, and the documents they make up."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from metrics.layout.metadata import Facts
from metrics.values import frozen

Kind = Literal["plan", "review", "context", "contents", "heading", "front"]


@dataclass(frozen=True, slots=True)
class Line:
    """``text[start:end]``: a line of the file, or what stands from a heading inside one."""

    start: int
    end: int
    text: str


@frozen
class Span:
    """``text[start:end]`` is of one kind, under one heading path and item number."""

    start: int
    end: int
    kind: Kind
    section: str | None = None
    item_no: str | None = None


@dataclass(frozen=True, slots=True)
class DocumentPart:
    """One document of a text: where it lies, what it says of itself, and its spans in order.

    ``doubt`` says why its halves should be looked at, where little speaks for where they meet.
    """

    number: int
    start: int
    end: int
    facts: Facts
    body_present: bool
    truncated: bool
    spans: list[Span] = field(default_factory=list)
    doubt: str | None = None
