"""The TOML of one rule file: its tables with where each stands, or what is wrong with it."""

from __future__ import annotations

import difflib
import tomllib
from functools import lru_cache
from pathlib import Path
from typing import Any

import regex

from metrics.values import frozen

Table = dict[str, Any]
_WORDS = "words"  # the table of word lists


@frozen
class Origin:
    """Where an entry stands: its file, the line of its header, and the number of its folder."""

    path: Path
    line: int
    layer: int

    def __str__(self) -> str:
        return f"{self.path}:{self.line}"


@frozen
class RawEntry:
    """An entry as read, before its model is asked.

    Attributes:
        header: How its file calls it: ``strive``, or ``words.won_by`` of a word list.
        scopes: The files whose own word lists its patterns may call, by their names in the folder
            and without suffix; the first is its own.
    """

    header: str
    table: Table
    path: Path
    layer: int
    text: str
    scopes: tuple[str, ...]

    @property
    def origin(self) -> Origin:
        """Where it stands; asked for seldom, because the line has to be looked for."""
        return Origin(self.path, line_of(self.text, self.header), self.layer)


@frozen
class RuleFile:
    """The tables of one file by their ids: its rules, and the lists of its table ``words``."""

    rules: dict[str, RawEntry]
    lists: dict[str, RawEntry]
    is_read: bool = True


_UNREAD = RuleFile({}, {}, is_read=False)


def read_rule_file(path: Path, folder: Path, layer: int, problems: list[str]) -> RuleFile:
    """The tables of a file of ``folder``; what is wrong with it is added to ``problems``."""
    found = RuleFile({}, {})
    text = read_text(path, problems)
    if text is None:
        return _UNREAD
    try:
        tables = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        at = regex.search(r" \(at line (\d+), column (\d+)\)$", str(error))
        what = str(error)[: at.start()] if at else str(error)
        line = f":{at.group(1)}" if at else ""
        problems.append(f"{path}{line}: is not TOML: {what}. {_toml_hint(what)}")
        return _UNREAD
    except (ValueError, RecursionError) as error:  # a number of thousands of digits, deep brackets
        what = "is nested too deeply" if isinstance(error, RecursionError) else str(error)
        problems.append(f"{path}: is not TOML: {what}. {_toml_hint(what)}")
        return _UNREAD
    if not tables:
        problems.append(f"{path}: holds no entry. Add one, or delete the file.")
    scope = path.relative_to(folder).with_suffix("").as_posix()
    lists = tables.get(_WORDS)
    if isinstance(lists, dict):
        del tables[_WORDS]
    for kept, prefix, entries in ((found.rules, "", tables), (found.lists, f"{_WORDS}.", lists)):
        for entry_id, table in (entries if isinstance(entries, dict) else {}).items():
            header = prefix + entry_id
            if isinstance(table, dict):
                kept[entry_id] = RawEntry(header, table, path, layer, text, (scope,))
            else:
                problems.append(
                    f"{path}:{line_of(text, header)}: [{header}]: is a value, not a table. "
                    f"Write [{header}] on its own line."
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
    opened = _opened(text)
    places = opened.headers.get(entry_id), opened.keys.get(entry_id.rpartition(".")[2])
    at = min((place for place in places if place is not None), default=None)
    if at is None:
        return 1
    if key:
        name, first = rf"\"?{regex.escape(entry_id)}\"?", regex.escape(key.split(".")[0])
        found = regex.search(rf"(?m)^[ \t]*(?:{first}\b[ \t.]|\[+{name}\.{first}\])", text, pos=at)
        following = regex.search(rf"(?m)^[ \t]*\[(?!\[?{name}[.\]])", text, pos=at + 1)
        if found and (following is None or found.start() < following.start()):
            at = found.start()
    return text.count("\n", 0, at) + 1


@frozen
class _Opened:
    """Where the lines begin that open what a text names first: tables by header, and keys."""

    headers: dict[str, int]
    keys: dict[str, int]


_LINE = regex.compile(
    r"""(?m)^[ \t]*(?:\[+(?P<header>[^\n]*\])|(?:"(?P<key>[^"\n]*)"|(?P<key>[^\n="]*?))[ \t]*=)"""
)
_END_OF_NAME = regex.compile(r"\s*[.\]]")


@lru_cache(maxsize=128)  # files; every entry of one is asked for
def _opened(text: str) -> _Opened:
    """Where a text opens its tables: ``[a.b]`` opens ``a`` and ``a.b``."""
    found = _Opened({}, {})
    for line in _LINE.finditer(text):
        header = line["header"]
        if header is None:
            found.keys.setdefault(line["key"], line.start())
            continue
        for end in _END_OF_NAME.finditer(header):
            name = header[: end.start()].strip(" \t").removeprefix('"').removesuffix('"')
            found.headers.setdefault(name, line.start())
    return found


def did_you_mean(word: str, known: list[str], prefix: str = "") -> str:
    """A hint such as ``Did you mean $reach?``, or nothing when no known word is near."""
    near = difflib.get_close_matches(word, known, n=1, cutoff=0.6)
    return f" Did you mean {prefix}{near[0]}?" if near else ""
