"""Every example of a rule file is decided by its rule, and no counter-example is."""

from __future__ import annotations

from functools import cache

import pytest

from metrics import load_rules
from metrics.authoring.try_examples import Case, try_examples
from metrics.rules.ruleset import KINDS

# Kinds whose every rule has examples and counter-examples.
ASKED = ("clauses", "cues", "layout", "roles", "targets")


@cache
def tried() -> list[Case]:
    return list(try_examples(load_rules()))


@pytest.mark.parametrize("case", tried(), ids=lambda case: f"{case.kind}/{case.name}")
def test_examples(case):
    assert case.failure is None, case.text


@pytest.mark.parametrize("kind", ASKED)
def test_every_rule_has_an_example_and_a_counter_example(kind, rules):
    cases = {(case.rule_id, case.is_counter) for case in tried() if case.kind == kind}
    wanted = rules.files.entries(kind, KINDS[kind])
    assert {(rule_id, counter) for rule_id in wanted for counter in (False, True)} == cases
