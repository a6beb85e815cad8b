from __future__ import annotations

from pathlib import Path

import pytest

from metrics.extraction.known_tables import benchmarks
from metrics.paths import builtin_rules
from metrics.rules.benchmarks import load_benchmarks
from metrics.rules.rulefiles import RuleFiles
from metrics.tables import frames

ENTRY = """
[coverage_aim_2025]
indicator_id = "inclusive_kindergarten_coverage"
kind = "aim"
year = 2025
value = 85.0
comparator = ">="
unit = "percent"
document = "行动计划"
"""


@pytest.fixture(scope="module")
def figures():
    files = RuleFiles((builtin_rules(),))
    frame = benchmarks(load_benchmarks(files))
    assert files.problems == []
    return frames.check("benchmarks", frame)


@pytest.mark.parametrize(
    ("indicator_id", "kind", "year", "comparator", "value"),
    [
        ("inclusive_kindergarten_coverage", "aim", 2025, ">=", 85.0),
        ("inclusive_kindergarten_coverage", "actual", 2023, "=", 90.81),
        ("inclusive_kindergarten_coverage", "actual", 2024, "=", 91.61),
        ("public_kindergarten_enrolment_share", "aim", 2025, ">=", 50.0),
        ("preschool_gross_enrolment", "aim", 2025, ">", 90.0),
        ("compulsory_retention", "aim", 2025, "=", 96.0),
        ("senior_secondary_gross_enrolment", "aim", 2025, ">", 92.0),
        ("student_fitness_excellent_rate", "aim", 2022, ">=", 50.0),
        ("vocational_school_standard_rate", "aim", 2025, ">=", 90.0),
        ("green_school_share", "aim", 2022, ">=", 60.0),
    ],
)
def test_national_figures(figures, indicator_id, kind, year, comparator, value):
    (row,) = figures.filter(indicator_id=indicator_id, kind=kind, year=year).to_dicts()
    assert (row["comparator"], row["value"]) == (comparator, value)


def test_every_figure_has_an_indicator_of_the_catalogue_in_its_unit(figures, rules):
    units = {name: entry.unit for name, entry in rules.catalogue.entries.items()}
    stated = dict(figures.select("indicator_id", "unit").iter_rows())
    assert {name: units.get(name) for name in stated} == stated


def written(folder: Path, content: str) -> Path:
    file = folder / "indicators" / "benchmarks.toml"
    file.parent.mkdir()
    file.write_text(content, encoding="utf-8")
    return file


@pytest.mark.parametrize(
    ("change", "problem"),
    [
        (('kind = "aim"', 'kind = "wish"'), "[coverage_aim_2025] kind: "),
        (("year = 2025\n", ""), "[coverage_aim_2025] year: is missing"),
        (("value = 85.0", "valeu = 85.0"), "valeu: unknown key. Did you mean value?"),
    ],
)
def test_a_broken_figure_is_named(tmp_path, change, problem):
    written(tmp_path, ENTRY.replace(*change))
    files = RuleFiles((tmp_path,))
    load_benchmarks(files)
    assert any(problem in line for line in files.problems)


def test_one_figure_for_an_indicator_kind_and_year(tmp_path):
    twice = ENTRY + ENTRY.replace("[coverage_aim_2025]", "[coverage_aim_again]")
    file = written(tmp_path, twice)
    files = RuleFiles((tmp_path,))
    load_benchmarks(files)
    assert files.problems == [
        f"{file}:11: [coverage_aim_again]: states the same indicator, kind "
        "and year as [coverage_aim_2025]. Keep one of them."
    ]
