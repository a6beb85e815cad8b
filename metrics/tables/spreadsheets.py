"""The tables once more for spreadsheet programs: CSV files and an Excel workbook."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from pathlib import Path
from typing import Literal, get_args

import polars as pl

from metrics.errors import OutputError
from metrics.tables.datapackage import PACKAGE, datapackage_json
from metrics.tables.sheet_files import written_beside

Also = Literal["csv", "xlsx"]
ALSO: tuple[Also, ...] = get_args(Also)
CSV, WORKBOOK = "csv", "tables.xlsx"

# A spreadsheet runs a text cell of a CSV file that begins like a formula: =HYPERLINK("…").
_RUN = r"[=+@\-＝＋－＠].|[\t\r\n]"
# It makes a date of 02-09 and of 3月5日, a time of 8:30, a negative number of (1), 100000 of 1E5;
# and it drops the zeros of 007 and 1.10 and the last digits of a long number.
_READ = (
    r"\d{1,4}[-/.]\d{1,2}[-/.]\d{1,4}|\d{1,4}[-/]\d{1,4}|(?:\d{2,4}年)?\d{1,2}月(?:\d{1,2}日)?"
    r"|\d+ \d+/\d+|\d{1,2}:\d{1,2}(?::\d{1,2})?|\([\d.,]+%?\)|[\d.,]+[eE][+-]?\d+"
    r"|0\d[\d.]*|\d*\.\d*0|\d{16,}"
)
_TEXT = rf"'*(?:{_RUN}|(?:{_READ})$)"
_FORMULA, _GUARDED = rf"(?s)^({_TEXT})", rf"(?s)^'({_TEXT})"


def stage_also(
    frames: Mapping[str, pl.LazyFrame],
    folder: Path,
    formats: Collection[Also],
    *,
    metadata: Mapping[str, str],
) -> None:
    """Writes the tables into ``folder`` in further formats.

    ``csv`` is a folder of CSV files (UTF-8 with a mark of byte order, which Excel needs) with a
    ``datapackage.json`` of its own; ``xlsx`` one workbook. A table with more rows than a sheet has
    is left out of the workbook, whose sheet ``left out`` says so.
    """
    if "csv" in formats:
        (folder / CSV).mkdir()
        for name, rows in frames.items():
            write_csv(rows, folder / CSV / f"{name}.csv")
        package = datapackage_json(metadata, "csv")
        (folder / CSV / PACKAGE).write_bytes(package.encode())
    if "xlsx" in formats:
        from metrics.tables.workbook import MOST_ROWS, Workbook

        units = dict(frames["units"].select("unit", "name").collect().rows())
        with Workbook(folder / WORKBOOK, units) as book:
            for name in ("targets_wide", *(name for name in frames if name != "targets_wide")):
                count = frames[name].select(pl.len()).collect().item()
                if count <= MOST_ROWS:
                    book.add(name, frames[name].collect())
                else:
                    book.add(f"{name} left out", pl.DataFrame({"rows": [count]}))


def write_sheet(
    name: str,
    rows: pl.DataFrame,
    file: Path,
    *,
    lists: Mapping[str, list[str]] | None = None,
    run: Path | None = None,
) -> None:
    """Writes one table as .csv, .xlsx or .parquet, whichever ``file`` ends in.

    Args:
        name: of the sheet in a workbook.
        rows: the table.
        file: is whole at any time.
        lists: the values that cells of a column may have, offered in a workbook.
        run: the folder of the run that the table shows; with it a file is only replaced as long as
            it is as it was written last.

    Raises:
        OutputError: when the file cannot or must not be written or has another ending.
    """
    suffix = file.suffix.lower()
    if suffix not in (".csv", ".xlsx", ".parquet"):
        raise OutputError(f"{file}: is neither .csv, .xlsx nor .parquet. Name it so.")
    try:
        with written_beside(file, run) as staged:
            if suffix == ".csv":
                write_csv(rows, staged)
            elif suffix == ".parquet":
                rows.write_parquet(staged)
            else:
                from metrics.tables.workbook import Workbook

                with Workbook(staged) as book:
                    book.add(name, rows, lists=lists)
    except OutputError:
        raise
    except Exception as error:  # each of the writers has errors of its own
        raise OutputError(f"{file}: cannot be written: {error}.") from error


def write_csv(rows: pl.DataFrame | pl.LazyFrame, file: Path) -> None:
    """Writes a CSV file for spreadsheet programs; `read_csv_texts` undoes its guards.

    A text that would be taken for a formula, a date or another number gets an apostrophe in front.
    """
    _guarded(rows.lazy()).sink_csv(file, include_bom=True)


def write_csv_files(tables: Mapping[Path, pl.DataFrame]) -> None:
    """Writes CSV files as `write_csv` does, of tables with the same columns, at once.

    Many small tables are guarded together, because each takes longer to begin than to guard.
    """
    if not tables:
        return
    guarded, start = _guarded(pl.concat(tables.values()).lazy()).collect(), 0
    for file, rows in tables.items():
        guarded.slice(start, len(rows)).write_csv(file, include_bom=True)
        start += len(rows)


def _guarded(rows: pl.LazyFrame) -> pl.LazyFrame:
    return rows.with_columns(pl.col(pl.String).str.replace(_FORMULA, "'${0}"))


def read_csv_texts(file: Path) -> pl.DataFrame:
    """The cells of a CSV file as texts, empty ones as null, without the guards of `write_csv`."""
    rows = pl.read_csv(file, infer_schema=False)
    return rows.with_columns(pl.all().str.replace(_GUARDED, "${1}"))
