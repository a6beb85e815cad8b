"""Measures whole runs of the command line: by size of the collection and by number of processes.

Usage: python benchmarks/scaling.py FOLDER [--megabytes 1,10,100] [--runs 3]

Makes collections of these sizes from the documents in FOLDER, runs ``target-metrics extract`` over
each with 1, 2, 4, ... processes up to the number of cores, checks that all runs over a collection
wrote the same tables, byte by byte, and prints seconds (medians on the wall clock), characters a
second, speedup and memory. As many runs with one process each side by side tell how much speedup
the machine allows, whose cores share caches and memory.
"""

from __future__ import annotations

import argparse
import hashlib
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

import altair as alt
import machine
import polars as pl
from memory import Peak, watched
from synthetic import MEGABYTE, write_collection

SIZES = (1.0, 10.0, 100.0)  # megabytes
RUNS = 3


@dataclass(frozen=True)
class Measured:
    """The runs over one collection with one number of processes."""

    megabytes: float
    documents: int
    characters: int
    jobs: int
    runs: int
    seconds: float
    beside: float  # seconds of as many runs with one process each at the same time
    peak: Peak

    @property
    def rate(self) -> float:
        """Characters a second."""
        return self.characters / self.seconds


def measure(folder: Path, sizes: tuple[float, ...] = SIZES, runs: int = RUNS) -> list[Measured]:
    """Measures every size with every number of processes.

    Raises:
        RuntimeError: when two runs over the same collection wrote different tables.
    """
    measured: list[Measured] = []
    for size in sizes:
        with TemporaryDirectory() as place:
            write_collection(folder, Path(place, "documents"), megabytes=size)
            measured += _measured(Path(place), runs)
    return measured


def _measured(place: Path, runs: int) -> list[Measured]:
    collection, out = place / "documents", place / "tables"
    texts = [file.read_bytes() for file in sorted(collection.rglob("*.txt"))]
    megabytes = sum(map(len, texts)) / MEGABYTE
    characters = sum(len(text.decode("utf-8")) for text in texts)
    times: dict[int, list[float]] = {jobs: [] for jobs in job_counts()}
    beside: dict[int, list[float]] = {jobs: [] for jobs in job_counts()}
    digests: set[str] = set()
    for _ in range(runs):  # in turns, so that what else the machine does hits all alike
        for jobs in times:
            times[jobs].append(_timed([out], collection, jobs))
            digests.add(tables_digest(out))
            outs = [place / f"beside-{number}" for number in range(jobs)]
            beside[jobs].append(_timed(outs, collection, 1) if jobs > 1 else times[1][-1])
    found = []
    for jobs in times:
        peak = _watched(collection, out, jobs)
        digests.add(tables_digest(out))
        seconds = median(times[jobs]), median(beside[jobs])
        found.append(Measured(megabytes, len(texts), characters, jobs, runs, *seconds, peak))
        print(f"{megabytes:.0f} MB, {jobs} jobs: {seconds[0]:.2f} s", file=sys.stderr)
    if len(digests) > 1:
        raise RuntimeError(f"{megabytes:.0f} MB: two runs over them wrote different tables.")
    return found


def job_counts() -> list[int]:
    """1, 2, 4, ... and the number of cores."""
    cores = machine.cores()
    return sorted({cores, *(1 << power for power in range(cores.bit_length()))})


def _started(collection: Path, out: Path, jobs: int) -> subprocess.Popen[bytes]:
    """The command line, as from a shell, in a session of its own."""
    shutil.rmtree(out, ignore_errors=True)
    words = ["-m", "metrics", "extract", str(collection), "--out", str(out), "--jobs", str(jobs)]
    return subprocess.Popen(
        [sys.executable, *words], stdout=subprocess.DEVNULL, start_new_session=True
    )


def _timed(outs: list[Path], collection: Path, jobs: int) -> float:
    """The seconds of runs at the same time that nobody looks at."""
    start = time.perf_counter()
    for process in [_started(collection, out, jobs) for out in outs]:
        _end(process)
    return time.perf_counter() - start


def _watched(collection: Path, out: Path, jobs: int) -> Peak:
    """The memory of a further run, because looking takes a seventh of a core."""
    process = _started(collection, out, jobs)
    with watched(process.pid) as peak:
        _end(process)
    return peak


def _end(process: subprocess.Popen[bytes]) -> None:
    if process.wait():
        raise subprocess.CalledProcessError(process.returncode, process.args)


def tables_digest(out: Path) -> str:
    """A digest over every byte of every Parquet file of a run."""
    digest = hashlib.sha256()
    for file in sorted(out.glob("*.parquet")):
        digest.update(file.name.encode() + hashlib.sha256(file.read_bytes()).digest())
    return digest.hexdigest()


def section(measured: list[Measured]) -> str:
    """The tables in Markdown, with what was checked."""
    headings = (
        "MB of text",
        "documents",
        "characters",
        "jobs",
        "seconds",
        "million characters/s",
        "speedup",
        "of side by side",
        "peak memory, all processes",
        "peak memory, the largest process",
        "runs",
    )
    return "\n".join(
        [
            "`target-metrics extract` from start to finished files, on the wall clock (medians). "
            "Side by side is what as many runs with one process each get through at the same time, "
            "which is as much as this machine allows. "
            "Memory is looked at every 50 ms in a further run: of all processes together, where "
            "what they share counts once, and of the largest, where the system keeps the peak.",
            "",
            machine.table(headings, _rows(measured)),
            "",
            f"Every Parquet file of all {sum(one.runs + 1 for one in measured)} runs was compared: "
            f"with {_listed(job_counts())} processes the tables of a collection are the same, "
            "byte by byte.",
        ]
    )


def _rows(measured: list[Measured]) -> Iterator[list[str]]:
    alone = {one.documents: one.seconds for one in measured if one.jobs == 1}
    for one in measured:
        yield [
            f"{one.megabytes:.1f}",
            f"{one.documents:,}",
            f"{one.characters:,}",
            str(one.jobs),
            f"{one.seconds:.2f}",
            f"{one.rate / 1e6:.2f}",
            f"{alone[one.documents] / one.seconds:.2f}",
            f"{one.jobs * alone[one.documents] / one.beside:.2f}",
            _megabytes(one.peak.total),
            _megabytes(one.peak.largest),
            str(one.runs),
        ]


def _megabytes(size: int) -> str:
    return f"{size / MEGABYTE:,.0f} MB" if size else "not measured"


def _listed(counts: list[int]) -> str:
    *some, last = map(str, counts)
    return f"{', '.join(some)} and {last}" if some else last


def chart(measured: list[Measured]) -> alt.Chart:
    """Characters a second by size, a line for each number of processes."""
    frame = pl.DataFrame(
        {
            "size": [one.megabytes for one in measured],
            "rate": [one.rate / 1e6 for one in measured],
            "jobs": [one.jobs for one in measured],
        }
    )
    sizes = sorted({round(one.megabytes) for one in measured})
    lines: alt.Chart = (
        alt.Chart(frame, width=360, height=220)
        .mark_line(point=True)
        .encode(
            x=alt.X(
                "size:Q",
                title="MB of text",
                scale=alt.Scale(type="log", nice=False, padding=12),
                axis=alt.Axis(values=sizes, format="~g"),
            ),
            y=alt.Y("rate:Q", title="million characters/s"),
            color=alt.Color("jobs:O", title="processes"),
        )
    )
    return lines


def add_options(parser: argparse.ArgumentParser) -> None:
    """What can be asked for: ``--megabytes`` and ``--runs``."""
    parser.add_argument("--megabytes", type=_sizes, default=SIZES, help="such as 1,10,100")
    parser.add_argument("--runs", type=int, default=RUNS, help="with each number of processes")


def _sizes(text: str) -> tuple[float, ...]:
    return tuple(float(size) for size in text.split(","))


def main() -> None:
    """Measures and prints."""
    parser = argparse.ArgumentParser(description="Measure runs by size and number of processes.")
    parser.add_argument("folder", type=Path)
    add_options(parser)
    asked = parser.parse_args()
    measured = measure(asked.folder, asked.megabytes, asked.runs)
    print(f"{machine.described()}\n\n{section(measured)}")


if __name__ == "__main__":
    main()
