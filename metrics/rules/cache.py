"""The built-in rules as they were last compiled, kept in the user's cache folder.

To read and compile them takes 0.4 s, a third of a short run; to take them from there a tenth of it.
They are compiled anew when a rule file, the program, Python or a library of theirs is another.
"""

from __future__ import annotations

import hashlib
import os
import pickle
import sys
from contextlib import suppress
from importlib.metadata import version
from pathlib import Path
from tempfile import TemporaryDirectory

from metrics.paths import package

_FILE = "rules.pickle"
_MADE_OF = ("pint", "polars", "pydantic", "regex")
_KEY_LENGTH = 32
_OTHERS_MAY_WRITE = 0o022


def kept_rules(folder: Path, digest: str) -> object | None:
    """The compiled rules of ``folder`` with this digest, if they were kept."""
    file = _cache() / _FILE
    try:
        if not _is_ours(file):
            return None
        data = file.read_bytes()
        if data[:_KEY_LENGTH] != _key(folder, digest):
            return None
        rules: object = pickle.loads(data[_KEY_LENGTH:])
    except Exception:  # a file that was cut off or damaged may raise anything
        return None
    return rules


def keep_rules(folder: Path, digest: str, rules: object) -> None:
    """Keeps the rules of ``folder`` in place of others; where that cannot be, nothing is kept."""
    with suppress(OSError, RuntimeError, ImportError):  # no home, or no versions of libraries
        data = _key(folder, digest) + pickle.dumps(rules)
        cache = _cache()
        cache.mkdir(mode=0o700, parents=True, exist_ok=True)
        with TemporaryDirectory(dir=cache) as unfinished:
            file = Path(unfinished, _FILE)
            file.write_bytes(data)
            file.replace(cache / _FILE)


def _cache() -> Path:
    """The folder for what can be made again: of the XDG specification, or of Windows."""
    chosen = os.environ.get("LOCALAPPDATA" if sys.platform == "win32" else "XDG_CACHE_HOME")
    return Path(chosen or Path.home() / ".cache") / "target-metrics"


def _is_ours(file: Path) -> bool:
    """Whether nobody else can have written a file: what is in it is run."""
    if sys.platform == "win32":
        return file.is_file()
    facts = file.stat()
    return facts.st_uid == os.getuid() and not facts.st_mode & _OTHERS_MAY_WRITE


def _key(folder: Path, digest: str) -> bytes:
    """Names everything that compiled rules follow from."""
    facts = [str(folder), digest, sys.version, *map(version, _MADE_OF)]
    for file in sorted(package().rglob("*.py")):
        stat = file.stat()
        facts.append(f"{file} {stat.st_size} {stat.st_mtime_ns}")
    return hashlib.sha256("\0".join(facts).encode("utf-8", "surrogatepass")).digest()
