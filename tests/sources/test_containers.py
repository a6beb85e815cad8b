"""Archives and tables that hold several documents, and what is said of those that cannot be read."""

from __future__ import annotations

import zipfile
from io import BytesIO
from pathlib import Path

import polars as pl
import pytest
from command import documents_in, invoke
from made_files import pdf_file, word_file, zip_file

from metrics import extract
from metrics.errors import DocumentError
from metrics.sources.discovery import read_document, read_documents
from metrics.sources.formats.rows import Columns

PLAN = "某市2024年教育工作要点\n一、主要目标\n新增学位8130个。\n"


def written(folder: Path, name: str, data: bytes) -> Path:
    (folder / name).write_bytes(data)
    return folder / name


def names(documents) -> list[tuple[str, str | None]]:
    return [(document.source.rpartition("/")[2], document.problem) for document in documents]


def test_the_members_of_an_archive_are_documents(tmp_path: Path) -> None:
    inner = zip_file({"唐县.txt": PLAN.encode()})
    file = written(
        tmp_path,
        "plans.zip",
        zip_file(
            {
                "b/2.docx": word_file(PLAN),
                "a.txt": PLAN.encode("gb18030"),
                "empty.txt": b"",
                "photo.jpg": b"x",
                "__MACOSX/._a.txt": b"x",
                ".hidden.txt": b"x",
                "../../up.txt": PLAN.encode(),
                "more.zip": inner,
            }
        ),
    )
    documents = list(read_documents([tmp_path]))
    assert [document.source.removeprefix(f"{file.as_posix()}#") for document in documents] == [
        "a.txt", "b/2.docx", "empty.txt", "more.zip#唐县.txt",
    ]  # fmt: skip
    assert [document.text == PLAN for document in documents] == [True, True, False, True]
    assert documents[2].problem
    assert not list(tmp_path.parent.glob("up.txt"))


def test_names_in_gbk_are_read(tmp_path: Path) -> None:
    name = "教育要点.txt"
    data = zip_file({"x" * len(name.encode("gbk")): PLAN.encode()})
    data = data.replace(b"x" * len(name.encode("gbk")), name.encode("gbk"))
    (document,) = read_documents([written(tmp_path, "a.zip", data)])
    assert document.source.endswith("a.zip#教育要点.txt")


def nested(levels: int) -> bytes:
    data = zip_file({"plan.txt": PLAN.encode()})
    for _ in range(levels):
        data = zip_file({"more.zip": data})
    return data


def encrypted() -> bytes:
    data = bytearray(zip_file({"plan.txt": PLAN.encode()}))
    data[6] |= 1
    data[data.index(b"PK\x01\x02") + 8] |= 1
    return bytes(data)


BAD = [
    (b"PK\x03\x04", "is damaged or cut off"),
    (zip_file({"plan.txt": PLAN.encode() * 99})[:-30], "is damaged or cut off"),
    (zip_file({"photo.jpg": b"x"}), "is an archive without any"),
    (nested(3), "is an archive 4 levels deep"),
    (zip_file({"plan.txt": bytes(30_000_000)}), "unpacks to 1"),
    (zip_file({f"{n}.txt": b"" for n in range(20_001)}), "holds 20001 files"),
    (encrypted(), "is protected by a password"),
]


@pytest.mark.parametrize(("data", "problem"), BAD, ids=[problem for _, problem in BAD])
def test_a_bad_archive_says_what_is_wrong(tmp_path: Path, data: bytes, problem: str) -> None:
    (document,) = read_documents([written(tmp_path, "a.zip", data)])
    assert document.problem is not None
    assert document.problem.startswith(problem)


def test_a_bad_member_does_not_keep_the_others(tmp_path: Path) -> None:
    data = zip_file({"a.txt": b"x" * 999, "b.txt": PLAN.encode()}, zipfile.ZIP_STORED)
    file = written(tmp_path, "a.zip", data.replace(b"x" * 999, b"y" * 999))
    first, second = read_documents([file])
    assert first.problem
    assert first.problem.startswith("is damaged inside its archive")
    assert second.text == PLAN


def test_read_document_wants_one(tmp_path: Path) -> None:
    two = written(tmp_path, "a.zip", zip_file({"a.txt": PLAN.encode(), "b.txt": PLAN.encode()}))
    with pytest.raises(DocumentError, match="holds 2 documents"):
        read_document(two)


def test_large_files_are_refused(tmp_path: Path) -> None:
    huge = tmp_path / "huge.txt"
    with huge.open("wb") as stream:
        stream.truncate(1 << 30)
    word = written(tmp_path, "plan.docx", word_file(*[PLAN * 9] * 99))
    documents = read_documents([huge, word], max_bytes=50_000)
    first, second = (document.problem for document in documents)
    assert first == "has 1073741824 bytes, more than 50000. Raise --max-bytes or split it."
    assert second is not None
    assert "more than 50000 (--max-bytes)" in second


# --- tables


ROWS = {
    "text": [PLAN, "", "今年，全区新增学位100个。"],
    "title": ["某市要点", None, None],
    "region": ["130627", None, "鼓楼区"],
    "year": ["2023", None, "x"],
}


def table(ending: str, rows: dict[str, list[str | None]] = ROWS) -> bytes:
    stream = BytesIO()
    frame = pl.DataFrame(rows)
    if ending == ".csv":
        return frame.write_csv().encode("gb18030")
    if ending == ".parquet":
        frame.write_parquet(stream)
        return stream.getvalue()
    return workbook([list(rows), *map(list, frame.rows())])


def workbook(rows: list[list[str | None]]) -> bytes:
    """A minimal .xlsx with its strings inline."""
    cells = "".join(
        "<row>"
        + "".join(
            f'<c t="inlineStr"><is><t xml:space="preserve">{c or ""}</t></is></c>' for c in row
        )
        + "</row>"
        for row in rows
    )
    main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    package = "http://schemas.openxmlformats.org/package/2006"
    kind = "application/vnd.openxmlformats-officedocument.spreadsheetml"
    parts = {
        "[Content_Types].xml": f'<Types xmlns="{package}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Override PartName="/xl/workbook.xml" ContentType="{kind}.sheet.main+xml"/><Override PartName="/xl/s.xml" ContentType="{kind}.worksheet+xml"/></Types>',
        "_rels/.rels": f'<Relationships xmlns="{package}/relationships"><Relationship Id="r1" Type="{office}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
        "xl/workbook.xml": f'<workbook xmlns="{main}" xmlns:r="{office}"><sheets><sheet name="s" sheetId="1" r:id="r1"/></sheets></workbook>',
        "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{package}/relationships"><Relationship Id="r1" Type="{office}/worksheet" Target="s.xml"/></Relationships>',
        "xl/s.xml": f'<worksheet xmlns="{main}"><sheetData>{cells}</sheetData></worksheet>',
    }
    return zip_file({name: text.encode() for name, text in parts.items()})


@pytest.mark.parametrize("ending", [".csv", ".parquet", ".xlsx"])
def test_each_row_of_a_table_is_a_document(tmp_path: Path, rules, ending: str) -> None:
    file = written(tmp_path, f"plans{ending}", table(ending))
    documents = list(read_documents([file]))
    assert [document.source for document in documents] == [f"{file}#{n}" for n in (1, 2, 3)]
    assert documents[1].problem
    found = extract(documents, rules).documents
    columns = ["title", "region_code", "region_label", "plan_year", "targets"]
    assert found.select(columns).rows()[0] == ("某市要点", "130627", "某市", 2023, 1)
    last = found.row(2, named=True)
    assert (last["region_code"], last["region_label"], last["targets"]) == (None, "鼓楼区", 1)
    assert last["region_candidates"].count("|") == 3


def test_columns_are_named(tmp_path: Path) -> None:
    rows = {"正文": [PLAN], "地区": ["唐县"], "年份": ["2022"], "text": ["x"]}
    written(tmp_path, "plans.csv", table(".csv", rows))
    assert names(read_documents([tmp_path]))[0][1] is not None, (
        "a table in a folder is not asked for"
    )
    options = ["--text-column", "正文", "--region-column", "地区", "--year-column", "年份"]
    result = invoke("extract", tmp_path, *options, "--out", tmp_path / "out")
    assert result.exit_code == 0, result.output
    row = documents_in(tmp_path / "out").row(0, named=True)
    assert (row["region"], row["plan_year"], row["targets"]) == ("唐县", 2022, 1)


@pytest.mark.parametrize(
    ("name", "data", "problem"),
    [
        ("a.csv", b"a,b\n1,2\n", "has no column 'text', only 'a', 'b'. Name it by --text-column."),
        ("a.csv", b"text\n", "is a table without rows"),
        ("a.csv", b'text\n"cut', "is no readable .csv table"),
        ("a.parquet", table(".parquet")[:-9], "is no readable .parquet table"),
        ("a.parquet", b"text", "is no readable .parquet table"),
        ("a.xlsx", b"text", "is damaged or cut off"),
        ("a.xlsx", zip_file({"x": b"y"}), "is no readable .xlsx table"),
        ("a.xlsx", workbook([]), "has nothing in its first sheet"),
        ("a.xlsx", workbook([["text"]]), "is a table without rows"),
    ],
)
def test_a_bad_table_says_what_is_wrong(tmp_path: Path, name, data, problem) -> None:
    (document,) = read_documents([written(tmp_path, name, data)])
    assert document.problem is not None
    assert document.problem.startswith(problem)


def test_a_column_that_is_asked_for_must_be_there(tmp_path: Path) -> None:
    file = written(tmp_path, "a.csv", table(".csv"))
    (document,) = read_documents([file], columns=Columns(region="地区"))
    assert document.problem is not None
    assert "'地区'" in document.problem


# --- doubts


def test_a_text_in_another_encoding_is_doubted(tmp_path: Path) -> None:
    text = "各位代表，現在我代表市人民政府向大會報告工作，請予審議。教育經費投入達到二百億元。" * 3
    file = written(tmp_path, "big5.txt", text.encode("big5"))
    result = invoke("extract", file, "--out", tmp_path / "out")
    assert result.exit_code == 0
    assert "was read as Big5, by its characters" in result.stderr
    assert "was read as Big5" in documents_in(tmp_path / "out")["problem"][0]
    assert read_document(file, encoding="big5").warning is None


def test_the_corpora_raise_no_doubt(shared) -> None:
    files = [shared / "corpora" / name for name in ("hailar-gb18030", "counties")]
    assert not [document for document in read_documents(files) if document.warning]


def test_a_pdf_in_an_archive_is_read(tmp_path: Path) -> None:
    data = zip_file({"a.pdf": pdf_file([[(50, 60, "新增学位8130个")]])})
    (document,) = read_documents([written(tmp_path, "a.zip", data)])
    assert document.text == "新增学位8130个"
