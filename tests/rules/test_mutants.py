"""Rule patterns are tested: what one of their alternatives reads, an example notices."""

from __future__ import annotations

import importlib
import subprocess
import sys

import pytest
from conftest import REPOSITORY

FLOOR = 0.98


@pytest.fixture(scope="module")
def mutate_rules():
    sys.path.insert(0, str(REPOSITORY / "scripts"))
    return importlib.import_module("mutate_rules")


def test_examples_notice_changed_patterns():
    script = REPOSITORY / "scripts" / "mutate_rules.py"
    command = [sys.executable, script, "--examples-only", "--floor", str(FLOOR)]
    run = subprocess.run(command, capture_output=True, text=True, check=False)  # all of them
    assert run.returncode == 0, run.stdout + run.stderr


@pytest.mark.parametrize(
    ("pattern", "changed"),
    [
        ("(?:a|b)c", {"(?:b)c", "(?:a)c"}),
        ("a|b|c", {"b|c", "a|c", "a|b"}),
        (r"x(?=[ab]|\|)", {r"x(?=\|)", r"x(?=[ab])", r"x(?=[\s\S]|\|)"}),
        (r"[^\]|]", {r"[\s\S]"}),
        ("plain", set()),
    ],
)
def test_mutants_drop_one_alternative_or_widen_one_class(mutate_rules, pattern, changed):
    assert {mutant for _, mutant in mutate_rules.changes(pattern)} == changed
