"""Reading batches on the machines of a Dask cluster (the extra ``dask``)."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator
from itertools import islice
from typing import Any

from metrics.batches import Batch, Read, Run
from metrics.errors import MetricsError
from metrics.tables import SomeRows

_AHEAD = 4  # batches that wait for each worker
_RETRIES = 5  # deaths of workers that a batch may see


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

    def run(batches: Iterator[Batch], read: Read) -> Iterator[SomeRows]:
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
                yield from _gathered(client, batches, read)
            return
        try:
            client = Client(address, timeout="10s")
        except (OSError, TimeoutError, ValueError) as error:
            raise ClusterError(f"{address}: no scheduler answers there ({error}).") from error
        with client:
            yield from _gathered(client, batches, read)

    return run


def _gathered(client: Any, batches: Iterator[Batch], read: Read) -> Iterator[SomeRows]:
    waiting: deque[Any] = deque()
    while True:
        room = _AHEAD * max(1, len(client.scheduler_info()["workers"])) - len(waiting)
        for batch in islice(batches, max(0, room)):
            waiting.append(client.submit(read, batch, pure=False, retries=_RETRIES))
        if not waiting:
            return
        yield waiting.popleft().result()
