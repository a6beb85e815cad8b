"""A folder of hostile files with good ones among them: every good one is read, none is lost."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path

import polars as pl
import pytest
from hostile_files import PIECES, SENTENCE, hostile_files, repeated

from metrics import Document, RuleSet, extract
from metrics.sources.discovery import find_documents, read_documents

MOST_MEMORY = 1_000_000  # kB
SECONDS_A_FILE = 50  # of processor time: some machines are five times slower than others
CHARACTERS = 12_000  # of a text that is read, and of one four times as long
MOST_GROWTH, SLACK = 7, 0.3  # times as long, and seconds: sixteen where time grows with the square


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("hostile")
    for number, (name, data) in enumerate(hostile_files().items()):
        (folder / name).write_bytes(data)
        if number % 6 == 0:
            (folder / f"good {number}.txt").write_text(f"第{number}号\n{SENTENCE}", "utf-8")
    (folder / "folder.txt").mkdir()
    (folder / "loop.txt").symlink_to("loop.txt")
    (folder / "gone.txt").symlink_to("nowhere.txt")
    (folder / "up").symlink_to("..", target_is_directory=True)
    if hasattr(os, "mkfifo"):
        os.mkfifo(folder / "pipe.txt")
    (folder / "closed.txt").write_text(SENTENCE, "utf-8")
    (folder / "closed.txt").chmod(0)
    for number in range(3000):
        (folder / f"{number}.jpg").touch()
    return folder


def test_there_are_a_hundred() -> None:
    assert len(hostile_files()) >= 100


# Runs a command and tells, behind what it prints, how much memory its largest process took.
MEASURED = """
import subprocess, sys
code = subprocess.run(sys.argv[1:]).returncode
try:
    import resource
    print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)
except ImportError:
    print(0)
sys.exit(code)
"""


@dataclass(frozen=True)
class Run:
    """What a run over the folder left: its files, its outcome, and the kB of its largest process."""

    files: list[Path]
    documents: pl.DataFrame
    code: int
    errors: str
    peak: int


@pytest.fixture(scope="module")
def run(folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Run:
    files = find_documents([folder], with_tables=True)
    out = tmp_path_factory.mktemp("out") / "tables"
    program = [sys.executable, "-c", MEASURED, sys.executable, "-m", "metrics", "extract", folder]
    options = ["--text-column", "text", "--document-timeout", SECONDS_A_FILE, "--out", out]
    ended = subprocess.run(
        list(map(str, program + options)),
        check=False,
        capture_output=True,
        text=True,
        errors="replace",
        timeout=SECONDS_A_FILE * len(files),
    )
    documents = pl.read_parquet(out / "documents.parquet")
    peak = int(ended.stdout.split()[-1])
    return Run(files, documents, ended.returncode, ended.stderr, peak)


def test_good_files_are_read_beside_hostile_ones(folder: Path, run: Run) -> None:
    assert run.code == 1, run.errors[-2000:]
    assert "Traceback" not in run.errors
    sources = run.documents["source"].str.split("#").list.first()
    assert set(sources) == {file.as_posix() for file in run.files}
    good = run.documents.filter(pl.col("source").str.contains("/good "))
    assert len(good) > 15
    assert good["problem"].is_null().all()
    assert good["targets"].unique().to_list() == [2]
    told = [line for line in run.errors.splitlines() if line.startswith(str(folder))]
    assert len(told) >= run.documents["text_sha256"].is_null().sum()
    assert "\x1b" not in run.errors


def test_no_hostile_text_takes_too_long(run: Run) -> None:
    slow = run.documents.filter(pl.col("problem").str.contains("took too long"))
    assert slow["source"].to_list() == []


@pytest.mark.parametrize("name", PIECES)
def test_time_grows_with_the_text_and_not_faster(rules: RuleSet, name: str) -> None:
    def taken(length: int) -> float:
        begun = time.process_time()
        extract([Document("a.txt", repeated(name, length))], rules)
        return time.process_time() - begun

    taken(CHARACTERS)  # what is made where it is first asked for
    most = MOST_GROWTH * taken(CHARACTERS) + SLACK
    assert any(taken(4 * CHARACTERS) < most for _ in range(2))


@pytest.mark.skipif(sys.platform == "win32", reason="there is no count of a process's memory")
def test_hostile_files_do_not_fill_memory(run: Run) -> None:
    print(f"at most {run.peak / 1000:.0f} MB")
    assert 0 < run.peak < MOST_MEMORY


@pytest.mark.parametrize(
    ("name", "problem"),
    [
        ("loop.txt", "cannot be read: "),
        ("gone.txt", "does not exist"),
        ("pipe.txt", "is no regular file"),
        ("folder.txt", "is a folder without any"),
        ("deep.html", "nests more than"),
        ("attributes.html", "holds an element of more than"),
        ("bomb.zip", "unpacks to "),
        ("zeros.docx", "unpacks to "),
        ("labels.docx", "has numbers of lists that are made to fill memory"),
        ("paragraphs.docx", "holds more than 300000 paragraphs"),
        ("wide rows.docx", "has a table of more than 500000 cells"),
        ("wide rows.html", "has tables that are made to fill memory"),
        ("elements.html", "holds more than 300000 elements"),
        ("bomb.pdf", "makes the PDF reader fail|takes the PDF reader too long"),
        ("laughs.docx", "is a damaged or cut off .docx"),
        ("lone surrogate 8.txt", "is not gb18030 text"),
        ("sectors.xls", "makes the workbook reader fail"),
        ("far cell.xlsx", "makes the workbook reader fail|fills the memory"),
        ("footer.parquet", "is no readable .parquet table"),
    ],
)
def test_a_trap_is_named(folder: Path, name: str, problem: str) -> None:
    (document,) = read_documents([folder / name])
    assert document.problem is not None
    assert re.match(problem, document.problem)


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may read all")
def test_a_closed_file_is_told(folder: Path) -> None:
    (document,) = read_documents([folder / "closed.txt"])
    assert document.problem == "cannot be read: Permission denied."


def test_outside_entities_stay_outside(folder: Path) -> None:
    (document,) = read_documents([folder / "outside.docx"])
    assert "root" not in document.text
