"""Speed beside other readers of quantities, on the same text in one run on one core.

Usage: python benchmarks/peers.py FOLDER [OUTPUT.md] [--characters 200000]
(`make bench-peers` sets the peers up)

All of them read the same whole documents, one after the other, once before they are timed.
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

_CHARACTERS = 200_000
_RUNS = 5
_ENOUGH = 0.2  # seconds that a run lasts at least, repeated as often as it takes
_MODELS = ("number", "percentage", "ordinal")  # of Recognizers-Text
_UNIT_MODELS = ("currency", "dimension", "temperature", "age")
_WHOLE = "whole extraction"

Read = Callable[[list[str]], object]


def each(read: Callable[[str], object]) -> Read:
    """Reads one text after the other."""
    return lambda texts: [read(text) for text in texts]


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
    return each(lambda text: [model.parse(text) for model in models])


def money() -> Read:
    """JioNLP, money alone."""
    import jionlp

    return each(jionlp.ner.MoneyExtractor())


def cn2an() -> Read:
    """cn2an: rewrites numerals."""
    from cn2an import transform

    return each(lambda text: transform(text, "cn2an"))


def quantulum() -> Read:
    """quantulum3: quantities with units, in English; of a Chinese text it sees some digits."""
    from quantulum3 import parser

    return each(parser.parse)


def whole() -> Read:
    """The whole extraction, all tables."""
    rules = metrics.load_rules()
    return lambda texts: metrics.extract(
        [metrics.Document(f"{at}.txt", text) for at, text in enumerate(texts)], rules
    )


def quantities() -> Read:
    """Every quantity with its value and unit, whatever it says."""
    rules = metrics.load_rules()
    return each(lambda text: metrics.find_quantities(text, rules))


_READERS: tuple[tuple[str, str, Callable[[], Read]], ...] = (
    (_WHOLE, "target-metrics", whole),
    ("find_quantities", "target-metrics", quantities),
    ("one pattern for digits", "regex", lambda: each(DIGITS.findall)),
    ("one pattern for digits and Chinese numerals", "regex", lambda: each(NUMERALS.findall)),
    ("JioNLP, money alone", "jionlp", money),
    ("cn2an.transform", "cn2an", cn2an),
    ("quantulum3, for English", "quantulum3", quantulum),
    ("Recognizers-Text, 7 models", "recognizers-text-suite", recognizers),
)


def ready(texts: list[str]) -> tuple[dict[str, Read], dict[str, str]]:
    """The readers that run here, warmed up, and why the others do not."""
    readers: dict[str, Read] = {}
    problems: dict[str, str] = {}
    for name, _, make in _READERS:
        try:
            with redirect_stdout(sys.stderr):  # one greets
                read = make()
                read(texts)
            readers[name] = read
        except Exception as error:  # a peer that does not run here must not hide the others
            problems[name] = " ".join(f"did not run: {error}".split())
    return readers, problems


def rates(readers: dict[str, Read], texts: list[str]) -> dict[str, list[float]]:
    """Characters a second of each in each run; they take turns."""
    times: dict[str, list[float]] = {name: [] for name in readers}
    for _ in range(_RUNS):  # in turns, so that what else the machine does hits all alike
        for name, read in readers.items():
            times[name].append(_seconds(read, texts))
    size = sum(map(len, texts))
    return {name: [size / seconds for seconds in taken] for name, taken in times.items()}


def _seconds(read: Read, texts: list[str]) -> float:
    repeated = 0
    start = time.process_time()
    while (taken := time.process_time() - start) < _ENOUGH:
        read(texts)
        repeated += 1
    return taken / repeated


def _version(package: str) -> str:
    try:
        return version(package)
    except ImportError:
        return ""


def report(texts: list[str], folder: str) -> str:
    """The Markdown table of each reader's rate and how many times as fast the extraction is."""
    readers, problems = ready(texts)
    measured = rates(readers, texts)
    rows = []
    for name, package, _ in _READERS:
        row = [name, _version(package)]
        if name in problems:
            row += [problems[name], "", ""]
        else:
            middle, *ends = (find(measured[name]) for find in (median, min, max))
            against = median(measured[_WHOLE]) / middle
            row += [f"{middle:,.0f}", " to ".join(f"{end:,.0f}" for end in ends), f"{against:.3g}"]
        rows.append(row)
    headings = ["what", "version", "characters/s", "slowest to fastest", "extraction against it"]
    return "\n".join(
        [
            machine.described(),
            "",
            f"Characters a second of processor time on one core, medians of {_RUNS} runs in turns "
            f"after one that is not timed, over {len(texts)} whole documents of {folder} with "
            f"{sum(map(len, texts)):,} characters, read one after the other.",
            "",
            machine.table(headings, rows),
        ]
    )


def whole_documents(folder: Path, characters: int) -> list[str]:
    """The texts of the first documents that have so many characters together."""
    texts: list[str] = []
    for document in metrics.read_documents([folder]):
        if not document.problem:
            texts.append(document.text)
        if sum(map(len, texts)) >= characters:
            break
    return texts


def main() -> None:
    """Prints the table, and writes it where it is asked to."""
    parser = argparse.ArgumentParser(description="Measure other readers of quantities.")
    parser.add_argument("folder", type=Path)
    parser.add_argument("output", type=Path, nargs="?")
    parser.add_argument("--characters", type=int, default=_CHARACTERS, help="at least")
    asked = parser.parse_args()
    warnings.simplefilter("ignore")  # one tells of every word that is no numeral to it
    made = report(whole_documents(asked.folder, asked.characters), asked.folder.name)
    print(made)
    if asked.output:
        page = f"# Speed beside other readers of quantities\n\n{made}\n"
        asked.output.write_text(page, encoding="utf-8")


if __name__ == "__main__":
    main()
