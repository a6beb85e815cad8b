"""Where documents stand, as a reader elsewhere can use it: no folder of the machine that read them.

Of paths of the machine the part below the folder that all of them share is shown, or no more of
them than tells them apart, where they share none; other names stay.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from pathlib import PurePosixPath, PureWindowsPath
from typing import TypeVar

import polars as pl

from charts.pages.parts import ChangedParts
from metrics.tables.frames import TablesInParts

Frame = TypeVar("Frame", pl.DataFrame, pl.LazyFrame)
_MEMBER = "#"  # between a container and what is in it
_UP = "../"


def readable_sources(made: TablesInParts) -> TablesInParts:
    """The tables with sources that tell nothing of the machine."""
    names = shown_sources(made.rest.documents["source"].unique(maintain_order=True))
    if not names:
        return made
    rest = replace(made.rest, documents=_named(made.rest.documents, names))
    parts = ChangedParts(made.parts, lambda rows: _named(rows, names))
    return replace(made, parts=parts, rest=rest, targets=_named(made.targets, names))


def shown_sources(sources: Iterable[str]) -> dict[str, str]:
    """What is shown of the sources that are paths of the machine.

    Example:
        >>> shown_sources(["/data/cities/a.txt", "/data/counties/b.txt", "plans/c.txt"])
        {'/data/cities/a.txt': 'cities/a.txt', '/data/counties/b.txt': 'counties/b.txt'}
    """
    parts = {source: source.split("/") for source in sources if _is_of_machine(source)}
    shared = 0
    for level in zip(*(path[:-1] for path in parts.values()), strict=False):
        if len(set(level)) > 1 or _MEMBER in level[0]:
            break
        shared += 1
    longest = max(map(len, parts.values()), default=1)
    below = (shared,) if shared > 1 else range(-1, -longest - 1, -1)
    for first in below:
        shown = {source: "/".join(path[first:]).lstrip("/") for source, path in parts.items()}
        if len(set(shown.values())) == len(shown):
            return shown
    return {}


def _is_of_machine(source: str) -> bool:
    is_absolute = PurePosixPath(source).is_absolute() or PureWindowsPath(source).is_absolute()
    return is_absolute or source.startswith(_UP)


def _named(rows: Frame, names: Mapping[str, str]) -> Frame:
    if "source" not in rows.collect_schema().names():
        return rows
    return rows.with_columns(pl.col("source").replace(names))
