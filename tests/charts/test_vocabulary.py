"""What words of the tables mean is said by the tables of a run, and elsewhere the same."""

from __future__ import annotations

import polars as pl
import pytest
from chart_rows import targets

from charts.drawing import theme
from charts.words.style import Style
from charts.words.values import is_soft, unit_name
from charts.words.vocabulary import BUILT_IN, Vocabulary
from metrics import extract

UNITS = pl.DataFrame(
    {
        "unit": ["GBP", "km", "kW", "rank"],
        "name": ["英镑", "公里", "千瓦", "rank"],
        "name_en": ["pounds", None, "kW", None],
    }
)
COMMITMENTS = pl.DataFrame(
    {"commitment": ["奋力", "确保", "推动"], "strength": ["wish", "duty", None]}
)
SAID = Vocabulary.of(UNITS, COMMITMENTS)


@pytest.mark.parametrize(
    ("facts", "zh", "en"),
    [
        ({"unit": "GBP", "dimension": "money"}, "英镑", "pounds"),
        ({"unit": "km", "dimension": "length"}, "公里", "km"),
        ({"unit": "kW", "dimension": "count"}, "千瓦", "kW"),
        ({"unit": "kW", "dimension": "count", "classifier": "台"}, "台", "kW"),
        ({"unit": "rank", "dimension": "rank"}, "位", "rank"),
        ({"unit": "m2", "dimension": "area"}, "平方米", "m²"),
        ({"unit": "oz", "dimension": "mass"}, "oz", "oz"),
    ],
)
def test_units_are_called_as_the_table_calls_them(facts, zh, en):
    (row,) = targets(facts).to_dicts()
    assert (unit_name(row, "zh", SAID), unit_name(row, "en", SAID)) == (zh, en)


@pytest.mark.parametrize(
    ("word", "wish"),
    [("奋力", True), ("确保", False), ("推动", False), ("力争", False), (None, False)],
)
def test_a_commitment_is_as_strong_as_the_table_says(word, wish):
    (row,) = targets({"commitment": word}).to_dicts()
    assert is_soft(row, SAID) is wish
    assert SAID.commitments("duty") == ["确保"]


def test_a_table_without_english_names_leaves_the_symbols():
    said = Vocabulary.of(UNITS.drop("name_en"))
    assert said.units["en"] == BUILT_IN.units["en"]
    assert said.strengths == BUILT_IN.strengths


def test_what_no_table_says_is_what_the_rules_say(rules):
    table = extract([], rules).units
    names = dict(table.select("unit", "name").iter_rows())
    differ = {
        unit: name
        for unit, name in BUILT_IN.units["zh"].items()
        if names.get(unit, unit) not in (unit, name)
    }
    assert differ == {}


@pytest.mark.parametrize(
    ("sentence", "quote", "facts", "printed", "unit"),
    [
        ("浓度控制在29微克/立方米左右。", "29微克", {"per": "每立方米"}, "29微克/立方米", "微克/立方米"),
        ("浓度控制在29微克／立方米。", "29微克", {"per": "每立方米"}, "29微克/立方米", "微克/立方米"),
        ("每立方米控制在29微克。", "29微克", {"per": "每立方米"}, "29微克", "微克"),
        ("浓度控制在29微克", "29微克", {"per": "每立方米"}, "29微克", "微克"),
        ("补助58万元/人，全年。", "58万元", {"per": "每人", "unit": "CNY"}, "58万元/人", "元/人"),
        ("人均地区生产总值比2020年翻一番。", "一番", {"unit": "fold"}, "翻一番", "倍"),
        ("总值翻了两番。", "两番", {"unit": "fold"}, "翻了两番", "倍"),
        ("不低于最低标准的1.6倍。", "1.6倍", {"unit": "fold"}, "1.6倍", "倍"),
    ],
)  # fmt: skip
def test_a_number_keeps_the_words_without_which_it_says_nothing(
    sentence, quote, facts, printed, unit
):
    stated = {"sentence": sentence, "quote": quote, "unit": "other_measure", "dimension": "count"}
    if facts.get("unit"):
        stated["dimension"] = "money"
    else:
        stated["classifier"] = "微克"
    (row,) = targets(stated | facts).to_dicts()
    style = Style("zh", theme.LIGHT)
    assert (style.number(row), unit_name(row, "zh")) == (printed, unit)
