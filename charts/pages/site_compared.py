"""The pages of a site that compare: one for each indicator, and what other pages say of them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import polars as pl

from charts.pages import shared
from charts.pages.model import Pair, Report, Row, Section, StandingSaid
from charts.pages.region_profile import Beside, Stated
from charts.pages.site_folder import SiteFolder
from charts.pages.specs import Drawing
from charts.selection.periods import period_of
from charts.selection.results import step
from charts.words.values import is_soft
from metrics.tables.spreadsheets import write_csv_files

_AT_ONCE = 100  # files of rows that are written together


class Compared:
    """What is kept of the pages of indicators once they are written.

    Attributes:
        sections: all of them, without charts, sentences and rows.
        headlines: the charts of the first shared ones, for the index.
        changes: what plans did to the goals of those before, by section.
        revised: the charts of these by year, by section.
        answers: what became of goals, by section.
        standings: where each document stands in each section, in words.
        covered: the first shared ones with their sentences, for the table of who states what.
    """

    def __init__(self, report: Report, folder: SiteFolder) -> None:
        """Nothing is compared yet."""
        self._report, self._folder = report, folder
        self.sections: list[Section] = []
        self.standings: dict[str, dict[str, Any]] = {}
        self.changes: dict[str, list[Pair]] = {}
        self.revised: dict[str, Mapping[int, Drawing]] = {}
        self.answers: dict[str, list[Pair]] = {}
        self._said: dict[tuple[str, str], StandingSaid] = {}
        self._rows: dict[Path, pl.DataFrame] = {}
        self._stated: dict[str, list[tuple[int, Stated]]] = {}  # of the shared ones, by document

    @property
    def shared(self) -> list[Section]:
        """Those that several documents state, in the period that stands for each."""
        return [one for one in self.sections if one.is_shared and one.is_latest]

    @property
    def single(self) -> list[Section]:
        """Those of one document that have national figures."""
        return [one for one in self.sections if not one.is_shared and one.is_latest]

    def shared_ids(self) -> list[str]:
        """The indicators that several documents state."""
        return list(dict.fromkeys(one.indicator_id for one in self.shared))

    def write(self, section: Section) -> None:
        """One indicator: its chart, its sentences, and the rows behind it as CSV."""
        self._rows[self._folder.data(section.anchor)] = section.rows
        if len(self._rows) >= _AT_ONCE:
            self.write_rows()
        self._folder.write(
            f"indicators/{section.anchor}.html",
            "site_indicator.html",
            title=section.name,
            description=f"{section.name} {section.period}: {section.said[0]}",
            section=section,
            glyphs=shared.legend(() if self._report.is_large else (section,)),
            totals={"documents": len(self._report.tables.documents)},
            specs=shared.specs(section.drawings),
        )
        self.changes[section.anchor] = section.changes
        self.revised[section.anchor] = section.revised
        self.answers[section.anchor] = section.answers
        for one in section.standings:
            self._said[one.document_id, section.anchor] = one
            said = {
                "target": one.target_id, "value": one.value, "rank": one.among, "said": one.said
            }  # fmt: skip
            self.standings.setdefault(one.document_id, {})[section.anchor] = said
        for row in section.each:
            value = self._report.style.printed(row)
            said = {"target": row["target_id"], "value": value, "rank": "", "said": value}
            found = self.standings.setdefault(row["document_id"], {})
            found.setdefault(section.anchor, said)
            if row["document_id"] in section.summary.places:
                found[section.anchor]["place"] = section.summary.places[row["document_id"]]
        outline = section.outline()
        self.sections.append(outline)
        if section.is_shared:
            self._keep(section)

    def write_rows(self) -> None:
        """Writes the rows behind the charts that were not written yet."""
        write_csv_files(self._rows)
        self._rows.clear()

    def _keep(self, section: Section) -> None:
        place, vocabulary = len(self.sections) - 1, self._report.style.vocabulary
        for row in section.each:
            said = Stated(
                row["target_id"],
                self._report.style.printed(row) + self._report.style.original(row),
                self._report.style.wording(row),
                is_soft(row, vocabulary),
                *self._last(row),
            )
            self._stated.setdefault(row["document_id"], []).append((place, said))

    def _last(self, row: Row) -> tuple[str, str, str]:
        """The last result beside a target, the step from there to the goal, and its years.

        The years are told where they are several.
        """
        result = self._report.results.before.get(row["target_id"])
        if result is None or result.difference is None:
            return "", "", ""
        words, result = self._report.words, result.beside(row, self._report.style)
        period, way = period_of(row), step(row, result)
        of_years = period.of_before(words, "before_of") if period.is_span else ""
        printed = result.printed + result.original
        return printed, period.of_before(words, f"step_{way}"), of_years

    def beside_others(self, documents: Iterable[Row], level: str | None) -> list[Beside]:
        """What a region states of each shared indicator, and where it stands among its peers."""
        rows: dict[int, Beside] = {}
        for row in documents:
            document_id = row["document_id"]
            for place, stated in self._stated.get(document_id, ()):
                section = self.sections[place]
                standing = self._said.get((document_id, section.anchor))
                found = rows.get(place) or Beside(
                    section, [], standing, section.summary.places.get(document_id), level
                )
                rows[place] = replace(found, standing=found.standing or standing)
                # Two documents of one year mostly say the same.
                if stated[1:] not in (one[1:] for one in found.stated):
                    found.stated.append(stated)
        return [rows[place] for place in sorted(rows)]
