"""Reading documents in batches: in several processes, on several machines, or once and for all.

What a batch holds depends on its documents alone, so that the tables do not depend on how many
processes there are or which of them reads what. A batch whose process dies, or on which the program
fails, is read again document by document, and the document at fault gets a ``problem``.
"""

from __future__ import annotations

import hashlib
import multiprocessing
import os
import threading
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Mapping
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass, replace
from itertools import chain, islice
from multiprocessing.connection import wait
from pathlib import Path
from typing import Any

import polars as pl

from metrics.documents import Document
from metrics.extraction import Engine, Numbered, extract, read_rows
from metrics.manifest import ManifestEntry
from metrics.provenance import program_version, text_digest
from metrics.ruleset import RuleSet, load_rules
from metrics.shelf import Shelf
from metrics.tables import Rows, SomeRows, joined

CHARACTERS = 300_000  # of a batch: a third of a second's work
_MOST = 500  # documents of a batch
_FEW = 6  # batches: to start a process takes as long as to read three
_AHEAD = 3  # batches that wait for each process

Batch = list[Numbered]
Read = Callable[[Batch], SomeRows]
Run = Callable[[Iterator[Batch], Read], Iterator[SomeRows]]


@dataclass(frozen=True)
class Work:
    """What is done with each batch; it can be sent to another process or machine.

    Attributes:
        folders: of the rules, where the other process finds them.
        manifest: what is known of sources.
        document_timeout: seconds for each document.
    """

    folders: tuple[Path, ...]
    manifest: Mapping[str, ManifestEntry]
    document_timeout: float | None

    def __call__(self, batch: Batch) -> Rows:
        """The rows of a batch; a document on which the program fails costs only itself."""
        rules = _rules(self.folders)
        try:
            return read_rows(batch, rules, self.manifest, self.document_timeout)
        except Exception as error:
            if len(batch) > 1:
                return joined(self([numbered]) for numbered in batch)
            ((document, copy),) = batch
            what = f"the program failed on it ({type(error).__name__}: {error})."
            failed = replace(document, problem=f"{what} Report it with the document.")
            return read_rows([(failed, copy)], rules, self.manifest, self.document_timeout)

    def name_of(self, batch: Batch, rules_digest: str) -> str:
        """Names what the rows of a batch follow from."""
        facts = [program_version(), rules_digest, str(self.document_timeout)]
        for document, copy in batch:
            known = self.manifest.get(document.source)
            said = "".join(one.model_dump_json() for one in (known, document.facts) if one)
            read = document.problem or text_digest(document.text)
            facts += [document.source, read, str(copy), said]
        key = "\0".join(facts).encode("utf-8", "surrogatepass")
        return hashlib.sha256(key).hexdigest()[:32]


_loaded: dict[tuple[Path, ...], RuleSet] = {}  # the rules of this process


def _rules(folders: tuple[Path, ...]) -> RuleSet:
    if folders not in _loaded:
        _loaded.clear()
        _loaded[folders] = load_rules(*folders, only=True)
    return _loaded[folders]


def batches(documents: Iterable[Numbered]) -> Iterator[Batch]:
    """The documents in batches of about ``CHARACTERS`` characters, in order."""
    batch: Batch = []
    size = 0
    for document, copy in documents:
        batch.append((document, copy))
        size += len(document.text)
        if size >= CHARACTERS or len(batch) >= _MOST:
            yield batch
            batch, size = [], 0
    if batch:
        yield batch


@dataclass(frozen=True)
class _Shelving:
    """Work whose rows are kept on a shelf where they are read, and are not sent anywhere."""

    work: Work
    shelf: Shelf
    rules_digest: str

    def __call__(self, batch: Batch) -> SomeRows:
        name = self.work.name_of(batch, self.rules_digest)
        if name not in self.shelf:
            self.shelf.put(name, self.work(batch))
        return self.shelf.get(name)


def in_batches(run: Run, shelf: Shelf | None = None, *, is_shared: bool = True) -> Engine:
    """An engine that reads batches by ``run``.

    Args:
        run: such as `in_process` or `processes(2)`.
        shelf: where the rows of each batch are kept; what is there already is not read again.
        is_shared: whether those that read the batches reach the shelf, too.
    """

    def engine(
        documents: Iterable[Numbered],
        rules: RuleSet,
        manifest: Mapping[str, ManifestEntry],
        document_timeout: float | None,
    ) -> Iterable[SomeRows]:
        folders = tuple(folder.resolve() for folder in rules.files.folders)
        _loaded[folders] = rules
        work = Work(folders, manifest, document_timeout)
        made = batches(documents)
        if shelf is None:
            return run(made, work)
        there = Shelf(shelf.folder.resolve())
        return _shelved(run, made, _Shelving(work, there, rules.digest), is_shared)

    return engine


def _shelved(
    run: Run, batches: Iterator[Batch], shelving: _Shelving, is_shared: bool
) -> list[SomeRows]:
    """The rows of all batches on the shelf, after reading those that are not there."""
    names: list[str] = []
    awaited: deque[str] = deque()
    work, shelf = shelving.work, shelving.shelf

    def unread() -> Iterator[Batch]:
        for batch in batches:
            names.append(work.name_of(batch, shelving.rules_digest))
            if names[-1] not in shelf:
                awaited.append(names[-1])
                yield batch

    for rows in run(unread(), shelving if is_shared else work):
        name = awaited.popleft()
        if name not in shelf:  # read by somebody else, or document by document
            shelf.put(name, rows)
    return [shelf.get(name) for name in names]


def in_process(batches: Iterator[Batch], read: Read) -> Iterator[SomeRows]:
    """Reads one batch after the other, here."""
    return map(read, batches)


def processes(jobs: int) -> Run:
    """Reads batches in so many processes; a few batches are not worth starting them."""

    def run(batches: Iterator[Batch], read: Read) -> Iterator[SomeRows]:
        first = list(islice(batches, _FEW))
        if jobs == 1 or len(first) < _FEW:
            yield from in_process(chain(first, batches), read)
        else:
            yield from _in_pool(chain(first, batches), read)

    def _in_pool(batches: Iterator[Batch], read: Read) -> Iterator[SomeRows]:
        waiting: deque[tuple[Batch, Future[SomeRows]]] = deque()
        pool = _pool(jobs)
        try:
            while True:
                for batch in islice(batches, max(0, jobs * _AHEAD - len(waiting))):
                    waiting.append((batch, pool.submit(read, batch)))
                if not waiting:
                    return
                batch, future = waiting.popleft()
                try:
                    yield future.result()
                except BrokenProcessPool:
                    pool.shutdown(cancel_futures=True)
                    yield _read_alone(batch, read)
                    pool = _pool(jobs)
                    waiting = deque((one, pool.submit(read, one)) for one, _ in waiting)
        finally:
            pool.shutdown(cancel_futures=True)

    return run


def _pool(jobs: int) -> ProcessPoolExecutor:
    # Forked processes would inherit the threads of polars in whatever state they are.
    spawn = multiprocessing.get_context("spawn")
    return ProcessPoolExecutor(jobs, mp_context=spawn, initializer=_end_with_parent)


def _end_with_parent() -> None:
    """Ends this process when the one that started it is gone, killed before it could say so."""
    parent = multiprocessing.parent_process()
    assert parent is not None

    def watch() -> None:
        wait([parent.sentinel])
        os._exit(1)

    threading.Thread(target=watch, daemon=True).start()


def _read_alone(batch: Batch, read: Read) -> SomeRows:
    """Reads a batch during which a process died, document by document if it dies again."""
    with _pool(1) as pool:
        try:
            return pool.submit(read, batch).result()
        except BrokenProcessPool:
            pass
    if len(batch) > 1:
        return joined(_read_alone([numbered], read) for numbered in batch)
    ((document, copy),) = batch
    problem = "the process that read it died. It may need more memory than there is."
    return read([(replace(document, problem=problem), copy)])


def extract_table(documents: Any, rules: RuleSet | None = None) -> Any:
    """The targets of an Arrow table of documents: what a cluster runs on each of its batches.

    Args:
        documents: an Arrow table or record batch with the string columns ``source`` and ``text``.
        rules: by default the built-in ones.

    Returns:
        The table ``targets`` of these documents as a `pyarrow.Table` whose columns are string,
        int64, double, bool and date32, also when there is no row.

    Raises:
        ImportError: when pyarrow is not installed.
    """
    import pyarrow

    given = pl.DataFrame(documents).select("source", "text")
    read = [Document(source, text) for source, text in given.iter_rows()]
    targets = extract(read, rules).targets
    table = targets.to_arrow(compat_level=pl.CompatLevel.oldest())
    plain = [
        field.with_type(pyarrow.string()) if pyarrow.types.is_large_string(field.type) else field
        for field in table.schema
    ]
    return table.cast(pyarrow.schema(plain))
