"""How a run is made: documents read, tables and pages written together into one folder.

The engine is imported inside the functions, because ``--help`` must not wait for it.
"""

from __future__ import annotations

import json
import os
import shutil
import sys
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from metrics.commands.outcome import tell, version
from metrics.formats import MAX_BYTES

if TYPE_CHECKING:
    from metrics.batches import Run
    from metrics.documents import Document
    from metrics.extraction import Engine
    from metrics.manifest import ManifestEntry
    from metrics.ruleset import RuleSet
    from metrics.spreadsheets import Also
    from metrics.tables import Tables
    from metrics.wide import Pages

BATCHES = ".run-batches"  # rows of batches that a run which was cut off has read
IMAGES = "images"
TEXTS = "texts"  # decoded texts, which the offsets of the tables count in


@dataclass(frozen=True)
class Reading:
    """How the documents of a run are read."""

    rules: RuleSet
    encoding: str | None = None
    manifest: Path | None = None
    document_timeout: float | None = None
    corrections: tuple[Path, ...] = ()
    jobs: int | None = None
    engine: Literal["local", "dask"] = "local"
    scheduler: str | None = None
    max_bytes: int = MAX_BYTES
    columns: tuple[str | None, ...] = (None,) * 4  # of text, title, region and year

    def run(self) -> Run:
        """What reads the batches of documents; nothing of it shows in the tables."""
        from metrics.batches import processes

        jobs = self.jobs or _cores()
        if self.engine == "local":
            return processes(jobs)
        from metrics.cluster import on_dask

        return on_dask(self.scheduler, workers=jobs)

    @property
    def options(self) -> dict[str, Any]:
        """The options that decide what the tables hold, for their metadata."""
        return {
            "encoding": self.encoding,
            "columns": list(self.columns),
            "manifest": self.manifest and self.manifest.as_posix(),
            "rules": [folder.name for folder in self.rules.files.folders],
            "corrections": [file.as_posix() for file in self.corrections],
        }

    def known(self) -> dict[str, ManifestEntry]:
        """What the manifest says of sources."""
        from metrics.manifest import read_manifest

        return read_manifest(self.manifest, self.rules.sections.regions) if self.manifest else {}


def _cores() -> int:
    """The cores that this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


@dataclass(frozen=True)
class Page:
    """How the pages are written."""

    date: datetime | None = None
    lang: str = "zh"
    single_file: bool = False
    images: Literal["svg", "png"] | None = None


@dataclass(frozen=True)
class Writing:
    """Where the files of a run go and which there are; ``also`` as the option has it."""

    folder: Path
    also: str | None = None
    page: Page | None = None

    @property
    def formats(self) -> list[Also]:
        """The further formats of the tables."""
        from metrics.spreadsheets import ALSO

        asked = (self.also or "").split(",")
        return [name for name in ALSO if name in asked]


def make(
    paths: list[Path], reading: Reading, writing: Writing, *, append: bool = False
) -> tuple[Tables, Path]:
    """Reads documents and writes everything; returns the tables, and the page or the folder.

    With ``append`` the documents of an earlier run in the folder stay, and of those that are given
    only the changed ones are read again.
    """
    from metrics.batches import in_batches
    from metrics.collection import correct_anew
    from metrics.corrections import read_corrections
    from metrics.storage import output_folder
    from metrics.tables import Tables

    known = reading.known()
    corrections = [one for file in reading.corrections for one in read_corrections(file)]
    metadata: dict[str, str] = {}
    folder = writing.folder
    with output_folder(folder, metadata=metadata) as staged, _kept_if_cut_off(folder) as spool:
        texts = staged / TEXTS
        texts.mkdir()
        earlier = _earlier(folder, append, bool(corrections)) or Tables.empty()
        engine = in_batches(reading.run(), spool)
        grown, kept = _grow(earlier, paths, reading, known, texts, engine)
        _keep_texts(grown, folder / TEXTS, texts)
        tables = correct_anew(
            grown, earlier.corrections, kept, corrections, reading.rules, partial(_text, texts)
        )
        metadata |= _metadata(tables, reading)
        place = _stage(tables, staged, writing, metadata)
    return tables, place


@contextmanager
def _kept_if_cut_off(folder: Path) -> Iterator[Path]:
    """A folder for what was read, which stays when the run is cut off, so that it can go on."""
    spool = folder / BATCHES
    try:
        yield spool
    except Exception:
        shutil.rmtree(spool, ignore_errors=True)
        raise
    shutil.rmtree(spool, ignore_errors=True)


def _earlier(folder: Path, append: bool, is_corrected: bool) -> Tables | None:
    """The tables to add to; where they are replaced, it is told that their corrections go."""
    from metrics.storage import MANIFEST, read_tables

    if not (folder / MANIFEST).is_file():
        return None
    if append:
        return read_tables(folder)
    forgotten = 0 if is_corrected else _corrections_in(folder)
    if forgotten:
        tell(f"{folder}: {forgotten} corrections of the earlier run are not in this one.")
        tell("Give --append to keep them, or their sheet by --corrections.")
    return None


def _corrections_in(folder: Path) -> int:
    import polars as pl

    try:
        return len(pl.read_parquet(folder / "corrections.parquet"))
    except (OSError, pl.exceptions.PolarsError):  # what cannot be read is replaced all the same
        return 0


def make_anew(writing: Writing) -> Path:
    """Writes tables and pages from the tables of an earlier run; returns the page."""
    from metrics.storage import output_folder, read_tables, run_metadata

    folder = writing.folder
    metadata = run_metadata(folder)
    with output_folder(folder, metadata=metadata) as staged:
        tables = read_tables(folder)
        if (folder / TEXTS).is_dir():
            shutil.copytree(folder / TEXTS, staged / TEXTS)
        return _stage(tables, staged, writing, metadata)


def _grow(
    earlier: Tables,
    paths: list[Path],
    reading: Reading,
    known: Mapping[str, ManifestEntry],
    texts: Path,
    engine: Engine,
) -> tuple[Tables, frozenset[str]]:
    """The tables with all documents, and the ids of those that were not read again."""
    from rich.console import Console
    from rich.progress import track

    from metrics.collection import grow
    from metrics.documents import find_documents, read_documents
    from metrics.formats.rows import Columns

    columns = Columns(*reading.columns)
    files = find_documents(paths, with_tables=columns.text is not None)
    documents = track(
        read_documents(
            files, encoding=reading.encoding, max_bytes=reading.max_bytes, columns=columns
        ),
        "Reading",
        total=len(files),
        console=Console(stderr=True),
        transient=True,
        disable=not sys.stderr.isatty(),
    )
    return grow(
        earlier,
        _keeping_texts(documents, texts),
        reading.rules,
        manifest=known,
        document_timeout=reading.document_timeout,
        engine=engine,
    )


def _keep_texts(tables: Tables, earlier: Path, texts: Path) -> None:
    """Brings ``texts`` to hold those of the documents, with the ones that an earlier run kept."""
    wanted = {f"{digest}.txt" for digest in tables.documents["text_sha256"].drop_nulls()}
    there = {file.name for file in texts.iterdir()}
    for name in sorted(wanted - there):
        if (earlier / name).is_file():
            shutil.copyfile(earlier / name, texts / name)
    for name in there - wanted:
        (texts / name).unlink()


def _metadata(tables: Tables, reading: Reading) -> dict[str, str]:
    """What the files tell about how they were made."""
    sources = tables.documents["source"].unique(maintain_order=True).to_list()
    return {
        "version": version(),
        "rules": reading.rules.digest,
        "rules_version": reading.rules.version,
        "options": json.dumps(reading.options, ensure_ascii=False),
        "sources": json.dumps(sources, ensure_ascii=False),
    }


def _keeping_texts(documents: Iterable[Document], texts: Path) -> Iterator[Document]:
    """The documents, each text written to a file that bears the ``text_sha256`` of the tables."""
    from metrics.provenance import text_digest

    for document in documents:
        if document.warning:
            tell(f"{document.source}: {document.warning}")
        if document.problem is None:
            file = texts / f"{text_digest(document.text)}.txt"
            file.write_bytes(document.text.encode("utf-8", "surrogatepass"))
        yield document


def _text(texts: Path, digest: str) -> str | None:
    file = texts / f"{digest}.txt"
    return file.read_bytes().decode("utf-8", "surrogatepass") if file.is_file() else None


def _stage(tables: Tables, staged: Path, writing: Writing, metadata: Mapping[str, str]) -> Path:
    """Writes tables and pages, so that they always belong together; returns where to look."""
    from metrics.storage import stage_tables

    page = writing.page
    pages: Pages | None = None if page is None else "single" if page.single_file else "site"
    stage_tables(tables, staged, metadata=metadata, pages=pages, also=writing.formats)
    if page is None:
        return writing.folder
    from charts.gallery import build_images
    from charts.report import build_report
    from charts.site import build_site

    made: dict[str, Any] = {
        "date": page.date.date().isoformat() if page.date else None,
        "lang": page.lang,
        "version": metadata["version"],
        "rules_digest": metadata["rules"],
        "rules_version": metadata.get("rules_version", ""),
    }
    if page.images:
        (staged / IMAGES).mkdir()
        build_images(tables, staged / IMAGES, page.images, lang=page.lang)
    if page.single_file:
        file = build_report(tables, staged, **made)
    else:
        file = build_site(tables, staged, texts=staged / TEXTS, **made)
    return writing.folder / file.relative_to(staged)
