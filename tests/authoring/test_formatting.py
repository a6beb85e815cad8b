"""Lists of words stand in lines of 120 columns, and every rule file is so."""

from __future__ import annotations

from pathlib import Path

import pytest
from conftest import REPOSITORY
from typer.testing import CliRunner

from metrics.authoring.formatting import formatted, unformatted
from metrics.cli import main

MANY = ", ".join(f'"词{number:02}"' for number in range(20))


@pytest.mark.parametrize("folder", ["rules", "examples/health-rules"])
def test_the_rule_files_are_formatted(folder):
    assert [path for path, _ in unformatted([REPOSITORY / folder])] == []


@pytest.mark.parametrize(
    ("text", "made"),
    [
        ('words = [\n  "达到",\n  "达"\n]\n', 'words = ["达到", "达"]\n'),
        ('words = ["达到", "达", "达到",]\n', 'words = ["达到", "达"]\n'),
        ("words = ['a', \"a\", 'b\"']\n", "words = ['a', 'b\"']\n"),
        ('words = ["a"] # all\n', 'words = ["a"] # all\n'),
        (
            'words = ["a", # first\n # the rest\n "b", "c"]\n',
            'words = [\n    "a",\n    # first\n    # the rest\n    "b", "c",\n]\n',
        ),
        ('words = ["]", "#", "a,b"]\n', 'words = ["]", "#", "a,b"]\n'),
        ('example = [\n  "达到",\n  "达到",\n]\n', 'example = [\n  "达到",\n  "达到",\n]\n'),
        ("pattern = [\n  'a',\n  'b',\n]\n", "pattern = [\n  'a',\n  'b',\n]\n"),
        ('[words.x]\nwords = ["a",\n"b"]\n', '[words.x]\nwords = ["a", "b"]\n'),
    ],
)
def test_a_list_is_laid_out(text, made):
    assert formatted(text) == made
    assert formatted(made) == made


def test_a_long_list_is_a_paragraph():
    made = formatted(f"words = [{MANY}]\n").splitlines()
    assert (made[0], made[-1]) == ("words = [", "]")
    # 4 columns of indent, then words of 2 + 2 + 2 columns, each with a comma and a space.
    assert [line.count('"') // 2 for line in made[1:-1]] == [14, 6]


@pytest.mark.parametrize("text", ['words = ["a"', 'x = """\nwords = [ "a" ]\n"""\n'])
def test_what_would_say_something_else_is_refused(text):
    with pytest.raises(ValueError, match=r"something else|array"):
        formatted(text)


def invoke(*arguments: object) -> tuple[int, str]:
    result = CliRunner().invoke(main.app, ["rules", "format", *map(str, arguments)])
    return result.exit_code, result.output


def test_the_command_changes_what_is_not_formatted(tmp_path: Path):
    good, bad = tmp_path / "good.toml", tmp_path / "cues" / "bad.toml"
    bad.parent.mkdir()
    good.write_text('[words.x]\nwords = ["a"]\n', "utf-8")
    bad.write_text('[words.x]\nwords = ["a", "a"]\n', "utf-8")
    before = bad.read_text("utf-8")
    code, told = invoke(tmp_path, "--check")
    assert (code, told.split()) == (1, [str(bad)])
    assert bad.read_text("utf-8") == before
    assert invoke(tmp_path)[0] == 0
    assert bad.read_text("utf-8") == good.read_text("utf-8")
    assert invoke(tmp_path, "--check") == (0, "")


def test_the_command_tells_a_file_that_is_no_toml(tmp_path: Path):
    (tmp_path / "a.toml").write_text("words = [\n", "utf-8")
    code, told = invoke(tmp_path)
    assert code == 2
    assert str(tmp_path / "a.toml") in told
