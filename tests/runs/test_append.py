"""Collections grow: what is unchanged stays, what changed is replaced, and a kill leaves a whole."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import time
from dataclasses import replace
from pathlib import Path

import polars as pl
import pytest
from polars.testing import assert_frame_equal
from typer.testing import CliRunner, Result

from metrics import extract
from metrics.cli import main
from metrics.extraction import reader
from metrics.extraction.extract import in_parts
from metrics.extraction.reader import Reader, read_rows
from metrics.review.corrections import Correction
from metrics.rules.ruleset import RuleSet, load_rules
from metrics.runs import append
from metrics.runs.states import GONE, states
from metrics.sources.documents import Document
from metrics.sources.formats import Bounds
from metrics.sources.formats.rows import Columns
from metrics.sources.known_facts import KnownFacts
from metrics.tables.atomic_folder import run_metadata
from metrics.tables.foreign_keys import check_keys
from metrics.tables.frames import Rows, Tables, TablesInParts
from metrics.tables.parquet import read_tables
from metrics.tables.wide import star

HEAD = "{year}年{place}政府工作报告\n\n二、{year}年工作安排\n{goals}\n"
TEXTS = {
    "杭州.txt": HEAD.format(
        year=2024, place="杭州市", goals="地区生产总值增长5.5%左右。新建幼儿园30所。"
    ),
    "温州.txt": HEAD.format(year=2024, place="温州市", goals="地区生产总值增长6%。"),
    "copy.txt": HEAD.format(year=2024, place="温州市", goals="地区生产总值增长6%。"),
    "成都.txt": HEAD.format(year=2024, place="成都市", goals="新增学位8130个。"),
}
ABOUT = "[mine]\nversion = '1'\ndoc = 'Rules that are other ones.'\n"
DOCUMENTS = [Document(source, text) for source, text in TEXTS.items()]


def same(one: Tables, other: Tables) -> None:
    for name, rows in one.by_name().items():
        assert_frame_equal(rows, other.by_name()[name])


@pytest.fixture
def read_again(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The sources that are read from now on."""
    sources: list[str] = []

    def counting(documents, *arguments):
        def noted():
            for document in documents:
                sources.append(document.source)
                yield document

        return read_rows(noted(), *arguments)

    monkeypatch.setattr(reader, "read_rows", counting)
    return sources


def grow(
    earlier: Tables,
    documents: list[Document],
    rules: RuleSet,
    manifest: dict[str, KnownFacts] | None = None,
) -> tuple[Tables, frozenset[str]]:
    """Grows tables in memory, with a part of the documents of their own each."""

    def engine(found, reader):
        return [reader([one]) for one in found]

    grown, kept = append.grow(
        TablesInParts.of(earlier), documents, Reader(rules, manifest or {}), engine
    )
    return grown.held(), kept


def correct(made, earlier, kept, corrections, rules) -> Tables:
    whole = TablesInParts.of(made)
    return append.correct_anew(whole, earlier, kept, corrections, rules, lambda _: None).held()


@pytest.mark.parametrize("first", range(5))
def test_grown_piece_by_piece_is_the_same_as_at_once(
    rules: RuleSet, read_again, first: int
) -> None:
    before = extract(DOCUMENTS[:first], rules)
    read_again.clear()
    grown, _ = grow(before, DOCUMENTS, rules)
    assert read_again == list(TEXTS)[first:]
    same(grown, extract(DOCUMENTS, rules))
    check_keys(star(grown))


def test_documents_that_are_not_given_stay(rules: RuleSet, read_again) -> None:
    grown, kept = grow(extract(DOCUMENTS[:3], rules), DOCUMENTS[3:], rules)
    same(grown, extract(DOCUMENTS, rules))
    assert kept == frozenset(grown.documents["document_id"][:3])


def test_a_changed_document_is_replaced_in_its_place(rules: RuleSet, read_again) -> None:
    changed = [*DOCUMENTS]
    changed[1] = Document("温州.txt", TEXTS["温州.txt"].replace("6%", "7%"))
    before = extract(DOCUMENTS, rules)
    grown, _ = grow(before, changed, rules)
    assert read_again == ["温州.txt"]
    assert grown.targets["value"].to_list() == [5.5, 30.0, 7.0, 6.0, 8130.0]
    ids = [tables.documents["document_id"].to_list() for tables in (before, grown)]
    assert [one == other for one, other in zip(*ids, strict=True)] == [True, False, True, True]


def test_other_rules_and_other_manifests_read_anew_with_the_same_ids(
    rules, read_again, tmp_path
) -> None:
    before = extract(DOCUMENTS, rules)
    known = {"成都.txt": KnownFacts(plan_year=2030)}
    grown, _ = grow(before, DOCUMENTS, rules, known)
    assert read_again == ["成都.txt"]
    assert grown.documents["plan_year"].to_list() == [2024, 2024, 2024, 2030]
    (tmp_path / "about.toml").write_text(ABOUT, "utf-8")
    other = load_rules(tmp_path)
    read_again.clear()
    grown, _ = grow(before, DOCUMENTS[1:3], other)
    assert read_again == ["温州.txt", "copy.txt"]
    assert_frame_equal(grown.targets, before.targets)
    assert grown.documents["rules_digest"].to_list() == [
        rules.digest,
        other.digest,
        other.digest,
        rules.digest,
    ]
    assert [state.stale for state in states(grown, rules, bounds=Bounds(), columns=Columns())] == [
        (GONE,)
    ] * 4


def test_ids_stay_where_a_copy_comes_before(rules: RuleSet, tmp_path: Path) -> None:
    (tmp_path / "about.toml").write_text(ABOUT, "utf-8")
    before = extract(DOCUMENTS[1:2], rules)
    grown, _ = grow(before, [DOCUMENTS[2], DOCUMENTS[1]], load_rules(tmp_path))
    ids = dict(grown.documents.select("source", "document_id").iter_rows())
    assert ids["温州.txt"] == before.documents["document_id"][0] != ids["copy.txt"]


def test_a_text_that_goes_to_another_file_takes_its_ids_along(rules: RuleSet) -> None:
    before = extract(DOCUMENTS[:2], rules)
    changed = [Document("杭州.txt", DOCUMENTS[3].text), Document("b.txt", DOCUMENTS[0].text)]
    grown, _ = grow(before, changed, rules)
    same(grown, extract([changed[0], DOCUMENTS[1], changed[1]], rules))


def test_corrections_leave_documents_alone_that_they_do_not_speak_of(rules: RuleSet) -> None:
    class Closed:
        def __init__(self, rows: Rows) -> None:
            self.documents = rows.documents

    made = [Reader(rules)([one]) for one in DOCUMENTS]
    parts = [made[0], *(Closed(rows) for rows in made[1:])]
    line = Correction("a.csv:2", "edit", source="杭州.txt", quote="30所", changes={"value": 31.0})
    nothing = Tables.empty().corrections
    whole = in_parts(parts, rules)
    done = append.correct_anew(whole, nothing, frozenset(), [line], rules, lambda _: None)
    first, *others = done.parts
    assert first.targets["value"].to_list() == [5.5, 31.0]
    assert [one.source for one in others] == list(TEXTS)[1:]
    assert done.rest.corrections["outcome"].to_list() == ["applied"]


def test_a_document_that_cannot_be_read_any_more_keeps_its_rows(rules: RuleSet) -> None:
    before = extract(DOCUMENTS, rules)
    broken = Document("温州.txt", "", "is empty. Get the file again.")
    grown, _ = grow(before, [broken, Document("new.txt", "", "is empty.")], rules)
    assert_frame_equal(grown.targets, before.targets)
    assert grown.documents["problem"].to_list() == [
        None, "is empty. Get the file again. What was read before stands.", None, None, "is empty.",
    ]  # fmt: skip
    again, _ = grow(grown, DOCUMENTS, rules)
    assert again.documents["problem"].to_list() == [None, None, None, None, "is empty."]


def test_what_rows_that_stay_point_to_stays(rules: RuleSet) -> None:
    before = extract(DOCUMENTS, rules)
    old = pl.col("indicator_id").replace({"gdp_growth": "old_growth"})
    aged = {
        name: rows.with_columns(old) if "indicator_id" in rows.columns else rows
        for name, rows in before.by_name().items()
    }
    grown, _ = grow(Tables(**aged), DOCUMENTS[3:], rules)
    check_keys(star(grown))
    assert "old_growth" in grown.indicators["indicator_id"]


def test_corrections_outlive_what_is_read_anew(rules: RuleSet) -> None:
    lines = [
        Correction("a.csv:2", "edit", source="杭州.txt", quote="30所", changes={"value": 31.0}),
        Correction("a.csv:3", "delete", source="温州.txt", quote="6%"),
        Correction("a.csv:4", "edit", source="later.txt", quote="9所", changes={"value": 8.0}),
    ]
    nothing = Tables.empty()
    made, kept = grow(nothing, DOCUMENTS, rules)
    first = correct(made, nothing.corrections, kept, lines, rules)
    assert first.corrections["outcome"].to_list() == ["applied", "applied", "unmatched"]
    values = [5.5, 31.0, 6.0, 8130.0]
    assert first.targets["value"].to_list() == values

    changed = Document("杭州.txt", TEXTS["杭州.txt"] + "新建学校5所。")
    later = Document("later.txt", HEAD.format(year=2024, place="成都市", goals="新建学校9所。"))
    grown, kept = grow(first, [changed, later], rules)
    assert grown.targets["value"].to_list() == [5.5, 30.0, 5.0, 6.0, 8130.0, 9.0]
    second = correct(grown, first.corrections, kept, lines, rules)
    assert second.targets["value"].to_list() == [5.5, 31.0, 5.0, 6.0, 8130.0, 8.0]
    assert sorted(second.corrections["place"]) == ["a.csv:2", "a.csv:3", "a.csv:4"]
    assert set(second.corrections["outcome"]) == {"applied"}

    # What was corrected on a sheet that showed the correction follows it, also when read anew.
    follows = Correction(
        "b.csv:2",
        "edit",
        source="杭州.txt",
        quote="30所",
        changes={"value": 32.0},
        read={"value": 31.0},
    )
    third = correct(*grow_none(second, rules), [follows], rules)
    assert third.targets["value"].to_list()[1] == 32.0
    anew, kept = grow(third, [DOCUMENTS[0]], rules)
    fourth = correct(anew, third.corrections, kept, [], rules)
    assert fourth.targets["value"].to_list()[1] == 32.0
    assert set(fourth.corrections["outcome"]) == {"applied"}


def test_a_line_that_says_something_else_now_takes_the_place_of_what_it_said(
    rules: RuleSet,
) -> None:
    read = {"value": 30.0, "unit": "school"}
    line = Correction(
        "a.csv:2",
        "edit",
        source="杭州.txt",
        quote="30所",
        changes={"value": 31.0, "unit": "park", "scope": "全市"},
        read=read,
    )
    again = replace(line, changes={"value": 32.0})
    made = extract(DOCUMENTS, rules)
    for used in (rules, rules):
        for one in (line, again):
            grown, earlier, kept = grow_none(made, used)
            made = correct(grown, earlier, kept, [one], used)
        assert made.corrections["outcome"].to_list() == ["applied"]
        assert made.targets.filter(quote="30所").select("value", "unit", "scope").rows() == [
            (32.0, "school", None)
        ]


def grow_none(made: Tables, rules: RuleSet):
    grown, kept = grow(made, [], rules)
    return grown, made.corrections, kept


def invoke(*arguments: object) -> Result:
    return CliRunner().invoke(main.app, [str(argument) for argument in arguments])


def write_texts(folder: Path, names: list[str]) -> list[Path]:
    folder.mkdir(exist_ok=True)
    for name in names:
        (folder / name).write_text(TEXTS[name], "utf-8")
    return [folder / name for name in names]


def files_in(folder: Path) -> dict[str, bytes]:
    files = [path for path in folder.rglob("*") if path.is_file()]
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in files}


def test_append_writes_what_one_run_over_all_would(tmp_path: Path) -> None:
    plans = write_texts(tmp_path / "plans", list(TEXTS))
    invoke("run", *plans, "--out", tmp_path / "once")
    invoke("run", *plans[:2], "--out", tmp_path / "grown", "--append")
    result = invoke("run", *plans[2:], "--out", tmp_path / "grown", "--append")
    assert result.exit_code == 0, result.output
    assert files_in(tmp_path / "grown") == files_in(tmp_path / "once")


def test_status_tells_what_is_stale(tmp_path: Path) -> None:
    plans = write_texts(tmp_path / "plans", list(TEXTS))
    out = tmp_path / "out"
    invoke("extract", *plans, "--out", out)
    result = invoke("status", out)
    assert (result.exit_code, result.stdout) == (
        0, "4 documents in 4 files, 5 targets, 0 of them corrected; 0 corrections; 0 files stale, 0 new.\n",
    )  # fmt: skip
    plans[0].write_text("changed", "utf-8")
    plans[1].unlink()
    (tmp_path / "rules").mkdir()
    (tmp_path / "rules/about.toml").write_text(ABOUT, "utf-8")
    result = invoke("status", out)
    assert result.exit_code == 1
    assert result.stdout.splitlines()[:2] == [
        f"stale\t{plans[0]}\tother text",
        f"stale\t{plans[1]}\t{GONE}",
    ]
    assert "4 files stale" in invoke("status", out, "--rules", tmp_path / "rules").stdout
    invoke("extract", plans[0], "--out", out, "--append")
    assert "1 files stale" in invoke("status", out).stdout


def test_corrections_are_kept_and_applied_again_without_being_named(tmp_path: Path) -> None:
    (plan,) = write_texts(tmp_path / "plans", ["成都.txt"])
    out, sheet = tmp_path / "out", tmp_path / "a.csv"
    sheet.write_text(f"source,quote,value\n{plan},8130个,8131\n", "utf-8")
    invoke("extract", plan, "--out", out, "--corrections", sheet)
    kept = invoke("extract", plan, "--out", out, "--append")
    assert "1 applied" in kept.stderr
    assert pl.read_parquet(out / "targets.parquet")["value"].to_list() == [8131.0]
    again = invoke("extract", plan, "--out", out)
    assert "1 corrections of the earlier run are applied again" in again.stderr
    assert pl.read_parquet(out / "targets.parquet")["value"].to_list() == [8131.0]
    invoke("extract", plan, "--out", out, "--forget-corrections")
    assert pl.read_parquet(out / "targets.parquet")["value"].to_list() == [8130.0]


@pytest.mark.skipif(os.name == "nt", reason="there is no SIGKILL")
def test_killed_at_random_the_folder_is_the_old_or_the_new_state(tmp_path: Path) -> None:
    plans = write_texts(tmp_path / "plans", list(TEXTS))
    out = tmp_path / "out"

    def command(*paths: Path) -> list[str]:
        return [
            sys.executable,
            "-m",
            "metrics",
            "extract",
            *map(str, paths),
            "--out",
            str(out),
            "--append",
        ]

    def state() -> dict[str, bytes]:
        read_tables(out)
        assert run_metadata(out)
        return {name: data for name, data in files_in(out).items() if not name.startswith(".")}

    subprocess.run(command(plans[0]), check=True, capture_output=True)
    old = state()
    chance = random.Random(6)
    began = time.monotonic()
    subprocess.run(command(*plans[1:]), check=True, capture_output=True)
    seconds = time.monotonic() - began
    new = state()
    seen = set()
    for number in range(10):
        # Half of the kills fall into the last tenth, where the files are written.
        part = chance.uniform(0.9, 1.05) if number % 2 else chance.random()
        for name in files_in(out):
            (out / name).unlink()
        for name, data in old.items():
            (out / name).write_bytes(data)
        running = subprocess.Popen(
            command(*plans[1:]), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )
        time.sleep(seconds * part)
        running.send_signal(signal.SIGKILL)
        running.wait()
        after = state()
        assert after in (old, new)
        seen.add(after == new)
    assert False in seen
    subprocess.run(command(*plans[1:]), check=True, capture_output=True)
    assert state() == new
