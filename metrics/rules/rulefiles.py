"""The TOML files of one or more rule folders as one set of checked entries.

A rule file holds one table per entry (``[entry_id]``); what an entry may say is a pydantic model.
The entries of a kind stand in ``<kind>.toml`` and in the files of the folder ``<kind>/``; lists of
words stand in the table ``words`` of any of them (``[words.name]``). A later folder adds entries,
replaces those of the same id, or adds to their lists (``extends = true``). Every problem of every
file is collected, as ``file:line: [entry] key: what. hint``.
"""

from __future__ import annotations

import pickle
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import regex
from pydantic import BaseModel, ConfigDict, ValidationError

from metrics.rules.cache import unpacked
from metrics.rules.entry_problems import explain
from metrics.rules.places import LISTS_ONLY, WORDS, place_of, where_instead
from metrics.rules.toml_tables import (
    Origin,
    RawEntry,
    RuleFile,
    Table,
    line_of,
    read_rule_file,
)

_EXTENDS = "extends"
_PLACE = "place"  # the key by which a word list counts for more than the patterns of its own file
_READ = (".csv", ".pint", ".toml")
_PACKED = ("_raw", "_entries")  # of kept rules


class Entry(BaseModel, defer_build=True):  # kept rules are not checked again
    """An entry of a rule file: unknown keys are refused, nothing changes after reading."""

    # The texts below keys are read by `metrics.authoring.schema`: here they would be at each start.
    model_config = ConfigDict(extra="forbid", frozen=True, str_min_length=1)


def joined(pattern: str | tuple[str, ...]) -> str:
    """The pattern of an entry; of several any one may match."""
    return pattern if isinstance(pattern, str) else "|".join(pattern)


E = TypeVar("E", bound=Entry)


class UnknownSlotError(ValueError):
    """A pattern calls a list of words that is nowhere."""


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
    _raw: dict[str, dict[str, RawEntry]] = field(default_factory=dict)
    _entries: dict[str, Mapping[str, Any]] = field(default_factory=dict)
    _files: dict[Path, RuleFile] = field(default_factory=dict)
    _unread: set[str] = field(default_factory=set)  # kinds of which a file could not be read

    def entries(self, kind: str, model: type[E]) -> dict[str, E]:
        """The entries of a kind by id, sorted by it; what is wrong is added to ``problems``.

        The id of a word list that counts in its own file only names that file:
        ``cues/commitments:won_by``.
        """
        if kind in self._entries:
            return dict(self._entries[kind])
        merged: dict[str, RawEntry] = {}
        for layer, folder in enumerate(self.folders):
            for entry_id, raw in self._layer(kind, folder, layer, merged).items():
                whole = self._over(entry_id, raw, merged)
                if whole is not None:
                    merged[entry_id] = whole
        self._raw[kind] = merged
        found: dict[str, E] = {}
        for entry_id, raw in sorted(merged.items()):
            if WORDS in raw.table and WORDS not in model.model_fields:
                what = f"is no rule. A list of words is written [{WORDS}.{entry_id}]."
                self.report(kind, entry_id, what)
                continue
            try:
                found[entry_id] = model.model_validate(raw.table)
            except ValidationError as error:
                for key, what in explain(error, model.model_fields):
                    self.report(kind, entry_id, what, key=key)
            except RecursionError:
                self.report(kind, entry_id, "is nested too deeply.")
        self._entries[kind] = found
        return dict(found)

    def __getstate__(self) -> dict[str, Any]:
        """What is kept; the entries packed apart, because most commands ask for few of them."""
        packed = {"_files": {}, "_packed": pickle.dumps((self._raw, self._entries))}
        return {n: kept for n, kept in vars(self).items() if n not in _PACKED} | packed

    if not TYPE_CHECKING:

        def __getattr__(self, name: str) -> Any:
            """Unpacks the entries of kept rules when they are first asked for."""
            if name not in _PACKED or "_packed" not in vars(self):
                raise AttributeError(name)
            self._raw, self._entries = unpacked(vars(self).pop("_packed"))
            return getattr(self, name)

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
        named = folder if folder.name.strip(".") else folder.resolve()
        return (
            f"{named.name.lstrip('_')}/{origin.path.relative_to(folder).as_posix()}:{origin.line}"
        )

    def source(self, kind: str, entry_id: str) -> str:
        """The lines of an entry as its file has them."""
        raw = self._raw[kind][entry_id]
        lines = raw.text.splitlines()[raw.origin.line - 1 :]
        own = regex.compile(rf"\[+\"?{regex.escape(raw.header)}\"?[.\]]")
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

    def header(self, kind: str, entry_id: str) -> str:
        """How its file calls an entry: ``strive``, or ``words.won_by`` of a word list."""
        return self._raw[kind][entry_id].header

    def scopes(self, kind: str, entry_id: str) -> tuple[str, ...]:
        """The files whose own word lists the patterns of an entry may call."""
        return self._raw[kind][entry_id].scopes

    def is_added(self, kind: str, entry_id: str) -> bool:
        """Whether an entry comes from another folder than the base."""
        return self._raw[kind][entry_id].layer > 0

    def report(self, kind: str, entry_id: str, what: str, *, key: str = "") -> None:
        """Adds a problem of an entry, with its place."""
        raw = self._raw[kind][entry_id]
        line = line_of(raw.text, raw.header, key)
        place = f"{raw.path}:{line}: [{raw.header}]{key and ' ' + key}"
        self.problems.append(f"{place}: {what}")

    def report_pattern(self, kind: str, entry_id: str, error: Exception) -> None:
        """Adds the problem of a pattern, but for a list that may stand in a file not read."""
        if not (isinstance(error, UnknownSlotError) and self._unread):
            self.report(kind, entry_id, str(error), key="pattern")

    def lack(self, kind: str, entry_id: str, what: str) -> None:
        """Adds the problem that an entry that must be there is not.

        Where a file of its kind cannot be read, that is the problem.
        """
        if kind in self._unread or (kind == WORDS and self._unread):
            return
        last = self.folders[-1]
        place = last if kind == WORDS else self._place_of(kind, last)
        header = f"{WORDS}.{entry_id}" if kind == WORDS else entry_id
        self.problems.append(f"{place}: [{header}] is missing. {what}")

    def paths(self, name: str) -> list[tuple[Path, int]]:
        """The files ``name`` that the folders hold, with the number of the folder."""
        found = [(folder / name, layer) for layer, folder in enumerate(self.folders)]
        return [(path, layer) for path, layer in found if path.is_file()]

    def report_strangers(self) -> None:
        """Adds the problems of files and entries that nothing reads: a folder's misspelt name."""
        for folder in self.folders:
            for path in sorted(folder.rglob("*")):
                name = path.relative_to(folder).with_suffix("").as_posix()
                if path.suffix not in _READ or not path.is_file():
                    continue
                place = place_of(name)
                if path.suffix == ".toml" and place == LISTS_ONLY:
                    self._refuse_rules(path, folder)
                elif place is None:
                    what = f"nothing reads a file of this name.{where_instead(name)}"
                    self.problems.append(f"{path}: {what}")

    def _refuse_rules(self, path: Path, folder: Path) -> None:
        for raw in self._file(path, folder, self.folders.index(folder)).rules.values():
            self.problems.append(
                f"{raw.origin}: [{raw.header}]: nothing reads it here. "
                f"A list of words is written [{WORDS}.{raw.header}]."
            )

    def _place_of(self, kind: str, folder: Path) -> Path:
        return folder / kind if (folder / kind).is_dir() else folder / f"{kind}.toml"

    def _file(self, path: Path, folder: Path, layer: int) -> RuleFile:
        if path not in self._files:
            found = read_rule_file(path, folder, layer, self.problems)
            self._files[path] = found
            place = place_of(path.relative_to(folder).with_suffix("").as_posix())
            if place is not None and not found.is_read:
                self._unread.add(place)
        return self._files[path]

    def _of_place(self, kind: str, folder: Path, layer: int) -> Iterator[RuleFile]:
        """The files of a kind in one folder; of word lists every file of a known place."""
        for path in sorted(folder.rglob("*.toml")):
            place = place_of(path.relative_to(folder).with_suffix("").as_posix())
            if path.is_file() and place is not None and kind in (WORDS, place):
                yield self._file(path, folder, layer)

    def _layer(
        self, kind: str, folder: Path, layer: int, earlier: Mapping[str, RawEntry]
    ) -> dict[str, RawEntry]:
        """The entries of a kind in one folder; an id that stands twice there is a problem."""
        found: dict[str, RawEntry] = {}
        for file in self._of_place(kind, folder, layer):
            for name, raw in (file.lists if kind == WORDS else file.rules).items():
                entry_id = _list_id(name, raw, earlier) if kind == WORDS else name
                first = found.setdefault(entry_id, raw)
                if first is not raw:
                    self.problems.append(
                        f"{raw.origin}: [{raw.header}]: the id is taken by {first.origin}. "
                        "Choose another one."
                    )
        return found

    def _over(
        self, entry_id: str, raw: RawEntry, earlier: Mapping[str, RawEntry]
    ) -> RawEntry | None:
        """An entry of a later folder over the one of the same id before it, if there is one."""
        base = earlier.get(entry_id)
        table = {key: value for key, value in raw.table.items() if key != _EXTENDS}
        extends = raw.table.get(_EXTENDS, False)
        if not isinstance(extends, bool):
            self.problems.append(f"{raw.origin}: [{raw.header}] {_EXTENDS}: is true or false.")
        if base is None:
            if extends:
                self.problems.append(
                    f"{raw.origin}: [{raw.header}] {_EXTENDS}: no earlier folder has this entry."
                    f"{_stands_elsewhere(raw, earlier)}"
                )
                return None
            return replace(raw, table=table)
        verb = "adds to" if extends else "replaces"
        self.replaced.append(f"{raw.origin}: [{raw.header}] {verb} the one of {base.origin}.")
        merged = _extended(base.table, table) if extends else table
        scopes = tuple(dict.fromkeys((*raw.scopes, *base.scopes)))
        return replace(raw, table=merged, scopes=scopes)


def _stands_elsewhere(raw: RawEntry, earlier: Mapping[str, RawEntry]) -> str:
    """Where the list that an entry means to extend is another file's own."""
    files = sorted(other.scopes[0] for other in earlier.values() if other.header == raw.header)
    return f" It is of {' and '.join(files)}: write it in a file of that name." if files else ""


def _list_id(name: str, raw: RawEntry, earlier: Mapping[str, RawEntry]) -> str:
    """The id of a word list: its name, with its file before it where only that may call it."""
    own = f"{raw.scopes[0]}:{name}"
    adds_to_shared = bool(raw.table.get(_EXTENDS)) and own not in earlier and name in earlier
    return name if _PLACE in raw.table or adds_to_shared else own


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
