"""A table for research: ``panel``."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from metrics.cli.asked_indicator import asked_indicator
from metrics.cli.outcome import count_of, exit_codes, say

if TYPE_CHECKING:
    import polars as pl

_STATA = ".dta"
_STATA_VERSION = 118  # the first whose texts are Unicode
_LONGEST_LABEL = 80  # characters of a label in Stata


def panel(
    folder: Annotated[Path, typer.Argument(metavar="DIR", help="What an earlier run wrote.")],
    indicator: Annotated[
        str, typer.Option(metavar="ID", help="The indicator of the catalogue: its id or name.")
    ],
    out: Annotated[
        Path, typer.Option(metavar="FILE", help="Where to: .csv, .parquet, .xlsx or .dta (Stata).")
    ],
) -> None:
    """Write a row per region and year: goal, bound, the goal above, last year's result, result."""
    from metrics.tables.panel import panel as rows_of
    from metrics.tables.parquet import read_tables
    from metrics.tables.spreadsheets import write_sheet

    with exit_codes():
        made = read_tables(folder)
        indicator_id = asked_indicator(made.indicators, indicator)
        rows = rows_of(made, indicator_id)
        if out.suffix.lower() == _STATA:
            write_stata(rows, out)
        else:
            write_sheet("panel", rows, out)
        answered = rows["result"].count()
        say(f"{count_of(len(rows), 'row')} of {indicator_id}, {answered} with a result: {out}")


def write_stata(rows: pl.DataFrame, file: Path) -> None:
    """Writes a panel for Stata 14 and later, with labels in both languages.

    Raises:
        OutputError: when pandas is not installed or the file cannot be written.
    """
    from metrics.errors import OutputError
    from metrics.tables.panel import LABELS

    try:
        import pandas
    except ImportError as error:
        what = "Stata files need pandas: pip install 'target-metrics[stata]'."
        raise OutputError(f"{file}: {what}") from error
    frame = pandas.DataFrame({name: rows[name].to_list() for name in rows.columns})
    texts = [name for name in rows.columns if str(rows.schema[name]) == "String"]
    for name in rows.columns:
        frame[name] = frame[name].fillna("") if name in texts else frame[name].astype("float64")
    labels = {name: f"{zh} | {en}"[:_LONGEST_LABEL] for name, (en, zh) in LABELS.items()}
    try:
        frame.to_stata(
            file,
            write_index=False,
            version=_STATA_VERSION,
            variable_labels=labels,
            convert_strl=["sentence", "result_sentence"],
        )
    except OSError as error:
        raise OutputError(f"{file}: cannot be written ({error}).") from error
