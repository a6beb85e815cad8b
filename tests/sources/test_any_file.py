"""Whatever a file holds: it is read or its problem told, and the tables keep their invariants."""

from __future__ import annotations

import zipfile
from functools import cache
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import given, settings
from hypothesis import strategies as st
from invariants import PIECES, check_invariants
from made_files import changed_zip, pdf_file, word_file, zip_file

from metrics import Document, extract, load_rules
from metrics.sources.discovery import SUFFIXES, read_documents
from metrics.sources.formats.rows import Columns

SENTENCE = "力争普惠性幼儿园覆盖率达到89%，新增学位8130个。"
WITHOUT_OFFICE = [one for one in SUFFIXES if one not in (".doc", ".wps", ".rtf", ".odt")]
TAGS = ["<p>", "</p>", "<table>", "<tr>", "<td>", "<td colspan=2>", "</table>", "<br>", "<b>", "</b>", "<a href=x>", "<ul>", "<li>", "<!--", "-->", "<script>", "</script>", "&nbsp;", "&#9;", "<pre>", "<div hidden>", "</div>"]  # fmt: skip


@cache
def builtin():
    return load_rules()


@cache
def whole_files() -> dict[str, bytes]:
    return {
        ".docx": word_file(SENTENCE, "目标"),
        ".pdf": pdf_file([[(50, 60, SENTENCE)]]),
        ".zip": zip_file({"plan.txt": SENTENCE.encode(), "plan.docx": word_file(SENTENCE)}),
        ".html": f"<meta charset=utf-8><p>{SENTENCE}</p>".encode(),
        ".csv": f"text,year\n{SENTENCE},2024\n".encode(),
        ".txt": SENTENCE.encode(),
    }


def check_file(suffix: str, data: bytes) -> None:
    with TemporaryDirectory() as folder:
        file = Path(folder, f"plan{suffix}")
        file.write_bytes(data)
        documents = list(read_documents([file], columns=Columns()))
    assert documents
    tables = extract(documents, builtin())
    assert tables.documents["source"].n_unique() == len({one.source for one in documents})
    for document in documents:
        assert document.source.startswith(file.as_posix())
        if document.problem is None:
            check_invariants(document.text, extract([document], builtin()))
        else:
            assert document.text == ""
            assert "\n" not in document.problem


@given(st.sampled_from(WITHOUT_OFFICE), st.binary(max_size=400))
@settings(max_examples=150, deadline=None)
def test_any_bytes(suffix, data):
    check_file(suffix, data)


@given(st.sampled_from(sorted(whole_files())), st.data())
@settings(max_examples=150, deadline=None)
def test_a_file_with_a_hole_in_it(suffix, data):
    whole = whole_files()[suffix]
    start = data.draw(st.integers(0, len(whole)))
    end = data.draw(st.integers(start, min(len(whole), start + 300)))
    filling = data.draw(st.binary(max_size=40))
    check_file(suffix, whole[:start] + filling + whole[end:])


@given(st.lists(st.sampled_from([*TAGS, *PIECES]), max_size=40))
@settings(max_examples=150, deadline=None)
def test_any_page(pieces):
    check_file(".html", ("<meta charset=utf-8>" + "".join(pieces)).encode())


@given(st.lists(st.sampled_from(PIECES), max_size=30), st.integers(0, 3))
@settings(max_examples=60, deadline=None)
def test_any_word_file(pieces, cut):
    text = "".join(piece for piece in pieces if piece.isprintable())
    xml = f'<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body><w:p><w:r><w:t>{text}</w:t></w:r></w:p></w:body></w:document>'
    data = xml.encode()
    check_file(".docx", changed_zip(word_file(""), {"word/document.xml": data[: len(data) - cut]}))


@given(
    st.lists(
        st.tuples(st.integers(0, 400), st.integers(0, 600), st.sampled_from(PIECES)), max_size=20
    )
)
@settings(max_examples=60, deadline=None)
def test_any_printed_page(pieces):
    check_file(".pdf", pdf_file([pieces]))


@given(
    st.dictionaries(
        st.text(st.characters(codec="utf-8", exclude_characters="\0"), max_size=20),
        st.binary(max_size=60),
        max_size=5,
    )
)
@settings(max_examples=60, deadline=None)
def test_any_archive(files):
    stream = BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        for name, data in files.items():
            archive.writestr(f"{name}.txt", data)
    check_file(".zip", stream.getvalue())


@given(st.text(st.characters(), max_size=100))
@settings(max_examples=100, deadline=None)
def test_any_string_even_with_half_characters(text):
    tables = extract([Document("any.txt", text), Document("good.txt", SENTENCE)], builtin())
    good = tables.documents.row(-1, named=True)
    assert (good["problem"], good["targets"]) == (None, 2)
