"""Single files beside a run: written whole or not at all, and never over somebody's work.

What was written for a run is noted in its folder, with the digest of each file. A file that is
there and is not as it was written last was edited, or is somebody else's: it stays.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from tempfile import TemporaryDirectory

from metrics.errors import OutputError

RECORD = ".sheets.json"


@contextmanager
def written_beside(file: Path, run: Path | None = None) -> Iterator[Path]:
    """A path to write to, which takes the place of ``file`` when the block ends well.

    Args:
        file: what is written in the end.
        run: the folder of the run that it shows, where it is noted; without it a file that is there
            is replaced.

    Raises:
        OutputError: when the file is there and is not as it was written last.
    """
    is_there = file.is_symlink() or file.exists()
    if is_there and file.is_dir():
        raise OutputError(f"{file}: is a folder. Choose another name.")
    with TemporaryDirectory(dir=file.parent, prefix=".unfinished-") as unfinished:
        staged = Path(unfinished, file.name)
        yield staged
        digest = _digest(staged)
        if run is not None:
            if is_there and not _is_ours(file, run, digest):
                raise OutputError(
                    f"{file}: is not as it was written last: somebody edited it, or it is another "
                    "file. Move it away or choose another name."
                )
            _note(run, {**_noted(run), _name(file): digest})
        staged.replace(file)


def _is_ours(file: Path, run: Path, digest: str) -> bool:
    if file.is_symlink() or not file.is_file():
        return False
    return _digest(file) in (digest, _noted(run).get(_name(file)))


def _name(file: Path) -> str:
    return str(file.parent.resolve() / file.name)


def _digest(file: Path) -> str:
    return hashlib.sha256(file.read_bytes()).hexdigest()


def _noted(run: Path) -> dict[str, object]:
    try:
        noted = json.loads((run / RECORD).read_bytes())
    except (OSError, ValueError, RecursionError):  # what cannot be read protects every file
        return {}
    return dict(noted) if isinstance(noted, dict) else {}


def _note(run: Path, noted: dict[str, object]) -> None:
    """Notes what is written; in a folder that cannot be written a file is written only once."""
    with suppress(OSError), TemporaryDirectory(dir=run, prefix=".unfinished-") as unfinished:
        staged = Path(unfinished, RECORD)
        staged.write_text(json.dumps(noted, indent=1) + "\n", "ascii")
        staged.replace(run / RECORD)
