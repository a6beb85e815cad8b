"""Rules in added folders: what they add, extend and replace, and what a run tells of them."""

from __future__ import annotations

import json
from pathlib import Path

import polars as pl
import pytest
from conftest import REPOSITORY
from typer.testing import CliRunner, Result

from metrics import Document, RuleError, explain, extract, load_rules
from metrics.cli import main
from metrics.errors import SlowRuleError

HEALTH = REPOSITORY / "examples" / "health-rules"
# Two ways to match the same text, over and over: hopeless without a bound.
HANGING = """[hanging]
doc = "「啊啊啊」."
pattern = '(?:啊|啊啊)+呀'
gives = "commitment"
strength = "wish"
"""
PLAN = "某市2024年教育工作要点\n一、主要目标\n{}新增学位8130个。\n"
# Of processor time: far more than a plan of three lines takes on a slow machine, and a hanging
# rule takes all of it.
PATIENCE = 4.0


def invoke(*arguments: object) -> Result:
    return CliRunner().invoke(main.app, [str(argument) for argument in arguments])


def write(folder: Path, name: str, content: str) -> Path:
    file = folder / name
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(content, "utf-8")
    return folder


@pytest.fixture
def hanging(tmp_path: Path) -> Path:
    return write(tmp_path / "hanging", "cues/slow.toml", HANGING)


def row_of(text: str, *folders: Path) -> dict:
    (fate,) = explain(text, load_rules(*folders)).fates
    return fate["targets"][0] if fate["targets"] else {"role": fate["role"]}


def test_the_health_rules_hold_their_examples():
    checked = invoke("rules", "check", "--rules", HEALTH)
    assert checked.exit_code == 0, checked.stderr
    tried = invoke("rules", "test", "--rules", HEALTH)
    assert tried.exit_code == 0, tried.stderr
    assert tried.stdout.endswith(", 0 wrong.\n")


def test_every_health_rule_has_an_example_of_its_own():
    files = load_rules(HEALTH).files
    for kind in ("indicators", "roles"):
        added = [name for name in files.entries(kind, object) if files.is_added(kind, name)]
        assert added
        assert [name for name in added if "example" not in files.table(kind, name)] == []


def test_a_folder_adds_an_indicator_and_a_unit():
    text = "平均住院日控制在8.5床日以内"
    assert row_of(text)["unit"] != "inpatient_day"
    row = row_of(text, HEALTH)
    assert (row["indicator_id"], row["unit"]) == ("hospital_stay", "inpatient_day")


def test_a_folder_extends_an_entry_and_keeps_the_rest():
    for text in ("家庭医生签约率达到45%", "重点人群家庭医生签约率达到80%"):
        assert row_of(text, HEALTH)["indicator_id"] == "family_doctor_coverage"
    assert "indicator_id" not in {k for k, v in row_of("家庭医生签约率达到45%").items() if v}


def test_a_folder_adds_to_a_list_that_one_file_calls(tmp_path):
    """`no_later` of cues/deadlines.toml: 「9月前」, and now 「9月上旬前」."""
    lists = '[words.no_later]\nextends = true\nwords = ["上旬前"]\n'
    folder = write(tmp_path / "more", "cues/deadlines.toml", lists)
    text = "9月上旬前新增学位10个"
    found = [load_rules(*added).cues.find(text, 0, len(text), 2024) for added in ((), (folder,))]
    assert [[cue.text for cue in cues] for cues in found] == [[], ["9月上旬前"]]


def test_a_list_of_a_file_goes_before_that_of_all_files(tmp_path):
    lists = '[words.create]\ndoc = "「盼」."\nwords = ["盼"]\n'
    cue = (
        "[hope]\ndoc = '「盼着」'\npattern = '$create着'\ngives = 'commitment'\nstrength = 'wish'\n"
    )
    cues = load_rules(write(tmp_path / "more", "cues.toml", lists + cue)).cues
    assert [cue.rule_id for cue in cues.find("盼着，新建着", 0, 6, 2024)] == ["hope"]


def test_a_folder_rejects_a_number():
    text = "组织健康素养66条宣讲"
    assert explain(text, load_rules(HEALTH)).fates[0]["rule_id"] == "health_literacy_text"


def test_a_later_folder_replaces_an_entry_by_its_id(tmp_path):
    entry = 'doc = "「力争」."\npattern = "力争"\ngives = "past"\n'
    folder = write(tmp_path / "other", "cues/mine.toml", f"[strive]\n{entry}")
    rules = load_rules(folder)
    assert explain("力争新增学位10个", rules).fates[0]["role"] == "actual"
    (line,) = rules.files.replaced
    assert line.startswith(f"{folder / 'cues' / 'mine.toml'}:1: [strive] replaces the one of ")


@pytest.mark.parametrize(
    ("pattern", "text", "found"),
    [
        (r"\p{Han}盼(?=达到)", "人人大盼达到5%", "大盼"),
        (r"[甲-申]时前", "申时前达到5%", "申时前"),
        (r"\d日盼", "7日盼达到5%", "7日盼"),
        (r"(?<!不)(?:盼|望)着", "不盼着，望着达到5%", "望着"),
    ],
)
def test_an_added_cue_may_begin_with_any_class(tmp_path, pattern, text, found):
    folder = write(
        tmp_path / "more",
        "cues.toml",
        f"[more]\ndoc = '「x」'\npattern = '{pattern}'\ngives = 'commitment'\nstrength = 'wish'\n",
    )
    cues = load_rules(folder).cues.find(text, 0, len(text), 2024)
    assert [cue.text for cue in cues if cue.rule_id == "more"] == [found]


def test_a_run_tells_what_was_replaced_and_keeps_the_rules_version(tmp_path):
    plan = tmp_path / "plan.txt"
    plan.write_text(PLAN.format(""), "utf-8")
    result = invoke("run", plan, "--rules", HEALTH, "--out", tmp_path / "out")
    assert result.exit_code == 0, result.stderr
    assert "[family_doctor_coverage] adds to the one of " in result.stderr
    metadata = pl.read_parquet_metadata(tmp_path / "out" / "targets.parquet")
    assert metadata["rules_version"] == "target-metrics 1 + health-sector 1"
    assert metadata["rules"] != load_rules().digest
    assert json.loads(metadata["options"])["rules"] == ["rules", "health-rules"]
    page = (tmp_path / "out" / "index.html").read_text("utf-8")
    assert "target-metrics 1 + health-sector 1" in page
    assert metadata["rules"] in page


def test_only_the_given_rules_are_used(tmp_path):
    result = invoke("explain", "新增学位10个", "--only-rules", HEALTH)
    assert result.exit_code == 2
    assert "clauses.toml: [rate_noun] is missing." in result.stderr
    assert load_rules(REPOSITORY / "rules", only=True).digest == load_rules().digest
    both = invoke("explain", "新增学位10个", "--only-rules", HEALTH, "--rules", HEALTH)
    assert both.exit_code == 2


def test_a_folder_that_is_not_there_is_refused(tmp_path):
    result = invoke("explain", "新增学位10个", "--rules", tmp_path / "nowhere")
    assert result.exit_code == 2
    assert "nowhere: there is no such folder of rules." in result.stderr
    with pytest.raises(RuleError):
        load_rules(tmp_path / "nowhere")


def test_a_hanging_rule_costs_only_its_document(hanging, tmp_path):
    texts = {"good.txt": PLAN.format(""), "hangs.txt": PLAN.format("啊" * 60 + "，呀")}
    documents = [Document(name, text) for name, text in sorted(texts.items())]
    tables = extract(documents, load_rules(hanging), document_timeout=PATIENCE)
    assert tables.targets["source"].to_list() == ["good.txt"]
    assert tables.numbers["source"].unique().to_list() == ["good.txt"]
    problem = dict(tables.documents.select("source", "problem").iter_rows())
    assert problem["good.txt"] is None
    assert problem["hangs.txt"].startswith(
        f"the rule [hanging] of {hanging / 'cues' / 'slow.toml'}:1 took too long on this text"
    )


def test_a_run_goes_on_after_a_hanging_rule(hanging, tmp_path):
    for name in ("a.txt", "b.txt"):
        write(tmp_path / "plans", name, PLAN.format("啊" * 60 + "，呀" if name == "a.txt" else ""))
    result = invoke(
        "run", tmp_path / "plans", "--rules", hanging, "--out", tmp_path / "out",
        "--document-timeout", PATIENCE,
    )  # fmt: skip
    assert result.exit_code == 1
    assert "[hanging]" in result.stderr
    targets = pl.read_parquet(tmp_path / "out" / "targets.parquet")
    assert [Path(source).name for source in targets["source"]] == ["b.txt"]


def test_explain_stops_at_a_hanging_rule(hanging, monkeypatch):
    monkeypatch.setattr("metrics.extraction.explain._PATIENCE", PATIENCE)
    with pytest.raises(SlowRuleError, match=r"\[hanging\]"):
        explain("啊" * 60 + "，新增学位8130个", load_rules(hanging))
