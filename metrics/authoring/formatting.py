"""Lists of words in rule files as paragraphs of lines of at most 120 columns: ``rules format``.

The text is changed and nothing else: a word that stands twice in its list goes, comments stay, and
what a file says is the same before and after.
"""

from __future__ import annotations

import tomllib
import unicodedata
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import regex

from metrics.errors import RuleError
from metrics.rules.toml_tables import read_text

COLUMNS = 120
"""How wide a line is at most; a Chinese character takes two columns."""
LISTS = ("words", "synonyms", "surfaces", "classifiers", "nouns")
"""The keys whose lists are formatted; examples and patterns stand one on a line."""

_STRING = r"\"(?:[^\"\\\n]|\\.)*\"|'[^'\n]*'"
_PIECE = rf"(?:{_STRING}|\#[^\n]*|[\s,])"
_LIST = regex.compile(rf"(?m)^(?P<key>{'|'.join(LISTS)})\s*=\s*\[(?P<body>{_PIECE}*+)\]")
_PARTS = regex.compile(rf"(?P<string>{_STRING})|(?P<comment>\#[^\n]*)")
_INDENT = "    "


def formatted(text: str) -> str:
    """The text of a rule file with its lists of words as paragraphs.

    Raises:
        ValueError: when the text is no TOML, or would say something else.
    """
    made = _LIST.sub(lambda found: _paragraph(found["key"], found["body"]), text)
    if tomllib.loads(made) != _without_doubles(tomllib.loads(text)):
        raise ValueError("would say something else when it is formatted")
    return made


def unformatted(paths: Iterable[Path]) -> Iterator[tuple[Path, str]]:
    """The rule files among some files and folders that are not formatted, with what they become.

    Raises:
        RuleError: when a file cannot be read or is no TOML.
    """
    for path in paths:
        for file in [path] if path.is_file() else sorted(path.rglob("*.toml")):
            problems: list[str] = []
            text = read_text(file, problems)
            if text is None:
                raise RuleError(problems)
            try:
                made = formatted(text)
            except ValueError as error:
                raise RuleError([f"{file}: {error}."]) from error
            if made != text:
                yield file, made


def _paragraph(key: str, body: str) -> str:
    """One list: on one line where it fits, else filled lines; a comment has a line of its own."""
    pieces: list[str] = []
    seen: set[str] = set()
    for found in _PARTS.finditer(body):
        if found["comment"]:
            pieces.append(found["comment"].rstrip())
        elif (word := _value(found["string"])) not in seen:
            seen.add(word)
            pieces.append(found["string"])
    has_comments = any(piece.startswith("#") for piece in pieces)
    whole = f"{key} = [{', '.join(pieces)}]"
    if not has_comments and _width(whole) <= COLUMNS:
        return whole
    return "\n".join([f"{key} = [", *_filled(pieces), "]"])


def _filled(pieces: list[str]) -> Iterator[str]:
    line = ""
    for piece in pieces:
        if piece.startswith("#"):
            if line:
                yield line
            yield _INDENT + piece
            line = ""
            continue
        longer = f"{line} {piece}," if line else f"{_INDENT}{piece},"
        if line and _width(longer) > COLUMNS:
            yield line
            longer = f"{_INDENT}{piece},"
        line = longer
    if line:
        yield line


def _width(text: str) -> int:
    return sum(1 + (unicodedata.east_asian_width(one) in "WF") for one in text)


def _value(string: str) -> str:
    return str(tomllib.loads(f"x = {string}")["x"])


def _without_doubles(tables: Any, key: str = "") -> Any:
    if isinstance(tables, dict):
        return {name: _without_doubles(value, name) for name, value in tables.items()}
    if isinstance(tables, list) and key in LISTS:
        return list(dict.fromkeys(tables)) if all(isinstance(o, str) for o in tables) else tables
    if isinstance(tables, list):
        return [_without_doubles(one) for one in tables]
    return tables
