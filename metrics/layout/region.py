"""Which region a document belongs to: names in its title, head and file name against a table.

A name that several regions bear is not guessed: only the names around it decide, else all of them
are kept as candidates.
"""

from __future__ import annotations

import csv
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path, PurePosixPath

import polars as pl
import regex

from metrics.rules.patterns import CompiledPattern

COUNTRY = "100000"
_LONG_TEXT = 2000  # a text this long that never says the name of its file has a wrong one
_HAN = regex.compile(r"\p{Han}+")

Patterns = dict[str, CompiledPattern]


@dataclass(frozen=True, slots=True)
class Region:
    """A row of the table; ``parent_code`` is empty for the country."""

    region_code: str
    name: str
    short_name: str
    level: str
    parent_code: str
    old_names: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class FoundRegion:
    """What a document says of its region.

    Attributes:
        region: The region, or None when no name or no single region was found.
        label: The name as printed, also where it is hidden or ambiguous.
        evidence: Where the name was read, and the words around it.
        candidates: The regions that bear an ambiguous name.
    """

    region: Region | None = None
    label: str | None = None
    evidence: str | None = None
    candidates: tuple[Region, ...] = ()


class RegionTable:
    """The regions by code and by name."""

    def __init__(self, regions: Iterable[Region]) -> None:
        self.by_code = {region.region_code: region for region in regions}
        self._full: dict[str, list[Region]] = defaultdict(list)
        self._short: dict[str, list[Region]] = defaultdict(list)
        for region in self.by_code.values():
            self._short[region.short_name].append(region)
            # What the long name of an autonomous prefecture is called: its stem and last word.
            spoken = region.short_name + region.name[-1]
            for name in {region.name, spoken, *region.old_names}:
                self._full[name].append(region)

    def parent(self, region: Region) -> Region | None:
        """The region that ``region`` belongs to."""
        return self.by_code.get(region.parent_code)

    def lies_in(self, region: Region, above: Region) -> bool:
        """Whether ``above`` is ``region`` or one of the regions it belongs to."""
        step: Region | None = region
        while step is not None and step is not above:
            step = self.parent(step)
        return step is above

    def read(self, name: str, spoken: str = "", around: Iterable[Region] = ()) -> list[Region]:
        """The regions that a printed name may mean.

        Args:
            name: Such as a county with or without the names of its city and province before it.
            spoken: The word by which the text speaks of its region (city, county); a short name
                without an ending means only regions that end so.
            around: Regions named near it; where some candidates lie in one of them, the others go.
        """
        for at in range(len(name)):
            tail, before = name[at:], name[:at]
            found = self._full.get(tail, [])
            if not found and at == 0:
                found = [
                    region for region in self._short.get(tail, ()) if region.name.endswith(spoken)
                ]
            if not found:
                continue
            above = self.read(before) if before else []
            if before and not above:
                return []  # the name goes on to the left: it is another one
            current = [region for region in found if tail in (region.name, region.short_name)]
            if current and all(region.level != current[0].level for region in found[1:]):
                found = current
            return self._narrow(self._narrow(found, above), around)
        return []

    def _narrow(self, regions: list[Region], around: Iterable[Region]) -> list[Region]:
        for above in around:
            inside = [one for one in regions if self.lies_in(one, above)]
            regions = inside or regions
        return regions

    def frame(self, codes: Iterable[str]) -> pl.DataFrame:
        """The table ``regions``: the regions of ``codes`` and those above them, in order of code.

        Its columns are region_code, name, short_name, level and parent_code (null for the country).
        """
        met: dict[str, Region] = {}
        for code in codes:
            step = self.by_code.get(code)
            while step is not None and step.region_code not in met:
                met[step.region_code] = step
                step = self.parent(step)
        return pl.DataFrame(
            [
                (one.region_code, one.name, one.short_name, one.level, one.parent_code or None)
                for _, one in sorted(met.items())
            ],
            schema=dict.fromkeys(
                ("region_code", "name", "short_name", "level", "parent_code"), pl.String
            ),
            orient="row",
        )


@lru_cache(maxsize=4)
def load_regions(file: Path) -> RegionTable:
    """The table of a CSV file."""
    with file.open(encoding="utf-8", newline="") as rows:
        return RegionTable(
            Region(code, name, short, level, parent, tuple(filter(None, old_names.split("|"))))
            for code, name, short, level, parent, old_names in list(csv.reader(rows))[1:]
        )


def find_region(
    table: RegionTable, patterns: Patterns, *, title: str, head: str, body: str, source: str
) -> FoundRegion:
    """The region of a document, from its title, its head and the name of its file, in this order.

    A title and a head that name different regions settle nothing.
    """
    spoken = _spoken(patterns, head)
    around = [one for folder in PurePosixPath(source).parts[:-1] for one in _single(table, folder)]
    unsettled = FoundRegion()
    settled: FoundRegion | None = None
    for where, name, words in _names(table, patterns, title, head, body, source, spoken):
        regions = table.read(name, spoken, around)
        if len(regions) == 1 and settled is None:
            settled = FoundRegion(regions[0], name, f"{where}: {words}")
        elif len(regions) == 1 and settled is not None and settled.region is not None:
            if where == "file name" or _related(table, settled.region, regions[0]):
                continue
            both = (settled.region, regions[0])
            return FoundRegion(None, settled.label, f"{settled.evidence}; {where}: {words}", both)
        elif regions and not unsettled.candidates:
            unsettled = FoundRegion(None, name, f"{where}: {words}", tuple(regions))
        elif where == "title" and not regions:
            unsettled = FoundRegion(label=name)  # a name of nowhere
    if settled is not None and settled.region is not None:
        if unsettled.candidates and settled.evidence is not None:
            inside = [one for one in unsettled.candidates if table.lies_in(one, settled.region)]
            if len(inside) == 1:
                return FoundRegion(inside[0], unsettled.label, unsettled.evidence)
            if len(inside) > 1 or settled.evidence.startswith("file name"):
                return unsettled
        return settled
    return unsettled


def _names(
    table: RegionTable,
    patterns: Patterns,
    title: str,
    head: str,
    body: str,
    source: str,
    spoken: str,
) -> Iterator[tuple[str, str, str]]:
    """Where a name stands, the name, and the words around it."""
    if match := patterns["region_name"].search(title):
        yield "title", match.group("region"), title.strip()
    country = table.by_code[COUNTRY].name
    for match in patterns["region_statement"].finditer(head):
        words = " ".join(match.group().split())
        if match.group("country"):
            yield "head", country, words
            break
        name = regex.sub(r"\s+", "", match.group("region"))
        if table.read(name, spoken):
            yield "head", name, words
            break
    stem = PurePosixPath(source).stem
    if match := patterns["region_name"].search(stem):
        names = [match.group("region")]
    else:
        names = _HAN.findall(stem)
    for name in names:
        regions = table.read(name, spoken)
        if regions and (len(body) < _LONG_TEXT or regions[0].short_name in body):
            yield "file name", name, stem


def _spoken(patterns: Patterns, head: str) -> str:
    """The word by which the text speaks of its own region, or nothing."""
    match = patterns["region_spoken"].search(head)
    return match.group("spoken") if match else ""


def _single(table: RegionTable, name: str) -> list[Region]:
    regions = table.read(name)
    return regions if len(regions) == 1 else []


def _related(table: RegionTable, one: Region, other: Region) -> bool:
    return table.lies_in(one, other) or table.lies_in(other, one)
