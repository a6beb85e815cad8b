"""Takes the tables of a run in whatever frames a caller has them: polars, pandas or pyarrow."""

from __future__ import annotations

import inspect
from collections.abc import Callable
from functools import wraps
from typing import Any, ParamSpec, TypeAlias, TypeVar

import narwhals as nw
import polars as pl

from metrics.tables.frames import FILES, types_of

Frame: TypeAlias = Any
"""A table of a run, or some of its rows, as a frame of polars, pandas or pyarrow.

It is no union of their types, because a caller need not have pandas or pyarrow, and because
`takes_frames` makes each of them a frame of polars before the function sees it.
"""

P = ParamSpec("P")
Made = TypeVar("Made")


def takes_frames(function: Callable[P, Made]) -> Callable[P, Made]:
    """The function, whose tables may be frames of any library that narwhals knows.

    Tables are told by the names of the parameters, which are those of the tables.
    """
    signature = inspect.signature(function)

    @wraps(function)
    def called(*args: P.args, **kwargs: P.kwargs) -> Made:
        given = signature.bind(*args, **kwargs)
        for name, value in given.arguments.items():
            if name in FILES:
                given.arguments[name] = as_table(name, value)
        return function(*given.args, **given.kwargs)

    return called


def as_table(table: str, frame: Any) -> Any:
    """A frame of another library as polars has it, with the types of the columns of ``table``.

    What is no frame stays as it is.

    Other libraries keep a day as a time, and a missing text as a number that is none.
    """
    if isinstance(frame, pl.DataFrame):
        return frame
    known = nw.from_native(frame, eager_only=True, pass_through=True)
    if not isinstance(known, nw.DataFrame):
        return frame
    rows, types = known.to_polars(), types_of(table)
    return rows.with_columns(
        pl.col(name).cast(types[name]) for name in rows.columns if name in types
    )
