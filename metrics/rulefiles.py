"""Reads TOML rule files into checked entries, collecting every problem instead of the first.

A rule file holds one table per entry (``[entry_id]``); what an entry may say is a pydantic model.
A problem reads ``file:line: [entry] key: what. hint``.
"""

from __future__ import annotations

import difflib
import tomllib
from pathlib import Path
from typing import Annotated, TypeVar

import regex
from pydantic import AfterValidator, BaseModel, ConfigDict, ValidationError


class Entry(BaseModel):
    """An entry of a rule file: unknown keys are refused, nothing changes after reading."""

    model_config = ConfigDict(extra="forbid", frozen=True, str_min_length=1)


E = TypeVar("E", bound=Entry)


def _check_pattern(value: str) -> str:
    try:
        regex.compile(value)
    except regex.error as error:
        raise ValueError(f"is no regular expression: {error}") from error
    return value


Pattern = Annotated[str, AfterValidator(_check_pattern)]
"""A regular expression of the ``regex`` package, checked when the file is read."""


def read_folder(folder: Path, model: type[E], problems: list[str]) -> dict[str, E]:
    """The entries of every file of a folder, sorted by id; an id that stands twice is a problem."""
    entries: dict[str, E] = {}
    for path in sorted(folder.glob("*.toml")):
        for entry_id, entry in read_entries(path, model, problems).items():
            if entry_id in entries:
                problems.append(f"{path}: [{entry_id}]: the id is taken. Choose another one.")
            entries[entry_id] = entry
    return dict(sorted(entries.items()))


def read_entries(path: Path, model: type[E], problems: list[str]) -> dict[str, E]:
    """The entries of one file by id; what is wrong with it is added to ``problems``."""
    try:
        text = path.read_bytes().decode("utf-8")
    except OSError as error:
        problems.append(f"{path}: cannot be read: {error.strerror}.")
        return {}
    except UnicodeDecodeError as error:
        problems.append(f"{path}: is not UTF-8 (byte {error.start}). Save the file as UTF-8.")
        return {}
    if text.startswith("\ufeff"):
        problems.append(
            f"{path}:1: starts with a byte order mark. Save the file as UTF-8 without BOM."
        )
        return {}
    try:
        tables = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        problems.append(f"{path}: is not TOML: {error}.")
        return {}
    if not tables:
        problems.append(f"{path}: holds no entry. Add one, or delete the file.")
    entries = {}
    for entry_id, table in tables.items():
        if not isinstance(table, dict):
            place = f"{path}:{line_of(text, entry_id)}: [{entry_id}]"
            problems.append(
                f"{place}: is a value, not a table. Write [{entry_id}] on its own line."
            )
            continue
        try:
            entries[entry_id] = model.model_validate(table)
        except ValidationError as error:
            place = f"{path}:{line_of(text, entry_id)}: [{entry_id}]"
            problems += [f"{place} {line}" for line in _explain(error, model)]
    return entries


def line_of(text: str, entry_id: str) -> int:
    """The line (from 1) on which ``[entry_id]`` or its first sub-table is opened."""
    header = regex.search(rf"(?m)^[ \t]*\[+[ \t]*\"?{regex.escape(entry_id)}\"?\s*[.\]]", text)
    return text.count("\n", 0, header.start()) + 1 if header else 1


def did_you_mean(word: str, known: list[str], prefix: str = "") -> str:
    """A hint such as ``Did you mean $reach?``, or nothing when no known word is near."""
    near = difflib.get_close_matches(word, known, n=1, cutoff=0.6)
    return f" Did you mean {prefix}{near[0]}?" if near else ""


def _explain(error: ValidationError, model: type[Entry]) -> list[str]:
    lines = []
    for detail in error.errors():
        key = ".".join(str(part) for part in detail["loc"])
        if detail["type"] == "extra_forbidden":
            hint = did_you_mean(str(detail["loc"][-1]), list(model.model_fields))
            lines.append(f"{key}: unknown key.{hint}")
        elif detail["type"] == "missing":
            lines.append(f"{key}: is missing. Add it.")
        else:
            message = detail["msg"].removeprefix("Value error, ")
            lines.append(f"{key}: {message} (got {detail['input']!r}).")
    return lines
