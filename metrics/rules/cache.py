"""The built-in rules as they were last compiled, kept in the user's cache folder.

To read and compile them takes 0.4 s, a third of a short run; to take them from there a tenth of it.
They are compiled anew when a rule file, the program, Python or a library of theirs is another.
"""

from __future__ import annotations

import hashlib
import pickle
import sys
from contextlib import suppress
from importlib.metadata import version
from pathlib import Path

from metrics.paths import keep, kept, package

_FILE = "rules.pickle"
_MADE_OF = ("pint", "polars", "pydantic", "regex")
_KEY_LENGTH = 32


def kept_rules(folder: Path, digest: str) -> object | None:
    """The compiled rules of ``folder`` with this digest, if they were kept."""
    try:
        data = kept(_FILE)
        if data is None or data[:_KEY_LENGTH] != _key(folder, digest):
            return None
        rules: object = pickle.loads(data[_KEY_LENGTH:])
    except Exception:  # a file that was cut off or damaged may raise anything
        return None
    return rules


def keep_rules(folder: Path, digest: str, rules: object) -> None:
    """Keeps the rules of ``folder`` in place of others; where that cannot be, nothing is kept."""
    with suppress(OSError, RuntimeError, ImportError):  # no home, or no versions of libraries
        keep(_FILE, _key(folder, digest) + pickle.dumps(rules))


def _key(folder: Path, digest: str) -> bytes:
    """Names everything that compiled rules follow from."""
    facts = [str(folder), digest, sys.version, *map(version, _MADE_OF)]
    for file in sorted(package().rglob("*.py")):
        stat = file.stat()
        facts.append(f"{file} {stat.st_size} {stat.st_mtime_ns}")
    return hashlib.sha256("\0".join(facts).encode("utf-8", "surrogatepass")).digest()
