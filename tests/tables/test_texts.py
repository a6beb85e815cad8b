"""The file of decoded texts: what is written is read, a block at a time, and each text once."""

from __future__ import annotations

from pathlib import Path

import polars as pl
import pytest
from command import invoke

from metrics.tables.texts import TEXTS, Texts, write_texts
from metrics.text.digests import text_digest

LINES = ("新增学位100个。", "", "a\r\nb\0", "𠮷林省", "优良率达到60%\n" * 500)
BY_DIGEST = {text_digest(text): text for text in LINES}


@pytest.mark.parametrize("mean", [1, 400_000, 3_000_000], ids=["one block", "two a block", "each"])
def test_every_text_is_read_as_it_was_in_the_order_that_is_wanted(
    tmp_path: Path, mean: float
) -> None:
    wanted = [*reversed(BY_DIGEST), *BY_DIGEST, "of no text"]
    write_texts(wanted, BY_DIGEST, tmp_path / TEXTS, mean)
    texts = Texts(tmp_path / TEXTS)
    assert list(texts) == list(reversed(BY_DIGEST))
    assert {digest: texts[digest] for digest in BY_DIGEST} == BY_DIGEST
    assert texts.get("of no text") is None


def test_half_a_character_keeps_the_place_of_those_after_it(tmp_path: Path) -> None:
    write_texts(["0"], {"0": "学\ud800位"}, tmp_path / TEXTS, 3)
    assert Texts(tmp_path / TEXTS)["0"] == "学?位"


def test_texts_of_several_files_are_one_mapping_and_the_first_counts(tmp_path: Path) -> None:
    for name, text in (("a", "甲"), ("b", "乙")):
        write_texts(["0", name], {"0": text, name: text}, tmp_path / name, 1)
    assert dict(Texts(tmp_path / "a", tmp_path / "b")) == {"0": "甲", "a": "甲", "b": "乙"}


def test_a_run_that_grows_keeps_each_text_that_its_documents_name(tmp_path: Path) -> None:
    plans = {name: f"某市2024年工作要点\n新增学位{name}个。\n" for name in ("100", "200", "300")}
    for name, text in plans.items():
        (tmp_path / f"{name}.txt").write_text(text, "utf-8")
    file, out = tmp_path / "out" / TEXTS, ("--out", tmp_path / "out")
    assert invoke("extract", tmp_path / "100.txt", tmp_path / "200.txt", *out).exit_code == 0
    (tmp_path / "100.txt").write_text(plans["100"] + "培训教师10人。\n", "utf-8")
    added = ("extract", tmp_path / "100.txt", tmp_path / "300.txt", *out, "--append")
    assert invoke(*added).exit_code == 0
    kept, documents = pl.read_parquet(file), pl.read_parquet(tmp_path / "out/documents.parquet")
    assert kept["text_sha256"].to_list() == documents["text_sha256"].to_list()
    assert [text_digest(text) for text in kept["text"]] == kept["text_sha256"].to_list()
    for row in pl.read_parquet(tmp_path / "out/numbers.parquet").iter_rows(named=True):
        digest = documents.row(by_predicate=pl.col("document_id") == row["document_id"], named=True)
        assert Texts(file)[digest["text_sha256"]][row["start"] : row["end"]] == row["quote"]
