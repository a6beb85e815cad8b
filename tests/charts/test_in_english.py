from __future__ import annotations

import tomllib

import pytest
from conftest import REPOSITORY
from reports_of_two_years import reports

from charts import build_site
from charts.pages.in_english import indicator_name, region_name
from charts.words.labels import ENGLISH_NAMES
from metrics import extract

MADE = {"version": "1", "rules_digest": "0"}


@pytest.mark.parametrize(
    ("code", "name", "short", "english"),
    [
        ("510100", "成都市", "成都", "Chengdu"),
        ("610000", "陕西省", "陕西", "Shaanxi"),
        ("650000", "新疆维吾尔自治区", "新疆", "Xinjiang"),
        ("110105", "朝阳区", "朝阳", "Chaoyang District"),
        ("130606", "博野县", "博野", "Boye County"),
    ],
)
def test_regions_have_their_usual_name_or_pinyin(code, name, short, english):
    assert region_name(code, name, short) == english


def test_indicators_are_named_by_their_ids():
    assert indicator_name("base_stations_5g") == "Base stations 5G"


def test_every_topic_has_an_english_name(rules):
    told = tomllib.loads((REPOSITORY / "rules/indicators/topics.toml").read_text("utf-8"))
    topics = {entry.topic for entry in rules.catalogue.entries.values()}
    topics |= {words["sets"]["topic"] for words in told["words"].values()}
    assert topics <= ENGLISH_NAMES["topics"].keys()


def test_pages_in_english_name_indicators_and_regions(rules, tmp_path):
    index = build_site(extract(reports(), rules), tmp_path, lang="en", **MADE)
    page = index.read_text("utf-8")
    assert "GDP growth" in page
    assert "Chengdu" in page
    assert "成都" not in page
    assert (tmp_path / "regions" / "510100-Chengdu.html").is_file()
    region = (tmp_path / "regions" / "510700-Mianyang.html").read_text("utf-8")
    assert '<bdi lang="zh">绵阳市2026年政府工作报告</bdi>' in region
