"""What can be made again, kept in the user's cache folder: compiled rules, the script of charts.

A file bears the name of all that it follows from, so that several installations keep theirs side
by side, and begins with the digest of what follows. Before a byte of it is used it is checked that
nobody else can have written it and that the digest holds. This module imports nothing of ours.
"""

from __future__ import annotations

import hashlib
import os
import sys
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

_OTHERS_MAY_WRITE = 0o022


@dataclass(frozen=True, slots=True)
class KeptFiles:
    """The kept files of one kind.

    Attributes:
        kind: begins their names.
        most: how many of the latest stay.
    """

    kind: str
    most: int = 8

    def read(self, key: bytes) -> bytes | None:
        """What was kept under this key, where there is such a file.

        Raises:
            ValueError: when somebody else may have written it, or it is damaged.
            OSError: when it cannot be read.
            RuntimeError: when there is no home folder.
        """
        file = self._file(key)
        try:
            return self._opened(file)
        except FileNotFoundError:
            return None

    def keep(self, key: bytes, data: bytes) -> None:
        """Keeps ``data`` under this key; where that cannot be, nothing is kept."""
        with suppress(OSError, RuntimeError):  # there is no home, or it cannot be written
            file = self._file(key)
            file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            with TemporaryDirectory(dir=file.parent) as unfinished:
                staged = Path(unfinished, file.name)
                staged.write_bytes(self.sealed(data))
                staged.replace(file)
            files = sorted(file.parent.glob(self._name("*")), key=lambda one: one.stat().st_mtime)
            for old in files[: -self.most]:
                old.unlink()

    def sealed(self, data: bytes) -> bytes:
        """What a file holds: its kind, the digest of what follows, and that."""
        return self._mark + hashlib.sha256(data).digest() + data

    @property
    def _mark(self) -> bytes:
        return f"target-metrics {self.kind} 1\n".encode()

    def _name(self, key: str) -> str:
        return f"{self.kind}-{key}.kept"

    def _file(self, key: bytes) -> Path:
        return _cache() / self._name(key.hex()[:32])

    def _opened(self, file: Path) -> bytes:
        for place in (file, file.parent):
            if not _is_ours(place):
                raise ValueError(f"{place}: somebody else may write it")
        if file.is_symlink() or not file.is_file():
            raise ValueError(f"{file}: is no file")
        held = file.read_bytes()
        data = held[len(self._mark) + hashlib.sha256().digest_size :]
        if held != self.sealed(data):
            raise ValueError(f"{file}: is damaged")
        return data


def _cache() -> Path:
    """The folder for what can be made again: of the XDG specification, or of Windows."""
    chosen = os.environ.get("LOCALAPPDATA" if sys.platform == "win32" else "XDG_CACHE_HOME")
    return Path(chosen or Path.home() / ".cache") / "target-metrics"


def _is_ours(place: Path) -> bool:
    """Whether nobody else can have written a file or into a folder."""
    if sys.platform == "win32":
        return True
    facts = place.stat()
    return facts.st_uid == os.getuid() and not facts.st_mode & _OTHERS_MAY_WRITE
