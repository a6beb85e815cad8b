from __future__ import annotations

import importlib.util
import json
from pathlib import Path

import pytest
from scoring import score

from metrics import extract, read_document

GOLD = Path(__file__).parent / "gold"

# F1 that each annotated document must keep: quantity, row, whole.
OWN_FLOORS = {
    "city-zibo-2024": (0.98, 0.98, 0.97),
    "county-laishui-2022": (0.98, 0.98, 0.97),
    "city-yueyang-2024": (0.97, 0.97, 0.95),
    "county-boye-2024": (0.94, 0.94, 0.93),
    "district-hailar-2016": (0.98, 0.96, 0.95),
    "province-gansu-2026": (0.96, 0.96, 0.95),
    "province-shanxi-2026": (0.98, 0.98, 0.94),
}
SHARED_FLOORS = {
    "education-2024": (0.98, 0.98, 0.97),
    "宜宾市2024年政府工作报告": (0.98, 0.97, 0.96),
    "河北省2025年政府工作报告": (0.98, 0.98, 0.98),
}


def annotated(path: Path) -> list[dict]:
    rows = [json.loads(line) for line in path.read_text("utf-8").splitlines() if line.strip()]
    return [row for row in rows if row["role"] == "target"]


@pytest.mark.parametrize("name", OWN_FLOORS)
def test_own_annotated_documents_keep_their_score(name, rules, record_property):
    tables = extract([read_document(GOLD / f"{name}.txt")], rules)
    result = score(annotated(GOLD / f"{name}.jsonl"), tables.targets.to_dicts())
    print(name, {figure: round(value, 3) for figure, value in result.items()})
    for figure, floor in zip(("quantity", "row", "whole"), OWN_FLOORS[name], strict=True):
        assert result[figure] >= floor, f"{figure} of {name} fell below {floor}"


@pytest.mark.parametrize("name", SHARED_FLOORS)
def test_shared_annotated_documents_keep_their_score(name, rules, shared, tmp_path):
    scorer = _module(shared / "gold" / "score.py")
    text = shared / "gold" / f"{name}.txt"
    gold = annotated(shared / "gold" / f"{name}.jsonl")
    ours, _ = scorer.score(gold, extract([read_document(text)], rules).targets.to_dicts())
    naive, _ = scorer.score(gold, _naive_rows(shared / "gold" / "naive.py", text, tmp_path))
    for figure in ("quantity", "row", "whole"):
        print(f"{name} {figure}: {ours[figure]['f1']:.3f}, naive {naive[figure]['f1']:.3f}")
    print(name, "fields:", ours["fields"])
    for figure, floor in zip(("quantity", "row", "whole"), SHARED_FLOORS[name], strict=True):
        assert ours[figure]["f1"] >= floor, f"{figure} of {name} fell below {floor}"


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
