"""What commands load before they answer, and how many processes a run starts."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from metrics.cli import sources
from metrics.runs.batch import BYTES
from tests.command import invoke

PROGRAM = """
import json, sys
from metrics.cli.main import app
try:
    app(sys.argv[1:])
finally:
    print("\\n" + json.dumps([one for one in ("polars", "dataframely", "pint") if one in sys.modules]))
"""


def loaded(*arguments: str | Path) -> list[str]:
    """What a command loads of libraries that start slowly."""
    call = [sys.executable, "-c", PROGRAM, *map(str, arguments)]
    ended = subprocess.run(call, check=True, capture_output=True)
    return json.loads(ended.stdout.splitlines()[-1])


@pytest.mark.parametrize(
    "arguments", [("explain", "新增学位8130个。"), ("rules", "show", "ordinal"), ("rules", "list")]
)
def test_what_asks_only_rules_loads_no_tables(rules, arguments: tuple[str, ...]) -> None:
    assert loaded(*arguments) == []


def test_status_loads_what_reads_files_alone(tmp_path: Path) -> None:
    plan, out = tmp_path / "2024年工作要点.txt", tmp_path / "out"
    plan.write_text("2024年工作要点\n新增学位8130个。\n", "utf-8")
    assert invoke("extract", plan, "--out", out).exit_code == 0
    assert loaded("status", out) == ["polars"]


@pytest.mark.parametrize(
    ("batches", "asked", "jobs"),
    [(1, None, 1), (7, None, 1), (9, None, 4), (1, 2, 2), (9, 1, 1)],
)
def test_little_text_is_read_by_one_process(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, batches: int, asked: int | None, jobs: int
) -> None:
    for number in range(batches):
        (tmp_path / f"{number}.txt").write_bytes(b" " * (BYTES - 1))
    started: list[int] = []

    class Counted(sources.Processes):
        def __init__(self, jobs: int) -> None:
            super().__init__(jobs)
            started.append(jobs)

        def start(self, most: int) -> None:
            """Starts none."""

    monkeypatch.setattr(sources, "Processes", Counted)
    monkeypatch.setattr(sources, "_cores", lambda: 4)
    with sources.workers([tmp_path], asked, "local", None):
        pass
    assert started == [jobs]
