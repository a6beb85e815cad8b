"""Chinese words are known to the rules and to the tables' own texts, not to the program."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest
import regex

from metrics.paths import package

DIGITS = (
    "〇零一二三四五六七八九十百千万亿兆两廿卅卌几数壹贰叁肆伍陆柒捌玖拾佰仟萬億貳參陸兩倆俩幺叄幾"
)
# Signs within numerals: 三点五, 负三, 百分之五, 十余, 三至五; 甲 and 乙 number lists.
SIGNS = "点點负負分之余餘多至到甲乙丙丁戊己庚辛壬癸"
DATES = "年月日"
ALLOWED = {
    "rules/patterns.py": "龥",  # stands for a character that no pattern lists
    "sources/formats/superscripts.py": "注米",  # marks of notes, and 米 before a raised 2
    "text/wrapped_lines.py": "第章节条",  # what opens a paragraph, as the numbers of headings do
}
"""What a file may name besides; the rooms of sources and of text know no rules."""
_RANGE = regex.compile(r"\p{Han}-\p{Han}|\p{Han}-\uFAFF|[\U00020000-\U0003FFFF]")
_SENTENCE = regex.compile(r"[A-Za-z]{2,} [A-Za-z]{2,}")


def words(source: str) -> Iterator[tuple[int, str]]:
    """The Chinese characters that strings hold which are no numerals, with the line of each.

    Docstrings say nothing to the program, and messages to people may give an example.
    """
    tree = ast.parse(source)
    said = {
        id(node.value)
        for node in ast.walk(tree)
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)
    }
    for node in ast.walk(tree):
        if not isinstance(node, ast.Constant) or not isinstance(node.value, str):
            continue
        if id(node) in said or _SENTENCE.search(node.value):
            continue
        text = _RANGE.sub("", node.value)
        found = regex.sub(rf"[^\p{{Han}}]|[{DIGITS}{SIGNS}{DATES}]", "", text)
        if found:
            yield node.lineno, found


FILES = sorted(package().rglob("*.py"))


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.relative_to(package()).as_posix())
def test_no_chinese_words_in_code(path: Path):
    allowed = ALLOWED.get(path.relative_to(package()).as_posix(), "")
    found = [(line, one) for line, one in words(path.read_text("utf-8")) if one.strip(allowed)]
    assert found == []


@pytest.mark.parametrize(
    ("source", "found"),
    [
        ("KINDS = '省市'", ["省市"]),
        ("def f():\n    '''The words 省市.'''\n    return '百分之三十'", []),
        ("x = f'(?:{one}|到位)'", ["位"]),
        ("raise ValueError(f'Write it as plans do: 亿元, not {name!r}')", []),
        ("# 省市\nMAGNITUDES = '万亿'", []),
        ("HAN = '[一-鿿]'", []),
    ],
)
def test_words_are_told_from_numerals_and_messages(source, found):
    assert [one for _, one in words(source)] == found
