"""Puts documents, values and units in the words that charts and pages print."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import PurePath
from typing import Any

import polars as pl

from charts.words.labels import ENGLISH_NAMES, LABELS
from charts.words.printed import slashed
from charts.words.vocabulary import BUILT_IN, Vocabulary

Row = Mapping[str, Any]
_SHORTEST_ID = 4
_BREAKS = re.compile(rf"(?<=[{re.escape(BUILT_IN.breaks)}\s])(?=\S)")
_LATIN, _NARROW = 0x2E7F, 0.6  # letters up to this code point are narrower than Chinese ones


def document_names(documents: pl.DataFrame, lang: str = "zh") -> dict[str, str]:
    """A short, unique name for each document by its id: its region, else what is printed of it.

    ``documents`` may be the documents table or the targets table. Equal names get the plan year,
    those of one year the name of the file too, where it differs, else the beginning of the id.
    A column ``short_name`` holds names that were found before.
    """
    if "short_name" in documents.columns:
        return dict(documents.select("document_id", "short_name").iter_rows())
    rows = documents.unique("document_id", keep="first", maintain_order=True).to_dicts()
    names = {row["document_id"]: _name(row, LABELS[lang]["untitled"]) for row in rows}
    years = {row["document_id"]: row["plan_year"] for row in rows}
    names = _told_apart(names, {key: str(year) for key, year in years.items() if year}, partly=True)
    files = {row["document_id"]: f"({PurePath(row['source']).stem})" for row in rows}
    names = _told_apart(names, files)
    size = _SHORTEST_ID
    while len(set(names.values())) < len(names):
        names = _told_apart(names, {key: f"#{key[:size]}" for key in names})
        size += _SHORTEST_ID
    return names


def _name(row: Row, untitled: str) -> str:
    title = row["title"] if "title" in row else row["document_title"]
    return str(row["region"] or row["region_label"] or row["issuer"] or title or untitled)


def _told_apart(
    names: dict[str, str], marks: Mapping[str, str], *, partly: bool = False
) -> dict[str, str]:
    """``names`` with the mark of their key, where several keys have the same name.

    Marks tell all of these keys apart, or ``partly``: into several groups.
    """
    bearers: dict[str, list[str]] = {}
    for key, name in names.items():
        bearers.setdefault(name, []).append(key)
    return {
        key: f"{name} {marks[key]}" if _distinct(bearers[name], marks, partly) else name
        for key, name in names.items()
    }


def _distinct(keys: list[str], marks: Mapping[str, str], partly: bool) -> bool:
    """Whether several keys have marks that all differ, or that differ at all."""
    borne = [marks[key] for key in keys if key in marks]
    fewest = 2 if partly else len(keys)
    return len(keys) == len(borne) > 1 and len(set(borne)) >= fewest


def letters_wide(text: str) -> float:
    """The width of a text, about, in Chinese letters."""
    return sum(_NARROW if ord(letter) <= _LATIN else 1.0 for letter in text)


def wrapped(text: str, letters: float) -> list[str]:
    """The text in lines of at most so many Chinese letters, broken after punctuation and spaces.

    Example:
        >>> wrapped("57 份文件；最低 4.5%；最高 7.5%", 10)
        ['57 份文件；', '最低 4.5%；', '最高 7.5%']
    """
    lines: list[str] = []
    for piece in _BREAKS.split(text):
        if lines and letters_wide((lines[-1] + piece).rstrip()) <= letters:
            lines[-1] += piece
        else:
            lines.append(piece)
    return [line.strip() for line in lines]


def begun(sentence: str) -> str:
    """The sentence with a capital, where its language has them."""
    return sentence[:1].upper() + sentence[1:]


def high_end(row: Row) -> float:
    """The upper end of a range, or the value itself."""
    return float(row["value"] if row["value_high"] is None else row["value_high"])


def value_order(row: Row) -> tuple[float, float]:
    """What rows are sorted by: a value stands before the ranges that begin with it."""
    return row["value"], float("-inf") if row["value_high"] is None else row["value_high"]


def is_soft(row: Row, vocabulary: Vocabulary = BUILT_IN) -> bool:
    """Whether the target is worded as a wish: 「力争普惠性幼儿园覆盖率稳定在93%以上」."""
    return vocabulary.is_wish(row["commitment"])


def unit_name(row: Row, lang: str, vocabulary: Vocabulary = BUILT_IN) -> str:
    """The unit in the page's language; in Chinese as written: the measure word, /立方米."""
    if lang == "zh":
        is_counted = row["dimension"] == "count" and row["classifier"]
        name = row["classifier"] if is_counted else vocabulary.units[lang].get(row["unit"])
        return f"{name or row['unit']}{slashed(row)}"
    return vocabulary.units[lang].get(row["unit"], str(row["unit"]))


def kind_words(row: Row, words: Mapping[str, str]) -> str:
    """Level, change (with its direction) or output in words."""
    direction = words[row["direction"]] if row["mode"] == "change" and row["direction"] else ""
    per = (
        ENGLISH_NAMES["denominators"].get(row["per"], row["per"])
        if words["lang"] == "en"
        else row["per"]
    )
    return " · ".join(filter(None, (words[row["mode"]], direction, per)))
