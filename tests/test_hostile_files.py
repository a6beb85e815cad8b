"""A folder of hostile files with good ones among them: every good one is read, none is lost."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import polars as pl
import pytest
from hostile_files import SENTENCE, hostile_files

from metrics.documents import find_documents, read_documents

MOST_MEMORY = 1_000_000  # kB
SECONDS_A_FILE = 10


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


def test_good_files_are_read_beside_hostile_ones(folder: Path, tmp_path: Path) -> None:
    files = find_documents([folder], with_tables=True)
    command = [sys.executable, "-m", "metrics", "extract", folder, "--text-column", "text"]
    ended = subprocess.run(
        [*map(str, command), "--document-timeout", str(SECONDS_A_FILE), "--out", tmp_path / "out"],
        check=False,
        capture_output=True,
        text=True,
        errors="replace",
        timeout=SECONDS_A_FILE * len(files),
    )
    assert ended.returncode == 1, ended.stderr[-2000:]
    assert "Traceback" not in ended.stderr
    documents = pl.read_parquet(tmp_path / "out" / "documents.parquet")
    sources = documents["source"].str.split("#").list.first()
    assert set(sources) == {file.as_posix() for file in files}
    good = documents.filter(pl.col("source").str.contains("/good "))
    assert len(good) > 15
    assert good["problem"].is_null().all()
    assert good["targets"].unique().to_list() == [2]
    told = [line for line in ended.stderr.splitlines() if line.startswith(str(folder))]
    assert len(told) >= documents["problem"].is_not_null().sum()
    assert "\x1b" not in ended.stderr


@pytest.mark.skipif(sys.platform == "win32", reason="there is no count of a process's memory")
def test_hostile_files_do_not_fill_memory(folder: Path, tmp_path: Path) -> None:
    """Each in a process of its own would be told apart, but the largest is what counts."""
    import resource

    peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss
    print(f"at most {peak / 1000:.0f} MB")
    assert peak < MOST_MEMORY


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
        ("bomb.pdf", "makes the PDF reader fail|takes the PDF reader too long"),
        ("laughs.docx", "is a damaged or cut off .docx"),
        ("lone surrogate 8.txt", "is not gb18030 text"),
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
