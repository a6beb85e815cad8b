from __future__ import annotations

import os
import shutil
import subprocess
import sys
from functools import cache

import pytest
from conftest import REPOSITORY
from hypothesis import given, settings
from hypothesis import strategies as st
from invariants import PIECES, check_invariants

from metrics import Document, extract, load_rules, read_document
from metrics.paths import builtin_rules
from metrics.tables.parquet import stage_tables


@cache
def builtin():
    """The built-in rules; an argument of a property test would be printed with every example."""
    return load_rules()


def test_the_sample_keeps_the_invariants(sample_tables):
    text = (REPOSITORY / "examples" / "education-2024.txt").read_bytes().decode("utf-8")
    check_invariants(text, sample_tables)


@given(st.lists(st.sampled_from(PIECES), max_size=30))
@settings(max_examples=150, deadline=None)
def test_made_up_texts_keep_the_invariants(pieces):
    text = "".join(pieces)
    check_invariants(text, extract([Document("made-up.txt", text)], builtin()))


@given(st.text(max_size=200))
@settings(max_examples=150, deadline=None)
def test_any_text_keeps_the_invariants(text):
    tables = extract([Document("any.txt", text)], builtin())
    for row in tables.numbers.iter_rows(named=True):
        assert text[row["start"] : row["end"]] == row["quote"]


def test_every_corpus_document_keeps_the_invariants(rules, shared):
    from metrics.sources.discovery import read_documents

    folders = [
        shared / "corpora" / name for name in ("provinces-2026", "counties", "hailar-gb18030")
    ]
    documents = list(read_documents(folders))
    assert len(documents) > 60
    for document in documents:
        assert document.problem is None, document
        check_invariants(document.text, extract([document], rules))


def test_less_than_half_a_percent_of_mentions_are_unexplained(rules, shared):
    from metrics.sources.discovery import read_documents

    tables = extract(read_documents([shared / "corpora" / "provinces-2026"]), rules)
    unexplained = (tables.numbers["role"] == "unexplained").sum()
    print(f"{unexplained} of {len(tables.numbers)} mentions are unexplained")
    assert unexplained < 0.005 * len(tables.numbers)


def test_ids_are_unique_and_stable_wherever_the_file_lies(rules, sample_tables, tmp_path):
    copy = tmp_path / "elsewhere.txt"
    shutil.copy(REPOSITORY / "examples" / "education-2024.txt", copy)
    again = extract([read_document(copy)], rules)
    assert again.targets["target_id"].to_list() == sample_tables.targets["target_id"].to_list()
    assert again.targets["target_id"].n_unique() == len(again.targets)


def test_a_text_read_twice_gets_ids_of_its_own(rules):
    documents = [Document("a.txt", "新增学位8130个。"), Document("b.txt", "新增学位8130个。")]
    tables = extract(documents, rules)
    assert tables.targets["target_id"].n_unique() == 2


@pytest.mark.parametrize("seed", ["0", "12345"])
def test_tables_do_not_depend_on_the_hash_seed(seed, sample_tables, tmp_path):
    program = (
        "import sys\nfrom pathlib import Path\nimport metrics\nfrom metrics.tables.parquet import stage_tables\n"
        "document = metrics.read_document('examples/education-2024.txt')\n"
        "stage_tables(metrics.extract([document]), Path(sys.argv[1]), metadata={})\n"
    )
    environment = {**os.environ, "PYTHONHASHSEED": seed}
    subprocess.run(
        [sys.executable, "-c", program, str(tmp_path)], cwd=REPOSITORY, env=environment, check=True
    )
    here = tmp_path / "here"
    here.mkdir()
    stage_tables(sample_tables, here, metadata={})
    for name in ("targets", "numbers", "documents"):
        assert (tmp_path / f"{name}.parquet").read_bytes() == (
            here / f"{name}.parquet"
        ).read_bytes()


def test_tables_do_not_depend_on_the_names_and_order_of_rule_files(sample_tables, tmp_path):
    folder = tmp_path / "rules"
    shutil.copytree(builtin_rules(), folder)
    for name in ("clauses", "roles", "targets", "cues"):
        for number, path in enumerate(sorted((folder / name).glob("*.toml"), reverse=True)):
            path.rename(path.with_name(f"{number:02}-{path.name}"))
    document = read_document(
        REPOSITORY / "examples" / "education-2024.txt", source="examples/education-2024.txt"
    )
    again = extract([document], load_rules(folder, only=True))
    assert again.targets.equals(sample_tables.targets)
    assert again.numbers.equals(sample_tables.numbers)
