"""What a run shows on a terminal while it reads."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from metrics.batches import Batch, Read, Run
    from metrics.tables import SomeRows


@contextmanager
def shown(run: Run, files: int) -> Iterator[Run]:
    """``run``, telling on a terminal how far it is among so many files.

    It counts what has been read: files, characters and targets, the rate, and the time left.
    """
    from rich.console import Console
    from rich.progress import (
        BarColumn,
        MofNCompleteColumn,
        Progress,
        TextColumn,
        TimeRemainingColumn,
    )

    columns = (
        TextColumn("Reading"),
        BarColumn(),
        MofNCompleteColumn(),
        TextColumn(
            "files, {task.fields[characters]:,} characters, {task.fields[targets]:,} targets"
        ),
        TextColumn("{task.fields[rate]:,.0f} characters/s,"),
        TimeRemainingColumn(),
        TextColumn("left"),
    )
    console = Console(stderr=True)
    progress = Progress(*columns, console=console, transient=True, disable=not sys.stderr.isatty())
    with progress:
        task = progress.add_task("", total=files, characters=0, targets=0, rate=0.0)
        characters = targets = 0

        def watched(batches: Iterator[Batch], read: Read) -> Iterator[SomeRows]:
            nonlocal characters, targets
            for rows in run(batches, read):
                documents = rows.documents
                characters += int(documents["characters"].sum())
                targets += int(documents["targets"].sum())
                seconds = progress.tasks[0].elapsed or 0.0
                progress.update(
                    task,
                    advance=documents["source"].n_unique(),
                    characters=characters,
                    targets=targets,
                    rate=characters / seconds if seconds else 0.0,
                )
                yield rows

        yield watched
