"""What ``rules learn`` proposes from a collection: words at the edges of names, and indicators."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from metrics.authoring.learning import edges_as_toml, learn_edges
from metrics.cli import main
from metrics.rules.indicators import IndicatorEntry
from metrics.rules.ruleset import load_rules

HEAD = "2024年政府工作报告\n二、2024年工作安排\n"


@pytest.fixture(scope="module")
def rules():
    return load_rules()


def row(name: str, number: str = "8个") -> dict[str, str | int]:
    """A target whose name stands before its number, or after it where ``number`` ends in 个."""
    is_counted = number.endswith("个")
    sentence = f"推进{number}{name}。" if is_counted else f"{name}{number}。"
    return {
        "indicator": name, "sentence": sentence, "quote": number,
        "quote_at": sentence.index(number),
    }  # fmt: skip


# For each case the names with their numbers, a text, how many rests are asked for, and the edges:
# the word, its side, how many of its rests stand alone, and how many there are.
EDGES = {
    "a verb whose rests are names": (
        [("轮植苜蓿", "3亩"), ("轮植燕麦", "4亩"), ("苜蓿", "5亩"), ("燕麦", "6亩")],
        "", 2, [("轮植", "head", 2, 2)],
    ),
    "a verb whose rests open clauses": (
        [("轮植苜蓿", "3亩"), ("轮植燕麦", "4亩")], "去年，苜蓿丰收；燕麦也好。", 2,
        [("轮植", "head", 2, 2)],
    ),
    "a rest that stands nowhere": (
        [("轮植苜蓿", "3亩"), ("轮植燕麦", "4亩"), ("轮植黑麦", "5亩")], "苜蓿。燕麦。", 2,
        [("轮植", "head", 2, 3)],
    ),
    "one rest alone is too few": (
        [("轮植苜蓿", "3亩"), ("轮植燕麦", "4亩")], "苜蓿丰收。", 2, [],
    ),
    "a word that follows numbers is part of names": (
        [("连片苜蓿", "3个"), ("连片燕麦", "4个")], "苜蓿。燕麦。", 2, [],
    ),
    "a word that a list knows": (
        [("新建苜蓿", "3亩"), ("新建燕麦", "4亩")], "苜蓿。燕麦。", 2, [],
    ),
    "a word at the end": (
        [("苜蓿轮播", "3亩"), ("燕麦轮播", "4亩")], "种苜蓿，种燕麦。", 2,
        [("轮播", "end", 2, 2)],
    ),
    "rests have two characters": (
        [("轮植麦", "3亩"), ("轮植稻", "4亩")], "麦。稻。", 2, [],
    ),
}  # fmt: skip


@pytest.mark.parametrize("case", EDGES)
def test_edges(case, rules):
    names, text, least, wanted = EDGES[case]
    rows = [row(name, number) for name, number in names]
    found = learn_edges(rows, [text], rules, least)
    assert [(edge.word, edge.side, edge.alone, edge.rests) for edge in found] == wanted


def test_words_of_most_rests_stand_first(rules):
    names = ["轮植苜蓿", "轮植燕麦", "扦插苜蓿", "扦插燕麦", "扦插黑麦"]
    found = learn_edges([row(name, "3亩") for name in names], ["苜蓿。燕麦。黑麦。"], rules, 2)
    assert [edge.word for edge in found] == ["扦插", "轮植"]


def test_edges_are_printed_as_lists_of_words(rules):
    rows = [row("轮植苜蓿", "3亩"), row("轮植燕麦", "4亩")]
    printed = "\n".join(edges_as_toml(learn_edges(rows, ["苜蓿。燕麦。"], rules, 2)))
    lists = tomllib.loads(printed)["words"]
    assert lists == {"learned_heads": {**lists["learned_heads"], "words": ["轮植"]}}
    assert "# 2 of 2 rests stand alone (100 %), 2 rows: 轮植燕麦: 轮植燕麦4亩。" in printed


def learn(*arguments: object) -> Result:
    return CliRunner().invoke(main.app, ["rules", "learn", *map(str, arguments)])


def write(folder: Path, **reports: str) -> Path:
    for name, text in reports.items():
        (folder / f"{name}.txt").write_text(f"{name}{HEAD}{text}\n", "utf-8")
    return folder


PROMISES = {
    "甲市": "新建丁香幼儿园5所。一般公共预算收入增长5%。",
    "乙市": "新建丁香幼儿园6所，新建“丁香幼儿园”7所。一般公共预算收入增长6%。",
    "丙市": "新建丁香幼儿园8所。新建玉兰幼儿园9所。",
}


def test_indicators_that_regions_share(tmp_path, rules):
    result = learn(write(tmp_path, **PROMISES), "--indicators")
    assert result.exit_code == 0, result.output
    entries = tomllib.loads(result.stdout)
    assert list(entries) == ["ding_xiang_you_er_yuan"]
    entry = IndicatorEntry.model_validate(entries["ding_xiang_you_er_yuan"])
    assert (entry.name, entry.mode, entry.topic) == ("丁香幼儿园", "output", "教育")
    assert entry.synonyms == ("丁香幼儿园", "“丁香幼儿园”")
    assert "# 3 regions, 4 rows: 新建丁香幼儿园" in result.stdout


def test_how_many_regions_must_share_a_name(tmp_path):
    folder = write(tmp_path, **PROMISES)
    assert learn(folder, "--indicators", "--least", 4).stdout == ""
    found = tomllib.loads(learn(folder, "--indicators", "--least", 1).stdout)
    assert list(found) == ["ding_xiang_you_er_yuan", "yu_lan_you_er_yuan"]


def test_what_is_learned_can_be_written_and_is_the_same_each_time(tmp_path):
    folder = write(tmp_path, **PROMISES)
    out = tmp_path / "learned.toml"
    printed = learn(folder, "--least", 2)
    written = learn(folder, "--least", 2, "--out", out)
    assert written.stdout == f"{out}\n"
    assert out.read_text("utf-8") == printed.stdout
    tomllib.loads(printed.stdout)
