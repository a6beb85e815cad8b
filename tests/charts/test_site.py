from __future__ import annotations

import re
from dataclasses import replace
from html import unescape
from pathlib import Path

import polars as pl
import pytest
from conftest import REPOSITORY

from charts import build_images, build_site
from charts.pages import site_folder, site_picture
from charts.pages.model import Report
from charts.pages.site import write_site
from charts.selection.collection import Limits
from charts.words.labels import LABELS
from metrics import read_document

MADE = {"version": "1", "rules_digest": "0"}
HOSTILE = "</script><script>alert(1)</script>javascript:alert(2)\u202e../../x"


@pytest.fixture(scope="module")
def site(sample_tables, tmp_path_factory) -> Path:
    return built(sample_tables, tmp_path_factory.mktemp("site"))


@pytest.fixture(scope="module")
def large_site(sample_tables, tmp_path_factory) -> Path:
    """The same documents, as if they were too many to list."""
    return built(sample_tables, tmp_path_factory.mktemp("large"), Limits(1, 1, 1))


def built(tables, folder: Path, limits: Limits | None = None, **asked: bool) -> Path:
    source = REPOSITORY / "examples" / "education-2024.txt"
    texts = {tables.documents["text_sha256"][0]: read_document(source).text}
    report = Report.of(tables, "zh", limits=limits)
    made = MADE | {"date": None, "rules_version": ""}
    return write_site(report, folder, texts, made, **asked).parent


@pytest.mark.parametrize("made", ["site", "large_site"])
def test_every_link_inside_the_folder_leads_somewhere(made, request):
    site = request.getfixturevalue(made)
    ids = {}
    for page in site.rglob("*.html"):
        ids[page] = set(re.findall(r' id="([^"]+)"', page.read_text("utf-8")))
    for page, own in ids.items():
        for link in re.findall(r'(?:href|src)="([^"]*)"', page.read_text("utf-8")):
            path, _, anchor = link.partition("#")
            if link == "data:," or path.endswith(".parquet"):
                continue
            target = (page.parent / path).resolve() if path else page
            assert target.is_file(), (page, link)
            # The rows of a table of targets are drawn by its script.
            drawn = anchor.startswith("t-") and 'id="targets"' in target.read_text("utf-8")
            if anchor and not drawn:
                assert anchor in (own if not path else ids[target]), (page, link)


def test_each_document_page_marks_every_number_and_leads_to_its_targets(site, sample_tables):
    for row in sample_tables.documents.iter_rows(named=True):
        page = (site / "documents" / f"{row['document_id']}.html").read_text("utf-8")
        text = page.partition('<div class="text"')[2]
        targets = sample_tables.targets.filter(pl.col("document_id") == row["document_id"])
        assert set(re.findall(r'id="t-([^"]+)"', text)) == set(targets["target_id"])
        assert text.count('<span class="as-') == row["numbers"]
        assert ("原文缺失" in page) == (not row["body_present"])


def test_documents_of_a_large_collection_show_the_sentences_of_targets(
    large_site, site, sample_tables
):
    for row in sample_tables.documents.filter("body_present").iter_rows(named=True):
        cut, whole = (
            (made / "documents" / f"{row['document_id']}.html").read_text("utf-8")
            for made in (large_site, site)
        )
        stated = sample_tables.targets.filter(document_id=row["document_id"])
        assert set(re.findall(r'id="t-([^"]+)"', cut)) == set(stated["target_id"])
        text = unescape(
            re.sub(r"<a[^>]*><sup>.*?</a>|<[^>]+>|\s", "", cut.partition('<div class="text"')[2])
        )
        assert [one for one in stated["sentence"] if "".join(one.split()) not in text] == []
        assert len(cut) < len(whole)
        assert "只列出有目标的句子" in cut
        assert "只列出有目标的句子" not in whole


def test_whole_texts_are_there_on_request(tmp_path, sample_tables, site):
    made = built(sample_tables, tmp_path, Limits(1, 1, 1), whole_texts=True)
    for path in (made / "documents").iterdir():
        text = path.read_text("utf-8").partition('<div class="text"')[2]
        assert (
            text
            == (site / "documents" / path.name).read_text("utf-8").partition('<div class="text"')[2]
        )


def test_hostile_text_stays_text_on_every_page(tmp_path, sample_tables):
    shown = pl.lit(HOSTILE)
    hostile = replace(
        sample_tables,
        targets=sample_tables.targets.with_columns(
            shown.alias("indicator"), shown.alias("region"), shown.alias("sentence")
        ),
        documents=sample_tables.documents.with_columns(
            shown.alias("region"), shown.alias("title"), shown.alias("source")
        ),
    )
    build_site(hostile, tmp_path, **MADE)
    for page in tmp_path.rglob("*.html"):
        assert "<script>" not in page.read_text("utf-8")
        assert not re.search(r'(?:href|src)="javascript:', page.read_text("utf-8"))


def test_pages_speak_english_on_request(tmp_path, sample_tables):
    index = build_site(sample_tables, tmp_path, lang="en", **MADE).read_text("utf-8")
    assert '<html lang="en">' in index
    assert "Overview" in index


def test_each_view_has_its_rows_as_csv(site):
    for name, columns in {
        "coverage": {"indicator_id", "document_id", "state"},
        "deadlines": {"target_id", "deadline"},
        "wording": {"document_id"},
    }.items():
        rows = pl.read_csv(site / "data" / f"{name}.csv")
        assert columns <= set(rows.columns), name
        assert len(rows), name


def test_the_coverage_tells_words_from_silence_and_from_a_missing_text(site):
    states = pl.read_csv(site / "data" / "coverage.csv")["state"]
    assert set(states) == {"stated", "silent", "no_text"}


def test_the_states_of_a_document_are_the_same_on_every_page(site):
    states = pl.read_csv(site / "data" / "coverage.csv")
    name = "inclusive_kindergarten_coverage"
    page = (site / "indicators" / f"i-{name}-level-percent.html").read_text("utf-8")
    for state, label in (("silent", "未提及"), ("words_only", "只有文字"), ("no_text", "原文缺失")):
        count = len(states.filter(indicator_id=name, state=state))
        told = f'<dt>{label} <span class="count">{count}</span></dt>'
        assert (told in page) == bool(count), label
    table = (site / "views" / "coverage.html").read_text("utf-8")
    for state in states["state"].unique():
        assert table.count(f'class="state {state}" role') == len(states.filter(state=state))


def test_a_region_stands_beside_the_others(site, sample_tables):
    (document,) = sample_tables.documents.filter(region_label="XX区")["document_id"]
    page = (site / "documents" / f"{document}.html").read_text("utf-8")
    region = re.search(r"regions/([^\"]+)\.html", page).group()
    beside = (site / region).read_text("utf-8")
    assert "普惠性幼儿园覆盖率</a> <small>2024 年</small></th>" in beside
    assert "≥ 93%</bdi></a> <small>力争</small>" in beside
    assert (
        '<meta name="description" content="XX区：17 项数字目标，3 个指标可以与其他地区比较'
        in beside
    )


def test_a_large_collection_is_listed_by_province(large_site, sample_tables):
    index = (large_site / "files.html").read_text("utf-8")
    documents = sample_tables.documents
    for document_id in documents["document_id"]:
        assert document_id not in index
    areas = sorted(set(re.findall(r"areas/(\w+)\.html", index)))
    listed = "".join((large_site / "areas" / f"{one}.html").read_text("utf-8") for one in areas)
    assert set(re.findall(r"documents/(\w+)\.html", listed)) == set(documents["document_id"])
    assert 'class="targets"' not in (large_site / "targets.html").read_text("utf-8")


def test_a_large_collection_shows_the_first_sentences_and_all_rows_as_csv(large_site):
    name = "i-inclusive_kindergarten_coverage-level-percent"
    page = (large_site / "indicators" / f"{name}.html").read_text("utf-8")
    assert page.count("<q ") == 1
    assert "只列出前 1 条" in page
    assert len(pl.read_csv(large_site / "data" / f"{name}.csv")) == 2


def test_a_large_collection_has_the_same_regions_and_documents(site, large_site):
    for folder in ("regions", "documents"):
        pages = sorted(path.name for path in (site / folder).iterdir())
        assert pages == sorted(path.name for path in (large_site / folder).iterdir())


def test_images_are_written_for_each_comparison(sample_tables, tmp_path):
    names = {path.name for path in build_images(sample_tables, tmp_path)}
    assert "i-inclusive_kindergarten_coverage-level-percent.svg" in names
    assert {"coverage.svg", "deadlines.svg", "wording.svg"} <= names
    assert "89%" in (tmp_path / "i-inclusive_kindergarten_coverage-level-percent.svg").read_text()


def test_links_to_the_site_show_one_picture_drawn_with_it(
    site, monkeypatch, sample_tables, tmp_path
):
    if not site_folder.has_chinese_font():
        pytest.skip("no font with Chinese letters")
    picture = (site / site_picture.PICTURE).read_bytes()
    width, height = (int.from_bytes(picture[at : at + 4], "big") for at in (16, 20))
    assert picture.startswith(b"\x89PNG\r\n\x1a\n")
    assert picture.endswith(b"IEND\xaeB`\x82")
    assert (width, height) == (site_picture.WIDTH, site_picture.HEIGHT)
    for page in (site / "index.html", *(site / "regions").glob("*.html")):
        text = page.read_text("utf-8")
        image = re.search('<meta property="og:image" content="([^"]+)">', text)
        assert image is not None
        assert (page.parent / image[1]).resolve() == site / site_picture.PICTURE
        assert f'<meta property="og:image:width" content="{width}">' in text
    monkeypatch.setattr(site_folder, "has_chinese_font", lambda: False)
    without = built(sample_tables, tmp_path)
    assert not (without / site_picture.PICTURE).exists()
    assert "og:image" not in (without / "index.html").read_text("utf-8")


def test_a_line_of_few_values_shows_both_ends(site):
    assert "<small>2 · 89% 到 93%</small>" in (site / "index.html").read_text("utf-8")


def test_the_coverage_names_the_states_that_it_shows_and_no_others(site):
    page = (site / "views" / "coverage.html").read_text("utf-8")
    (lead,) = re.findall(r'<p class="lead">(空缺.*?)</p>', page)
    legend = re.findall(r'class="state (\w+)" aria-hidden', page)
    assert lead == f"空缺不是零：区分{'、'.join(LABELS['zh'][one] for one in legend)}。"


def test_files_say_why_targets_are_more_than_numbers(site, sample_tables):
    page = (site / "files.html").read_text("utf-8")
    numbers = int(sample_tables.numbers["role"].eq("target").sum())
    targets = len(sample_tables.targets)
    assert numbers < targets
    assert f"{numbers} 个数字是目标" in page
    assert f"共 {targets} 项目标。" in page
    heads = re.findall(r'<th scope="col" class="number">(.*?)</th>', page)
    assert heads == ["数字数", "目标数"]
