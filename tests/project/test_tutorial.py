"""The tutorial of the README, followed step by step."""

from __future__ import annotations

import subprocess
import sysconfig
import tomllib
from pathlib import Path

import polars as pl
import pytest
from conftest import REPOSITORY
from readmes import READMES, blocks

HEALTH = REPOSITORY / "examples" / "health-rules"


def files_of(readme: str) -> dict[str, str]:
    """The files that the tutorial has one write: each block's first line names its file."""
    found = {}
    for language in ("pint", "toml"):
        for block in blocks(readme, language):
            name, _, content = block.partition("\n")
            found[name.removeprefix("# ")] = content
    return found


def follow(readme: str, folder: Path) -> str:
    for name, content in files_of(readme).items():
        file = folder / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(content, "utf-8")
    (steps,) = [block for block in blocks(readme, "sh") if "my-rules" in block]
    steps = steps.replace(".venv/bin/", sysconfig.get_path("scripts") + "/")
    ended = subprocess.run(
        ["bash", "-euc", steps], cwd=folder, capture_output=True, text=True, check=False
    )
    assert ended.returncode == 0, ended.stdout + ended.stderr
    return ended.stdout


@pytest.mark.parametrize("readme", READMES)
def test_the_tutorial_gives_a_new_indicator_a_new_unit_and_a_rejection(readme, tmp_path):
    printed = follow(readme, tmp_path)
    assert "no problem" in printed
    assert "in no example:" not in printed, "the tutorial's own words have examples"
    assert ", 0 wrong." in printed
    targets = pl.read_parquet(tmp_path / "my-tables" / "targets.parquet")
    found = targets.select("indicator_id", "value", "unit", "comparator").rows()
    assert found == [("hospital_stay", 8.5, "inpatient_day", "<="), (None, 120.0, "event", "=")]
    numbers = pl.read_parquet(tmp_path / "my-tables" / "numbers.parquet")
    roles = dict(numbers.select("quote", "rule_id").rows())
    assert roles["66条"] == "health_literacy_text"
    indicators = pl.read_parquet(tmp_path / "my-tables" / "indicators.parquet")
    assert indicators.filter(indicator_id="hospital_stay")["unit"].to_list() == ["inpatient_day"]


def test_the_tutorial_shows_the_example_rules(tmp_path):
    for name, content in files_of("README.md").items():
        own = HEALTH / Path(name).relative_to("my-rules")
        if own.suffix == ".toml":
            kept = tomllib.loads(own.read_text("utf-8"))
            assert {key: kept.get(key) for key in tomllib.loads(content)} == tomllib.loads(content)
        else:
            assert content in own.read_text("utf-8")
