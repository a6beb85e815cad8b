"""Peers are regions of one administrative level: in ranks, medians, findings and what is missing."""

from __future__ import annotations

import re
from html import unescape
from pathlib import Path

import pytest

from charts import build_site
from charts.words.labels import LABELS
from metrics import Document, extract

# region: growth, prices and share of forests that its plan states
PROVINCES = {
    "河北省": ("5%", "2%", None),
    "山西省": ("4%", "2%", None),
    "辽宁省": ("6%", "3%", None),
}
COUNTIES = {
    "易县": ("9%", None, None),
    "博野县": ("7%", None, "30%"),
    "高阳县": ("7%", None, "35%"),
    "正定县": ("6%", None, "40%"),
}
GROWTH = "indicators/i-gdp_growth-change-increase-percent.html"


def plan(region: str, growth: str, prices: str | None, forests: str | None) -> Document:
    said = f"地区生产总值增长{growth}。"
    said += f"居民消费价格涨幅{prices}左右。" if prices else ""
    said += f"森林覆盖率达到{forests}。" if forests else ""
    text = f"{region}2024年政府工作报告\n一、2024年主要目标\n2024年{said}\n"
    return Document(f"{region}.txt", text)


@pytest.fixture(scope="module")
def site(rules, tmp_path_factory) -> Path:
    read = [plan(region, *said) for region, said in (PROVINCES | COUNTIES).items()]
    folder = tmp_path_factory.mktemp("levels")
    return build_site(extract(read, rules), folder, version="1", rules_digest="0").parent


@pytest.fixture(scope="module")
def alone(rules, tmp_path_factory) -> Path:
    folder = tmp_path_factory.mktemp("alone")
    read = [plan("河北省", *PROVINCES["河北省"])]
    return build_site(extract(read, rules), folder, version="1", rules_digest="0").parent


def read(site: Path, region: str) -> str:
    """The words of the page of a region, without its table of targets."""
    (file,) = (site / "regions").glob(f"*-{region}.html")
    return words(file.read_text("utf-8").partition('id="all"')[0])


def words(page: str) -> str:
    return re.sub(r"\s+", " ", unescape(re.sub(r"<[^>]*>", " ", page)))


def test_findings_are_told_level_by_level(site):
    for name in ("index.html", GROWTH):
        said = words((site / name).read_text("utf-8"))
        assert "县级：4 个地区提出，中位 7%；最低 6%（正定县），最高 9%（易县）" in said
        assert "省级：3 个地区提出，中位 5%；最低 4%（山西省），最高 6%（辽宁省）" in said
        assert "7 个地区提出" not in said


def test_the_index_says_whose_median_it_is(site):
    said = words((site / "index.html").read_text("utf-8"))
    assert "7 · 县级中位 7%" in said
    assert "3 · 中位 2%" in said


def test_a_region_is_ranked_among_those_of_its_level(site):
    assert "第 2 / 3" in read(site, "河北省")
    county = read(site, "易县")
    assert "同级指读取的 4 个县级地区" in county
    assert "第 1 / 4" in county
    assert "/ 7" not in county
    (told,) = (site / "data" / "regions").glob("130633.js")
    assert "县级第 1 / 4" in told.read_text("utf-8")


def test_what_is_missing_is_what_peers_state(site):
    label = LABELS["zh"]["region_missing"]
    county = read(site, "易县").partition(label)[2].partition(LABELS["zh"]["beside"])[0]
    assert "森林覆盖率 2024 年 · 3 / 4 份文件" in county
    assert "居民消费价格" not in county
    assert label not in read(site, "博野县")
    assert label not in read(site, "河北省")


def test_a_document_alone_is_compared_with_nobody(alone):
    index = (alone / "index.html").read_text("utf-8")
    said = words(index)
    assert "读取 1 份文件、2 项目标。" in said
    assert "0 个指标" not in said
    assert 'id="compared"' not in index
    assert "居民消费价格涨幅" in said  # beside national figures
    for page in alone.rglob("*.html"):
        for section in page.read_text("utf-8").split("<h2")[1:]:
            assert len(words(section.partition(">")[2])) > 20, page
    region = read(alone, "河北省")
    for label in ("peers_few", "region_missing", "beside", "rank_column"):
        assert LABELS["zh"][label].partition("{")[0] not in region
