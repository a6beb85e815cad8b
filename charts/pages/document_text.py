"""The texts of documents on their pages: where each begins in its file, and its numbers marked."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from markupsafe import Markup, escape

Row = Mapping[str, Any]
_GAP = "\n\u2026\n"  # for what is left out


class Piece(NamedTuple):
    """A piece of a text; a number has a role, why it has it, targets that it states, its place."""

    text: str
    role: str | None = None
    title: str = ""
    targets: Sequence[str] = ()
    start: int | None = None


Texts = Mapping[str, str]
"""The decoded texts by their ``text_sha256``, as far as they were kept."""


def texts_of(documents: list[dict[str, Any]], texts: Texts) -> dict[str, str]:
    """The text of each document by its id, as far as the texts were kept."""
    starts = starts_of(documents, texts)
    found = {}
    for row in documents:
        text = texts.get(row["text_sha256"])
        if text is not None:
            begin = starts[row["document_id"]]
            found[row["document_id"]] = text[begin : begin + row["characters"]]
    return found


def starts_of(documents: list[dict[str, Any]], texts: Texts) -> dict[str, int]:
    """Where each document begins in its file: a compilation's follow one another to its end."""
    starts: dict[str, int] = {}
    by_file: dict[tuple[str, str | None], list[dict[str, Any]]] = {}
    for row in documents:
        by_file.setdefault((row["source"], row["text_sha256"]), []).append(row)
    for members in by_file.values():
        text = texts.get(members[0]["text_sha256"]) if len(members) > 1 else None
        at = len(text) - sum(row["characters"] for row in members) if text is not None else 0
        for row in members:
            starts[row["document_id"]] = max(0, at)
            at += row["characters"]
    return starts


def pieces_of(
    text: str | None,
    begin: int,
    stop: int,
    numbers: list[dict[str, Any]],
    targets: Mapping[int, list[str]],
    words: Mapping[str, str],
) -> Iterator[Piece]:
    """A document's text in pieces: plain text, and numbers with their role and targets."""
    at = begin
    for number in numbers:
        if number["start"] < at:
            continue
        yield Piece(text[at : number["start"]] if text is not None else "\n")
        yield Piece(
            number["quote"],
            number["role"],
            f"{words['role_' + number['role']]}: {number['reason']}",
            targets.get(number["start"], ()),
            number["start"],
        )
        at = number["end"]
    if text is not None:
        yield Piece(text[at:stop])


def passages_of(
    text: str,
    begin: int,
    stop: int,
    numbers: list[dict[str, Any]],
    stated: Sequence[Row],
    words: Mapping[str, str],
) -> Iterator[Piece]:
    """The sentences of a document that state targets, in pieces; what lies between is left out."""
    starts, targets = [number["start"] for number in numbers], linked(stated)
    for first, last in _spans(stated):
        first, last = max(begin, first), min(stop, last)
        inside = numbers[bisect_left(starts, first) : bisect_left(starts, last)]
        yield from pieces_of(text, first, last, inside, targets, words)
        yield Piece(_GAP)


def _spans(stated: Sequence[Row]) -> list[tuple[int, int]]:
    """Where the sentences of targets stand, those that touch as one."""
    found: list[tuple[int, int]] = []
    for row in stated:
        first = row["start"] - row["quote_at"]
        found.append((first, max(first + len(row["sentence"]), row["end"])))
    apart: list[tuple[int, int]] = []
    for first, last in sorted(found):
        if apart and first <= apart[-1][1]:
            apart[-1] = (apart[-1][0], max(last, apart[-1][1]))
        else:
            apart.append((first, last))
    return apart


def linked(stated: Iterable[Row]) -> dict[int, list[str]]:
    """The targets that begin at each place of a document."""
    found: dict[int, list[str]] = {}
    for row in stated:
        found.setdefault(row["start"], []).append(row["target_id"])
    return found


def marked_text(pieces: Iterable[Piece], region_page: str) -> Markup:
    """The pieces as markup; a number leads to its targets on the page of the region.

    It is no template, because a site has a hundred pieces for every other thing that it prints.
    """
    made: list[str] = []
    for piece in pieces:
        text = escape(piece.text)
        if piece.role is None:
            made.append(text)
            continue
        links = [
            f'<a id="t-{target}" href="{region_page}#t-{target}">'
            f"{text if place == 1 else f'<sup>{place}</sup>'}</a>"
            for place, target in enumerate(map(escape, piece.targets), 1)
        ]
        made.append(
            f'<span class="as-{piece.role}" data-at="{piece.start}" title="{escape(piece.title)}">'
            f"{''.join(links) or text}</span>"
        )
    return Markup("".join(made))
