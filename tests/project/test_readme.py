"""The README says what is there: every command, and Python that runs; both languages agree."""

from __future__ import annotations

import pytest
import regex
import typer
from conftest import REPOSITORY
from readmes import READMES, blocks, read

from metrics.cli import main
from metrics.tables import frames


def without_comment(code: str) -> str:
    return regex.sub(r"\s+# .*", "", code)


@pytest.mark.parametrize("name", READMES)
def test_every_command_is_documented(name: str) -> None:
    shell = "\n".join(blocks(name, "sh"))
    group = typer.main.get_group(main.app)
    assert set(group.commands) == set(regex.findall(r"target-metrics (\w+)", shell))


@pytest.mark.parametrize("name", READMES)
def test_every_file_of_a_run_is_documented(name: str) -> None:
    listed = regex.findall(r"(?m)^\| `([\w.]+)` \|", read(name))
    assert listed == [
        *(f"{table}.parquet" for table in frames.FILES),
        "texts.parquet",
        "views.sql",
        "datapackage.json",
        "index.html",
    ]


@pytest.mark.parametrize("name", READMES)
def test_make_targets_exist(name: str) -> None:
    for target in regex.findall(r"(?m)^make (\w+)", "\n".join(blocks(name, "sh"))):
        assert regex.search(rf"(?m)^{target}:.*## ", read("Makefile")), target


def test_the_python_lines_run(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(REPOSITORY)
    (code,) = blocks("README.md", "python")
    assert len([line for line in code.splitlines() if line]) == 5
    exec(compile(code, "README.md", "exec"), {})
    printed = capsys.readouterr().out
    assert "89%  target" in printed


def test_both_languages_say_the_same() -> None:
    english, chinese = map(read, READMES)
    for language in ("sh", "python", "toml", "pint"):
        assert [without_comment(code) for code in blocks("README.md", language)] == [
            without_comment(code) for code in blocks("README.zh-CN.md", language)
        ]
    for mark in ("## ", "| ", "- ", "!["):
        assert count(english, mark) == count(chinese, mark), mark


def count(text: str, mark: str) -> int:
    return sum(line.startswith(mark) for line in text.splitlines())


@pytest.mark.parametrize("name", [*READMES, "CONTRIBUTING.md"])
def test_named_files_exist(name: str) -> None:
    named = regex.findall(
        r"\]\(([\w./-]+)\)|`((?:rules|examples|reports|tests)/[\w./-]*)`", read(name)
    )
    for path in ("".join(pair) for pair in named):
        assert (REPOSITORY / path).exists(), path
