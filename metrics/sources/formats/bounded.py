"""A bound on the text that comes out of a file, whatever went in."""

from __future__ import annotations

from collections.abc import Iterable

from metrics.errors import DocumentError


def joined_within(lines: Iterable[str], most: int) -> str:
    """The lines as one text of at most so many characters; nothing more is held in memory.

    Raises:
        DocumentError: when they are longer.
    """
    held: list[str] = []
    length = -1
    for line in lines:
        length += len(line) + 1
        if length > most:
            raise DocumentError(
                f"gives a text of more than {most} characters, more than it can hold. "
                "Save its text as .txt, or raise --max-bytes."
            )
        held.append(line)
    return "\n".join(held)
