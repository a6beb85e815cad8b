"""The memory of a process and of all that it starts, looked at while it runs (on Linux)."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

_PROC = Path("/proc")
_EVERY = 0.05  # seconds
_SESSION = 3  # the field of /proc/PID/stat, counted after the name


@dataclass
class Peak:
    """The most that was seen, in bytes; 0 where there is no /proc.

    Attributes:
        total: of all processes at once; what they share counts once.
        largest: of one process alone, with what it shares.
    """

    total: int = 0
    largest: int = 0


@contextmanager
def watched(session: int) -> Iterator[Peak]:
    """Looks every 50 ms at all processes of a session, which a process leads that is its own."""
    peak = Peak()
    done = threading.Event()

    def watch() -> None:
        while not done.wait(_EVERY):
            seen = [_memory(process) for process in _processes(session)]
            peak.total = max(peak.total, sum(shared for shared, _ in seen))
            peak.largest = max([peak.largest, *(alone for _, alone in seen)])

    watcher = threading.Thread(target=watch, daemon=True)
    if (_PROC / "self" / "smaps_rollup").exists():
        watcher.start()
    try:
        yield peak
    finally:
        done.set()
        if watcher.is_alive():
            watcher.join()


def _processes(session: int) -> Iterator[Path]:
    for process in _PROC.glob("[0-9]*"):
        with suppress(OSError):  # it has ended
            stat = (process / "stat").read_text("utf-8", "replace")
            if int(stat.rpartition(")")[2].split()[_SESSION]) == session:
                yield process


def _memory(process: Path) -> tuple[int, int]:
    """The process's share of what is in memory (PSS), and the most that it ever held (RSS)."""
    share = most = 0
    with suppress(OSError):
        share = _field(process / "smaps_rollup", "Pss:")
        most = _field(process / "status", "VmHWM:")
    return share, most


def _field(file: Path, name: str) -> int:
    for line in file.read_text("utf-8", "replace").splitlines():
        if line.startswith(name):
            return int(line.split()[1]) * 1024
    return 0
