"""Quantities of any text, measured on the public test cases of other number readers.

A case passes when every expected value is found at its place, and nothing is found where nothing
is expected. ``cases/deliberate_differences.toml`` names the cases whose peer keeps another
convention than the codebook; they are counted apart and must not pass by chance.
"""

from __future__ import annotations

import json
import math
import tomllib
from collections import Counter
from pathlib import Path

import pytest
from conftest import SHARED

from metrics import explain, find_quantities

CASES = SHARED / "cases"
LISTED = tomllib.loads((Path(__file__).parent / "deliberate_differences.toml").read_text("utf-8"))
DELIBERATE = {case: entry["scale"] for entry in LISTED["difference"] for case in entry["cases"]}
FLOORS = {
    ("recognizers", "number"): 0.95,
    ("recognizers", "percent"): 0.95,
    ("recognizers", "range"): 0.85,
    ("recognizers", "money"): 0.90,
    ("jionlp", "money"): 0.95,
    ("jionlp", "range"): 0.95,
    ("jionlp", "money-extract"): 0.90,
    ("cn2an", "number"): 0.95,
}
_SHARES = ("percent", "percentage_point", "permille")


def _is_money(quantity):
    return quantity.unit is not None and len(quantity.unit) == 3 and quantity.unit.isupper()


def _is_found(kind, expected, quantity, scale):
    if quantity.start >= expected["end"] + 1 or expected["start"] > quantity.end:
        return False
    if kind == "percent" and quantity.unit not in _SHARES:
        return False
    low, high = expected["value_low"], expected["value_high"]
    wanted = [bound for bound in (low, high) if bound is not None]
    if kind != "range" or len(wanted) == 1:
        wanted = wanted[:1]
        got = [quantity.value]
    else:
        got = [
            quantity.value,
            quantity.value if quantity.value_high is None else quantity.value_high,
        ]
    return all(math.isclose(a * scale, b, rel_tol=1e-6) for a, b in zip(wanted, got, strict=True))


def _passes(case, found, scale=1.0):
    if case["kind"] == "money-extract":
        return sum(map(_is_money, found)) == len(case["expected"])
    expected = [e for e in case["expected"] if (e["value_low"], e["value_high"]) != (None, None)]
    if not expected and case["kind"] in ("number", "percent"):
        return not found
    return all(any(_is_found(case["kind"], e, q, scale) for q in found) for e in expected)


@pytest.mark.skipif(not CASES.is_dir(), reason="needs the public cases in ../shared/cases")
def test_public_cases(rules):
    passed, deliberate, total = Counter(), Counter(), Counter()
    for path in sorted(CASES.glob("*.jsonl")):
        for line in path.read_text("utf-8").splitlines():
            case = json.loads(line)
            key = (path.stem, case["kind"])
            if key not in FLOORS:
                continue
            found = find_quantities(case["text"], rules)
            total[key] += 1
            is_passed = _passes(case, found)
            passed[key] += is_passed
            if case["id"] in DELIBERATE:
                assert not is_passed, f"{case['id']} passes: take it off the list of differences"
                scale = DELIBERATE[case["id"]]
                assert scale == 1 or _passes(case, found, scale), case["id"]
                deliberate[key] += 1
    for (suite, kind), count in total.items():
        key = (suite, kind)
        print(f"{suite:<12}{kind:<15}{passed[key]:>5}{deliberate[key]:>5} of {count:>4}")
    short = {k: (passed[k] + deliberate[k]) / n for k, n in total.items()}
    assert {key: share for key, share in short.items() if share < FLOORS[key]} == {}


@pytest.mark.skipif(not CASES.is_dir(), reason="needs the public cases in ../shared/cases")
def test_public_cases_within_a_sentence_of_a_plan(rules):
    """What a target says of a number is what is found in the number alone."""
    total, alike = 0, 0
    for path in sorted(CASES.glob("*.jsonl")):
        for line in path.read_text("utf-8").splitlines():
            case = json.loads(line)
            text, expected = case["text"], case["expected"]
            if (path.stem, case["kind"]) not in FLOORS or len(expected) != 1:
                continue
            is_whole = expected[0]["start"] == 0 and expected[0]["end"] >= len(text) - 1
            if not is_whole or expected[0]["value_low"] is None:
                continue
            found = [(one.value, one.value_high) for one in find_quantities(text, rules)]
            fates = explain(f"力争景气指数达到{text}。", rules).fates
            rows = [row for fate in fates for row in fate["targets"]]
            total += 1
            alike += [(row["value"], row["value_high"]) for row in rows] == found
    print(f"{alike} of {total} public numerals are read alike in a sentence")
    assert alike >= 0.99 * total > 600
