"""A hundred files that are made to crash, to hang or to fill memory, or are broken as real ones are."""

from __future__ import annotations

import random
import struct
import warnings
import zipfile
import zlib
from collections.abc import Iterator
from io import BytesIO

import xlsxwriter
from made_files import changed_zip, old_workbook, pdf_file, word_file, zip_file

SENTENCE = "力争普惠性幼儿园覆盖率达到89%，新增学位8130个。"
WORD = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
LONG = 1_000_000


def hostile_files() -> dict[str, bytes]:
    """The files by name."""
    files = dict(_texts()) | dict(_repeated()) | dict(_pages()) | dict(_words()) | dict(_pdfs())
    return files | dict(_archives()) | dict(_tables()) | dict(_others())


def _texts() -> Iterator[tuple[str, bytes]]:
    noise = random.Random(1)
    yield "empty.txt", b""
    yield "blank.txt", b" \r\n\t\n"
    yield "mark only.txt", b"\xef\xbb\xbf"
    yield "nul.txt", b"GDP\0\0\0"
    yield "nul inside.txt", SENTENCE.encode() + b"\0" + SENTENCE.encode()
    yield "noise.txt", noise.randbytes(200_000)
    yield "noise.md", b"\xff\xfe" + noise.randbytes(200_001)
    yield "lone surrogate 16.txt", b"\xff\xfe" + SENTENCE.encode("utf-16-le") + b"\x00\xd8a\x00"
    yield "lone surrogate 8.txt", SENTENCE.encode() + b"\xed\xa0\x80" + SENTENCE.encode()
    yield "overlong.txt", b"\xc0\xaf" * 500 + SENTENCE.encode()
    yield "cut.txt", SENTENCE.encode()[:-1]
    yield "mixed encodings.txt", SENTENCE.encode() + SENTENCE.encode("gb18030")
    yield "utf-32.txt", b"\xff\xfe\0\0" + SENTENCE.encode("utf-32-le")
    yield "utf-7.txt", SENTENCE.encode("utf-7")
    yield "controls.txt", (SENTENCE + "".join(map(chr, range(1, 32))) + SENTENCE).encode()
    yield "right to left.txt", f"\u202e{SENTENCE}\u2066{SENTENCE}\u200f".encode()
    yield "zero width.txt", "\u200b".join(SENTENCE).encode()
    yield "combining.txt", ("9" + "\u0301" * 100_000 + "%").encode()
    yield "private.txt", ("\ue000\uf8ff\U0010fffd" * 1000 + SENTENCE).encode()
    yield "separators.txt", "\u2028\u2029\x85\x0b\x0c".join([SENTENCE] * 50).encode()
    yield "returns.txt", SENTENCE.encode() + b"\r" * 100_000
    yield "escapes\x1b[2J\n🚀'\".txt", SENTENCE.encode() + b"\x1b[2J\x1b]0;x\x07"
    yield "words for tables.txt", b"source,text\n=1+1,<script>alert(1)</script>\n"


_OPENED = "某市2024年工作要点\n一、目标\n力争新增学位9个。\n"
PIECES = {
    "one": "一", "nine": "9", "commas": "9,", "points": "9.", "spaced": "9 ", "percent": "9%",
    "brackets": "（", "pairs": "（一）", "quotes": "“", "listed": "、", "reach": "达到", "aim": "力争",
    "year": "2024年", "by": "到2025年", "titles": "政府工作报告", "bars": "|", "tabs": "\t", "cells": "9|",
    "wan": "万", "fractions": "三分之", "sign": "其中", "spaces": " ", "wide": "\u3000", "dashes": "—", "ranges": "1-",
    "slashes": "\\", "literal ends": "\\r\\n", "backs": "\\\\n", "full": SENTENCE, "headings": "一、\n",
    "lines": "9\n", "contents": "目录\n第一章 1\n", "rows": "指标|2025年|9\n", "reviews": "2023年工作回顾\n",
    "places": "某市", "per": "每", "share": "比", "nine stops": "9。", "respectively": "分别达到5%、6%",
    "books": "《", "ratios": "9:", "rates": "比上年增长9%，", "leaders": f"目录\n{'…' * 3000}\n",
    "gone by": "新增学位9个。", "told": "新增学校9所。",
}  # fmt: skip
"""Pieces of texts that make a pattern which can match in two ways run for ever, or a line that is
searched anew for each of its numbers."""
_BEFORE = {"gone by": f"{_OPENED}2023年，", "told": f"{_OPENED}据统计，"}


def repeated(name: str, length: int) -> str:
    """A piece again and again, in about so many characters."""
    return _BEFORE.get(name, "") + PIECES[name] * (length // len(PIECES[name]))


def _repeated() -> Iterator[tuple[str, bytes]]:
    for name in PIECES:
        yield f"repeated {name}.txt", repeated(name, LONG // 10).encode()


def _pages() -> Iterator[tuple[str, bytes]]:
    head = "<meta charset=utf-8>"
    yield "deep.html", b"<div>" * 200_000
    yield "deep inline.html", (head + "<b>" * 4000 + SENTENCE).encode()
    yield "unclosed.html", (head + f"<p>{SENTENCE}" * 5000).encode()
    yield "comment.html", (head + SENTENCE + "<!--" + "x" * LONG).encode()
    yield "script.html", (head + SENTENCE + "<script>" + "<" * LONG).encode()
    yield (
        "spans.html",
        (
            head + f"<table><tr><td colspan=999999999 rowspan=999999999>{SENTENCE}<td>9</table>"
        ).encode(),
    )
    yield "nested tables.html", (head + "<table><tr><td>" * 1500 + SENTENCE).encode()
    yield (
        "attributes.html",
        (head + "<p " + "".join(f"a{n}=1 " for n in range(50_000)) + f">{SENTENCE}").encode(),
    )
    yield "entities.html", (head + "&#0;&#x110000;&#xd800;&amp" * 9999 + SENTENCE).encode()
    yield "nul.html", head.encode() + b"\0" * 9999 + SENTENCE.encode()
    yield "wrong charset.html", b"<meta charset=utf-16>" + SENTENCE.encode()
    yield "odd charset.html", b"<meta charset=undefined>" + SENTENCE.encode("gb18030")
    yield (
        "wide rows.html",
        (head + ("<table>" + "<tr><td colspan=199>1<td>1" * 2000 + "</table>") * 40).encode(),
    )
    yield "elements.html", (head + "<sup>1</sup>" * 400_000 + SENTENCE).encode()
    yield "links.html", (head + "<a href=x>" * 2000 + SENTENCE).encode()


def _words() -> Iterator[tuple[str, bytes]]:
    good = word_file(SENTENCE)
    body = "word/document.xml"

    def with_body(xml: str, types: str = "") -> bytes:
        text = f'<?xml version="1.0"?>{types}<w:document {WORD}><w:body>{xml}</w:body></w:document>'
        return changed_zip(good, {body: text.encode()})

    laughs = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 12))
    cell = f'<w:tbl><w:tr><w:tc><w:tcPr><w:gridSpan w:val="999999999"/></w:tcPr><w:p><w:r><w:t>{SENTENCE}</w:t></w:r></w:p></w:tc></w:tr></w:tbl>'
    numbered = (
        '<w:p><w:pPr><w:numPr><w:ilvl w:val="99"/><w:numId w:val="1"/></w:numPr></w:pPr></w:p>'
    )
    yield (
        "laughs.docx",
        with_body(
            "<w:p><w:r><w:t>&l11;</w:t></w:r></w:p>", f'<!DOCTYPE x [<!ENTITY l0 "ha">{laughs}]>'
        ),
    )
    yield (
        "outside.docx",
        with_body(
            "<w:p><w:r><w:t>&x;</w:t></w:r></w:p>",
            '<!DOCTYPE x [<!ENTITY x SYSTEM "file:///etc/passwd">]>',
        ),
    )
    yield (
        "quadratic.docx",
        with_body(
            "<w:p><w:r><w:t>" + "&a;" * 50_000 + "</w:t></w:r></w:p>",
            f'<!DOCTYPE x [<!ENTITY a "{"a" * 50_000}">]>',
        ),
    )
    yield "deep.docx", with_body("<w:sdt><w:sdtContent>" * 5000)
    yield (
        "deep tables.docx",
        with_body("<w:tbl><w:tr><w:tc>" * 80 + "<w:p/>" + "</w:tc></w:tr></w:tbl>" * 80),
    )
    yield "spans.docx", with_body(cell)
    yield "levels.docx", with_body(numbered)
    yield from _lists(good)
    yield "paragraphs.docx", with_body("<w:p/>" * 400_000)
    wide = '<w:tr><w:tc><w:tcPr><w:gridSpan w:val="199"/></w:tcPr><w:p/></w:tc><w:tc><w:p><w:r><w:t>1</w:t></w:r></w:p></w:tc></w:tr>'
    yield "wide rows.docx", with_body(f"<w:tbl>{wide * 3000}</w:tbl>")
    mark = '<w:r><w:rPr><w:vertAlign w:val="superscript"/></w:rPr><w:t>1</w:t></w:r>'
    yield "raised.docx", with_body(f"<w:p>{mark * 50_000}</w:p>")
    yield "no body.docx", changed_zip(good, {body: b"<x/>"})
    yield "no xml.docx", changed_zip(good, {body: b"\0\1\2"})
    yield "no parts.docx", zip_file({"x.txt": b"x"})
    yield "zeros.docx", changed_zip(good, {"word/media/a.png": bytes(150_000_000)})
    yield "cut.docx", good[: len(good) // 2]
    yield "holes.docx", good[:3000] + bytes(2000) + good[5000:]
    yield "text.docx", SENTENCE.encode()
    yield "locked.docx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(9999)
    yield "template.docx", changed_zip(good, {"[Content_Types].xml": b"<Types/>"})


def _lists(good: bytes) -> Iterator[tuple[str, bytes]]:
    """Word files whose numbers of paragraphs are made to fill memory."""
    paragraph = (
        '<w:p><w:pPr><w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr></w:pPr></w:p>'
    )
    own = '<w:num w:numId="2"><w:abstractNumId w:val="7"/></w:num>' * 60_000
    kinds = {
        "letters": (3, "upperLetter", "%1", 2_000_000_000, ""),
        "romans": (3, "upperRoman", "%1", 2_000_000_000, ""),
        "labels": (20_000, "decimal", "%1" * 100_000, 1, ""),
        "many lists": (3, "decimal", "%1.", 1, own),
    }
    for name, (count, form, text, start, more) in kinds.items():
        level = f'<w:lvl w:ilvl="0"><w:start w:val="{start}"/><w:numFmt w:val="{form}"/><w:lvlText w:val="{text}"/></w:lvl>'
        numbering = f'<w:numbering {WORD}><w:abstractNum w:abstractNumId="7">{level}</w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="7"/></w:num>{more}</w:numbering>'
        body = f"<w:document {WORD}><w:body>{paragraph * count}<w:p><w:r><w:t>{SENTENCE}</w:t></w:r></w:p></w:body></w:document>"
        parts = {"word/document.xml": body.encode(), "word/numbering.xml": numbering.encode()}
        yield f"{name}.docx", changed_zip(good, parts)


def _pdfs() -> Iterator[tuple[str, bytes]]:
    good = pdf_file([[(50, 60, SENTENCE)]])
    yield "cut.pdf", good[: len(good) // 2]
    yield "head only.pdf", b"%PDF-1.7\n"
    yield "noise.pdf", b"%PDF-1.7\n" + random.Random(2).randbytes(99_999)
    yield "empty page.pdf", pdf_file([[]])
    yield "no pages.pdf", pdf_file([])
    yield "loop of pages.pdf", good.replace(b"/Parent 2 0 R", b"/Kids [2 0 R]")
    yield "many pages.pdf", good.replace(b"/Count 1", b"/Count 999999999")
    yield "wrong xref.pdf", good.replace(b"startxref\n", b"startxref\n9")
    yield "far away.pdf", pdf_file([[(99_999_999, -9_999_999, SENTENCE)]])
    bomb = zlib.compress(b"BT /F 9 Tf (x) Tj ET " * 2_000_000, 9)
    stream = b"<< /Filter /FlateDecode /Length %d >>\nstream\n%s\nendstream" % (len(bomb), bomb)
    start = good.index(b"5 0 obj\n") + len(b"5 0 obj\n")
    yield "bomb.pdf", good[:start] + stream + good[good.index(b"\nendobj", start) :]


def _archives() -> Iterator[tuple[str, bytes]]:
    plan = SENTENCE.encode()
    yield "cut.zip", zip_file({"a.txt": plan * 99})[:-40]
    yield "bomb.zip", zip_file({f"{n}.txt": bytes(15_000_000) for n in range(10)})
    yield "many.zip", zip_file({f"{n}.txt": b"" for n in range(30_000)})
    deep = zip_file({"a.txt": plan})
    for _ in range(20):
        deep = zip_file({"a.zip": deep})
    yield "deep.zip", deep
    yield "up.zip", zip_file({"../../etc/a.txt": plan, "/abs.txt": plan, "C:\\x.txt": plan})
    yield (
        "odd names.zip",
        zip_file({"a\n\x1b[2J.txt": plan, "🚀.txt": plan, "x" * 3000 + ".txt": plan}),
    )
    yield "nothing.zip", b"PK\x05\x06" + bytes(18)
    lying = bytearray(zip_file({"a.txt": bytes(200_000)}))
    at = lying.index(b"PK\x01\x02") + 24
    lying[at : at + 4] = struct.pack("<I", 100)
    yield "lying.zip", bytes(lying)
    twice = BytesIO()
    with zipfile.ZipFile(twice, "w") as archive:
        for _ in range(3):
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")  # of the name that stands twice, on purpose
                archive.writestr(zipfile.ZipInfo("a.txt"), plan)
    yield "same name.zip", twice.getvalue()
    odd = zip_file({"a.txt": plan}).replace(b"\x08\x00", b"\x63\x00")
    yield "method.zip", odd


def _tables() -> Iterator[tuple[str, bytes]]:
    yield "columns.csv", (",".join(f"c{n}" for n in range(5000)) + "\n").encode()
    yield "quote.csv", b'text\n"' + SENTENCE.encode() * 100
    yield "ragged.csv", b"text\n1,2,3\n4\n"
    yield "same columns.csv", b"text,text\n1,2\n"
    yield "noise.parquet", b"PAR1" + random.Random(3).randbytes(9999) + b"PAR1"
    yield "footer.parquet", b"PAR1" + struct.pack("<I", 0xFFFFFFFF) + b"PAR1"
    yield "noise.xlsx", zip_file({"xl/workbook.xml": random.Random(4).randbytes(9999)})
    yield "sectors.xls", _with_sectors(old_workbook(), 44)
    sheet = BytesIO()
    with xlsxwriter.Workbook(sheet) as book:
        cells = book.add_worksheet()
        cells.write(0, 0, "text")
        cells.write(1_048_575, 16_383, SENTENCE)
    yield "far cell.xlsx", sheet.getvalue()
    yield "bomb.xlsx", zip_file({"xl/workbook.xml": bytes(150_000_000)})


def _with_sectors(data: bytes, at: int) -> bytes:
    """An old workbook whose head counts more sectors than any memory holds."""
    return data[:at] + struct.pack("<I", 0x7FFFFFF0) + data[at + 4 :]


def _others() -> Iterator[tuple[str, bytes]]:
    yield "noise.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + random.Random(5).randbytes(9999)
    yield "noise.wps", random.Random(6).randbytes(9999)
    yield "deep.rtf", b"{\\rtf1" + b"{" * 100_000
    yield "bomb.odt", zip_file({"content.xml": bytes(150_000_000)})
    yield "text.doc", SENTENCE.encode()
