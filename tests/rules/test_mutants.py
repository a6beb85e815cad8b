"""Rule patterns are tested: what one of their alternatives reads, an example notices."""

from __future__ import annotations

import importlib
import random
import sys

import pytest
from conftest import REPOSITORY

SAMPLE, SHARE = 60, 0.95


@pytest.fixture(scope="module")
def mutate_rules():
    sys.path.insert(0, str(REPOSITORY / "scripts"))
    return importlib.import_module("mutate_rules")


def test_examples_notice_a_changed_pattern(mutate_rules):
    judge = mutate_rules.Judge(examples_only=True)
    found = judge.all_mutants(list(mutate_rules.KINDS_WITH_PATTERNS), None)
    sample = random.Random(1).sample(found, SAMPLE)
    survivors = [mutant for mutant in sample if judge.noticed_by(mutant) is None]
    assert len(survivors) <= (1 - SHARE) * SAMPLE, survivors


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
