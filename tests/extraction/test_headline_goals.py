"""The goals that reports put at the head of their plans, read by hand."""

from __future__ import annotations

import csv
from pathlib import Path

import polars as pl
import pytest

from charts import comparable_groups
from metrics import extract, read_document

GOALS = Path(__file__).parent / "provinces-2026-goals.csv"
FLOOR = 0.97
GROWTH_OF_CITIES_IN_2024 = {
    "东营市": [(">=", 5.5)],
    "中山市": [("=", 6.0)],
    "临沂市": [("=", 5.5), (">=", 6.0)],  # 5.5%、力争6%以上
    "乌鲁木齐市": [("~", 7.5)],
    "南京市": [(">=", 5.0)],
    "合肥市": [("~", 6.0)],
    "咸宁市": [("=", 6.0)],
    "哈尔滨市": [("~", 6.0)],
    "金华市": [("~", 6.0)],
    "沈阳市": [(">=", 6.0)],
}


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


@pytest.fixture(scope="module")
def growth_of_cities(rules, shared) -> pl.DataFrame:
    files = sorted((shared / "corpora" / "cities-2024").glob("*.docx"))
    targets = extract([read_document(file) for file in files], rules).targets
    return next(
        group for group in comparable_groups(targets) if group["indicator_id"][0] == "gdp_growth"
    )


def test_nearly_all_of_60_cities_stand_in_one_comparison_of_growth(growth_of_cities):
    assert growth_of_cities["document_id"].n_unique() >= 57


@pytest.mark.parametrize("city", GROWTH_OF_CITIES_IN_2024)
def test_growth_goals_of_ten_cities(city, growth_of_cities):
    rows = growth_of_cities.filter(pl.col("region") == city).select("comparator", "value")
    assert sorted(rows.rows()) == sorted(GROWTH_OF_CITIES_IN_2024[city])
