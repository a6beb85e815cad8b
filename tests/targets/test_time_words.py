"""What words of time say of the numbers after them."""

from __future__ import annotations

import pytest

from metrics.targets.time_words import TimeReader, TimeWord, times_of
from metrics.text.periods import Years

PLAN = Years(2026, 2026)


@pytest.fixture(scope="module")
def reader(rules) -> TimeReader:
    return times_of(rules.phrases)


def word(end: int, says: str, first: int | None = None, last: int | None = None, **more: object):
    """A word of time at the beginning of its text."""
    years = None if first is None else Years(first, last or first)
    return TimeWord(0, end, says, years, **more)


SAID = {
    "今年": word(2, "this"),
    "去年完成": word(2, "years", 2025),
    "到2027年": word(6, "by", 2027),
    "2027年": word(5, "years", 2027),
    "2021—2025年": word(10, "years", 2021, 2025),
    "近三年": word(3, "years", 2023, 2025),
    "未来三年": word(4, "years", 2026, 2028),
    "三年行动": word(4, "years", 2026, 2028, is_programme=True),
    "每年": word(2, "each"),
    "目前": word(2, "now"),
    "截至2025年6月底": word(9, "until", 2025, month=6),
    "截至9月底": word(4, "until", month=9),
    "前三季度": word(4, "until", month=9),
    "上半年": word(3, "until", month=6),
    "“十五五”时期": word(7, "years", 2026, 2030),
    "“十四五”末": word(6, "by", 2025),
    "五年来": word(3, "years", 2021, 2025),
}


@pytest.mark.parametrize("said", SAID)
def test_a_word_of_time_says(reader: TimeReader, said: str) -> None:
    assert reader.words(said, PLAN, False) == (SAID[said],)


@pytest.mark.parametrize(
    ("said", "plan", "looks_back", "count"),
    [
        ("项目", PLAN, False, 0),
        ("2019年", PLAN, False, 0),  # no promise is for a year gone by
        ("2019年", PLAN, True, 1),
        ("去年", None, False, 0),  # of which year, nobody knows
        ("过去五年，今年", PLAN, False, 2),
    ],
)
def test_words_that_count(
    reader: TimeReader, said: str, plan: Years | None, looks_back: bool, count: int
) -> None:
    assert len(reader.words(said, plan, looks_back)) == count


def test_years_ahead_of_an_unknown_year_are_ahead(reader: TimeReader) -> None:
    assert reader.words("未来三年", None, False) == (word(4, "ahead"),)


@pytest.mark.parametrize("said", SAID)
def test_what_opens_words_is_found_there_alone(reader: TimeReader, said: str) -> None:
    assert reader.opening(said, PLAN) == SAID[said]
    assert reader.opening(f"全市{said}", PLAN) is None


def test_a_reader_is_made_once(rules, reader: TimeReader) -> None:
    assert times_of(rules.phrases) is reader
