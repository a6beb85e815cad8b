"""Broken rule files: each is refused with one message that names file and place, nothing written."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
import regex
from conftest import REPOSITORY
from typer.testing import CliRunner

from metrics import load_rules
from metrics.cli import main
from metrics.errors import RuleError

PLAN = "某市2024年教育工作要点\n一、主要目标\n新增学位8130个。\n"
ROLE = """[anniversary_of]
doc = "「成立75周年」."
role = "context"
reason = "an anniversary"
pattern = '$number(?=周年纪念)'
example = ["成立【75】周年纪念"]

[[anniversary_of.counter]]
text = "规划期【75年】"
why = "no anniversary"
"""
TARGET = """[gets]
doc = "「拿下5个项目」."
pattern = '... $win $count $object'
indicator = "object"
sets = { mode = "output" }

[[gets.example]]
text = "拿下5个项目"
expect = { indicator = "项目", mode = "output", comparator = "=", value = 5, unit = "project" }

[[gets.counter]]
text = "推进5个项目"
why = "an activity"
"""
INDICATOR = """[clinics]
name = "门诊部"
topic = "医疗健康"
unit = "item"
mode = "output"
good_direction = "up"
definition = "一年内新增的门诊部。"
synonyms = ["门诊部"]
"""
CUE = """[hope]
doc = "「盼望」."
pattern = '盼望'
gives = "commitment"
strength = "wish"
example = ["盼望达到5%"]

[[hope.counter]]
text = "盼头"
why = "no hope"
"""
WORDS = """[words.bring]
doc = "「带来5个项目」."
place = "before"
kind = "output"
words = ["带来"]
"""
SECTION = """[plan_hedding]
doc = "「安排」."
pattern = '安排'
example = ["安排"]
counter = [{ text = "部署", why = "another word" }]
"""
UNIT = """[ward]
doc = "「新增病区5个」."
classifiers = ["病区"]
nouns = []
"""

# name: file, content, where the message points (line of the file), what it says
BROKEN = {
    "misspelt slot": ("roles/a.toml", ROLE.replace("$number", "$numbr"), 5, r"needs exactly one number slot|unknown slot \$numbr\. Did you mean \$number\?"),
    "misspelt slot of a clause": ("targets/a.toml", TARGET.replace("$win", "$objekt"), 3, r"\[gets\] pattern: unknown slot \$objekt\. Did you mean \$object\?"),
    "unknown word list": ("roles/a.toml", ROLE.replace("周年纪念)'", "$aniversaries)'"), 5, r"unknown slot \$aniversaries"),
    "bad regular expression": ("cues/a.toml", CUE.replace("'盼望'", "'盼(望'"), 3, r"\[hope\] pattern: is no regular expression: missing \)"),
    "bad look-behind": ("roles/a.toml", ROLE.replace("(?=周年纪念)", "(?=周年纪念"), 5, r"is no regular expression"),
    "matches the empty text": ("cues/a.toml", CUE.replace("'盼望'", "'(?:盼望)?'"), 3, r"matches the empty text"),
    "matches nothing": ("roles/a.toml", ROLE.replace("周年纪念)'", "周年纪念)(?!.)'"), 5, r"matches none of its examples"),
    "id twice in a file": ("roles/a.toml", ROLE + ROLE, 11, r"is not TOML: .*twice.*once"),
    "unknown unit of an indicator": ("indicators/a.toml", INDICATOR.replace('"item"', '"itme"'), 4, r"\[clinics\] unit: 'itme' is not defined in quantities/units\.pint\. Did you mean item\?"),
    "unknown unit": ("quantities/classifiers.toml", UNIT, 1, r"\[ward\]: 'ward' is not defined in quantities/units\.pint"),
    "bad unit definition": ("quantities/units.pint", "# beds\nward = 5 * bads\n", 2, r"'ward = 5 \* bads' is no definition of a unit|not defined"),
    "missing example": ("roles/a.toml", regex.sub(r"example = .*\n", "", ROLE), 1, r"\[anniversary_of\]: has no example"),
    "missing counter-example": ("roles/a.toml", ROLE.partition("\n[[")[0] + "\n", 1, r"\[anniversary_of\]: has no counter-example"),
    "example without a mark": ("roles/a.toml", ROLE.replace("【75】", "75"), 6, r"example\.0: mark one number"),
    "missing key": ("roles/a.toml", ROLE.replace('reason = "an anniversary"\n', ""), 1, r"reason: is missing\. Add it\."),
    "misspelt key": ("roles/a.toml", ROLE.replace("pattern =", "patern ="), 5, r"patern: unknown key\. Did you mean pattern\?"),
    "wrong type": ("clauses/a.toml", WORDS.replace('["带来"]', '"带来"'), 5, r"words: Input should be a valid tuple"),
    "unknown place": ("clauses/a.toml", WORDS.replace('"before"', '"beside"'), 3, r"place"),
    "unknown kind": ("clauses/a.toml", WORDS.replace('"output"', '"ouput"'), 4, r"\[words\.bring\] kind: .* \(got 'ouput'\)\. Did you mean output\?"),
    "unknown key of what is set": ("clauses/a.toml", WORDS + 'sets = { comparater = "<=" }\n', 6, r"\[words\.bring\] sets\.comparater: .*\. Did you mean comparator\?"),
    "unknown value of what is set": ("clauses/a.toml", WORDS + 'sets = { comparator = "=<" }\n', 6, r"\[words\.bring\] sets: comparator is one of = >= > <= < ~, not '=<'"),
    "what words of the place do not set": ("clauses/a.toml", WORDS + 'sets = { per = "每" }\n', 6, r"\[words\.bring\] sets: words of this place set no per\."),
    "a kind of words at no number": ("clauses/a.toml", WORDS.replace('"before"', '"pattern"'), 4, r"\[words\.bring\] kind: only a list of the place before or after or lead has one\."),
    "a kind of words of one file": ("clauses/a.toml", WORDS.replace('place = "before"\n', ""), 3, r"\[words\.bring\] kind: only a list of the place"),
    "a commitment without a strength": ("cues/a.toml", CUE.replace('strength = "wish"\n', ""), 1, r"\[hope\] strength: a commitment is a \"wish\" or a \"duty\"; say which"),
    "an unknown strength": ("cues/a.toml", CUE.replace('"wish"', '"wsih"'), 5, r"\[hope\] strength: .*Did you mean wish\?"),
    "a strength of a deadline": ("cues/a.toml", CUE.replace('"commitment"', '"past"'), 5, r"\[hope\] strength: only a commitment has one"),
    "a target that sets no mode": ("targets/a.toml", TARGET.replace('mode = "output" }\n\n', 'direction = "increase" }\n\n'), 5, r"\[gets\] sets: mode is one of level change output"),
    "a target that sets an unknown key": ("targets/a.toml", TARGET.replace('{ mode', '{ comparator = ">", mode', 1), 5, r"\[gets\] sets\.comparator: "),
    "a section pattern that nothing asks for": ("layout/a.toml", SECTION, 1, r"\[plan_hedding\]: nothing asks for a pattern of this name\. Did you mean plan_heading\?"),
    "a phrase pattern that nothing asks for": ("clauses/a.toml", SECTION, 1, r"\[plan_hedding\]: nothing asks for a pattern of this name\."),
    "a level of no heading": ("layout/a.toml", SECTION + "level = 0\n", 6, r"\[plan_hedding\] level: "),
    "where a section pattern is asked": ("layout/a.toml", SECTION + 'where = "line"\n', 6, r"\[plan_hedding\] where: unknown key\."),
    "wrong encoding": ("clauses/a.toml", WORDS.encode("gb18030"), None, r"is not UTF-8 \(byte \d+\)\. Save the file as UTF-8\."),
    "byte order mark": ("clauses/a.toml", WORDS.encode("utf-8-sig"), 1, r"starts with a byte order mark"),
    "empty file": ("clauses/a.toml", "", None, r"holds no entry\. Add one, or delete the file\."),
    "a value for an entry": ("clauses/a.toml", '[words]\nbring = "带来"\n', 2, r"\[words\.bring\]: is a value, not a table"),
    "not TOML": ("roles/a.toml", ROLE.replace("role =", "role:"), 3, r"is not TOML"),
    "unquoted Chinese": ("clauses/a.toml", WORDS.replace('["带来"]', "[带来]"), 5, r"is not TOML"),
    "a synonym of two indicators": ("indicators/a.toml", INDICATOR.replace('synonyms = ["门诊部"]', 'synonyms = ["公厕"]'), 8, r"\[clinics\] synonyms: '公厕' \(output, item\) is also claimed by \[public_toilets\]"),
    "a word of two lists": ("clauses/a.toml", WORDS.replace("带来", "达到"), 5, r"'达到' also stands in \[words\.reach\]"),
    "a change without direction": ("indicators/a.toml", INDICATOR.replace('"output"', '"change"'), 1, r"direction belongs to mode = change"),
    "catastrophic pattern": ("cues/a.toml", CUE.replace("'盼望'", "'(?:盼+望*)+?来'").replace("盼望达到", "盼望来达到"), 3, r"takes more than 0\.25 s on a text that repeats"),
    "the folder of words of before": ("words/a.toml", WORDS, None, r"nothing reads a file of this name\. What stood in words stands in the table \[words\] of the file whose patterns"),
    "the folder of phrases of before": ("phrases.toml", WORDS, None, r"What stood in phrases stands in clauses/ now\."),
    "the folder of units of before": ("units/units.pint", "ward = [ward]\n", None, r"What stood in units stands in quantities/"),
    "the file of figures of before": ("benchmarks.toml", "[x]\n", None, r"stands in indicators/benchmarks\.toml now\."),
    "a rule among lists": ("quantities/a.toml", WORDS.replace("words.bring", "bring"), 1, r"\[bring\]: nothing reads it here\. A list of words is written \[words\.bring\]"),
    "a list outside the table of lists": ("clauses/a.toml", WORDS.replace("words.bring", "bring"), 1, r"\[bring\]: is no rule\. A list of words is written \[words\.bring\]"),
    "a list that only another file calls": ("cues/a.toml", CUE.replace("'盼望'", "'盼望$won'"), 3, r"unknown slot \$won\."),
    "extends the list of another file": ("cues/a.toml", '[words.won]\nwords = ["夺"]\nextends = true\n' + CUE, 1, r"\[words\.won\] extends: no earlier folder has this entry\. It is of cues/commitments: write it in a file of that name\."),
    "misspelt folder": ("rolls/a.toml", ROLE, None, r"nothing reads a file of this name\. Did you mean roles\?"),
    "extends nothing": ("clauses/a.toml", WORDS + "extends = true\n", 1, r"\[words\.bring\] extends: no earlier folder has this entry"),
}  # fmt: skip


@pytest.fixture
def broken(request: pytest.FixtureRequest, tmp_path: Path) -> tuple[Path, Path]:
    name, content, _, _ = BROKEN[request.param]
    file = tmp_path / "my-rules" / name
    file.parent.mkdir(parents=True)
    file.write_bytes(content if isinstance(content, bytes) else content.encode())
    return tmp_path / "my-rules", file


@pytest.mark.parametrize(
    ("broken", "line", "says"),
    [pytest.param(name, line, says, id=name) for name, (_, _, line, says) in BROKEN.items()],
    indirect=["broken"],
)
def test_check_refuses_a_broken_file_with_one_message(broken, line, says):
    folder, file = broken
    result = CliRunner().invoke(main.app, ["rules", "check", "--rules", str(folder)])
    assert result.exit_code == 2, result.output
    assert result.stdout == ""
    (message,) = result.stderr.splitlines()
    assert regex.search(says, message), message
    assert message.startswith(f"{file}:{line}: " if line else f"{file}: "), message


# What a run can use although `rules check` asks for more.
USABLE = {
    "missing example", "missing counter-example", "matches nothing", "catastrophic pattern",
}  # fmt: skip


@pytest.mark.parametrize("broken", [name for name in BROKEN if name not in USABLE], indirect=True)
def test_a_run_with_a_broken_file_writes_nothing(broken, tmp_path):
    folder, _ = broken
    plan = tmp_path / "plan.txt"
    plan.write_text(PLAN, "utf-8")
    out = tmp_path / "out"
    result = CliRunner().invoke(
        main.app, ["run", str(plan), "--rules", str(folder), "--out", str(out)]
    )
    assert result.exit_code == 2, result.output
    assert len(result.stderr.splitlines()) == 1
    assert not out.exists()


def test_every_problem_is_told_at_once(tmp_path):
    folder = tmp_path / "my-rules"
    for name in ("misspelt key", "bad regular expression", "a word of two lists"):
        path, content, _, _ = BROKEN[name]
        file = folder / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(content, "utf-8")
    result = CliRunner().invoke(main.app, ["rules", "check", "--rules", str(folder)])
    assert result.exit_code == 2
    assert len(result.stderr.splitlines()) == 3


@pytest.mark.parametrize("name", ["clauses/lists.toml", "clauses/verbs.toml", "roles/labels.toml"])
def test_what_a_file_holds_that_cannot_be_read_is_not_told_as_missing(name, tmp_path):
    folder = tmp_path / "rules"
    shutil.copytree(REPOSITORY / "rules", folder)
    file = folder / name
    file.write_text("[broken\n" + file.read_text("utf-8"), "utf-8")
    with pytest.raises(RuleError) as caught:
        load_rules(folder, only=True)
    (problem,) = caught.value.problems
    assert problem.startswith(f"{file}:1: is not TOML")
