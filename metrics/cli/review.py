"""Correcting by people: ``review`` writes the sheet that ``run --corrections`` reads."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from metrics.cli.outcome import exit_codes, say

if TYPE_CHECKING:
    from metrics.tables.wide import Pages


def review(
    folder: Annotated[Path, typer.Argument(metavar="DIR", help="What an earlier run wrote.")],
    out: Annotated[
        Path, typer.Option(metavar="FILE", help="Where to write: .xlsx or .csv.")
    ] = Path("review.xlsx"),
) -> None:
    """Write a sheet of all targets with their sentences, the unsure first, to correct."""
    import polars as pl

    from metrics.review.sheet import review_rows, write_review
    from metrics.tables.parquet import read_tables
    from metrics.tables.texts import Texts, text_files_of

    with exit_codes():
        texts = Texts(*text_files_of(folder))
        rows = review_rows(read_tables(folder), _pages(folder), texts)
        there = Path(os.path.relpath(folder, out.parent)).as_posix()  # links start at the sheet
        rows = rows.with_columns(evidence=pl.format("{}/{}", pl.lit(there), "evidence"))
        write_review(rows, out, folder)
        doubtful = rows["doubt"].is_not_null().sum()
        say(f"{len(rows)} rows, {doubtful} of them doubtful, in {out}")


def _pages(folder: Path) -> Pages | None:
    """Which pages a run wrote beside its tables."""
    if (folder / "documents").is_dir():
        return "site"
    return "single" if (folder / "index.html").is_file() else None
