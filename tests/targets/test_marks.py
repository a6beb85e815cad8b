"""Where a clause begins: behind the last of some marks."""

from __future__ import annotations

import pytest

from metrics.targets.marks import CLAUSE_ENDS, SENTENCE_PARTS, behind_last

TEXT = "一，二；三。四"


@pytest.mark.parametrize(
    ("marks", "start", "end", "place"),
    [
        (CLAUSE_ENDS, 0, 7, 6),
        (CLAUSE_ENDS, 0, 5, 4),
        (CLAUSE_ENDS, 0, 2, 2),
        (CLAUSE_ENDS, 0, 1, 0),  # no mark
        (CLAUSE_ENDS, 4, 5, 4),  # none between the places
        (CLAUSE_ENDS, 3, 3, 3),
        (SENTENCE_PARTS, 0, 3, 0),
        (SENTENCE_PARTS, 0, 7, 6),
        ("]^-", 0, 7, 0),  # marks are no pattern
    ],
)
def test_behind_the_last_mark(marks: str, start: int, end: int, place: int) -> None:
    assert behind_last(marks, TEXT, start, end) == place


def test_a_mark_that_means_something_in_patterns() -> None:
    assert behind_last("]^-", "a]b-c", 0, 5) == 4
