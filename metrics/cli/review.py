"""Correcting by people: ``review`` writes the sheet that ``run --corrections`` reads."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from metrics.cli.outcome import count_of, exit_codes, say

if TYPE_CHECKING:
    from metrics.review.sheet import Counts
    from metrics.tables.wide import Pages


def review(
    folder: Annotated[Path, typer.Argument(metavar="DIR", help="What an earlier run wrote.")],
    out: Annotated[
        Path, typer.Option(metavar="FILE", help="Where to write: .xlsx or .csv.")
    ] = Path("review.xlsx"),
) -> None:
    """Write a sheet of all targets with their sentences, the unsure first, to correct."""
    import polars as pl

    from metrics.review.sheet import counts, review_rows, write_review
    from metrics.tables.parquet import read_tables
    from metrics.tables.texts import Texts, text_files_of

    with exit_codes():
        texts = Texts(*text_files_of(folder))
        made = read_tables(folder)
        rows = review_rows(made, _pages(folder), texts)
        there = Path(os.path.relpath(folder, out.parent)).as_posix()  # links start at the sheet
        rows = rows.with_columns(evidence=pl.format("{}/{}", pl.lit(there), "evidence"))
        write_review(rows, out, folder)
        say(f"{count_of(len(rows), 'row')} in {out}, {_unsure(counts(rows, made))}")


def _unsure(among: Counts) -> str:
    """Which rows come first, and apart from them those with softer signs alone."""
    first = [f"{among.doubted} with a doubt"]
    if among.contradictory:
        first.insert(0, f"{among.contradictory} that contradict others")
    if among.unexplained:
        first.insert(0, f"{among.unexplained} that no rule explains")
    softer = ", ".join(f"{sign} ({number})" for sign, number in among.softer.items())
    return f"the unsure first: {', '.join(first)}" + (
        f"; then softer signs: {softer}" if softer else ""
    )


def _pages(folder: Path) -> Pages | None:
    """Which pages a run wrote beside its tables."""
    if (folder / "documents").is_dir():
        return "site"
    return "single" if (folder / "index.html").is_file() else None
