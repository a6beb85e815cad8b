"""Reading files: encodings, Word files, folders, and what is said about bad ones."""

from __future__ import annotations

import codecs
import os
from io import BytesIO
from pathlib import Path

import docx
import pytest
from docx.document import Document as WordDocument
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from metrics.errors import DocumentError
from metrics.sources.discovery import find_documents, read_document, read_documents
from metrics.sources.documents import Document
from metrics.sources.formats.docx_numbering import format_number

SENTENCE = "普惠性幼儿园覆盖率达到89%，新增学位12.1万个。"
LINES = f"一、目标\r\n{SENTENCE}\n\r结束\u3000"


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("utf-8.txt", LINES.encode()),
        ("utf-8-bom.txt", codecs.BOM_UTF8 + LINES.encode()),
        ("gb18030.txt", LINES.encode("gb18030")),
        ("utf-16-le.txt", codecs.BOM_UTF16_LE + LINES.encode("utf-16-le")),
        ("utf-16-be.txt", codecs.BOM_UTF16_BE + LINES.encode("utf-16-be")),
        ("markdown.MD", LINES.encode()),
        ("ends in a rare character.txt", LINES.encode("gb18030") + "䶮".encode("gb18030")),
    ],
)
def test_text_is_kept_as_it_is_in_the_file(tmp_path: Path, name: str, data: bytes) -> None:
    file = tmp_path / name
    file.write_bytes(data)
    assert read_document(file).text.removesuffix("䶮") == LINES


def test_a_named_encoding_wins(tmp_path: Path) -> None:
    file = tmp_path / "big5.txt"
    file.write_bytes("教育經費".encode("big5"))
    assert read_document(file, encoding="big5").text == "教育經費"


def test_the_source_is_the_path_as_given(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path("plan 'a'\n.txt").write_text(SENTENCE, "utf-8")
    assert read_document("./plan 'a'\n.txt").source == "plan 'a'\n.txt"
    assert read_document("./plan 'a'\n.txt", source="zip#plan.txt").source == "zip#plan.txt"


def word_file() -> bytes:
    stream = BytesIO()
    document = docx.Document()
    document.add_paragraph(SENTENCE)
    document.save(stream)
    return stream.getvalue()


@pytest.mark.parametrize(
    ("name", "data", "problem"),
    [
        ("missing.txt", None, "does not exist"),
        ("empty.txt", b"", "is empty"),
        ("blank.txt", b" \r\n\t", "holds no text"),
        ("bom.txt", codecs.BOM_UTF8, "holds no text"),
        ("nul.txt", b"GDP\x00\x01\x02", "is binary"),
        ("picture.txt", b"\x89PNG\r\n\x1a\n\x00", "is a picture"),
        ("bytes.txt", b"\xff\x80\x81\xff\xff", "is not gb18030 text (byte 0)"),
        ("cut.txt", SENTENCE.encode()[:-1], "is cut off in the middle of a character"),
        ("cut-16.txt", codecs.BOM_UTF16_LE + b"\x00", "is cut off in the middle of a character"),
        ("renamed.txt", word_file(), "is a zip archive or an office document"),
        ("cut.pdf", b"%PDF-1.4", "is a damaged or cut off PDF"),
        ("photo.jpg", b"x", "is of an unknown kind (.jpg)"),
        ("no-ending", b"text", "is of an unknown kind (no ending)"),
        ("empty.docx", b"", "is empty"),
        ("text.docx", SENTENCE.encode(), "is no .docx file"),
        ("cut.docx", word_file()[:-300], "is damaged or cut off"),
        ("holes.docx", word_file()[:200] + bytes(400) + word_file()[600:], "is a damaged or cut"),
        (
            "locked.docx",
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(512),
            "is protected by a password",
        ),
    ],
)
def test_a_bad_file_says_what_is_wrong(
    tmp_path: Path, name: str, data: bytes | None, problem: str
) -> None:
    file = tmp_path / name
    if data is not None:
        file.write_bytes(data)
    with pytest.raises(DocumentError) as caught:
        read_document(file)
    assert str(caught.value).startswith(f"{file}: {problem}")
    (document,) = read_documents([file])
    assert (document.source, document.text) == (file.as_posix(), "")
    assert document.problem is not None
    assert document.problem.startswith(problem)
    assert document.problem.count("\n") == 0


def test_a_named_encoding_that_does_not_fit_is_told(tmp_path: Path) -> None:
    file = tmp_path / "plan.txt"
    file.write_bytes(SENTENCE.encode("gb18030"))
    with pytest.raises(DocumentError, match="is not utf-8 text"):
        read_document(file, encoding="utf-8")


def test_folders_are_walked_in_order(tmp_path: Path) -> None:
    for name in ("b.txt", "a/2.md", "a/10.txt", "c.DOCX", ".hidden.txt", ".git/x.txt", "~$c.docx"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(SENTENCE, "utf-8")
    (tmp_path / "photo.jpg").write_bytes(b"x")
    (tmp_path / "a" / "loop").symlink_to(tmp_path)
    found = find_documents([tmp_path / "b.txt", tmp_path])
    assert [path.relative_to(tmp_path).as_posix() for path in found] == [
        "b.txt", "a/10.txt", "a/2.md", "c.DOCX",
    ]  # fmt: skip


def test_a_folder_without_documents_is_a_problem(tmp_path: Path) -> None:
    (document,) = read_documents([tmp_path])
    assert document.problem == (
        "is a folder without any .doc, .docm, .docx, .dotm, .dotx, .htm, .html, .md, .odt, .pdf, "
        ".rtf, .txt, .wps, .zip file. Check the path."
    )


def test_the_others_are_read_beside_a_bad_one(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(b"")
    (tmp_path / "b.txt").write_text(SENTENCE, "utf-8")
    first, second = read_documents([tmp_path])
    assert first.problem
    assert second == Document((tmp_path / "b.txt").as_posix(), SENTENCE)


@pytest.mark.skipif(os.name == "nt", reason="file names are Unicode there")
def test_a_file_name_that_is_no_unicode_is_escaped(tmp_path: Path) -> None:
    name = os.fsencode(tmp_path) + b"/\xb9\xfa.txt"
    try:
        Path(os.fsdecode(name)).write_text(SENTENCE, "utf-8")
    except OSError:
        pytest.skip("this file system refuses such names")
    (document,) = read_documents([tmp_path])
    assert document.source.endswith("\\xb9\\xfa.txt")
    assert document.text == SENTENCE


# --- Word files ---


def read_word(tmp_path: Path, document: WordDocument) -> str:
    document.save(str(tmp_path / "plan.docx"))
    return read_document(tmp_path / "plan.docx").text


def test_paragraphs_and_tables_come_in_order(tmp_path: Path) -> None:
    document = docx.Document()
    document.add_paragraph("一、主要目标")
    table = document.add_table(rows=2, cols=3)
    for cell, text in zip(
        (cell for row in table.rows for cell in row.cells),
        ("指标", "2024年", "2025年", "覆盖率", "89%", "90%\n以上"),
        strict=True,
    ):
        cell.text = text
    table.cell(0, 1).merge(table.cell(0, 2))
    document.add_paragraph("二、\t保障措施")
    assert read_word(tmp_path, document) == (
        "一、主要目标\n指标 | 2024年 2025年 |\n覆盖率 | 89% | 90% 以上\n二、\t保障措施"
    )


BODY_PIECES = [
    ("<w:r><w:t>达到</w:t></w:r><w:r><w:t>89%</w:t></w:r>", "达到89%"),
    ("<w:smartTag><w:r><w:t>2024年</w:t></w:r></w:smartTag>", "2024年"),
    ("<w:hyperlink><w:r><w:t>附件1</w:t></w:r></w:hyperlink>", "附件1"),
    ("<w:sdt><w:sdtContent><w:r><w:t>5所</w:t></w:r></w:sdtContent></w:sdt>", "5所"),
    ("<w:ins><w:r><w:t>6所</w:t></w:r></w:ins><w:del><w:r><w:delText>5所</w:delText></w:r></w:del>", "6所"),
    ("<w:r><w:t>30</w:t><w:noBreakHyphen/><w:t>40套</w:t></w:r>", "30-40套"),
    ("<w:r><w:t>上</w:t><w:br/><w:t>下</w:t></w:r>", "上\n下"),
    ("<w:r><w:instrText>PAGE</w:instrText></w:r><w:r><w:t>7</w:t></w:r>", "7"),
    ("<w:r><w:ruby><w:rt><w:r><w:t>yi</w:t></w:r></w:rt><w:rubyBase><w:r><w:t>一</w:t></w:r></w:rubyBase></w:ruby></w:r>", "一"),
    ("<w:r><w:pict><w:txbxContent><w:p><w:r><w:t>框</w:t></w:r></w:p></w:txbxContent></w:pict><w:t>文</w:t></w:r>", "文\n框"),
    ("<!-- note --><w:r><w:t>8所</w:t></w:r>", "8所"),
]  # fmt: skip


@pytest.mark.parametrize(("xml", "text"), BODY_PIECES)
def test_text_is_read_wherever_it_stands_in_a_paragraph(
    tmp_path: Path, xml: str, text: str
) -> None:
    document = docx.Document()
    body = document.element.body
    body.insert(0, parse_xml(f"<w:p {nsdecls('w')}>{xml}</w:p>"))
    assert read_word(tmp_path, document) == text


def level(number: int, number_format: str, text: str, *more: str) -> str:
    return (
        f'<w:lvl w:ilvl="{number}"><w:start w:val="1"/><w:numFmt w:val="{number_format}"/>'
        f'{"".join(more)}<w:lvlText w:val="{text}"/></w:lvl>'
    )


NOTHING = '<w:suff w:val="nothing"/>'
OUTLINE = (
    level(0, "chineseCounting", "%1、", NOTHING)
    + level(1, "chineseCountingThousand", "（%2）", NOTHING)
    + level(2, "decimal", "%3.")
    + level(3, "decimal", "%1.%2.%4", "<w:isLgl/>", NOTHING)
    + level(4, "bullet", "•")
)
OVERRIDE = '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride>'


def numbered(paragraphs: list[tuple[str, int]], lists: str) -> WordDocument:
    """A Word file with paragraphs of (list, level); ``lists`` holds the definitions."""
    document = docx.Document()
    root = document.part.numbering_part.element
    for child in list(root):
        root.remove(child)
    for element in parse_xml(f"<w:numbering {nsdecls('w')}>{lists}</w:numbering>"):
        root.append(element)
    for list_id, number in paragraphs:
        paragraph = document.add_paragraph("文")
        properties = paragraph._p.get_or_add_pPr()
        properties.append(
            parse_xml(
                f'<w:numPr {nsdecls("w")}><w:ilvl w:val="{number}"/>'
                f'<w:numId w:val="{list_id}"/></w:numPr>'
            )
        )
    return document


ONE_OUTLINE = (
    f'<w:abstractNum w:abstractNumId="7">{OUTLINE}</w:abstractNum>'
    '<w:num w:numId="1"><w:abstractNumId w:val="7"/></w:num>'
    '<w:num w:numId="2"><w:abstractNumId w:val="7"/></w:num>'
    f'<w:num w:numId="3"><w:abstractNumId w:val="7"/>{OVERRIDE}</w:num>'
)


@pytest.mark.parametrize(
    ("paragraphs", "labels"),
    [
        (
            [("1", 0), ("1", 1), ("1", 2), ("1", 2), ("1", 1), ("1", 2), ("1", 0), ("1", 1)],
            ["一、", "（一）", "1. ", "2. ", "（二）", "1. ", "二、", "（一）"],
        ),
        # two lists of one definition count on; an overridden start begins anew
        (
            [("1", 0), ("2", 0), ("3", 0), ("3", 0), ("1", 0)],
            ["一、", "二、", "一、", "二、", "三、"],
        ),
        # a level that was skipped shows its start, and legal numbering is Arabic
        ([("1", 0), ("1", 3), ("1", 3)], ["一、", "1.1.1", "1.1.2"]),
        # a bullet is no number, and list 0 means none
        ([("1", 4), ("0", 0), ("1", 0)], ["", "", "一、"]),
        ([("1", 0)] * 11, [f"{n}、" for n in (*"一二三四五六七八九十", "十一")]),
    ],
)
def test_automatic_numbers_are_counted_as_word_counts(
    tmp_path: Path, paragraphs: list[tuple[str, int]], labels: list[str]
) -> None:
    text = read_word(tmp_path, numbered(paragraphs, ONE_OUTLINE))
    assert text.split("\n") == [f"{label}文" for label in labels]


def test_a_style_brings_its_number(tmp_path: Path) -> None:
    linked = f'<w:pStyle w:val="Heading2"/>{NOTHING}'
    document = numbered(
        [],
        f'<w:abstractNum w:abstractNumId="7">{level(0, "chineseCounting", "%1、", NOTHING)}'
        f"{level(1, 'decimal', '（%2）', linked)}</w:abstractNum>"
        '<w:num w:numId="1"><w:abstractNumId w:val="7"/></w:num>',
    )
    style = document.styles["Heading 2"].element
    style.get_or_add_pPr().append(
        parse_xml(f'<w:numPr {nsdecls("w")}><w:numId w:val="1"/></w:numPr>')
    )
    document.add_paragraph("推动普惠", style="Heading 2")
    document.add_paragraph("正文")
    document.add_paragraph("加强管理", style="Heading 2")
    assert read_word(tmp_path, document) == "（1）推动普惠\n正文\n（2）加强管理"


@pytest.mark.parametrize(
    ("number", "number_format", "text"),
    [
        (10, "chineseCounting", "十"),
        (20, "japaneseCounting", "二十"),
        (101, "chineseCountingThousand", "一百零一"),
        (110, "chineseCountingThousand", "一百一十"),
        (12, "chineseLegalSimplified", "壹拾贰"),
        (10, "ideographDigital", "一〇"),
        (3, "ideographTraditional", "丙"),
        (11, "ideographTraditional", "11"),
        (12, "decimalFullWidth", "１２"),
        (3, "decimalEnclosedCircleChinese", "③"),
        (21, "decimalEnclosedCircle", "21"),
        (2, "decimalEnclosedParen", "⑵"),
        (4, "decimalEnclosedFullstop", "⒋"),
        (28, "upperLetter", "BB"),
        (2, "lowerLetter", "b"),
        (14, "upperRoman", "XIV"),
        (4, "lowerRoman", "iv"),
        (7, "decimalZero", "07"),
        (7, "hebrew1", "7"),
    ],
)
def test_numbers_are_written_as_word_writes_them(
    number: int, number_format: str, text: str
) -> None:
    assert format_number(number, number_format) == text
