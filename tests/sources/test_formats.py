"""Web pages, PDFs, notes and tables of Word files: the text that each kind of file gives."""

from __future__ import annotations

import shutil
import subprocess
import zipfile
from collections import Counter
from io import BytesIO
from pathlib import Path

import pytest
from conftest import REPOSITORY
from made_files import LEFT, changed_zip, lines_of_page, pdf_file, word_file

from metrics import extract
from metrics.errors import DocumentError
from metrics.sources.discovery import read_document
from metrics.sources.documents import Document
from metrics.sources.formats.docx import read_docx
from metrics.sources.formats.html import read_html
from metrics.sources.formats.pdf import read_pdf
from metrics.sources.formats.pdf_lines import Character, lines_of

SENTENCE = "普惠性幼儿园覆盖率达到89%，新增学位12.1万个。"
ENOUGH = 10**8


# --- web pages


def page(body: str, head: str = '<meta charset="utf-8">') -> str:
    return f"<!DOCTYPE html><html><head>{head}<title>某市人民政府</title></head><body>{body}</body></html>"


@pytest.mark.parametrize(
    ("declared", "encoding"),
    [
        ("utf-8", "utf-8"),
        ("gb2312", "gb18030"),
        ("GBK", "gb18030"),
        ("big5", "big5"),
        ("gb2312", "utf-8"),  # saved anew by a browser
        ("x-unknown", "gb18030"),
    ],
)
def test_a_page_is_decoded_as_it_declares(declared: str, encoding: str) -> None:
    text = page(
        "<p>教育投入12.1萬元</p>", f"<meta http-equiv=x content='text/html; charset={declared}'>"
    )
    assert read_html(text.encode(encoding))[0] == "教育投入12.1萬元"


BODIES = [
    ("<p>一、目标</p><p>达到<b>89</b>%，\n 新增<span>学位</span></p>", "一、目标\n达到89%， 新增学位"),
    ("投入1，<span>200</span><font>亿元</font><br>其中", "投入1，200亿元\n其中"),
    ("<script>var a='5所';</script><style>p{}</style>建成6所<!-- 7所 -->", "建成6所"),
    ("<nav>首页 8所</nav><p>建成9所</p><footer>ICP备12345号</footer>", "建成9所"),
    ("<p style='display: none'>旧 5所</p><div hidden>5所</div><p>建成6所</p>", "建成6所"),
    ("<ul><li><a href=a>首页</a></li><li><a>政务公开</a></li><li><a>办事</a></li></ul><p>建成6所</p>", "建成6所"),
    ("<p>见<a>附件1</a>、<a>附件2</a>和<a>附件3</a>，全年建成学校6所、幼儿园十二所并投入使用</p>", "见附件1、附件2和附件3，全年建成学校6所、幼儿园十二所并投入使用"),
    ("<div>建成6所<div>新增8个</div>学位</div>", "建成6所\n新增8个\n学位"),
    ("<pre>建成6所\n新增8个</pre>", "建成6所\n新增8个"),
    ("&#24314;&#25104;6&nbsp;所&lt;", "建成6\xa0所<"),
    ("<table><tr><th>指标<th>单位<th>2025年<tr><td>覆盖率<td>%<td><p>89</p><p>以上</p></table>", "指标 | 单位 | 2025年\n覆盖率 | % | 89 以上"),
    ("<table><tr><td rowspan=2>教育<td>学位<td>8个<tr><td>学校<td>6所<tr><td colspan=2>合计<td>14</table>", "教育 | 学位 | 8个\n | 学校 | 6所\n合计 |  | 14"),
    ("<table><tr><td>左<td><table><tr><td>学位<td>8个</table></table>", "左\n学位 | 8个"),
    ("<table><tr><td>" + "建成6所。" * 100 + "<td>右</table>", "建成6所。" * 100 + "\n右"),
    ("<table><tr><td>a|b<td>c</table>", "a｜b | c"),
]  # fmt: skip


@pytest.mark.parametrize(("body", "text"), BODIES)
def test_a_page_gives_its_text_and_tables(body: str, text: str) -> None:
    assert read_html(page(body).encode())[0] == text


def test_a_page_that_nests_without_end_is_refused() -> None:
    with pytest.raises(DocumentError, match="nests more than"):
        read_html(b"<div>" * 200_000)
    assert read_html(("<p>建成6所" * 20_000).encode())[0].count("6") == 20_000


# --- PDF


def test_lines_are_joined_to_paragraphs() -> None:
    first = "　　推进教育强市建设，普惠性幼儿园覆盖"
    second = "率达到 89％，新增学位12 .1 万个，"
    third = "改扩建学校 2 0 所，教育投入1，200"
    lines = [first, second, third, "亿元。", "　　二是加强管理。"]
    text, warning, _ = read_pdf(pdf_file([lines_of_page(lines)]), ENOUGH)
    assert warning is None
    assert text.split("\n") == [
        f"{first}率达到89％，新增学位12.1万个，改扩建学校20所，教育投入1，200亿元。",
        "　　二是加强管理。",
    ]


def test_paragraphs_run_on_over_pages_without_heads_and_numbers() -> None:
    pages = []
    for number in range(1, 5):
        lines = [
            "全市教育工作会议文件",
            *["推进教育高质量发展，建设更加公平更高质量的教育体系。" * 2][:1],
        ]
        body = [line[:32] for line in lines]
        pages.append([*lines_of_page(body), (200, 560, f"— {number} —")])
    text, _, _ = read_pdf(pdf_file(pages), ENOUGH)
    assert "会议文件" not in text
    assert "—" not in text
    assert "\n" not in text


def test_cells_stand_apart() -> None:
    cells = [[(50, y, a), (150, y, b), (250, y, c)] for y, a, b, c in [
        (60, "指标", "单位", "2025年"), (80, "学位", "个", "8130"), (100, "覆盖率", "％", "89"),
    ]]  # fmt: skip
    text, _, _ = read_pdf(pdf_file([[piece for row in cells for piece in row]]), ENOUGH)
    assert text == "指标 | 单位 | 2025年\n学位 | 个 | 8130\n覆盖率 | ％ | 89"


@pytest.mark.parametrize(
    ("data", "problem"),
    [
        (pdf_file([[]]), "has no text layer: it is scanned"),
        (
            pdf_file([[(LEFT, 60, "\ue001\ue002\ue003\ue004")]]),
            "has a text layer that does not name",
        ),
        (pdf_file([[(LEFT, 60, "学位8个")]])[:200], "is a damaged or cut off PDF"),
        (b"%PDF-1.7\n", "is a damaged or cut off PDF"),
    ],
)
def test_a_pdf_without_text_says_so(data: bytes, problem: str) -> None:
    with pytest.raises(DocumentError, match=problem):
        read_pdf(data, ENOUGH)


def test_a_pdf_that_is_mostly_scanned_is_told() -> None:
    _, warning, _ = read_pdf(pdf_file([[(LEFT, 60, "学位8个")], [], []]), ENOUGH)
    assert warning == "has no text on 2 of 3 pages; those may be scanned."


def test_the_real_pdf_reads_like_its_text(rules, shared) -> None:
    """The text file is the same plan as the PDF, taken out of it by another program."""
    folder = shared / "corpora" / "messy"
    document = read_document(folder / "yunnan-10th-plan.pdf")
    lines = document.text.split("\n")
    assert max(map(len, lines)) > 200
    assert not [line for line in lines if line.strip().isdigit()]
    rows = extract([document], rules).targets
    assert len(rows) > 50


# --- Word files

NOTES = (
    '<w:footnotes xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">'
    '<w:footnote w:id="-1" w:type="separator"><w:p><w:r><w:separator/></w:r></w:p></w:footnote>'
    '<w:footnote w:id="1"><w:p><w:r><w:footnoteRef/></w:r><w:r><w:t> 指全市12所学校。</w:t></w:r></w:p></w:footnote>'
    "</w:footnotes>"
)


def with_notes(data: bytes) -> bytes:
    with zipfile.ZipFile(BytesIO(data)) as archive:
        relations = archive.read("word/_rels/document.xml.rels").decode()
        types = archive.read("[Content_Types].xml").decode()
    kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/footnotes"
    link = f'<Relationship Id="rIdNotes" Type="{kind}" Target="footnotes.xml"/></Relationships>'
    part = (
        '<Override PartName="/word/footnotes.xml" ContentType="application/vnd.openxmlformats-'
        'officedocument.wordprocessingml.footnotes+xml"/></Types>'
    )
    return changed_zip(
        data,
        {
            "word/_rels/document.xml.rels": relations.replace("</Relationships>", link).encode(),
            "[Content_Types].xml": types.replace("</Types>", part).encode(),
            "word/footnotes.xml": NOTES.encode(),
        },
    )


def test_notes_come_last_and_are_no_plan(rules) -> None:
    text = read_docx(with_notes(word_file("新增学位8130个。")), ENOUGH)
    assert text == "新增学位8130个。\n[1] 指全市12所学校。"
    numbers = extract([Document("plan.docx", text)], rules).numbers
    assert dict(numbers.select("quote", "role").iter_rows())["12所"] == "context"


# --- one document in many formats

OTHERS = ("docx", "pdf", "html", "doc", "odt", "rtf")
CITIES = ("宜宾", "岳阳", "淄博")


def rows_of(file: Path, rules) -> Counter[tuple[object, ...]]:
    targets = extract([read_document(file)], rules).targets
    return Counter(targets.select("value", "unit", "comparator", "indicator").iter_rows())


@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")
@pytest.mark.parametrize("ending", OTHERS)
def test_a_document_says_the_same_in_every_format(ending, rules, shared, tmp_path) -> None:
    """At least 98 % of the rows of three city reports and the compilation."""
    for city in CITIES:
        shutil.copy(shared / "corpora" / "cities-2024" / f"{city}.docx", tmp_path)
    sample = REPOSITORY / "examples" / "education-2024.txt"
    shutil.copy(sample, tmp_path)
    same = total = 0
    for file in [*(tmp_path / f"{city}.docx" for city in CITIES), tmp_path / sample.name]:
        expected = rows_of(file, rules)
        how = ["--infilter=Text (encoded):UTF8,LF,,,"] if file.suffix == ".txt" else []
        made = tmp_path / "made"
        profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
        command = ["soffice", profile, "--headless", *how, "--convert-to", ending]
        subprocess.run([*command, "--outdir", made, file], check=True, capture_output=True)
        found = rows_of(made / f"{file.stem}.{ending}", rules)
        same += (expected & found).total()
        total += max(expected.total(), found.total())
    print(f"{ending}: {same} of {total} rows are the same")
    assert same >= 0.98 * total


# --- old office documents


@pytest.mark.parametrize("name", ["plan.doc", "plan.wps", "plan.rtf", "plan.odt"])
def test_without_libreoffice_the_way_out_is_told(name, tmp_path, monkeypatch) -> None:
    monkeypatch.setattr("metrics.sources.formats.office.find_office", lambda: None)
    (tmp_path / name).write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(512))
    with pytest.raises(DocumentError, match=r"LibreOffice must turn into \.docx\. Install it"):
        read_document(tmp_path / name)


@pytest.mark.parametrize("data", [word_file(SENTENCE), page(f"<p>{SENTENCE}</p>").encode()])
def test_a_doc_that_is_something_else_needs_no_libreoffice(data, tmp_path, monkeypatch) -> None:
    monkeypatch.setattr("metrics.sources.formats.office.find_office", lambda: None)
    (tmp_path / "plan.doc").write_bytes(data)
    assert read_document(tmp_path / "plan.doc").text == SENTENCE


def test_quotes_printed_behind_their_line_stand_in_it():
    line = [
        Character(text, left, 0, left + 11, 11)
        for text, left in zip("省十四五规划", (0, 17, 28, 39, 56, 67), strict=True)
    ]
    quotes = [Character("“", 11, -0.6, 17, 10), Character("”", 50, -0.6, 56, 10)]
    (read,) = lines_of([*line, *quotes])
    assert read.text == "省“十四五”规划"
    (overprinted,) = lines_of([*line, *line])
    assert overprinted.text.startswith("省十四五规划")
