"""What the engine asks of the rules by name is declared once, asked for, and there."""

from __future__ import annotations

import ast
import re
import shutil
from pathlib import Path
from typing import get_args

import pytest

from metrics import load_rules
from metrics.errors import RuleError
from metrics.paths import builtin_rules, package
from metrics.rules.asked import ListName, PhraseName, SectionName


@pytest.fixture(scope="module")
def strings() -> set[str]:
    """The strings in the program, but for the module that declares the names."""
    return {
        node.value
        for path in package().rglob("*.py")
        if path.name != "asked.py"
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    }


@pytest.mark.parametrize("names", [ListName, PhraseName, SectionName])
def test_a_declared_name_is_asked_for(names, strings):
    assert [name for name in get_args(names) if name not in strings] == []


def without(folder: Path, name: str, header: str) -> Path:
    """The built-in rules without one entry."""
    copy = folder / "rules"
    shutil.copytree(builtin_rules(), copy)
    file = copy / name
    text = file.read_text("utf-8")
    start = text.index(f"[{header}]")
    other = re.search(rf"(?m)^\[+(?!\[|{re.escape(header)}[\].])", text[start + 1 :])
    file.write_text(text[:start] + (text[start + 1 + other.start() :] if other else ""), "utf-8")
    return copy


@pytest.mark.parametrize(
    ("name", "header", "says"),
    [
        ("quantities/numerals.toml", "words.no_unit", ": [words.no_unit] is missing. "),
        ("layout/tables.toml", "words.table_reaches", ": [words.table_reaches] is missing. "),
        ("clauses/nouns.toml", "rate_noun", "clauses: [rate_noun] is missing. "),
        ("layout/parts.toml", "plan_heading", "layout: [plan_heading] is missing. "),
    ],
)
def test_what_is_missing_is_told(tmp_path, name, header, says):
    with pytest.raises(RuleError) as refused:
        load_rules(without(tmp_path, name, header), only=True)
    (problem,) = refused.value.problems
    assert says in problem


def test_the_patterns_of_a_file_call_its_own_lists(rules):
    called = [
        (scope, name)
        for scope, lists in rules.lexicon.own.items()
        for name in lists
        if re.search(
            rf"\${name}(?!\w)", (builtin_rules() / f"{scope}.toml").read_text("utf-8"), re.A
        )
    ]
    own = [(scope, name) for scope, lists in rules.lexicon.own.items() for name in lists]
    assert sorted(own) == sorted(called)
