"""Lines broken at a margin are whole again; paragraphs stay apart."""

from __future__ import annotations

from metrics.text.wrapped_lines import unwrapped, wrapped_width

SENTENCE = "全市新建公办幼儿园二十所新增学位八千个培训教师九百人次"  # 27 characters
WRAPPED = [SENTENCE] * 24
PARAGRAPHS = [SENTENCE[: 8 + 3 * (number % 7)] + "。" for number in range(30)]


def test_the_width_of_a_page_is_found():
    assert wrapped_width("\n".join(WRAPPED)) == len(SENTENCE)


def test_paragraphs_have_no_width():
    assert wrapped_width("\n".join(PARAGRAPHS)) is None
    assert wrapped_width("\n".join([SENTENCE + "。"] * 30)) is None


def test_breaks_at_the_margin_become_spaces():
    text = "\n".join([*WRAPPED, "一、主要任务", *WRAPPED, SENTENCE[:-1] + "。", *WRAPPED])
    read = unwrapped(text)
    assert len(read) == len(text)
    assert read.count("\n") == 3  # before and behind the heading, and behind 。
    assert read.startswith(f"{SENTENCE} {SENTENCE}")


def test_the_number_of_a_page_stays_on_its_line():
    text = "\n".join([*WRAPPED, "12", *WRAPPED])
    assert f"{SENTENCE}\n12\n{SENTENCE}" in unwrapped(text)
