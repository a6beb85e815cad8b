"""What can be made again, kept in the user's cache folder: compiled rules, the script of charts.

A file bears the names of the installation that wrote it and of all that it follows from, and begins
with the digest of what follows. Before a byte of it is used it is checked that nobody else can have
written it and that the digest holds. An installation that keeps something new drops the oldest of
its own, and what no installation has used for months. This module imports nothing of ours.
"""

from __future__ import annotations

import hashlib
import os
import sys
import time
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

_OTHERS_MAY_WRITE = 0o022
_INSTALLATION = str(Path(__file__).resolve().parent)
_DAY = 24 * 60 * 60.0  # seconds
_UNUSED = 90 * _DAY


@dataclass(frozen=True, slots=True)
class KeptFiles:
    """The kept files of one kind.

    Attributes:
        kind: begins their names.
        most: how many of the latest stay of each installation.
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
            self._drop_old(file.parent)

    def _drop_old(self, folder: Path) -> None:
        used = {one: one.stat().st_mtime for one in folder.glob(f"{self.kind}-*.kept")}
        own = [one for one in used if one.match(self._name("*"))]
        own.sort(key=lambda one: used[one])
        unused = [one for one in used if used[one] < time.time() - _UNUSED]
        for old in {*own[: -self.most], *unused}:
            old.unlink()

    def sealed(self, data: bytes) -> bytes:
        """What a file holds: its kind, the digest of what follows, and that."""
        return self._mark + hashlib.sha256(data).digest() + data

    @property
    def _mark(self) -> bytes:
        return f"target-metrics {self.kind} 1\n".encode()

    def _name(self, key: str) -> str:
        installation = hashlib.sha256(_INSTALLATION.encode("utf-8", "surrogateescape"))
        return f"{self.kind}-{installation.hexdigest()[:8]}-{key}.kept"

    def _file(self, key: bytes) -> Path:
        return _cache() / self._name(key.hex()[:32])

    def _opened(self, file: Path) -> bytes:
        for place in (file, file.parent):
            if not _is_ours(place):
                raise ValueError(f"{place}: somebody else may write it")
        if file.is_symlink() or not file.is_file():
            raise ValueError(f"{file}: is no file")
        held = file.read_bytes()
        if time.time() - file.stat().st_mtime > _DAY:
            with suppress(OSError):  # a disk that nobody may write
                os.utime(file)  # it is in use
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
