"""Documents read in batches give the same tables, whoever reads them and whatever dies."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import polars as pl
import pyarrow as pa
import pytest
from batch_readers import DEADLY, Deadly

from metrics import Document, batches, extract, extract_table
from metrics.batches import Batch, Read, in_batches, in_process, processes
from metrics.cluster import ClusterError, on_dask
from metrics.segments import segment
from metrics.shelf import Shelf
from metrics.tables import Rows

SENTENCES = [
    "新增学位{}个。",
    "普惠性幼儿园覆盖率达到{}%以上。",
    "力争全年教育经费投入达到{}亿元。",
]


def plans(count: int = 40) -> list[Document]:
    chosen = random.Random(0)
    documents = []
    for number in range(count):
        lines = [chosen.choice(SENTENCES).format(chosen.randint(1, 99)) for _ in range(30)]
        text = "2024年教育工作要点\n一、主要目标\n" + "\n".join(lines)
        documents.append(Document(f"{number}.txt", text))
    copy = Document("copy.txt", documents[3].text)
    unread = Document("unread.txt", "", problem="is empty.")
    return [*documents[:5], copy, unread, *documents[5:], Document("again.txt", copy.text)]


@pytest.fixture(autouse=True)
def small_batches(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(batches, "CHARACTERS", 2000)


def same(one, other) -> None:
    for name in ("targets", "numbers", "documents", "regions"):
        assert getattr(one, name).equals(getattr(other, name)), name


@pytest.mark.parametrize("run", [in_process, processes(1), processes(2), processes(3)])
def test_the_tables_do_not_depend_on_who_reads(rules, run):
    same(extract(plans(), rules, engine=in_batches(run)), extract(plans(), rules))


def test_no_documents_make_empty_tables(rules):
    same(extract([], rules, engine=in_batches(processes(2))), extract([], rules))


def test_a_document_that_kills_its_process_costs_only_itself(rules):
    deadly = Document("deadly.txt", f"2024年教育工作要点\n一、目标\n{DEADLY}\n新增学位9个。")
    documents = plans()
    documents.insert(7, deadly)

    def run(batches: Iterator[Batch], read: Read) -> Iterator[Rows]:
        return processes(2)(batches, Deadly(read))

    tables = extract(documents, rules, engine=in_batches(run))
    (problem,) = tables.documents.filter(source="deadly.txt")["problem"]
    assert problem.startswith("the process that read it died.")
    others = tables.targets.filter(pl.col("source") != "deadly.txt")
    assert others.equals(extract(plans(), rules).targets)


def test_a_document_on_which_the_program_fails_costs_only_itself(rules, monkeypatch):
    def fail(text, *given):
        if DEADLY in text:
            raise RuntimeError("a fault")
        return segment(text, *given)

    monkeypatch.setattr("metrics.row_builder.segment", fail)
    given = [
        Document("a.txt", "新增学位8130个。"),
        Document("b.txt", DEADLY),
        Document("c.txt", "新增学位50个。"),
    ]
    found = extract(given, rules, engine=in_batches(in_process))
    assert found.targets["source"].to_list() == ["a.txt", "c.txt"]
    assert found.documents["problem"].to_list() == [
        None,
        "the program failed on it (RuntimeError: a fault). Report it with the document.",
        None,
    ]


@pytest.mark.parametrize("is_shared", [True, False])
def test_batches_that_were_read_are_not_read_again(rules, tmp_path, monkeypatch, is_shared):
    read = []

    def counting(documents, *arguments):
        kept = list(documents)
        read.append(len(kept))
        return real(kept, *arguments)

    real = batches.read_rows
    monkeypatch.setattr(batches, "read_rows", counting)
    engine = in_batches(in_process, Shelf(tmp_path / "spool"), is_shared=is_shared)
    first = extract(plans(), rules, engine=engine)
    assert sum(read) == len(plans())
    read.clear()
    same(extract(plans(), rules, engine=engine), first)
    assert read == []
    changed = [*plans()[:-1], Document("again.txt", "2024年工作要点\n新增学位1个。")]
    same(extract(changed, rules, engine=engine), extract(changed, rules))
    assert 0 < sum(read) < len(plans()) / 2


PROGRAM = """
import sys
from metrics import batches, cli
if __name__ == "__main__":
    batches.CHARACTERS = 2000
    sys.argv = ["target-metrics", "extract", *sys.argv[1:]]
    cli.main()
"""


def wait_for_children_of(pid: int) -> None:
    """Returns when no process is left that a killed one has started."""
    started_by = f"parent_pid={pid},".encode()
    deadline = 100
    while any(started_by in command(file) for file in Path("/proc").glob("[0-9]*/cmdline")):
        deadline -= 1
        assert deadline, "processes outlive the run that started them"
        time.sleep(0.2)


def command(file: Path) -> bytes:
    try:
        return file.read_bytes()
    except OSError:  # the process has ended meanwhile
        return b""


@pytest.mark.skipif(not Path("/proc").is_dir(), reason="no /proc to look for processes in")
def test_a_run_that_was_killed_goes_on_where_it_stopped(tmp_path):
    folder = tmp_path / "plans"
    folder.mkdir()
    for document in plans():
        if document.text:
            (folder / document.source).write_text(document.text, "utf-8")
    program = tmp_path / "program.py"
    program.write_text(PROGRAM, "utf-8")

    def running(out: str) -> list[str]:
        return [sys.executable, str(program), "plans", "--out", out, "--jobs", "2"]

    subprocess.run(running("whole"), cwd=tmp_path, check=True, capture_output=True)
    spool = tmp_path / "cut" / ".run-batches"
    moments = random.Random(1)
    kept = 0
    for _ in range(10):
        started = subprocess.Popen(running("cut"), cwd=tmp_path, stdout=-3, stderr=-3)
        time.sleep(moments.uniform(0.5, 2.5))
        started.send_signal(signal.SIGKILL)
        started.wait()
        wait_for_children_of(started.pid)
        now = len(list(spool.glob("[0-9a-f]*"))) if spool.is_dir() else 0
        assert now >= kept or not spool.is_dir(), "what was read is lost"
        kept = now
    subprocess.run(running("cut"), cwd=tmp_path, check=True, capture_output=True)
    for name in ("targets", "numbers", "documents"):
        file = f"{name}.parquet"
        assert (tmp_path / "cut" / file).read_bytes() == (tmp_path / "whole" / file).read_bytes()
    assert not spool.exists()


def test_dask_gives_the_same_tables_though_a_worker_is_killed(rules):
    distributed = pytest.importorskip("dask.distributed")
    expected = extract(plans(400), rules)
    with distributed.LocalCluster(
        n_workers=2, threads_per_worker=1, dashboard_address=None
    ) as cluster:
        with distributed.Client(cluster) as client:
            victim = next(iter(client.run(os.getpid).values()))
        killer = threading.Timer(2.0, os.kill, (victim, signal.SIGKILL))
        killer.start()
        tables = extract(plans(400), rules, engine=in_batches(on_dask(cluster.scheduler_address)))
        killer.join()
    same(tables, expected)


def test_a_scheduler_that_does_not_answer_is_told(rules):
    pytest.importorskip("dask.distributed")
    with pytest.raises(ClusterError, match=r"tcp://127\.0\.0\.1:9: no scheduler answers there"):
        extract(plans(), rules, engine=in_batches(on_dask("tcp://127.0.0.1:9")))


@pytest.mark.parametrize("give", [pa.table, lambda rows: pa.table(rows).to_batches()[0]])
def test_an_arrow_table_of_documents_gives_their_targets(rules, give):
    rows = {"source": ["a.txt", "b.txt"], "text": ["新增学位8130个。", "覆盖率达到89%。"]}
    targets = extract_table(give(rows), rules)
    assert targets.select(["source", "value"]).to_pylist() == [
        {"source": "a.txt", "value": 8130.0},
        {"source": "b.txt", "value": 89.0},
    ]
    none = extract_table(pa.table(rows).slice(0, 0), rules)
    assert none.schema == targets.schema
    kinds = {str(field.type) for field in targets.schema}
    assert kinds == {"string", "int64", "double", "bool", "date32[day]"}


def test_options_of_reading_leave_no_trace_in_the_tables(tmp_path):
    from typer.testing import CliRunner

    from metrics import cli

    plan = tmp_path / "plan.txt"
    plan.write_text(plans()[0].text, "utf-8")
    for jobs in ("1", "2"):
        result = CliRunner().invoke(
            cli.app, ["extract", str(plan), "--out", str(tmp_path / jobs), "--jobs", jobs]
        )
        assert result.exit_code == 0, result.output
    for file in sorted((tmp_path / "1").glob("*.parquet")):
        assert file.read_bytes() == (tmp_path / "2" / file.name).read_bytes(), file.name
    assert (
        Path(tmp_path / "1" / "run.json").read_bytes() == (tmp_path / "2" / "run.json").read_bytes()
    )
