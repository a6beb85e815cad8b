"""Where the program, the built-in rules and what is kept lie. This imports nothing of ours."""

import os
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

_PACKAGE = Path(__file__).resolve().parent
_OTHERS_MAY_WRITE = 0o022


def package() -> Path:
    """The folder of the program."""
    return _PACKAGE


def builtin_rules() -> Path:
    """The folder of the built-in rules.

    In a checkout (also an editable install) it is the repository's own ``rules/``; in an installed
    wheel it is the copy that travels inside the package.
    """
    checkout = _PACKAGE.parent / "rules"
    if (_PACKAGE.parent / "pyproject.toml").is_file() and checkout.is_dir():
        return checkout
    return _PACKAGE / "_rules"


def kept(name: str) -> bytes | None:
    """The bytes of a file in the cache folder, where nobody else can have written it.

    Raises:
        OSError: when there is no such file, or it cannot be read.
        RuntimeError: when there is no home folder.
    """
    file = _cache() / name
    return file.read_bytes() if _is_ours(file) else None


def keep(name: str, data: bytes) -> None:
    """Puts a file into the cache folder in place of another; nobody reads half of it.

    Raises:
        OSError: when it cannot be written.
        RuntimeError: when there is no home folder.
    """
    cache = _cache()
    cache.mkdir(mode=0o700, parents=True, exist_ok=True)
    with TemporaryDirectory(dir=cache) as unfinished:
        file = Path(unfinished, name)
        file.write_bytes(data)
        file.replace(cache / name)


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
