"""Words that a text must hold for a pattern to match it: never more than the pattern asks for."""

from __future__ import annotations

import pickle

import pytest
import regex
from hypothesis import given, settings
from hypothesis import strategies as st

from metrics.rules import patterns
from metrics.rules.needed_words import finder_of, needed_words
from metrics.rules.patterns import BoundedPattern, GatedPattern

_SECONDS = 0.05
_LETTERS = "年月底前达到以上的"


@pytest.mark.parametrize(
    ("pattern", "words"),
    [
        ("年底前", {"年底前"}),
        ("(?:到|至)20[0-9]{2}年底?", {"20"}),
        ("(?:达到|达)\\d+", {"达"}),
        ("以上?的", {"以"}),
        ("(?:不少于|至少)[^，]{0,6}", {"不少于", "至少"}),
        ("[东西]\\p{Han}", {"东", "西"}),
        ("\\p{Han}{2}市", {"市"}),
        ("每(?=年|月)", {"每"}),
        ("(?<=比)去年", {"去年"}),
        ("(?<!比)\\d+", None),
        ("年?", None),
        ("(?:年|)末?", None),
        ("[^，]+", None),
        ("(?i)pm", None),
        ("(?P<a>上)(?P=a)", None),
        ("a{e<=1}", None),
        ("[[a-z]--[b]]", None),
        ("[\\d年]", None),
        ("\\u5e74\\x41", {"年A"}),
        ("(?:年)+", {"年"}),
        ("年{0,2}末", {"末"}),
        ("(?r)年末", {"年末"}),
        ("(?m:^)各省", {"各省"}),
    ],
)
def test_words_follow_from_a_pattern(pattern: str, words: set[str] | None) -> None:
    found = needed_words(pattern)
    assert found == words


def _patterns() -> st.SearchStrategy[str]:
    single = st.sampled_from([*_LETTERS, ".", "^", "$", "\\d", "\\p{Han}", "\\.", "[年月]"])
    return st.recursive(
        st.one_of(single, st.sampled_from(["[^年]", "年底", "达到", "[底前-]", "[]年]"])),
        lambda inner: st.one_of(
            st.lists(inner, min_size=1, max_size=3).map("".join),
            st.lists(inner, min_size=1, max_size=3).map(lambda some: f"(?:{'|'.join(some)})"),
            st.tuples(
                inner, st.sampled_from(["?", "*", "+", "{2}", "{0,2}", "{1,}", "??", "*+"])
            ).map(lambda two: f"(?:{two[0]}){two[1]}"),
            st.tuples(
                st.sampled_from(["(?=", "(?!", "(?<=", "(?<!", "(?P<x>", "(?>", "("]), inner
            ).map(lambda two: f"{two[0]}{two[1]})".replace("?P<x>", "")),
        ),
        max_leaves=6,
    )


@settings(deadline=None)  # of a busy machine
@given(
    _patterns(),
    st.text(_LETTERS + "3.-]", max_size=12),
    st.integers(0, 12),
    st.integers(0, 12),
    st.sampled_from(["search", "match", "fullmatch"]),
)
def test_every_match_holds_one_of_the_words(
    pattern: str, text: str, pos: int, endpos: int, how: str
) -> None:
    try:
        asked = regex.compile(pattern)
    except regex.error:
        return
    words = needed_words(pattern)
    if words is None:
        return
    gated = pickle.loads(pickle.dumps(GatedPattern(asked, words)))
    try:
        expected = getattr(asked, how)(text, pos, endpos, timeout=_SECONDS)
        asked.sub("", text, timeout=_SECONDS)
    except TimeoutError:  # of groups repeated in groups
        return
    found = getattr(gated, how)(text, pos, endpos)
    assert (expected and expected.span()) == (found and found.span())
    assert asked.sub("", text) == gated.sub("", text)


@pytest.mark.parametrize("text", ["", "年", "到年底", "上半年、下半年"])
def test_one_of_several_words_is_found_anywhere(text: str) -> None:
    words = frozenset(("年底", "上半", "月", "^", "]"))
    assert bool(finder_of(words).search(text)) == any(word in text for word in words)


def test_what_may_match_in_part_is_asked(rules) -> None:
    name, gated = next((n, p) for n, p in rules.phrases.items() if isinstance(p, GatedPattern))
    asked = gated.asked
    assert not isinstance(asked, BoundedPattern), name
    head = min(gated.words)[:1]
    expected = asked.search(head, partial=True)
    found = gated.search(head, partial=True)
    assert (expected is None) == (found is None)


def test_a_long_text_is_not_looked_through_from_each_of_its_places(monkeypatch) -> None:
    looked_at = []

    class Finder:
        def search(self, text: str, pos: int, endpos: int) -> None:
            looked_at.append(min(endpos, len(text)) - pos)

    monkeypatch.setattr(patterns, "finder_of", lambda _: Finder())
    gated = GatedPattern(regex.compile("年底前"), frozenset({"年底前"}))
    text = "\n" * 20_000
    assert all(gated.match(text, place) is None for place in range(len(text)))
    assert sum(looked_at) < 10 * len(text) + 100_000
