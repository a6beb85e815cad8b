"""What a change to the rules changes in the tables of documents: ``rules compare``."""

from __future__ import annotations

import subprocess
import tarfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from io import BytesIO
from itertools import zip_longest
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Literal

from metrics.errors import RuleError
from metrics.extraction.extract import extract
from metrics.rules.places import REGIONS_FILE
from metrics.rules.ruleset import RuleSet, load_rules
from metrics.sources.documents import Document
from metrics.tables.frames import Tables

_RULES = "rules"
_COMPLETE = REGIONS_FILE  # a folder that has it is a set of rules of its own
# Columns that tell nothing of what a row says.
_UNASKED = ("target_id", "part_of", "rule_id", "source", "document_id", "start", "end", "quote")

Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Change:
    """A row gained, lost or changed: where it stands, and what is different."""

    kind: Literal["gained", "lost", "changed"]
    source: str
    quote: str
    indicator: str
    sentence: str
    what: str


def compare_rules(old: RuleSet, new: RuleSet, documents: Iterable[Document]) -> list[Change]:
    """The target rows that differ between two sets of rules, in the order of the documents."""
    read = list(documents)
    before, after = extract(read, old), extract(read, new)
    roles = {"lost": _roles(after), "gained": _roles(before)}
    left, right = _by_place(before), _by_place(after)
    changes: list[Change] = []
    for place in sorted({*left, *right}):
        for one, other in _pairs(left.get(place, []), right.get(place, [])):
            changes += _change(place, one, other, roles)
    return changes


def _by_place(tables: Tables) -> dict[tuple[str, int, int], list[Row]]:
    found: dict[tuple[str, int, int], list[Row]] = {}
    for row in tables.targets.iter_rows(named=True):
        found.setdefault((row["source"], row["start"], row["end"]), []).append(row)
    return found


def _roles(tables: Tables) -> dict[tuple[str, int], str]:
    columns = tables.numbers.select("source", "start", "role", "rule_id")
    return {(source, start): f"{role} [{rule}]" for source, start, role, rule in columns.rows()}


def _pairs(left: list[Row], right: list[Row]) -> Iterator[tuple[Row | None, Row | None]]:
    """The rows of one number: first those that name the same indicator, then in order."""
    names = [row["indicator"] for row in right]
    rest = []
    for row in left:
        if row["indicator"] in names:
            yield row, right[names.index(row["indicator"])]
        else:
            rest.append(row)
    known = {row["indicator"] for row in left}
    yield from zip_longest(rest, [row for row in right if row["indicator"] not in known])


def _change(
    place: tuple[str, int, int],
    one: Row | None,
    other: Row | None,
    roles: dict[str, dict[tuple[str, int], str]],
) -> Iterator[Change]:
    row = other or one
    assert row is not None
    source, start, _ = place
    facts = (source, row["quote"], row["indicator"], row["sentence"])
    if one is None:
        was = roles["gained"].get((source, start), "no number of its own")
        yield Change("gained", *facts, f"was {was}; {row['rule_id']}")
    elif other is None:
        becomes = roles["lost"].get((source, start), "no number of its own")
        yield Change("lost", *facts, f"is {becomes}")
    else:
        names = [name for name in one if name not in _UNASKED and one[name] != other[name]]
        if names:
            what = "; ".join(f"{name}: {one[name]} → {other[name]}" for name in names)
            yield Change("changed", *facts, what)


@contextmanager
def rules_of(name: str) -> Iterator[RuleSet]:
    """The rules of a folder, or of a git revision of the repository that one stands in.

    A folder that is no complete set of rules is laid over the built-in ones.

    Raises:
        RuleError: when there is neither, or the rules have problems.
    """
    folder = Path(name)
    if folder.is_dir():
        yield load_rules(folder, only=(folder / _COMPLETE).is_file())
        return
    with TemporaryDirectory() as place:
        archive = _git("archive", "--format=tar", name, _RULES, what=name)
        with tarfile.open(fileobj=BytesIO(archive)) as files:
            files.extractall(place, filter="data")
        yield load_rules(Path(place, _RULES), only=True)


def _git(*arguments: str, what: str) -> bytes:
    top = subprocess.run(
        ["git", "rev-parse", "--show-toplevel"], capture_output=True, text=True, check=False
    )
    folder = top.stdout.strip() or "."
    ended = subprocess.run(["git", "-C", folder, *arguments], capture_output=True, check=False)
    if ended.returncode:
        reason = (ended.stderr.decode("utf-8", "replace").strip().splitlines() or ["failed"])[-1]
        raise RuleError([f"{what}: is no folder, and git says: {reason}."])
    return ended.stdout
