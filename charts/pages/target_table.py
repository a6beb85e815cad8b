"""The table of targets on a page: what its script needs."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from charts.pages.correction_form import FIELDS, read_of
from charts.pages.in_english import english_names
from charts.pages.model import Report, Row
from charts.selection.commitment import strength
from charts.selection.periods import period_of
from charts.words.values import kind_words, unit_name
from metrics.tables.schemas import DOUBTS, MODES

# Columns of the CSV file of what is filtered, with the keys of the rows: named as in the targets
# table, but for ``printed`` and ``period``, which say what the page shows.
_SAVED = (
    ("target_id", "id"), ("document_id", "document"), ("region", "region"),
    ("region_label", "region_label"), ("topic", "topic"), ("indicator", "indicator"),
    ("scope", "scope"), ("quote", "quote"), ("printed", "printed"), ("comparator", "comparator"),
    ("value", "value"), ("value_high", "value_high"), ("unit", "unit_id"), ("mode", "mode"),
    ("direction", "direction"), ("period", "period"), ("deadline", "deadline"),
    ("deadline_text", "deadline_text"), ("commitment", "commitment"), ("sentence", "sentence"),
    ("rule_id", "rule"),
)  # fmt: skip
DOUBT = "doubt"
"""The column that says why a target may be read wrongly, where tables have it."""
_AS_READ = {"unit": "unit_id"}  # keys of rows for what the form of corrections calls otherwise


def table_words(
    report: Report, documents: Iterable[Row], pages: str | None = None
) -> dict[str, Any]:
    """What the script of a table needs beside its rows: words, names, and what the files hold.

    Args:
        report: the report.
        documents: those whose targets stand in the table.
        pages: where the pages of documents are, if there are any.
    """
    words = report.words
    named = {DOUBT} & set(report.targets.collect_schema().names())
    keys = ("shown", "nothing", "any", "row_link", "whole_sentence", "less", "item", "undated")
    return {
        "documents": pages,
        "sources": {row["document_id"]: row["source"] for row in documents},
        "words": {key: words[key] for key in keys}
        | {
            "labels": {
                "mode": {mode: words[mode] for mode in MODES},
                DOUBT: {doubt: words[f"doubt_{doubt}"] for doubt in DOUBTS},
            }
        },
        "saved": (*_SAVED, *((one, one) for one in named)),
        "corrected": [field for field in FIELDS if field != "role"],
        "as_read": _AS_READ,
    }


def table_rows(report: Report, targets: Iterable[Row]) -> dict[str, Any]:
    """Rows for the script of a table: each sentence once, and the targets that point to them."""
    sentences: dict[str, int] = {}
    names = english_names(report.tables.indicators, report.style.lang)
    rows = []
    for row in targets:
        sentence = sentences.setdefault(row["sentence"], len(sentences))
        made = _table_row(report, row) | read_of(row, _AS_READ) | {"sentence": sentence}
        rows.append(made | ({"called": names.get(row["indicator_id"])} if names else {}))
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
        "region": report.region_names[row["document_id"]],
        "region_label": row["region_label"],
        "scope": row["scope"],
        "printed": report.style.printed(row),
        "unit": unit_name(row, report.style.lang, report.style.vocabulary),
        "kind": " · ".join(filter(None, (kind_words(row, report.words), part))),
        "parts": report.sums.get(row["target_id"]),
        "deadline_text": row["deadline_text"],
        "commitment": row["commitment"],
        "wording": report.words[strength(row, report.style.vocabulary)],
        "period": period_of(row).label(report.words),
        "start": row["start"],
        "topic": row["topic"],
        "item": row["item_no"],
        "rule": row["rule_id"],
        "quote_at": _script_length(row["sentence"][: row["quote_at"]]),
        "quote_length": _script_length(row["quote"]),
        "document": row["document_id"],
        **({DOUBT: row[DOUBT]} if DOUBT in row else {}),
    }


def _script_length(text: str) -> int:
    """The length of a text as scripts count it, in units of UTF-16."""
    return len(text.encode("utf-16-le")) // 2
