"""Patterns that are asked together find what each of them finds alone."""

from __future__ import annotations

import pytest

from metrics.rules.asked import PhraseName
from metrics.rules.phrase_groups import PhraseGroup
from metrics.rules.ruleset import rules_of_process

NAMES: tuple[PhraseName, ...] = ("frequency", "each_has", "of_which", "per_unit", "term")
TEXTS = [
    "每年新建学校10所",
    "其中农村公路20公里",
    "三年内建成5座",
    "每千人拥有床位6张",
    "新建学校10所，其中小学3所，每年招聘教师60名",
    "投资12亿元",
    "",
]


@pytest.mark.parametrize("text", TEXTS)
def test_a_group_finds_what_its_patterns_find(text: str) -> None:
    phrases = rules_of_process().phrases
    group = PhraseGroup(phrases, *NAMES)
    for end in range(len(text) + 1):
        within = group.within(text, 0, end)
        for name in NAMES:
            for at in range(end + 1):
                for ask in ("search", "match", "fullmatch"):
                    found = getattr(within[name], ask)(text, at, end)
                    alone = getattr(phrases[name], ask)(text, at, end)
                    assert (found and found.span()) == (alone and alone.span())
                    assert found is None or group.may_match(text, at, end)


def test_words_that_none_needs_are_told_at_once() -> None:
    phrases = rules_of_process().phrases
    group = PhraseGroup(phrases, "basis_said", "rank_said")
    assert group.may_match("可比增长7%", 0, 6)
    assert not group.may_match("可比增长7%", 2, 6)
