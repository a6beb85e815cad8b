"""Situations around what is written, each with what must come out.

A situation sets up a folder, calls the command, and says how it ends and what is then there.
"""

from __future__ import annotations

import json
import os
import shutil
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import polars as pl
import pytest
from command import invoke

from metrics.tables.parquet import read_tables

PLAN = "江苏省2024年教育工作要点\n一、主要目标\n全省普惠性幼儿园覆盖率达到89%，新增学位8130个。\n"
OTHER = PLAN.replace("江苏省", "浙江省")
ESCAPE = "\x1b[31m\x9b2J\u202e"


@dataclass(frozen=True)
class Situation:
    """What is set up in the current folder, the command, how it ends, and what is said.

    ``stays`` are files or folders whose bytes must not change, ``targets`` how many rows the run in
    ``out`` has in the end.
    """

    set_up: Callable[[], object]
    command: str
    code: int
    says: str = ""
    stays: tuple[str, ...] = ()
    targets: int | None = None


def write(name: str, text: str = PLAN) -> None:
    file = Path(name)
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text, "utf-8")


def ran(*more: str) -> Callable[[], None]:
    """A run over one plan into ``out``, and commands after it."""

    def set_up() -> None:
        shutil.copytree(_MADE[0], ".", dirs_exist_ok=True)
        for command in more:
            invoke(*command.split())

    return set_up


_MADE: list[Path] = []


@pytest.fixture(scope="module", autouse=True)
def one_run(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """The run that most situations begin with; it is made once."""
    folder = tmp_path_factory.mktemp("run")
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(folder)
        write("in/a.txt")
        assert invoke("extract", "in", "--out", "out").exit_code == 0
    _MADE[:] = [folder]
    yield
    _MADE.clear()


def then(*steps: Callable[[], object]) -> Callable[[], None]:
    def set_up() -> None:
        for step in steps:
            step()

    return set_up


def edit(name: str) -> Callable[[], object]:
    return lambda: Path(name).write_bytes(Path(name).read_bytes() + b"\n,,,\n")


def note(text: str | bytes) -> Callable[[], object]:
    """Puts something in the place of ``out/run.json``."""
    data = text.encode() if isinstance(text, str) else text
    return lambda: Path("out/run.json").write_bytes(data)


def noted(**values: object) -> Callable[[], None]:
    """Changes values of ``out/run.json``."""

    def set_up() -> None:
        said = json.loads(Path("out/run.json").read_bytes())
        Path("out/run.json").write_text(json.dumps(said | values), "utf-8")

    return set_up


def link(name: str, to: str) -> Callable[[], None]:
    def set_up() -> None:
        place = Path(name)
        Path(to).mkdir(parents=True, exist_ok=True)
        Path(to, "theirs.csv").write_text("theirs", "utf-8")
        place.parent.mkdir(parents=True, exist_ok=True)
        place.symlink_to(Path(to).resolve(), target_is_directory=True)

    return set_up


def make(name: str) -> Callable[[], object]:
    return lambda: Path(name).mkdir(parents=True)


def copied(name: str, to: str) -> Callable[[], object]:
    return lambda: write(to, Path(name).read_text("utf-8"))


def sheet(*lines: str) -> Callable[[], object]:
    return lambda: Path("sheet.csv").write_text("\n".join(lines) + "\n", "utf-8")


CORRECTED = "extract in --out out --corrections sheet.csv"
NOTHING = "No document was read, so nothing is written."
THEIRS = "is not as it was written last"

SITUATIONS: dict[str, Situation] = {
    # What exists is not replaced by less.
    "a path that is not there": Situation(
        ran(), "run nowhere --out out", 2, NOTHING, ("out",), 2
    ),
    "a path that is not there, appended": Situation(
        ran(), "extract nowhere --out out --append", 2, NOTHING, ("out",), 2
    ),
    "a table without its column of texts": Situation(
        then(ran(), lambda: write("t.csv", "title,body\na,b\n")),
        "extract t.csv --out out", 2, NOTHING, ("out",), 2,
    ),
    "a folder without documents": Situation(
        then(ran(), make("empty")), "extract empty --out out", 2, NOTHING, ("out",), 2
    ),
    "a file without a byte": Situation(
        then(ran(), lambda: write("e.txt", "")), "extract e.txt --out out", 2, NOTHING, ("out",), 2
    ),
    "only a file of an unknown kind": Situation(
        then(ran(), lambda: write("e.xyz", "a")), "extract e.xyz --out out", 2, NOTHING, ("out",), 2
    ),
    "nothing read and no run before": Situation(lambda: None, "run nowhere --out new", 2, NOTHING),
    "one good file beside a missing one": Situation(
        ran(), "extract in nowhere --out out", 1, "nowhere: does not exist", (), 2
    ),
    "rules that cannot be read": Situation(
        then(ran(), lambda: write("r/cues/a.toml", "[")),
        "extract in --rules r --out out", 2, "is not TOML", ("out",), 2,
    ),
    "corrections that cannot be read": Situation(
        ran(), "extract in --out out --corrections no.csv", 2, "does not exist", ("out",), 2
    ),
    "a folder to write to that is a file": Situation(
        lambda: (write("in/a.txt"), write("out", "theirs")),
        "extract in --out out", 2, "out", ("out",),
    ),
    "a file of somebody else under a run's name": Situation(
        lambda: (write("in/a.txt"), write("out/targets.parquet", "theirs")),
        "extract in --out out", 2, "was not written by a run", ("out",),
    ),
    # Sheets.
    "a sheet written twice": Situation(ran("review out"), "review out", 0, "2 rows"),
    "an edited sheet": Situation(
        then(ran("review out --out r.csv"), edit("r.csv")),
        "review out --out r.csv", 2, THEIRS, ("r.csv",),
    ),
    "a sheet of somebody else": Situation(
        then(ran(), lambda: write("r.csv", "theirs")),
        "review out --out r.csv", 2, THEIRS, ("r.csv",),
    ),
    "a conversion over an edited file": Situation(
        then(ran("convert out --unit 万个 --out c.csv"), edit("c.csv")),
        "convert out --unit 万个 --out c.csv", 2, THEIRS, ("c.csv",),
    ),
    "a conversion over the run's own table": Situation(
        ran(), "convert out --unit 万个 --out out/targets.parquet", 2, THEIRS, ("out",), 2
    ),
    "a comparison over an edited file": Situation(
        then(ran("diff out --years 2023 2024 --out d.csv"), edit("d.csv")),
        "diff out --years 2023 2024 --out d.csv", 2, THEIRS, ("d.csv",),
    ),
    "a sheet over a folder": Situation(
        then(ran(), make("r.csv")), "review out --out r.csv", 2, "is a folder"
    ),
    "a sheet over a link": Situation(
        then(ran(), lambda: write("theirs.csv", "theirs"), lambda: Path("r.csv").symlink_to("theirs.csv")),
        "review out --out r.csv", 2, THEIRS, ("theirs.csv",),
    ),
    "a sheet in a folder that is not there": Situation(
        ran(), "review out --out no/r.csv", 2, "cannot be written"
    ),
    "a sheet with another ending": Situation(ran(), "review out --out r.txt", 2, "Name it so"),
    "a sheet after the record was damaged": Situation(
        then(ran("review out --out r.csv"), edit("r.csv"), lambda: write("out/.sheets.json", "[")),
        "review out --out r.csv", 2, THEIRS, ("r.csv",),
    ),
    "a sheet that would be the same": Situation(
        then(ran("review out --out r.csv"), lambda: Path("out/.sheets.json").unlink()),
        "review out --out r.csv", 0, "2 rows", ("r.csv",),
    ),
    "a new run, then a sheet that nobody edited": Situation(
        then(ran("review out --out r.csv"), lambda: write("in/b.txt", OTHER), lambda: invoke("extract", "in", "--out", "out")),
        "review out --out r.csv", 0, "4 rows",
    ),
    # Output is never input.
    "the output inside the input": Situation(
        then(lambda: write("in/a.txt"), lambda: invoke("run", "in", "--out", "in/out"), lambda: invoke("run", "in", "--out", "out")),
        "run in --out out", 0, "Left out: 1 folder of an earlier run", (), 2,
    ),
    "the output is the input": Situation(
        then(lambda: write("out/a.txt"), lambda: invoke("run", "out", "--out", "out")),
        "run out --out out", 0, "Left out: 1 folder of an earlier run", ("out/a.txt",), 2,
    ),
    "somebody's document in a run's folder": Situation(
        then(ran(), lambda: write("out/b.txt", OTHER)),
        "extract . --out out", 0, "Left out: 1 file beside an earlier run (1 .txt)", (), 2,
    ),
    "a run given as input": Situation(ran(), "extract out --out new", 2, NOTHING, ("out",)),
    "a run whose list is damaged, inside the input": Situation(
        then(ran(), note("{"), lambda: Path("out").rename("in/old")),
        "extract in --out out", 0, "Left out: 1 folder of an earlier run", (), 2,
    ),
    "a run.json of somebody else": Situation(
        lambda: (write("in/run.json", '{"speed": 9}'), write("in/a.txt")),
        "extract in --out out", 0, "", ("in",), 2,
    ),
    # Links below an output folder.
    "a folder of the run is a link": Situation(
        then(lambda: write("in/a.txt"), link("out/csv", "else")),
        "extract in --out out --also csv", 2, "is a link, which is not followed", ("else",),
    ),
    "an unfinished run is a link": Situation(
        then(lambda: write("in/a.txt"), link("out/.run-unfinished", "else")),
        "extract in --out out", 0, "", ("else",), 2,
    ),
    "a finished run is a link": Situation(
        then(lambda: write("in/a.txt"), link("out/.run-finished", "else")),
        "extract in --out out", 0, "", ("else",), 2,
    ),
    "the batches are a link": Situation(
        then(lambda: write("in/a.txt"), link("out/.run-batches", "else")),
        "extract in --out out", 0, "", ("else",), 2,
    ),
    "the texts of the last run became a link": Situation(
        then(ran(), lambda: Path("out/texts.parquet").rename("moved"), lambda: Path("out/texts.parquet").symlink_to("../moved")),
        "extract in --out out", 0, "", ("moved",),
    ),
    **{
        f"the texts of the last run are of an earlier version: {command.split()[0]}": Situation(
            then(ran(), lambda: Path("out/texts.parquet").unlink(), lambda: write("out/texts/0.txt")),
            command, 2, "out/texts: another version wrote it",
        )
        for command in ("report out", "review out", "extract in --out out --append")
    },
    **{
        f"the texts of the last run are damaged: {command.split()[0]}": Situation(
            then(ran(), lambda: write("out/texts.parquet")), command, 2, "texts.parquet: cannot be read",
        )
        for command in ("report out", "review out", "extract in --out out --append")
    },
    "the texts of the last run were taken away": Situation(
        then(ran(), lambda: Path("out/texts.parquet").unlink()), "report out", 0, "",
    ),
    # Damaged notes of a run.
    **{
        f"run.json is {what}: {command.split()[0]}": Situation(
            then(ran(), note(text)), command, 2, "run.json"
        )
        for what, text in {
            "cut off": '{"version": "1", "fi',
            "no object": "[1]",
            "no UTF-8": b"\xff\xfe{",
            "deep": "[" * 100_000,
            "without files": '{"version": "1"}',
            "of files outside": '{"files": ["../in/a.txt"]}',
            "of no names": '{"files": [1]}',
            "of a zero byte": '{"files": ["a\\u0000b"]}',
        }.items()
        for command in ("status out", "extract in --out out")
    },
    **{
        f"the options are {what}: {command.split()[0]}": Situation(
            then(ran(), noted(options=options)), command, 2, "its options are damaged"
        )
        for what, options in {
            "no JSON": "{", "a list": "[]", "deep": "[" * 100_000, "of an unknown encoding":
            '{"encoding": "no-such"}', "of a wrong size": '{"max_bytes": "many"}',
        }.items()
        for command in ("status out", "extract in --out out --append")
    },
    "run.json is a folder": Situation(
        then(ran(), lambda: Path("out/run.json").unlink(), make("out/run.json")),
        "status out", 2, "run.json",
    ),
    "the version is not noted": Situation(
        then(ran(), noted(version=None, rules="r0")), "report out", 0, "index.html"
    ),
    "a table is gone": Situation(
        then(ran(), lambda: Path("out/units.parquet").unlink()), "status out", 2, "Run target-metrics"
    ),
    "a table is damaged": Situation(
        then(ran(), lambda: write("out/units.parquet", "x")), "review out", 2, "cannot be read"
    ),
    # Collections.
    "status right after a run": Situation(ran(), "status out", 0, "0 files stale, 0 new"),
    "status of a table": Situation(
        then(lambda: write("t.csv", f"text\n{PLAN.replace(chr(10), '')}\n{OTHER.replace(chr(10), '')}\n"), lambda: invoke("extract", "t.csv", "--out", "out")),
        "status out", 0, "2 documents in 2 files",
    ),
    "status of a table that was edited": Situation(
        then(lambda: write("t.csv", f"text\n{PLAN.replace(chr(10), '')}\n{OTHER.replace(chr(10), '')}\n"), lambda: invoke("extract", "t.csv", "--out", "out"), lambda: write("t.csv", f"text\n{PLAN.replace(chr(10), '')}\n")),
        "status out", 1, "t.csv#2\tis no longer in its file",
    ),
    "status of a file whose name has a mark": Situation(
        then(lambda: write("in/a#1.txt"), lambda: invoke("extract", "in", "--out", "out")),
        "status out", 0, "0 files stale",
    ),
    "status with a new file": Situation(
        then(ran(), lambda: write("in/b.txt", OTHER)), "status out", 1, "new\tin/b.txt"
    ),
    "status with a file that is gone": Situation(
        then(ran(), lambda: Path("in/a.txt").unlink()), "status out", 1, "the file is gone"
    ),
    "a file that is gone stays": Situation(
        then(ran(), lambda: Path("in/a.txt").unlink(), lambda: write("in/b.txt", OTHER)),
        "extract in --out out --append", 0, "", (), 4,
    ),
    "a file that is gone is dropped": Situation(
        then(ran(), lambda: Path("in/a.txt").unlink(), lambda: write("in/b.txt", OTHER)),
        "extract in --out out --append --drop-gone", 0, "its rows are dropped", (), 2,
    ),
    "to drop without adding": Situation(ran(), "extract in --out out --drop-gone", 2, "--append", ("out",)),
    # Corrections.
    **{
        f"a correction with {what}": Situation(
            then(ran(), sheet(head, line)), CORRECTED, code, says, ("in",)
        )
        for what, (head, line, code, says) in {
            "an offset of two points": ("source,quote,start,value", "in/a.txt,8130个,1.2.3,9", 0, "1 applied"),
            "an offset that is no digit": ("source,quote,start,value", "in/a.txt,8130个,²,9", 0, "1 applied"),
            "an endless offset": ("source,quote,start,value", f"in/a.txt,8130个,{'9' * 400},9", 0, "1 applied"),
            "an endless value": ("source,quote,value", f"in/a.txt,8130个,{'9' * 400}", 1, "no finite number"),
            "no number": ("source,quote,value", "in/a.txt,8130个,nan", 1, "no finite number"),
            "a day far off": ("source,quote,deadline", f"in/a.txt,8130个,{'9' * 30}-1-1", 1, "is no day"),
            "a damaged memory": ("source,quote,value,as_read", "in/a.txt,8130个,9,[1]", 1, "as_read"),
            "a deep memory": ("source,quote,value,as_read", f"in/a.txt,8130个,9,{'[' * 9000}", 1, "as_read"),
            "an unknown action": ("source,quote,action", "in/a.txt,8130个,burn", 1, "none of edit"),
            "an unknown unit": ("source,quote,unit", "in/a.txt,8130个,parsec", 1, "is no unit"),
            "no target": ("source,quote,value", "in/a.txt,77个,9", 1, "does not stand"),
            "a terminal's escape": ("source,quote,value", f"in/a.txt,{ESCAPE},9", 1, "\\x1b[31m"),
        }.items()
    },
    "corrections without an address": Situation(
        then(ran(), sheet("value", "9")), CORRECTED, 2, "neither a column", ("out",), 2
    ),
    "corrections that are no sheet": Situation(
        then(ran(), lambda: Path("sheet.xlsx").write_bytes(b"PK")),
        "extract in --out out --corrections sheet.xlsx", 2, "cannot be read", ("out",), 2,
    ),
    # Terminals.
    "an escape in a text that is explained": Situation(
        lambda: write("e.txt", f"新增学位{ESCAPE}12个。"), "explain --file e.txt", 0
    ),
    "an escape in a text that is explained as JSON": Situation(
        lambda: write("e.txt", f"新增学位{ESCAPE}12个。"), "explain --file e.txt --json", 0
    ),
    "an escape in a title": Situation(
        lambda: write("in/a.txt", PLAN.replace("教育", ESCAPE)), "extract in --out out", 0
    ),
    "an escape in a file's name": Situation(
        lambda: (write("in/a.txt"), write(f"in/{ESCAPE}.txt", "")), "extract in --out out", 1, "\\x1b"
    ),
    "an escape in a rule that is shown": Situation(
        lambda: write("r/about.toml", f'[mine]\nversion = "1"\ndoc = "{ESCAPE[5:]}"\n'),
        "rules show mine --rules r", 0, "\\u202e",
    ),
    "an escape in a suggestion": Situation(
        sheet("source,quote,sentence,value", f"a.txt,12个,新增{ESCAPE}学位12个。,9"),
        "rules suggest --from sheet.csv", 0,
    ),
    "an escape in an id that is asked for": Situation(
        lambda: None, f"rules show {ESCAPE}", 2
    ),
}  # fmt: skip


def bytes_in(name: str) -> dict[str, bytes]:
    place = Path(name)
    if place.is_file():
        return {name: place.read_bytes()}
    files = (file for file in sorted(place.rglob("*")) if file.is_file())
    return {file.as_posix(): file.read_bytes() for file in files}


@pytest.mark.parametrize("name", SITUATIONS)
def test_situation(name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    if os.name == "nt" and ("link" in name or "escape" in name):
        pytest.skip("there are no such files")
    monkeypatch.chdir(tmp_path)
    one = SITUATIONS[name]
    one.set_up()
    before = [bytes_in(place) for place in one.stays]
    result = invoke(*one.command.split(" "))
    assert result.exception is None or isinstance(result.exception, SystemExit), result.output
    assert result.exit_code == one.code, result.output
    assert one.says in result.output
    assert not {"\x1b", "\x9b", "\u202e"} & {*result.output}
    assert [bytes_in(place) for place in one.stays] == before
    if one.targets is not None:
        assert len(read_tables("out").targets) == one.targets
    left = [file.name for file in tmp_path.rglob(".*") if file.name != ".sheets.json"]
    assert not left, "something unfinished is left"


def test_there_are_enough_situations() -> None:
    assert len(SITUATIONS) >= 60


@pytest.mark.parametrize("out", [(), ("--out", "out"), ("--out", "."), ("--out", "in/out")])
def test_a_folder_read_three_times_gives_the_same_rows(
    out: tuple[str, ...], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    write("a.txt")
    write("sub/b.md", OTHER)
    made = []
    for _ in range(3):
        assert invoke("run", ".", *out).exit_code == 0
        folder = Path(out[1]) if out else Path("reports", tmp_path.name)
        made.append(read_tables(folder))
    assert len(made[0].targets) == 4
    for again in made[1:]:
        for name, rows in again.by_name().items():
            if name == "left_out":  # the run before is left out
                continue
            assert rows.equals(made[0].by_name()[name]), name
    assert made[1].left_out.equals(made[2].left_out)


def test_a_full_disk_leaves_the_old_sheet(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    ran("review out --out r.csv", "review out --out r.xlsx", "review out --out r.parquet")()
    write("in/b.txt", OTHER)
    invoke("extract", "in", "--out", "out")
    before = [bytes_in(f"r.{ending}") for ending in ("csv", "xlsx")]

    def fail(*_: object, **__: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("metrics.tables.spreadsheets.write_csv", fail)
    monkeypatch.setattr("metrics.tables.workbook.Workbook.add", fail)
    for ending in ("csv", "xlsx"):
        result = invoke("review", "out", "--out", f"r.{ending}")
        assert (result.exit_code, "No space left" in result.output) == (2, True)
    assert [bytes_in(f"r.{ending}") for ending in ("csv", "xlsx")] == before
    assert not [*tmp_path.glob(".unfinished*")]


@pytest.mark.skipif(sys.platform == "win32", reason="there is no lock")
@pytest.mark.parametrize(
    ("command", "code"),
    [
        ("extract in --out out", 2),
        ("run in --out out --append", 2),
        ("report out", 2),
        ("status out", 0),
        ("review out", 0),
        ("extract in --out elsewhere", 0),
    ],
)
def test_while_another_run_writes(
    command: str, code: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from metrics.tables.atomic_folder import output_folder

    monkeypatch.chdir(tmp_path)
    ran()()
    before = bytes_in("out")
    with output_folder(Path("out"), metadata={}) as staged:
        (staged / "half.txt").write_text("half", "utf-8")
        result = invoke(*command.split())
        assert result.exit_code == code, result.output
        assert ("another run is writing here" in result.output) == (code == 2)
        during = {name: data for name, data in bytes_in("out").items() if "/." not in name}
        assert during == before


def test_what_a_cell_says_stays_text(tmp_path: Path) -> None:
    from metrics.tables.spreadsheets import read_csv_texts, write_csv

    run = ["=1+1", "+1", "-1", "@a", "＝1", "＋1", "－1", "＠a", "\t=1", "\r=1", "\n=1", "'=1"]
    read = ["02-09", "2024-1-2", "3/4", "8:30", "(1)", "1E5", "007", "1.10", "3月5日", "9" * 20]
    as_is = ["89%", "8130个", "1.2", "320000", "3-5个", "a", "2024年", "'a", "t0123e4567890123"]
    rows = pl.DataFrame({"quote": run + read + as_is})
    write_csv(rows, tmp_path / "a.csv")
    bare = pl.read_csv(tmp_path / "a.csv", infer_schema=False)["quote"].to_list()
    assert bare == [f"'{text}" for text in run + read] + as_is
    assert read_csv_texts(tmp_path / "a.csv").equals(rows)


def test_pages_disarm_their_csv(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    for place in ("江苏省", "浙江省", "安徽省"):
        write(f"in/{place}.txt", PLAN.replace("江苏省", place).replace("全省", "=HYPERLINK(1)全省"))
    assert invoke("run", "in", "--out", "out").exit_code == 0
    data = [*Path("out/data").glob("*.csv")]
    assert data
    for file in data:
        for column in pl.read_csv(file, infer_schema=False):
            assert not column.drop_nulls().str.contains(r"^[=＝@＠].").any(), (file, column.name)
