"""Files that tests make by hand: small PDFs with Chinese text, archives, Word files."""

from __future__ import annotations

import base64
import zipfile
import zlib
from collections.abc import Mapping, Sequence
from io import BytesIO

import docx

PAGE_WIDTH, PAGE_HEIGHT = 420, 595
SIZE = 10  # of a character, in points
LEFT = 50


def pdf_file(
    pages: Sequence[Sequence[tuple[float, float, str]]],
    size: tuple[int, int] = (PAGE_WIDTH, PAGE_HEIGHT),
    drawings: Sequence[bytes] = (),
) -> bytes:
    """A PDF of pages with pieces of text, each with its distance from the left and the top.

    ``drawings`` are what is drawn on each page, in the operators of a PDF.
    """
    width, height = size
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"",  # the pages, when their numbers are known
        b"<< /Type /Font /Subtype /Type0 /BaseFont /STSong-Light /Encoding /UniGB-UCS2-H"
        b" /DescendantFonts [4 0 R] >>",
        b"<< /Type /Font /Subtype /CIDFontType0 /BaseFont /STSong-Light /DW 1000"
        b" /CIDSystemInfo << /Registry (Adobe) /Ordering (GB1) /Supplement 2 >> >>",
    ]
    kids = []
    for number, page in enumerate(pages):
        content = b"".join(drawings[number : number + 1]) + b"".join(
            b"BT /F %d Tf %d %d Td <%s> Tj ET\n"
            % (SIZE, x, height - y, text.encode("utf-16-be").hex().encode())
            for x, y, text in page
        )
        objects.append(b"<< /Length %d >>\nstream\n%s\nendstream" % (len(content), content))
        objects.append(
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 %d %d] /Contents %d 0 R"
            b" /Resources << /Font << /F 3 0 R >> >> >>" % (width, height, len(objects))
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


WORD_NAMES = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"'


def word_body(xml: str, **parts: bytes) -> bytes:
    """A .docx file with this body."""
    body = f"<w:document {WORD_NAMES}><w:body>{xml}</w:body></w:document>"
    return changed_zip(word_file(""), {"word/document.xml": body.encode(), **parts})


def old_workbook() -> bytes:
    """An .xls file of two sheets; the first has the columns text, title and year and two rows."""
    return zlib.decompress(base64.b85decode(_OLD_WORKBOOK))


_OLD_WORKBOOK = (
    "c-rk)O-NKx6#nj=|3SwY8v_l@gsdhP6GFJrv7lUO7DSR^&E&JhL1mbQwkXY9v<QM$MF@hMHfEbjYEioufl`Yg2xe"
    "*-1VKTB&g<Os-kZjnz=0Yx-uJlYo_p^7-n;LfbI<!(Sq^399@J&=3)<m8PWQoGU=vh)RwD@N*L9^@wU>%+V@tv3B"
    "}cklcvAV&qkO3RorT1r^EpZ2J(V*UL-**2)=)+q<~hWLnnRm#QtV0Gr4m3b&#Ri{d6wH)-siDTS$44H2Fo@Yn-Qn"
    "69P5s>nsMAK8@Vq)Qs5DD-m>KYYVbnE@s*px80*5J)KEORIXmi|6_^Kku2UP)Qt@O4VRGR-zUmFY7i+IRYq0I*wF"
    "{8_+j_gFi2asy0+Z0s2^EMllwO@q!@+UY_~bGgiB+8B)T{O=4M=O_Y3fQ3rIQ*pC$xCV53#7t_73)S9c!g1Zb1~0"
    "ZW*PWvvNW9PhDRc^FVy>4<-itc3nJ(j)aU-D2@A7PUjpDT$ckXd1q9R96%N8A>JQB%JQrCKELWp^u*4xWs>v0@pR"
    "a&ZU;K16obeC?s4R0gc<u;UgfjyV7-oIn4+5Mrk)y8IXcZ_u5oV@U8jZdI<}`k-%I+;$K#LdXFkOCk-pHGy%b(}6"
    "PrULE!hC^)iI4`(Jb!VR#=KzwJ`I@JC?P-<rJ?Bnse99M_?7!;Ab_&(rBsG5&4!h*GjQP5w>8q!yGS|t=8?b^mCp"
    "IVRom%mPOc-*(xxEbeo<r?24&;*DkB^Pz|Fz_!H&uw9NN!RZojQdfM`)DC*7px}(^-+puB7h7B7wY-}C~^R3Ncd|"
    "2>%rQ7__Q2%w-sO0S5B>yc=V3dwDeU=`<2-PV}loUVP;S$!l#0ELm|3ZaRboCU5k>Gg@mmI(JRxb+gXT!wc-`hf^"
    "UO!jLJpb|ae*o5N0ww"
)
