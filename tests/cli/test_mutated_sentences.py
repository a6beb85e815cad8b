"""Sentences that are changed at random, through the command: no number is lost, torn or infinite.

``MUTATED_SENTENCES=50000 pytest tests/cli/test_mutated_sentences.py`` tries more of them.
"""

from __future__ import annotations

import os
import random
from collections.abc import Iterator
from pathlib import Path

import polars as pl
import pytest
import regex
from command import invoke
from conftest import REPOSITORY

COUNT = int(os.environ.get("MUTATED_SENTENCES", "600"))
A_FILE, A_FOLDER = 20, 100  # sentences in a file, files in a folder
HEAD = "某市2024年教育工作要点\n一、主要任务\n"
CHARACTERS = "0123456789０９一二三两十百千万亿零〇半几多.．,，、；;%％‰元家所-—－−–~～至到约超以上左右（）()/每其中分别年月日个 \t\u00a0\u3000①Ⅳ½٨廿第"
_SENTENCES = regex.compile(r"[^。；\n]{6,150}")
_NUMERAL = regex.compile(r"[-−－+]?\d[\d.．]*")
# What stands left or right of a numeral and is of it; a dash behind a word or a dash may be one.
_LEFT = regex.compile(r"\d|\d[.．]|(?<![\p{L}\p{N}\p{Pd}−~～至）)%％‰])[-−－]")
_RIGHT = regex.compile(r"\d|[.．]\d")


@pytest.fixture(scope="module")
def sentences() -> list[str]:
    """Sentences of the plans written for tests and of the compilation of examples."""
    files = [
        *(REPOSITORY / "tests" / "gold").glob("*.txt"),
        *(REPOSITORY / "examples").glob("*.txt"),
    ]
    return [one for file in sorted(files) for one in _SENTENCES.findall(file.read_text("utf-8"))]


def changed(sentence: str, sentences: list[str], chosen: random.Random) -> str:
    """The sentence with up to five places changed."""
    made = list(sentence)
    for _ in range(chosen.randint(0, 5)):
        at, how = chosen.randrange(len(made) + 1), chosen.random()
        if how < 0.45:
            made.insert(at, chosen.choice(CHARACTERS))
        elif how < 0.7 and made:
            made.pop(min(at, len(made) - 1))
        elif how < 0.85:
            other = chosen.choice(sentences)
            start = chosen.randrange(len(other))
            made[at:at] = other[start : start + chosen.randint(1, 12)]
        else:
            made[at:at] = str(chosen.randint(0, 10 ** chosen.randint(1, 12)))
    return "".join(made)


def torn(text: str, start: int, end: int) -> bool:
    """Whether a mention is a part of a numeral that goes on left or right of it."""
    numeral = _NUMERAL.match(text, start, end)
    goes_on = numeral is not None and numeral.end() == end and _RIGHT.match(text, end)
    before = text[max(0, start - 2) : start]
    return text[start].isdecimal() and bool(
        goes_on or regex.search(rf"(?:{_LEFT.pattern})$", before)
    )


def faults(text: str, numbers: pl.DataFrame) -> Iterator[str]:
    """What is wrong with the mentions of a text."""
    covered, last = set[int](), 0
    for start, end, quote, role in numbers.sort("start").iter_rows():
        near = f"{text[max(0, start - 9) : start]}【{quote}】{text[end : end + 9]} {role}"
        if start < last:
            yield f"overlaps: {near}"
        if text[start:end] != quote:
            yield f"is not where it is said to be: {near}"
        if torn(text, start, end):
            yield f"is a part: {near}"
        covered.update(range(start, end))
        last = end
    for at, character in enumerate(text):
        if character.isdecimal() and at not in covered:
            yield f"is in no mention: {text[max(0, at - 9) : at]}【{character}】{text[at + 1 : at + 9]}"


def check(texts: dict[str, str], out: Path) -> Iterator[str]:
    """What is wrong with the tables of a run over texts by their sources."""
    documents = pl.read_parquet(out / "documents.parquet")
    assert documents["problem"].is_null().all()
    numbers = pl.read_parquet(out / "numbers.parquet")
    for (source,), own in numbers.group_by("source"):
        yield from faults(texts[str(source)], own.select("start", "end", "quote", "role"))
    for name in ("targets", "actuals"):
        rows = pl.read_parquet(out / f"{name}.parquet")
        blank = rows.filter(pl.col("indicator").fill_null("").str.strip_chars() == "")
        yield from (f"has no name: {one}" for one in blank["sentence"])
        for column in rows.select(pl.col(pl.Float64)).iter_columns():
            if not column.drop_nulls().is_finite().all():
                yield f"{name}.{column.name} is infinite"


def test_no_number_of_changed_sentences_is_lost_or_torn(sentences, tmp_path):
    chosen = random.Random(11)
    found: list[str] = []
    for first in range(0, COUNT, A_FILE * A_FOLDER):
        folder, out = tmp_path / f"{first}", tmp_path / f"{first} out"
        folder.mkdir()
        texts = {}
        for start in range(first, min(COUNT, first + A_FILE * A_FOLDER), A_FILE):
            made = (changed(chosen.choice(sentences), sentences, chosen) for _ in range(A_FILE))
            file = folder / f"{start}.txt"
            texts[file.as_posix()] = text = HEAD + "。\n".join(made) + "。"
            file.write_bytes(text.encode())
        ended = invoke("extract", folder, "--jobs", 1, "--out", out)
        assert ended.exit_code == 0, ended.output
        found += check(texts, out)
    assert found == [], "\n".join(found[:20])
