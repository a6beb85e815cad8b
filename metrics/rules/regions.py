"""The table of regions: codes, names and parents, and which of them a printed name may mean."""

from __future__ import annotations

import csv
from collections import defaultdict
from collections.abc import Iterable
from functools import cached_property, lru_cache
from pathlib import Path

import regex

from metrics.values import frozen

COUNTRY = "100000"
HIGH_LEVELS = ("province", "prefecture")


@frozen
class Region:
    """A row of the table; ``parent_code`` is empty for the country."""

    region_code: str
    name: str
    short_name: str
    level: str
    parent_code: str
    old_names: tuple[str, ...]


@frozen
class RegionKinds:
    """The last words of regions' names, and what stands before a name.

    Attributes:
        from_below: The last words, of counties first, of provinces last.
        of_level: How the regions of a level are spoken of, whatever their names: (市, prefecture).
        before_names: Characters behind which a short name begins, and no word goes on with it.
    """

    from_below: tuple[str, ...]
    of_level: frozenset[tuple[str, str]]
    before_names: frozenset[str]


class RegionTable:
    """The regions by code and by name."""

    def __init__(self, regions: Iterable[Region], kinds: RegionKinds) -> None:
        self.kinds = kinds
        self.by_code = {region.region_code: region for region in regions}
        self._full: dict[str, list[Region]] = defaultdict(list)
        self._short: dict[str, list[Region]] = defaultdict(list)
        for region in self.by_code.values():
            self._short[region.short_name].append(region)
            # What the long name of an autonomous prefecture is called: its stem and last word.
            spoken = region.short_name + region.name[-1]
            for name in {region.name, spoken, *region.old_names}:
                self._full[name].append(region)

    @cached_property
    def high_names(self) -> regex.Pattern[str]:
        """The short names of provinces and prefectures."""
        names = {one.short_name for one in self.by_code.values() if one.level in HIGH_LEVELS}
        return regex.compile(r"\L<names>", names=[name for name in names if len(name) > 1])

    def parent(self, region: Region) -> Region | None:
        """The region that ``region`` belongs to."""
        return self.by_code.get(region.parent_code)

    def lies_in(self, region: Region, above: Region) -> bool:
        """Whether ``above`` is ``region`` or one of the regions it belongs to."""
        step: Region | None = region
        while step is not None and step is not above:
            step = self.parent(step)
        return step is above

    def read_full(self, name: str) -> list[Region]:
        """The regions that bear a name with its ending."""
        return self._full.get(name, [])

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


@lru_cache(maxsize=4)
def load_regions(file: Path, kinds: RegionKinds) -> RegionTable:
    """The table of a CSV file."""
    with file.open(encoding="utf-8", newline="") as rows:
        found = [
            Region(code, name, short, level, parent, tuple(filter(None, old_names.split("|"))))
            for code, name, short, level, parent, old_names in list(csv.reader(rows))[1:]
        ]
    return RegionTable(found, kinds)


@lru_cache(maxsize=4)
def names_in(file: Path) -> tuple[str, ...]:
    """The full names in a CSV file of regions, which is read for nothing else here."""
    with file.open(encoding="utf-8", newline="") as rows:
        return tuple(row[1] for row in list(csv.reader(rows))[1:])
