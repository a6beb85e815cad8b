"""Reads files into documents: finds them in folders, decodes text, and says what is wrong.

The text of a document is kept exactly as it is in the file, line ends included, because every
offset in the tables counts its code points.
"""

from __future__ import annotations

import codecs
import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from metrics.errors import DocumentError

SUFFIXES = (".docx", ".md", ".txt")
_BYTE_ORDER_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_SIGNATURES = (
    (b"%PDF-", "a PDF"),
    (b"PK\x03\x04", "a zip archive or an office document"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "an old or password-protected office document"),
    (b"{\\rtf", "an RTF document"),
    (b"\x89PNG", "a picture"),
    (b"\xff\xd8\xff", "a picture"),
    (b"\x1f\x8b", "a gzip archive"),
)


@dataclass(frozen=True, slots=True)
class Document:
    """The text of one file.

    A document with a ``problem`` has no text: it stands for a file that could not be read.

    Attributes:
        source: The file as it was given, with "/" separators.
        text: The decoded text, nothing added and nothing changed.
        problem: What is wrong with the file and what to do, or None.
    """

    source: str
    text: str
    problem: str | None = None


def read_document(
    path: Path | str, *, source: str | None = None, encoding: str | None = None
) -> Document:
    """Reads one .txt, .md or .docx file.

    Args:
        path: The file.
        source: Its name in the tables; by default the path as given.
        encoding: The encoding of a text file. By default a byte order mark decides, then UTF-8,
            then GB18030.

    Raises:
        DocumentError: when the file cannot be read, with what to do about it.
    """
    path = Path(path)
    document = _read(path, source or _source_of(path), encoding)
    if document.problem:
        raise DocumentError(f"{document.source}: {document.problem}")
    return document


def read_documents(
    paths: Iterable[Path | str], *, encoding: str | None = None
) -> Iterator[Document]:
    """Reads files and all documents inside folders, one at a time, in an order that never varies.

    A file that cannot be read becomes a document with a ``problem``.
    """
    for path in find_documents(map(Path, paths)):
        yield _read(path, _source_of(path), encoding)


def find_documents(paths: Iterable[Path]) -> list[Path]:
    """The files to read: each given file, and in each given folder those of a known kind, sorted.

    Hidden files and the lock files of office programs (``~$plan.docx``) are left out, and a file
    that is reached twice counts once. A folder that holds no document or cannot be listed stands
    for itself, so that reading it tells the problem.
    """
    found: dict[Path, Path] = {}
    for path in paths:
        for file in _documents_in(path) if path.is_dir() else [path]:
            found.setdefault(file.resolve(), file)
    return list(found.values())


def _documents_in(folder: Path) -> list[Path]:
    closed: list[Path] = []
    files: list[Path] = []
    for where, names, file_names in os.walk(
        folder, onerror=lambda e: closed.append(Path(e.filename))
    ):
        names[:] = [name for name in names if not name.startswith(".")]
        files += [
            Path(where, name)
            for name in file_names
            if not name.startswith((".", "~$")) and name.lower().endswith(SUFFIXES)
        ]
    return sorted(files + closed) or [folder]


def _source_of(path: Path) -> str:
    # A file name may hold bytes that are no UTF-8; the tables must.
    return path.as_posix().encode("utf-8", "surrogateescape").decode("utf-8", "backslashreplace")


def _read(path: Path, source: str, encoding: str | None) -> Document:
    try:
        if path.is_dir():
            raise DocumentError(_folder_problem(path))
        suffix = path.suffix.lower()
        if suffix not in SUFFIXES and path.exists():
            known = ", ".join(SUFFIXES)
            raise DocumentError(f"is of an unknown kind ({suffix or 'no ending'}). Give {known}.")
        data = path.read_bytes()
        if not data:
            raise DocumentError("is empty. Get the file again, or leave it out.")
        text = _text_of_word_file(data) if suffix == ".docx" else decode(data, encoding)
        if not text or text.isspace():
            raise DocumentError("holds no text. A scanned document must be turned into text first.")
    except FileNotFoundError:
        return Document(source, "", "does not exist. Check the path.")
    except OSError as error:
        return Document(source, "", f"cannot be read: {error.strerror or error}.")
    except DocumentError as error:
        return Document(source, "", str(error))
    return Document(source, text)


def _text_of_word_file(data: bytes) -> str:
    from metrics.docx import read_docx  # most runs read text only, and python-docx starts slowly

    return read_docx(data)


def _folder_problem(folder: Path) -> str:
    next(folder.iterdir(), None)  # raises what is wrong where the folder cannot be listed
    return f"is a folder without any {', '.join(SUFFIXES)} file. Check the path."


def decode(data: bytes, encoding: str | None = None) -> str:
    """The text that ``data`` encodes, without its byte order mark.

    Raises:
        DocumentError: when it is no text, is cut off, or does not have this encoding.
    """
    for signature, kind in _SIGNATURES:
        if data.startswith(signature):
            raise DocumentError(f"is {kind}, not a text file. Save it as .txt or .docx.")
    mark, marked = next(
        (pair for pair in _BYTE_ORDER_MARKS if data.startswith(pair[0])), (b"", None)
    )
    try:
        text = _decode(data[len(mark) :], encoding or marked)
    except UnicodeDecodeError as error:
        if error.reason in ("unexpected end of data", "truncated data"):
            raise DocumentError(
                f"is cut off in the middle of a character ({error.encoding}). Get the whole file."
            ) from error
        raise DocumentError(
            f"is not {error.encoding} text (byte {error.start}). Name its encoding by --encoding."
        ) from error
    if "\0" in text:
        raise DocumentError("is binary, not text (holds NUL). Save it as .txt or .docx.")
    return text


def _decode(data: bytes, encoding: str | None) -> str:
    if encoding is not None:
        return data.decode(encoding)
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        # A text that is UTF-8 but for its last bytes was cut; GB18030 would make other words of it.
        if error.reason == "unexpected end of data":
            raise
        return data.decode("gb18030")
