"""Builds the report as a folder of pages that works from disk with the network off.

Scripts are classic ones in shared files, because browsers refuse modules and ``fetch`` on
``file://``. The pages of regions and documents are written one at a time.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, NamedTuple

import polars as pl

from charts.drawing import theme
from charts.pages import single_page as single
from charts.pages.chart_library import chart_library
from charts.pages.document_text import pieces_of, starts_of, text_of, texts_of
from charts.pages.sections import Report, Section, sections
from charts.pages.specs import LARGE, Drawing
from charts.pages.views import View, views
from charts.selection.provinces import Area, areas
from charts.words.labels import LABELS
from charts.words.values import is_soft, printed_value
from metrics.tables.frames import FILES, ROLES, Tables, TablesInParts

_COVERED = 6  # shared indicators in the table of who states what
_HEADLINES = 4  # shared indicators drawn on the index
_Row = Mapping[str, Any]


def build_site(
    tables: Tables | TablesInParts,
    folder: Path,
    *,
    texts: Path | None = None,
    date: str | None = None,
    lang: str = "zh",
    version: str,
    rules_digest: str,
    rules_version: str = "",
) -> Path:
    """Writes the pages of a report into ``folder`` and returns the path of ``index.html``.

    Beside the index: ``targets.html`` with every target, a page for each indicator, region and
    document, ``data/`` with the rows behind each chart as CSV, and ``assets/``. Of a large
    collection the index names provinces, each with a page of its documents, and targets stand on
    the pages of regions only; the numbers and the texts are in memory a part at a time.

    Args:
        tables: the tables of a run.
        folder: an existing folder.
        texts: a folder with the decoded text of each file as ``<text_sha256>.txt``; documents
            whose text is not there get a page with their numbers only.
        date: printed in the footer, if given.
        lang: language of the pages' own words, ``zh`` or ``en``; quotes stay as they are.
        version: of the program that made the tables.
        rules_digest: of the rules that made the tables.
        rules_version: the names and versions of these rules.

    Raises:
        ValueError: when the pages do not know the language.
    """
    if lang not in LABELS:
        raise ValueError(f"no page in language {lang!r}. There are: {', '.join(LABELS)}")
    made = {
        "date": date,
        "version": version,
        "rules_digest": rules_digest,
        "rules_version": rules_version,
    }
    site = _Site(Report.of(tables, lang), folder, made)
    for name in ("assets", "indicators", "regions", "documents", "areas", "views", "data"):
        (folder / name).mkdir(exist_ok=True)
    site.write_assets()
    for section in sections(site.report):
        site.write_indicator(section)
    documents = [row | {"region_page": _region_page(row)} for row in single.documents(site.report)]
    of_area = areas(documents, site.report.tables.regions, lang)
    with TemporaryDirectory(dir=folder) as rows:
        site.write_documents(documents, texts, Path(rows))
        site.write_targets(documents, of_area, Path(rows))
    known = None if site.report.is_large else texts_of(documents, texts) or None
    seen = [site.write_view(view) for view in views(site.report, site.shared_ids(), known)]
    return site.write_index(documents, of_area, seen)


class _Site:
    """Where the pages go and what all of them share."""

    def __init__(self, report: Report, folder: Path, made: _Row) -> None:
        self.report = report
        self._folder = folder
        self._shared = {"words": report.words, "made": made}
        self._environment = single.environment()
        self._headlines: list[tuple[Section, Drawing]] = []
        self._coverage: list[Section] = []
        self._compared: list[Section] = []
        self._stated: dict[str, list[tuple[int, _Stated]]] = {}  # of the shared ones, by document

    def write_assets(self) -> None:
        """The style, the scripts and the chart library, each once."""
        colours = (
            f":root {{ {theme.LIGHT.css()} --font: {theme.FONT}; }}\n"
            f"@media screen and (prefers-color-scheme: dark) {{ :root {{ {theme.DARK.css()} }} }}\n"
        )
        assets = {
            "style.css": colours + single.template("style.css"),
            "table.js": single.template("table.js"),
            "charts.js": single.template("charts.js"),
            "vega.js": f"(function () {{\n{chart_library()}\n}})();\n",
        }
        for name, text in assets.items():
            (self._folder / "assets" / name).write_bytes(text.encode())

    def shared_ids(self) -> list[str]:
        """The indicators that several documents state."""
        return list(dict.fromkeys(one.indicator_id for one in self._compared if one.is_shared))

    def write_index(
        self,
        documents: list[dict[str, Any]],
        of_area: list[Area],
        seen: list[View],
    ) -> Path:
        """What was read, the headline charts, the finding of each comparison, who states what."""
        shared = [section for section in self._compared if section.is_shared]
        return self._write(
            "index.html",
            "site_index.html",
            title=self.report.words["title"],
            totals=single.totals(self.report.tables, len(shared)),
            roles=single.roles(self.report),
            by_topic=single.by_topic(shared),
            shared=shared,
            headlines=self._headlines,
            views=seen,
            specs=single.specs(drawing for _, drawing in self._headlines),
            single=[section for section in self._compared if not section.is_shared],
            coverage=single.coverage(self.report, self._coverage),
            large=self.report.is_large,
            documents=documents,
            areas=of_area,
            parquet=list(FILES),
        )

    def write_indicator(self, section: Section) -> None:
        """One indicator: its chart, its sentences, and the rows behind it as CSV.

        Only what other pages say of it is kept.
        """
        # The mark of byte order tells spreadsheet programs that the file is UTF-8.
        csv = self._folder / "data" / f"{section.anchor}.csv"
        section.rows.write_csv(csv, include_bom=True)
        self._write(
            f"indicators/{section.anchor}.html",
            "site_indicator.html",
            title=section.name,
            section=section,
            counted=section.documents > LARGE,
            totals={"documents": len(self.report.tables.documents)},
            specs=single.specs(section.drawings),
        )
        outline = section.outline()
        self._compared.append(outline)
        if section.is_shared:
            if len(self._headlines) < _HEADLINES:
                first = section.drawings[0].linked(f"indicators/{section.anchor}.html")
                self._headlines.append((outline, first))
            if len(self._coverage) < _COVERED and not self.report.is_large:
                self._coverage.append(section)
            for row in section.rows.iter_rows(named=True):
                stated = (len(self._compared) - 1, _stated(row))
                self._stated.setdefault(row["document_id"], []).append(stated)

    def write_view(self, view: View) -> View:
        """A view over all documents, with the rows behind it as CSV."""
        view.rows.write_csv(self._folder / "data" / f"{view.name}.csv", include_bom=True)
        drawing = view.drawing.linked(None if self.report.is_large else "../targets.html")
        self._write(
            f"views/{view.name}.html",
            "site_view.html",
            title=view.title,
            view=view,
            drawing=drawing,
            specs=single.specs([drawing]),
        )
        return view

    def write_targets(
        self, documents: list[dict[str, Any]], of_area: list[Area], rows: Path
    ) -> None:
        """The table of all targets, and one table for each region beside what others state.

        Of a large collection there is no table of all, but a page for the documents of each area.
        """
        title = self.report.words["all"]
        if self.report.is_large:
            self._write("targets.html", "site_areas.html", title=title, areas=of_area)
            for area in of_area:
                path, listed = f"areas/{area.code}.html", area.documents
                self._write(path, "site_area.html", title=area.name, documents=listed)
        else:
            self._write_table("targets.html", title, documents, "documents/", [], rows)
        regions: dict[str, list[dict[str, Any]]] = {}
        for row in documents:
            regions.setdefault(row["region_page"], []).append(row)
        for page, members in regions.items():
            title = members[0]["region"] or members[0]["name"]
            beside = self._beside_others(members)
            self._write_table(f"regions/{page}.html", title, members, "../documents/", beside, rows)

    def _beside_others(self, members: list[dict[str, Any]]) -> list[_Row]:
        """What a region states of each shared indicator, with what all documents state."""
        rows: dict[int, dict[str, Any]] = {}
        for row in members:
            for place, stated in self._stated.get(row["document_id"], ()):
                entry = rows.setdefault(place, {"section": self._compared[place], "stated": []})
                entry["stated"].append(stated)
        return [rows[place] for place in sorted(rows)]

    def _write_table(
        self,
        path: str,
        title: str,
        documents: list[dict[str, Any]],
        pages: str,
        beside: list[_Row],
        rows: Path,
    ) -> None:
        self._write(
            path,
            "site_targets.html",
            title=title,
            data=single.script_json(single.table_words(self.report, pages)),
            rows=((rows / row["document_id"]).read_text("utf-8") for row in documents),
            beside=beside,
        )

    def write_documents(
        self, documents: list[dict[str, Any]], texts: Path | None, rows: Path
    ) -> None:
        """The text of each document with every number marked by its role.

        The rows of its targets are put into the folder ``rows`` for the tables of other pages.
        """
        starts = starts_of(documents, texts)
        known = {row["document_id"]: row for row in documents}
        for part in self.report.parts:
            # A part reads and checks its rows anew whenever they are asked for.
            all_numbers, all_targets = part.numbers, part.targets
            no_number, no_target = all_numbers.clear(), all_targets.clear()
            numbers, targets = _by_document(all_numbers), _by_document(all_targets)
            for document_id in part.documents["document_id"]:
                row = known[document_id]
                stated = targets.get(document_id, no_target)
                data = single.script_json(single.table_rows(self.report, stated))
                (rows / document_id).write_bytes(data.encode("utf-8", "replace"))
                mentions = numbers.get(document_id, no_number)
                self._write_document(
                    row, text_of(texts, row), starts[document_id], mentions, stated
                )

    def _write_document(
        self,
        row: dict[str, Any],
        text: str | None,
        begin: int,
        mentions: pl.DataFrame,
        stated: pl.DataFrame,
    ) -> None:
        linked: dict[int, list[str]] = {}
        for target_id, start in stated.select("target_id", "start").iter_rows():
            linked.setdefault(start, []).append(target_id)
        numbers = mentions.sort("start").to_dicts()
        stop = begin + row["characters"]
        self._write(
            f"documents/{row['document_id']}.html",
            "site_document.html",
            title=row["name"],
            document=row,
            roles=[role for role in ROLES if any(one["role"] == role for one in numbers)],
            parts=list(pieces_of(text, begin, stop, numbers, linked, self.report.words)),
        )

    def _write(self, path: str, template: str, **values: Any) -> Path:
        site = {"root": "../" * path.count("/")}
        page = self._environment.get_template(template).render(**self._shared, site=site, **values)
        place = self._folder / path
        place.write_bytes(page.encode("utf-8", "replace"))
        return place


def _region_page(row: _Row) -> str:
    """The name of the page of a document's region; a document of no known region has its own."""
    region = row["region_code"] or row["region"]
    if not region:
        return str(row["document_id"])
    # A name printed in a document must not choose where a file is written.
    return hashlib.sha256(str(region).encode("utf-8", "replace")).hexdigest()[:16]


class _Stated(NamedTuple):
    """What the page of a region says of one target of a shared indicator."""

    target_id: str
    printed: str
    commitment: str
    is_soft: bool


def _stated(row: _Row) -> _Stated:
    printed = printed_value(row)
    return _Stated(row["target_id"], printed, row["commitment"] or "", is_soft(row))


def _by_document(rows: pl.DataFrame) -> dict[str, pl.DataFrame]:
    """The rows of each document, which stand one after the other."""
    runs = rows["document_id"].rle().struct.unnest()
    starts = runs["len"].cum_sum() - runs["len"]
    return {
        document_id: rows.slice(start, length)
        for start, length, document_id in zip(starts, runs["len"], runs["value"], strict=True)
    }
