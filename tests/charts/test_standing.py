from __future__ import annotations

import pytest
from chart_rows import comparison, targets

from charts.selection.standing import standings
from charts.words.romanised import initials, pinyin

PLACES = {"dimension": "count", "unit": "place", "classifier": "个", "mode": "output"}


def goals(*facts: dict) -> list[dict]:
    return [
        {
            "document_id": f"d{n}",
            "region": f"市{n}",
            "region_level": "prefecture",
            "value": 1.0 + n,
        }
        | fact
        for n, fact in enumerate(facts)
    ]


def test_equal_values_share_a_rank_from_the_highest_on():
    values = (4.5, 5.0, 5.0, 6.0, 7.0)
    found = standings(comparison(targets(*goals(*({"value": value} for value in values)))))
    assert [(one.rank, one.tied, one.peers, one.quarter) for one in found] == [
        (5, 1, 5, 4), (3, 2, 5, 0), (3, 2, 5, 0), (2, 1, 5, 2), (1, 1, 5, 1),
    ]  # fmt: skip
    assert {one.middle["value"] for one in found} == {5.0}


@pytest.mark.parametrize(
    ("facts", "peers"),
    [
        ([{}] * 2, []),
        ([{}] * 3 + [{"region_level": "country"}], [3, 3, 3]),
        ([{}] * 3 + [{"region_level": "county"}], [3, 3, 3]),
        ([{}] * 3 + [{"region_level": "county"}] * 4, [4, 4, 4, 4, 3, 3, 3]),
        ([{}] * 3 + [{"region_level": None}] * 3, [3, 3, 3]),
        ([{"region_level": None}] * 3, [3, 3, 3]),
        ([{"region_code": "510100"}] * 2 + [{}] * 3, [4, 4, 4, 4]),
        ([PLACES] * 3 + [PLACES | {"region_level": "county"}], [3, 3, 3]),
        ([PLACES | {"region_level": None}] * 3, []),
    ],
)
def test_peers_are_those_that_may_be_ranked(facts, peers):
    found = standings(comparison(targets(*goals(*facts))))
    assert [one.peers for one in found] == peers


def test_nobody_stands_above_another_where_all_state_one_value():
    assert standings(comparison(targets(*goals(*[{"value": 3.0}] * 9)))) == []


def test_names_are_found_by_syllables_and_initials():
    assert (pinyin("重庆市"), initials("重庆市")) == ("chongqingshi", "cqs")
