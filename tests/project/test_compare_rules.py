"""What the checks of a change print of its rules: rows gained, lost, changed, and never a failure."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from conftest import REPOSITORY

SCRIPT = "scripts/compare_rules.sh"
pytestmark = pytest.mark.skipif(
    sys.platform == "win32" or shutil.which("git") is None or not (REPOSITORY / SCRIPT).is_file(),
    reason="needs git, bash and the whole repository",
)


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """What the script needs of the repository, without its history."""
    for name in (SCRIPT, "rules", "tests/gold/education-bureau-2026.txt", "tests/gold/education-bureau-2026.jsonl"):  # fmt: skip
        place = tmp_path / name
        place.parent.mkdir(parents=True, exist_ok=True)
        copied = shutil.copytree if (REPOSITORY / name).is_dir() else shutil.copy2
        copied(REPOSITORY / name, place)
    (tmp_path / "metrics").symlink_to(REPOSITORY / "metrics")
    (tmp_path / "examples").mkdir()
    shutil.copy2(REPOSITORY / "examples/education-2024.txt", tmp_path / "examples")
    return tmp_path


def printed(copy: Path, *arguments: str) -> list[str]:
    environment = os.environ | {
        "PYTHON": sys.executable,
        "COLUMNS": "200",
        "GIT_CEILING_DIRECTORIES": str(copy.parent),
    }
    ended = subprocess.run(
        [copy / SCRIPT, *arguments], capture_output=True, text=True, check=True, env=environment
    )
    return ended.stdout.splitlines()


def git(copy: Path, *arguments: str) -> None:
    named = ["-c", "user.name=a", "-c", "user.email=a@example.org", "-c", "init.defaultBranch=main"]
    subprocess.run(["git", "-C", copy, *named, *arguments], capture_output=True, check=True)


def test_without_history_it_says_so(copy: Path) -> None:
    assert printed(copy) == [
        "Rules are compared with none: there is no git revision before this one."
    ]


def test_rows_that_a_branch_changes_are_printed(copy: Path) -> None:
    git(copy, "init")
    git(copy, "add", ".")
    git(copy, "commit", "-m", "first")
    git(copy, "checkout", "-b", "change")
    git(copy, "commit", "--allow-empty", "-m", "second")
    assert printed(copy)[0].startswith("The rules are those of ")
    cues = copy / "rules/cues/commitments.toml"
    text = cues.read_text("utf-8")
    cues.write_text(text.replace("力争'", "力求'"), "utf-8")
    lines = printed(copy)
    assert lines[0].startswith("Rows that the rules read otherwise than those of ")
    assert lines[-1].startswith("0 gained, 0 lost, ")
    cues.write_text("=", "utf-8")
    assert printed(copy)[-1] == "They cannot be compared."
    assert printed(copy, "nothing") == [
        "Rules are compared with none: there is no git revision nothing."
    ]
