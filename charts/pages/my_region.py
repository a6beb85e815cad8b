"""What pages know of the region that their reader chose: a list to find it, and a file for each.

A page loads the file of the chosen region alone, by a script element, which works from disk and
under a policy that allows scripts of the same place only.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from charts.pages import shared
from charts.pages.in_english import PRINTED_REGION
from charts.pages.model import Report, Row, StandingSaid
from charts.pages.site_folder import SiteFolder
from charts.selection.comparison import Comparison
from charts.selection.standing import Standing, standings
from charts.words.romanised import initials, pinyin

_LIST = "window.targetRegions ="
_ONE = "window.showRegion"


def standings_said(of: Comparison) -> list[StandingSaid]:
    """What the standings of a comparison say, in words."""
    return [_said(of, one) for one in standings(of)]


def _said(of: Comparison, one: Standing) -> StandingSaid:
    words, value = of.style.words, of.style.printed(one.row)
    rank = words["rank_tied" if one.tied > 1 else "rank"].format(rank=one.rank, peers=one.peers)
    among = rank
    if of.is_of_levels:
        among = words["rank_of_level"].format(
            level=words[f"level_{one.row['region_level']}"], said=rank
        )
    middle = words["middle_short"].format(middle=of.style.number(one.middle))
    return StandingSaid(
        document_id=one.row["document_id"],
        target_id=one.row["target_id"],
        value=value,
        rank=rank,
        among=among,
        middle=middle,
        said=words["standing"].format(
            value=value, rank=among, middle=middle, quarter=words[f"quarter_{one.quarter}"]
        ),
        place=1 - (one.rank - 1 + (one.tied - 1) / 2) / max(1, one.peers - 1),
    )


def write_regions(
    report: Report, folder: SiteFolder, documents: Iterable[Row], said: dict[str, dict[str, Any]]
) -> None:
    """The list of regions, and a file for each with what pages say of it.

    Args:
        report: the report.
        folder: where the site goes.
        documents: the documents with the names of the pages of their regions.
        said: the standings of each document by the anchor of the indicator.
    """
    regions: dict[str, list[Row]] = {}
    for row in documents:
        regions.setdefault(row["region_page"], []).append(row)
    listed = []
    for page, members in regions.items():
        name = members[0]["region"] or members[0]["name"]
        key = members[0]["region_code"] or page
        printed = members[0].get(PRINTED_REGION) or name
        listed.append([key, name, pinyin(printed), initials(printed), page, printed])
        found: dict[str, Any] = {}
        for row in members:
            found = said.get(row["document_id"], {}) | found
        one = {
            "key": key,
            "name": name,
            "page": page,
            "names": [row["name"] for row in members],
            "documents": [row["document_id"] for row in members],
            "standings": found,
        }
        folder.script(f"data/regions/{key}.js", f"{_ONE}({shared.script_json(one)});\n")
    folder.script("assets/regions.js", f"{_LIST} {shared.script_json(listed)};\n")
