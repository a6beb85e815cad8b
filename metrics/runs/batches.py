"""Reading documents in batches: in several processes, on several machines, or once and for all.

What a batch holds depends on its documents alone, so that the tables do not depend on how many
processes there are or which of them reads what. The largest batches are read first, so that no
process still reads a large one when the others have nothing left to do.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import TypeAlias

from metrics.extraction.reader import Reader, SomeReadings
from metrics.runs.batch import BYTES, Run, Task
from metrics.runs.batch_store import Kept, Shelf
from metrics.sources.discovery import Container, Found
from metrics.sources.documents import Document, Item
from metrics.sources.formats import CONVERTED, WORD

_MOST = 500  # documents of a batch
# How many bytes of text take as long as a byte of a file: .docx is compressed, PDFs are slow.
_WEIGHTS = {**dict.fromkeys(WORD, 2), ".pdf": 3}


@dataclass(frozen=True)
class _Alone:
    """Reads a batch, and gives what was read to whoever asked for it."""

    reader: Reader

    def __call__(self, task: Task) -> SomeReadings:
        return self.reader(task.items)


@dataclass(frozen=True)
class _Shelving:
    """Reads a batch and keeps what was read where it is read, so that it is not sent anywhere."""

    reader: Reader
    shelf: Shelf

    def __call__(self, task: Task) -> SomeReadings:
        if task.name not in self.shelf:
            self.shelf.put(task.name, self.reader(task.items))
        return self.shelf.get(task.name)


def in_batches(
    run: Run,
    shelf: Shelf,
    *,
    is_shared: bool = True,
    watch: Callable[[Kept], None] = lambda _: None,
) -> Callable[[Iterable[Found], Reader], list[Kept]]:
    """A `metrics.extraction.extract.Engine` that reads batches by ``run``.

    Args:
        run: such as `metrics.runs.processes.Processes`.
        shelf: where what is read stays; batches that are there already are not read again.
        is_shared: whether those that read reach the shelf and the files of the documents, too.
        watch: is told of each batch that has been read.
    """
    shelf = Shelf(shelf.folder.resolve())

    def engine(found: Iterable[Found], reader: Reader) -> list[Kept]:
        names: dict[_Place, str] = {}

        def unread() -> Iterator[Task]:
            for place, items in _batches(found):
                name = names[place] = reader.name_of(items)
                if name in shelf:
                    watch(shelf.get(name))
                else:
                    yield Task(name, items if is_shared else list(map(_loaded, items)))

        read = _Shelving(reader, shelf) if is_shared else _Alone(reader)
        for name, readings in run(unread(), read):
            if name not in shelf:  # read by somebody else, or document by document
                shelf.put(name, readings)
            watch(shelf.get(name))
        return [shelf.get(names[place]) for place in sorted(names)]

    return engine


_Place: TypeAlias = tuple[int, int]  # of a batch in the order of the documents


def _batches(found: Iterable[Found]) -> Iterator[tuple[_Place, list[Item]]]:
    """The documents in batches, the largest first; what is in a container comes when it is."""
    groups = list(_groups(found))
    for at in sorted(range(len(groups)), key=lambda at: -_size_of_group(groups[at])):
        group = groups[at]
        batches = _chunks(group) if isinstance(group, Container) else [group]
        for number, items in enumerate(batches):
            yield (at, number), items


def _groups(found: Iterable[Found]) -> Iterator[list[Item] | Container]:
    """Batches of documents, and the containers between them, in their order."""
    items: list[Item] = []
    for one in found:
        if isinstance(one, Container):
            yield from _chunks(items)
            yield one
            items = []
        else:
            items.append(one)
    yield from _chunks(items)


def _chunks(documents: Iterable[Item]) -> Iterator[list[Item]]:
    """Documents in their order, as many together as make a batch."""
    items: list[Item] = []
    size = 0
    for one in documents:
        weight = _size(one)
        if items and (size + weight > BYTES or len(items) >= _MOST):
            yield items
            items, size = [], 0
        items.append(one)
        size += weight
    if items:
        yield items


def _size_of_group(group: list[Item] | Container) -> int:
    return group.size if isinstance(group, Container) else sum(map(_size, group))


def _size(item: Item) -> int:
    """How large a document is, in bytes of text that take as long."""
    if isinstance(item, Document):
        return len(item.text) * 3
    # LibreOffice takes a second for each file.
    return item.size * _WEIGHTS.get(item.suffix, 1) + 3 * BYTES * (item.suffix in CONVERTED)


def _loaded(item: Item) -> Item:
    return item if isinstance(item, Document) else item.loaded()
