"""Builds the report page: one self-contained file that works from disk with the network off."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from importlib.resources import files
from pathlib import Path
from typing import Any

import jinja2
import polars as pl

from charts.drawing import theme
from charts.pages.chart_library import chart_library
from charts.pages.sections import Report, Section, sections
from charts.pages.specs import Drawing
from charts.words.labels import LABELS
from charts.words.values import kind_words, printed_value, unit_name
from metrics.tables.frames import ROLES, Tables, TablesInParts

PAGE = "index.html"
_COVERED = 6  # shared indicators in the table of who states what


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
    if lang not in LABELS:
        raise ValueError(f"no page in language {lang!r}. There are: {', '.join(LABELS)}")
    report = Report.of(tables, lang)
    compared = list(sections(report))
    shared = [section for section in compared if section.is_shared]
    page = (
        environment()
        .get_template(PAGE)
        .render(
            words=report.words,
            site=None,
            totals=totals(report.tables, len(shared)),
            roles=roles(report),
            shared=shared,
            by_topic=by_topic(shared),
            single=[section for section in compared if not section.is_shared],
            coverage=coverage(report, shared[:_COVERED]),
            documents=documents(report),
            sources=report.tables.documents["source"].unique(maintain_order=True).to_list(),
            data=script_json(table_words(report)),
            rows=[script_json(table_rows(report, report.targets.collect()))],
            specs=specs(drawing for section in compared for drawing in section.drawings),
            colours={"light": theme.LIGHT.css(), "dark": theme.DARK.css()},
            font=theme.FONT,
            vega=chart_library(),
            made={
                "date": date,
                "version": version,
                "rules_digest": rules_digest,
                "rules_version": rules_version,
            },
        )
    )
    path = folder / PAGE
    path.write_bytes(page.encode())
    return path


def environment() -> jinja2.Environment:
    """The templates; everything they print is escaped."""
    return jinja2.Environment(
        loader=jinja2.FunctionLoader(template),
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        undefined=jinja2.StrictUndefined,
    )


def template(name: str) -> str:
    """The text of one template, style or script."""
    return files(__package__).joinpath("templates", name).read_text("utf-8")


def script_json(value: Any) -> str:
    """JSON for a script element: no ``<`` is left that could end it."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    return text.replace("<", "\\u003c")


def specs(drawings: Iterable[Drawing]) -> str:
    """The specifications of a page's charts by anchor, for a script element."""
    return script_json({drawing.anchor: drawing.spec for drawing in drawings})


def totals(tables: Tables, shared: int) -> dict[str, int]:
    """What was read and found, in numbers."""
    return {
        "documents": len(tables.documents),
        "with_body": int(tables.documents["body_present"].sum()),
        "targets": int(tables.documents["targets"].sum()),
        "numbers": int(tables.documents["numbers"].sum()),
        "shared": shared,
    }


def roles(report: Report) -> list[dict[str, Any]]:
    """How many numbers play each role, in the order of the roles."""
    return [{"role": role, "count": report.roles[role]} for role in ROLES if role in report.roles]


def by_topic(shared: list[Section]) -> dict[str, list[Section]]:
    """The shared indicators by topic; topics and indicators of the most documents first."""
    topics: dict[str, list[Section]] = {}
    for section in shared:
        topics.setdefault(section.topic, []).append(section)
    return topics


def coverage(report: Report, shared: Iterable[Section]) -> dict[str, Any]:
    """The table of documents by shared indicators: values, or why there is none."""
    columns = list(shared)
    stated = [
        {name: [item for item in section.evidence if item.place == name] for name in places}
        for section in columns
        for places in [{item.place for item in section.evidence}]
    ]
    rows = [
        {
            "name": report.names[document["document_id"]],
            "no_text": not document["body_present"],
            "cells": [by_name.get(report.names[document["document_id"]], []) for by_name in stated],
        }
        for document in report.tables.documents.to_dicts()
    ]
    return {"columns": columns, "rows": rows}


def documents(report: Report) -> list[dict[str, Any]]:
    """The rows of the documents table, each with its short name."""
    return [
        row | {"name": report.names[row["document_id"]]}
        for row in report.tables.documents.to_dicts()
    ]


def table_words(report: Report, document_pages: str | None = None) -> dict[str, Any]:
    """What the script of a table needs beside its rows: words, and where document pages are."""
    keys = ("shown", "nothing", "any", "row_link", "whole_sentence", "less", "item")
    return {"documents": document_pages, "words": {key: report.words[key] for key in keys}}


def table_rows(report: Report, targets: pl.DataFrame) -> dict[str, Any]:
    """Rows for the script of a table: each sentence once, and the targets that point to them."""
    sentences: dict[str, int] = {}
    rows = []
    for row in targets.to_dicts():
        sentence = sentences.setdefault(row["sentence"], len(sentences))
        rows.append(_table_row(report, row) | {"sentence": sentence})
    columns = list(rows[0]) if rows else []
    return {
        "columns": columns,
        "rows": [list(row.values()) for row in rows],
        "sentences": list(sentences),
    }


def _table_row(report: Report, row: Mapping[str, Any]) -> dict[str, Any]:
    part = report.words["part"] if row["breakdown"] else None
    at = report.place_of_quote(row)
    return {
        "id": row["target_id"],
        "place": report.names[row["document_id"]],
        "indicator": row["indicator"],
        "scope": row["scope"],
        "printed": printed_value(row),
        "value": row["value"],
        "unit": unit_name(row, report.lang),
        "kind": " · ".join(filter(None, (kind_words(row, report.words), part))),
        "parts": report.sums.get(row["target_id"]),
        "deadline": row["deadline"].isoformat() if row["deadline"] else None,
        "deadline_text": row["deadline_text"],
        "commitment": row["commitment"],
        "topic": row["topic"],
        "item": row["item_no"],
        "rule": row["rule_id"],
        "quote_at": _script_length(row["sentence"][:at]),
        "quote_length": _script_length(row["quote"]),
        "document": row["document_id"],
    }


def _script_length(text: str) -> int:
    """The length of a text as scripts count it, in units of UTF-16."""
    return len(text.encode("utf-16-le")) // 2
