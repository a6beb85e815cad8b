"""How the documents of a run are read: with which options, and by what."""

from __future__ import annotations

import codecs
import json
import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from metrics.cli.outcome import tell
from metrics.runs.batch import BYTES
from metrics.runs.processes import Processes
from metrics.sources.formats import MAX_BYTES, Bounds

if TYPE_CHECKING:
    from collections.abc import Iterable

    from metrics.extraction.extract import Engine
    from metrics.extraction.reader import Reader
    from metrics.rules.ruleset import RuleSet
    from metrics.runs.batch import Run
    from metrics.runs.batch_store import Kept
    from metrics.sources.discovery import Found
    from metrics.sources.known_facts import KnownFacts
    from metrics.sources.left_out import LeftOut

# Batches that take several times as long to read as processes take to start: each of them loads
# libraries and rules for a second or more, while two of them share ten seconds of reading.
_MANY = 8
# How many bytes of text take as long as one of a file; folders of documents are packed in some.
_UNPACKED = {".docx": 2, ".pdf": 3, ".zip": 4, ".xlsx": 4, ".parquet": 4}
_NO_COLUMNS: tuple[str | None, ...] = (None,) * 4


@dataclass(frozen=True)
class Reading:
    """How the documents of a run are read."""

    rules: RuleSet
    encoding: str | None = None
    manifest: Path | None = None
    document_timeout: float | None = None
    corrections: tuple[Path, ...] = ()
    max_bytes: int = MAX_BYTES
    columns: tuple[str | None, ...] = _NO_COLUMNS  # of text, title, region and year

    @property
    def options(self) -> dict[str, Any]:
        """The options that decide what the tables hold, for their metadata."""
        return {
            "encoding": self.encoding,
            "max_bytes": self.max_bytes,
            "columns": list(self.columns),
            "manifest": self.manifest and self.manifest.as_posix(),
            "rules": [folder.name for folder in self.rules.files.folders],
            "corrections": [file.as_posix() for file in self.corrections],
        }

    def known(self) -> dict[str, KnownFacts]:
        """What the manifest says of sources."""
        from metrics.layout.manifest import read_manifest

        return read_manifest(self.manifest, self.rules.sections.regions) if self.manifest else {}

    def reader(self) -> Reader:
        """What reads the documents."""
        from metrics.extraction.reader import Reader

        return Reader(self.rules, self.known(), self.document_timeout)

    def found(self, paths: list[Path], left_out: LeftOut) -> list[Found]:
        """What there is to read; what is not read is counted.

        Raises:
            ManifestError: when the manifest speaks of none of it.
        """
        from metrics.layout.manifest import ManifestError, unmatched
        from metrics.sources.discovery import Container, find_documents, found_in
        from metrics.sources.formats.rows import Columns

        columns = Columns(*self.columns)
        files = find_documents(paths, with_tables=columns.text is not None, left_out=left_out)
        bounds = Bounds(self.encoding, self.max_bytes)
        found = list(found_in(files, bounds, columns, left_out))
        known = self.known()
        names = (f"{one.source}#" if isinstance(one, Container) else one.source for one in found)
        if known and len(unmatched(known, names)) == len(known):
            example = found[0].source if found else "none"
            raise ManifestError(
                f"{self.manifest}: names none of the documents. Its column source must hold their "
                f"names as the tables have them, such as {example!r}."
            )
        return found

    def tell_unmatched(self, sources: Iterable[str]) -> None:
        """Says which rows of the manifest speak of no document."""
        from metrics.layout.manifest import unmatched

        for name in unmatched(self.known(), sources):
            tell(f"{self.manifest}: {name!r} is the name of no document. Its row has no effect.")


@dataclass(frozen=True)
class LastOptions:
    """How the documents of an earlier run were read, and which paths it was given."""

    encoding: str | None
    manifest: Path | None
    max_bytes: int
    columns: tuple[str | None, ...]
    paths: list[Path]


def options_of(folder: Path) -> LastOptions:
    """The options that the run in ``folder`` notes; what is not noted is as by default.

    Raises:
        OutputError: when the folder holds no run, or one whose notes are damaged.
    """
    from metrics.errors import OutputError
    from metrics.tables.atomic_folder import MANIFEST, run_metadata

    try:
        said = json.loads(run_metadata(folder).get("options", "{}"))
        encoding, manifest = said.get("encoding"), said.get("manifest")
        codecs.lookup(encoding or "utf-8")
        return LastOptions(
            encoding,
            Path(manifest) if manifest else None,
            int(said.get("max_bytes", MAX_BYTES)),
            tuple(None if one is None else str(one) for one in said.get("columns", _NO_COLUMNS)),
            [Path(path) for path in said.get("paths", ())],
        )
    except (ValueError, TypeError, AttributeError, LookupError, RecursionError) as error:
        what = f"{folder / MANIFEST}: its options are damaged ({error}). Run target-metrics again."
        raise OutputError(what) from error


def paths_before(folder: Path) -> list[Path]:
    """The paths that the run in a folder was given, where there is one."""
    from metrics.tables.atomic_folder import MANIFEST

    return options_of(folder).paths if (folder / MANIFEST).is_file() else []


@dataclass(frozen=True)
class Workers:
    """What reads the batches of documents; nothing of it shows in the tables."""

    run: Run
    is_local: bool = True

    @contextmanager
    def engine(
        self, files: int, texts: list[Path], spool: Path, left_out: LeftOut
    ) -> Iterator[Engine]:
        """An engine that keeps what it reads in ``spool``, and names the files of texts there.

        Its progress among so many files is shown, and what it has to say of documents is told.
        """
        from metrics.cli.progress import shown
        from metrics.runs.batch_store import Shelf
        from metrics.runs.batches import in_batches
        from metrics.sources.left_out import REPEATED

        with shown(files) as watch:
            engine = in_batches(self.run, Shelf(spool), is_shared=self.is_local, watch=watch)

            def read(found: Iterable[Found], reader: Reader) -> list[Kept]:
                parts = engine(found, reader)
                for part in parts:
                    for note in part.notes:
                        if note.warning:
                            tell(f"{note.source}: {note.warning}")
                        if note.dropped:
                            left_out.add(REPEATED, note.source, note.dropped)
                texts.extend(part.file_of_texts for part in parts)
                return parts

            yield read


@contextmanager
def workers(
    paths: list[Path],
    jobs: int | None,
    engine: Literal["local", "dask"],
    scheduler: str | None,
) -> Iterator[Workers]:
    """Starts what reads, while this process still loads what it needs itself.

    Where the number of processes is not given, one reads what is less than ``_MANY`` batches.
    """
    most = jobs or _cores()
    if engine == "dask":
        from metrics.runs.dask_cluster import on_dask

        yield Workers(on_dask(scheduler, workers=most), is_local=False)
        return
    files, batches = _batches_in(paths, max(most, _MANY))
    jobs = jobs or (most if batches >= _MANY else 1)
    with Processes(jobs) as processes:
        # One process more than there are cores would slow this one down, which still loads.
        early = batches if batches >= _MANY else min(batches, jobs - 1)
        processes.start(early if files > 1 else 0)
        yield Workers(processes)


def _batches_in(paths: list[Path], most: int) -> tuple[int, int]:
    """Some files, at least two where there are, and about how many batches, up to ``most``."""
    files = size = 0
    for file in chain.from_iterable(map(_files_in, paths)):
        files += 1
        with suppress(OSError):
            size += file.stat().st_size * _UNPACKED.get(file.suffix.lower(), 1)
        if files > 1 and size >= most * BYTES:
            break
    return files, min(most, -(-size // BYTES))


def _files_in(path: Path) -> Iterator[Path]:
    if not path.is_dir():
        yield path
    for folder, _, names in os.walk(path):
        yield from (Path(folder, name) for name in names)


def _cores() -> int:
    """The cores that this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1
