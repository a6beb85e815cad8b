"""Situations in which documents come, each with what must come out of it."""

from __future__ import annotations

import codecs
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path

import docx
import polars as pl
import pytest
from made_files import (
    changed_zip,
    old_workbook,
    pdf_file,
    word_body,
    word_file,
    zip_file,
)

from metrics.sources.discovery import find_documents, found_in, read_documents
from metrics.sources.formats import Bounds
from metrics.sources.formats.rows import Columns
from metrics.sources.left_out import OTHER_KIND, LeftOut

PLAN = "新增养老床位600张。"
LONG = "各位代表，现在我代表市人民政府向大会报告工作，请予审议。教育经费投入达到二百亿元。" * 3
TRADITIONAL = (
    "各位代表，現在我代表市人民政府向大會報告工作，請予審議。教育經費投入達到二百億元。" * 3
)


@dataclass(frozen=True)
class Situation:
    """A file and what is read of it: a text, or a problem, and a doubt."""

    name: str
    file: str
    data: bytes
    text: str | None = None
    says: str = ""


def run(text: str, properties: str = "") -> str:
    return f"<w:r><w:rPr>{properties}</w:rPr><w:t xml:space='preserve'>{text}</w:t></w:r>"


def paragraph(*runs: str, properties: str = "") -> str:
    return f"<w:p><w:pPr>{properties}</w:pPr>{''.join(runs)}</w:p>"


def cell(text: str, properties: str = "") -> str:
    return f"<w:tc><w:tcPr>{properties}</w:tcPr><w:p><w:r><w:t>{text}</w:t></w:r></w:p></w:tc>"


def rows(*texts: str) -> str:
    return f"<w:tbl>{''.join(f'<w:tr>{text}</w:tr>' for text in texts)}</w:tbl>"


RAISED, STRUCK = '<w:vertAlign w:val="superscript"/>', "<w:strike/>"
RESTART, GOES_ON = '<w:vMerge w:val="restart"/>', "<w:vMerge/>"


def word(name: str, xml: str, text: str | None, says: str = "") -> Situation:
    return Situation(name, "plan.docx", word_body(xml), text, says)


def page(name: str, body: str, text: str | None, says: str = "") -> Situation:
    return Situation(name, "plan.html", f"<meta charset=utf-8><body>{body}".encode(), text, says)


def in_kind(kind: str) -> bytes:
    """A Word file that says it is of another kind."""
    data = word_file(PLAN)
    main = b"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
    types = BytesIO(data)
    import zipfile

    with zipfile.ZipFile(types) as archive:
        content = archive.read("[Content_Types].xml")
    return changed_zip(data, {"[Content_Types].xml": content.replace(main, kind.encode())})


def with_style(flag: str) -> bytes:
    document = docx.Document()
    style = document.styles.add_style("Old", 2)
    style.font.strike = flag == "strike"
    style.font.hidden = flag == "hidden"
    line = document.add_paragraph("新增养老床位")
    line.add_run("400", style="Old")
    line.add_run("600张。")
    stream = BytesIO()
    document.save(stream)
    return stream.getvalue()


WORDS = [
    word("struck", paragraph(run("新增养老床位"), run("400", STRUCK), run("600张。")), PLAN),
    word("struck twice", paragraph(run("新增养老床位"), run("400", "<w:dstrike/>"), run("600张。")), PLAN),
    word("struck no more", paragraph(run("新增养老床位"), run("600", '<w:strike w:val="0"/>'), run("张。")), PLAN),
    word("hidden", paragraph(run("新增养老床位"), run("400", "<w:vanish/>"), run("600张。")), PLAN),
    word("deleted", paragraph(run("新增养老床位"), "<w:del>" + run("4") + "</w:del>", run("600张。")), PLAN),
    word("deleted end", paragraph(run("新增养老"), properties="<w:rPr><w:del/></w:rPr>") + paragraph(run("床位600张。")), PLAN),
    word("deleted row", rows(cell("甲") + cell("1"), "<w:trPr><w:del/></w:trPr>" + cell("乙") + cell("2"), cell("丙") + cell("3")), "甲 | 1\n丙 | 3"),
    word("note mark", paragraph(run("新增养老床位600"), run("1", RAISED), run("张。")), PLAN),
    word("note mark in brackets", paragraph(run("新增养老床位"), run("[12]", RAISED), run("600张。")), PLAN),
    word("note mark in a circle", paragraph(run("新增养老床位600张"), run("①", RAISED), run("。")), PLAN),
    word("square metres", paragraph(run("新建校舍500m"), run("2", RAISED), run("。")), "新建校舍500m²。"),
    word("power of ten", paragraph(run("产量3×10"), run("4", RAISED), run("吨。")), "产量3×10⁴吨。"),
    word("raised words", paragraph(run("第2"), run("nd", RAISED), run("次。")), "第2nd次。"),
    word("lowered digits", paragraph(run("PM"), run("2.5", '<w:vertAlign w:val="subscript"/>'), run("浓度。")), "PM2.5浓度。"),
    word("formula", paragraph("<m:oMath><m:sSup><m:e><m:r><m:t>500m</m:t></m:r></m:e><m:sup><m:r><m:t>2</m:t></m:r></m:sup></m:sSup></m:oMath>"), "500m²"),
    word("merged down", rows(cell("教育", RESTART) + cell("学位") + cell("8"), cell("旧", GOES_ON) + cell("学校") + cell("6")), "教育 | 学位 | 8\n | 学校 | 6"),
    word("merged across", rows(cell("目标", '<w:gridSpan w:val="2"/>') + cell("属性"), cell("学位") + cell("8") + cell("预期性")), "目标 |  | 属性\n学位 | 8 | 预期性"),
    word("row begins later", rows(cell("甲") + cell("乙") + cell("丙"), '<w:trPr><w:gridBefore w:val="1"/></w:trPr>' + cell("2") + cell("3")), "甲 | 乙 | 丙\n | 2 | 3"),
    word("list far beyond", paragraph(run(PLAN), properties='<w:numPr><w:ilvl w:val="99999"/><w:numId w:val="1"/></w:numPr>'), None),
    word("span beyond", rows(cell("甲", f'<w:gridSpan w:val="{"9" * 5000}"/>') + cell("1")), "甲 | 1"),
    Situation("struck by a style", "plan.docx", with_style("strike"), PLAN),
    Situation("hidden by a style", "plan.docx", with_style("hidden"), PLAN),
    Situation("with macros", "plan.docm", in_kind("application/vnd.ms-word.document.macroEnabled.main+xml"), PLAN),
    Situation("template", "plan.dotx", in_kind("application/vnd.openxmlformats-officedocument.wordprocessingml.template.main+xml"), PLAN),
    Situation("saved as docx with macros", "plan.docx", in_kind("application/vnd.ms-word.document.macroEnabled.main+xml"), PLAN),
]  # fmt: skip

PAGES = [
    page("struck", "新增养老床位<del>400</del>600张。", PLAN),
    page("struck in old pages", "新增养老床位<s>4</s><strike>00</strike>600张。", PLAN),
    page("struck by its look", "新增养老床位<span style='text-decoration: line-through'>400</span>600张。", PLAN),
    page("hidden", "新增养老床位<span style='display:none'>400</span>600张。", PLAN),
    page("hidden by size", "新增养老床位<span style='font-size:0px'>400</span>600张。", PLAN),
    page("small is seen", "新增养老床位<span style='font-size:0.9em'>600</span>张。", PLAN),
    page("inserted", "新增养老床位<ins>600</ins>张。", PLAN),
    page("note mark", "新增养老床位600<sup><a href=#1>[1]</a></sup>张。", PLAN),
    page("note mark by its look", "新增养老床位600<span style='vertical-align: super'>1</span>张。", PLAN),
    page("square metres", "新建校舍500m<sup>2</sup>。", "新建校舍500m²。"),
    page("pronunciation", "<ruby>新<rp>(</rp><rt>xin1</rt><rp>)</rp></ruby>增养老床位600张。", PLAN),
    page("merged down at the end", "<table><tr><td>甲<td rowspan=2>乙<tr><td>1<tr><td>2<td>3</table>", "甲 | 乙\n1 |\n2 | 3"),
    page("merged down in the middle", "<table><tr><td>甲<td rowspan=2>乙<td>丙<tr><td>1<td>3<tr><td>4<td>5<td>6</table>", "甲 | 乙 | 丙\n1 |  | 3\n4 | 5 | 6"),
    page("merged across", "<table><tr><td colspan=2>目标<td>属性<tr><td>学位<td>8<td>预期性</table>", "目标 |  | 属性\n学位 | 8 | 预期性"),
]  # fmt: skip


def columns_of(
    left: list[str], right: list[str], is_mixed: bool = False
) -> list[tuple[float, float, str]]:
    first = [(30, 100 + 16 * n, text) for n, text in enumerate(left)]
    second = [(230, 100 + 16 * n, text) for n, text in enumerate(right)]
    if not is_mixed:
        return first + second
    return [piece for pair in zip(first, second, strict=True) for piece in pair]


LEFT_HALF = [
    "一是推进普惠性学前教育扩大",
    "资源供给，新增公办幼儿园学",
    "位八千个，改扩建中小学校二",
    "十所，投资三亿。",
]
RIGHT_HALF = [
    "二是推进义务教育优质均衡发",
    "展工作，新增养老床位600",
    "张，改造老旧小区一百二十个",
    "，新建公园五十座。",
]
BOTH = "".join(LEFT_HALF) + "\n" + "".join(RIGHT_HALF)


def printed(*pages: list[tuple[float, float, str]]) -> bytes:
    return pdf_file(pages)


def body(number: int) -> list[tuple[float, float, str]]:
    first = f"本页是第{'一二三四五六'[number]}部分，没有别的内容，这里只说这一件事，"
    return [(70, 300, first), (50, 316, "再无其他。")]


def body_text(number: int) -> str:
    return "".join(text for _, _, text in body(number))


def with_head(heads: list[str], top: float = 40) -> bytes:
    return printed(*([(50, top, head), *body(n)] for n, head in enumerate(heads)))


CONTENT = "\n".join(body_text(n) for n in range(4))
TABLE = [["序号", "指标", "2025年", "属性"], ["1", "普惠性幼儿园覆盖率", "89", "预期性"], ["2", "养老床位", "600", "约束性"], ["3", "学位", "8130", "约束性"]]  # fmt: skip
TABLE_TEXT = "\n".join(" | ".join(row) for row in TABLE)


def ruled(left: float, top: float, widths: list[float], height: float, count: int) -> bytes:
    """Drawing commands for the lines of a table."""
    made = b""
    right, bottom = left + sum(widths), top - height * count
    for number in range(count + 1):
        y = top - height * number
        made += b"%d %d m %d %d l S\n" % (left, y, right, y)
    x = left
    for width in [0, *widths]:
        x += width
        made += b"%d %d m %d %d l S\n" % (x, top, x, bottom)
    return made


def ruled_pdf() -> bytes:
    """A table with drawn lines, whose names take two lines and whose columns stand close."""
    widths = [30.0, 55.0, 55.0, 40.0]
    pieces: list[tuple[float, float, str]] = []
    for number, row in enumerate(TABLE):
        x = 50.0
        for width, text in zip(widths, row, strict=True):
            for at in range(0, len(text), 5):
                pieces.append((x + 2, 110 + 30 * number + 12 * (at // 5), text[at : at + 5]))
            x += width
    data = pdf_file([pieces])
    lines = ruled(50, 595 - 95, widths, 30, 4)
    return with_drawing(data, lines)


def with_drawing(data: bytes, drawing: bytes) -> bytes:
    """The PDF with something drawn on its first page; its table of places is made anew by readers."""
    start = data.index(b"stream\n") + len(b"stream\n")
    end = data.index(b"\nendstream")
    old = data[start:end]
    length = b"/Length %d " % len(old)
    return (
        data[:start].replace(length, b"/Length %d " % (len(old) + len(drawing)))
        + drawing
        + data[start:]
    )


def close_columns() -> bytes:
    starts = (50, 78, 185, 245)
    return printed(
        [
            (x, 100 + 20 * n, text)
            for n, row in enumerate(TABLE)
            for x, text in zip(starts, row, strict=True)
        ]
    )


PRINTED = [
    Situation("two columns", "plan.pdf", printed(columns_of(LEFT_HALF, RIGHT_HALF)), BOTH),
    Situation("two columns line by line", "plan.pdf", printed(columns_of(LEFT_HALF, RIGHT_HALF, True)), BOTH),
    Situation("a running head", "plan.pdf", with_head(["某市教育发展规划"] * 4), CONTENT),
    Situation("a running head with a year", "plan.pdf", with_head(["某市2024年工作要点"] * 4), CONTENT),
    Situation("page numbers", "plan.pdf", with_head([f"- {n} -" for n in range(1, 5)], 560), CONTENT),
    Situation("page numbers from 17", "plan.pdf", with_head([f"{n}" for n in range(17, 21)], 560), CONTENT),
    Situation("a head with page numbers", "plan.pdf", with_head([f"教育规划 第{n}页 共4页" for n in range(1, 5)]), CONTENT),
    Situation("figures at the edge stay", "plan.pdf", with_head([f"新增学位{n}个。" for n in (300, 450, 200, 610)]), "\n".join(f"新增学位{n}个。\n{body_text(i)}" for i, n in enumerate((300, 450, 200, 610)))),
    Situation("bare figures at the edge stay", "plan.pdf", with_head(["300", "450", "200", "610"]), "\n".join(f"{n}\n{body_text(i)}" for i, n in enumerate((300, 450, 200, 610)))),
    Situation("the same words elsewhere stay", "plan.pdf", printed(*([(50, 40 + 60 * n, "新增学位8个。"), *body(n)] for n in range(3))), "\n".join(f"新增学位8个。\n{body_text(n)}" for n in range(3))),
    Situation("a table with lines", "plan.pdf", ruled_pdf(), TABLE_TEXT),
    Situation("a table whose columns stand close", "plan.pdf", close_columns(), TABLE_TEXT),
    Situation("a number torn by a line end", "plan.pdf", printed([(50, 100, "城镇新增就业，确保新增就业岗位达到2.6"), (50, 116, "万人，新建幼儿园十所。")]), "城镇新增就业，确保新增就业岗位达到2.6万人，新建幼儿园十所。"),
    Situation("spaced digits", "plan.pdf", printed([(50, 100, "新增养老床位 6 0 0 张。")]), PLAN),
]  # fmt: skip

ENCODED = [
    Situation("utf-8", "a.txt", LONG.encode(), LONG),
    Situation("utf-8 with a mark", "a.txt", codecs.BOM_UTF8 + LONG.encode(), LONG),
    Situation("gb18030", "a.txt", LONG.encode("gb18030"), LONG),
    Situation("big5", "a.txt", TRADITIONAL.encode("big5"), TRADITIONAL, "was read as Big5"),
    Situation("utf-16 without a mark", "a.txt", LONG.encode("utf-16-le"), LONG, "was read as UTF-16-LE"),
    Situation("utf-16 the other way", "a.txt", LONG.encode("utf-16-be"), LONG, "was read as UTF-16-BE"),
    Situation("utf-16 with digits", "a.txt", (LONG + "89%").encode("utf-16-le"), LONG + "89%", "was read as UTF-16-LE"),
    Situation("twice, read as latin-1", "a.txt", LONG.encode().decode("latin-1").encode(), LONG, "was encoded twice"),
    Situation("twice, gb read as latin-1", "a.txt", LONG.encode("gbk").decode("latin-1").encode(), LONG, "was encoded twice"),
    Situation("twice, read as gbk", "a.txt", LONG.encode().decode("gb18030", "replace").encode(), LONG.encode().decode("gb18030", "replace"), "was encoded twice (utf-8 read as gb18030)"),
    Situation("one broken byte", "a.txt", (LONG * 3).encode()[:300] + b"\xff" + (LONG * 3).encode()[300:], (LONG * 3)[:100] + "\ufffd" + (LONG * 3)[100:], "is UTF-8 that is broken in 1 places"),
    Situation("cut off", "a.txt", LONG.encode()[:-1], None, "is cut off in the middle of a character"),
    Situation("a Big5 table", "a.csv", f"text\n{TRADITIONAL}\n".encode("big5"), TRADITIONAL, "was read as Big5"),
    Situation("French", "a.txt", ("élèves à l'école " * 9).encode(), "élèves à l'école " * 9),
]  # fmt: skip


def parquet(**columns: object) -> bytes:
    stream = BytesIO()
    pl.DataFrame(columns).write_parquet(stream)
    return stream.getvalue()


TABLES = [
    Situation("a list for a title", "a.parquet", parquet(text=[PLAN], title=[["a", "b"]]), PLAN, "has a column 'title' of List(String), which is not used."),
    Situation("a list for a text", "a.parquet", parquet(text=[[PLAN]]), None, "column 'text' holds List(String), no text"),
    Situation("bytes for a text", "a.parquet", parquet(text=[PLAN.encode()]), PLAN),
    Situation("bytes that are no text", "a.parquet", parquet(text=[b"\xff\xfe\x00"]), None, "holds no text"),
    Situation("a structure for a region", "a.parquet", parquet(text=[PLAN], region=[{"a": 1}]), PLAN, "has a column 'region' of Struct"),
    Situation("numbers for a text", "a.parquet", parquet(text=[5.5]), "5.5"),
    Situation("a category for a text", "a.parquet", parquet(text=pl.Series([PLAN], dtype=pl.Categorical)), PLAN),
    Situation("nothing for a text", "a.parquet", parquet(text=pl.Series([None], dtype=pl.Null)), None, "holds no text"),
    Situation("a year that is none", "a.csv", f"text,year\n{PLAN},去年\n".encode(), PLAN, "has a cell for the year that is none ('去年')."),
    Situation("a year with its word", "a.csv", f"text,year\n{PLAN},2024年\n".encode(), PLAN),
    Situation("a year out of time", "a.csv", f"text,year\n{PLAN},20244\n".encode(), PLAN, "has a cell for the year"),
    Situation("an archive of one", "a.zip", zip_file({"plan.docm": in_kind("application/vnd.ms-word.document.macroEnabled.main+xml")}), PLAN),
    Situation("the national format", "plan.ofd", zip_file({"OFD.xml": b"<x/>"}), None, "is of a kind that is not read (.ofd). To have it read, save .ofd as .pdf."),
    Situation("another archive", "plans.rar", b"Rar!\x1a\x07", None, "To have it read, unpack .rar."),
    Situation("a kind of its own", "plan.xyz", b"x", None, "is of an unknown kind (.xyz)"),
]  # fmt: skip

SITUATIONS = [*WORDS, *PAGES, *PRINTED, *ENCODED, *TABLES]


def test_there_are_sixty() -> None:
    assert len(SITUATIONS) + len(LEFT) >= 60


@pytest.mark.parametrize("one", SITUATIONS, ids=[f"{s.file}: {s.name}" for s in SITUATIONS])
def test_a_situation(tmp_path: Path, one: Situation) -> None:
    (tmp_path / one.file).write_bytes(one.data)
    (document,) = read_documents([tmp_path / one.file])
    told = document.problem or document.warning or ""
    if one.text is not None:
        assert document.text == one.text, told
        assert told.startswith(one.says) if one.says else not told or "traditional" in told
        assert document.problem is None
    elif one.says:
        assert one.says in told
        assert document.text == ""
    else:
        assert PLAN in document.text


# --- what is left out


LISTED = b'{"version": "1", "files": ["documents.parquet", "texts/a.txt"]}'

LEFT: list[tuple[str, dict[str, bytes], list[str], list[tuple[str, str, int]]]] = [
    ("other kinds", {"a.txt": b"x", "b.ofd": b"x", "c.rar": b"x", "d.rar": b"x", "e": b"x"}, ["a.txt"], [("other kind", "", 1), ("other kind", ".ofd", 1), ("other kind", ".rar", 2)]),
    ("tables", {"a.txt": b"x", "b.csv": b"x", "c.xls": b"x"}, ["a.txt"], [("table without --text-column", ".csv", 1), ("table without --text-column", ".xls", 1)]),
    ("hidden", {"a.txt": b"x", ".b.txt": b"x", ".git/c.txt": b"x", "~$a.docx": b"x"}, ["a.txt"], [("hidden", "", 3)]),
    ("a run inside", {"a.txt": b"x", "out/run.json": LISTED, "out/texts/a.txt": b"x"}, ["a.txt"], [("folder of an earlier run", "", 1)]),
    ("a run deep inside", {"a.txt": b"x", "in/b.txt": b"x", "in/r/o/run.json": LISTED, "in/r/o/texts/a.txt": b"x"}, ["a.txt", "in/b.txt"], [("folder of an earlier run", "", 1)]),
    ("a run with a document beside it", {"a.txt": b"x", "out/run.json": LISTED, "out/mine.txt": b"x"}, ["a.txt"], [("file beside an earlier run", ".txt", 1), ("folder of an earlier run", "", 1)]),
    ("a run in the folder itself", {"a.txt": b"x", "run.json": LISTED, "texts/a.txt": b"x"}, ["a.txt"], [("folder of an earlier run", "", 1)]),
    ("a run whose move was cut off", {"a.txt": b"x", "out/.run-finished/run.json": LISTED, "out/texts/a.txt": b"x"}, ["a.txt"], [("folder of an earlier run", "", 1)]),
    ("a run whose list is damaged", {"a.txt": b"x", "out/run.json": b"{", "out/targets.parquet": b"x", "out/texts/a.txt": b"x"}, ["a.txt"], [("folder of an earlier run", "", 1)]),
    ("a list of something else", {"a.txt": b"x", "b/run.json": b"[]", "b/c.txt": b"x"}, ["a.txt", "b/c.txt"], [("other kind", ".json", 1)]),
    ("a run that is not finished", {"a.txt": b"x", "out/.run-unfinished/texts/a.txt": b"x"}, ["a.txt"], []),
    ("pictures in an archive", {"a.zip": zip_file({"a.txt": b"x", "b.jpg": b"x"})}, ["a.zip#a.txt"], [("other kind, in an archive", ".jpg", 1)]),
    ("a run in an archive", {"a.zip": zip_file({"a.txt": b"x", "o/run.json": LISTED, "o/targets.parquet": b"x", "o/texts/a.txt": b"x"})}, ["a.zip#a.txt"], [("file of an earlier run, in an archive", ".json", 1), ("file of an earlier run, in an archive", ".parquet", 1), ("file of an earlier run, in an archive", ".txt", 1)]),
]  # fmt: skip


@pytest.mark.parametrize(("name", "files", "read", "left"), LEFT, ids=[one[0] for one in LEFT])
def test_what_is_left_out_is_counted(tmp_path: Path, name, files, read, left) -> None:
    for file, data in files.items():
        (tmp_path / file).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / file).write_bytes(data)
    left_out = LeftOut()
    found = found_in(find_documents([tmp_path], left_out=left_out), Bounds(), Columns(), left_out)
    items = [item for one in found for item in (one if hasattr(one, "columns") else [one])]
    assert [item.source.removeprefix(f"{tmp_path.as_posix()}/") for item in items] == read
    assert [kind[:3] for kind in left_out.kinds()] == left


def test_linked_folders_are_counted(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "a.txt").write_text(PLAN, "utf-8")
    (tmp_path / "in" / "up").symlink_to("..", target_is_directory=True)
    left_out = LeftOut()
    assert len(find_documents([tmp_path / "in"], left_out=left_out)) == 1
    assert left_out.line() == "Left out: 1 linked folder."


def test_rules_beside_documents_are_counted_and_not_told() -> None:
    left_out = LeftOut()
    left_out.add(OTHER_KIND, "in/my-rules/about.toml")
    left_out.add(OTHER_KIND, "in/my-rules/quantities/units.pint")
    assert [(one.ending, one.files) for one in left_out.kinds()] == [(".pint", 1), (".toml", 1)]
    assert left_out.line() is None
    left_out.add(OTHER_KIND, "in/a.jpg")
    assert left_out.line() == "Left out: 1 other kind (1 .jpg)."


def test_a_line_tells_what_to_do() -> None:
    left_out = LeftOut()
    for name in ("a.ofd", "b.ofd", "c.rar", "d.jpg", "d.jpg"):
        left_out.add("other kind", name)
    assert left_out.line() == (
        "Left out: 4 other kind (2 .ofd, 1 .jpg, 1 .rar). "
        "To have them read: save .ofd as .pdf, unpack .rar."
    )


def test_an_old_workbook_is_read(tmp_path: Path) -> None:
    (tmp_path / "a.xls").write_bytes(old_workbook())
    left_out = LeftOut()
    (table,) = found_in([tmp_path / "a.xls"], Bounds(), Columns(), left_out)
    first, second = table
    assert (first.text, first.facts.title, first.facts.plan_year) == (
        "新增学位8130个。",
        "某市要点",
        2023,
    )
    assert second.warning == "has a cell for the year that is none ('x')."
    assert [kind[:3] for kind in left_out.kinds()] == [("sheet after the first", ".xls", 1)]
