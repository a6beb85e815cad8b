"""Reading documents into tables and pages: ``run``, ``extract`` and ``report``.

The engine is imported inside the commands, because ``--help`` must not wait for it.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from metrics.commands.options import Date, Encoding, Lang, Manifest, Out, Paths
from metrics.commands.outcome import UNREAD, exit_codes, printable, tell, version

if TYPE_CHECKING:
    from metrics.tables import Tables

_SUMMARY_ROWS = 20


def run(
    paths: Paths,
    out: Out = None,
    date: Date = None,
    lang: Lang = "zh",
    encoding: Encoding = None,
    manifest: Manifest = None,
) -> None:
    """Read documents; write the tables and the comparison page."""
    with exit_codes():
        folder = out or default_folder(paths)
        tables, metadata = _extract(paths, encoding, manifest)
        page = _write_with_page(tables, folder, metadata, date, lang)
        _summarise(tables, page)


def extract(
    paths: Paths, out: Out = None, encoding: Encoding = None, manifest: Manifest = None
) -> None:
    """Read documents; write the tables only."""
    from metrics.storage import write_tables

    with exit_codes():
        folder = out or default_folder(paths)
        tables, metadata = _extract(paths, encoding, manifest)
        write_tables(tables, folder, metadata=metadata)
        _summarise(tables, folder)


def report(
    folder: Annotated[Path, typer.Argument(metavar="DIR", help="What an earlier run wrote.")],
    date: Date = None,
    lang: Lang = "zh",
) -> None:
    """Write the page anew from the tables of an earlier run."""
    from metrics.storage import read_tables, run_metadata

    with exit_codes():
        tables = read_tables(folder)
        page = _write_with_page(tables, folder, run_metadata(folder), date, lang)
        typer.echo(page)


def default_folder(paths: list[Path]) -> Path:
    """The folder under ``reports/`` that bears the name of the first input."""
    first = paths[0].resolve()
    name = (first.name if first.is_dir() else first.stem) or "report"
    return Path("reports", name if len(paths) == 1 else f"{name}-and-{len(paths) - 1}-more")


def _extract(
    paths: list[Path], encoding: str | None, manifest: Path | None
) -> tuple[Tables, dict[str, str]]:
    """The tables of all documents, and what the files tell about how they were made."""
    from rich.console import Console
    from rich.progress import track

    import metrics
    from metrics.documents import find_documents, read_documents
    from metrics.manifest import read_manifest

    rules = metrics.load_rules()
    known = read_manifest(manifest, rules.sections.regions) if manifest else {}
    files = find_documents(paths)
    documents = track(
        read_documents(files, encoding=encoding),
        "Reading",
        total=len(files),
        console=Console(stderr=True),
        transient=True,
        disable=not sys.stderr.isatty(),
    )
    tables = metrics.extract(documents, rules, manifest=known)
    return tables, {
        "version": version(),
        "rules": rules.digest,
        "options": json.dumps({"encoding": encoding, "manifest": manifest and manifest.as_posix()}),
        "sources": json.dumps(
            tables.documents["source"].unique(maintain_order=True).to_list(), ensure_ascii=False
        ),
    }


def _write_with_page(
    tables: Tables, folder: Path, metadata: Mapping[str, str], date: datetime | None, lang: str
) -> Path:
    """Writes tables and page together, so that they always belong together; returns the page."""
    from charts.report import build_report
    from metrics.storage import output_folder, stage_tables

    with output_folder(folder, metadata=metadata) as staged:
        stage_tables(tables, staged, metadata=metadata)
        page = build_report(
            tables,
            staged,
            date=date.date().isoformat() if date else None,
            lang=lang,
            version=metadata["version"],
            rules_digest=metadata["rules"],
        )
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
