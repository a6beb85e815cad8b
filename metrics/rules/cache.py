"""The built-in rules as they were last compiled, kept in the user's cache folder.

To read and compile them takes 0.4 s, a third of a short run; to take them from there a tenth of it.
They are taken from there where nobody else can have written them, and then only values and the
classes of rules are made, nothing is called that the file names besides. Else they are compiled
anew. The pattern of numerals, which follows from them, is kept likewise.
"""

from __future__ import annotations

import hashlib
import io
import logging
import pickle
import sys
from contextlib import suppress
from importlib import import_module
from importlib.metadata import version
from pathlib import Path
from typing import Any

import regex

from metrics.kept_files import KeptFiles
from metrics.paths import package

_LOG = logging.getLogger(__name__)
_MADE_OF = ("pint", "polars", "pydantic", "regex")
KEPT = KeptFiles("rules")
_KEPT_PATTERNS = KeptFiles("pattern")
_CHECKED = KeptFiles("checked", most=64)  # a few bytes each
_OURS = ("metrics.rules.", "metrics.text.")
_VALUES = {
    ("builtins", "frozenset"), ("builtins", "set"), ("collections", "OrderedDict"),
    ("collections", "defaultdict"), ("datetime", "date"), ("decimal", "Decimal"),
    ("pathlib", "PosixPath"), ("pathlib", "WindowsPath"), ("pathlib._local", "PosixPath"),
    ("pathlib._local", "WindowsPath"), ("re", "_compile"), ("regex._regex", "compile"),
}  # fmt: skip


def kept_rules(folder: Path, digest: str) -> object | None:
    """The compiled rules of ``folder`` with this digest, if they were kept."""
    try:
        data = KEPT.read(_key(folder, digest))
        return None if data is None else unpacked(data)
    except Exception as error:  # what is damaged or of another program may raise anything
        _LOG.info("kept rules are not used (%s): rules are compiled anew", error)
        return None


def keep_rules(folder: Path, digest: str, rules: object) -> None:
    """Keeps the rules of ``folder``; where that cannot be, nothing is kept."""
    with suppress(OSError, ImportError):  # no versions of libraries
        KEPT.keep(_key(folder, digest), pickle.dumps(rules))


def is_checked(digest: str) -> bool:
    """Whether rules of this digest were found sound by this very program before."""
    try:
        return _CHECKED.read(_key("checked", digest)) is not None
    except (OSError, ImportError, RuntimeError, ValueError) as error:
        _LOG.info("what was checked is not known (%s): it is checked anew", error)
        return False


def keep_checked(digest: str) -> None:
    """Notes that rules of this digest are sound; where that cannot be, nothing is noted."""
    with suppress(OSError, ImportError):  # no versions of libraries
        _CHECKED.keep(_key("checked", digest), b"")


def compiled_once(source: str, flags: int = 0) -> regex.Pattern[str]:
    """The compiled pattern, kept where it can be; only what takes long to compile is worth it."""
    facts = [source, str(int(flags)), sys.version, version("regex")]
    key = hashlib.sha256("\0".join(facts).encode("utf-8", "surrogatepass")).digest()
    try:
        data = _KEPT_PATTERNS.read(key)
        kept = None if data is None else unpacked(data)
    except Exception as error:  # what is damaged or of another program may raise anything
        _LOG.info("a kept pattern is not used (%s): it is compiled anew", error)
        kept = None
    if isinstance(kept, regex.Pattern) and kept.pattern == source:
        return kept
    compiled = regex.compile(source, flags)
    _KEPT_PATTERNS.keep(key, pickle.dumps(compiled))
    return compiled


def unpacked(made: bytes) -> Any:
    """The values and rules in what `pickle` made of them.

    Raises:
        Exception: of any kind where it is damaged, or names anything else.
    """
    return _Values(io.BytesIO(made)).load()


class _Values(pickle.Unpickler):
    """Makes values and the classes of rules, and nothing else that a file may name."""

    def find_class(self, module_name: str, global_name: str, /) -> Any:
        """The class of this name."""
        if (module_name, global_name) in _VALUES:
            return super().find_class(module_name, global_name)
        first = global_name.partition(".")[0]
        if module_name.startswith(_OURS):
            owner = getattr(import_module(module_name), first, None)
            if isinstance(owner, type) and owner.__module__ == module_name:
                return super().find_class(module_name, global_name)
        raise pickle.UnpicklingError(f"{module_name}.{global_name} is no value of rules")


def _key(what: Path | str, digest: str) -> bytes:
    """Names everything that follows from rules of this digest, of which folder or what it is."""
    facts = [str(what), digest, sys.version, *map(version, _MADE_OF)]
    for file in sorted(package().rglob("*.py")):
        state = file.stat()
        facts.append(f"{file} {state.st_size} {state.st_mtime_ns}")
    return hashlib.sha256("\0".join(facts).encode("utf-8", "surrogatepass")).digest()
