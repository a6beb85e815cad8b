"""The first sheet of an .xls or .xlsx workbook, as strings."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from metrics.errors import DocumentError

ZIP = b"PK\x03\x04"  # how an .xlsx file begins, whatever its name
Sheet = tuple[list[str], list[list[str | None]], list[str]]
"""The names of the columns, their cells, and the names of the other sheets that hold something."""

_Read = TypeVar("_Read")


def read_workbook(data: bytes, _: int) -> Sheet:
    """The first sheet; its first row names the columns.

    Polars is not asked, whose threads alone take more memory than most workbooks.

    Raises:
        DocumentError: when it is damaged.
    """
    return guarded(".xlsx" if data.startswith(ZIP) else ".xls", lambda: _first_sheet(data))


def _first_sheet(data: bytes) -> Sheet:
    import fastexcel
    from arro3.core import RecordBatch

    workbook = fastexcel.read_excel(data)
    if not workbook.sheet_names:
        raise DocumentError("is a workbook without a sheet. Save it again.")
    first, *others = workbook.sheet_names
    rows = RecordBatch.from_arrow(workbook.load_sheet(first, dtypes="string"))
    columns = [list(rows.column(number).to_pylist()) for number in range(rows.num_columns)]
    full = [name for name in others if workbook.load_sheet(name, n_rows=1).total_height > 0]
    return list(rows.column_names), columns, full


def guarded(ending: str, read: Callable[[], _Read]) -> _Read:
    """What ``read`` gives; whatever the library meets becomes a problem of the file.

    Raises:
        DocumentError: when the library fails.
    """
    try:
        return read()
    except (DocumentError, MemoryError, KeyboardInterrupt, SystemExit, GeneratorExit):
        raise
    except BaseException as error:  # the panics of Rust libraries are no Exception
        reason = str(error).splitlines()[0] if str(error) else type(error).__name__
        raise DocumentError(f"is no readable {ending} table ({reason}). Save it again.") from error
