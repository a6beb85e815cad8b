"""Files that tests make by hand: small PDFs with Chinese text, archives, Word files."""

from __future__ import annotations

import zipfile
from collections.abc import Mapping, Sequence
from io import BytesIO

import docx

PAGE_WIDTH, PAGE_HEIGHT = 420, 595
SIZE = 10  # of a character, in points
LEFT = 50


def pdf_file(pages: Sequence[Sequence[tuple[float, float, str]]]) -> bytes:
    """A PDF of pages with pieces of text, each with its distance from the left and the top."""
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"",  # the pages, when their numbers are known
        b"<< /Type /Font /Subtype /Type0 /BaseFont /STSong-Light /Encoding /UniGB-UCS2-H"
        b" /DescendantFonts [4 0 R] >>",
        b"<< /Type /Font /Subtype /CIDFontType0 /BaseFont /STSong-Light /DW 1000"
        b" /CIDSystemInfo << /Registry (Adobe) /Ordering (GB1) /Supplement 2 >> >>",
    ]
    kids = []
    for page in pages:
        content = b"".join(
            b"BT /F %d Tf %d %d Td <%s> Tj ET\n"
            % (SIZE, x, PAGE_HEIGHT - y, text.encode("utf-16-be").hex().encode())
            for x, y, text in page
        )
        objects.append(b"<< /Length %d >>\nstream\n%s\nendstream" % (len(content), content))
        objects.append(
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 %d %d] /Contents %d 0 R"
            b" /Resources << /Font << /F 3 0 R >> >> >>" % (PAGE_WIDTH, PAGE_HEIGHT, len(objects))
        )
        kids.append(b"%d 0 R" % len(objects))
    objects[1] = b"<< /Type /Pages /Count %d /Kids [%s] >>" % (len(kids), b" ".join(kids))
    return _pdf_of(objects)


def _pdf_of(objects: Sequence[bytes]) -> bytes:
    made = b"%PDF-1.4\n"
    places = []
    for number, body in enumerate(objects, 1):
        places.append(len(made))
        made += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    start = len(made)
    made += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    made += b"".join(b"%010d 00000 n \n" % place for place in places)
    made += b"trailer << /Size %d /Root 1 0 R >>\n" % (len(objects) + 1)
    return made + b"startxref\n%d\n%%%%EOF\n" % start


def lines_of_page(lines: Sequence[str], left: float = LEFT) -> list[tuple[float, float, str]]:
    """Lines below each other; a line that begins with wide spaces is indented by them."""
    return [(left, 60 + 16 * number, line) for number, line in enumerate(lines)]


def word_file(*paragraphs: str) -> bytes:
    """A .docx file of plain paragraphs."""
    stream = BytesIO()
    document = docx.Document()
    for text in paragraphs:
        document.add_paragraph(text)
    document.save(stream)
    return stream.getvalue()


def zip_file(files: Mapping[str, bytes], compression: int = zipfile.ZIP_DEFLATED) -> bytes:
    """An archive of files by name."""
    stream = BytesIO()
    with zipfile.ZipFile(stream, "w", compression) as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return stream.getvalue()


def changed_zip(data: bytes, changes: Mapping[str, bytes]) -> bytes:
    """The archive with some of its members replaced or added."""
    with zipfile.ZipFile(BytesIO(data)) as archive:
        files = {name: archive.read(name) for name in archive.namelist()}
    return zip_file(files | dict(changes))
