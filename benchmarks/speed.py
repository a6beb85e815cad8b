"""Measures commands, stages and whole runs and writes the page about the speed, with its charts.

Usage: python benchmarks/speed.py FOLDER docs/speed.md [--megabytes 1,10,100] [--runs 3]
"""

from __future__ import annotations

import argparse
from pathlib import Path

import commands
import machine
import pages
import scaling
import throughput

_PAGE = """\
# Speed

{machine}

Made by `make bench CORPUS=folder`, which takes the documents of any folder. Figures of one machine
compare with each other, not with those of another.

## Commands

{commands}

## Pages

{front}

## Stages

{stages}

![Characters a second of each stage]({name}.svg)

## Whole runs by size and number of processes

The collections are the same documents, repeated with other figures (`benchmarks/synthetic.py`).

{runs}

![Characters a second by size and number of processes]({name}-scaling.svg)
"""
_PEERS = """
## Beside other readers of quantities

[{name}-peers.md]({name}-peers.md), made by `make bench-peers CORPUS=folder`.
"""


def main() -> None:
    """Measures, prints, and writes the page."""
    parser = argparse.ArgumentParser(description="Write the page about the speed.")
    parser.add_argument("folder", type=Path)
    parser.add_argument("output", type=Path)
    scaling.add_options(parser)
    asked = parser.parse_args()
    typed, sizes = commands.measure(asked.folder)
    front = pages.measure(asked.folder)
    stages = throughput.measure(asked.folder)
    runs = scaling.measure(asked.folder, asked.megabytes, asked.runs)
    output: Path = asked.output
    name = output.stem
    page = _PAGE.format(
        machine=machine.described(),
        commands=commands.section(typed, sizes),
        front=pages.section(front) if front else "Not measured: no Chromium on the PATH.",
        stages=throughput.section(stages),
        runs=scaling.section(runs),
        name=name,
    )
    if output.with_name(f"{name}-peers.md").exists():
        page += _PEERS.format(name=name)
    output.write_text(page, encoding="utf-8")
    throughput.chart(stages).save(output.with_suffix(".svg"))
    scaling.chart(runs).save(output.with_name(f"{name}-scaling.svg"))
    print(page)


if __name__ == "__main__":
    main()
