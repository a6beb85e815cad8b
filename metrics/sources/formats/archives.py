"""Zip archives: their members one after the other, within bounds on size, ratio and number.

Nothing is ever written to a disk, so the names of members lead nowhere; Python's reader stops at
the size that an archive states for a member, so what is stated can be bounded.
"""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from io import BytesIO

from metrics.errors import DocumentError

_MOST_MEMBERS = 20_000
_HIGHEST_RATIO = 400  # text shrinks to a tenth, an empty page of a document to a hundredth
_SMALL = 4_000_000  # bytes that need no look at their ratio
_UTF8_NAME = 0x800  # the flag of a name in UTF-8; others are in the code page of their system


@dataclass(frozen=True, slots=True)
class Member:
    """One file of an archive; ``data`` or ``problem`` is None."""

    name: str
    data: bytes | None
    problem: str | None = None


class Archive:
    """An archive that has been opened: the names of its files, and each file when it is asked for.

    Hidden files and those of the archiver itself are left out.
    """

    def __init__(self, archive: zipfile.ZipFile) -> None:
        self._archive = archive
        infos = {_name(info): info for info in archive.infolist() if not info.is_dir()}
        self._infos = {name: infos[name] for name in sorted(infos) if not _is_hidden(name)}

    @property
    def names(self) -> list[str]:
        """The names, sorted."""
        return list(self._infos)

    def read(self, name: str) -> Member:
        """One of the files."""
        return _member(self._archive, self._infos[name], name)


@contextmanager
def opened(data: bytes, max_bytes: int) -> Iterator[Archive]:
    """Opens an archive.

    Raises:
        DocumentError: when it is no zip archive, is damaged, or unpacks to too much.
    """
    with _opened(data, max_bytes) as archive:
        yield Archive(archive)


def _is_hidden(name: str) -> bool:
    return any(part.startswith((".", "~$", "__MACOSX")) for part in name.split("/") if part)


def refuse_bomb(data: bytes, max_bytes: int) -> int:
    """Checks an office document, which is an archive too, before a reader unpacks it.

    Returns:
        How many bytes of XML it unpacks to: no text of it can be longer than that.

    Raises:
        DocumentError: when it is damaged or unpacks to too much.
    """
    with _opened(data, max_bytes) as archive:
        return sum(one.file_size for one in archive.infolist() if one.filename.endswith(".xml"))


def _opened(data: bytes, max_bytes: int) -> zipfile.ZipFile:
    try:
        archive = zipfile.ZipFile(BytesIO(data))
    except Exception as error:
        reason = str(error) or type(error).__name__
        raise DocumentError(f"is damaged or cut off ({reason}). Get it again.") from error
    infos = archive.infolist()
    total = sum(info.file_size for info in infos)
    what = None
    if len(infos) > _MOST_MEMBERS:
        what = f"holds {len(infos)} files, more than {_MOST_MEMBERS}. Split it."
    elif total > max_bytes:
        what = f"unpacks to {total} bytes, more than {max_bytes} (--max-bytes). Raise it or split."
    elif total > max(_SMALL, _HIGHEST_RATIO * len(data)):
        what = f"unpacks to {total // len(data)} times its size: it is made to fill memory."
    if what:
        archive.close()
        raise DocumentError(what)
    return archive


def _member(archive: zipfile.ZipFile, info: zipfile.ZipInfo, name: str) -> Member:
    if info.flag_bits & 0x1:
        return Member(name, None, "is protected by a password. Unpack it first.")
    try:
        return Member(name, archive.read(info))
    except Exception as error:  # of a broken archive zipfile raises whatever its reading meets
        reason = str(error) or type(error).__name__
        return Member(name, None, f"is damaged inside its archive ({reason}). Get it again.")


def _name(info: zipfile.ZipInfo) -> str:
    """The name of a member; archivers on Chinese systems write GBK without saying so."""
    name = info.filename
    if not info.flag_bits & _UTF8_NAME:
        raw = name.encode("cp437", "replace")
        for encoding in ("utf-8", "gb18030"):
            try:
                name = raw.decode(encoding)
                break
            except UnicodeDecodeError:
                continue
    return name.replace("\\", "/")
