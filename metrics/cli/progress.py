"""What a run shows on a terminal while it reads and writes."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from metrics.extraction.reader import SomeReadings


@contextmanager
def working(what: str) -> Iterator[None]:
    """Tells on a terminal what a run is at, and for how long, where nothing counts its steps."""
    if not sys.stderr.isatty():
        yield
        return
    from rich.console import Console
    from rich.progress import Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

    columns = (SpinnerColumn(), TextColumn(what), TimeElapsedColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as progress:
        progress.add_task("", total=None)
        yield


@contextmanager
def moved_into_place(folder: Path, metadata: Mapping[str, str]) -> Iterator[Path]:
    """An `output_folder`; it is told how long its many files take to be put in their places."""
    from metrics.tables.atomic_folder import output_folder

    with ExitStack() as stack:
        yield stack.enter_context(output_folder(folder, metadata=metadata))
        with working("Moving files into place"):
            stack.close()


@contextmanager
def shown(files: int) -> Iterator[Callable[[SomeReadings], None]]:
    """Tells on a terminal how far a run is among so many files; gives what to call for each batch.

    It counts what has been read: files, characters and targets, the rate, and the time left.
    """
    from rich.console import Console
    from rich.progress import BarColumn, Progress, TextColumn, TimeRemainingColumn
    from rich.table import Column

    counted = (
        "{task.completed:,.0f}/{task.total:,.0f} files, {task.fields[characters]:,} characters "
        "({task.fields[rate]:,.0f}/s), {task.fields[targets]:,} targets,"
    )
    columns = (
        TextColumn("Reading"),
        BarColumn(),  # a narrow terminal shortens it, and no number
        TextColumn(counted),
        TimeRemainingColumn(table_column=Column(no_wrap=True)),
        TextColumn("left"),
    )
    console = Console(stderr=True)
    progress = Progress(*columns, console=console, transient=True, disable=not sys.stderr.isatty())
    with progress:
        task = progress.add_task("", total=files, characters=0, targets=0, rate=0.0)
        characters = targets = 0
        seen: set[str] = set()

        def read(batch: SomeReadings) -> None:
            nonlocal characters, targets
            if progress.disable:
                return
            documents = batch.documents
            characters += int(documents["characters"].sum())
            targets += int(documents["targets"].sum())
            seconds = progress.tasks[0].elapsed or 0.0
            new = {note.source.partition("#")[0] for note in batch.notes} - seen
            seen.update(new)
            progress.update(
                task,
                advance=len(new),
                characters=characters,
                targets=targets,
                rate=characters / seconds if seconds else 0.0,
            )

        yield read
