"""Reading batches in several processes of this machine.

A batch whose process dies is read again document by document, and the document at fault gets a
``problem``. This module imports nothing that starts slowly, so that processes can start early.
"""

from __future__ import annotations

import gc
import multiprocessing
import os
import pickle
import threading
from collections.abc import Iterator
from concurrent.futures import ALL_COMPLETED, FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from itertools import chain, islice
from multiprocessing.connection import wait as wait_for_end
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Self

from metrics.extraction.cycles import SELDOM
from metrics.runs.batch import Read, Task

if TYPE_CHECKING:
    from metrics.extraction.reader import SomeReadings
    from metrics.sources.documents import Item

_AHEAD = 3  # batches for each process, the one that it reads among them


def collect_seldom() -> None:
    """Has this process look for cycles among its objects as seldom as reading allows."""
    gc.set_threshold(*SELDOM)


class Processes:
    """Reads batches in so many processes, or in this one: a `metrics.runs.batch.Run`.

    With one job, or when all there is to read is one document, this process reads.
    """

    def __init__(self, jobs: int) -> None:
        self._jobs = jobs
        self._pool: ProcessPoolExecutor | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._end()

    def start(self, most: int) -> None:
        """Starts them, so that they are ready when there is something to read; at most so many."""
        if self._jobs > 1 and most > 0 and self._pool is None:
            self._pool = _pool(min(self._jobs, most))
            self._pool.submit(os.getpid)  # the first task starts all processes

    def _end(self, *, is_waited_for: bool = True) -> None:
        if self._pool is not None:
            self._pool.shutdown(wait=is_waited_for, cancel_futures=True)
            self._pool = None

    def __call__(self, tasks: Iterator[Task], read: Read) -> Iterator[tuple[str, SomeReadings]]:
        """What was read of each batch, by the batch's name, as it comes."""
        first = list(islice(tasks, self._jobs))
        if self._jobs == 1 or sum(len(task.items) for task in first) < 2:
            for task in chain(first, tasks):
                yield task.name, read(task)
            return
        self.start(len(first))
        with TemporaryDirectory() as folder:
            reader = Path(folder, "read.pickle")
            reader.write_bytes(pickle.dumps(read))
            try:
                yield from self._read(chain(first, tasks), reader)
            except BaseException:
                self._end()
                raise
            self._end(is_waited_for=False)  # they have nothing left to do

    def _read(self, tasks: Iterator[Task], reader: Path) -> Iterator[tuple[str, SomeReadings]]:
        running: dict[Future[SomeReadings], Task] = {}
        while True:
            lost: list[Task] = []
            for task in islice(tasks, self._jobs * _AHEAD - len(running)):
                try:
                    running[self._submit(reader, task)] = task
                except BrokenProcessPool:
                    lost.append(task)
            if not running and not lost:
                return
            # When one process dies, all that the others are at is lost with it.
            until = ALL_COMPLETED if lost else FIRST_COMPLETED
            for future in wait(running, return_when=until).done:
                task = running.pop(future)
                try:
                    yield task.name, future.result()
                except BrokenProcessPool:
                    lost.append(task)
            if lost:
                lost += running.values()
                running.clear()
                yield from self._one_by_one(lost, reader)

    def _submit(self, reader: Path, task: Task) -> Future[SomeReadings]:
        self.start(self._jobs)
        assert self._pool is not None
        return self._pool.submit(_read, reader, task)

    def _one_by_one(self, tasks: list[Task], reader: Path) -> Iterator[tuple[str, SomeReadings]]:
        """Reads batches during one of which a process died."""
        self._end()
        for task in tasks:
            yield task.name, self._alone(task, reader)
        self._end()

    def _alone(self, task: Task, reader: Path) -> SomeReadings:
        """Reads a batch, without the documents with which its process dies.

        The others are read together all the same, so that the ids of copies do not change.
        """
        read = self._attempt(task, reader)
        if read is None and len(task.items) > 1:
            items = []
            for at, item in enumerate(task.items):
                is_sound = self._attempt(Task(f"{task.name}-{at}", [item]), reader) is not None
                items.append(item if is_sound else _dead(item))
            read = self._attempt(Task(f"{task.name}-sound", items), reader)
        if read is None:  # also where only all of them together are too much
            read = _read(reader, Task(f"{task.name}-died", [_dead(item) for item in task.items]))
        return read

    def _attempt(self, task: Task, reader: Path) -> SomeReadings | None:
        """What a process reads of a batch, unless it dies."""
        self.start(1)
        try:
            return self._submit(reader, task).result()
        except BrokenProcessPool:
            self._end()
            return None


def _dead(item: Item) -> Item:
    from metrics.extraction.reader import failed

    return failed(item, "the process that read it died. It may need more memory than there is.")


def _pool(jobs: int) -> ProcessPoolExecutor:
    # Forked processes would inherit the threads of polars in whatever state they are.
    spawn = multiprocessing.get_context("spawn")
    return ProcessPoolExecutor(jobs, mp_context=spawn, initializer=_begin)


def _begin() -> None:
    """Ends this process when the one that started it is gone, killed before it could say so."""
    collect_seldom()
    parent = multiprocessing.parent_process()
    assert parent is not None

    def watch() -> None:
        wait_for_end([parent.sentinel])
        os._exit(1)

    threading.Thread(target=watch, daemon=True).start()
    # With all that it needs, while there is nothing to read.
    import metrics.runs.batch_store  # noqa: F401


_readers: dict[Path, Read] = {}  # of this process


def _read(reader: Path, task: Task) -> SomeReadings:
    if reader not in _readers:
        _readers[reader] = pickle.loads(reader.read_bytes())
    return _readers[reader](task)
