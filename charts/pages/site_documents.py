"""The pages of a site by document, and the tables of targets by region."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from operator import itemgetter
from pathlib import Path
from typing import Any

import polars as pl

from charts.pages import region_profile, shared
from charts.pages.correction_form import read_of
from charts.pages.document_text import (
    Texts,
    linked,
    marked_text,
    passages_of,
    pieces_of,
    starts_of,
)
from charts.pages.model import Report, Row
from charts.pages.site_compared import Compared
from charts.pages.site_folder import SiteFolder
from charts.pages.target_table import table_rows, table_words
from charts.selection.provinces import Area
from metrics.tables.frames import ROLES

_Rows = list[dict[str, Any]]
_OF_NUMBERS = ("start", "end", "quote", "role", "reason")  # what a text says of its numbers


def listed(report: Report) -> _Rows:
    """The documents with their names and the names of the pages of their regions."""
    names = dict(report.tables.regions.select("region_code", "name").iter_rows())
    return [row | {"region_page": _region_page(row, names)} for row in shared.documents(report)]


def _region_page(row: Row, names: Mapping[str, str]) -> str:
    """The name of the page of a document's region; a document of no known region has its own."""
    code = row["region_code"]
    if code in names:
        return f"{code}-{names[code]}".replace(" ", "-")
    region = code or row["region"]
    if not region:
        return str(row["document_id"])
    # A name printed in a document must not choose where a file is written.
    return hashlib.sha256(str(region).encode("utf-8", "replace")).hexdigest()[:16]


class DocumentPages:
    """Writes what stands on pages document by document, a part of the tables at a time.

    The pages of documents come first: they leave the rows of their targets, ready for the script
    of a table, in a folder where the tables of other pages find them.
    """

    def __init__(
        self, report: Report, folder: SiteFolder, documents: _Rows, rows: Path, *, whole: bool
    ) -> None:
        """``rows`` is an empty folder, which is not needed afterwards.

        Of a large collection pages hold the ``whole`` texts or the sentences of targets only.
        """
        self._are_whole = whole or not report.is_large
        self._report, self._folder = report, folder
        self._documents, self._rows = documents, rows
        self._names = dict(report.tables.regions.select("region_code", "name").iter_rows())
        self._answered: dict[str, list[region_profile.Answered]] = {}
        self._topics: dict[str, list[Row]] = {}
        self._stated: dict[str, frozenset[str]] = {}  # the indicators of each document

    def write_documents(self, texts: Texts) -> None:
        """The text of each document with every number marked by its role."""
        starts = starts_of(self._documents, texts)
        known = {row["document_id"]: row for row in self._documents}
        for part in self._report.parts:
            # A part reads and checks its rows anew whenever they are asked for.
            all_targets = part.targets
            numbers = _by_document(part.numbers.select("document_id", *_OF_NUMBERS))
            targets = _by_document(all_targets)
            topics = region_profile.topics(self._report, all_targets)
            for document_id in part.documents["document_id"]:
                row = known[document_id]
                stated = targets.get(document_id, [])
                mentions = sorted(numbers.get(document_id, ()), key=itemgetter("start"))
                self._topics[document_id] = topics.get(document_id, [])
                self._keep(document_id, stated)
                text, begin = texts.get(row["text_sha256"]), starts[document_id]
                self._write_document(row, text, begin, mentions, stated)

    def _keep(self, document_id: str, stated: _Rows) -> None:
        made = table_rows(self._report, stated)
        rows = [dict(zip(made["columns"], row, strict=True)) for row in made["rows"]]
        plain = self._folder.part("plain_rows.html", rows=rows, pages="../documents/")
        for name, text in (
            (document_id, shared.script_json(made)),
            (f"{document_id}-plain", plain),
        ):
            (self._rows / name).write_bytes(text.encode("utf-8", "replace"))
        self._answered[document_id] = region_profile.answered(self._report, stated)
        named = (row["indicator_id"] for row in stated)
        self._stated[document_id] = frozenset(one for one in named if one is not None)

    def _write_document(
        self,
        row: dict[str, Any],
        text: str | None,
        begin: int,
        numbers: _Rows,
        stated: _Rows,
    ) -> None:
        stop, words = begin + row["characters"], self._report.words
        there = {number["role"] for number in numbers}
        is_cut = text is not None and not self._are_whole
        if text is not None and is_cut:
            pieces = passages_of(text, begin, stop, numbers, stated, words)
        else:
            pieces = pieces_of(text, begin, stop, numbers, linked(stated), words)
        self._folder.write(
            f"documents/{row['document_id']}.html",
            "site_document.html",
            title=row["name"],
            document=row,
            roles=[role for role in ROLES if role in there],
            text=marked_text(pieces, f"../regions/{row['region_page']}.html"),
            is_cut=is_cut,
            read=shared.script_json({one["target_id"]: read_of(one) for one in stated}),
        )

    def write_targets(self, of_area: list[Area], compared: Compared) -> None:
        """The table of all targets, and one table for each region beside what others state.

        Of a large collection there is no table of all, but a page for the documents of each area.
        """
        title = self._report.words["all"]
        if self._report.is_large:
            self._folder.write("targets.html", "site_areas.html", title=title, areas=of_area)
            for area in of_area:
                path, members = f"areas/{area.code}.html", area.documents
                self._folder.write(path, "site_area.html", title=area.name, documents=members)
        else:
            named = {row["region_page"]: row["region"] or row["name"] for row in self._documents}
            self._write_table(
                "targets.html",
                "site_targets.html",
                title,
                self._documents,
                plain=None,
                regions=list(named.items()),
            )
        regions: dict[str, _Rows] = {}
        for row in self._documents:
            regions.setdefault(row["region_page"], []).append(row)
        for page, of_region in regions.items():
            self._write_region(f"regions/{page}.html", of_region, compared)

    def _write_region(self, path: str, documents: _Rows, compared: Compared) -> None:
        """The profile of a region, and the table of its targets; ``documents`` in any order."""
        documents = sorted(documents, key=lambda row: row["plan_year"] or 0)
        report, latest = self._report, documents[-1]
        title = latest["region"] or latest["name"]
        peers = region_profile.peers(report.words, latest, self._documents)
        found = compared.beside_others(documents, peers.level)
        beside, earlier = region_profile.first_of_each(found)
        last = region_profile.latest(beside, documents)
        high, low = region_profile.ends(last)
        self._write_table(
            path,
            "site_region.html",
            title,
            documents,
            plain=(self._kept(f"{row['document_id']}-plain") for row in documents),
            beside=beside,
            earlier=earlier,
            high=high,
            low=low,
            missing=region_profile.missing(compared.shared, self._stated_in(documents), latest),
            peers=peers,
            answered=self._answered_by_year(documents),
            topics=self._topics[latest["document_id"]],
            documents=documents,
            facts=region_profile.facts(report, documents, self._names),
            description=region_profile.description(title, report, beside, documents),
        )

    def _stated_in(self, documents: _Rows) -> frozenset[str]:
        """The indicators of a region's documents of its last year."""
        last = documents[-1]["plan_year"]
        own = (self._stated[row["document_id"]] for row in documents if row["plan_year"] == last)
        return frozenset().union(*own)

    def _answered_by_year(
        self, documents: _Rows
    ) -> list[tuple[int | None, list[region_profile.Answered]]]:
        """What became of the goals of each plan that was answered, the last plan first."""
        found = [(row["plan_year"], self._answered[row["document_id"]]) for row in documents]
        return sorted((one for one in found if one[1]), key=lambda one: -(one[0] or 0))

    def _write_table(
        self, path: str, template: str, title: str, rows: Sequence[Row], **values: Any
    ) -> None:
        pages = "../documents/" if "/" in path else "documents/"
        self._folder.write(
            path,
            template,
            title=title,
            data=shared.script_json(table_words(self._report, rows, pages)),
            rows=(self._kept(row["document_id"]) for row in rows),
            **values,
        )

    def _kept(self, name: str) -> str:
        """What a document left for the tables of other pages."""
        return (self._rows / name).read_text("utf-8")


def _by_document(rows: pl.DataFrame) -> dict[str, _Rows]:
    """The rows of each document."""
    found: dict[str, _Rows] = {}
    for row in rows.iter_rows(named=True):
        found.setdefault(row["document_id"], []).append(row)
    return found
