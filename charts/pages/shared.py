"""What the single page and the site share: templates, JSON for scripts, counts and lists."""

from __future__ import annotations

import hashlib
import json
import logging
import re
import sys
from collections.abc import Iterable
from importlib.metadata import version
from importlib.resources import files
from typing import Any

import jinja2
from jinja2.bccache import Bucket
from markupsafe import Markup, escape

from charts.drawing.glyphs import in_order
from charts.pages.cards import Card
from charts.pages.model import Evidence, Report, Section
from charts.pages.specs import Drawing
from metrics.kept_files import KeptFiles
from metrics.tables.frames import ROLES

_LOG = logging.getLogger(__name__)
_KEPT = KeptFiles("template", most=200)
COVERED = 6  # shared indicators in the table of who states what


_SIGNS = r"[\u3001-\u303f\u4e00-\u9fff\uff01-\uff60]*"
_CHINESE = re.compile(rf"{_SIGNS}[\u4e00-\u9fff]{_SIGNS}")


class _Compiled(jinja2.BytecodeCache):
    """Keeps compiled templates in the user's cache folder; to compile them takes half a second."""

    def load_bytecode(self, bucket: Bucket) -> None:
        """The code that was kept for this template, if it is of its text."""
        try:
            kept = _KEPT.read(self._key(bucket))
        except (OSError, RuntimeError, ValueError) as error:
            _LOG.info("a kept template is not used (%s): it is compiled anew", error)
            return
        if kept is not None:
            bucket.bytecode_from_string(kept)

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keeps the code of a template."""
        _KEPT.keep(self._key(bucket), bucket.bytecode_to_string())

    @staticmethod
    def _key(bucket: Bucket) -> bytes:
        made_by = f"{version('jinja2')} {sys.version}"
        return hashlib.sha256(f"{made_by} {bucket.key} {bucket.checksum}".encode()).digest()


def environment(lang: str) -> jinja2.Environment:
    """The templates of this language; everything they print is escaped."""
    made = jinja2.Environment(
        loader=jinja2.FunctionLoader(template),
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        undefined=jinja2.StrictUndefined,
        bytecode_cache=_Compiled(),
        auto_reload=False,
    )
    made.filters["marked"] = marked if lang == "en" else str
    return made


def marked(text: str) -> Markup:
    """The text with its Chinese words marked as such, for a page in another language."""
    return Markup(_CHINESE.sub(r'<span lang="zh">\g<0></span>', str(escape(text))))


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


def legend(shown: Iterable[Section | Card]) -> list[str]:
    """What the marks of these sections or cards say, in the order of the legend."""
    return in_order(glyph for one in shown for glyph in one.glyphs)


def totals(report: Report, shared: int) -> dict[str, int]:
    """What was read and found, in numbers."""
    tables = report.tables
    return {
        "documents": len(tables.documents),
        "with_body": int(tables.documents["body_present"].sum()),
        "targets": int(tables.documents["targets"].sum()),
        "numbers": int(tables.documents["numbers"].sum()),
        "target_numbers": report.roles.get("target", 0),
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
    stated: list[dict[str, list[Evidence]]] = []
    for section in columns:
        by_document: dict[str, list[Evidence]] = {}
        for item in section.evidence:
            by_document.setdefault(item.document_id, []).append(item)
        stated.append(by_document)
    present = report.tables.documents.select("document_id", "body_present").iter_rows()
    rows = [
        {
            "document_id": document_id,
            "name": report.names[document_id],
            "no_text": not body_present,
            "cells": [by_document.get(document_id, []) for by_document in stated],
        }
        for document_id, body_present in present
    ]
    return {"columns": columns, "rows": rows}


def documents(report: Report) -> list[dict[str, Any]]:
    """The rows of the documents table, each with its short name."""
    return [
        row | {"name": report.names[row["document_id"]]}
        for row in report.tables.documents.to_dicts()
    ]
