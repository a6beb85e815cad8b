"""Odd files of rules, each with the problem that is told: none ends in a traceback or hangs."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from metrics.rules.patterns import compiled_safely
from metrics.rules.ruleset import load_rules, read_rules

UNITS = "quantities/units.pint"
WORDS = "indicators/a.toml"
NO_UNIT = "is no definition of a unit"

ODD: dict[str, tuple[str, str, str]] = {
    "deep brackets": (WORDS, "[x]\nwords = " + "[" * 100_000 + "]" * 100_000, "nested too deeply"),
    "deep tables": (WORDS, "[x]\na = " + "{a = " * 5000 + "1" + "}" * 5000, "nested too deeply"),
    "a long number": (WORDS, "[x]\nwords = " + "9" * 5000, "is not TOML"),
    "a zero byte": (WORDS, "\0", "is not TOML"),
    "cut off": (WORDS, "[x", "is not TOML"),
    "no entry": (WORDS, "# nothing", "holds no entry"),
    "a unit of itself": (UNITS, "aa = 2 * aa", "defined by itself"),
    "units in a circle": (UNITS, "bb = 2 * aa\naa = 2 * bb", "defined by itself"),
    "three units in a circle": (UNITS, "aa = 2 * bb\nbb = 2 * cc\ncc = 2 * aa", "defined by itself"),
    **{
        f"the unit {line[:20]}": (UNITS, line, NO_UNIT)
        for line in (
            "aa = ((", "aa", "= 3", "aa = 'x", "aa = 1/0 * xx", "@alias aa = bb", "@import other",
            "aa = [bb", "aa = 3 ** xx", "aa = 9**9**9 * xx", "aa = kg; offset: x", "@group g",
            "aa = 1e999999999 * xx", "aa = " + "(" * 3000 + "1" + ")" * 3000, "aa = nan", "aa = -1",
            "aa = 0", "aa- = 1e3x", "aa = unknown",
        )
    },
}  # fmt: skip


@pytest.mark.parametrize("name", ODD)
def test_an_odd_file_is_told(name: str, tmp_path: Path) -> None:
    path, text, says = ODD[name]
    file = tmp_path / path
    file.parent.mkdir()
    file.write_text(text, "utf-8")
    began = time.process_time()
    files, rules = read_rules([tmp_path], only=True)
    assert rules is None
    assert [one for one in files.problems if one.startswith(f"{file}:") and says in one]
    assert all(len(one) < 500 for one in files.problems)
    assert time.process_time() - began < 5


PATTERNS = {
    "the whole pattern called": ("(?R)", "calls itself"),
    "the whole pattern called, with a way out": ("a(?R)?b", "calls itself"),
    "a group called by number": ("(a(?1)?b)", "calls itself"),
    "a group called backwards": ("(a)(?-1)", "calls itself"),
    "a group called by name": ("(?P<n>a(?&n)?b)", "calls itself"),
    "a group called in another way": ("(?P<n>a(?P>n)?b)", "calls itself"),
    "many repetitions": ("(((a{1000}){1000}){1000}){1000}", "too many repetitions"),
    "some repetitions": ("(a{60000}){60000}", "too many repetitions"),
    "deep groups": ("(" * 20_000 + "a" + ")" * 20_000, "nested too deeply"),
}


@pytest.mark.parametrize("name", PATTERNS)
def test_an_endless_pattern_is_refused(name: str) -> None:
    pattern, says = PATTERNS[name]
    with pytest.raises(ValueError, match=says):
        compiled_safely(pattern)


@pytest.mark.parametrize(
    "pattern", [r"\(?R\)", r"a{1,3}", r"[0-9]{1,16}", r"\(\?1", "(?:a{90}){9}"]
)
def test_other_patterns_are_not(pattern: str) -> None:
    assert compiled_safely(pattern)


@pytest.mark.parametrize("name", [WORDS, "about.toml", UNITS])
def test_a_folder_in_the_place_of_a_file_is_none(name: str, tmp_path: Path) -> None:
    (tmp_path / name).mkdir(parents=True)
    assert load_rules(tmp_path).catalogue


def test_a_link_to_itself_is_no_file(tmp_path: Path) -> None:
    (tmp_path / "about.toml").symlink_to("about.toml")
    assert load_rules(tmp_path).catalogue
