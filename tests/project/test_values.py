"""Values that the type checker keeps frozen."""

from __future__ import annotations

import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path

import pytest

from metrics.values import frozen

ROOT = Path(__file__).parents[2]


@frozen
class Place:
    start: int
    end: int = 1


def test_equal_values_are_one_key() -> None:
    assert Place(0) == Place(0, 1) != Place(0, 2)
    assert {Place(0): "a"}[Place(0, 1)] == "a"
    assert repr(Place(0)) == "Place(start=0, end=1)"


def test_values_have_slots() -> None:
    assert not hasattr(Place(0), "__dict__")
    with pytest.raises(AttributeError):
        Place(0).other = 1  # type: ignore[attr-defined]


@pytest.mark.skipif(find_spec("mypy") is None, reason="mypy is not installed")
def test_the_type_checker_keeps_them_frozen(tmp_path: Path) -> None:
    program = tmp_path / "changes.py"
    program.write_text(
        "from metrics.values import frozen\n\n\n"
        "@frozen\nclass Place:\n    start: int\n\n\n"
        "Place(0).start = 1\nPlace('')\n",
        "utf-8",
    )
    ended = subprocess.run(
        [sys.executable, "-m", "mypy", "--config-file=", "--strict", "--follow-imports=silent",
         f"--cache-dir={tmp_path / 'cache'}", str(program)],
        cwd=ROOT, check=False, capture_output=True, text=True,
    )  # fmt: skip
    told = [line.rpartition("[")[2] for line in ended.stdout.splitlines() if ": error:" in line]
    assert told == ["misc]", "arg-type]"], ended.stdout + ended.stderr
