"""Reading documents into tables and pages: ``run``, ``extract`` and ``report``."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

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
from metrics.cli.outcome import exit_codes, say, tell, told
from metrics.cli.sources import Reading, workers
from metrics.cli.summary import summarise


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
        summarise(*make(paths, reading, readers, writing))


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
