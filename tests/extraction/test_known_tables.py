"""What the rules know, as tables: names of units and strengths of commitments."""

from __future__ import annotations

from pathlib import Path

import pytest

from metrics import extract, load_rules


@pytest.mark.parametrize(
    ("unit", "name", "name_en"),
    [
        ("km", "公里", "km"),
        ("GBP", "英镑", "GBP"),
        ("m2", "平方米", "m²"),
        ("percentage_point", "个百分点", "percentage points"),
        ("nautical_mile", "海里", "nautical mile"),
        ("MWh", "MWh", "MWh"),
    ],
)
def test_a_unit_has_a_name_in_both_languages(rules, unit, name, name_en):
    (row,) = extract([], rules).units.filter(unit=unit).to_dicts()
    assert (row["name"], row["name_en"]) == (name, name_en)


@pytest.mark.parametrize(
    ("words", "strength"),
    [
        ("力争", "wish"),
        ("争取", "wish"),
        ("努力", "wish"),
        ("原则上", "wish"),
        ("确保", "duty"),
        ("必须", "duty"),
    ],
)
def test_a_commitment_is_a_wish_or_a_duty(rules, words, strength):
    known = dict(extract([], rules).commitments.iter_rows())
    assert known[words] == strength


def test_an_added_cue_and_unit_say_it_too(tmp_path: Path):
    written = {
        "cues.toml": "[strain]\ndoc = '「奋力」.'\npattern = '(?:奋|全)力(?=达到)'\n"
        "gives = 'commitment'\nstrength = 'wish'\nexample = ['奋力达到5%', '全力达到5%']\n",
        "quantities/classifiers.toml": "[flight]\ndoc = '「新增航班5趟次」.'\nclassifiers = ['趟次']\n"
        "nouns = []\nname = '航班'\nname_en = 'flights'\n",
        "quantities/units.pint": "flight = [flight]\n",
    }
    for name, content in written.items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(content, "utf-8")
    known = extract([], load_rules(tmp_path))
    strengths = dict(known.commitments.iter_rows())
    assert (strengths["奋力"], strengths["全力"]) == ("wish", "wish")
    (row,) = known.units.filter(unit="flight").to_dicts()
    assert (row["name"], row["name_en"]) == ("航班", "flights")
