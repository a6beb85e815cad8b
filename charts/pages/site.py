"""Builds the report as a folder of pages that works from disk with the network off.

Scripts are classic ones in shared files, because browsers refuse modules and ``fetch`` on
``file://``. The pages of regions and documents are written one at a time.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from charts.pages import front, progress, shared
from charts.pages.correction_form import correction_form
from charts.pages.coverage_table import coverage_table
from charts.pages.document_text import Texts, texts_of
from charts.pages.model import Report
from charts.pages.my_region import write_regions
from charts.pages.province_map import province_map
from charts.pages.record_table import record_table
from charts.pages.sections import named_in_words, sections
from charts.pages.site_compared import Compared
from charts.pages.site_documents import DocumentPages, listed
from charts.pages.site_folder import SiteFolder
from charts.pages.site_picture import write_picture
from charts.pages.views import View, views
from charts.selection.coverage import STATES
from charts.selection.provinces import Area, areas
from metrics.tables.frames import FILES, Tables, TablesInParts
from metrics.tables.spreadsheets import write_csv


def build_site(
    tables: Tables | TablesInParts,
    folder: Path,
    *,
    texts: Texts | None = None,
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
    the pages of regions only, and the page of a document holds the sentences of its targets; the
    numbers and the texts are in memory a part at a time.

    Args:
        tables: the tables of a run.
        folder: an existing folder.
        texts: the decoded text of each file by its ``text_sha256``, such as
            `metrics.tables.texts.Texts`; documents whose text is not there get a page with their
            numbers only.
        date: printed in the footer, if given.
        lang: language of the pages' own words, ``zh`` or ``en``; quotes stay as they are.
        version: of the program that made the tables.
        rules_digest: of the rules that made the tables.
        rules_version: the names and versions of these rules.

    Raises:
        ValueError: when the pages do not know the language.
    """
    made = {
        "date": date,
        "version": version,
        "rules_digest": rules_digest,
        "rules_version": rules_version,
    }
    return write_site(Report.of(tables, lang), folder, texts or {}, made)


def write_site(
    report: Report,
    place: Path,
    texts: Texts,
    made: Mapping[str, str | None],
    *,
    whole_texts: bool = False,
) -> Path:
    """Writes the pages of a report into the folder ``place``, as ``build_site`` does.

    With ``whole_texts`` documents have all of their texts on their pages, however many they are.
    """
    folder = SiteFolder(place, report.words, made, len(report.tables.documents))
    folder.write_assets()
    form = shared.script_json(correction_form(report))
    folder.script("assets/correction-form.js", f"window.correctionForm = {form};\n")
    compared = Compared(report, folder)
    documents = listed(report)
    known = None if report.is_large else texts_of(documents, texts) or None
    for section in sections(report, named_in_words(report, known)):
        compared.write(section)
    compared.write_rows()
    of_area = areas(documents, report.tables.regions, report.style.lang)
    with TemporaryDirectory(dir=place) as rows:
        pages = DocumentPages(report, folder, documents, Path(rows), whole=whole_texts)
        pages.write_documents(texts)
        pages.write_targets(of_area, compared)
    write_regions(report, folder, documents, compared.standings)
    shown = [
        _write_view(report, folder, view, compared)
        for view in views(report, compared.shared_ids(), known)
    ]
    steps = _write_progress(report, folder, compared)
    _write_files(report, folder, compared, documents, of_area)
    titles = [(name, report.words[f"view_{name}"]) for name in steps]
    seen = (titles, [(view.name, view.title) for view in shown])
    return _write_index(report, folder, compared, seen, documents)


def _write_progress(report: Report, folder: SiteFolder, compared: Compared) -> list[str]:
    """What changed from plan to plan, and what became of goals: a page a year, if there are any.

    Returns:
        The names of the views.
    """
    words = report.words
    shared_ones = [one for one in compared.sections if one.is_shared]
    asked: tuple[tuple[Any, ...], ...] = (
        ("changes", compared.changes, progress.CHANGES, "", compared.revised),
        ("kept", compared.answers, progress.OUTCOMES, "record_", {}),
    )
    written = []
    for view, pairs, kinds, prefix, revised in asked:
        years = progress.by_year(shared_ones, pairs, kinds, view)
        labels = [words[prefix + kind] for kind in kinds]
        for of in years:
            values = progress.page_values(report, of, years, (kinds, labels), revised)
            named = dict(zip(kinds, labels, strict=True))
            folder.write(
                f"views/{of.page}.html",
                "site_progress.html",
                record=record_table(report, of.rows, named) if view == "kept" else None,
                specs=shared.specs(drawn for *_, drawn in values["rows"] if drawn is not None),
                **values,
            )
        written += [view] if years else []
    return written


def _write_files(
    report: Report,
    folder: SiteFolder,
    compared: Compared,
    documents: list[dict[str, Any]],
    of_area: list[Area],
) -> None:
    """What was read: the documents, what their numbers are, and the tables to take along."""
    folder.write(
        "files.html",
        "site_files.html",
        title=report.words["read"],
        totals=shared.totals(report, len(compared.shared)),
        roles=shared.roles(report),
        large=report.is_large,
        documents=documents,
        areas=of_area,
        copies=report.copies,
        parquet=list(FILES),
    )


def _write_index(
    report: Report,
    folder: SiteFolder,
    compared: Compared,
    seen: tuple[list[tuple[str, str]], list[tuple[str, str]]],
    documents: list[dict[str, Any]],
) -> Path:
    """The front page; ``seen`` are names of views with titles, those from year to year apart."""
    common = compared.shared
    cards = front.drawn(front.cards(common, compared.single))
    found = front.findings(common)
    provinces = province_map(report, common, documents)
    if folder.has_picture:
        drawn = front.telling(common)
        write_picture(report, folder.picture, _read_said(report, len(common)), drawn)
    profiles = front.profiles(report)
    if profiles is not None and not profiles["is_short"]:
        title = report.words["profile"]
        folder.write("views/profile.html", "site_profile.html", title=title, profiles=profiles)
    return folder.write(
        "index.html",
        "site_index.html",
        title=report.words["title"],
        totals=shared.totals(report, len(common)),
        copies=report.copies,
        findings=found,
        description=front.description(report, found),
        cards=cards,
        specs=shared.specs(card.drawing for _, card in cards),
        glyphs=shared.legend(() if report.is_large else (card for _, card in cards)),
        map=provinces,
        map_data=shared.script_json(provinces["data"] if provinces else {}),
        profiles=profiles,
        topics=front.topics([*common, *compared.single]),
        steps=seen[0],
        views=seen[1],
    )


def _read_said(report: Report, shared_ones: int) -> str:
    """What was read, in a sentence."""
    counts = shared.totals(report, shared_ones)
    return report.words["front_read" if shared_ones else "front_read_alone"].format(
        documents=counts["documents"], targets=f"{counts['targets']:,}", shared=shared_ones
    )


def _write_view(report: Report, folder: SiteFolder, view: View, compared: Compared) -> View:
    """A view over all documents, with the rows behind it as CSV."""
    write_csv(view.rows, folder.data(view.name))
    if view.name == "coverage":
        table = coverage_table(report, compared.shared, view.rows)
        there = {state for line in table.lines for state in line.states}
        states, words = [state for state in STATES if state in there], report.words
        folder.write(
            "views/coverage.html",
            "site_coverage.html",
            title=view.title,
            view=view,
            table=table,
            headline=table.headline(words),
            lead=view.lead.format(states=words["comma"].join(words[one] for one in states)),
            states=states,
        )
        return view
    drawing = view.drawing.linked(None if report.is_large else "../targets.html")
    folder.write(
        f"views/{view.name}.html",
        "site_view.html",
        title=view.title,
        view=view,
        drawing=drawing,
        specs=shared.specs([drawing]),
    )
    return view
