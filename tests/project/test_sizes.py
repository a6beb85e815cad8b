"""Modules and functions that fit a head: those that do not are listed, each with its reason."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from conftest import REPOSITORY

LINES_OF_MODULE, LINES_OF_FUNCTION, PARAMETERS = 320, 60, 8
# What is longer, and why it stays so.
KNOWN = {
    "metrics/tables/outcomes.py": "the join and its verdicts, which say why step by step",
    "metrics/tables/schemas.py": "every column of every table, once",
    "charts/forms/of_indicator.py:distribution": "a public function keeps its options",
}


def _too_large() -> Iterator[str]:
    for folder in ("metrics", "charts"):
        for path in sorted((REPOSITORY / folder).rglob("*.py")):
            name = path.relative_to(REPOSITORY).as_posix()
            text = path.read_text("utf-8")
            if len(text.splitlines()) > LINES_OF_MODULE:
                yield name
            for node in ast.walk(ast.parse(text)):
                if not isinstance(node, ast.FunctionDef):
                    continue
                said = node.args
                own = [*said.posonlyargs, *said.args, *said.kwonlyargs]
                parameters = [one for one in own if one.arg not in ("self", "cls")]
                lines = (node.end_lineno or 0) - node.lineno + 1
                if lines > LINES_OF_FUNCTION or len(parameters) > PARAMETERS:
                    yield f"{name}:{node.name} ({lines} lines, {len(parameters)} parameters)"


def test_nothing_else_is_too_large() -> None:
    found = list(_too_large())
    assert {one.partition(" ")[0] for one in found} == set(KNOWN), found
