from __future__ import annotations

import json
import re
from dataclasses import replace
from pathlib import Path

import polars as pl
import pytest

from charts import build_report
from metrics import Document, extract
from metrics.tables import frames

MADE = {"version": "1.2.3", "rules_digest": "0123456789abcdef"}
HOSTILE = (
    "</script><script>alert(1)</script><img src=x onerror=alert(2)>",
    "<!--<script>",
    "{{ 7 * 7 }}{% raw %}",
    "javascript:alert(1)",
    "\u202e\u2066右到左",
    "\u2028\u2029\x00😀",
    "新" * 10_000,
)


@pytest.fixture(scope="module")
def page(sample_tables, tmp_path_factory) -> str:
    folder = tmp_path_factory.mktemp("report")
    return build_report(sample_tables, folder, **MADE).read_text("utf-8")


def island(page: str, name: str):
    """What a script element of data holds."""
    (text,) = re.findall(
        rf'<script (?:id|class)="{name}" type="application/json">(.*?)</script>', page
    )
    return json.loads(text)


def own_part(page: str) -> str:
    """The page without the chart library."""
    before, library = page.split("<script>(function () {")
    return before + library.split("})();</script>")[1]


def section(page: str, name: str) -> str:
    """The part of the page about one indicator."""
    (article,) = [
        part for part in re.findall(r"<article.*?</article>", page, re.S) if f"<h3>{name} " in part
    ]
    return article


def test_the_page_is_one_file_that_loads_nothing(page):
    assert page.count("<script") == page.count("</script>") == 5
    assert page.count("window.vegaEmbed=") == 1
    assert set(re.findall(r'(?:src|href)="(?!#)([^"]*)"', own_part(page))) == {"data:,"}
    assert "@import" not in page
    assert "url(" not in page.split("</style>")[0]


@pytest.mark.parametrize(
    ("name", "printed"),
    [
        ("普惠性幼儿园覆盖率", ["≥ 93%", "89%"]),
        ("公办园在园幼儿占比", ["58%", "56%"]),
        ("新增学位", ["8130个", "12.1万个"]),
    ],
)
def test_shared_indicators_show_each_value_with_its_sentence(page, name, printed):
    article = section(page, name)
    assert re.findall(r"<b><bdi>(.*?)</bdi></b>", article) == [
        value.replace(">", "&gt;") for value in printed
    ]
    assert article.count("<mark>") == len(printed)


def test_documents_without_an_indicator_are_silent_or_have_no_text(page):
    missing = dict(
        re.findall(
            r'<dt>(\S+) <span class="count">(\d+)</span></dt>', section(page, "普惠性幼儿园覆盖率")
        )
    )
    assert missing == {"原文缺失": "3", "未提及": "2"}


def test_counts_of_different_levels_are_not_ranked_silently(page):
    assert "不作排名" in section(page, "新增学位")
    assert "不作排名" not in section(page, "普惠性幼儿园覆盖率")


def test_every_target_is_a_row_of_the_page(page, sample_tables):
    data = island(page, "targets")
    rows = [dict(zip(data["columns"], row, strict=True)) for row in data["rows"]]
    assert [row["id"] for row in rows] == sample_tables.targets["target_id"].to_list()
    for row, quote in zip(rows, sample_tables.targets["quote"], strict=True):
        sentence = data["sentences"][row["sentence"]]
        assert sentence[row["quote_at"] : row["quote_at"] + row["quote_length"]] == quote


def test_every_mark_leads_to_a_row(page):
    ids = {row[0] for row in island(page, "targets")["rows"]}
    linked = set(re.findall(r'href="#t-([^"]+)"', page))
    for spec in island(page, "specs").values():
        marks = spec["data"]["values"]
        linked |= {mark["href"].removeprefix("#t-") for mark in marks if mark["href"]}
    assert linked
    assert linked <= ids


def test_the_footer_says_how_the_page_was_made(sample_tables, tmp_path):
    page = build_report(sample_tables, tmp_path, date="2024-03-01", **MADE).read_text("utf-8")
    footer = page[page.index("<footer>") : page.index("</footer>")]
    for text in ("1.2.3", "0123456789abcdef", "2024-03-01", "examples/education-2024.txt"):
        assert text in footer


def test_no_date_is_printed_unless_given(page):
    assert "<time>" not in page


def test_truncated_and_missing_texts_are_flagged(page):
    assert page.count('<b class="flag">原文缺失</b>') == 3
    assert page.count('<b class="flag">原文不完整</b>') == 1


def test_an_unreadable_document_shows_its_problem(sample_tables, tmp_path):
    documents = sample_tables.documents.with_columns(
        pl.lit("is <encrypted>").alias("problem"), pl.lit(False).alias("body_present")
    )
    page = build_report(replace(sample_tables, documents=documents), tmp_path, **MADE)
    assert "is &lt;encrypted&gt;" in page.read_text("utf-8")


def test_the_same_tables_give_the_same_bytes(sample_tables, tmp_path):
    made = []
    for name in ("one", "two"):
        (tmp_path / name).mkdir()
        made.append(build_report(sample_tables, tmp_path / name, **MADE).read_bytes())
    assert made[0] == made[1]


@pytest.mark.parametrize("hostile", HOSTILE, ids=range(len(HOSTILE)))
def test_hostile_text_stays_text(sample_tables, tmp_path, hostile):
    said = pl.concat_str(pl.lit(hostile), pl.col("sentence"))
    targets = sample_tables.targets.with_columns(
        said.alias("sentence"),
        pl.lit(hostile).alias("indicator"),
        pl.lit(hostile).alias("deadline_text"),
        pl.lit(hostile).alias("region"),
    )
    documents = sample_tables.documents.with_columns(
        pl.lit(hostile).alias("region"), pl.lit(hostile).alias("source")
    )
    changed = replace(sample_tables, targets=targets, documents=documents)
    page = build_report(changed, tmp_path, **MADE).read_text("utf-8")
    assert page.count("<script") == page.count("</script>") == 5
    assert "<img" not in own_part(page)
    assert not re.search(r'(?:src|href)="(?!#|data:,)', own_part(page))
    data = island(page, "targets")
    assert data["rows"][0][data["columns"].index("indicator")] == hostile


def test_a_run_without_targets_has_a_page(tmp_path):
    nothing = {name: frames.frame(name, {}) for name in frames.SCHEMAS}
    page = build_report(frames.Tables(**nothing), tmp_path, **MADE).read_text("utf-8")
    assert "没有两份以上文件共同提出的指标" in page


def test_the_finding_speaks_of_the_targets_that_are_drawn(rules, tmp_path):
    goals = {
        "河南省": "到2030年，城镇新增就业500万人以上。今年城镇新增就业110万人。",
        "江苏省": "城镇新增就业120万人。",
        "西藏自治区": "城镇新增就业5万人。",
    }
    plans = [
        Document(f"{name}.txt", f"{name}2026年政府工作报告\n一、主要目标\n{goal}\n")
        for name, goal in goals.items()
    ]
    page = build_report(extract(plans, rules), tmp_path, **MADE).read_text("utf-8")
    assert "3 份文件提出，从 5万人（西藏自治区）到 120万人（江苏省）" in page


def test_the_page_speaks_english_on_request(sample_tables, tmp_path):
    page = build_report(sample_tables, tmp_path, lang="en", **MADE).read_text("utf-8")
    assert '<html lang="en">' in page
    assert "2 of 7 documents" in page
    assert "文件提出" not in page
    with pytest.raises(ValueError, match="no page in language 'fr'"):
        build_report(sample_tables, tmp_path, lang="fr", **MADE)


def test_templates_travel_with_the_package():
    templates = Path(build_report.__code__.co_filename).parent / "templates"
    assert {path.name for path in templates.iterdir()} == {
        "areas.html", "documents.html", "table_data.html", "site_area.html", "site_areas.html",
        "index.html", "section.html", "legend.html", "table.html", "style.css", "table.js",
        "charts.js", "site.html", "site_index.html", "site_indicator.html", "site_targets.html",
        "site_document.html", "site_view.html", "drawing.html", "chart_scripts.html",
        "roles.html", "totals.html", "coverage.html", "made.html", "state.html", "profile.html",
        "site_profile.html", "site_files.html", "indicator_line.html", "index.js", "region.js",
        "site_region.html", "site_progress.html", "map.js", "csv.js", "corrections.js", "document.js",
            "correction_scripts.html", "no_script.html", "record.html", "site_coverage.html", "copies.html", "picture.js", "picture.svg", "plain_rows.html",
    }  # fmt: skip
