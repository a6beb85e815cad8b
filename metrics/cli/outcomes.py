"""What became of what was promised: ``outcomes``."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from metrics.cli.asked_indicator import asked_indicator
from metrics.cli.outcome import exit_codes, printable, say, show_table

if TYPE_CHECKING:
    import polars as pl

_SHOWN = 30  # rows of each table on the terminal
_COUNTED = ("promised", "met", "exceeded", "below", "silent", "other")


def outcomes(
    folder: Annotated[Path, typer.Argument(metavar="DIR", help="What an earlier run wrote.")],
    region: Annotated[
        str | None, typer.Option(metavar="NAME", help="Only of this region: its name or code.")
    ] = None,
    indicator: Annotated[
        str | None, typer.Option(metavar="ID", help="Only of this indicator: its id or name.")
    ] = None,
    out: Annotated[
        Path | None, typer.Option(metavar="FILE", help="Write all rows: .csv, .xlsx or .parquet.")
    ] = None,
) -> None:
    """Show which goals the next reports answer: met or exceeded, below, or silent.

    Silent in a report is not silent everywhere, and a goal of words is not among these.
    """
    from metrics.tables.answers import answers, counted
    from metrics.tables.parquet import read_tables
    from metrics.tables.spreadsheets import write_sheet

    with exit_codes():
        made = read_tables(folder)
        meant = None if indicator is None else asked_indicator(made.indicators, indicator)
        rows = answers(made, region=region, indicator_id=meant)
        if out is not None:
            write_sheet("outcomes", rows, out, run=folder)
        _show(counted(rows, "indicator_name"), "indicator")
        _show(counted(rows, "place"), "region")
        if rows.is_empty():
            say("no goal whose next report is there")


def _show(counts: pl.DataFrame, what: str) -> None:
    from rich.table import Table
    from rich.text import Text

    if counts.is_empty():
        return
    table = Table(what, *_COUNTED, box=None)
    for name, *numbers in counts.head(_SHOWN).iter_rows():
        table.add_row(Text(printable(name)), *map(str, numbers))
    show_table(table)
    if len(counts) > _SHOWN:
        say(f"... and {len(counts) - _SHOWN} more")
