"""Files broken at random, through the command: each is read or told, none harms another or is infinite.

``MUTATED_FILES=5000 pytest tests/sources/test_mutated_files.py`` tries more of them.
"""

from __future__ import annotations

import os
import random
import zipfile
from io import BytesIO
from pathlib import Path

import polars as pl
from command import documents_in, invoke
from made_files import changed_zip, old_workbook, pdf_file, word_file, zip_file

SENTENCE = "力争普惠性幼儿园覆盖率达到89%，新增学位8130个。"
COUNT = int(os.environ.get("MUTATED_FILES", "100"))
TOGETHER = 50  # files in a folder
PIECES = ["9" * 400, "亿" * 30, "亿亿亿元", "1e999", "\0", "\ud800", "<table>", "</w:p>", "%", "|", "\n", "万", "-", "到2025年"]  # fmt: skip


def whole_files() -> dict[str, bytes]:
    table = pl.DataFrame({"text": [SENTENCE, SENTENCE], "title": ["某市要点", ""], "year": ["2024", "x"]})  # fmt: skip
    parquet, workbook = BytesIO(), BytesIO()
    table.write_parquet(parquet)
    table.write_excel(workbook)
    page = f"<meta charset=utf-8><table><tr><td rowspan=2>甲<td>8<tr><td>9</table><p>{SENTENCE}<sup>1</sup>"
    word = word_file(SENTENCE, "一、目标")
    return {
        "a.txt": SENTENCE.encode(),
        "b.txt": SENTENCE.encode("gb18030"),
        "a.md": f"| 指标 | 2025年 |\n| --- | --- |\n| 学位 | 8 |\n\n{SENTENCE}".encode(),
        "a.html": page.encode(),
        "a.docx": word,
        "a.docm": word,
        "a.pdf": pdf_file([[(50, 60, SENTENCE), (50, 80, "1"), (150, 80, "8")]] * 3),
        "a.csv": table.write_csv().encode(),
        "a.xlsx": workbook.getvalue(),
        "a.xls": old_workbook(),
        "a.parquet": parquet.getvalue(),
        "a.zip": zip_file({"a.txt": SENTENCE.encode(), "b.docx": word}),
    }


def mutated(data: bytes, chosen: random.Random) -> bytes:
    """The file with one to three places changed; of an archive also inside a member."""
    if data[:2] == b"PK" and chosen.random() < 0.6:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            name = chosen.choice(archive.namelist())
            return changed_zip(data, {name: mutated(archive.read(name), chosen)})
    for _ in range(chosen.randint(1, 3)):
        start = chosen.randint(0, len(data))
        end = min(len(data), start + chosen.choice([0, 1, 4, 60, 3000]))
        filling = chosen.choice(
            [
                b"",
                chosen.randbytes(chosen.choice([1, 4, 60])),
                chosen.choice(PIECES).encode("utf-8", "surrogatepass"),
                data[start:end] * 2,
                bytes([data[start] ^ (1 << chosen.randint(0, 7))]) if start < len(data) else b"",
            ]
        )
        data = data[:start] + filling + data[end:]
    return data


def check(folder: Path, out: Path) -> None:
    ended = invoke("extract", folder, "--text-column", "text", "--jobs", 1, "--out", out)
    assert ended.exit_code in (0, 1), ended.output
    documents = documents_in(out)
    sources = documents["source"].str.split("#").list.first()
    assert sources.n_unique() == len(list(folder.iterdir()))
    good = documents.filter(pl.col("source").str.ends_with("good.txt"))
    assert good.select("problem", "targets").rows() == [(None, 2)]
    assert not documents["problem"].str.contains("the program failed").any()
    for table in ("targets", "actuals"):
        rows = pl.read_parquet(out / f"{table}.parquet")
        assert rows.filter(pl.col("indicator").str.strip_chars() == "").rows() == []
        for column in rows.select(pl.col(pl.Float64)).iter_columns():
            assert column.drop_nulls().is_finite().all(), column.name


def test_mutated_files_are_read_or_told(tmp_path: Path) -> None:
    chosen = random.Random(20)
    whole = whole_files()
    for first in range(0, COUNT, TOGETHER):
        folder = tmp_path / str(first)
        folder.mkdir()
        (folder / "good.txt").write_text(SENTENCE, "utf-8")
        for number in range(first, min(COUNT, first + TOGETHER)):
            name = sorted(whole)[number % len(whole)]
            (folder / f"{number} {name}").write_bytes(mutated(whole[name], chosen))
        check(folder, tmp_path / f"{first} out")
