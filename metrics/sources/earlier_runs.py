"""Tells what an earlier run wrote, so that no run reads it as documents."""

from __future__ import annotations

import json
from pathlib import Path

MARKER = "run.json"
_TABLES = ("documents.parquet", "numbers.parquet", "targets.parquet")


def files_of_run(folder: Path) -> frozenset[str] | None:
    """The files that a run wrote into ``folder``, relative to it, or None where none did.

    Of a run whose list of files is damaged there are no names: all of the folder is taken for it.
    """
    try:
        said = json.loads((folder / MARKER).read_bytes())
        names = said["files"] if isinstance(said["rules"], str) else None
    except OSError:
        return None
    except (ValueError, TypeError, LookupError, RecursionError):
        names = None
    if isinstance(names, list):
        return frozenset({MARKER, *filter(lambda name: isinstance(name, str), names)})
    return frozenset() if all((folder / name).is_file() for name in _TABLES) else None
