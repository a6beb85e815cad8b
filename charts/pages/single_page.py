"""Builds the report page: one self-contained file that works from disk with the network off."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from jinja2 import Environment

from charts.drawing import theme
from charts.pages import shared
from charts.pages.chart_library import chart_library
from charts.pages.correction_form import correction_form
from charts.pages.model import Report
from charts.pages.sections import sections
from charts.pages.target_table import table_rows, table_words
from metrics.tables.frames import Tables, TablesInParts

PAGE = "index.html"


def build_report(
    tables: Tables | TablesInParts,
    folder: Path,
    *,
    date: str | None = None,
    lang: str = "zh",
    version: str,
    rules_digest: str,
    rules_version: str = "",
) -> Path:
    """Writes ``index.html`` into ``folder`` and returns its path.

    The page holds everything it needs: styles, scripts, the chart library once, and all data as
    escaped JSON, so that nothing printed in a document can become markup. The same tables and
    options give the same bytes.

    Args:
        tables: the tables of a run.
        folder: an existing folder.
        date: printed in the footer, if given.
        lang: language of the page's own words, ``zh`` or ``en``; quotes stay as they are.
        version: of the program that made the tables.
        rules_digest: of the rules that made the tables.
        rules_version: the names and versions of these rules.

    Raises:
        ValueError: when the page does not know the language.
    """
    report = Report.of(tables, lang)
    environment = shared.environment(lang)
    made = {
        "date": date,
        "version": version,
        "rules_digest": rules_digest,
        "rules_version": rules_version,
    }
    text = environment.get_template(PAGE).render(**_values(report, environment), made=made)
    path = folder / PAGE
    path.write_bytes(text.encode())
    return path


def _values(report: Report, environment: Environment) -> dict[str, Any]:
    """What the template asks for, but by what the page was made."""
    compared = list(sections(report))
    common = [section for section in compared if section.is_shared]
    rows = table_rows(report, report.targets.collect().iter_rows(named=True))
    listed = [dict(zip(rows["columns"], row, strict=True)) for row in rows["rows"]]
    drawings = (drawing for section in compared for drawing in section.drawings)
    return {
        "words": report.words,
        "copies": report.copies,
        "site": None,
        "totals": shared.totals(report, len(common)),
        "roles": shared.roles(report),
        "shared": common,
        "glyphs": shared.legend(compared),
        "by_topic": shared.by_topic(common),
        "single": [section for section in compared if not section.is_shared],
        "coverage": shared.coverage(report, common[: shared.COVERED]),
        "documents": shared.documents(report),
        "sources": report.tables.documents["source"].unique(maintain_order=True).to_list(),
        "data": shared.script_json(table_words(report, report.tables.documents.to_dicts())),
        "correction_form": shared.script_json(correction_form(report)),
        "rows": [shared.script_json(rows)],
        "plain": [environment.get_template("plain_rows.html").render(rows=listed, pages=None)],
        "specs": shared.specs(drawings),
        "colours": {"light": theme.LIGHT.css(), "dark": theme.DARK.css()},
        "font": theme.FONT,
        "vega": chart_library(),
    }
