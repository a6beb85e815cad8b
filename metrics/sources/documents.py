"""Documents: the text of a file, and what it is decoded from.

The text of a plain file is kept exactly as it is, line ends included, because every offset in the
tables counts its code points; other formats are turned into text by `metrics.sources.formats`.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path
from typing import TypeAlias

from metrics.errors import DocumentError
from metrics.sources.formats import READERS, Bounds
from metrics.sources.known_facts import KnownFacts
from metrics.text.traditional import can_simplify, is_traditional

EMPTY = "is empty. Get the file again, or leave it out."


@dataclass(frozen=True, slots=True)
class Document:
    """The text of one file, or of one member of a container.

    A document with a ``problem`` has no text: it stands for a file that could not be read.

    Attributes:
        source: The file as it was given, with "/" separators; of a member of an archive or a row
            of a table, file#member.
        text: The decoded text, nothing added and nothing changed.
        problem: What is wrong with the file and what to do, or None.
        warning: What may be wrong with the text although it was read, or None.
        facts: What the container tells of the document (title, region, year), or None.
        dropped: How many lines that its pages repeat are not in the text.
    """

    source: str
    text: str
    problem: str | None = None
    warning: str | None = None
    facts: KnownFacts | None = None
    dropped: int = 0


@dataclass(frozen=True, slots=True)
class Undecoded:
    """A document that has been found and not been decoded: a file, or a member of an archive.

    Attributes:
        source: As in `Document`.
        suffix: The ending of its name, in small letters.
        bounds: How it is decoded.
        path: The file.
        data: Its bytes, where they were read already.
    """

    source: str
    suffix: str
    bounds: Bounds
    path: Path = Path()
    data: bytes | None = None

    @property
    def size(self) -> int:
        """Its bytes; none of a file that is not there."""
        return size_of(self.path) if self.data is None else len(self.data)

    def read(self) -> bytes:
        """Its bytes.

        Raises:
            OSError: when the file cannot be read.
            DocumentError: when it is no file or a too large one.
        """
        return bytes_of(self.path, self.bounds) if self.data is None else self.data

    def loaded(self) -> Item:
        """Itself with its bytes, so that it can be decoded where the file is not."""
        try:
            return replace(self, data=self.read())
        except Exception:
            return decoded(self)


Item: TypeAlias = Undecoded | Document


def decoded(item: Item) -> Document:
    """The document, which has a ``problem`` where it cannot be read."""
    if isinstance(item, Document):
        return item
    try:
        data = item.read()
        if not data:
            raise DocumentError(EMPTY)
        text, warning, dropped = READERS[item.suffix](data, item.suffix, item.bounds)
        return replace(document_of(item.source, text, warning), dropped=dropped)
    except Exception as error:  # whatever a library meets, the file costs only itself
        return Document(item.source, "", problem_with(error))


def size_of(path: Path) -> int:
    """The bytes of a file; none of one that is not there."""
    try:
        return path.stat().st_size
    except OSError:
        return 0


def bytes_of(path: Path, bounds: Bounds) -> bytes:
    """The bytes of a file.

    Raises:
        OSError: when it cannot be read.
        DocumentError: when it is no file or a too large one.
    """
    size = path.stat().st_size
    if not path.is_file():
        raise DocumentError("is no regular file. Give a file or a folder.")
    if size > bounds.max_bytes:
        raise DocumentError(
            f"has {size} bytes, more than {bounds.max_bytes}. Raise --max-bytes or split it."
        )
    return path.read_bytes()


def document_of(
    source: str, text: str, warning: str | None, facts: KnownFacts | None = None
) -> Document:
    """The document with this text, unless there is nothing in it."""
    if not text or text.isspace():
        what = "holds no text. A scanned document must be turned into text first."
        return Document(source, "", what, facts=facts)
    if warning is None and is_traditional(text) and not can_simplify():
        warning = (
            "is in traditional characters, which few rules know. "
            "Install target-metrics[zh-hant] to have them read as simplified ones."
        )
    return Document(source, text, None, warning, facts)


def problem_with(error: Exception) -> str:
    """What to say of a file that cannot be read."""
    if isinstance(error, DocumentError):
        return str(error)
    if isinstance(error, FileNotFoundError):
        return "does not exist. Check the path."
    if isinstance(error, OSError):
        return f"cannot be read: {error.strerror or error}."
    if isinstance(error, MemoryError):
        return "needs more memory than there is. Split it, or save its text as .txt."
    reason = " ".join(f"{type(error).__name__}: {error}".split())[:_LONGEST_REASON]
    return f"makes its reader fail ({reason}). Save its text as .txt, and report it."


_LONGEST_REASON = 200
