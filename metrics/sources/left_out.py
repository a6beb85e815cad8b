"""What was found and is not read, counted by reason, so that nothing is left out in silence."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator
from pathlib import PurePosixPath
from typing import NamedTuple

OTHER_KIND = "other kind"
TABLE = "table without --text-column"
LINKED = "linked folder"
HIDDEN = "hidden"
RUN = "folder of an earlier run"
BESIDE_A_RUN = "file beside an earlier run"
MEMBER = "other kind, in an archive"
MEMBER_OF_A_RUN = "file of an earlier run, in an archive"
SHEET = "sheet after the first"
REPEATED = "running head, page number or watermark"

ADVICE = {
    ".ofd": "save .ofd as .pdf",
    ".rar": "unpack .rar",
    ".7z": "unpack .7z",
    ".tar": "unpack .tar",
    ".gz": "unpack .gz",
    ".tgz": "unpack .tgz",
    ".bz2": "unpack .bz2",
    ".xz": "unpack .xz",
    ".mht": "save .mht as .html",
    ".mhtml": "save .mhtml as .html",
    ".eml": "save .eml as .txt",
    ".epub": "save .epub as .html",
    ".caj": "save .caj as .pdf",
    ".ceb": "save .ceb as .pdf",
    ".pages": "save .pages as .docx",
    ".wpt": "save .wpt as .docx",
    ".ppt": "save .ppt as .pdf",
    ".pptx": "save .pptx as .pdf",
    ".dps": "save .dps as .pdf",
    ".et": "save .et as .xlsx",
    ".xml": "save .xml as .txt",
}
"""Endings of files that may well be documents, and what to do with them."""


class Kind(NamedTuple):
    """Some files that were left out for one reason.

    Attributes:
        reason: One of the reasons of this module.
        ending: The ending of their names in small letters; empty where there is none.
        files: How many.
        example: One of them, by its source.
    """

    reason: str
    ending: str
    files: int
    example: str


class LeftOut:
    """Collects what is left out while files are looked for and containers are opened."""

    def __init__(self) -> None:
        self._counts: Counter[tuple[str, str]] = Counter()
        self._examples: dict[tuple[str, str], str] = {}
        self._seen: set[tuple[str, str]] = set()

    def add(self, reason: str, name: str, count: int = 1) -> None:
        """Counts something, or so many things of one name, unless it was met before."""
        if (reason, name) in self._seen:
            return
        self._seen.add((reason, name))
        file = name.rpartition("#")[0] if reason == SHEET else name
        is_file = reason not in (LINKED, RUN, HIDDEN)
        key = reason, PurePosixPath(file).suffix.lower() if is_file else ""
        self._counts[key] += count
        self._examples.setdefault(key, name)

    def kinds(self) -> Iterator[Kind]:
        """What was left out, by reason and then by ending."""
        for reason, ending in sorted(self._counts):
            key = reason, ending
            yield Kind(reason, ending, self._counts[key], self._examples[key])

    def line(self) -> str | None:
        """In one line for a reader what may be missed, or None where that is nothing."""
        by_reason: defaultdict[str, list[Kind]] = defaultdict(list)
        for kind in self.kinds():
            if kind.ending not in _OF_RULES:
                by_reason[kind.reason].append(kind)
        parts = []
        for reason, kinds in by_reason.items():
            most = sorted(kinds, key=lambda one: (-one.files, one.ending))
            shown = ", ".join(f"{one.files} {one.ending or 'no ending'}" for one in most[:_SHOWN])
            more = f" and {len(most) - _SHOWN} kinds more" if len(most) > _SHOWN else ""
            total = f"{sum(one.files for one in kinds)} {reason}"
            is_of_files = any(one.ending for one in kinds)
            parts.append(f"{total} ({shown}{more})" if is_of_files else total)
        if not parts:
            return None
        advice = {ADVICE[one.ending] for one in self.kinds() if one.ending in ADVICE}
        told = f" To have them read: {', '.join(sorted(advice))}." if advice else ""
        return f"Left out: {'; '.join(parts)}.{told}"


_OF_RULES = (".toml", ".pint")  # rules and manifests beside documents, which nobody misses
_SHOWN = 6  # endings of a reason in the line; all stand in the table
