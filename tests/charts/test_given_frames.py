from __future__ import annotations

import pytest
from chart_rows import COVERAGE, targets

from charts import compare, wording_counts

ROWS = targets({}, {"document_id": "d2", "target_id": "t2", "value": 89.0, "quote": "89%"})


@pytest.mark.parametrize("made", [lambda rows: rows.to_pandas(), lambda rows: rows.to_arrow()])
def test_frames_of_other_libraries_draw_the_same(made):
    assert compare(made(ROWS), COVERAGE).to_dict() == compare(ROWS, COVERAGE).to_dict()


def test_tables_are_taken_by_name_too():
    documents = ROWS.select("document_id").unique(maintain_order=True)
    counts = wording_counts(targets=ROWS.to_pandas(), documents=documents.to_pandas())
    assert counts.equals(wording_counts(ROWS, documents))


@pytest.mark.parametrize(
    ("asked", "meant"),
    [("inclusive_kindergarten_coverag", COVERAGE), ("普惠性幼儿园覆盖率", COVERAGE)],
)
def test_an_unknown_indicator_is_told_what_may_be_meant(asked, meant):
    with pytest.raises(ValueError, match=f"Did you mean {meant}"):
        compare(ROWS, asked)
