"""The built-in rules as they were last compiled, kept in the user's cache folder.

To read and compile them takes 0.4 s, a third of a short run; to take them from there a tenth of it.
A file bears the name of all that its rules follow from, so that several installations keep theirs
side by side, and begins with the digest of what follows. Before a byte of it is used it is checked
that nobody else can have written it and that the digest holds; then only values and the classes of
rules are made of it, nothing is called that the file names besides. Else rules are compiled anew.
"""

from __future__ import annotations

import hashlib
import io
import logging
import os
import pickle
import sys
from contextlib import suppress
from importlib import import_module
from importlib.metadata import version
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from metrics.paths import package

_LOG = logging.getLogger(__name__)
_MADE_OF = ("pint", "polars", "pydantic", "regex")
_NAME, _MARK = "rules-{}.kept", b"target-metrics rules 1\n"
_KEPT_FILES = 8  # of the latest installations
_OTHERS_MAY_WRITE = 0o022
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
        file = _file(folder, digest)
        data = _read(file)
        return None if data is None else _loaded(data)
    except FileNotFoundError:
        return None
    except Exception as error:  # what is damaged or of another program may raise anything
        _LOG.info("kept rules are not used (%s): rules are compiled anew", error)
        return None


def keep_rules(folder: Path, digest: str, rules: object) -> None:
    """Keeps the rules of ``folder``; where that cannot be, nothing is kept."""
    with suppress(OSError, RuntimeError, ImportError):  # no home, or no versions of libraries
        file = _file(folder, digest)
        made = pickle.dumps(rules)
        file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        with TemporaryDirectory(dir=file.parent) as unfinished:
            staged = Path(unfinished, file.name)
            staged.write_bytes(_MARK + hashlib.sha256(made).digest() + made)
            staged.replace(file)
        kept = sorted(file.parent.glob(_NAME.format("*")), key=lambda one: one.stat().st_mtime)
        for old in kept[:-_KEPT_FILES]:
            old.unlink()


def _file(folder: Path, digest: str) -> Path:
    return _cache() / _NAME.format(_key(folder, digest).hex()[:32])


def _cache() -> Path:
    """The folder for what can be made again: of the XDG specification, or of Windows."""
    chosen = os.environ.get("LOCALAPPDATA" if sys.platform == "win32" else "XDG_CACHE_HOME")
    return Path(chosen or Path.home() / ".cache") / "target-metrics"


def _read(file: Path) -> bytes | None:
    """The bytes behind the digest, where it holds and nobody else can have written the file."""
    for place in (file, file.parent):
        if not _is_ours(place):
            raise ValueError(f"{place}: somebody else may write it")
    if file.is_symlink() or not file.is_file():
        raise ValueError(f"{file}: is no file")
    data = file.read_bytes()
    head = len(_MARK) + hashlib.sha256().digest_size
    made = data[head:]
    if data[:head] != _MARK + hashlib.sha256(made).digest():
        raise ValueError(f"{file}: is damaged")
    return made


def _is_ours(place: Path) -> bool:
    """Whether nobody else can have written a file or into a folder."""
    if sys.platform == "win32":
        return True
    facts = place.stat()
    return facts.st_uid == os.getuid() and not facts.st_mode & _OTHERS_MAY_WRITE


def _loaded(made: bytes) -> object:
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


def _key(folder: Path, digest: str) -> bytes:
    """Names everything that compiled rules follow from."""
    facts = [str(folder), digest, sys.version, *map(version, _MADE_OF)]
    for file in sorted(package().rglob("*.py")):
        state = file.stat()
        facts.append(f"{file} {state.st_size} {state.st_mtime_ns}")
    return hashlib.sha256("\0".join(facts).encode("utf-8", "surrogatepass")).digest()
