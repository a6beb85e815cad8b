"""Parts of a total are checked against it, and the table says how."""

from __future__ import annotations

import pytest

from charts.selection.totals import parts_in_words, parts_of_totals
from charts.words.style import LIGHT, Style
from metrics import Document, extract


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("新建学校幼儿园8所，其中学校5所、幼儿园3所。", ("8所", "5所 + 3所", 8.0, "equal")),
        ("新增学位2.3万个，其中公办学位1万个。", ("2.3万个", "1万个", 10000.0, "fewer")),
        ("新建公厕10座，其中城区公厕12座。", ("10座", "12座", 12.0, "more")),
        ("新增投资10亿元，其中工业投资占60%。", None),
    ],
)
def test_parts_are_checked_against_their_total(rules, sentence, expected):
    targets = extract([Document("plan.txt", f"2024年工作要点\n{sentence}")], rules).targets
    found = (
        parts_of_totals(targets, Style("zh", LIGHT))
        .select("printed", "parts", "sum", "verdict")
        .rows()
    )
    assert found == ([] if expected is None else [expected])


def test_the_check_is_told_in_words(sample_tables):
    (said,) = parts_in_words(sample_tables.targets, Style("zh", LIGHT)).values()
    assert said == "其中 5所 + 3所，合计等于总数 8所"
