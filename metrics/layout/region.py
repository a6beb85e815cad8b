"""Which region a document belongs to: names in its title, head and file name against a table.

A name that several regions bear is not guessed: only the names around it decide, else all of them
are kept as candidates.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import PurePosixPath

import regex

from metrics.layout.region_of_body import region_of_body
from metrics.rules.layout import SectionPatterns
from metrics.rules.regions import COUNTRY, Region, RegionTable

_LONGEST_NAME = 20
_LONG_TEXT = 2000  # a text this long that never says the name of its file has a wrong one
_HAN = regex.compile(r"\p{Han}+")


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


def find_region(
    table: RegionTable,
    patterns: SectionPatterns,
    *,
    title: str,
    issuer: str,
    head: str,
    body: str,
    source: str,
) -> FoundRegion:
    """The region of a document: from its title, its issuer, its head, the name of its file.

    A title and a head that name different regions settle nothing. Where none of them names one,
    the text may be about one region throughout.
    """
    found = _said(table, patterns, title, issuer, head, body, source)
    if found.region is not None or found.label is not None:
        return found
    counted = region_of_body(table, patterns, body)
    return FoundRegion(counted[0], counted[0].name, counted[1]) if counted else found


def _said(
    table: RegionTable,
    patterns: SectionPatterns,
    title: str,
    issuer: str,
    head: str,
    body: str,
    source: str,
) -> FoundRegion:
    spoken = _spoken(patterns, head)
    around = [one for folder in PurePosixPath(source).parts[:-1] for one in _single(table, folder)]
    unsettled = FoundRegion()
    settled: FoundRegion | None = None
    for where, name, words in _names(table, patterns, title, issuer, head, body, source, spoken):
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
    patterns: SectionPatterns,
    title: str,
    issuer: str,
    head: str,
    body: str,
    source: str,
    spoken: str,
) -> Iterator[tuple[str, str, str]]:
    """Where a name stands, the name, and the words around it."""
    if match := patterns["region_name"].search(title):
        yield "title", match.group("region"), title.strip()
    elif name := _leading(table, title):
        yield "title", name, title.strip()
    country = table.by_code[COUNTRY].name
    if name := _leading(table, issuer):
        yield "issuer", name, issuer
    elif patterns["national_body"].match(issuer):
        yield "issuer", country, issuer
    elif match := patterns["addressed_to_all"].search(head):
        yield "head", country, match.group()
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


def _leading(table: RegionTable, name: str) -> str | None:
    """The name of a region with which a title or an issuer's name begins."""
    lengths = range(min(_LONGEST_NAME, len(name)), 2, -1)
    return next(
        (
            name[:n]
            for n in lengths
            if table.read(name[:n]) and name[n - 1] in table.kinds.from_below
        ),
        None,
    )


def _spoken(patterns: SectionPatterns, head: str) -> str:
    """The word by which the text speaks of its own region, or nothing."""
    match = patterns["region_spoken"].search(head)
    return match.group("spoken") if match else ""


def _single(table: RegionTable, name: str) -> list[Region]:
    regions = table.read(name)
    return regions if len(regions) == 1 else []


def _related(table: RegionTable, one: Region, other: Region) -> bool:
    return table.lies_in(one, other) or table.lies_in(other, one)
