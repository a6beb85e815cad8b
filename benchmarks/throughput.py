"""Measures the engine on one core: each stage, two floors, start-up and memory.

Usage: python benchmarks/throughput.py FOLDER

Prints Markdown tables: medians of several runs, in processor time.
"""

from __future__ import annotations

import resource
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

import altair as alt
import machine
import polars as pl
from floors import DIGITS, NUMERALS

import metrics
from metrics.extraction.pipeline import read_sentences
from metrics.layout.segments import segment
from metrics.quantities.scanner import scanner_of

_RUNS = 3
_ENOUGH = 1.0  # seconds; what takes less is run more often
_MOST_RUNS = 50


@dataclass(frozen=True)
class Throughput:
    """What was measured over the documents of a folder.

    Attributes:
        documents: how many there are.
        characters: of all of them.
        rates: characters a second of each stage.
        start: seconds until a fresh process has done something.
        memory: the most bytes that this process held.
    """

    documents: int
    characters: int
    rates: dict[str, float]
    start: dict[str, float]
    memory: int


def seconds(work: Callable[[], object], clock: Callable[[], float] = time.process_time) -> float:
    """The median time of several runs of ``work``."""
    times: list[float] = []
    while len(times) < _RUNS or (sum(times) < _ENOUGH and len(times) < _MOST_RUNS):
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


def stages(
    folder: Path, documents: list[metrics.Document], out: Path
) -> dict[str, Callable[[], object]]:
    """What is timed over all documents; each stage of the engine holds the ones before it."""
    rules = metrics.load_rules()
    texts = [document.text for document in documents]
    tables = metrics.extract(documents, rules)
    return {
        "floor: one pattern for digits": lambda: [DIGITS.findall(text) for text in texts],
        "floor: one pattern for digits and Chinese numerals": lambda: [
            NUMERALS.findall(text) for text in texts
        ],
        "reading files": lambda: list(metrics.read_documents([folder])),
        "segments": lambda: [segment(d.text, d.source, rules.sections) for d in documents],
        "mentions": lambda: [scanner_of(rules).scan(text) for text in texts],
        "roles and clauses": lambda: [list(read_sentences(d, rules)) for d in documents],
        "whole: text to tables": lambda: metrics.extract(documents, rules),
        "writing the tables": lambda: metrics.write_tables(tables, out, metadata={}),
    }


def measure(folder: Path) -> Throughput:
    """Measures everything over the documents of a folder."""
    documents = [document for document in metrics.read_documents([folder]) if not document.problem]
    characters = sum(len(document.text) for document in documents)
    with TemporaryDirectory() as out:
        work = stages(folder, documents, Path(out))
        rates = {name: characters / seconds(one) for name, one in work.items()}
    start = {
        "`target-metrics --help`": command("-m", "metrics", "--help"),
        "Python, import and `load_rules()`": command("-c", "import metrics; metrics.load_rules()"),
    }
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024
    return Throughput(len(documents), characters, rates, start, memory)


def section(measured: Throughput) -> str:
    """The tables in Markdown."""
    whole = measured.rates["whole: text to tables"]
    rates = [
        [name, f"{rate / 1e6:.2f}", f"{whole / rate:.3f}"] for name, rate in measured.rates.items()
    ]
    figures = [[name, f"{value:.2f} s"] for name, value in measured.start.items()]
    memory = f"{measured.memory / 1e6:.0f} MB"
    return "\n".join(
        [
            f"{measured.documents:,} documents, {measured.characters:,} characters, on one core in "
            "processor time (medians). Segments, mentions, and roles and clauses are what the "
            "whole does first; the last of them holds the other two.",
            "",
            machine.table(("what", "million characters/s", "whole against it"), rates),
            "",
            machine.table(
                ("what", "figure"), [*figures, ["peak memory of measuring this", memory]]
            ),
        ]
    )


def chart(measured: Throughput) -> alt.LayerChart | alt.FacetChart:
    """A dot for each stage; bars would need a zero, which a logarithmic scale has not."""
    rates = [rate / 1e6 for rate in measured.rates.values()]
    frame = pl.DataFrame({"what": list(measured.rates), "rate": rates})
    base = alt.Chart(frame, width=360, height=alt.Step(24)).encode(
        y=alt.Y("what:N", sort=None, title=None, axis=alt.Axis(labelLimit=320, grid=True)),
        x=alt.X(
            "rate:Q",
            title="million characters/s",
            scale=alt.Scale(type="log", domain=[min(rates) / 2, max(rates) * 3], nice=False),
            axis=alt.Axis(tickCount=4, format="~g"),
        ),
    )
    labels = base.mark_text(align="left", dx=8).encode(text=alt.Text("rate:Q", format=",.2~f"))
    return alt.layer(base.mark_point(filled=True, size=80), labels)


def main() -> None:
    """Measures and prints."""
    print(f"{machine.described()}\n\n{section(measure(Path(sys.argv[1])))}")


if __name__ == "__main__":
    main()
