"""The page on the pattern languages: its rule holds, and its tables name every slot and kind."""

from __future__ import annotations

import re
from typing import get_args

import pytest
from conftest import REPOSITORY
from typer.testing import CliRunner

from metrics.cli import main
from metrics.rules.cues import SLOTS as CUE_SLOTS
from metrics.rules.surroundings import NUMBER_SLOTS
from metrics.rules.targets import SLOT_LETTERS
from metrics.rules.vocabulary import WordKind

PAGE = (REPOSITORY / "rules" / "PATTERNS.md").read_text("utf-8")
TABLES = "\n".join(line for line in PAGE.splitlines() if line.startswith("|"))


@pytest.mark.parametrize("command", ["check", "test"])
def test_the_rule_of_the_page_holds(command, tmp_path):
    (content,) = re.findall(r"```toml\n# my-rules/(.*?)\n(.*?)```", PAGE, re.S)
    file = tmp_path / content[0]
    file.parent.mkdir()
    file.write_text(content[1], "utf-8")
    result = CliRunner().invoke(main.app, ["rules", command, "--rules", str(tmp_path)])
    assert result.exit_code == 0, result.output


def test_the_sentence_of_the_page_is_read_otherwise_without_it():
    said = CliRunner().invoke(main.app, ["explain", "夜班公交加开12班"]).output
    assert "夜班公交加开 " in said
    assert "mode output" in said


def test_every_slot_and_kind_is_on_the_page():
    slots = {*NUMBER_SLOTS, *(f"${name}" for name in (*SLOT_LETTERS, *CUE_SLOTS, "qualifier"))}
    names = [*slots, *get_args(WordKind)]
    assert [name for name in names if f"`{name}`" not in TABLES] == []
