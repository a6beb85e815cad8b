"""Writing a run: as a whole or not at all, and never over somebody else's files."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from dataclasses import replace
from datetime import date
from pathlib import Path

import duckdb
import polars as pl
import pyarrow.parquet
import pytest
from polars.testing import assert_frame_equal

from metrics import Document, extract
from metrics.errors import OutputError
from metrics.tables import frames, parquet
from metrics.tables.atomic_folder import output_folder, run_metadata
from metrics.tables.frames import GROWING, Rows, Tables, TablesInParts, joined
from metrics.tables.parquet import read_in_parts, read_tables, stage_tables, write_tables

METADATA = {"version": "1.0", "rules": "abc", "sources": '["教育要点.txt"]'}
TARGET = {
    "target_id": "t1", "source": "教育要点.txt", "document_id": "d1", "plan_year": 2024,
    "sentence": "力争新增学位12.1万个。", "start": 6, "end": 12, "quote": "12.1万个", "quote_at": 6,
    "period_kind": "annual", "goal_tier": "base",
    "indicator": "学位", "value": 121000.0, "unit": "place", "dimension": "count",
    "classifier": "个", "unit_text": "万个", "comparator": "=", "lower": 121000.0,
    "upper": 121000.0, "mode": "output", "deadline": date(2024, 12, 31), "commitment": "力争",
    "breakdown": False, "rule_id": "count_adds",
}  # fmt: skip


def one_run(value: float = 121000.0) -> Tables:
    made = {name: frames.frame(name, {}) for name in frames.SCHEMAS}
    rows = {
        "targets": TARGET | {"value": value},
        "documents": {
            "source": "教育要点.txt", "document_id": "d1", "characters": 16, "body_present": True,
            "truncated": False, "targets": 1, "actuals": 0, "numbers": 1, "unexplained": 0,
            "program": "1.0", "rules_digest": "abc",
        },
        "units": {
            "unit": "place", "name": "席位", "name_en": "place", "base_unit": "place", "factor": 1.0,
        },
    }  # fmt: skip
    for name, row in rows.items():
        made[name] = frames.frame(name, {column: [cell] for column, cell in row.items()})
    return Tables(**made)


def files_in(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def write_pages(folder: Path, pages: dict[str, str]) -> None:
    with output_folder(folder, metadata=METADATA) as staged:
        for name, text in pages.items():
            (staged / name).parent.mkdir(parents=True, exist_ok=True)
            (staged / name).write_text(text, "utf-8")


def test_tables_in_parts_make_the_same_files(rules, tmp_path):
    said = "2024年工作要点\n一、目标\n新增学位{}个，其中小学{}个。\n普惠性幼儿园覆盖率达到{}%。"
    made = extract([Document(f"{n}.txt", said.format(90 + n, n, n)) for n in range(1, 7)], rules)
    ids = made.documents["document_id"]
    parts = [
        Rows(
            *(
                getattr(made, name).filter(pl.col("document_id").is_in(some.implode()))
                for name in GROWING
            )
        )
        for some in (ids[:1], ids[1:1], ids[1:])
    ]
    rest = replace(made, targets=made.targets.clear(), numbers=made.numbers.clear())
    for folder, given in (
        ("whole", made),
        ("parts", TablesInParts(parts, rest, made.targets.lazy())),
    ):
        (tmp_path / folder).mkdir()
        stage_tables(given, tmp_path / folder, metadata=METADATA, also=["csv", "xlsx"])
    assert len(made.targets) == 18
    assert files_in(tmp_path / "parts") == files_in(tmp_path / "whole")


def test_tables_are_read_again_in_parts(rules, tmp_path, monkeypatch):
    monkeypatch.setattr("metrics.tables.parquet._DOCUMENTS", 2)
    texts = [f"2024年工作要点\n新增学位{n}个。\n" + "培训教师10人。" * (n % 3) for n in range(5)]
    unread = Document("unread.txt", "", problem="is empty.")
    made = extract([Document("a.txt", text) for text in texts] + [unread], rules)
    write_tables(made, tmp_path, metadata=METADATA)
    again = read_in_parts(tmp_path)
    assert [len(part.documents) for part in again.parts] == [2, 2, 2]
    whole = joined(again.parts)
    for name in GROWING:
        assert_frame_equal(getattr(whole, name), getattr(made, name))
    assert_frame_equal(again.targets.collect(), made.targets)
    (tmp_path / "numbers.parquet").write_bytes(b"")
    with pytest.raises(OutputError, match=r"numbers\.parquet: cannot be read"):
        joined(again.parts)


def test_every_table_is_written_and_read_back(tmp_path: Path) -> None:
    written = write_tables(one_run(), tmp_path / "new" / "out", metadata=METADATA)
    assert [file.name for file in written] == [f"{name}.parquet" for name in frames.FILES]
    again = read_tables(tmp_path / "new" / "out")
    for name, rows in one_run().by_name().items():
        assert_frame_equal(again.by_name()[name], rows)
    assert run_metadata(tmp_path / "new" / "out") == METADATA


def test_the_same_tables_give_the_same_bytes(tmp_path: Path) -> None:
    write_tables(one_run(), tmp_path / "a", metadata=METADATA)
    write_tables(one_run(), tmp_path / "b", metadata=METADATA)
    write_tables(one_run(), tmp_path / "b", metadata=METADATA)
    assert files_in(tmp_path / "a") == files_in(tmp_path / "b")


def test_other_tools_read_plain_types(tmp_path: Path) -> None:
    file, *_ = write_tables(one_run(), tmp_path, metadata=METADATA)
    described = duckdb.sql(f"DESCRIBE SELECT * FROM '{file}'").fetchall()
    assert {row[1] for row in described} == {"VARCHAR", "BIGINT", "DOUBLE", "BOOLEAN", "DATE"}
    rows = duckdb.sql(f"SELECT indicator, value, deadline FROM '{file}'").fetchall()
    assert rows == [("学位", 121000.0, date(2024, 12, 31))]
    read = pyarrow.parquet.read_table(file)
    assert {str(kind) for kind in read.schema.types} <= {
        "string", "large_string", "int64", "double", "bool", "date32[day]",
    }  # fmt: skip
    assert read.to_pylist()[0]["quote"] == "12.1万个"


def test_every_table_tells_how_it_was_made(tmp_path: Path) -> None:
    for file in write_tables(one_run(), tmp_path, metadata=METADATA):
        assert METADATA.items() <= pl.read_parquet_metadata(file).items()


def test_a_run_takes_the_place_of_the_run_before(tmp_path: Path) -> None:
    (tmp_path / "notes.txt").write_text("mine", "utf-8")
    write_pages(tmp_path, {"index.html": "1", "pages/region.html": "1", "pages/old/a.html": "1"})
    write_pages(tmp_path, {"index.html": "2", "pages/region.html": "2"})
    files = files_in(tmp_path)
    manifest = json.loads(files.pop("run.json"))
    assert manifest == {**METADATA, "files": ["index.html", "pages/region.html"]}
    assert files == {"notes.txt": b"mine", "index.html": b"2", "pages/region.html": b"2"}
    assert not (tmp_path / "pages" / "old").exists()


def test_a_folder_of_a_run_that_holds_other_files_stays(tmp_path: Path) -> None:
    write_pages(tmp_path, {"pages/a.html": "1"})
    (tmp_path / "pages" / "mine.txt").write_text("mine", "utf-8")
    write_pages(tmp_path, {"index.html": "2"})
    assert set(files_in(tmp_path)) == {"index.html", "pages/mine.txt", "run.json"}


@pytest.mark.parametrize("name", ["index.html", "run.json"])
def test_a_file_of_somebody_else_is_never_replaced(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_text("[]", "utf-8")
    with pytest.raises(OutputError, match=f"{name}: was not written by a run"):
        write_pages(tmp_path, {"index.html": "1"})
    assert files_in(tmp_path) == {name: b"[]"}


def test_a_manifest_cannot_point_outside(tmp_path: Path) -> None:
    (tmp_path / "mine.txt").write_text("mine", "utf-8")
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "run.json").write_text('{"files": ["../mine.txt"]}', "utf-8")
    with pytest.raises(OutputError, match=r"run\.json: was not written by a run"):
        write_pages(tmp_path / "out", {"index.html": "1"})
    assert (tmp_path / "mine.txt").exists()


@pytest.mark.parametrize("error", [ValueError, KeyboardInterrupt])
def test_an_error_leaves_everything_as_it_was(tmp_path: Path, error: type[BaseException]) -> None:
    def fail(folder: Path) -> None:
        with output_folder(folder, metadata=METADATA) as staged:
            (staged / "index.html").write_text("2", "utf-8")
            raise error

    write_pages(tmp_path / "out", {"index.html": "1"})
    before = files_in(tmp_path)
    with pytest.raises(error):
        fail(tmp_path / "out")
    with pytest.raises(error):
        fail(tmp_path / "new" / "folder")
    assert files_in(tmp_path) == before
    assert not (tmp_path / "new").exists()


def test_two_runs_do_not_write_into_one_folder_at_once(tmp_path: Path) -> None:
    with output_folder(tmp_path, metadata=METADATA) as staged:
        (staged / "index.html").write_text("1", "utf-8")
        with pytest.raises(OutputError, match="another run is writing here"):
            write_pages(tmp_path, {"index.html": "2"})
    assert files_in(tmp_path)["index.html"] == b"1"


def test_a_place_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("mine", "utf-8")
    with pytest.raises(OutputError, match="file: cannot be written"):
        write_pages(tmp_path / "file", {"index.html": "1"})


def test_a_folder_without_a_run_is_told(tmp_path: Path) -> None:
    with pytest.raises(OutputError, match="holds no run of target-metrics"):
        read_tables(tmp_path)


def test_a_lost_table_is_told(tmp_path: Path) -> None:
    write_tables(one_run(), tmp_path, metadata=METADATA)
    (tmp_path / "numbers.parquet").unlink()
    with pytest.raises(OutputError, match=r"numbers\.parquet: cannot be read"):
        read_tables(tmp_path)


# Writes a run and kills itself as soon as it has made so many steps on the disk.
KILLED = """
import os, pathlib, signal, sys
from metrics.tables.atomic_folder import output_folder
folder, steps = pathlib.Path(sys.argv[1]), int(sys.argv[2])

def counted(function):
    def step(*args, **options):
        global steps
        steps -= 1
        if steps < 0:
            os.kill(os.getpid(), signal.SIGKILL)
        return function(*args, **options)
    return step

for name in ("rename", "replace", "unlink", "mkdir", "rmdir", "write_text"):
    setattr(pathlib.Path, name, counted(getattr(pathlib.Path, name)))
os.fsync = counted(os.fsync)
with output_folder(folder, metadata={}) as staged:
    for name in ("a.html", "b.html", "new.html"):
        (staged / name).write_text("2", "utf-8")
"""
OLD = {"a.html": b"1", "b.html": b"1", "old.html": b"1", "mine.txt": b"mine"}
NEW = {"a.html": b"2", "b.html": b"2", "new.html": b"2", "mine.txt": b"mine"}


@pytest.mark.skipif(os.name == "nt", reason="there is no SIGKILL")
def test_a_run_killed_at_any_step_leaves_the_old_or_the_new_files(tmp_path: Path) -> None:
    outcomes = []
    for steps in range(100):
        folder = tmp_path / str(steps)
        write_pages(folder, {name: "1" for name in OLD if name != "mine.txt"})
        (folder / "mine.txt").write_text("mine", "utf-8")
        command = [sys.executable, "-c", KILLED, str(folder), str(steps)]
        ended = subprocess.run(command, check=False, cwd=Path(parquet.__file__).parent.parent)
        run_metadata(folder)
        files = {n: data for n, data in files_in(folder).items() if not n.startswith((".", "run"))}
        assert files in (OLD, NEW), f"after {steps} steps"
        outcomes.append(files == NEW)
        if ended.returncode == 0:
            break
    assert outcomes == sorted(outcomes)
    assert outcomes.count(False) > 3
    assert outcomes.count(True) > 3
    write_pages(folder, {"index.html": "3"})
    assert set(files_in(folder)) == {"index.html", "mine.txt", "run.json"}
