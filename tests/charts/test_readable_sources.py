from __future__ import annotations

import pytest
from reports_of_two_years import reports

from charts import build_report, build_site
from charts.pages.readable_sources import shown_sources
from metrics import Document, extract

MADE = {"version": "1", "rules_digest": "0"}
FOLDER = "/home/somebody/reports"


@pytest.mark.parametrize(
    ("sources", "shown"),
    [
        (["plans/a.txt", "b.txt"], ["plans/a.txt", "b.txt"]),
        (["/home/me/a.txt"], ["a.txt"]),
        (["/home/me/a.txt", "/home/me/b.txt", "c.txt"], ["a.txt", "b.txt", "c.txt"]),
        (["/home/me/x/a.txt", "/home/me/y/a.txt"], ["x/a.txt", "y/a.txt"]),
        (["/home/me/a.txt", "/srv/b.txt"], ["a.txt", "b.txt"]),
        (["/me/all.zip#2024/a.txt", "/me/all.zip#2024/b.txt"], ["all.zip#2024/a.txt", "all.zip#2024/b.txt"]),
        (["/home/a.txt", "/srv/a.txt"], ["home/a.txt", "srv/a.txt"]),
        (["/home/me/all.zip#2024/a.txt"], ["all.zip#2024/a.txt"]),
        (["../shared/a.txt", "../shared/b.txt"], ["a.txt", "b.txt"]),
        (["C:/Users/me/a.txt", "D:/b.txt"], ["a.txt", "b.txt"]),
        (["https://example.org/a.txt"], ["https://example.org/a.txt"]),
        ([], []),
    ],
)  # fmt: skip
def test_of_paths_of_the_machine_the_end_is_shown(sources, shown):
    names = shown_sources(sources)
    assert [names.get(source, source) for source in sources] == shown


def test_no_file_of_the_pages_tells_where_documents_lay(rules, tmp_path):
    read = [Document(f"{FOLDER}/{one.source}", one.text) for one in reports()]
    read.append(Document(f"{FOLDER}/again/成都2026.txt", read[1].text))
    made = extract(read, rules)
    build_site(made, tmp_path, **MADE)
    build_report(made, tmp_path, **MADE)
    written = [file for file in tmp_path.rglob("*") if file.is_file()]
    assert any(file.suffix == ".csv" for file in written)
    telling = [file.name for file in written if FOLDER.encode() in file.read_bytes()]
    assert telling == []
    assert "again/成都2026.txt" in (tmp_path / "files.html").read_text("utf-8")
