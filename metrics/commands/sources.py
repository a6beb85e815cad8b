"""How the documents of a run are read: with which options, by what, and where their texts stay."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from metrics.commands.outcome import tell
from metrics.formats import MAX_BYTES

if TYPE_CHECKING:
    from metrics.batches import Run
    from metrics.documents import Document
    from metrics.extraction import Engine
    from metrics.manifest import ManifestEntry
    from metrics.ruleset import RuleSet
    from metrics.tables import Tables

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

    @contextmanager
    def started(
        self, paths: list[Path], texts: Path, spool: Path
    ) -> Iterator[tuple[Iterable[Document], Engine]]:
        """The documents, whose texts are kept, and what reads them, with its progress shown."""
        from metrics.batches import in_batches
        from metrics.commands.progress import shown
        from metrics.documents import find_documents, read_documents
        from metrics.formats.rows import Columns
        from metrics.shelf import Shelf

        columns = Columns(*self.columns)
        files = find_documents(paths, with_tables=columns.text is not None)
        documents = read_documents(
            files, encoding=self.encoding, max_bytes=self.max_bytes, columns=columns
        )
        with shown(self.run(), len(files)) as run:
            engine = in_batches(run, Shelf(spool), is_shared=self.engine == "local")
            yield _keeping_texts(documents, texts), engine


def _cores() -> int:
    """The cores that this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def keep_texts(tables: Tables, earlier: Path, texts: Path) -> None:
    """Brings ``texts`` to hold those of the documents, with the ones that an earlier run kept."""
    wanted = {f"{digest}.txt" for digest in tables.documents["text_sha256"].drop_nulls()}
    there = {file.name for file in texts.iterdir()}
    for name in sorted(wanted - there):
        if (earlier / name).is_file():
            shutil.copyfile(earlier / name, texts / name)
    for name in there - wanted:
        (texts / name).unlink()


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


def text_of(texts: Path, digest: str) -> str | None:
    """The text with this ``text_sha256``, where it was kept."""
    file = texts / f"{digest}.txt"
    return file.read_bytes().decode("utf-8", "surrogatepass") if file.is_file() else None
