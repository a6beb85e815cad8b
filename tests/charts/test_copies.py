from __future__ import annotations

import json
import re

from reports_of_two_years import reports

from charts import build_site
from charts.pages.model import Report
from metrics import Document, extract

MADE = {"version": "1", "rules_digest": "0"}


def test_a_text_that_was_read_twice_counts_once_and_says_so(rules, tmp_path):
    twice = reports()
    twice.append(Document("again/成都2026.txt", twice[1].text))
    made = extract(twice, rules)
    report = Report.of(made, "zh")
    assert report.copies == {"again/成都2026.txt": "成都2026.txt"}
    assert len(report.tables.documents) == len(twice) - 1
    index = build_site(made, tmp_path, **MADE)
    assert "另有 1 个文件文字重复，只计一次。" in index.read_text("utf-8")
    assert "again/成都2026.txt" in (tmp_path / "files.html").read_text("utf-8")
    growth = tmp_path / "indicators" / "i-gdp_growth-change-increase-percent.html"
    assert growth.read_text("utf-8").count("<q ") == 3
    targets = (tmp_path / "targets.html").read_text("utf-8")
    parts = re.findall(r'<script class="targets" type="application/json">(.*?)</script>', targets)
    assert len(parts) == len(twice) - 1
    assert all(json.loads(part)["rows"] for part in parts)


def test_files_without_text_are_no_copies(rules):
    empty = [Document(f"{name}.txt", "") for name in ("one", "two")]
    assert Report.of(extract([*reports(), *empty], rules), "zh").copies == {}
