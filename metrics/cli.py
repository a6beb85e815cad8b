"""The command line: ``target-metrics run``, ``extract``, ``report`` and ``explain``.

Exit codes: 0 everything was read; 1 some documents could not be read and the rest is written;
2 wrong usage, broken rules or a folder that cannot be written, and nothing is written; 130 Ctrl-C.

The engine is imported inside the commands, because ``--help`` must not wait for it.
"""

from __future__ import annotations

import codecs
import json
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from metrics.errors import MetricsError

if TYPE_CHECKING:
    from metrics.tables import Tables

UNREAD, REFUSED = 1, 2
_SUMMARY_ROWS = 20

app = typer.Typer(
    name="target-metrics",
    help="Turns Chinese government plans and work reports into tables of numeric targets.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,  # boxes around the help would double the time it takes
)


def _version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"target-metrics {version()}")
        raise typer.Exit


def _known_encoding(name: str | None) -> str | None:
    if name is not None:
        try:
            codecs.lookup(name)
        except LookupError as error:
            raise typer.BadParameter(f"{name!r} is no encoding. Try utf-8 or gb18030.") from error
    return name


Paths = Annotated[
    list[Path], typer.Argument(metavar="PATH", help="Files (.txt, .md, .docx) or folders.")
]
Out = Annotated[
    Path | None,
    typer.Option(metavar="DIR", help="Where to write (default: reports/<name of the input>)."),
]
Encoding = Annotated[
    str | None,
    typer.Option(
        callback=_known_encoding,
        help="Of the text files (default: byte order mark, then UTF-8, then GB18030).",
    ),
]
Date = Annotated[
    datetime | None, typer.Option(formats=["%Y-%m-%d"], help="The date to print on the page.")
]
Lang = Annotated[
    Literal["zh", "en"], typer.Option(help="The language of the page; quotes stay as they are.")
]


@app.callback()
def _options(
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Print the version.")
    ] = False,
) -> None:
    pass


@app.command()
def run(
    paths: Paths,
    out: Out = None,
    date: Date = None,
    lang: Lang = "zh",
    encoding: Encoding = None,
) -> None:
    """Read documents; write the tables and the comparison page."""
    with _exit_codes():
        folder = out or default_folder(paths)
        tables, metadata = _extract(paths, encoding)
        page = _write_with_page(tables, folder, metadata, date, lang)
        _summarise(tables, page)


@app.command()
def extract(paths: Paths, out: Out = None, encoding: Encoding = None) -> None:
    """Read documents; write the tables only."""
    from metrics.storage import write_tables

    with _exit_codes():
        folder = out or default_folder(paths)
        tables, metadata = _extract(paths, encoding)
        write_tables(tables, folder, metadata=metadata)
        _summarise(tables, folder)


@app.command()
def report(
    folder: Annotated[Path, typer.Argument(metavar="DIR", help="What an earlier run wrote.")],
    date: Date = None,
    lang: Lang = "zh",
) -> None:
    """Write the page anew from the tables of an earlier run."""
    from metrics.storage import read_tables, run_metadata

    with _exit_codes():
        tables = read_tables(folder)
        page = _write_with_page(tables, folder, run_metadata(folder), date, lang)
        typer.echo(page)


@app.command()
def explain(
    text: Annotated[str | None, typer.Argument(metavar="TEXT", help="A sentence or more.")] = None,
    file: Annotated[
        Path | None, typer.Option(metavar="FILE", help="Read the text from a file.")
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON for machines.")] = False,
    encoding: Encoding = None,
) -> None:
    """Say which role every number of a text plays, and why."""
    if (text is None) == (file is None):
        raise typer.BadParameter("Give either a TEXT or --file FILE.")
    import metrics

    with _exit_codes():
        if file is not None:
            text = metrics.read_document(file, encoding=encoding).text
        explanation = metrics.explain(text or "")
        typer.echo(explanation.to_json() if as_json else str(explanation))


def version() -> str:
    """The version of the installed package."""
    from importlib.metadata import version as installed

    return installed("target-metrics")


def default_folder(paths: list[Path]) -> Path:
    """The folder under ``reports/`` that bears the name of the first input."""
    first = paths[0].resolve()
    name = (first.name if first.is_dir() else first.stem) or "report"
    return Path("reports", name if len(paths) == 1 else f"{name}-and-{len(paths) - 1}-more")


@contextmanager
def _exit_codes() -> Iterator[None]:
    try:
        yield
    except MetricsError as error:
        for line in str(error).split("\n"):
            _tell(line)
        raise typer.Exit(REFUSED) from error
    except KeyboardInterrupt:
        _tell("Interrupted. No half-written run is left.")
        raise


def _extract(paths: list[Path], encoding: str | None) -> tuple[Tables, dict[str, str]]:
    """The tables of all documents, and what the files tell about how they were made."""
    from rich.console import Console
    from rich.progress import track

    import metrics
    from metrics.documents import find_documents, read_documents

    rules = metrics.load_rules()
    files = find_documents(paths)
    documents = track(
        read_documents(files, encoding=encoding),
        "Reading",
        total=len(files),
        console=Console(stderr=True),
        transient=True,
        disable=not sys.stderr.isatty(),
    )
    tables = metrics.extract(documents, rules)
    return tables, {
        "version": version(),
        "rules": rules.digest,
        "options": json.dumps({"encoding": encoding}),
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
        summary.add_row(Text(_line(row["title"] or row["source"])), *counts)
    if len(read) > _SUMMARY_ROWS:
        summary.add_row(f"... and {len(read) - _SUMMARY_ROWS} more", "", "", "")
    totals = (str(read[name].sum()) for name in ("targets", "numbers", "unexplained"))
    summary.add_row("total", *totals, style="bold")
    Console().print(summary)
    typer.echo(place)
    for row in unread.iter_rows(named=True):
        _tell(f"{row['source']}: {row['problem']}")
    if len(unread):
        raise typer.Exit(UNREAD)


def _tell(message: str) -> None:
    typer.echo(_line(message), err=True)


def _line(text: str) -> str:
    """``text`` without the characters of names and titles that would move a terminal's cursor."""
    return "".join(c if c.isprintable() else c.encode("unicode_escape").decode() for c in text)


def main() -> None:
    """Runs the command line."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):  # a terminal may lack Chinese letters
            stream.reconfigure(errors="backslashreplace")
    app()
