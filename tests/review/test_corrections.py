"""What people correct reaches the tables, or is told; nothing they wrote is ever lost."""

from __future__ import annotations

import tomllib
from dataclasses import replace
from datetime import date
from pathlib import Path

import polars as pl
import pytest
from typer.testing import CliRunner

from metrics import extract, read_documents
from metrics.authoring.suggestions import suggest_examples
from metrics.cli import main
from metrics.review.apply import apply_corrections
from metrics.review.corrections import (
    Correction,
    CorrectionError,
    read_corrections,
    storable,
    stored_corrections,
)
from metrics.review.sheet import counts, review_rows, write_review
from metrics.rules.examples import RowExample
from metrics.rules.ruleset import RuleSet, load_rules
from metrics.sources.documents import Document
from metrics.tables.foreign_keys import check_keys
from metrics.tables.frames import Tables
from metrics.tables.wide import star

PLAN = (
    "2024年杭州市教育工作要点\n一、主要目标\n普惠性幼儿园覆盖率达到89%，新增学位8130个，其中高中学位5000个。\n"
    "以8所试点校为引领。建设健身中心2家。举办培训3期。\n"
)


@pytest.fixture(scope="module")
def made(rules: RuleSet) -> Tables:
    return extract([Document("plan.txt", PLAN)], rules)


def edited(made: Tables, tmp_path: Path, edits: dict[str, dict[str, object]], suffix: str = ".csv"):
    """The corrections of a sheet in which the rows of these quotes were edited."""
    sheet = review_rows(made)
    for quote, cells in edits.items():
        for name, cell in cells.items():
            if not isinstance(cell, float):
                sheet = sheet.cast({name: pl.String})
            here = pl.when(pl.col("quote") == quote).then(pl.lit(cell))
            sheet = sheet.with_columns(here.otherwise(pl.col(name)).alias(name))
    file = tmp_path / f"review{suffix}"
    write_review(sheet, file)
    return read_corrections(file)


def applied(made: Tables, corrections: list[Correction], rules: RuleSet) -> Tables:
    after = apply_corrections(made, corrections, rules, lambda _: PLAN)
    check_keys(star(after))
    assert len(after.corrections) == len(corrections)
    return after


def row_of(made: Tables, quote: str) -> dict[str, object]:
    return made.targets.filter(quote=quote).row(0, named=True)


def test_a_sheet_that_nobody_touched_holds_no_correction(made: Tables, tmp_path: Path) -> None:
    for suffix in (".csv", ".xlsx"):
        assert edited(made, tmp_path, {}, suffix) == []


@pytest.mark.parametrize("suffix", [".csv", ".xlsx"])
def test_edits_reach_their_targets(made, rules, tmp_path, suffix: str) -> None:
    edits = {
        "8130个": {"value": 8131.0, "comparator": ">=", "deadline": "2024-06-30", "by": "王敏"},
        "2家": {"indicator": "社区健身中心", "unit": "building"},
    }
    corrections = edited(made, tmp_path, edits, suffix)
    assert [one.action for one in corrections] == ["edit", "edit"]
    after = applied(made, corrections, rules)
    row = row_of(after, "8130个")
    assert (row["value"], row["lower"], row["upper"]) == (8131.0, 8131.0, None)
    assert row["deadline"] == date(2024, 6, 30)
    assert row["corrected"].endswith("value, comparator, deadline (王敏)")
    assert row["target_id"] == row_of(made, "8130个")["target_id"]
    assert row_of(after, "2家")["unit"] == "building"
    assert after.corrections["outcome"].to_list() == ["applied", "applied"]
    untouched = pl.col("corrected").is_null()
    assert after.targets.filter(untouched).equals(
        made.targets.filter(
            pl.col("target_id").is_in(after.targets.filter(untouched)["target_id"].implode())
        )
    )


def test_what_follows_from_a_change_follows(made, rules, tmp_path) -> None:
    edits = {
        "8130个": {
            "indicator": "普惠性幼儿园覆盖率",
            "unit": "percent",
            "mode": "level",
            "value": 90,
        }
    }
    row = row_of(applied(made, edited(made, tmp_path, edits), rules), "8130个")
    assert row["indicator_id"] == "inclusive_kindergarten_coverage"
    assert (row["topic"], row["dimension"], row["classifier"]) == ("教育", "percentage", None)


@pytest.mark.parametrize(
    ("edit", "role"),
    [
        ({"action": "delete"}, "context"),
        ({"role": "actual"}, "actual"),
        ({"role": "label"}, "label"),
    ],
)
def test_a_target_that_is_none_goes(made, rules, tmp_path, edit, role: str) -> None:
    after = applied(made, edited(made, tmp_path, {"8130个": edit}), rules)
    assert after.targets.filter(quote="8130个").is_empty()
    number = after.numbers.filter(quote="8130个").row(0, named=True)
    assert (number["role"], number["rule_id"]) == (role, "corrected")
    assert row_of(after, "5000个")["part_of"] is None
    assert after.documents["targets"].to_list() == [len(after.targets)]


def test_a_target_that_was_missed_is_added(made, rules) -> None:
    line = Correction(
        "added.csv:2", "add", source="plan.txt", quote="8所", sentence="以8所试点校为引领。",
        changes={"indicator": "试点校", "mode": "output"},
    )  # fmt: skip
    after = applied(made, [line], rules)
    row = row_of(after, "8所")
    assert (row["value"], row["unit"], row["classifier"]) == (8.0, "school", "所")
    assert (row["region_code"], row["plan_year"]) == ("330100", 2024)
    assert after.numbers.filter(quote="8所")["role"].to_list() == ["target"]
    assert list(after.targets["start"]) == sorted(after.targets["start"])
    again = applied(after, [line], rules)
    assert again.corrections["outcome"].to_list() == ["settled"]


def test_a_target_is_found_by_document_and_quote(made, rules) -> None:
    by_quote = Correction("a.csv:2", "edit", source="plan.txt", quote="3期", changes={"value": 4.0})
    lost_id = replace(by_quote, target_id="1.23457E+15", changes={"scope": "全市"})
    after = applied(made, [by_quote, lost_id], rules)
    assert row_of(after, "3期")["value"] == 4.0
    assert row_of(after, "3期")["corrected"] == "a.csv:2 value; a.csv:2 scope"


def test_a_file_is_found_by_the_end_of_its_path_that_pages_tell(rules) -> None:
    far = extract([Document("/home/me/plans/plan.txt", PLAN)], rules)
    line = Correction("a.csv:2", "edit", source="plan.txt", quote="3期", changes={"value": 4.0})
    part = replace(line, source="n.txt", changes={"scope": "全市"})
    after = applied(far, [line, part], rules)
    assert row_of(after, "3期")["value"] == 4.0
    assert after.corrections["outcome"].to_list() == ["applied", "unmatched"]


REFUSED = [
    ({"unit": "parsec"}, "refused", "no unit of the table"),
    ({"value": None}, "refused", "must not be empty"),
    ({"value": "viele"}, "refused", "no number"),
    ({"comparator": "about"}, "refused", "none of ="),
    ({"comparator": "range"}, "refused", "needs its upper end"),
    ({"indicator_id": "happiness"}, "refused", "not in the catalogue"),
    ({"deadline": "soon"}, "refused", "no day"),
    ({"action": "remove"}, "refused", "none of edit, delete, add"),
    ({"as_read": "gone", "value": 1.0}, "refused", "copy it"),
]


@pytest.mark.parametrize(("edit", "outcome", "reason"), REFUSED, ids=[str(e) for e, *_ in REFUSED])
def test_what_cannot_be_true_is_told_and_changes_nothing(
    made, rules, tmp_path, edit, outcome: str, reason: str
) -> None:
    corrections = edited(made, tmp_path, {"8130个": edit})
    after = applied(made, corrections, rules)
    assert after.corrections["outcome"].to_list() == [outcome]
    assert reason in after.corrections["reason"][0]
    assert after.targets.equals(made.targets)


def test_of_two_that_contradict_the_first_counts(made, rules) -> None:
    one = Correction("a.csv:2", "edit", source="plan.txt", quote="3期", changes={"value": 4.0})
    after = applied(made, [one, replace(one, place="b.csv:9", changes={"value": 5.0}), one], rules)
    assert after.corrections["outcome"].to_list() == ["applied", "refused", "settled"]
    assert after.corrections["reason"][1] == "value: a.csv:2 says otherwise"


@pytest.mark.parametrize(
    ("line", "outcome", "reason"),
    [
        ({"quote": "8所", "changes": {"value": 9.0}}, "unmatched", "8所 is context ["),
        ({"quote": "8所", "action": "delete"}, "settled", None),
        ({"quote": "8所", "changes": {"role": "context"}}, "settled", None),
        ({"quote": "77所", "action": "delete"}, "unmatched", "77所 does not stand in the document"),
        (
            {"quote": "8130个", "source": "other.txt"},
            "unmatched",
            "its document is not among those",
        ),
        ({"target_id": "gone", "quote": None}, "unmatched", "there is no target gone"),
        ({"action": "add", "quote": "77所"}, "unmatched", "is no number of the document"),
        ({"action": "add", "quote": "8所"}, "refused", "indicator, mode: must be given"),
    ],
)
def test_what_finds_no_target_is_told(made, rules, line, outcome: str, reason: str | None) -> None:
    base = Correction("a.csv:2", "edit", source="plan.txt")
    after = applied(made, [replace(base, **line)], rules)
    assert after.corrections["outcome"].to_list() == [outcome]
    assert (after.corrections["reason"][0] or "").startswith(
        reason or ""
    ) or reason in after.corrections["reason"][0]
    assert after.targets.equals(made.targets)


def test_corrections_can_be_applied_once_more_from_their_table(made, rules, tmp_path) -> None:
    edits = {
        "8130个": {"value": 8131.0, "deadline": "2024-06-30"},
        "3期": {"action": "delete"},
        "2家": {"unit": "parsec"},
    }
    corrections = edited(made, tmp_path, edits)
    after = applied(made, corrections, rules)
    kept = stored_corrections(after.corrections)
    assert [storable(one) for one in kept] == [storable(one) for one in corrections]
    assert applied(made, kept, rules).targets.equals(after.targets)


def test_a_hundred_corrections_survive_a_change_of_the_rules(shared: Path, rules, tmp_path) -> None:
    documents = list(read_documents([shared / "corpora" / "counties"]))[:8]
    before = extract(documents, rules)
    sheet = review_rows(before).filter(role="target").to_dicts()
    assert len(sheet) > 200
    picked = sheet[:: len(sheet) // 100][:100]
    for number, row in enumerate(picked):
        row |= [
            {"value": row["value"] + 1},
            {"action": "delete"},
            {"indicator": row["indicator"] + "数"},
            {"role": "actual"},
        ][number % 4]
    file = tmp_path / "review.xlsx"
    write_review(pl.DataFrame(sheet, schema=review_rows(before).schema, strict=False), file)
    corrections = read_corrections(file)
    assert len(corrections) == 100
    (tmp_path / "rules/roles").mkdir(parents=True)
    (tmp_path / "rules/roles/every_school.toml").write_text(
        "[every_number_of_places]\ndoc = '「5个」'\nrole = 'context'\nreason = 'a test'\n"
        "pattern = '$digits(?=个|所|家|公里)'\nexample = ['新建【5】个']\n"
        "[[every_number_of_places.counter]]\ntext = '新建【5】台'\nwhy = 'a test'\n",
        "utf-8",
    )
    changed = load_rules(tmp_path / "rules")
    assert changed.digest != rules.digest
    after = extract(documents, changed)
    assert len(after.targets) < len(before.targets)
    done = apply_corrections(after, corrections, changed, lambda _: None)
    check_keys(star(done))
    counts = dict(done.corrections["outcome"].value_counts().iter_rows())
    assert sum(counts.values()) == 100
    assert counts["applied"] > 40
    assert counts["unmatched"] > 5
    assert (
        done.corrections.filter(pl.col("outcome").is_in(["unmatched", "refused"]))[
            "reason"
        ].null_count()
        == 0
    )
    print(counts)


def test_a_file_that_is_no_sheet_is_told(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text("x,y\n1,2\n", "utf-8")
    (tmp_path / "a.xlsx").write_text("x", "utf-8")
    for name, what in (
        ("a.csv", "neither a column"),
        ("a.xlsx", "cannot be read"),
        ("gone.csv", "does not exist"),
        ("a.txt", "neither .csv nor .xlsx"),
    ):
        with pytest.raises(CorrectionError, match=what):
            read_corrections(tmp_path / name)


def test_the_unsure_rows_come_first(sample_tables: Tables) -> None:
    rows = review_rows(sample_tables)
    doubts = rows["doubt"].unique(maintain_order=True).to_list()
    assert doubts[0] == "no rule explains this number"
    assert doubts[-1] is None
    assert (
        len(rows)
        == len(sample_tables.targets) + sample_tables.numbers.filter(role="unexplained").height
    )


def test_softer_signs_stand_behind_and_count_apart(rules) -> None:
    text = PLAN + "建强三支队伍。\n县城停车率达到120%。\n"
    made = extract([Document("plan.txt", text)], rules)
    rows = review_rows(made)
    among = counts(rows, made)
    assert (among.unexplained, among.contradictory, among.doubted) == (0, 1, 2)
    assert among.doubted == made.targets["doubt"].count()
    said = rows["doubt"].to_list()
    assert said[0] == "a share above 100"
    softer = len([one for one in said[3:] if one is not None])
    assert softer == sum(among.softer.values()) > 0
    assert "not in the catalogue" in among.softer


def test_what_speaks_against_a_row_is_said_until_somebody_corrects_it(rules, tmp_path) -> None:
    made = extract([Document("plan.txt", PLAN + "建强三支队伍。\n")], rules)
    rows = review_rows(made)
    said = dict(rows.select("quote", "doubt").iter_rows())
    assert said["三支"] == "the count is written in Chinese numerals"
    quotes = rows.filter(role="target")["quote"].to_list()
    assert quotes.index("三支") < quotes.index("2家")
    (correction,) = edited(made, tmp_path, {"三支": {"indicator": "招商队伍"}})
    after = apply_corrections(made, [correction], rules, lambda _: PLAN)
    assert (row_of(made, "三支")["doubt"], row_of(after, "三支")["doubt"]) == ("numeral", None)


def test_run_applies_corrections_and_says_what_became_of_them(tmp_path: Path) -> None:
    plan, out, sheet = tmp_path / "plan.txt", tmp_path / "out", tmp_path / "review.csv"
    plan.write_text(PLAN, "utf-8")
    invoke = lambda *arguments: CliRunner().invoke(main.app, [str(one) for one in arguments])  # noqa: E731
    invoke("extract", plan, "--out", out)
    assert invoke("review", out, "--out", sheet).exit_code == 0
    text = (
        sheet.read_text("utf-8-sig").replace(",8130.0,", ",8131,", 1).replace(",3.0,", ",many,", 1)
    )
    sheet.write_text(text, "utf-8-sig")
    result = invoke("run", plan, "--out", out, "--corrections", sheet)
    assert result.exit_code == 1
    assert result.stderr.splitlines()[-1] == (
        "2 corrections: 1 applied, 0 already read so, 0 without their target, 1 refused."
    )
    assert (
        pl.read_parquet(out / "targets.parquet")
        .filter(value=8131)["corrected"][0]
        .startswith("review.csv:")
    )
    suggested = invoke("rules", "suggest", "--from", sheet)
    assert "value = 8131" in suggested.stdout
    assert invoke("run", plan, "--out", out, "--corrections", tmp_path / "gone.csv").exit_code == 2


def test_corrections_become_examples_of_rules(made, rules, tmp_path) -> None:
    edits = {
        "89%": {"value": 90.0},
        "8130个": {"role": "actual"},
        "2家": {"indicator": "社区健身中心"},
    }
    pieces = list(suggest_examples(edited(made, tmp_path, edits), rules))
    assert len(pieces) == 3
    read = tomllib.loads("\n".join(pieces))
    examples = [
        RowExample.model_validate(one) for rule in read.values() for one in rule.get("example", ())
    ]
    assert [(one.quote, one.expect["indicator"]) for one in examples] == [
        ("2家", "社区健身中心"),
        ("89%", "普惠性幼儿园覆盖率"),
    ]
    assert examples[1].expect["value"] == 90
    (counter,) = [one for rule in read.values() for one in rule.get("counter", ())]
    assert counter == {"text": "新增学位8130个", "why": "8130个 is actual"}


RESULT = "成都市2025年政府工作报告\n一、2024年工作回顾\n2024年，地区生产总值增长6.5%。\n"


@pytest.mark.parametrize(
    ("read", "role", "outcome", "results"),
    [
        pytest.param("actual", "context", "applied", 0, id="what was no result loses its row"),
        pytest.param("context", "actual", "settled", 1, id="read so by now"),
        pytest.param("context", "label", "applied", 0, id="another role than by then"),
    ],
)
def test_a_number_that_is_no_target_gets_another_role(
    rules: RuleSet, read: str, role: str, outcome: str, results: int
) -> None:
    before = extract([Document("report.txt", RESULT)], rules)
    assert before.actuals["quote"].to_list() == ["6.5%"]
    number = before.numbers.filter(quote="6.5%").row(0, named=True)
    asked = Correction(
        place="roles.csv:2",
        action="edit",
        changes={"role": role},
        read={"role": read},
        **{name: number[name] for name in ("source", "document_id", "quote", "start")},
    )
    after = apply_corrections(before, [asked], rules, lambda _: RESULT)
    check_keys(star(after))
    assert after.corrections["outcome"].to_list() == [outcome]
    assert after.numbers.filter(quote="6.5%")["role"].to_list() == [role]
    assert len(after.actuals) == results
    assert after.documents["actuals"].to_list() == [results]
