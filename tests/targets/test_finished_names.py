"""What a name may look like in the end."""

from __future__ import annotations

import pytest

from metrics.targets.finished_names import finished_name


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("智慧停车\n泊位", "智慧停车泊位"),
        ("PM2.5 浓度", "PM2.5浓度"),
        ("AI lab", "AI lab"),
        ("）项目", "项目"),
        ("项目（", "项目"),
        ("学校（含教学点）", "学校（含教学点）"),
        ("“两新”项目", "“两新”项目"),
        ("市、区）示范园", "示范园"),
        ("— 17 — 非遗工坊", "非遗工坊"),
        ("、", ""),
    ],
)
def test_names_are_finished(rules, name, expected):
    assert finished_name(rules.phrases, name) == expected
