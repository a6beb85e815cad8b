from __future__ import annotations

import datetime
from typing import Any

import pytest
from chart_rows import COVERAGE, benchmarks, contrast, drawn, targets

from charts import comparable_groups, compare, coverage
from charts.drawing import theme
from charts.drawing.axis import value_axis
from charts.pages.cards import card_of
from charts.selection.collection import Collection
from charts.selection.comparable import in_reading_order, order_note
from charts.selection.comparison import Comparison
from charts.words.labels import LABELS, MAGNITUDES
from charts.words.style import LIGHT, Style
from charts.words.values import document_names, kind_words, unit_name
from charts.words.vocabulary import BUILT_IN
from metrics.tables import frames


def layers(chart: Any, condition: str) -> list[dict[str, Any]]:
    """The marks of the layers that are filtered by this condition."""
    return [
        layer["mark"]
        for layer in chart.to_dict()["layer"]
        if condition in str(layer.get("transform"))
    ]


@pytest.mark.parametrize(
    ("facts", "shape", "text", "manner"),
    [
        ({"quote": "89%", "value": 89.0}, "circle", "89%", ""),
        ({"comparator": ">=", "commitment": "力争"}, "triangle-right", "≥ 93%（力争）", "soft"),
        ({"comparator": ">", "quote": "80%", "value": 80.0}, "triangle-right", "> 80%", ""),
        ({"comparator": "<=", "quote": "5%", "value": 5.0}, "triangle-left", "≤ 5%", ""),
        ({"comparator": "<", "quote": "5%", "value": 5.0}, "triangle-left", "< 5%", ""),
        ({"comparator": "~", "quote": "5.5%", "value": 5.5}, "diamond", "≈ 5.5%", ""),
        ({"commitment": "确保"}, "circle", "93%", "hard"),
    ],
)  # fmt: skip
def test_every_bound_and_wording_has_its_shape_and_its_sign(facts, shape, text, manner):
    (mark,) = drawn(compare(targets(facts), COVERAGE))
    assert (mark["shape"], mark["text"], mark["manner"]) == (shape, text, manner)
    assert mark["href"] == "#t-t1"


def test_a_range_is_a_bar_with_both_ends_and_no_middle():
    chart = compare(
        targets({"comparator": "range", "quote": "3-5%", "value": 3.0, "value_high": 5.0}), COVERAGE
    )
    bar = chart.to_dict()["layer"][0]
    assert (bar["mark"]["type"], bar["encoding"]["x2"]["field"]) == ("bar", "end")
    assert 4.0 not in drawn(chart)[0].values()


def test_forms_that_no_target_has_are_not_drawn():
    spec = compare(targets({}), COVERAGE).to_dict()
    assert [layer["mark"]["type"] for layer in spec["layer"]] == ["point", "text", "text"]


def test_a_duty_has_a_bar_across_its_mark():
    assert (
        layers(compare(targets({"commitment": "确保"}), COVERAGE), "hard")[0]["shape"] == "stroke"
    )


@pytest.mark.parametrize(
    ("facts", "keys"),
    [
        ({}, "● 确定值"),
        ({"comparator": "~", "commitment": "力争"}, "◆ 约数（≈）　○ 空心：力争、争取、努力、原则上"),
        ({"comparator": ">=", "commitment": "必须"}, "▶ 至少（≥）或超过（>）　⊖ 横杠：确保、必须"),
    ],
)  # fmt: skip
def test_an_image_lists_the_marks_that_it_draws(facts, keys):
    assert compare(targets(facts), COVERAGE).to_dict()["title"]["subtitle"][-1] == keys
    assert keys not in str(compare(targets(facts), COVERAGE, palette=theme.PAGE).to_dict())


def test_national_aims_are_dashed_and_actual_values_solid():
    figures = benchmarks(("actual", 2024, 91.61, "="), ("aim", 2025, 85.0, ">="))
    chart = compare(targets({}), COVERAGE, benchmarks=figures)
    assert [(row["row"], row["text"]) for row in drawn(chart)[:2]] == [
        ("全国目标 2025", "≥ 85%"),
        ("全国实际 2024", "91.61%"),
    ]
    assert layers(chart, "'aim'")[0]["strokeDash"] == [5, 4]
    assert layers(chart, "'actual'")[0]["strokeDash"] == [1, 0]


@pytest.mark.parametrize(
    ("figures", "nearest"),
    [
        ([("aim", 2018), ("aim", 2025), ("actual", 2024)], [("aim", 2025)]),
        ([("aim", 2023), ("aim", 2025), ("aim", 2030)], [("aim", 2025)]),
        ([("actual", 2020), ("actual", 2023)], [("actual", 2023)]),
        ([], []),
    ],
)
def test_a_card_has_the_national_figure_of_the_nearest_year_only(figures, nearest):
    known = benchmarks(*((kind, year, 85.0, "=") for kind, year in figures))
    rows = targets({})
    of = Comparison.asked(rows, COVERAGE, None, Collection(rows, Style("zh", LIGHT), known))
    card = card_of(of, "i")
    assert [(row["kind"], row["year"]) for row in of.beside_nearest_figure().national] == nearest
    assert card is not None
    assert card.glyphs == {"exact", *(kind for kind, _ in nearest)}


def test_no_national_line_goes_through_a_text():
    chart = compare(
        targets({}), COVERAGE, benchmarks=benchmarks(("aim", 2025, 85.0, "="))
    ).to_dict()
    covers = [
        place for place, one in enumerate(chart["layer"])
        if one["mark"].get("color") == LIGHT.paper and one["mark"]["type"] == "rule"
    ]  # fmt: skip
    lines = [
        place for place, one in enumerate(chart["layer"])
        if one["mark"]["type"] == "rule" and place not in covers
    ]  # fmt: skip
    assert max(lines) < covers[0]


def test_a_change_has_no_national_level_beside_it():
    rise = {"mode": "change", "direction": "increase", "quote": "3%", "value": 3.0}
    chart = compare(targets(rise), COVERAGE, benchmarks=benchmarks(("aim", 2025, 85.0, ">=")))
    assert [row["kind"] for row in drawn(chart)] == ["target"]


def test_the_title_says_how_many_documents_state_it():
    documents = frames.frame(
        "documents",
        {
            "source": ["plans.txt"] * 3,
            "document_id": ["district", "city", "county"],
            "region_label": ["XX区", "XX市", "XX县"],
        },
    )
    chart = compare(targets({}, {"document_id": "city"}), COVERAGE, documents=documents)
    title = chart.to_dict()["title"]
    assert (title["text"], title["subtitle"]) == (
        "普惠性幼儿园覆盖率",
        ["2024 年计划 · 达到水平 · 2 / 3 份文件", "● 确定值"],
    )


@pytest.mark.parametrize(
    "other",
    [
        {"mode": "output"},
        {"unit": "percentage_point", "dimension": "percentage_point"},
        {"per": "每年"},
        {"indicator_id": "gdp_growth"},
    ],
)
def test_one_axis_has_one_indicator_mode_unit_and_period(other):
    rows = targets({}, {"document_id": "city"}, other)
    first, second = comparable_groups(rows)
    assert (len(first), len(second)) == (2, 1)
    assert len(drawn(compare(rows, COVERAGE))) == 2


def test_a_growth_held_at_a_rate_stands_with_the_growth_by_that_rate():
    growth = {"indicator_id": "gdp_growth", "mode": "change", "direction": "increase"}
    rows = targets(growth, {"indicator_id": "gdp_growth", "document_id": "city"})
    (group,) = comparable_groups(rows)
    assert group["mode"].to_list() == ["change", "change"]


def test_parts_of_a_total_are_not_compared_with_totals():
    assert [len(group) for group in comparable_groups(targets({}, {"breakdown": True}))] == [1]


def test_without_a_catalogued_indicator_there_is_nothing_to_compare():
    assert comparable_groups(targets({"indicator_id": None})) == []
    with pytest.raises(ValueError, match="no target has the indicator green_school_share"):
        compare(targets({}), "green_school_share")
    with pytest.raises(
        ValueError, match=r"as a change\. There are: inclusive_kindergarten_coverage"
    ):
        compare(targets({}), COVERAGE, mode="change")


def test_several_targets_of_a_document_keep_a_row_each():
    rows = targets(
        {"scope": "城区"}, {"scope": "乡镇"}, {"document_id": "city", "region": "甲市"}, {}, {}
    )
    chart = compare(rows, COVERAGE)
    assert [row["row"] for row in drawn(chart)] == [
        "XX区 · 城区", "XX区 · 乡镇", "甲市", "XX区", "XX区 (2)",
    ]  # fmt: skip


def test_a_picture_shows_one_year_and_the_latest_first():
    rows = targets(
        {"document_id": "a", "region": "易县"},
        {"document_id": "b", "region": "满城区", "plan_year": 2022},
    )
    assert [row["row"] for row in drawn(compare(rows, COVERAGE))] == ["易县"]


PLACES = {"dimension": "count", "unit": "place", "classifier": "个", "mode": "output"}


@pytest.mark.parametrize(
    ("levels", "order", "note"),
    [
        ([None, None, None], ["t1", "t2", "t3"], "note_levels_unknown"),
        (["county", "county", "county"], ["t2", "t3", "t1"], None),
        (["county", "prefecture", "county"], ["t2", "t3", "t1"], "note_levels"),
        (["prefecture", "county", "county"], ["t1", "t2", "t3"], "note_levels"),
    ],
)
def test_counts_are_sorted_inside_one_administrative_level_only(levels, order, note):
    values = (8130.0, 121000.0, 9000.0)
    rows = targets(
        *(
            PLACES | {"value": value, "region_level": level, "document_id": f"d{number}"}
            for number, (value, level) in enumerate(zip(values, levels, strict=True))
        )
    )
    assert in_reading_order(rows)["target_id"].to_list() == order
    assert order_note(rows.to_dicts()) == note


def test_shares_are_sorted_by_value_whatever_the_level():
    rows = targets({"value": 89.0}, {"value": 93.0, "document_id": "city"})
    assert in_reading_order(rows)["value"].to_list() == [93.0, 89.0]
    assert order_note(rows.to_dicts()) is None


@pytest.mark.parametrize(
    ("rows", "names"),
    [
        ([{"region": "荣成市", "region_label": "XX市"}], ["荣成市"]),
        ([{"region_label": "XX区", "issuer": "区教育局"}], ["XX区"]),
        ([{"issuer": "县教育和体育局", "title": "县2024年工作要点"}], ["县教育和体育局"]),
        ([{"title": "县2024年教育体育工作要点"}], ["县2024年教育体育工作要点"]),
        ([{}], ["未命名文件"]),
        ([{"region": "易县", "plan_year": 2022}, {"region": "易县", "plan_year": 2024}], ["易县 2022", "易县 2024"]),
        ([{"title": "县要点", "plan_year": 2024}] * 2, ["县要点 #0abc", "县要点 #1abc"]),
        ([{"region": "易县", "plan_year": 2022}, {"region": "易县"}], ["易县 #0abc", "易县 #1abc"]),
        (
            [{"region": "易县", "plan_year": year} for year in (2022, 2023, 2023)],
            ["易县 2022", "易县 2023 #1abc", "易县 2023 #2abc"],
        ),
    ],
)  # fmt: skip
def test_documents_are_named_by_region_first_and_told_apart(rows, names):
    columns = ("region", "region_label", "issuer", "title", "plan_year")
    documents = frames.frame(
        "documents",
        {
            "source": ["plans.txt"] * len(rows),
            "document_id": [f"{number}abcdef" for number in range(len(rows))],
            **{name: [row.get(name) for row in rows] for name in columns},
        },
    )
    assert list(document_names(documents).values()) == names


@pytest.mark.parametrize(
    ("spans", "ceiling", "ticks", "title"),
    [
        ([(85.0, 85.0), (93.0, 93.0)], 100.0, (86.0, 88.0, 90.0, 92.0), "个"),
        ([(90.0, 90.0), (100.0, 100.0)], 100.0, (90.0, 95.0, 100.0), "个"),
        ([(5.0, 5.0)], None, (4.8, 5.0, 5.2), "个"),
        ([(8130.0, 8130.0), (121000.0, 121000.0)], None, (50000.0, 100000.0), "万个"),
        ([(60.0, 60.0), (30000.0, 30000.0)], None, (100.0, 1000.0, 10000.0), "万个 · 对数坐标"),
        ([(0.0, 0.0)], None, (0.0, 0.2, 0.4, 0.6, 0.8, 1.0), "个"),
    ],
)
def test_axes_have_round_ticks_and_name_their_magnitude(spans, ceiling, ticks, title):
    axis = value_axis(spans, "个", lang="zh", ceiling=ceiling)
    assert axis.ticks == ticks
    assert axis.title == title
    assert all(0 <= axis.place(end) <= 1 for span in spans for end in span)


@pytest.mark.parametrize(
    ("facts", "unit"),
    [
        ({}, "%"),
        (PLACES, "个"),
        ({"dimension": "money", "unit": "CNY"}, "元"),
        ({"dimension": "mass", "unit": "oz"}, "oz"),
    ],
)
def test_units_are_named_in_the_language_of_the_page(facts, unit):
    (row,) = targets(facts).to_dicts()
    assert unit_name(row, "zh") == unit


def test_a_change_says_its_direction():
    (row,) = targets({"mode": "change", "direction": "decrease"}).to_dicts()
    assert kind_words(row, LABELS["zh"]) == "变化幅度 · 减少"


def test_the_languages_have_the_same_texts():
    assert LABELS["zh"].keys() == LABELS["en"].keys()
    assert set(MAGNITUDES) == set(BUILT_IN.units) == {"zh", "en"}


def test_coverage_tells_silence_from_a_missing_text():
    documents = frames.frame(
        "documents",
        {
            "source": ["plans.txt"] * 4,
            "document_id": ["district", "city", "silent", "empty"],
            "region_label": ["XX区", "XX市", "XX县", "XX旗"],
            "body_present": [True, True, True, False],
        },
    )
    growth = {"indicator_id": "coverage_growth", "unit": "percentage_point", "mode": "change"}
    rows = targets(
        {}, {"document_id": "city"}, growth, growth | {"document_id": "city"},
        {"indicator_id": "gdp_growth"},
    )  # fmt: skip
    cells = drawn(coverage(rows, documents, names={COVERAGE: "普惠性幼儿园覆盖率"}))
    assert [(cell["document"], cell["state"]) for cell in cells if cell["indicator"] == "普惠性幼儿园覆盖率"] == [
        ("XX区", "有数字目标"), ("XX市", "有数字目标"), ("XX县", "未提及"), ("XX旗", "原文缺失"),
    ]  # fmt: skip
    assert {cell["indicator"] for cell in cells} == {
        "普惠性幼儿园覆盖率",
        "普惠性幼儿园覆盖率 (coverage_growth)",
    }
    with pytest.raises(ValueError, match="no indicator is stated by 3 documents"):
        coverage(rows, documents, shared_by=3)


@pytest.mark.parametrize("palette", [theme.LIGHT, theme.DARK], ids=["light", "dark"])
@pytest.mark.parametrize("text", ["ink", "soft", "target", "aim", "actual"])
def test_every_text_colour_can_be_read(palette, text):
    assert contrast(getattr(palette, text), palette.paper) >= 4.5
    assert contrast(getattr(palette, text), palette.ground) >= 4.5


@pytest.mark.parametrize("palette", [theme.LIGHT, theme.DARK], ids=["light", "dark"])
def test_the_highlighted_number_can_be_read(palette):
    assert contrast(palette.ink, palette.found) >= 4.5


def test_a_chart_in_a_page_takes_the_colours_of_the_page():
    spec = compare(targets({}), COVERAGE, palette=theme.PAGE).to_dict()
    assert spec["layer"][0]["encoding"]["fill"]["value"] == "var(--target)"


@pytest.mark.parametrize(
    ("deadline", "words", "text"),
    [
        (datetime.date(2024, 11, 30), "11月底前", "89%（11月底前）"),
        (datetime.date(2025, 12, 31), "到2025年", "89%（到2025年）"),
        (datetime.date(2024, 12, 31), "年底前", "89%"),
        (None, None, "89%"),
    ],
)
def test_a_deadline_of_its_own_stands_at_the_mark(deadline, words, text):
    due = {"deadline": deadline, "deadline_text": words, "plan_year": 2024, "quote": "89%"}
    (mark,) = drawn(compare(targets(due), COVERAGE))
    assert mark["text"] == text
