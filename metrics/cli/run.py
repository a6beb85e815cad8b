"""Reading documents into tables and pages: ``run``, ``extract`` and ``report``."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from metrics.cli.making import Kept, Page, Writing, make, make_anew
from metrics.cli.options import (
    Also,
    Append,
    Corrections,
    Date,
    DocumentTimeout,
    DropGone,
    Encoding,
    EngineName,
    ForgetCorrections,
    Images,
    Jobs,
    Lang,
    Manifest,
    MaxBytes,
    OnlyRules,
    Out,
    Paths,
    RegionColumn,
    Rules,
    Scheduler,
    SingleFile,
    TextColumn,
    TitleColumn,
    Verbose,
    YearColumn,
    load_given_rules,
)
from metrics.cli.outcome import UNREAD, exit_codes, printable, say, tell, told
from metrics.cli.sources import Reading, workers
from metrics.sources.formats import MAX_BYTES

if TYPE_CHECKING:
    import polars as pl

    from metrics.tables.frames import TablesInParts

_SUMMARY_ROWS = 20
_DOUBTS_NAMED = 5


def run(
    paths: Paths,
    out: Out = None,
    also: Also = None,
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
    images: Images = None,
    rules: Rules = None,
    only_rules: OnlyRules = None,
    document_timeout: DocumentTimeout = None,
    corrections: Corrections = None,
    append: Append = False,
    drop_gone: DropGone = False,
    forget_corrections: ForgetCorrections = False,
    verbose: Verbose = False,
    jobs: Jobs = None,
    engine: EngineName = "local",
    scheduler: Scheduler = None,
) -> None:
    """Read documents; write the tables and the comparison pages."""
    with exit_codes(), told(verbose), workers(paths, jobs, engine, scheduler) as readers:
        columns = (text_column, title_column, region_column, year_column)
        reading = Reading(
            load_given_rules(rules, only_rules),
            encoding,
            manifest,
            document_timeout,
            tuple(corrections or ()),
            max_bytes,
            columns,
        )
        page = Page(date, lang, single_file, images)
        kept = _kept(append, drop_gone, forget_corrections)
        writing = Writing(out or default_folder(paths), also, page, kept, forget_corrections)
        _summarise(*make(paths, reading, readers, writing))


def extract(
    paths: Paths,
    out: Out = None,
    also: Also = None,
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
    corrections: Corrections = None,
    append: Append = False,
    drop_gone: DropGone = False,
    forget_corrections: ForgetCorrections = False,
    verbose: Verbose = False,
    jobs: Jobs = None,
    engine: EngineName = "local",
    scheduler: Scheduler = None,
) -> None:
    """Read documents; write the tables only."""
    with exit_codes(), told(verbose), workers(paths, jobs, engine, scheduler) as readers:
        columns = (text_column, title_column, region_column, year_column)
        reading = Reading(
            load_given_rules(rules, only_rules),
            encoding,
            manifest,
            document_timeout,
            tuple(corrections or ()),
            max_bytes,
            columns,
        )
        kept = _kept(append, drop_gone, forget_corrections)
        writing = Writing(out or default_folder(paths), also, None, kept, forget_corrections)
        _summarise(*make(paths, reading, readers, writing))


def report(
    folder: Annotated[Path, typer.Argument(metavar="DIR", help="What an earlier run wrote.")],
    also: Also = None,
    date: Date = None,
    lang: Lang = "zh",
    single_file: SingleFile = False,
    images: Images = None,
) -> None:
    """Write the pages anew from the tables of an earlier run."""
    with exit_codes():
        say(make_anew(Writing(folder, also, Page(date, lang, single_file, images))))


def _kept(append: bool, drop_gone: bool, forget_corrections: bool) -> Kept | None:
    """What the options say of the documents of an earlier run."""
    if append and forget_corrections:
        raise typer.BadParameter("--forget-corrections reads anew; give it without --append.")
    if drop_gone and not append:
        raise typer.BadParameter("--drop-gone goes with --append; else only what is given is read.")
    return Kept(drop_gone) if append else None


def default_folder(paths: list[Path]) -> Path:
    """The folder under ``reports/`` that bears the name of the first input."""
    first = paths[0].resolve()
    name = (first.name if first.is_dir() else first.stem) or "report"
    return Path("reports", name if len(paths) == 1 else f"{name}-and-{len(paths) - 1}-more")


def _summarise(made: TablesInParts, place: Path) -> None:
    """Prints what was read and where it is, and ends with 1 when something could not be read."""
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    from metrics.runs.append import STANDS

    documents = made.rest.documents
    summary = Table("document", box=None, header_style="bold")
    for column in ("targets", "numbers", "unexplained"):
        summary.add_column(column, justify="right")
    is_lost = documents["problem"].str.ends_with(STANDS).fill_null(False)
    is_read = documents["text_sha256"].is_not_null() & ~is_lost
    unread, read = documents.filter(~is_read), documents.filter(is_read)
    for row in read.head(_SUMMARY_ROWS).iter_rows(named=True):
        counts = (str(row[name]) for name in ("targets", "numbers", "unexplained"))
        summary.add_row(Text(printable(row["title"] or row["source"])), *counts)
    if len(read) > _SUMMARY_ROWS:
        summary.add_row(f"... and {len(read) - _SUMMARY_ROWS} more", "", "", "")
    totals = (str(read[name].sum()) for name in ("targets", "numbers", "unexplained"))
    summary.add_row("total", *totals, style="bold")
    Console().print(summary)
    say(place)
    for row in unread.iter_rows(named=True):
        tell(f"{row['source']}: {row['problem']}")
    _tell_doubts(read.filter(read["problem"].is_not_null())["source"].to_list())
    lost = _account_for(made.rest.corrections)
    if len(unread) or lost:
        raise typer.Exit(UNREAD)


def _tell_doubts(sources: list[str]) -> None:
    """Names the documents that were read but should be looked at; their rows say why."""
    if sources:
        more = f" and {len(sources) - _DOUBTS_NAMED} more" if len(sources) > _DOUBTS_NAMED else ""
        named = ", ".join(sources[:_DOUBTS_NAMED])
        tell(f"Read with a doubt that the column problem of documents names: {named}{more}.")


def _account_for(corrections: pl.DataFrame) -> int:
    """Says what became of every correction; returns how many had no effect that they should."""
    from metrics.review.apply import OUTCOMES

    if corrections.is_empty():
        return 0
    lost = corrections.filter(corrections["reason"].is_not_null())
    for row in lost.iter_rows(named=True):
        tell(f"{row['place']}: {OUTCOMES[row['outcome']]}: {row['reason']}.")
    counts = (f"{len(corrections.filter(outcome=one))} {words}" for one, words in OUTCOMES.items())
    tell(f"{len(corrections)} corrections: {', '.join(counts)}.")
    return len(lost)
