"""The table of targets on a page: what its script needs."""

from __future__ import annotations

from typing import Any

import polars as pl

from charts.pages.model import Report, Row
from charts.words.values import kind_words, printed_value, unit_name


def table_words(report: Report, document_pages: str | None = None) -> dict[str, Any]:
    """What the script of a table needs beside its rows: words, and where document pages are."""
    keys = ("shown", "nothing", "any", "row_link", "whole_sentence", "less", "item")
    return {"documents": document_pages, "words": {key: report.words[key] for key in keys}}


def table_rows(report: Report, targets: pl.DataFrame) -> dict[str, Any]:
    """Rows for the script of a table: each sentence once, and the targets that point to them."""
    sentences: dict[str, int] = {}
    rows = []
    for row in targets.iter_rows(named=True):
        sentence = sentences.setdefault(row["sentence"], len(sentences))
        rows.append(_table_row(report, row) | {"sentence": sentence})
    columns = list(rows[0]) if rows else []
    return {
        "columns": columns,
        "rows": [list(row.values()) for row in rows],
        "sentences": list(sentences),
    }


def _table_row(report: Report, row: Row) -> dict[str, Any]:
    part = report.words["part"] if row["breakdown"] else None
    return {
        "id": row["target_id"],
        "place": report.names[row["document_id"]],
        "indicator": row["indicator"],
        "scope": row["scope"],
        "printed": printed_value(row),
        "value": row["value"],
        "unit": unit_name(row, report.style.lang, report.style.vocabulary),
        "kind": " · ".join(filter(None, (kind_words(row, report.words), part))),
        "parts": report.sums.get(row["target_id"]),
        "deadline": row["deadline"].isoformat() if row["deadline"] else None,
        "deadline_text": row["deadline_text"],
        "commitment": row["commitment"],
        "topic": row["topic"],
        "item": row["item_no"],
        "rule": row["rule_id"],
        "quote_at": _script_length(row["sentence"][: row["quote_at"]]),
        "quote_length": _script_length(row["quote"]),
        "document": row["document_id"],
    }


def _script_length(text: str) -> int:
    """The length of a text as scripts count it, in units of UTF-16."""
    return len(text.encode("utf-16-le")) // 2
