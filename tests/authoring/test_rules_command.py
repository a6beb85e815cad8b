"""What the commands for writing rules print."""

from __future__ import annotations

import json
import shutil
import subprocess
import tomllib
from pathlib import Path

import jsonschema
import pytest
from conftest import REPOSITORY
from pydantic import ValidationError
from typer.testing import CliRunner, Result

from metrics import explain
from metrics.authoring.schema import bad_entries, rule_schema
from metrics.cli import main
from metrics.paths import builtin_rules
from metrics.rules.places import LISTS_ONLY, WORDS, place_of
from metrics.rules.ruleset import KINDS

SAMPLE = REPOSITORY / "examples" / "education-2024.txt"


def invoke(*arguments: object) -> Result:
    return CliRunner().invoke(main.app, [str(argument) for argument in arguments])


def test_the_built_in_rules_have_no_problem():
    result = invoke("rules", "check", "--on", REPOSITORY / "tests" / "gold")
    assert result.exit_code == 0, result.stderr
    assert " entries, no problem. " in result.stdout


def test_unused_words_are_listed():
    lines = invoke("rules", "check", "--unused").stdout.splitlines()
    assert any(": [words.create] in no example: " in line for line in lines)


def test_all_examples_hold():
    result = invoke("rules", "test")
    assert result.exit_code == 0, result.stderr
    assert result.stdout.endswith(", 0 wrong.\n")


EXAMPLE = 'example = ["力争达到5%"]'
WRONG = {
    "an example that another rule decides": (
        "roles", "[mine]\ndoc = \"「第3届」.\"\nrole = \"context\"\nreason = \"x\"\npattern = '第$number(?=届运动)'\nexample = [\"第【3】届运动会\"]\n",
        r"mine[1]: 第3届运动会: decided by ordinal, not mine.",
    ),
    "a counter-example that is claimed": (
        "cues", "[mine]\ndoc = \"「盼望」.\"\npattern = '盼望'\ngives = \"commitment\"\nstrength = \"wish\"\nexample = [\"盼望达到5%\"]\n[[mine.counter]]\ntext = \"盼望着\"\nwhy = \"no number\"\n",
        r"mine.counter[1]: 盼望着: is claimed, but must not be: no number.",
    ),
    "a row that is another": (
        "targets", "[mine]\ndoc = \"「x」.\"\npattern = '$create $count $near $object'\nindicator = \"object\"\nsets = { mode = \"output\" }\n[[mine.example]]\ntext = \"新建5所学校\"\nexpect = { value = 6 }\n",
        r"mine[1]: 新建5所学校: decided by done_object, not mine.",
    ),
    "two cues that only their ids tell apart": (
        "cues", "[strife]\ndoc = \"「力争」.\"\npattern = '力争'\ngives = \"past\"\nexample = [\"力争达到5%\"]\n",
        "only the order of their ids decides between ",
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", WRONG)
def test_a_wrong_example_is_told(name, tmp_path):
    kind, content, says = WRONG[name]
    (tmp_path / f"{kind}.toml").write_text(content, "utf-8")
    result = invoke("rules", "test", "--rules", tmp_path)
    assert result.exit_code == 1, result.stdout
    assert says in result.stderr


def test_two_rules_that_only_their_ids_tell_apart_fail(rules, tmp_path):
    pattern = rules.files.table("targets", "done_object")["pattern"]
    (tmp_path / "targets.toml").write_text(
        f"[done_objectively]\ndoc = '「x」'\npattern = '{pattern}'\nindicator = 'object'\n"
        "sets = { mode = 'level' }\n",
        "utf-8",
    )
    result = invoke("rules", "test", "--rules", tmp_path)
    assert result.exit_code == 1
    says = "only the order of their ids decides between done_object and done_objectively"
    assert says in result.stderr


def test_list_finds_rules_by_words():
    lines = invoke("rules", "list", "周年", "--kind", "roles").stdout.splitlines()
    assert [line.split("\t")[:2] for line in lines] == [["roles", "anniversary"]]


def test_show_prints_a_rule_and_how_its_examples_fare():
    shown = invoke("rules", "show", "anniversary").stdout
    assert "[anniversary]" in shown
    assert "anniversary[1]  right  2024年是新中国成立75周年" in shown
    missing = invoke("rules", "show", "aniversary")
    assert missing.exit_code == 2
    assert "Did you mean anniversary?" in missing.stderr


@pytest.mark.parametrize("kind", KINDS)
def test_the_schema_takes_the_built_in_entries(kind, rules):
    schema = rule_schema(kind)
    jsonschema.Draft7Validator.check_schema(schema)
    tables = {
        name: rules.files.table(kind, name) for name in rules.files.entries(kind, KINDS[kind])
    }
    file = {WORDS: tables} if kind == WORDS else tables
    jsonschema.validate(json.loads(json.dumps(file, default=str)), schema)


def built_in_files() -> list[str]:
    folder = builtin_rules()
    return sorted(file.relative_to(folder).as_posix() for file in folder.rglob("*.toml"))


@pytest.mark.parametrize("name", built_in_files())
def test_the_schema_takes_the_built_in_files(name):
    place = place_of(name.removesuffix(".toml"))
    kind = WORDS if place == LISTS_ONLY else place
    file = tomllib.loads((builtin_rules() / name).read_text("utf-8"))
    jsonschema.validate(json.loads(json.dumps(file, default=str)), rule_schema(kind))


def test_the_schema_refuses_a_list_without_words_and_a_rule_among_lists():
    lists = {"words": {"feasts": {"doc": "「庙会」."}}}
    rule = {"feast": {"doc": "「庙会」.", "words": ["庙会"]}}
    for file, kind in ((lists, "roles"), (rule, "roles"), (rule, WORDS)):
        with pytest.raises(jsonschema.ValidationError):
            jsonschema.validate(file, rule_schema(kind))


@pytest.mark.parametrize("kind", KINDS)
def test_the_schema_describes_every_key(kind):
    schema = rule_schema(kind)
    entry = schema["additionalProperties"] or schema["properties"][kind]["additionalProperties"]
    assert [key for key, facts in entry["properties"].items() if not facts.get("description")] == []


@pytest.mark.parametrize(
    ("kind", "bad"), [(kind, bad) for kind, entries in bad_entries().items() for bad in entries]
)
def test_bad_entries_of_the_schema_are_refused(kind, bad):
    with pytest.raises(ValidationError):
        KINDS[kind].model_validate(bad["entry"])


def test_every_kind_has_a_bad_entry():
    assert set(bad_entries()) == set(KINDS)


def test_schemas_are_written_for_all_kinds(tmp_path):
    result = invoke("rules", "schema", "--out", tmp_path)
    assert result.exit_code == 0
    assert len(list(tmp_path.glob("*.schema.json"))) == len(KINDS)
    assert json.loads(invoke("rules", "schema", "roles").stdout) == rule_schema("roles")


@pytest.fixture
def changed(tmp_path: Path) -> Path:
    """The built-in rules with one word less and one role more."""
    folder = tmp_path / "changed"
    shutil.copytree(builtin_rules(), folder)
    (folder / "roles" / "mine.toml").write_text(
        '[mine]\ndoc = "「8130个」."\nrole = "context"\nreason = "not ours"\npattern = \'8130(?<=$digits)\'\n'.replace(
            "'8130(?<=$digits)'", "'新增学位$number(?=个)'"
        ),
        "utf-8",
    )
    verbs = folder / "clauses" / "comparators.toml"
    verbs.write_text(verbs.read_text("utf-8").replace('"以上", "及以上"', '"及以上"'), "utf-8")
    return folder


def test_compare_tells_rows_lost_and_changed(changed):
    result = invoke("rules", "compare", builtin_rules(), changed, "--on", SAMPLE, "--json")
    assert result.exit_code == 0, result.stderr
    changes = json.loads(result.stdout)
    lost = [change for change in changes if change["kind"] == "lost"]
    assert [change["what"] for change in lost] == ["is context [mine]"] * len(lost)
    assert "8130个" in [change["quote"] for change in lost]
    (fell,) = {c["what"] for c in changes if c["quote"] == "93%" and c["kind"] == "changed"}
    assert fell.startswith("comparator: >= → =")
    back = invoke("rules", "compare", changed, builtin_rules(), "--on", SAMPLE)
    assert back.stdout.splitlines()[-1].startswith(f"{len(lost)} gained, 0 lost, ")


def test_compare_lays_a_folder_that_only_adds_over_the_built_in_rules(tmp_path):
    file = tmp_path / "clauses" / "mine.toml"
    file.parent.mkdir()
    file.write_text('[words.or_more]\nextends = true\nwords = ["开外"]\n', "utf-8")
    result = invoke("rules", "compare", builtin_rules(), tmp_path, "--on", SAMPLE)
    assert result.stdout == "0 gained, 0 lost, 0 changed.\n", result.stderr


def test_compare_reads_revisions_of_git(changed, tmp_path, monkeypatch):
    repository = tmp_path / "repository"
    shutil.copytree(builtin_rules(), repository / "rules")
    monkeypatch.chdir(repository)
    git = ("git", "-c", "user.name=a", "-c", "user.email=a@b.c")
    subprocess.run(["git", "init", "-q"], check=True)
    subprocess.run(["git", "add", "rules"], check=True)
    subprocess.run([*git, "commit", "-qm", "rules"], check=True)
    result = invoke("rules", "compare", "HEAD", "rules", "--on", SAMPLE)
    assert result.stdout == "0 gained, 0 lost, 0 changed.\n", result.stderr
    refused = invoke("rules", "compare", "no-such-revision", "rules", "--on", SAMPLE)
    assert refused.exit_code == 2
    assert refused.stderr.startswith("no-such-revision: is no folder, and git says: ")


def test_explain_tells_which_slots_matched_and_who_was_beaten(rules):
    fates = explain("力争普惠性幼儿园覆盖率达到89%以上", rules).fates
    (fate,) = fates
    assert [(part["slot"], part["text"]) for part in fate["clause"]] == [
        ("$rate", "普惠性幼儿园覆盖率"), ("$reach", "达到"), ("$percent", "89%"), ("$or_more", "以上"),
    ]  # fmt: skip
    assert fate["rule"].startswith("rules/targets/level.toml:")
    assert [cue["rule_id"] for cue in fate["cues"]] == ["strive"]
    assert "level_of_previous" in [other["rule_id"] for other in fate["considered"]]
    json.dumps(fates, ensure_ascii=False)
