"""Who states which indicators as a table: totals of rows and columns, the most stated first."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from typing import NamedTuple

import polars as pl

from charts.pages.model import Report, Section
from charts.words.values import begun

STATED = "stated"
_NAMED = 3  # documents of one total that the headline names


class Head(NamedTuple):
    """A column: an indicator, and how many documents state it."""

    anchor: str
    name: str
    total: int


class Line(NamedTuple):
    """A row: a document, its states in the order of the columns, and how many it states."""

    document_id: str
    name: str
    states: list[str]
    total: int
    level: str | None


@dataclass(frozen=True, slots=True)
class CoverageTable:
    """The table, the most stated indicators and the documents that state most first."""

    heads: list[Head]
    lines: list[Line]

    def headline(self, words: Mapping[str, str]) -> str:
        """Who states most and least of these indicators, among documents of the level of most."""
        read = [line for line in self.lines if "no_text" not in line.states]
        levels = Counter(line.level for line in read)
        if not read:
            return ""
        ((level, _),) = levels.most_common(1)
        peers = [line for line in read if line.level == level]
        totals = {line.total for line in peers}
        if len(peers) == 1 or len(totals) == 1:
            return ""
        high, low = max(totals), min(totals)
        said = words["coverage_said"].format(
            n=len(self.heads),
            most=_sharing(peers, high, words),
            m=high,
            least=_sharing(peers, low, words),
            k=low,
        )
        if len(levels) == 1:
            return begun(said)
        name = words[f"level_{level}"] if level else words["no_area"]
        return begun(words["of_level"].format(level=name, said=said))


def _sharing(lines: list[Line], total: int, words: Mapping[str, str]) -> str:
    names = [line.name for line in lines if line.total == total]
    if len(names) > _NAMED:
        return words["and_others"].format(names=words["comma"].join(names[:_NAMED]), n=len(names))
    return words["comma"].join(names)


def coverage_table(report: Report, sections: list[Section], states: pl.DataFrame) -> CoverageTable:
    """The table of these states; indicators have the pages of their ``sections``."""
    found = {(row[0], row[1]): row[2] for row in states.iter_rows()}
    pages: dict[str, Section] = {}
    for section in sections:
        pages.setdefault(section.indicator_id, section)
    stating = Counter(indicator for (indicator, _), state in found.items() if state == STATED)
    shown = [one for one in dict.fromkeys(states["indicator_id"]) if one in pages]
    shown.sort(key=lambda one: -stating[one])
    levels = dict(report.tables.documents.select("document_id", "region_level").iter_rows())
    lines = [
        _line(report, document_id, [found[one, document_id] for one in shown], levels)
        for document_id in states["document_id"].unique(maintain_order=True)
    ]
    heads = [Head(pages[one].anchor, pages[one].name, stating[one]) for one in shown]
    return CoverageTable(heads, sorted(lines, key=lambda line: -line.total))


def _line(
    report: Report, document_id: str, states: list[str], levels: Mapping[str, str | None]
) -> Line:
    total, level = states.count(STATED), levels[document_id]
    return Line(document_id, report.names[document_id], states, total, level)
