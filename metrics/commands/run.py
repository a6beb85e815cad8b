"""Reading documents into tables and pages: ``run``, ``extract`` and ``report``.

The engine is imported inside the commands, because ``--help`` must not wait for it.
"""

from __future__ import annotations

import hashlib
import json
import shutil
import sys
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Annotated, Any

import typer

from metrics.commands.options import (
    Date,
    DocumentTimeout,
    Encoding,
    Lang,
    Manifest,
    MaxBytes,
    OnlyRules,
    Out,
    Paths,
    RegionColumn,
    Rules,
    SingleFile,
    TextColumn,
    TitleColumn,
    YearColumn,
    load_given_rules,
)
from metrics.commands.outcome import UNREAD, exit_codes, printable, tell, version
from metrics.formats import MAX_BYTES

if TYPE_CHECKING:
    from metrics.documents import Document
    from metrics.ruleset import RuleSet
    from metrics.tables import Tables

TEXTS = "texts"  # decoded texts, which the offsets of the tables count in
_SUMMARY_ROWS = 20


def run(
    paths: Paths,
    out: Out = None,
    date: Date = None,
    lang: Lang = "zh",
    encoding: Encoding = None,
    max_bytes: MaxBytes = MAX_BYTES,
    text_column: TextColumn = None,
    title_column: TitleColumn = None,
    region_column: RegionColumn = None,
    year_column: YearColumn = None,
    manifest: Manifest = None,
    single_file: SingleFile = False,
    rules: Rules = None,
    only_rules: OnlyRules = None,
    document_timeout: DocumentTimeout = None,
) -> None:
    """Read documents; write the tables and the comparison pages."""
    with exit_codes(), TemporaryDirectory() as texts:
        folder = out or default_folder(paths)
        loaded = load_given_rules(rules, only_rules)
        columns = (text_column, title_column, region_column, year_column)
        how = _Reading(loaded, encoding, max_bytes, columns, manifest, document_timeout)
        tables, metadata = _extract(paths, how, Path(texts))
        page = _write_with_page(tables, folder, metadata, Path(texts), date, lang, single_file)
        _summarise(tables, page)


def extract(
    paths: Paths,
    out: Out = None,
    encoding: Encoding = None,
    max_bytes: MaxBytes = MAX_BYTES,
    text_column: TextColumn = None,
    title_column: TitleColumn = None,
    region_column: RegionColumn = None,
    year_column: YearColumn = None,
    manifest: Manifest = None,
    rules: Rules = None,
    only_rules: OnlyRules = None,
    document_timeout: DocumentTimeout = None,
) -> None:
    """Read documents; write the tables only."""
    from metrics.storage import output_folder, stage_tables

    with exit_codes(), TemporaryDirectory() as texts:
        folder = out or default_folder(paths)
        loaded = load_given_rules(rules, only_rules)
        columns = (text_column, title_column, region_column, year_column)
        how = _Reading(loaded, encoding, max_bytes, columns, manifest, document_timeout)
        tables, metadata = _extract(paths, how, Path(texts))
        with output_folder(folder, metadata=metadata) as staged:
            stage_tables(tables, staged, metadata=metadata)
            shutil.copytree(texts, staged / TEXTS)
        _summarise(tables, folder)


def report(
    folder: Annotated[Path, typer.Argument(metavar="DIR", help="What an earlier run wrote.")],
    date: Date = None,
    lang: Lang = "zh",
    single_file: SingleFile = False,
) -> None:
    """Write the pages anew from the tables of an earlier run."""
    from metrics.storage import read_tables, run_metadata

    with exit_codes():
        tables = read_tables(folder)
        page = _write_with_page(
            tables, folder, run_metadata(folder), folder / TEXTS, date, lang, single_file
        )
        typer.echo(page)


def default_folder(paths: list[Path]) -> Path:
    """The folder under ``reports/`` that bears the name of the first input."""
    first = paths[0].resolve()
    name = (first.name if first.is_dir() else first.stem) or "report"
    return Path("reports", name if len(paths) == 1 else f"{name}-and-{len(paths) - 1}-more")


@dataclass(frozen=True)
class _Reading:
    """How the documents of a run are read."""

    rules: RuleSet
    encoding: str | None
    max_bytes: int
    columns: tuple[str | None, ...]  # of text, title, region and year
    manifest: Path | None
    document_timeout: float | None

    @property
    def options(self) -> dict[str, Any]:
        """The options that decide what the tables hold, for their metadata."""
        return {
            "encoding": self.encoding,
            "columns": list(self.columns),
            "manifest": self.manifest and self.manifest.as_posix(),
            "rules": [folder.name for folder in self.rules.files.folders],
        }


def _extract(paths: list[Path], how: _Reading, texts: Path) -> tuple[Tables, dict[str, str]]:
    """The tables of all documents, and what the files tell about how they were made."""
    from rich.console import Console
    from rich.progress import track

    import metrics
    from metrics.documents import find_documents, read_documents
    from metrics.formats.rows import Columns
    from metrics.manifest import read_manifest

    known = read_manifest(how.manifest, how.rules.sections.regions) if how.manifest else {}
    columns = Columns(*how.columns)
    files = find_documents(paths, with_tables=columns.text is not None)
    documents = track(
        read_documents(files, encoding=how.encoding, max_bytes=how.max_bytes, columns=columns),
        "Reading",
        total=len(files),
        console=Console(stderr=True),
        transient=True,
        disable=not sys.stderr.isatty(),
    )
    tables = metrics.extract(
        _keeping_texts(documents, texts),
        how.rules,
        manifest=known,
        document_timeout=how.document_timeout,
    )
    return tables, {
        "version": version(),
        "rules": how.rules.digest,
        "rules_version": how.rules.version,
        "options": json.dumps(how.options, ensure_ascii=False),
        "sources": json.dumps(
            tables.documents["source"].unique(maintain_order=True).to_list(), ensure_ascii=False
        ),
    }


def _keeping_texts(documents: Iterable[Document], texts: Path) -> Iterator[Document]:
    """The documents, each text written to a file that bears the ``text_sha256`` of the tables."""
    for document in documents:
        if document.warning:
            tell(f"{document.source}: {document.warning}")
        if document.problem is None:
            text = document.text.encode("utf-8", "surrogatepass")
            (texts / f"{hashlib.sha256(text).hexdigest()}.txt").write_bytes(text)
        yield document


def _write_with_page(
    tables: Tables,
    folder: Path,
    metadata: Mapping[str, str],
    texts: Path,
    date: datetime | None,
    lang: str,
    single_file: bool,
) -> Path:
    """Writes tables and pages together, so that they always belong together; returns the page."""
    from charts.report import build_report
    from charts.site import build_site
    from metrics.storage import output_folder, stage_tables

    made: dict[str, Any] = {
        "date": date.date().isoformat() if date else None,
        "lang": lang,
        "version": metadata["version"],
        "rules_digest": metadata["rules"],
        "rules_version": metadata.get("rules_version", ""),
    }
    with output_folder(folder, metadata=metadata) as staged:
        stage_tables(tables, staged, metadata=metadata)
        if texts.is_dir():
            shutil.copytree(texts, staged / TEXTS)
        if single_file:
            page = build_report(tables, staged, **made)
        else:
            page = build_site(tables, staged, texts=staged / TEXTS, **made)
        return folder / page.relative_to(staged)


def _summarise(tables: Tables, place: Path) -> None:
    """Prints what was read and where it is, and ends with 1 when something could not be read."""
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    documents = tables.documents
    summary = Table("document", box=None, header_style="bold")
    for column in ("targets", "numbers", "unexplained"):
        summary.add_column(column, justify="right")
    unread = documents.filter(documents["problem"].is_not_null())
    read = documents.filter(documents["problem"].is_null())
    for row in read.head(_SUMMARY_ROWS).iter_rows(named=True):
        counts = (str(row[name]) for name in ("targets", "numbers", "unexplained"))
        summary.add_row(Text(printable(row["title"] or row["source"])), *counts)
    if len(read) > _SUMMARY_ROWS:
        summary.add_row(f"... and {len(read) - _SUMMARY_ROWS} more", "", "", "")
    totals = (str(read[name].sum()) for name in ("targets", "numbers", "unexplained"))
    summary.add_row("total", *totals, style="bold")
    Console().print(summary)
    typer.echo(place)
    for row in unread.iter_rows(named=True):
        tell(f"{row['source']}: {row['problem']}")
    if len(unread):
        raise typer.Exit(UNREAD)
