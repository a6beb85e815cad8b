"""Builds the report page: one self-contained HTML file that works from disk, with the network off."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path
from typing import Any

import jinja2
import polars as pl
import vl_convert

from charts.comparison import comparable, compare
from charts.labels import COMPARATOR_SIGNS, LABELS, SOFT_WORDS, document_labels
from metrics.tables import ROLES, Tables

_SHARED_BY = 2  # an indicator is compared when this many documents state it
PAGE = "index.html"


@dataclass(frozen=True, slots=True)
class Comparison:
    """What the section of one shared indicator shows."""

    anchor: str
    name: str
    spec: str
    rows: list[dict[str, Any]]
    missing: list[dict[str, str]]
    sources: list[str]


def build_report(
    tables: Tables,
    folder: Path,
    *,
    date: str | None = None,
    lang: str = "zh",
    version: str = "",
    rules_digest: str = "",
) -> Path:
    """Writes ``index.html`` into ``folder`` and returns its path.

    The page holds everything it needs: styles, scripts, the chart library once, and the data as
    escaped JSON, so that nothing printed in a document can become markup.
    """
    path = folder / PAGE
    path.write_bytes(
        render_report(
            tables, date=date, lang=lang, version=version, rules_digest=rules_digest
        ).encode("utf-8", "replace")
    )
    return path


def render_report(
    tables: Tables, *, date: str | None, lang: str, version: str, rules_digest: str
) -> str:
    """The report page as text; the same tables and options give the same text."""
    words = LABELS[lang]
    names = document_labels(tables.documents)
    template = _environment().get_template("index.html")
    return template.render(
        words=words,
        lang=lang,
        comparisons=_comparisons(tables, names, words, lang),
        documents=_documents(tables, names),
        totals=_totals(tables),
        roles=_roles(tables),
        data=_script_json(_data(tables, names, words)),
        style=_asset("style.css"),
        script=_asset("report.js"),
        vega=vl_convert.javascript_bundle(),
        footer={"date": date, "version": version, "rules_digest": rules_digest},
    )


def _environment() -> jinja2.Environment:
    return jinja2.Environment(
        loader=jinja2.FunctionLoader(_asset),
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        undefined=jinja2.StrictUndefined,
    )


def _asset(name: str) -> str:
    return (files("charts") / "templates" / name).read_text("utf-8")


def _script_json(value: Any) -> str:
    """JSON that is safe inside a script element: no ``<`` is left to close it."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"), sort_keys=True)
    return text.replace("<", "\\u003c").replace("\u2028", "\\u2028").replace("\u2029", "\\u2029")


# --- sections


def _comparisons(
    tables: Tables, names: Mapping[str, str], words: Mapping[str, str], lang: str
) -> list[Comparison]:
    catalogue = {row["indicator_id"]: row for row in tables.indicators.to_dicts()}
    found = []
    for indicator_id in tables.targets["indicator_id"].drop_nulls().unique().sort():
        rows = comparable(tables.targets, indicator_id)
        stated_by = rows["document_id"].n_unique()
        if stated_by < _SHARED_BY:
            continue
        name = catalogue[indicator_id]["name"] if indicator_id in catalogue else indicator_id
        chart = compare(
            tables.targets,
            indicator_id,
            documents=tables.documents,
            benchmarks=tables.benchmarks,
            name=name,
            lang=lang,
        )
        benchmarks = tables.benchmarks.filter(pl.col("indicator_id") == indicator_id)
        found.append(
            (
                -stated_by,
                Comparison(
                    anchor=f"i-{indicator_id}",
                    name=name,
                    spec=_script_json(chart.to_dict()),
                    rows=[_row(row, names, words) for row in rows.to_dicts()],
                    missing=_missing(tables.documents, rows, names, words),
                    sources=benchmarks["document"].unique().sort().to_list(),
                ),
            )
        )
    found.sort(key=lambda item: (item[0], item[1].anchor))
    return [comparison for _, comparison in found]


def _row(
    row: Mapping[str, Any], names: Mapping[str, str], words: Mapping[str, str]
) -> dict[str, Any]:
    at = row["sentence"].find(row["quote"])
    head = row["sentence"][:at] if at >= 0 else row["sentence"]
    return {
        "id": row["target_id"],
        "region": names[row["document_id"]],
        "printed": COMPARATOR_SIGNS[row["comparator"]] + row["quote"],
        "soft": row["commitment"] in SOFT_WORDS,
        "commitment": row["commitment"] or "",
        "deadline": row["deadline_text"] or "",
        "head": head,
        "quote": row["quote"] if at >= 0 else "",
        "tail": row["sentence"][at + len(row["quote"]) :] if at >= 0 else "",
    }


def _missing(
    documents: pl.DataFrame,
    rows: pl.DataFrame,
    names: Mapping[str, str],
    words: Mapping[str, str],
) -> list[dict[str, str]]:
    stated = set(rows["document_id"])
    return [
        {
            "region": names[document["document_id"]],
            "state": words["missing_silent" if document["body_present"] else "missing_text"],
        }
        for document in documents.to_dicts()
        if document["document_id"] not in stated
    ]


def _documents(tables: Tables, names: Mapping[str, str]) -> list[dict[str, Any]]:
    return [row | {"name": names[row["document_id"]]} for row in tables.documents.to_dicts()]


def _totals(tables: Tables) -> dict[str, int]:
    return {
        "documents": len(tables.documents),
        "targets": len(tables.targets),
        "numbers": len(tables.numbers),
    }


def _roles(tables: Tables) -> list[dict[str, Any]]:
    counts = dict(tables.numbers.group_by("role").len().iter_rows())
    total = max(sum(counts.values()), 1)
    return [
        {"role": role, "count": counts[role], "share": round(100 * counts[role] / total, 2)}
        for role in ROLES
        if role in counts
    ]


def _data(
    tables: Tables, names: Mapping[str, str], words: Mapping[str, str]
) -> dict[str, Any]:
    """What the script needs: sentences once, then the targets as rows that point to them."""
    sentences: dict[str, int] = {}
    rows = []
    for row in tables.targets.to_dicts():
        sentence = sentences.setdefault(row["sentence"], len(sentences))
        rows.append(
            [
                row["target_id"],
                names[row["document_id"]],
                row["indicator"],
                row["scope"] or "",
                COMPARATOR_SIGNS[row["comparator"]] + row["quote"],
                row["value"],
                words[row["mode"]] + (f" · {words['part']}" if row["breakdown"] else ""),
                row["deadline"].isoformat() if row["deadline"] else "",
                row["commitment"] or "",
                row["topic"] or "",
                row["classifier"] or row["unit"],
                sentence,
                row["quote"],
                row["per"] or "",
                row["item_no"] or "",
                row["rule_id"],
            ]
        )
    keys = ("shown", "nothing", "any", "see_row")
    return {"rows": rows, "sentences": list(sentences), "words": {key: words[key] for key in keys}}
