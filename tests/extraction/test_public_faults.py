"""Sentences, tables and files from fault reports of other readers, read through the whole engine."""

from __future__ import annotations

import json
import math
from pathlib import Path

import pytest

from metrics import Document, extract, read_document

CASES = Path(__file__).parents[3] / "shared" / "cases"
# Cases by their place in the file that are not read right, and why.
KNOWN = {
    74: "the last column's head, 年均/累计, is taken for a yearly mean",
    75: "the last column's head, 年均/累计, is taken for a yearly mean",
    76: "a unit is not handed down to a row whose cell is empty",
    80: "a unit is not handed down through merged cells",
}


def is_alike(expected, row):
    """Whether a row says what is expected; a value of None is any value."""
    for name, value in expected.items():
        found = row[name]
        if name == "deadline":
            found = found and str(found)
        if isinstance(value, int | float) and not isinstance(value, bool):
            if found is None or not math.isclose(found, value, rel_tol=1e-12):
                return False
        elif found != value and not (name == "value" and value is None):
            return False
    return True


@pytest.mark.skipif(not CASES.is_dir(), reason="needs the public cases in ../shared/cases")
def test_public_faults(rules):
    lines = (CASES / "faults.jsonl").read_text("utf-8").splitlines()
    wrong = set()
    for place, line in enumerate(lines):
        case = json.loads(line)
        name = case.get("file")
        document = (
            read_document(CASES / name)
            if name
            else Document("海州市2026年工作计划.txt", case["text"])
        )
        rows = extract([document], rules).targets.to_dicts()
        left = list(rows)
        for expected in case["expected"]["targets"]:
            if name:  # the file is not the phrase that the quote is of
                expected = {key: value for key, value in expected.items() if key != "quote"}
            match = next((row for row in left if is_alike(expected, row)), None)
            if match is None:
                wrong.add(place)
            else:
                left.remove(match)
        if left and not name:
            wrong.add(place)
    print(f"{len(lines) - len(wrong)} of {len(lines)} are read right")
    assert wrong <= set(KNOWN)
    assert len(lines) - len(wrong) >= 80
