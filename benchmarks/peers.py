"""Speed beside other readers of quantities, on the same text in one run on one core.

Usage: python benchmarks/peers.py TEXT_FILE [OUTPUT.md] [--characters 20000,200000]
(`make bench-peers` sets the peers up)

All of them read the first characters of the same text, as a single string: as many as one document
has, and ten times as many, because Recognizers-Text gets slower with the length of its text while
the whole extraction has a cost that every call pays once.
"""

from __future__ import annotations

import argparse
import sys
import time
import warnings
from collections.abc import Callable
from contextlib import redirect_stdout
from importlib.metadata import version
from pathlib import Path
from statistics import median

import machine
from floors import DIGITS, NUMERALS

import metrics

CHARACTERS = (20_000, 200_000)
_RUNS = 3
_WARMING = 2_000  # characters
_ENOUGH = 0.2  # seconds that a run lasts at least, repeated as often as it takes
_MODELS = ("number", "percentage", "ordinal")  # of Recognizers-Text
_UNIT_MODELS = ("currency", "dimension", "temperature", "age")
_WHOLE = "whole extraction"

Read = Callable[[str], object]


def recognizers() -> Read:
    """The seven models of Recognizers-Text that find numbers and units in Chinese."""
    from recognizers_number import NumberRecognizer
    from recognizers_number_with_unit import NumberWithUnitRecognizer

    numbers, units = NumberRecognizer("zh-cn"), NumberWithUnitRecognizer("zh-cn")
    models = []
    for owner, names in ((numbers, _MODELS), (units, _UNIT_MODELS)):
        for name in names:
            get = getattr(owner, f"get_{name}_model")
            models.append(get("zh-cn"))
    return lambda text: [model.parse(text) for model in models]


def money() -> Read:
    """JioNLP, money alone."""
    import jionlp

    read: Read = jionlp.ner.MoneyExtractor()
    return read


def cn2an() -> Read:
    """cn2an: rewrites numerals."""
    from cn2an import transform

    return lambda text: transform(text, "cn2an")


def quantulum() -> Read:
    """quantulum3: quantities with units, in English; of a Chinese text it sees some digits."""
    from quantulum3 import parser

    return lambda text: parser.parse(text)


def whole() -> Read:
    """The whole extraction, all tables."""
    rules = metrics.load_rules()
    return lambda text: metrics.extract([metrics.Document("text.txt", text)], rules)


_READERS: tuple[tuple[str, str, Callable[[], Read]], ...] = (
    (_WHOLE, "target-metrics", whole),
    ("one pattern for digits", "regex", lambda: DIGITS.findall),
    ("one pattern for digits and Chinese numerals", "regex", lambda: NUMERALS.findall),
    ("JioNLP, money alone", "jionlp", money),
    ("cn2an.transform", "cn2an", cn2an),
    ("quantulum3, for English", "quantulum3", quantulum),
    ("Recognizers-Text, 7 models", "recognizers-text-suite", recognizers),
)


def ready(text: str) -> tuple[dict[str, Read], dict[str, str]]:
    """The readers that run here, warmed up, and why the others do not."""
    readers: dict[str, Read] = {}
    problems: dict[str, str] = {}
    for name, _, make in _READERS:
        try:
            with redirect_stdout(sys.stderr):  # one greets
                read = make()
                read(text[:_WARMING])
            readers[name] = read
        except Exception as error:  # a peer that does not run here must not hide the others
            problems[name] = " ".join(f"did not run: {error}".split())
    return readers, problems


def rates(readers: dict[str, Read], text: str) -> dict[str, float]:
    """Characters a second of each, the median of runs that take turns."""
    times: dict[str, list[float]] = {name: [] for name in readers}
    for _ in range(_RUNS):  # in turns, so that what else the machine does hits all alike
        for name, read in readers.items():
            times[name].append(_seconds(read, text))
    return {name: len(text) / median(taken) for name, taken in times.items()}


def _seconds(read: Read, text: str) -> float:
    repeated = 0
    start = time.process_time()
    while (taken := time.process_time() - start) < _ENOUGH:
        read(text)
        repeated += 1
    return taken / repeated


def _version(package: str) -> str:
    try:
        return version(package)
    except ImportError:
        return ""


def report(text: str, lengths: tuple[int, ...], source: str) -> str:
    """The Markdown table of each reader's rate and how many times as fast the extraction is."""
    readers, problems = ready(text)
    lengths = tuple(sorted({min(length, len(text)) for length in lengths}))
    measured = [rates(readers, text[:length]) for length in lengths]
    headings = ["what", "version"]
    for length in lengths:
        headings += [f"characters/s of {length:,}", "whole extraction against it"]
    rows = []
    for name, package, _ in _READERS:
        row = [name, _version(package)]
        for one in measured:
            if name in problems:
                row += [problems[name], ""]
            else:
                row += [f"{one[name]:,.0f}", f"{one[_WHOLE] / one[name]:.3g}"]
        rows.append(row)
    return "\n".join(
        [
            machine.described(),
            "",
            f"Characters a second of processor time on one core, medians of {_RUNS} runs in turns, "
            f"over the first {' and '.join(f'{length:,}' for length in lengths)} characters of "
            f"{source}, each time as one text.",
            "",
            machine.table(headings, rows),
        ]
    )


def main() -> None:
    """Prints the table, and writes it where it is asked to."""
    parser = argparse.ArgumentParser(description="Measure other readers of quantities.")
    parser.add_argument("text", type=Path)
    parser.add_argument("output", type=Path, nargs="?")
    parser.add_argument(
        "--characters",
        type=lambda given: tuple(int(length) for length in given.split(",")),
        default=CHARACTERS,
        help="how many of the text, such as 20000,200000",
    )
    asked = parser.parse_args()
    warnings.simplefilter("ignore")  # one tells of every word that is no numeral to it
    made = report(asked.text.read_text(encoding="utf-8"), asked.characters, asked.text.name)
    print(made)
    if asked.output:
        page = f"# Speed beside other readers of quantities\n\n{made}\n"
        asked.output.write_text(page, encoding="utf-8")


if __name__ == "__main__":
    main()
