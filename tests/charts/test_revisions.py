"""The goals of two years of each region as dumbbells, and where pages show them."""

from __future__ import annotations

import json
import re

import altair as alt
import pytest
from reports_of_two_years import reports

from charts import build_site
from charts.drawing.glyphs import SHAPE
from charts.forms.revisions import revised, revisions
from charts.selection.collection import Collection
from charts.selection.comparison import Comparison
from charts.words.style import LIGHT, Style
from metrics import extract

GROWTH = "gdp_growth"


@pytest.fixture(scope="module")
def made(rules):
    return extract(reports(), rules)


@pytest.fixture(scope="module")
def drawn(made):
    among = Collection(made.documents, Style("zh", LIGHT))
    of = Comparison.asked(made.targets, GROWTH, None, among)
    return revisions(of, revised(of)[2026])


def test_dumbbells_stand_in_the_order_of_their_change(drawn):
    rows = drawn["data"]["values"]
    after = [row for row in rows if row["side"] == "after"]
    assert [(row["row"], row["from"], row["value"], row["text"]) for row in after] == [
        ("德阳市", 7.0, 7.5, "7% → 7.5%"),
        ("绵阳市", 8.0, 8.0, "8% → 8%"),
        ("成都市", 6.0, 5.5, "6% → 5.5%"),
    ]
    assert drawn["encoding"]["y"]["scale"]["domain"] == [row["row"] for row in after]
    assert "3 个地区两年都提出：1 个更高、1 个相同、1 个更低" in drawn["description"]


def test_both_ends_are_marks_of_the_one_grammar(drawn):
    sides = {"before": [], "after": []}
    for layer in drawn["layer"]:
        only = "".join(step["filter"] for step in layer.get("transform", ()))
        for side, layers in sides.items():
            if layer["mark"]["type"] == "point" and f"'{side}'" in only:
                layers.append(layer)
    assert all(layers for layers in sides.values())
    for layer in sides["before"] + sides["after"]:
        assert layer["encoding"]["shape"] == SHAPE
        assert layer["encoding"]["fill"]["condition"][0]["value"] == LIGHT.paper
    before, after = (layers[0]["mark"]["size"] for layers in sides.values())
    assert before < after


def test_the_page_of_changes_draws_them(made, tmp_path):
    site = build_site(made, tmp_path, version="1", rules_digest="0").parent
    page = (site / "views" / "changes.html").read_text("utf-8")
    specs = re.search(r'<script id="specs" type="application/json">(.*)</script>', page)
    assert specs is not None
    (anchor,) = json.loads(specs[1])
    assert anchor.endswith("-revisions-2026")
    assert f'data-spec="{anchor}"' in page


def test_the_chart_is_a_valid_specification(drawn):
    alt.LayerChart.from_dict(drawn)
