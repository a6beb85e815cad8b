from __future__ import annotations

import importlib.util
import json
import tomllib
from pathlib import Path

import pytest
from conftest import REPOSITORY
from scoring import score

from metrics import extract, read_document

GOLD = REPOSITORY / "tests" / "gold"
FIGURES = ("quantity", "row", "whole", "strict")

# F1 that each annotated document must keep, figure by figure; raised when a score rises.
FLOORS = tomllib.loads((GOLD / "floors.toml").read_text("utf-8"))


def annotated(path: Path) -> list[dict]:
    rows = [json.loads(line) for line in path.read_text("utf-8").splitlines() if line.strip()]
    return [row for row in rows if row["role"] == "target"]


@pytest.mark.parametrize("name", FLOORS["own"])
def test_own_annotated_documents_keep_their_score(name, rules):
    _check(GOLD / name, FLOORS["own"][name], rules)


@pytest.mark.parametrize("name", FLOORS["shared"])
def test_shared_annotated_documents_keep_their_score(name, rules, shared):
    _check(shared / "gold" / name, FLOORS["shared"][name], rules)


def test_the_naive_reading_is_beaten(rules, shared, tmp_path):
    name = "education-2024"
    text = shared / "gold" / f"{name}.txt"
    gold = annotated(shared / "gold" / f"{name}.jsonl")
    ours = score(gold, extract([read_document(text)], rules).targets.to_dicts())
    naive = score(gold, _naive_rows(shared / "gold" / "naive.py", text, tmp_path))
    for figure in ("quantity", "row", "whole"):
        print(f"{name} {figure}: {ours[figure]:.3f}, naive {naive[figure]:.3f}")
        assert ours[figure] > naive[figure]


def _check(text: Path, floors: tuple[float, ...], rules) -> None:
    gold = annotated(text.with_suffix(".jsonl"))
    result = score(gold, extract([read_document(text)], rules).targets.to_dicts())
    print(text.name, *(f"{figure} {result[figure]:.3f}" for figure in FIGURES))
    for figure, floor in zip(FIGURES, floors, strict=True):
        assert result[figure] >= floor, f"{figure} of {text.name} fell below {floor}"


def test_the_scorer_agrees_with_the_shared_one(rules, shared):
    scorer = _module(shared / "gold" / "score.py")
    name = "宜宾市2024年政府工作报告"
    gold = annotated(shared / "gold" / f"{name}.jsonl")
    rows = extract([read_document(shared / "gold" / f"{name}.txt")], rules).targets.to_dicts()
    theirs, _ = scorer.score(gold, rows)
    for figure, value in score(gold, rows).items():
        assert value == pytest.approx(theirs[figure]["f1"], abs=0.001)


def _module(path: Path):
    spec = importlib.util.spec_from_file_location(path.stem, path)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def _naive_rows(script: Path, text: Path, folder: Path) -> list[dict]:
    """Every number with a unit is a target: what the rules must beat."""
    import subprocess
    import sys

    rows = folder / "naive.jsonl"
    subprocess.run([sys.executable, "-W", "ignore", str(script), str(text), str(rows)], check=True)
    found = annotated(rows)
    for row in found:
        row |= {"value": row["low"], "value_high": row["high"]}
        row["dimension"] = "count" if row["unit"] == "count" else row["unit"]
    return found
