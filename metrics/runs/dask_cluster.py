"""Reading batches on the machines of a Dask cluster (the extra ``dask``)."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from itertools import islice
from typing import Any

from metrics.errors import MetricsError
from metrics.extraction.reader import SomeReadings
from metrics.runs.batch import Read, Run, Task

_AHEAD = 4  # batches for each worker, the one that it reads among them
_RETRIES = 5  # deaths of workers that a batch may see
_NAME = "target-metrics"


class ClusterError(MetricsError, RuntimeError):
    """A cluster that cannot be used, with what to do about it."""


def on_dask(address: str | None = None, *, workers: int = 2) -> Run:
    """Reads batches on a Dask cluster; a worker that dies costs time only.

    Args:
        address: of the scheduler; without one a cluster of this machine is started.
        workers: processes of that cluster.

    Raises:
        ClusterError: when Dask is not installed or the scheduler does not answer.
    """

    def run(tasks: Iterator[Task], read: Read) -> Iterator[tuple[str, SomeReadings]]:
        try:
            from dask.distributed import Client, LocalCluster
        except ImportError as error:
            raise ClusterError(
                "Dask is not installed. Install target-metrics[dask], or leave --engine out."
            ) from error
        if address is None:
            # One batch at a time for each worker: threads would not speed this kind of work.
            options = {"n_workers": workers, "threads_per_worker": 1, "dashboard_address": None}
            with LocalCluster(**options) as cluster, Client(cluster) as client:
                yield from _gathered(client, tasks, read)
            return
        try:
            client = Client(address, timeout="10s")
        except (OSError, TimeoutError, ValueError) as error:
            raise ClusterError(f"{address}: no scheduler answers there ({error}).") from error
        with client:
            yield from _gathered(client, tasks, read)

    return run


def _gathered(client: Any, tasks: Iterator[Task], read: Read) -> Iterator[tuple[str, SomeReadings]]:
    from dask.distributed import as_completed

    name = f"{_NAME}-{client.id}"
    _send(client, _holding(read, name))
    try:
        running = as_completed()
        names: dict[Any, str] = {}
        while True:
            room = _AHEAD * max(1, len(client.scheduler_info()["workers"])) - len(names)
            for task in islice(tasks, max(0, room)):
                future = client.submit(_read, name, task, pure=False, retries=_RETRIES)
                names[future] = task.name
                running.add(future)
            if not names:
                return
            future = next(running)
            yield names.pop(future), future.result()
    finally:
        with suppress(OSError):  # a worker that dies meanwhile takes it along
            client.unregister_worker_plugin(name)


def _send(client: Any, plugin: Any) -> None:
    """Sends it to every worker, anew when one dies meanwhile: that breaks off the whole sending."""
    for left in reversed(range(_RETRIES)):
        try:
            client.register_plugin(plugin)
            return
        except OSError:
            if not left:
                raise


def _holding(read: Read, name: str) -> Any:
    """What brings ``read``, with all its rules, to each worker once, also to one that comes later.

    Sent with every batch it would take longer than the batch.
    """
    from dask.distributed import WorkerPlugin

    plugin = WorkerPlugin()
    plugin.name = name
    plugin.read = read
    return plugin


def _read(name: str, task: Task) -> SomeReadings:
    from dask.distributed import get_worker

    readings: SomeReadings = get_worker().plugins[name].read(task)
    return readings
