"""The goals that 31 provincial reports of 2026 put at the head of their plans, read by hand."""

from __future__ import annotations

import csv
from pathlib import Path

import polars as pl

from metrics import extract, read_document

GOALS = Path(__file__).parent / "gold" / "provinces-2026-goals.csv"
FLOOR = 0.97


def _is_among(targets: pl.DataFrame, goal: dict[str, str]) -> bool:
    wanted = {
        "indicator_id": goal["indicator_id"],
        "comparator": goal["comparator"],
        "value": float(goal["value"]),
        "value_high": float(goal["value_high"]) if goal["value_high"] else None,
    }
    rows = targets.select(*wanted).to_dicts()
    return wanted in rows


def test_headline_goals_of_31_provinces(rules, shared):
    goals = list(csv.DictReader(GOALS.read_text("utf-8").splitlines()))
    missed = []
    for region in sorted({goal["region"] for goal in goals}):
        file = shared / "corpora" / "provinces-2026" / f"2026年{region}政府工作报告.txt"
        targets = extract([read_document(file)], rules).targets
        missed += [
            goal for goal in goals if goal["region"] == region and not _is_among(targets, goal)
        ]
    print(f"{len(goals) - len(missed)} of {len(goals)} goals of 31 provinces are right")
    assert len(missed) <= (1 - FLOOR) * len(goals), missed
