"""Reads the TOML files of one or more rule folders as one set of checked entries.

A rule file holds one table per entry (``[entry_id]``); what an entry may say is a pydantic model.
The entries of a kind stand in ``<kind>.toml`` and in every file of the folder ``<kind>/``. A later
folder adds entries, replaces those of the same id, or adds to their lists (``extends = true``).
Every problem of every file is collected, as ``file:line: [entry] key: what. hint``.
"""

from __future__ import annotations

import difflib
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, TypeVar

import regex
from pydantic import BaseModel, ConfigDict, ValidationError

Table = dict[str, Any]
_EXTENDS = "extends"
_SHOWN = 60  # characters of a wrong value


class Entry(BaseModel):
    """An entry of a rule file: unknown keys are refused, nothing changes after reading."""

    model_config = ConfigDict(
        extra="forbid", frozen=True, str_min_length=1, use_attribute_docstrings=True
    )


E = TypeVar("E", bound=Entry)


@dataclass(frozen=True, slots=True)
class Origin:
    """Where an entry stands: its file, the line of its header, and the number of its folder."""

    path: Path
    line: int
    layer: int

    def __str__(self) -> str:
        return f"{self.path}:{self.line}"


@dataclass(frozen=True, slots=True)
class _Raw:
    """An entry as read, before its model is asked."""

    entry_id: str
    table: Table
    path: Path
    layer: int
    text: str

    @property
    def origin(self) -> Origin:
        """Where it stands; asked for seldom, because the line has to be looked for."""
        return Origin(self.path, line_of(self.text, self.entry_id), self.layer)


@dataclass
class RuleFiles:
    """The files of rule folders, from the first (the base) to the last (which wins).

    Attributes:
        folders: The folders, in order.
        problems: What is wrong, a line for each.
        replaced: What a later folder replaced or extended of an earlier one, a line for each.
    """

    folders: tuple[Path, ...]
    problems: list[str] = field(default_factory=list)
    replaced: list[str] = field(default_factory=list)
    _raw: dict[str, dict[str, _Raw]] = field(default_factory=dict)
    _entries: dict[str, Mapping[str, Any]] = field(default_factory=dict)
    _read: set[Path] = field(default_factory=set)

    def entries(self, kind: str, model: type[E]) -> dict[str, E]:
        """The entries of a kind by id, sorted by it; what is wrong is added to ``problems``."""
        if kind in self._entries:
            return dict(self._entries[kind])
        merged: dict[str, _Raw] = {}
        for layer, folder in enumerate(self.folders):
            for entry_id, raw in self._layer(kind, folder, layer).items():
                merged[entry_id] = self._over(merged.get(entry_id), entry_id, raw)
        self._raw[kind] = merged
        found: dict[str, E] = {}
        for entry_id, raw in sorted(merged.items()):
            try:
                found[entry_id] = model.model_validate(raw.table)
            except ValidationError as error:
                for key, what in _explain(error, model):
                    self.report(kind, entry_id, what, key=key)
            except RecursionError:
                self.report(kind, entry_id, "is nested too deeply.")
        self._entries[kind] = found
        return dict(found)

    def substitute(self, kind: str, entry_id: str, entry: Entry) -> None:
        """Puts ``entry`` in the place of one that has been read."""
        self._entries[kind] = {**self._entries[kind], entry_id: entry}

    def in_order(self, kind: str, model: type[E]) -> list[tuple[str, E]]:
        """The entries of a kind from the first folder on, so that a later one is to blame."""
        found = self.entries(kind, model)
        raw = self._raw[kind]
        return sorted(found.items(), key=lambda item: (raw[item[0]].layer, item[0]))

    def has(self, kind: str, entry_id: str) -> bool:
        """Whether an entry of this id has been read."""
        return entry_id in self._raw.get(kind, ())

    def origin(self, kind: str, entry_id: str) -> Origin:
        """Where an entry stands."""
        return self._raw[kind][entry_id].origin

    def place(self, kind: str, entry_id: str) -> str:
        """Where an entry stands, from the name of its folder on: ``rules/roles/dates.toml:3``."""
        origin = self.origin(kind, entry_id)
        folder = self.folders[origin.layer]
        name = folder.resolve().name.lstrip("_")
        return f"{name}/{origin.path.relative_to(folder).as_posix()}:{origin.line}"

    def source(self, kind: str, entry_id: str) -> str:
        """The lines of an entry as its file has them."""
        raw = self._raw[kind][entry_id]
        lines = raw.text.splitlines()[raw.origin.line - 1 :]
        own = regex.compile(rf"\[+\"?{regex.escape(entry_id)}\"?[.\]]")
        end = next(
            (
                number
                for number, line in enumerate(lines)
                if regex.match(r"\[+[^\[\]]+\]+\s*$", line) and not own.match(line)
            ),
            len(lines),
        )
        return "\n".join(lines[:end]).rstrip()

    def table(self, kind: str, entry_id: str) -> Table:
        """An entry as its file states it, or as several folders together do."""
        return self._raw[kind][entry_id].table

    def is_added(self, kind: str, entry_id: str) -> bool:
        """Whether an entry comes from another folder than the base."""
        return self._raw[kind][entry_id].layer > 0

    def report(self, kind: str, entry_id: str, what: str, *, key: str = "") -> None:
        """Adds a problem of an entry, with its place."""
        raw = self._raw[kind][entry_id]
        line = line_of(raw.text, entry_id, key)
        place = f"{raw.path}:{line}: [{entry_id}]{key and ' ' + key}"
        self.problems.append(f"{place}: {what}")

    def lack(self, kind: str, entry_id: str, what: str) -> None:
        """Adds the problem that an entry that must be there is not."""
        places = [self._place_of(kind, folder) for folder in self.folders]
        self.problems.append(f"{places[-1]}: [{entry_id}] is missing. {what}")

    def paths(self, name: str) -> list[tuple[Path, int]]:
        """The files ``name`` that the folders hold, with the number of the folder."""
        found = [(folder / name, layer) for layer, folder in enumerate(self.folders)]
        present = [(path, layer) for path, layer in found if path.is_file()]
        self._read.update(path for path, _ in present)
        return present

    def unread(self, kinds: Iterable[str]) -> list[str]:
        """Problems of TOML files that no kind has read: a folder's misspelt name."""
        lines = []
        for folder in self.folders:
            for path in sorted(folder.rglob("*.toml")):
                if path not in self._read and path.is_file():
                    name = path.relative_to(folder).with_suffix("").as_posix()
                    hint = did_you_mean(name, list(kinds)) or did_you_mean(
                        name.split("/")[0], list(kinds)
                    )
                    known = "" if hint else f" Rules stand in {', '.join(kinds)}."
                    lines.append(f"{path}: nothing reads a file of this name.{hint}{known}")
        return lines

    def _place_of(self, kind: str, folder: Path) -> Path:
        return folder / kind if (folder / kind).is_dir() else folder / f"{kind}.toml"

    def _layer(self, kind: str, folder: Path, layer: int) -> dict[str, _Raw]:
        """The entries of a kind in one folder; an id that stands twice there is a problem."""
        single = folder / f"{kind}.toml"
        found: dict[str, _Raw] = {}
        for path in [*([single] if single.is_file() else []), *sorted((folder / kind).glob("*"))]:
            if path.suffix != ".toml" or not path.is_file():
                continue
            self._read.add(path)
            for entry_id, raw in _read_tables(path, layer, self.problems).items():
                first = found.setdefault(entry_id, raw)
                if first is not raw:
                    self.problems.append(
                        f"{raw.origin}: [{entry_id}]: the id is taken by {first.origin}. "
                        "Choose another one."
                    )
        return found

    def _over(self, base: _Raw | None, entry_id: str, raw: _Raw) -> _Raw:
        """An entry of a later folder over the one of the same id before it."""
        table = {key: value for key, value in raw.table.items() if key != _EXTENDS}
        extends = raw.table.get(_EXTENDS, False)
        if not isinstance(extends, bool):
            self.problems.append(f"{raw.origin}: [{entry_id}] {_EXTENDS}: is true or false.")
        if base is None or base.layer == raw.layer:
            if extends:
                self.problems.append(
                    f"{raw.origin}: [{entry_id}] {_EXTENDS}: no earlier folder has this entry."
                )
            return replace(raw, table=table)
        verb = "adds to" if extends else "replaces"
        self.replaced.append(f"{raw.origin}: [{entry_id}] {verb} the one of {base.origin}.")
        merged = _extended(base.table, table) if extends else table
        return replace(raw, table=merged)


def _extended(base: Table, more: Table) -> Table:
    """``base`` with what ``more`` says: lists grow, anything else is said anew."""
    merged = dict(base)
    for key, value in more.items():
        known = merged.get(key)
        if isinstance(known, list) and isinstance(value, list):
            merged[key] = known + [item for item in value if item not in known]
        elif isinstance(known, dict) and isinstance(value, dict):
            merged[key] = _extended(known, value)
        else:
            merged[key] = value
    return merged


def _read_tables(path: Path, layer: int, problems: list[str]) -> dict[str, _Raw]:
    text = read_text(path, problems)
    if text is None:
        return {}
    try:
        tables = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        at = regex.search(r" \(at line (\d+), column (\d+)\)$", str(error))
        what = str(error)[: at.start()] if at else str(error)
        line = f":{at.group(1)}" if at else ""
        problems.append(f"{path}{line}: is not TOML: {what}. {_toml_hint(what)}")
        return {}
    except (ValueError, RecursionError) as error:  # a number of thousands of digits, deep brackets
        what = "is nested too deeply" if isinstance(error, RecursionError) else str(error)
        problems.append(f"{path}: is not TOML: {what}. {_toml_hint(what)}")
        return {}
    if not tables:
        problems.append(f"{path}: holds no entry. Add one, or delete the file.")
    found = {}
    for entry_id, table in tables.items():
        if isinstance(table, dict):
            found[entry_id] = _Raw(entry_id, table, path, layer, text)
        else:
            problems.append(
                f"{path}:{line_of(text, entry_id)}: [{entry_id}]: is a value, not a table. "
                f"Write [{entry_id}] on its own line."
            )
    return found


def read_text(path: Path, problems: list[str]) -> str | None:
    """The text of a rule file, or None where it cannot be read as UTF-8 without a mark."""
    try:
        text = path.read_bytes().decode("utf-8")
    except OSError as error:
        problems.append(f"{path}: cannot be read: {error.strerror}.")
        return None
    except UnicodeDecodeError as error:
        problems.append(f"{path}: is not UTF-8 (byte {error.start}). Save the file as UTF-8.")
        return None
    if text.startswith("\ufeff"):
        problems.append(
            f"{path}:1: starts with a byte order mark. Save the file as UTF-8 without BOM."
        )
        return None
    return text


def _toml_hint(what: str) -> str:
    if "twice" in what or "overwrite" in what:
        return "Give every entry an id, and every key of it, once."
    return "Write patterns in '…', words in \"…\"."


def line_of(text: str, entry_id: str, key: str = "") -> int:
    """The line (from 1) on which ``[entry_id]`` is opened, or where its ``key`` stands."""
    name = rf"\"?{regex.escape(entry_id)}\"?"
    header = regex.search(rf"(?m)^[ \t]*\[+[ \t]*{name}\s*[.\]]|^[ \t]*{name}[ \t]*=", text)
    if header is None:
        return 1
    at = header.start()
    first = regex.escape(key.split(".")[0])
    if key:
        found = regex.search(rf"(?m)^[ \t]*(?:{first}\b[ \t.]|\[+{name}\.{first}\])", text, pos=at)
        following = regex.search(rf"(?m)^[ \t]*\[(?!\[?{name}[.\]])", text, pos=header.end())
        if found and (following is None or found.start() < following.start()):
            at = found.start()
    return text.count("\n", 0, at) + 1


def did_you_mean(word: str, known: list[str], prefix: str = "") -> str:
    """A hint such as ``Did you mean $reach?``, or nothing when no known word is near."""
    near = difflib.get_close_matches(word, known, n=1, cutoff=0.6)
    return f" Did you mean {prefix}{near[0]}?" if near else ""


def _explain(error: ValidationError, model: type[Entry]) -> list[tuple[str, str]]:
    """What is wrong with an entry: the keys, and what to say of each; one thing of one key."""
    said: dict[str, str] = {}
    missing: dict[str, str] = {}
    for detail in error.errors():
        # A part such as "tuple[str, ...]" only tells which of several forms was tried.
        parts = [str(part) for part in detail["loc"] if "[" not in str(part) and part != "str"]
        key = ".".join(parts)
        if detail["type"] == "extra_forbidden":
            hint = did_you_mean(parts[-1], list(model.model_fields))
            said.setdefault(key, f"unknown key.{hint}")
        elif detail["type"] == "missing":
            missing[key] = "is missing. Add it."
        else:
            message = detail["msg"].removeprefix("Value error, ")
            given = repr(detail["input"])
            short = given if len(given) <= _SHOWN else f"{given[:_SHOWN]}…"
            said.setdefault(key, f"{message} (got {short}).")
    # A misspelt key is one mistake, not the lack of one key and another too many.
    meant = {key for key in missing if any(f"mean {key}?" in what for what in said.values())}
    return [*said.items(), *((key, what) for key, what in missing.items() if key not in meant)]
