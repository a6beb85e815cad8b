"""Times the commands that people type over one collection, beside floors below which none can go.

Usage: python benchmarks/commands.py FOLDER [--runs 5]

All of them take turns, so that what else the machine does hits all alike. What is told is the
median on the wall clock, the fastest and the slowest run, and the processor time, which says more
on a busy machine.
"""

from __future__ import annotations

import argparse
import resource
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

import machine
import polars as pl
from floors import DIGITS

import metrics
from metrics.tables.texts import TEXTS

RUNS = 5
_PLAN = "2024年工作要点\n新增学位8130个。\n"
_SENTENCE = "学生体质健康优良率要争取达到60%"
_WHOLE = "whole"
_START, _TABLES, _ALL = "`--help`", "`extract FOLDER`", "`run FOLDER`"


@dataclass(frozen=True)
class Timed:
    """What is timed: what is made ready first, what is done, and the seconds that it took."""

    name: str
    work: Callable[[], object]
    ready: Callable[[], object] = lambda: None
    wall: list[float] = field(default_factory=list)
    processor: list[float] = field(default_factory=list)

    def once(self) -> None:
        """Times it once more."""
        self.ready()
        start, used = time.perf_counter(), _processor_seconds()
        self.work()
        self.wall.append(time.perf_counter() - start)
        self.processor.append(_processor_seconds() - used)


def measure(folder: Path, runs: int = RUNS) -> tuple[list[Timed], dict[str, list[int]]]:
    """Times every command over the documents in a folder, and weighs what ``run`` wrote.

    Returns:
        What was timed, and the sizes of files in bytes, by what they hold.
    """
    with TemporaryDirectory() as place:
        timed = list(_timed(folder, Path(place)))
        for _ in range(runs):
            for one in timed:
                one.once()
        return timed, _sizes(Path(place, _WHOLE))


def _sizes(out: Path) -> dict[str, list[int]]:
    sizes: dict[str, list[int]] = {"texts": [], "tables": [], "pages of documents": [], "pages": []}
    for file in out.rglob("*"):
        if file.is_file():
            is_table = file.suffix in (".parquet", ".json", ".sql")
            kind = "tables" if file.parent == out and is_table else "pages"
            kind = "pages of documents" if file.parent.name == "documents" else kind
            sizes["texts" if file.name == TEXTS else kind].append(file.stat().st_size)
    return sizes


def _timed(folder: Path, place: Path) -> Iterator[Timed]:
    few, out, grown = (place / name for name in ("few", "out", "grown"))
    new = place / "new.txt"
    new.write_text(_PLAN, "utf-8")
    _command("run", new, "--out", few)
    _command("extract", folder, "--out", out)
    _command("rules", "check")
    texts = pl.Series([one.text for one in metrics.read_documents([folder])])

    def copy() -> None:
        shutil.rmtree(grown, ignore_errors=True)
        shutil.copytree(out, grown)

    yield Timed("floor: reading the files", lambda: list(metrics.read_documents([folder])))
    yield Timed("floor: polars finds the digits", lambda: texts.str.extract_all(DIGITS.pattern))
    yield Timed("floor: `report` of one short document", lambda: _command("report", few))
    yield Timed(_START, lambda: _command("--help"))
    yield Timed("`explain SENTENCE`", lambda: _command("explain", _SENTENCE))
    yield Timed("`rules check`", lambda: _command("rules", "check"))
    one = ("--jobs", "1")
    yield Timed(
        "`extract FOLDER --jobs 1`", lambda: _command("extract", folder, "--out", out, *one)
    )
    yield Timed(_TABLES, lambda: _command("extract", folder, "--out", out))
    yield Timed(
        "`extract NEW --append`, one document",
        lambda: _command("extract", new, "--out", grown, "--append"),
        copy,
    )
    yield Timed("`report DIR`", lambda: _command("report", grown), copy)
    yield Timed(_ALL, lambda: _command("run", folder, "--out", place / _WHOLE))


def _command(*arguments: str | Path) -> None:
    """The command line, as from a shell; that a document cannot be read is no failure of it."""
    words = [sys.executable, "-m", "metrics", *map(str, arguments)]
    if subprocess.run(words, capture_output=True).returncode not in (0, 1):
        raise RuntimeError(f"{' '.join(words)} failed.")


def _processor_seconds() -> float:
    """Of this process and of all that it has started."""
    used = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(one.ru_utime + one.ru_stime for one in used)


def section(timed: list[Timed], sizes: dict[str, list[int]]) -> str:
    """The tables in Markdown, and the parts of a run."""
    middle = {one.name: median(one.wall) for one in timed}
    start, tables, whole = middle[_START], middle[_TABLES], middle[_ALL]
    headings = ("what", "seconds, median", "fastest", "slowest", "processor seconds, median")
    rows = [
        [
            one.name,
            *(
                f"{value:.2f}"
                for value in (median(one.wall), min(one.wall), max(one.wall), median(one.processor))
            ),
        ]
        for one in timed
    ]
    return "\n".join(
        [
            f"From start to finished files, {len(timed[0].wall)} runs in turns.",
            "",
            machine.table(headings, rows),
            "",
            f"Of `run`, {start:.1f} s are the start, {tables - start:.1f} s reading and tables, "
            f"{whole - tables:.1f} s pages.",
            "",
            machine.table(
                ("what `run` writes", "files", "MB"),
                [[kind, f"{len(of):,}", f"{sum(of) / 1e6:.1f}"] for kind, of in sizes.items()],
            ),
        ]
    )


def main() -> None:
    """Measures and prints."""
    parser = argparse.ArgumentParser(description="Time the commands that people type.")
    parser.add_argument("folder", type=Path)
    parser.add_argument("--runs", type=int, default=RUNS)
    asked = parser.parse_args()
    print(f"{machine.described()}\n\n{section(*measure(asked.folder, asked.runs))}")


if __name__ == "__main__":
    main()
