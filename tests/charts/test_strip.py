from __future__ import annotations

from datetime import date

import pytest
from chart_rows import (
    COVERAGE,
    benchmarks,
    comparison,
    documents,
    every_row,
    regions,
    subtitle,
    targets,
)

from charts import distribution
from charts.drawing import theme
from charts.drawing.captions import finding
from charts.forms.strip import strip
from charts.forms.strip_names import common_parent, ends
from charts.images.writer import write_specs
from charts.selection.representative import headlines
from charts.words.labels import LABELS

RATES = (4.5, 5.0, 5.0, 5.0, 6.0)


def growth(*facts: dict) -> list[dict]:
    """Goals of several cities, a document each."""
    return [
        {"document_id": f"d{n}", "region": f"市{n}", "quote": f"{fact.get('value', 93):g}%"} | fact
        for n, fact in enumerate(facts)
    ]


def dots(chart) -> dict[str, dict]:
    return {row["row"]: row for row in every_row(chart) if row["kind"] == "target"}


def test_equal_values_are_stacked_at_their_value_and_none_is_moved():
    rows = targets(*growth(*({"value": value} for value in RATES)))
    drawn = dots(distribution(rows, COVERAGE))
    assert sorted((row["value"], row["level"]) for row in drawn.values()) == [
        (4.5, 0), (5.0, 0), (5.0, 1), (5.0, 2), (6.0, 0),
    ]  # fmt: skip
    assert dots(distribution(rows, COVERAGE)) == drawn


@pytest.mark.parametrize(
    ("facts", "shape", "manner"),
    [
        ({}, "circle", ""),
        ({"comparator": ">="}, "triangle-right", ""),
        ({"comparator": "<"}, "triangle-left", ""),
        ({"comparator": "~"}, "diamond", ""),
        ({"commitment": "力争"}, "circle", "soft"),
        ({"commitment": "确保"}, "circle", "hard"),
    ],
)
def test_every_bound_has_its_shape(facts, shape, manner):
    (dot,) = dots(distribution(targets(facts), COVERAGE)).values()
    assert (dot["shape"], dot["manner"], dot["href"]) == (shape, manner, "#t-t1")


def test_a_range_is_a_bar_that_no_dot_covers():
    span = {"comparator": "range", "value": 4.5, "value_high": 5.5, "quote": "4.5%-5.5%"}
    chart = distribution(targets(*growth({"value": 5.0}, span)), COVERAGE)
    drawn = dots(chart)
    assert (drawn["市1"]["value"], drawn["市1"]["end"]) == (4.5, 5.5)
    assert drawn["市1"]["level"] > drawn["市0"]["level"]
    assert {layer["mark"]["type"] for layer in chart.to_dict()["layer"]} >= {"bar", "point"}


def test_one_region_stands_out_by_colour_and_by_its_printed_name():
    rows = targets(*growth({"value": 5.0}, {"value": 6.0}))
    spec = distribution(rows, COVERAGE, highlight="市1").to_dict()
    assert spec["params"] == [{"name": "highlight", "value": "市1"}]
    texts = [layer for layer in spec["layer"] if layer["mark"]["type"] == "text"]
    assert texts[-1]["mark"]["text"] == {"expr": "datum.said"}
    assert texts[-1]["transform"] == [{"filter": "datum.row === highlight"}]
    with pytest.raises(ValueError, match="no document named '甲市' states it"):
        distribution(rows, COVERAGE, highlight="甲市")


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_a_menu_chooses_the_region(lang):
    rows = targets(*growth({"value": 5.0}, {"value": 6.0}))
    (param,) = distribution(rows, COVERAGE, menu=True, lang=lang).to_dict()["params"]
    assert param["bind"] == {
        "input": "select",
        "name": LABELS[lang]["highlight"] + " ",
        "options": [None, "市1", "市0"],
        "labels": ["—", "市1", "市0"],
    }


def test_national_figures_are_lines_with_their_text():
    figures = benchmarks(("actual", 2024, 91.61, "="), ("aim", 2025, 85.0, ">="))
    chart = distribution(targets({}), COVERAGE, benchmarks=figures, palette=theme.PAGE)
    said = [row["said"] for row in every_row(chart) if row["kind"] != "target"]
    assert said == ["全国目标 2025 ≥ 85%", "全国实际 2024 91.61%"]
    dashes = {
        str(layer["transform"]): layer["mark"]["strokeDash"]
        for layer in chart.to_dict()["layer"]
        if layer["mark"]["type"] == "rule"
    }
    assert sorted(dashes.values()) == [[1, 0], [5, 4]]


@pytest.mark.parametrize(
    ("values", "said"),
    [
        (RATES, "5 份文件；最低 4.5%（市0）；最高 6%（市4）；5 份中 4 份写的数字是 5% 或更高"),
        ((5.0, 5.0), "2 份文件；都是 5%"),
        ((5.0,), "1 份文件"),
        ((5.0, 6.0, 6.0), "3 份文件；最低 5%（市0）；最高 6%（2 份文件）；3 份中 2 份写的数字是 6% 或更高"),
    ],
)  # fmt: skip
def test_the_description_states_the_finding_as_counts(values, said):
    rows = targets(*growth(*({"value": value} for value in values)))
    assert finding(comparison(rows)) == said
    chart = distribution(rows, COVERAGE)
    assert chart.to_dict()["description"].endswith(said)
    assert said.split("；")[0] in subtitle(chart)


def test_counts_of_several_levels_are_counted_and_not_ranked():
    places = {"dimension": "count", "unit": "place", "classifier": "个", "mode": "output"}
    rows = targets(
        *growth(
            places | {"value": 8130.0, "region_level": "county"},
            places | {"value": 121000.0, "region_level": "prefecture"},
        )
    )
    chart = distribution(rows, COVERAGE)
    assert chart.to_dict()["description"].endswith(": 2 份文件")
    assert LABELS["zh"]["note_levels_mixed"] in subtitle(chart)


def test_all_documents_are_counted():
    named = documents(*({"document_id": f"d{n}", "region": f"市{n}"} for n in range(3)))
    assert "1 / 3 份文件" in subtitle(distribution(targets(*growth({})), COVERAGE, documents=named))


@pytest.mark.parametrize(
    ("first", "second", "chosen"),
    [
        ({"period_kind": "average", "period_end": date(2028, 12, 31)}, {}, "t2"),
        ({"scope": "城区"}, {}, "t2"),
        ({"commitment": "力争"}, {"start": 90, "end": 93}, "t2"),
        ({"section": "二、“十五五”目标"}, {"section": "三、2024年工作", "start": 90, "end": 93}, "t2"),
        ({}, {"start": 90, "end": 93}, "t1"),
        ({"scope": "城区"}, {"scope": "乡镇", "start": 90, "end": 93}, "t1"),
    ],
)  # fmt: skip
def test_one_target_stands_for_a_document(first, second, chosen):
    # A second document decides that goals inside the plan year are what is compared.
    rows = targets(first, second, {"document_id": "city", "scope": first.get("scope") and "x"})
    if second.get("scope") is None:
        rows = targets(first, second, {"document_id": "city"})
    shown = headlines(rows)
    assert shown["target_id"].to_list() == [chosen, "t3"]
    assert "另 1 项" in subtitle(distribution(rows, COVERAGE))


@pytest.mark.parametrize(
    ("values", "named"),
    [
        ((4.5, 5.0, 5.0, 5.0, 6.0), ["市0 4.5%", "市4 6%"]),
        ((4.5, 4.5, 5.0, 5.0, 6.0), ["市0、市1 4.5%", "市4 6%"]),
        ((4.5, 4.5, 4.5, 5.0, 6.0), ["市4 6%"]),
        ((5.0, 5.0, 5.0, 5.0, 5.0), []),
        ((4.5, 6.0), []),
    ],
)
def test_the_ends_of_many_bear_their_names(values, named):
    rows = targets(*growth(*({"value": value} for value in values)))
    assert [end.text for end in ends(comparison(rows))] == named
    drawn = every_row(distribution(rows, COVERAGE))
    assert [row["said"] for row in drawn if row["kind"] == "end"] == named


def test_ends_tell_another_level_where_a_chart_has_room():
    level = {"region_level": "prefecture"}
    own = [{"value": 5.0 + n, "region": f"名字长而又长的市{n}", **level} for n in range(5)]
    own[-1] |= {"region_level": "county"}
    named = ends(comparison(targets(*growth(*own))))
    assert [end.text for end in named] == ["名字长而又长的市0 5%", "名字长而又长的市4 9%"]
    assert [end.told for end in named] == ["名字长而又长的市0 5%", "名字长而又长的市4（县级） 9%"]


@pytest.mark.parametrize(("children", "lines"), [(13, ["全国 5%"]), (3, [])])
def test_the_parent_of_many_is_one_line(children, lines):
    codes = [f"{110000 + n}" for n in range(children)]
    known = regions(*((code, f"省{code}", "province", "100000") for code in codes))
    own = [
        {
            "document_id": code,
            "region": f"省{code}",
            "region_code": code,
            "quote": "6%",
            "value": 6.0,
        }
        for code in codes
    ]
    nation = {"document_id": "cn", "region": "全国", "region_code": "100000", "quote": "5%"}
    of = comparison(targets(*own, nation | {"value": 5.0}), above=known)
    assert [f"{mark.row} {mark.text}" for mark in common_parent(of)] == lines


def test_all_that_is_named_can_be_drawn(tmp_path):
    known = regions(*((f"{n}", f"市{n}", "province", "100000") for n in range(14)))
    own = growth(*({"value": 5.0 + n / 10, "region_code": f"{n}"} for n in range(14)))
    nation = {"document_id": "cn", "region": "全国", "region_code": "100000", "quote": "5%"}
    figures = benchmarks(("aim", 2025, 5.5, ">="), ("actual", 2024, 5.2, "="))
    of = comparison(targets(*own, nation | {"value": 5.0}), benchmarks=figures, above=known)
    (path,) = write_specs({"strip": strip(of, highlight="市2")}, tmp_path)
    svg = path.read_text("utf-8")
    for name in ("市13", "全国 5%", "市2: 5.2%", "全国目标 2025", "全国实际 2024"):
        assert name in svg
