"""Reads files into documents: text files in their encodings, and Word files."""

from __future__ import annotations

import codecs
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from metrics.errors import DocumentError

TEXT_SUFFIXES = (".txt", ".md")
WORD_SUFFIXES = (".docx",)
KNOWN_SUFFIXES = TEXT_SUFFIXES + WORD_SUFFIXES

_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)


@dataclass(frozen=True, slots=True)
class Document:
    """A text with the name it came under; ``problem`` says why there is no text."""

    source: str
    text: str
    problem: str | None = None


def read_document(
    path: Path | str, *, source: str | None = None, encoding: str | None = None
) -> Document:
    """Reads one file. Offsets in all tables count code points of its decoded text.

    Without ``encoding`` a text file is decoded by its byte order mark, else as UTF-8, else as
    GB18030. Newlines stay as they are in the file.

    Raises:
        DocumentError: when the file is missing, empty, of an unknown kind, or not readable.
    """
    path = Path(path)
    name = source or path.as_posix()
    suffix = path.suffix.lower()
    if suffix not in KNOWN_SUFFIXES:
        known = ", ".join(KNOWN_SUFFIXES)
        raise DocumentError(f"{name}: files of the kind {suffix or '(none)'} are not read. Use {known}.")
    try:
        content = path.read_bytes()
    except OSError as error:
        raise DocumentError(f"{name}: cannot be read: {error.strerror}.") from error
    if not content:
        raise DocumentError(f"{name}: is empty.")
    if suffix in WORD_SUFFIXES:
        from metrics.word_files import read_word_text

        text = read_word_text(content, name)
    else:
        text = decode(content, name, encoding)
    if not text.strip():
        raise DocumentError(f"{name}: holds no text.")
    return Document(name, text)


def read_documents(
    paths: Iterable[Path | str], *, encoding: str | None = None
) -> Iterator[Document]:
    """Documents of files and folders, in sorted order within a folder.

    Hidden files and files of unknown kinds inside a folder are passed over; a named file that
    cannot be read becomes a document with its ``problem``.
    """
    for given in paths:
        path = Path(given)
        for file in list_files(path) if path.is_dir() else [path]:
            try:
                yield read_document(file, encoding=encoding)
            except DocumentError as error:
                name = file.as_posix()
                yield Document(name, "", str(error).removeprefix(f"{name}: "))


def list_files(folder: Path) -> list[Path]:
    """The readable kinds of files below ``folder``, sorted, without hidden ones."""
    return sorted(
        file
        for file in folder.rglob("*")
        if file.suffix.lower() in KNOWN_SUFFIXES
        and file.is_file()
        and not any(part.startswith((".", "~$")) for part in file.relative_to(folder).parts)
    )


def decode(content: bytes, name: str, encoding: str | None = None) -> str:
    """The text of ``content``.

    Raises:
        DocumentError: when the bytes are binary or do not fit the encoding.
    """
    if encoding is not None:
        try:
            return content.decode(encoding)
        except (LookupError, UnicodeDecodeError) as error:
            raise DocumentError(f"{name}: cannot be decoded as {encoding}: {error}.") from error
    for mark, encoding_of_mark in _BOMS:
        if content.startswith(mark):
            return decode(content, name, encoding_of_mark)
    if b"\0" in content[:4096]:
        raise DocumentError(f"{name}: is binary, not text. Give its encoding if it is a text.")
    for candidate in ("utf-8", "gb18030"):
        try:
            return content.decode(candidate)
        except UnicodeDecodeError:
            continue
    raise DocumentError(f"{name}: is neither UTF-8 nor GB18030. Give its encoding.")
