"""Measures the engine on one core: start-up, memory, each stage, and two floors.

Usage: python benchmarks/throughput.py FOLDER [OUTPUT.md]

Prints a Markdown table (medians of several runs, processor time) and, with OUTPUT.md, writes it
there with a chart beside it (OUTPUT.svg).
"""

from __future__ import annotations

import datetime
import platform
import resource
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from statistics import median

import altair as alt
import polars as pl
import regex

import metrics
from metrics.reading import read_sentences
from metrics.segments import segment

_RUNS = 3
_BARE_NUMBER = regex.compile(r"[0-9]+(?:\.[0-9]+)?")


def seconds(work: Callable[[], object], clock: Callable[[], float] = time.process_time) -> float:
    """The median time of several runs of ``work``."""
    times = []
    for _ in range(_RUNS):
        start = clock()
        work()
        times.append(clock() - start)
    return median(times)


def command(*arguments: str) -> float:
    """Seconds on the wall clock until a fresh Python has run ``arguments``."""
    return seconds(
        lambda: subprocess.run([sys.executable, *arguments], check=True, capture_output=True),
        time.perf_counter,
    )


def stages(folder: Path, documents: list[metrics.Document]) -> dict[str, Callable[[], object]]:
    """What is timed over all documents; each stage of the engine holds the ones before it."""
    rules = metrics.load_rules()
    texts = [document.text for document in documents]
    return {
        "floor: one bare number pattern": lambda: [_BARE_NUMBER.findall(text) for text in texts],
        "reading files": lambda: list(metrics.read_documents([folder])),
        "segments": lambda: [segment(d.text, d.source, rules.sections) for d in documents],
        "mentions": lambda: [rules.scanner.scan(text) for text in texts],
        "roles and clauses": lambda: [list(read_sentences(d, rules)) for d in documents],
        "whole: text to tables": lambda: metrics.extract(documents, rules),
    }


def main() -> None:
    """Measures, prints, and writes what was asked for."""
    folder = Path(sys.argv[1])
    documents = [d for d in metrics.read_documents([folder]) if not d.problem]
    characters = sum(len(document.text) for document in documents)
    rates = {
        name: characters / seconds(work) / 1e6 for name, work in stages(folder, documents).items()
    }
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    lines = [
        f"{len(documents)} documents, {characters:,} characters; {platform.machine()}, "
        f"Python {platform.python_version()}, {datetime.date.today()}; one core.",
        "",
        "| what | million characters/s |",
        "| --- | ---: |",
        *(f"| {name} | {rate:.2f} |" for name, rate in rates.items()),
        "",
        "| what | figure |",
        "| --- | ---: |",
        f"| `target-metrics --help` | {command('-m', 'metrics', '--help'):.2f} s |",
        f"| Python, import and `load_rules()` | "
        f"{command('-c', 'import metrics; metrics.load_rules()'):.2f} s |",
        f"| peak memory | {peak:.0f} MB |",
    ]
    print("\n".join(lines))
    if len(sys.argv) > 2:
        output = Path(sys.argv[2])
        output.write_text("# Speed\n\n" + "\n".join(lines) + "\n", encoding="utf-8")
        frame = pl.DataFrame({"what": list(rates), "rate": list(rates.values())})
        alt.Chart(frame).mark_bar().encode(
            y=alt.Y("what:N", sort=None, title=None),
            x=alt.X("rate:Q", title="million characters/s", scale=alt.Scale(type="log")),
        ).save(output.with_suffix(".svg"))


if __name__ == "__main__":
    main()
