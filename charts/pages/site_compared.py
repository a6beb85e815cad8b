"""The pages of a site that compare: one for each indicator, and what other pages say of them."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, NamedTuple

from charts.pages import shared
from charts.pages.model import Report, Row, Section
from charts.pages.site_folder import SiteFolder
from charts.pages.specs import Drawing
from charts.words.values import is_soft, printed_value
from metrics.tables.spreadsheets import write_csv


class Stated(NamedTuple):
    """What the page of a region says of one target of a shared indicator."""

    target_id: str
    printed: str
    commitment: str
    is_soft: bool


class Compared:
    """What is kept of the pages of indicators once they are written.

    Attributes:
        sections: all of them, without charts, sentences and rows.
        headlines: the charts of the first shared ones, for the index.
        standings: where each document stands in each section, in words.
        covered: the first shared ones with their sentences, for the table of who states what.
    """

    def __init__(self, report: Report, folder: SiteFolder) -> None:
        """Nothing is compared yet."""
        self._report, self._folder = report, folder
        self.sections: list[Section] = []
        self._drawings: dict[str, Drawing] = {}
        self.standings: dict[str, dict[str, Any]] = {}
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
        # The mark of byte order tells spreadsheet programs that the file is UTF-8.
        write_csv(section.rows, self._folder.data(section.anchor))
        self._folder.write(
            f"indicators/{section.anchor}.html",
            "site_indicator.html",
            title=section.name,
            section=section,
            glyphs=shared.legend(() if self._report.is_large else (section,)),
            totals={"documents": len(self._report.tables.documents)},
            specs=shared.specs(section.drawings),
        )
        for one in section.standings:
            said = {"target": one.target_id, "value": one.value, "rank": one.rank, "said": one.said}
            self.standings.setdefault(one.document_id, {})[section.anchor] = said
        for row in section.rows.iter_rows(named=True):
            value = printed_value(row)
            said = {"target": row["target_id"], "value": value, "rank": "", "said": value}
            found = self.standings.setdefault(row["document_id"], {})
            found.setdefault(section.anchor, said)
            if row["document_id"] in section.summary.places:
                found[section.anchor]["place"] = section.summary.places[row["document_id"]]
        outline = section.outline()
        self.sections.append(outline)
        if section.is_latest:
            self._drawings[section.anchor] = section.main_drawing
        if section.is_shared:
            self._keep(section)

    def card(self, section: Section) -> tuple[Section, Drawing]:
        """The chart of an indicator for the index, whose marks lead to its page."""
        drawing = self._drawings[section.anchor]
        return section, drawing.linked(f"indicators/{section.anchor}.html")

    def _keep(self, section: Section) -> None:
        place, vocabulary = len(self.sections) - 1, self._report.style.vocabulary
        columns = ("document_id", "target_id", "comparator", "quote", "commitment")
        for row in section.rows.select(columns).iter_rows(named=True):
            said = Stated(
                row["target_id"],
                printed_value(row),
                row["commitment"] or "",
                is_soft(row, vocabulary),
            )
            self._stated.setdefault(row["document_id"], []).append((place, said))

    def beside_others(self, documents: Iterable[Row]) -> list[Row]:
        """What a region states of each shared indicator, with what all documents state."""
        rows: dict[int, dict[str, Any]] = {}
        for row in documents:
            for place, stated in self._stated.get(row["document_id"], ()):
                entry = rows.setdefault(place, {"section": self.sections[place], "stated": []})
                entry["stated"].append(stated)
        return [rows[place] for place in sorted(rows)]
