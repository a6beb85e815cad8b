from __future__ import annotations

import re
import tomllib
from html.parser import HTMLParser

import pytest
from conftest import REPOSITORY
from reports_of_two_years import reports

from charts import build_site
from charts.pages.in_english import indicator_name
from charts.words.labels import ENGLISH_NAMES
from charts.words.printed import printed_number
from charts.words.romanised import region_name
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
    assert indicator_name("high_tech_enterprises_new") == "New high tech enterprises"


def test_every_topic_has_an_english_name(rules):
    told = tomllib.loads((REPOSITORY / "rules/indicators/topics.toml").read_text("utf-8"))
    topics = {entry.topic for entry in rules.catalogue.entries.values()}
    topics |= {words["sets"]["topic"] for words in told["words"].values()}
    assert topics <= ENGLISH_NAMES["topics"].keys()


@pytest.mark.parametrize(
    ("value", "high", "unit", "dimension", "english"),
    [
        (404_000.0, None, "mu", "area", "404,000 mu"),
        (1500.0, None, "enterprise", "count", "1,500 enterprises"),
        (1.0, None, "enterprise", "count", "1 enterprise"),
        (2.94e10, None, "CNY", "money", "CNY 29.4 billion"),
        (3e9, 4e9, "CNY", "money", "CNY 3–4 billion"),
        (6.0, 6.5, "percent", "percentage", "6–6.5%"),
        (0.5, None, "percentage_point", "percentage_point", "0.5 percentage points"),
        (550_000.0, None, "person", "count", "550,000 people"),
        (4.25e9, None, "kg", "mass", "4.25 billion kg"),
        (1.86, None, "index", "ratio", "1.86"),
        (2.0, None, "fold", "ratio", "2 times"),
        (300.0, None, "item", "count", "300"),
    ],
)
def test_values_are_printed_as_english_readers_do(value, high, unit, dimension, english):
    row = {"value": value, "value_high": high, "unit": unit, "dimension": dimension}
    assert printed_number(row, "en") == english


def test_measures_without_a_unit_keep_their_sign():
    row = {"value": 35.0, "unit": "other_measure", "dimension": "count", "classifier": "微克"}
    assert printed_number(row, "en") == "35 µg"
    assert printed_number(row | {"classifier": None}, "en") == "35"


class Unmarked(HTMLParser):
    """The Chinese texts of a page that nothing around them marks as such."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []
        self._open: list[tuple[str, bool]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        outer = self._open[-1][1] if self._open else False
        self._open.append((tag, outer or dict(attrs).get("lang") == "zh"))

    def handle_endtag(self, tag: str) -> None:
        while self._open.pop()[0] != tag:
            pass

    def handle_data(self, data: str) -> None:
        is_told = self._open and (self._open[-1][1] or self._open[-1][0] in ("script", "title"))
        if re.search("[\u4e00-\u9fff]", data) and not is_told:
            self.found.append(data)


@pytest.mark.parametrize("made", ["two years", "example"])
def test_what_stays_chinese_on_english_pages_is_marked(made, rules, sample_tables, tmp_path):
    tables = sample_tables if made == "example" else extract(reports(), rules)
    build_site(tables, tmp_path, lang="en", **MADE)
    for page in tmp_path.rglob("*.html"):
        reader = Unmarked()
        reader.feed(page.read_text("utf-8"))
        assert reader.found == [], page


def test_pages_in_english_name_indicators_and_regions(rules, tmp_path):
    index = build_site(extract(reports(), rules), tmp_path, lang="en", **MADE)
    page = index.read_text("utf-8")
    assert "GDP growth" in page
    assert "Chengdu" in page
    assert "成都" not in page
    assert (tmp_path / "regions" / "510100-Chengdu.html").is_file()
    region = (tmp_path / "regions" / "510700-Mianyang.html").read_text("utf-8")
    answered = region[region.index('id="answered"') : region.index('id="topics"')]
    assert "<bdi>GDP growth</bdi>" in answered
    assert '"called"' in (tmp_path / "targets.html").read_text("utf-8")
    documents = re.findall(r'<a href="[.][.]/documents/(\w+[.]html)">plans for 20', region)
    printed = [(tmp_path / "documents" / name).read_text("utf-8") for name in documents]
    assert '<bdi lang="zh">绵阳市2026年政府工作报告</bdi>' in printed[1]
