from __future__ import annotations

import pytest
from chart_rows import COVERAGE, documents, drawn, targets

from charts import coverage, coverage_states
from metrics.tables import frames

READ = documents(
    *({"document_id": name, "region": name} for name in ("stated", "worded", "silent")),
    {"document_id": "empty", "region": "empty", "body_present": False},
)
TEXTS = {
    "stated": "普惠性幼儿园覆盖率稳定在93%以上。",
    "worded": "提高普惠率。",
    "silent": "发展学前教育。",
}


def catalogue(*rows: tuple[str, str, str | None]):
    ids, names, synonyms = (list(column) for column in zip(*rows, strict=True))
    columns = {"indicator_id": ids, "name": names, "synonyms": synonyms}
    return frames.frame("indicators", columns)


INDICATORS = catalogue((COVERAGE, "普惠性幼儿园覆盖率", "普惠率|普惠性学前教育覆盖率"))
STATED = targets({"document_id": "stated"})


def states(**options) -> list[str]:
    return coverage_states(STATED, READ, **options)["state"].to_list()


def test_texts_tell_words_from_silence():
    assert states() == ["stated", "silent", "silent", "no_text"]
    assert states(indicators=INDICATORS, texts=TEXTS) == [
        "stated", "words_only", "silent", "no_text",
    ]  # fmt: skip
    with pytest.raises(ValueError, match="indicators"):
        states(texts=TEXTS)


@pytest.mark.parametrize(
    ("synonyms", "state"),
    [(None, "silent"), ("", "silent"), ("率", "silent"), ("普惠率", "words_only")],
)
def test_synonyms_are_looked_for_and_single_letters_are_not(synonyms, state):
    found = coverage_states(
        STATED, READ, indicators=catalogue(("x", "不在文中", synonyms)), texts=TEXTS
    )
    assert dict(found.select("document_id", "state").iter_rows())["worded"] == state


def test_a_row_for_every_pair_in_the_order_asked_for():
    found = coverage_states(STATED, READ, indicator_ids=["b", COVERAGE])
    assert found["indicator_id"].to_list() == ["b"] * 4 + [COVERAGE] * 4
    assert found.columns == ["indicator_id", "document_id", "state"]


def test_the_matrix_has_four_states_where_there_are_texts():
    chart = coverage(STATED, READ, shared_by=1, indicators=INDICATORS, texts=TEXTS)
    assert [cell["state"] for cell in drawn(chart)] == [
        "有数字目标",
        "只有文字",
        "未提及",
        "原文缺失",
    ]
    assert chart.to_dict()["description"] == (
        "谁提出了什么: 有数字目标 1；只有文字 1；未提及 1；原文缺失 1"
    )
    without = coverage(STATED, READ, shared_by=1).to_dict()
    assert without["encoding"]["shape"]["scale"]["domain"] == ["有数字目标", "未提及", "原文缺失"]
