"""Which region a text is about that nowhere says whose it is: its organs and parts, counted."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

import regex

from metrics.rules.layout import SectionPatterns
from metrics.rules.regions import COUNTRY, HIGH_LEVELS, Region, RegionTable

_READ = 60_000  # characters of a text whose names are counted
_HAN = regex.compile(r"\p{Han}")
_CLEAR = 3  # characters of a name that is seldom the end of another word: not 范县, as in 示范县
_LONGEST = 9  # characters of a region's name
_OFTEN, _SPOKEN = 3, 2  # mentions that make a name the text's own, and its words for itself
_APART = 2000  # characters between its mentions, at most, where a text is of a region
_ALONE = 5  # mentions, of a text that has no word for its own region
_RIVAL = 0.5  # of the mentions of the region named most; more leave it open whose text it is
_INNER = 0.8  # of the mentions inside a region, which make its part the one that is meant
_LOWER = 0.15  # of the words for the region spoken of most, for one below it to be the text's own


@dataclass(frozen=True, slots=True)
class _Counts:
    """How often a region is named, and how often it or what lies in it is."""

    own: Counter[str]
    whole: Counter[str]
    least: int  # mentions that make a region the text's own
    is_high: bool  # whether the text has no word for a region below a province


def region_of_body(
    table: RegionTable, patterns: SectionPatterns, body: str
) -> tuple[Region, str] | None:
    """The region whose organs and parts a text names throughout, and how often it does."""
    text = body[:_READ]
    spoken: Counter[str] = Counter()
    own_words: dict[str, str] = {}
    for match in patterns["speaks_of_itself"].finditer(text):
        spoken[match.group("spoken") or COUNTRY] += 1
        own_words.setdefault(match.group("spoken") or COUNTRY, match.group())
    is_high = not any(
        spoken[kind]
        for kind in table.kinds.from_below
        if (kind, "province") not in table.kinds.of_level
    )
    counts = _count(table, text, is_high=is_high)
    kind = _own_kind(table, spoken)
    if kind:
        found = _named_most(table, counts, kind)
    elif spoken[COUNTRY] >= _SPOKEN and max(counts.whole.values(), default=0) < _ALONE:
        return table.by_code[COUNTRY], f"body: {own_words[COUNTRY]} {spoken[COUNTRY]}"
    else:
        found = _named_alone(table, counts)
    if found is None:
        return None
    return found, f"body: {found.name} {counts.own[found.region_code]}"


def _own_kind(table: RegionTable, spoken: Counter[str]) -> str | None:
    """The kind of region by which a text speaks of itself.

    A text of a low one speaks of those above it too, and seldom the other way round.
    """
    most = max((times for kind, times in spoken.items() if kind != COUNTRY), default=0)
    enough = max(_SPOKEN, _LOWER * most)
    return next((kind for kind in table.kinds.from_below if spoken[kind] >= enough), None)


def _count(table: RegionTable, text: str, *, is_high: bool) -> _Counts:
    own: Counter[str] = Counter()
    for kind in regex.finditer(f"[{''.join(table.kinds.from_below)}]", text):
        end = kind.end()
        for start in range(max(0, end - _LONGEST), end - 1):
            regions = table.read_full(text[start:end])
            if regions:
                is_clear = end - start >= _CLEAR or not _inside_word(table, text, start)
                if len(regions) == 1 and is_clear:
                    own[regions[0].region_code] += 1
                break
    for code in list(own):
        region = table.by_code[code]
        own[code] = max(own[code], text.count(region.short_name))
    for name, times in Counter(table.high_names.findall(text)).items():
        for region in table.read(name):
            if region.level in HIGH_LEVELS:
                own[region.region_code] = max(own[region.region_code], times)
    whole: Counter[str] = Counter()
    for code, times in own.items():
        for region in _line(table, table.by_code[code]):
            whole[region.region_code] += times
    return _Counts(own, whole, max(_OFTEN, len(text) // _APART), is_high)


def _inside_word(table: RegionTable, text: str, start: int) -> bool:
    """Whether what stands before a short name may make the end of a word of it."""
    before = text[max(0, start - 1) : start]
    return before not in table.kinds.before_names and _HAN.match(before) is not None


def _line(table: RegionTable, region: Region) -> list[Region]:
    """A region and those that it lies in, without the country."""
    found, step = [], region
    while step.region_code != COUNTRY:
        found.append(step)
        above = table.parent(step)
        if above is None:
            break
        step = above
    return found


def _named_most(table: RegionTable, counts: _Counts, kind: str) -> Region | None:
    """The region of a kind that a text names most, with what lies in it."""
    fitting = [
        table.by_code[code]
        for code in counts.whole
        if counts.own[code]
        and (
            table.by_code[code].name.endswith(kind)
            or (kind, table.by_code[code].level) in table.kinds.of_level
        )
    ]
    if not fitting:
        return None
    best = max(fitting, key=lambda one: (counts.whole[one.region_code], one.region_code))
    if not _is_own(counts, best) or not _leads(table, counts, best, fitting):
        return None
    return _inner(table, counts, best, fitting)


def _is_own(counts: _Counts, best: Region) -> bool:
    """Whether a text names a region often enough to be of it.

    A text that has words for a province and for nothing below it need name it only once.
    """
    own, whole = counts.own[best.region_code], counts.whole[best.region_code]
    if best.level == "province" and counts.is_high:
        return own > 0
    return own >= _OFTEN and whole >= counts.least


def _leads(table: RegionTable, counts: _Counts, best: Region, fitting: list[Region]) -> bool:
    most = counts.whole[best.region_code]
    rivals = [
        one for one in fitting if not table.lies_in(one, best) and not table.lies_in(best, one)
    ]
    return all(counts.whole[one.region_code] <= _RIVAL * most for one in rivals)


def _inner(table: RegionTable, counts: _Counts, best: Region, fitting: list[Region]) -> Region:
    """The part of a region that is meant, where nearly all that is named inside lies in it."""
    inside = counts.whole[best.region_code] - counts.own[best.region_code]
    for one in fitting:
        within = counts.whole[one.region_code]
        is_often = within >= max(_OFTEN, _INNER * inside, counts.own[best.region_code] / 2)
        if one is not best and is_often and table.lies_in(one, best):
            return one
    return best


def _named_alone(table: RegionTable, counts: _Counts) -> Region | None:
    """The city or the province that a text without a word for itself names again and again."""
    fitting = [
        table.by_code[code]
        for code in counts.whole
        if counts.own[code] and table.by_code[code].level in HIGH_LEVELS
    ]
    cities = [one for one in fitting if one.level == "prefecture"] or fitting
    best = max(
        cities, key=lambda one: (counts.whole[one.region_code], one.region_code), default=None
    )
    if best is None or counts.own[best.region_code] < max(_ALONE, counts.least):
        return None
    others = [one for one in fitting if not table.lies_in(best, one)]
    return best if _leads(table, counts, best, others) else None
