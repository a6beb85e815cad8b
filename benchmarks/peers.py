"""Speed beside other readers of quantities, on the same text in one run on one core.

Usage: python benchmarks/peers.py TEXT_FILE (`make bench-peers` sets the peers up)
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from pathlib import Path
from statistics import median

import regex

import metrics

_RUNS = 5
_MODELS = ("number", "percentage", "ordinal")  # of Recognizers-Text
_UNIT_MODELS = ("currency", "dimension", "temperature", "age")


def recognizers() -> Callable[[str], object]:
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


def money() -> Callable[[str], object]:
    """JioNLP, money alone."""
    import jionlp

    return jionlp.ner.MoneyExtractor()


def cn2an() -> Callable[[str], object]:
    """cn2an: rewrites numerals."""
    from cn2an import transform

    return lambda text: transform(text, "cn2an")


def bare() -> Callable[[str], object]:
    """The floor: one number pattern."""
    return regex.compile(r"[0-9]+(?:\.[0-9]+)?").findall


def whole() -> Callable[[str], object]:
    """The whole extraction, all tables."""
    rules = metrics.load_rules()
    return lambda text: metrics.extract([metrics.Document("text.txt", text)], rules)


def rate(read: Callable[[str], object], text: str) -> float:
    """Characters a second, the median of several runs after one to warm up."""
    read(text)
    times = []
    for _ in range(_RUNS):
        start = time.process_time()
        read(text)
        times.append(time.process_time() - start)
    return len(text) / max(median(times), 1e-9)


def main() -> None:
    """Prints each peer's rate and how many times as fast the whole extraction is."""
    text = Path(sys.argv[1]).read_text(encoding="utf-8")
    ours = rate(whole(), text)
    print("| what | characters/s | whole extraction against it |\n| --- | ---: | ---: |")
    print(f"| whole extraction | {ours:,.0f} | 1 |")
    for name, make in (
        ("one bare number pattern", bare),
        ("JioNLP, money alone", money),
        ("cn2an.transform", cn2an),
        ("Recognizers-Text, 7 models", recognizers),
    ):
        try:
            peer = rate(make(), text)
        except Exception as error:  # a peer that does not run here must not hide the others
            print(f"| {name} | did not run: {error} | |")
            continue
        print(f"| {name} | {peer:,.0f} | {ours / peer:.3g} |", flush=True)


if __name__ == "__main__":
    main()
