"""Narrow marks and bullets are read as the wide marks of Chinese text; places stay."""

from __future__ import annotations

import pytest

from metrics.text.wide_marks import with_wide_marks


@pytest.mark.parametrize(
    ("printed", "read"),
    [
        ("2018年,新建学校10所;改造5所", "2018年，新建学校10所；改造5所"),
        ("据悉,2023年新增学位700个", "据悉，2023年新增学位700个"),
        ("工作目标:新增学位1,000个", "工作目标：新增学位1,000个"),
        ("·新建学校10所·改造学校5所", "·新建学校10所；改造学校5所"),
        # names, numbers and codes stay
        ("卡尔·马克思学校", "卡尔·马克思学校"),
        ("师生比1:16，上午8:30开学", "师生比1:16，上午8:30开学"),
        ("http://a.example/b,c;d", "http://a.example/b,c;d"),
    ],
)
def test_marks(printed, read):
    assert with_wide_marks(printed) == read
    assert len(printed) == len(read)
