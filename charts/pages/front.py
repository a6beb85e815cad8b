"""The front page of a site: findings as sentences, the most telling charts, every indicator."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

import polars as pl

from charts.pages.cards import Card
from charts.pages.model import SHARED_BY, Report, Section
from charts.selection.profile import profile

FINDINGS = 5
CARDS = 4
_ALL_DRAWN = 12  # so few indicators are all drawn
_LISTED = 3  # indicators of a topic that are listed before the rest is folded
_PROFILED = 12  # documents up to which the front page shows their profile
_FADING = 0.5  # of the interest is left a year later
_SHADE = 60  # per cent of the colour behind the largest number of a profile


class Cell(NamedTuple):
    """What a document promises of a topic; ``shade`` grows with the number."""

    total: int
    hard: int
    soft: int
    dated: int
    shade: int


def telling(sections: Sequence[Section]) -> list[Section]:
    """The sections of which there is most to see, first; what was promised long ago is less so.

    Where a single document states it in its period, there is nothing to compare.
    """
    last = max((one.year for one in sections), default=0)

    def order(one: Section) -> tuple[bool, float]:
        return one.documents < SHARED_BY, -one.summary.interest * _FADING ** (last - one.year)

    return sorted(sections, key=order)


def cards(shared: Sequence[Section], single: Sequence[Section]) -> list[Section]:
    """The sections that the front page draws: few are all drawn, of many the most telling."""
    if len(shared) + len(single) <= _ALL_DRAWN:
        return [*shared, *single]
    return telling(shared)[:CARDS]


def drawn(sections: Sequence[Section]) -> list[tuple[Section, Card]]:
    """Their cards, whose marks lead to the page of the indicator."""
    return [(one, one.card.linked(f"indicators/{one.anchor}.html")) for one in sections if one.card]


def findings(sections: Sequence[Section]) -> list[Section]:
    """The sections whose sentences open the front page: so many state them, or all of the year."""
    return [one for one in telling(sections) if one.summary.sentences or _is_of_all(one)][:FINDINGS]


def description(report: Report, found: Sequence[Section]) -> str:
    """The front page in a sentence, for those who see only a link to it."""
    told = [f"{one.name} {one.period}: {one.said[0]}" for one in found[:1]]
    return report.style.separator.join([report.words["lead"], *told])


def _is_of_all(section: Section) -> bool:
    """Whether each of several documents that could state an indicator does."""
    return section.documents == section.read >= SHARED_BY


def topics(sections: Sequence[Section]) -> list[tuple[str, list[Section], list[Section]]]:
    """The indicators by topic, topics of most indicators first; of each those to list and fold."""
    members: dict[str, list[Section]] = {}
    for section in sections:
        members.setdefault(section.topic, []).append(section)
    ordered = sorted(members.items(), key=lambda topic: -len(topic[1]))
    return [(topic, one[:_LISTED], one[_LISTED:]) for topic, one in ordered]


def profiles(report: Report) -> dict[str, Any] | None:
    """The numbers of promises by document and topic; of a large collection there is none."""
    if report.is_large:
        return None
    asked = ("document_id", "topic", "commitment", "deadline", "deadline_text", "breakdown")
    rows = profile(report.targets.select(asked).collect(), report.style.vocabulary)
    if rows.is_empty():
        return None
    named = rows.filter(pl.col("topic") != "")["total"]
    largest = (rows["total"] if named.is_empty() else named).max()
    by_topic = (
        rows.group_by("topic").agg(pl.col("total").sum()).sort("total", "topic", descending=True)
    )
    columns = by_topic["topic"].to_list()
    cells = {
        (row["document_id"], row["topic"]): Cell(
            row["total"], row["hard"], row["soft"], row["dated"],
            min(_SHADE, round(_SHADE * row["total"] / largest)),
        )
        for row in rows.iter_rows(named=True)
    }  # fmt: skip
    stated = {document_id for document_id, _ in cells}
    return {
        "topics": [topic or report.words["other_topic"] for topic in columns],
        "is_short": len(stated) <= _PROFILED,
        "rows": [
            {
                "document_id": one,
                "name": name,
                "cells": [cells.get((one, topic)) for topic in columns],
            }
            for one, name in report.names.items()
            if one in stated
        ],
    }
