"""Where the entries and keys of a rule file stand."""

from __future__ import annotations

import pytest

from metrics.rules.toml_tables import line_of

FILE = """\
# [first]
[first]
doc = "a"
pattern = 'b'
[[first.example]]
text = "c"

[ words . listed ]
[words.own]
words = ["d"]
["第一 1"]
doc = "e"
[[last.example]]
text = "f"
"p=q" = 1
short.doc = "g"
"""


@pytest.mark.parametrize(
    ("entry", "key", "line"),
    [
        ("first", "", 2),
        ("first", "pattern", 4),
        ("first", "example", 5),
        ("first", "words", 2),  # another entry's
        ("words.own", "", 9),
        ("words.own", "words", 10),
        ("第一 1", "", 11),
        ("last", "", 13),  # opened by its first example
        ("p=q", "", 15),
        ("nowhere", "", 1),
    ],
)
def test_lines(entry: str, key: str, line: int) -> None:
    assert line_of(FILE, entry, key) == line
