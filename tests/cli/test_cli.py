"""The command line as a user meets it: what it prints, what it writes, how it ends."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import polars as pl
import pytest
from command import documents_in, invoke

from metrics.cli.outcome import version
from metrics.cli.run import default_folder
from metrics.sources.formats import MAX_BYTES
from metrics.tables import frames

PLAN = "石家庄市2024年教育工作要点\n一、主要目标\n全市普惠性幼儿园覆盖率达到89%，新增学位8130个。\n"
SITE = {
    "index.html", "files.html", "targets.html", "assets", "data", "documents", "indicators", "regions",
    "texts.parquet", "views",
}  # fmt: skip
TABLES = {f"{name}.parquet" for name in frames.FILES} | {"views.sql", "datapackage.json"}


@pytest.fixture
def plan(tmp_path: Path) -> Path:
    file = tmp_path / "plan.txt"
    file.write_text(PLAN, "utf-8")
    return file


def names_in(folder: Path) -> set[str]:
    return {path.name for path in folder.iterdir()}


def files_in(folder: Path) -> dict[str, bytes]:
    files = [path for path in folder.rglob("*") if path.is_file()]
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in files}


def test_run_writes_every_table_and_the_page(plan: Path, tmp_path: Path) -> None:
    result = invoke("run", plan, "--out", tmp_path / "out")
    assert result.exit_code == 0, result.output
    assert names_in(tmp_path / "out") == TABLES | SITE | {"run.json"}
    assert result.stdout.splitlines()[-1] == str(tmp_path / "out" / "index.html")
    assert result.stderr == ""
    targets = pl.read_parquet(tmp_path / "out" / "targets.parquet")
    assert targets["quote"].to_list() == ["89%", "8130个"]
    for name in frames.FILES:
        rows = pl.read_parquet(tmp_path / "out" / f"{name}.parquet")
        assert rows.schema == frames.FILES[name].create_empty().schema


def test_extract_writes_the_tables_only_and_takes_the_page_away(plan: Path, tmp_path: Path) -> None:
    invoke("run", plan, "--out", tmp_path / "out")
    result = invoke("extract", plan, "--out", tmp_path / "out")
    assert result.exit_code == 0, result.output
    assert names_in(tmp_path / "out") == TABLES | {"texts.parquet", "run.json"}
    assert result.stdout.splitlines()[-1] == str(tmp_path / "out")


def test_tables_are_also_written_for_spreadsheets(plan: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    assert invoke("extract", plan, "--out", out, "--also", "csv,xlsx").exit_code == 0
    assert names_in(out) == TABLES | {"texts.parquet", "run.json", "csv", "tables.xlsx"}
    assert names_in(out / "csv") == {f"{name}.csv" for name in frames.FILES} | {"datapackage.json"}
    assert invoke("report", out, "--also", "csv").exit_code == 0
    assert names_in(out) == TABLES | SITE | {"run.json", "csv"}


def test_report_writes_the_page_from_the_tables(plan: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    invoke("run", plan, "--out", out, "--date", "2024-03-01")
    before = files_in(out)
    invoke("extract", plan, "--out", out)
    plan.unlink()
    result = invoke("report", out, "--date", "2024-03-01")
    assert (result.exit_code, result.stdout) == (0, f"{out / 'index.html'}\n"), result.output
    assert files_in(out) == before


def test_report_needs_an_earlier_run(tmp_path: Path) -> None:
    result = invoke("report", tmp_path)
    assert result.exit_code == 2
    assert result.stderr.startswith(f"{tmp_path}: holds no run of target-metrics")
    assert names_in(tmp_path) == set()


@pytest.mark.parametrize(
    ("given", "folder"),
    [
        (["plan.txt"], "reports/plan"),
        (["2024年.第一批.docx"], "reports/2024年.第一批"),
        (["plans"], "reports/plans"),
        (["plans/"], "reports/plans"),
        (["plan.txt", "plans", "x.md"], "reports/plan-and-2-more"),
        (["/"], "reports/report"),
    ],
)
def test_the_default_folder_is_named_after_the_input(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, given: list[str], folder: str
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("plans").mkdir()
    assert default_folder([Path(path) for path in given]).as_posix() == folder


def test_unread_documents_are_listed_and_the_rest_is_written(plan: Path, tmp_path: Path) -> None:
    bad = tmp_path / "bad\x1b[2J\n.txt"
    bad.write_bytes(b"")
    result = invoke("run", bad, plan, tmp_path / "gone.txt", "--out", tmp_path / "out")
    assert result.exit_code == 1
    assert result.stderr.splitlines() == [
        f"{tmp_path}/bad\\x1b[2J\\n.txt: is empty. Get the file again, or leave it out.",
        f"{tmp_path}/gone.txt: does not exist. Check the path.",
    ]
    assert documents_in(tmp_path / "out")["problem"].is_null().to_list() == [False, True, False]
    assert (tmp_path / "out" / "index.html").is_file()


@pytest.mark.parametrize(
    "arguments",
    [
        ["run"],
        ["run", "PLAN", "--encoding", "utf-99"],
        ["run", "PLAN", "--date", "yesterday"],
        ["run", "PLAN", "--lang", "fr"],
        ["run", "PLAN", "--out", "PLAN"],
        ["run", "PLAN", "--also", "pdf"],
        ["extract", "PLAN", "--out", "PLAN/below"],
        ["report"],
        ["report", "PLAN"],
        ["explain"],
        ["explain", "新增学位8130个", "--file", "PLAN"],
        ["explain", "--file", "gone.txt"],
        ["explain", ""],
        ["explain", " "],
        ["explain", "gone.txt"],
        ["explain", "PLAN"],
        ["explain", "gone/plan"],
        ["walk"],
    ],
)
def test_wrong_usage_writes_nothing(plan: Path, arguments: list[str]) -> None:
    result = invoke(*(argument.replace("PLAN", str(plan)) for argument in arguments))
    assert result.exit_code == 2, result.output
    assert result.stderr
    assert result.stdout == ""
    assert names_in(plan.parent) == {"plan.txt"}


def test_a_file_that_no_run_wrote_stays(plan: Path, tmp_path: Path) -> None:
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "index.html").write_text("mine", "utf-8")
    result = invoke("run", plan, "--out", tmp_path / "out")
    assert result.exit_code == 2
    assert "index.html: was not written by a run" in result.stderr
    assert names_in(tmp_path / "out") == {"index.html"}


def test_the_same_run_writes_the_same_bytes(plan: Path, tmp_path: Path) -> None:
    for name in ("a", "b"):
        invoke("run", plan, "--out", tmp_path / name)
    assert files_in(tmp_path / "a") == files_in(tmp_path / "b")


def test_the_encoding_is_used_and_kept(tmp_path: Path) -> None:
    file = tmp_path / "plan.txt"
    file.write_bytes(PLAN.encode("utf-16-be"))
    result = invoke("extract", file, "--out", tmp_path / "out", "--encoding", "utf-16-be")
    assert result.exit_code == 0, result.output
    metadata = pl.read_parquet_metadata(tmp_path / "out" / "targets.parquet")
    assert json.loads(metadata["options"]) == {
        "encoding": "utf-16-be",
        "max_bytes": MAX_BYTES,
        "columns": [None] * 4,
        "manifest": None,
        "rules": ["rules"],
        "corrections": [],
        "paths": [file.as_posix()],
    }
    assert json.loads(metadata["sources"]) == [file.as_posix()]
    assert metadata["version"] == version()
    assert metadata["rules"]


def test_explain_names_the_role_of_each_number(plan: Path) -> None:
    result = invoke("explain", "新增学位8130个。")
    assert result.exit_code == 0
    assert "8130个" in result.stdout
    assert "target" in result.stdout
    from_file = invoke("explain", "--file", plan, "--json")
    assert [fate["quote"] for fate in json.loads(from_file.stdout)][-2:] == ["89%", "8130个"]


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("PM2.5平均浓度降到29微克/立方米", "29微克"),
        ("新增学位8130个。" * 1000, "8130个"),
        ("建设服务站", "No number"),
    ],
)
def test_a_sentence_is_no_path(text: str, says: str) -> None:
    result = invoke("explain", text)
    assert result.exit_code == 0, result.output
    assert says in result.stdout


def test_where_it_matters_a_path_is_told_from_a_sentence(plan: Path) -> None:
    assert f"{plan} is a file. Give it as --file" in invoke("explain", plan).stderr
    assert "gone.txt looks like a file and does not exist" in invoke("explain", "gone.txt").stderr


@pytest.mark.parametrize(
    ("out", "says"),
    [
        ("in", "in: is the folder that is read."),
        ("in/out", "in/out: lies in a folder that is read."),
        ("out", ""),
    ],
)
def test_output_among_the_documents_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, out: str, says: str
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("in").mkdir()
    Path("in", "plan.txt").write_text(PLAN, "utf-8")
    result = invoke("extract", "in", "--out", out)
    assert result.exit_code == 0
    assert result.stderr.startswith(says)
    assert bool(says) == ("give --out a folder elsewhere" in result.stderr)


def test_names_are_cut_on_a_terminal_only(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "40")
    title = f"石家庄市2024年{'城乡居民基本医疗保障' * 3}工作要点"
    file = tmp_path / "plan.txt"
    file.write_text(PLAN.replace("石家庄市2024年教育工作要点", title), "utf-8")
    assert f" {title} " in invoke("extract", file, "--out", tmp_path / "out").stdout


def test_the_version_is_printed() -> None:
    assert invoke("--version").stdout == f"target-metrics {version()}\n"


def run_module(*arguments: object, **options: str) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(
        [sys.executable, "-m", "metrics", *map(str, arguments)],
        check=False,
        capture_output=True,
        env=os.environ | options,
    )


def test_a_terminal_without_chinese_is_no_obstacle(plan: Path, tmp_path: Path) -> None:
    ended = run_module("run", plan, "--out", tmp_path / "out", PYTHONIOENCODING="ascii")
    assert (ended.returncode, ended.stderr) == (0, b"")


def test_help_does_not_load_the_engine() -> None:
    program = (
        "import sys, metrics.cli.main; print('polars' in sys.modules, 'altair' in sys.modules)"
    )
    ended = subprocess.run([sys.executable, "-c", program], check=True, capture_output=True)
    assert ended.stdout.split() == [b"False", b"False"]


@pytest.mark.parametrize(
    "moment", ["metrics.extraction.extract.collect", "charts.pages.site.write_site"]
)
def test_ctrl_c_leaves_the_earlier_run_whole(
    plan: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, moment: str
) -> None:
    def interrupted(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    out = tmp_path / "out"
    invoke("run", plan, "--out", out)
    before = files_in(out)
    monkeypatch.setattr(moment, interrupted)
    result = invoke("run", plan, "--out", out)
    assert result.exit_code == 130
    assert result.stderr == (
        "Interrupted. No half-written run is left; the same command goes on where it stopped.\n"
    )
    left = files_in(out)
    assert {name: left[name] for name in left if not name.startswith(".run-batches/")} == before
