"""The dictionary of the tables shows values that the tables may hold."""

from __future__ import annotations

import re

from metrics.tables.dictionary import columns

IDS = re.compile(r"[tadc][0-9a-f]{16}")


def test_examples_of_ids_have_their_form():
    rows = columns().filter(columns()["column"].str.contains(r"(^|_)id$|^part_of$"))
    shown = {
        (row["table"], row["column"]): row["example"]
        for row in rows.iter_rows(named=True)
        if row["column"] not in ("indicator_id", "rule_id")
    }
    assert len(shown) > 4
    assert {place: id for place, id in shown.items() if not IDS.fullmatch(id)} == {}


def test_examples_of_digests_have_their_form():
    digests = columns().filter(column="rules_digest")["example"]
    assert all(re.fullmatch(r"r[0-9a-f]{16}", digest) for digest in digests)
