"""Every example of a rule file is decided by its rule, and no counter-example is."""

from __future__ import annotations

import pytest

from metrics import explain
from metrics.cues import CueEntry
from metrics.grammar import TargetRule
from metrics.paths import builtin_rules
from metrics.roles import SurroundingRule
from metrics.rulefiles import read_entries
from metrics.sentences import SentenceReader

PLAN_YEAR = 2024


def entries(folder: str, model):
    problems: list[str] = []
    found = {}
    for path in sorted((builtin_rules() / folder).glob("*.toml")):
        found.update(read_entries(path, model, problems))
    assert not problems
    return found


ROLES, TARGETS, CUES = (
    entries("roles", SurroundingRule),
    entries("targets", TargetRule),
    entries("cues", CueEntry),
)


def cases(rules, kind):
    return [
        pytest.param(name, example, id=f"{name}[{index}]")
        for name, rule in rules.items()
        for index, example in enumerate(getattr(rule, kind))
    ]


def decision_of(rules, text: str, number: str) -> str:
    fates = SentenceReader(rules).read(
        text, 0, len(text), "plan", rules.scanner.scan(text), PLAN_YEAR
    )
    for fate in fates:
        quote = text[fate.mention.start : fate.mention.end]
        if quote.startswith(number) or number.startswith(quote):
            return fate.decision.rule_id
    raise AssertionError(f"no number {number!r} in {text!r}")


@pytest.mark.parametrize(("name", "example"), cases(ROLES, "example"))
def test_role_examples(rules, name, example):
    assert decision_of(rules, example.text, example.number) == name


@pytest.mark.parametrize(("name", "example"), cases(ROLES, "counter"))
def test_role_counter_examples(rules, name, example):
    assert example.why
    assert decision_of(rules, example.text, example.number) != name


@pytest.mark.parametrize(("name", "example"), cases(TARGETS, "example"))
def test_target_examples_give_the_whole_row(rules, name, example):
    fates = [f for f in explain(example.text, rules).fates if example.quote in (None, f["quote"])]
    assert fates[0]["rule_id"] == name
    row = {key: value for key, value in fates[0]["targets"][0].items() if value is not None}
    assert row == example.expect


@pytest.mark.parametrize(("name", "example"), cases(TARGETS, "counter"))
def test_target_counter_examples(rules, name, example):
    assert explain(example.text, rules).fates[0]["rule_id"] != name


@pytest.mark.parametrize(("name", "example"), cases(CUES, "example"))
def test_cue_examples(rules, name, example):
    cues = rules.cues.find(example.text, 0, len(example.text), PLAN_YEAR)
    found = [cue for cue in cues if cue.rule_id == name]
    assert found, [cue.rule_id for cue in cues]
    assert example.due in (None, found[0].due)


@pytest.mark.parametrize(("name", "example"), cases(CUES, "counter"))
def test_cue_counter_examples(rules, name, example):
    assert name not in [
        cue.rule_id for cue in rules.cues.find(example.text, 0, len(example.text), PLAN_YEAR)
    ]


@pytest.mark.parametrize("rule", [*ROLES, *TARGETS, *CUES])
def test_every_rule_has_an_example_and_a_counter_example(rule):
    entry = (ROLES | TARGETS | CUES)[rule]
    assert entry.example, "add an example that the rule decides"
    assert entry.counter, "add a phrase that the rule must leave alone"
