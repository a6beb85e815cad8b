"""Speed beside other readers of quantities, on the same text in one run on one core.

Usage: python benchmarks/peers.py TEXT_FILE [OUTPUT.md] [--characters 200000] [--documents 10]
(`make bench-peers` sets the peers up)

All of them read the first characters of the same text: once cut into texts as long as documents
are, and once as a single text, because Recognizers-Text gets slower with the length of its text.
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
_DOCUMENTS = 10
_RUNS = 3
_WARMING = 2_000  # characters
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


_READERS: tuple[tuple[str, str, Callable[[], Read]], ...] = (
    (_WHOLE, "target-metrics", whole),
    ("one pattern for digits", "regex", lambda: each(DIGITS.findall)),
    ("one pattern for digits and Chinese numerals", "regex", lambda: each(NUMERALS.findall)),
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
                read([text[:_WARMING]])
            readers[name] = read
        except Exception as error:  # a peer that does not run here must not hide the others
            problems[name] = " ".join(f"did not run: {error}".split())
    return readers, problems


def rates(readers: dict[str, Read], texts: list[str]) -> dict[str, float]:
    """Characters a second of each, the median of runs that take turns."""
    times: dict[str, list[float]] = {name: [] for name in readers}
    for _ in range(_RUNS):  # in turns, so that what else the machine does hits all alike
        for name, read in readers.items():
            times[name].append(_seconds(read, texts))
    return {name: sum(map(len, texts)) / median(taken) for name, taken in times.items()}


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


def report(text: str, documents: int, source: str) -> str:
    """The Markdown table of each reader's rate and how many times as fast the extraction is."""
    readers, problems = ready(text)
    size = -(-len(text) // documents)
    cut = [text[start : start + size] for start in range(0, len(text), size)]
    measured = [rates(readers, texts) for texts in (cut, [text])]
    against = "whole extraction against it"
    headings = ["what", "version", f"{len(cut)} texts", against, "one text", against]
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
            f"over the first {len(text):,} characters of {source}: cut into {len(cut)} texts of "
            f"{size:,}, as long as documents are, and as one text.",
            "",
            machine.table(headings, rows),
        ]
    )


def main() -> None:
    """Prints the table, and writes it where it is asked to."""
    parser = argparse.ArgumentParser(description="Measure other readers of quantities.")
    parser.add_argument("text", type=Path)
    parser.add_argument("output", type=Path, nargs="?")
    parser.add_argument("--characters", type=int, default=_CHARACTERS, help="how many of the text")
    parser.add_argument("--documents", type=int, default=_DOCUMENTS, help="to cut them into")
    asked = parser.parse_args()
    warnings.simplefilter("ignore")  # one tells of every word that is no numeral to it
    text = asked.text.read_text(encoding="utf-8")[: asked.characters]
    made = report(text, asked.documents, asked.text.name)
    print(made)
    if asked.output:
        page = f"# Speed beside other readers of quantities\n\n{made}\n"
        asked.output.write_text(page, encoding="utf-8")


if __name__ == "__main__":
    main()
