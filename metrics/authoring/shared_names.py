"""Proposes indicators for the catalogue: ``rules learn --indicators``.

Where several regions count a thing of one name in one unit and mode, and no entry knows it, that
may be an indicator; whether they count the same thing only people can tell.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator

import regex
from pypinyin import lazy_pinyin

from metrics.authoring.learning import Row, around, as_string
from metrics.rules.ruleset import RuleSet


def learn_indicators(rows: Iterable[Row], rules: RuleSet, least: int = 3) -> Iterator[str]:
    """Entries for the catalogue, as TOML: names without an id that ``least`` regions use.

    Args:
        rows: targets; one that has an id, or is an 其中 part, proposes nothing.
        rules: whose catalogue says which phrases are one, and which ids are taken.
        least: how many regions (or documents, where no region is known) must use a name.
    """
    groups: dict[tuple[str, str, str, str], list[Row]] = defaultdict(list)
    for row in rows:
        if row["indicator_id"] is None and not row["breakdown"]:
            phrase = rules.catalogue.phrase(row["indicator"], row["scope"])
            groups[phrase, row["unit"], row["mode"], row["direction"] or ""].append(row)
    counted = [(len(_regions(group)), key, group) for key, group in groups.items()]
    taken = set(rules.catalogue.entries)
    for regions, key, group in sorted(counted, key=lambda one: (-one[0], -len(one[2]), one[1])):
        if regions >= least:
            yield "\n".join(_entry(key, group, regions, taken))


def _regions(group: list[Row]) -> set[str]:
    return {row["region_code"] or row["region"] or row["source"] for row in group}


def _entry(
    key: tuple[str, str, str, str], group: list[Row], regions: int, taken: set[str]
) -> Iterator[str]:
    """The lines of one entry, under an id that nothing else has, which it takes."""
    _, unit, mode, direction = key
    spelled = _by_count((row["scope"] or "") + row["indicator"] for row in group)
    slug = regex.sub("[^a-z0-9]+", "_", "_".join(lazy_pinyin(spelled[0])).lower()).strip("_")
    ids = (slug, f"{slug}_{mode}", f"{slug}_{mode}_{unit.lower()}")
    numbered = (f"{ids[-1]}_{number}" for number in range(2, len(taken) + 3))
    chosen = next(one for one in (*ids, *numbered) if one and one not in taken)
    taken.add(chosen)
    sentence = around(group[0]["sentence"], group[0]["indicator"])
    yield f"# {regions} regions, {len(group)} rows: {sentence}\n[{chosen}]"
    yield f"name = {as_string(spelled[0])}"
    if topics := _by_count(row["topic"] for row in group if row["topic"]):
        yield f"topic = {as_string(topics[0])}"
    yield f"unit = {as_string(unit)}\nmode = {as_string(mode)}"
    if direction:
        yield f"direction = {as_string(direction)}"
    yield f'good_direction = "none"\ndefinition = {as_string(spelled[0])}'
    yield f"synonyms = [{', '.join(map(as_string, spelled))}]\n"


def _by_count(texts: Iterable[str]) -> list[str]:
    counts = Counter(texts)
    return sorted(counts, key=lambda text: (-counts[text], text))
