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


def test_breaks_at_the_margin_are_left_out():
    text = "\n".join([*WRAPPED, "一、主要任务", *WRAPPED, SENTENCE[:-1] + "。", *WRAPPED])
    read = unwrapped(text)
    assert read.text.count("\n") == 3  # before and behind the heading, and behind 。
    assert read.text.startswith(SENTENCE + SENTENCE)
    assert [text[place] for place in read.places or ()] == list(read.text)


def test_the_number_of_a_page_is_left_out_within_a_sentence():
    text = "\n".join([*WRAPPED, "12", *WRAPPED[:-1], SENTENCE[:-1] + "。", "13", *WRAPPED])
    read = unwrapped(text)
    assert [text[start:end] for start, end in read.pages] == ["12"]
    assert "。\n13\n" in read.text


def test_latin_words_stay_two():
    line = SENTENCE[:-2] + "AI ", "Lab" + SENTENCE[2:]
    assert "AI Lab" in unwrapped("\n".join([*WRAPPED, *line, *WRAPPED])).text
