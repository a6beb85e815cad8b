from __future__ import annotations

import importlib.util
import re
from pathlib import Path
from random import Random
from types import ModuleType

import pytest
from conftest import REPOSITORY

from metrics import extract, read_documents

EXAMPLES = REPOSITORY / "examples"


@pytest.fixture(scope="module")
def synthetic() -> ModuleType:
    """The module, which lies outside the packages because only measuring needs it."""
    file = REPOSITORY / "benchmarks" / "synthetic.py"
    spec = importlib.util.spec_from_file_location("synthetic", file)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def texts(folder: Path) -> dict[str, bytes]:
    return {str(file.relative_to(folder)): file.read_bytes() for file in folder.rglob("*.txt")}


def test_the_same_request_gives_the_same_files(synthetic, tmp_path):
    for name, seed in (("a", 1), ("b", 1), ("c", 2)):
        synthetic.write_collection(EXAMPLES, tmp_path / name, documents=3, seed=seed)
    first, again, other = (texts(tmp_path / name) for name in "abc")
    assert sorted(first) == [f"education-2024-{copy:05}.txt" for copy in (1, 2, 3)]
    assert first == again
    assert first.keys() == other.keys()
    assert not {*first.values()} & {*other.values()}


def test_texts_differ_and_are_about_as_large_as_asked(synthetic, tmp_path):
    written = synthetic.write_collection(EXAMPLES, tmp_path, megabytes=0.5)
    made = texts(tmp_path)
    originals = {document.text.encode() for document in read_documents([EXAMPLES])}
    assert len(made) == written
    assert len({*made.values()} | originals) == written + len(originals)
    assert 500_000 <= sum(map(len, made.values())) < 600_000


def test_copies_are_read_as_their_source_is(synthetic, tmp_path, rules):
    synthetic.write_collection(EXAMPLES, tmp_path, documents=2)
    source = extract(read_documents([EXAMPLES]), rules)
    copies = extract(read_documents([tmp_path]), rules)
    per_copy = copies.documents["targets"].to_list()
    assert len(source.targets) > 0
    assert sum(per_copy) == 2 * len(source.targets)
    assert copies.targets["value"].to_list() != source.targets["value"].to_list() * 2


@pytest.mark.parametrize(
    "text",
    [
        "2024年", "2.2024年全市工作要点", "2024年2月13日", "（二）12个", "PM2.5", "“12345”热线",
        "2024.02.09", "100%", "5G", "G4216",
    ],
)  # fmt: skip
def test_what_is_no_figure_stays(synthetic, text):
    assert synthetic.change_figures(text, Random(0)) == text


@pytest.mark.parametrize(("text", "pattern"), [
    ("增长12%", r"增长1\d%"),
    ("增长6.5%-7.5%", r"增长6\.\d%-7\.\d%"),
    ("新增8130个", r"新增8\d\d\d个"),
    ("占0.125", r"占0\.1\d\d"),
])  # fmt: skip
def test_figures_keep_length_and_first_digit(synthetic, text, pattern):
    made = {synthetic.change_figures(text, Random(seed)) for seed in range(20)}
    assert len(made) > 3
    assert all(re.fullmatch(pattern, one) for one in made)


def test_what_cannot_be_made_is_refused(synthetic, tmp_path):
    (tmp_path / "words.txt").write_text("没有数字的文件。", encoding="utf-8")
    with pytest.raises(ValueError, match="no document has further figures"):
        synthetic.write_collection(tmp_path, tmp_path / "out", documents=1)
    with pytest.raises(ValueError, match="is not empty"):
        synthetic.write_collection(EXAMPLES, tmp_path, documents=1)
