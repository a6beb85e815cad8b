"""Reading documents into tables and pages: ``run``, ``extract`` and ``report``."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from metrics.cli.flat_options import flat
from metrics.cli.making import Kept, Page, Writing, make, make_anew
from metrics.cli.options import (
    Also,
    EarlierOptions,
    OutputOptions,
    PageFileOptions,
    Paths,
    RuleOptions,
    SourceOptions,
    WordingOptions,
    WorkOptions,
    load_given_rules,
)
from metrics.cli.outcome import UNREAD, exit_codes, printable, say, show_table, tell, told
from metrics.cli.sources import Reading, workers

if TYPE_CHECKING:
    import polars as pl

    from metrics.tables.frames import TablesInParts

_SUMMARY_ROWS = 20
_DOUBTS_NAMED = 5


@flat
def run(
    paths: Paths,
    output: OutputOptions,
    wording: WordingOptions,
    sources: SourceOptions,
    files: PageFileOptions,
    by: RuleOptions,
    earlier: EarlierOptions,
    work: WorkOptions,
) -> None:
    """Read documents; write the tables and the comparison pages."""
    _make(paths, output, _page(wording, files), sources, by, earlier, work)


@flat
def extract(
    paths: Paths,
    output: OutputOptions,
    sources: SourceOptions,
    by: RuleOptions,
    earlier: EarlierOptions,
    work: WorkOptions,
) -> None:
    """Read documents; write the tables only."""
    _make(paths, output, None, sources, by, earlier, work)


@flat
def report(
    folder: Annotated[Path, typer.Argument(metavar="DIR", help="What an earlier run wrote.")],
    *,
    also: Also = None,
    wording: WordingOptions,
    files: PageFileOptions,
) -> None:
    """Write the pages anew from the tables of an earlier run."""
    with exit_codes():
        say(make_anew(Writing(folder, also, _page(wording, files))))


def _make(
    paths: list[Path],
    output: OutputOptions,
    page: Page | None,
    sources: SourceOptions,
    by: RuleOptions,
    earlier: EarlierOptions,
    work: WorkOptions,
) -> None:
    """Reads documents, writes what was asked for and says what there is."""
    started = workers(paths, work.jobs, work.engine, work.scheduler)
    with exit_codes(), told(work.verbose), started as readers:
        reading = Reading(
            load_given_rules(by.rules, by.only_rules),
            sources.encoding,
            sources.manifest,
            by.document_timeout,
            tuple(by.corrections or ()),
            sources.max_bytes,
            sources.columns,
        )
        if output.out is not None:
            _warn_of_mixing(paths, output.out)
        writing = Writing(
            output.out or default_folder(paths),
            output.also,
            page,
            _kept(earlier),
            earlier.forget_corrections,
        )
        _summarise(*make(paths, reading, readers, writing))


def _page(wording: WordingOptions, files: PageFileOptions) -> Page:
    return Page(wording.date, wording.lang, files.single_file, files.images, files.whole_texts)


def _kept(said: EarlierOptions) -> Kept | None:
    """What the options say of the documents of an earlier run."""
    if said.append and said.forget_corrections:
        raise typer.BadParameter("--forget-corrections reads anew; give it without --append.")
    if said.drop_gone and not said.append:
        raise typer.BadParameter("--drop-gone goes with --append; else only what is given is read.")
    return Kept(said.drop_gone) if said.append else None


def _warn_of_mixing(paths: list[Path], out: Path) -> None:
    """Says where tables and pages come to lie among the documents that are read."""
    folders = {path.resolve() for path in paths if path.is_dir()}
    place = out.resolve()
    if not folders.isdisjoint((place, *place.parents)):
        how = "is the folder" if place in folders else "lies in a folder"
        tell(
            f"{out}: {how} that is read. What a run wrote there is not read as a document; give "
            "--out a folder elsewhere to keep documents and tables apart."
        )


def default_folder(paths: list[Path]) -> Path:
    """The folder under ``reports/`` that bears the name of the first input."""
    first = paths[0].resolve()
    name = (first.name if first.is_dir() else first.stem) or "report"
    return Path("reports", name if len(paths) == 1 else f"{name}-and-{len(paths) - 1}-more")


def _summarise(made: TablesInParts, place: Path) -> None:
    """Prints what was read and where it is, and ends with 1 when something could not be read."""
    from rich.table import Table
    from rich.text import Text

    from metrics.runs.states import STANDS

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
    show_table(summary)
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
