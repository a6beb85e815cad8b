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
from contextlib import nullcontext
from dataclasses import replace
from pathlib import Path
from zipfile import ZipFile

import polars as pl
import pyarrow as pa
import pytest
from batch_readers import DEADLY, Deadly

from metrics import Document, extract, extract_table, load_rules
from metrics.extraction import reader
from metrics.extraction.extract import collect
from metrics.extraction.reader import Reader, SomeReadings, read_rows
from metrics.layout.segments import segment
from metrics.runs import batches, dask_cluster
from metrics.runs.batch import Read, Task
from metrics.runs.batch_store import Shelf
from metrics.runs.batches import in_batches
from metrics.runs.dask_cluster import ClusterError, on_dask
from metrics.runs.processes import Processes
from metrics.sources.discovery import find_documents, found_in, read_documents
from metrics.sources.formats import Bounds
from metrics.sources.formats.rows import Columns
from metrics.tables.frames import Tables

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
    monkeypatch.setattr(batches, "BYTES", 6000)


@pytest.fixture
def shelf(tmp_path: Path) -> Shelf:
    return Shelf(tmp_path / "spool")


def same(one, other) -> None:
    for name in ("targets", "numbers", "documents", "regions"):
        assert getattr(one, name).equals(getattr(other, name)), name


def read(found, rules, engine) -> Tables:
    """The tables of documents that are read in batches."""
    return collect(found, Reader(rules), engine).held()


@pytest.mark.parametrize(
    ("run", "is_shared"),
    [
        (Processes(1), True),
        (Processes(1), False),
        (Processes(2), True),
        (Processes(2), False),
        (Processes(3), True),
    ],
)
def test_the_tables_do_not_depend_on_who_reads(rules, shelf, run, is_shared):
    found = read(plans(), rules, in_batches(run, shelf, is_shared=is_shared))
    same(found, extract(plans(), rules))


def test_no_documents_make_empty_tables(rules, shelf):
    same(read([], rules, in_batches(Processes(2), shelf)), extract([], rules))


def test_the_largest_batches_are_read_first_and_rows_keep_their_order(rules, shelf):
    documents = plans(12)
    long = Document("long.txt", documents[0].text + "\n新增学位5个。" * 2000)
    longer = Document("longer.txt", long.text + "\n新增学位7个。" * 2000)
    documents[6:6] = [long]
    documents.append(longer)
    order: list[str] = []

    def run(tasks: Iterator[Task], read: Read) -> Iterator[tuple[str, SomeReadings]]:
        for task in tasks:
            order.append(task.items[0].source)
            assert task.items[0].source not in ("long.txt", "longer.txt") or len(task.items) == 1
            yield task.name, read(task)

    same(read(documents, rules, in_batches(run, shelf)), extract(documents, rules))
    assert order[:2] == ["longer.txt", "long.txt"]


def test_files_are_decoded_by_those_who_read_them(rules, shelf, tmp_path):
    folder = tmp_path / "plans"
    folder.mkdir()
    for document in plans():
        (folder / document.source).write_text(document.text, "utf-8")
    with ZipFile(folder / "more.zip", "w") as archive:
        archive.writestr("a.txt", plans()[0].text)
        archive.writestr("b.txt", "")
    (folder / "table.csv").write_text("text,region\n2024年工作要点新增学位9个。,温州市\n", "utf-8")
    columns = Columns(text="text", region="region")
    files = find_documents([folder], with_tables=True)
    for at, is_shared in enumerate((True, False)):
        found = list(found_in(files, Bounds(), columns))
        assert not any(isinstance(one, Document) for one in found)
        engine = in_batches(Processes(2), Shelf(shelf.folder / str(at)), is_shared=is_shared)
        parts = engine(found, Reader(rules))
        documents = list(read_documents(files, columns=columns))
        same(collect(found, Reader(rules), engine).held(), extract(documents, rules))
        texts = {document.text for document in documents if document.text}
        assert {text for part in parts for text in part.texts.values()} == texts
        assert [note.source for part in parts for note in part.notes] == [
            document.source for document in documents
        ]


def test_rules_that_were_added_reach_other_processes(rules, shelf, tmp_path):
    folder = tmp_path / "rules" / "roles"
    folder.mkdir(parents=True)
    rule = {"doc": "「3星校园」", "role": "label", "reason": "a name", "pattern": "$number星校园"}
    lines = "\n".join(f"{name} = '{value}'" for name, value in rule.items())
    (folder / "mine.toml").write_text(f"[campus]\n{lines}\n", "utf-8")
    mine = load_rules(tmp_path / "rules")
    documents = [*plans(), Document("campus.txt", "2024年工作要点\n3星校园将建成。")]
    found = read(documents, mine, in_batches(Processes(2), shelf))
    same(found, extract(documents, mine))
    assert "campus" in found.numbers["rule_id"]


def test_a_document_that_kills_its_process_costs_only_itself(rules, shelf):
    deadly = Document("deadly.txt", f"2024年教育工作要点\n一、目标\n{DEADLY}\n新增学位9个。")
    documents = plans()
    documents.insert(7, deadly)
    documents.append(replace(deadly, source="deadly too.txt"))

    def run(tasks: Iterator[Task], read: Read) -> Iterator[tuple[str, SomeReadings]]:
        return Processes(2)(tasks, Deadly(read))

    tables = read(documents, rules, in_batches(run, shelf))
    problems = tables.documents.filter(pl.col("source").str.starts_with("deadly"))["problem"]
    assert [one.split(".")[0] for one in problems] == ["the process that read it died"] * 2
    assert tables.targets.equals(extract(plans(), rules).targets)


def test_processes_that_died_before_there_was_anything_to_read(rules, shelf):
    with Processes(2) as run:
        run.start(2)
        assert run._pool is not None
        for process in list(run._pool._processes.values()):
            process.kill()
            process.join()
        same(read(plans(), rules, in_batches(run, shelf)), extract(plans(), rules))


def test_a_document_on_which_the_program_fails_costs_only_itself(rules, monkeypatch):
    def fail(text, *given):
        if DEADLY in text:
            raise RuntimeError("a fault")
        return segment(text, *given)

    monkeypatch.setattr("metrics.extraction.rows.segment", fail)
    given = [
        Document("a.txt", "新增学位8130个。"),
        Document("b.txt", DEADLY),
        Document("c.txt", "新增学位50个。"),
    ]
    found = Reader(rules)(given)
    assert found.targets["source"].to_list() == ["a.txt", "c.txt"]
    assert found.documents["problem"].to_list() == [
        None,
        "the program failed on it (RuntimeError: a fault). Report it with the document.",
        None,
    ]


@pytest.mark.parametrize("is_shared", [True, False])
def test_batches_that_were_read_are_not_read_again(rules, shelf, monkeypatch, is_shared):
    done = []

    def counting(documents, *arguments):
        kept = list(documents)
        done.append(len(kept))
        return read_rows(kept, *arguments)

    monkeypatch.setattr(reader, "read_rows", counting)
    seen = []
    engine = in_batches(Processes(1), shelf, is_shared=is_shared, watch=seen.append)
    first = read(plans(), rules, engine)
    assert sum(done) == len(plans())
    assert sum(len(one.notes) for one in seen) == len(plans())
    done.clear()
    seen.clear()
    same(read(plans(), rules, engine), first)
    assert done == []
    assert sum(len(one.notes) for one in seen) == len(plans())
    changed = [*plans()[:-1], Document("again.txt", "2024年工作要点\n新增学位1个。")]
    same(read(changed, rules, engine), extract(changed, rules))
    assert 0 < sum(done) < len(plans()) / 2


PROGRAM = """
import sys
from metrics.cli import main
from metrics.runs import batches, dask_cluster
if __name__ == "__main__":
    batches.BYTES = 6000
    sys.argv = ["target-metrics", "extract", *sys.argv[1:]]
    main.main()
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


def test_dask_gives_the_same_tables_though_a_worker_is_killed(rules, shelf):
    distributed = pytest.importorskip("dask.distributed")
    expected = extract(plans(400), rules)
    with distributed.LocalCluster(
        n_workers=2, threads_per_worker=1, dashboard_address=None
    ) as cluster:
        with distributed.Client(cluster) as client:
            victim = next(iter(client.run(os.getpid).values()))
        killer = threading.Timer(2.0, os.kill, (victim, signal.SIGKILL))
        killer.start()
        run = on_dask(cluster.scheduler_address)
        tables = read(plans(400), rules, in_batches(run, shelf, is_shared=False))
        killer.join()
    same(tables, expected)


@pytest.mark.parametrize(("deaths", "is_told"), [(0, False), (4, False), (5, True)])
def test_rules_are_sent_anew_when_a_worker_dies_meanwhile(deaths, is_told):
    comm = pytest.importorskip("distributed.comm")
    left = iter(range(deaths))

    class Cluster:
        def register_plugin(self, plugin):
            if next(left, None) is not None:
                raise comm.CommClosedError("a worker is gone")

    with pytest.raises(OSError, match="is gone") if is_told else nullcontext():
        dask_cluster._send(Cluster(), object())
    assert next(left, None) is None


def test_a_scheduler_that_does_not_answer_is_told(rules, shelf):
    pytest.importorskip("dask.distributed")
    with pytest.raises(ClusterError, match=r"tcp://127\.0\.0\.1:9: no scheduler answers there"):
        read(plans(), rules, in_batches(on_dask("tcp://127.0.0.1:9"), shelf))


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

    from metrics.cli import main

    plan = tmp_path / "plan.txt"
    plan.write_text(plans()[0].text, "utf-8")
    for jobs in ("1", "2"):
        result = CliRunner().invoke(
            main.app, ["extract", str(plan), "--out", str(tmp_path / jobs), "--jobs", jobs]
        )
        assert result.exit_code == 0, result.output
    for file in sorted((tmp_path / "1").glob("*.parquet")):
        assert file.read_bytes() == (tmp_path / "2" / file.name).read_bytes(), file.name
    assert (
        Path(tmp_path / "1" / "run.json").read_bytes() == (tmp_path / "2" / "run.json").read_bytes()
    )
