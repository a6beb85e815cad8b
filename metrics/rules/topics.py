"""The topic of a row that the catalogue does not know, told by words.

The words of the name decide, else those of the scope; a head that has a topic of its own where
nothing narrows it (投资, 重大项目); what its part of the sentence says before the number, which is
mostly what a head without an owner is of; the headings from the nearest up, and the title. Words
that many topics share (项目, 资金) decide only where no other tells anything. Of several words in
one phrase the last one decides, which in Chinese is its head.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from functools import lru_cache, partial

from metrics.made_once import made_once
from metrics.rules.ruleset import RuleSet
from metrics.rules.words import Places

_SECTIONS = " / "  # between the headings of a path
_PARTS = "；;"  # between the parts of a sentence, which change the subject


class TopicFinder:
    """Tells topics with the word lists of one set of rules."""

    def __init__(self, rules: RuleSet) -> None:
        words = rules.lexicon.at("topic")
        self._told = lru_cache(maxsize=4096)(partial(_tell, words))
        self._words = words
        self._before: tuple[str, str | None] = ("", None)  # what was asked last, and its topic
        self._told_by_head = lru_cache(maxsize=1024)(partial(_tell, rules.lexicon.at("topic_head")))
        self._told_broadly = lru_cache(maxsize=4096)(
            partial(_tell, rules.lexicon.at("broad_topic"))
        )

    def topic_of(
        self,
        indicator: str,
        scope: str | None,
        *,
        before: str = "",
        section: str | None = None,
        title: str | None = None,
    ) -> str | None:
        """The topic of a row; None where no word of it belongs to one.

        Args:
            indicator: the name of the row.
            scope: what narrows it.
            before: what its sentence says before the number.
            section: the path of its headings.
            title: of its document.
        """
        around = [*_from_the_nearest(section), title or ""]
        return (
            self._told(indicator)
            or self._told(scope or "")
            or self._told_by_head(indicator)
            or self._told_before(before[max(map(before.rfind, _PARTS)) + 1 :])
            or _first(self._told, around)
            or _first(self._told_broadly, [indicator, scope or "", *around])
        )

    def _told_before(self, phrase: str) -> str | None:
        """The topic of what stands before a number.

        The numbers of a sentence are asked in turn, so only what is new is looked at: else the
        time would grow with the square of a sentence.
        """
        known, topic = self._before
        if phrase.startswith(known):
            topic = _tell(self._words, phrase, len(known)) or topic
        else:
            topic = _tell(self._words, phrase)
        self._before = phrase, topic
        return topic


def _tell(words: Places, phrase: str, known: int = 0) -> str | None:
    """The topic of the word that ends last, of two there the longer one, behind ``known``."""
    ends = words.sizes_by_last
    for end in range(len(phrase), known, -1):
        word = words.ending_at(phrase, end, 0) if phrase[end - 1] in ends else None
        if word is not None:
            return dict(word.sets)["topic"]
    return None


def _first(told: Callable[[str], str | None], phrases: Iterable[str]) -> str | None:
    return next((topic for topic in map(told, phrases) if topic is not None), None)


def _from_the_nearest(section: str | None) -> Iterator[str]:
    """The headings of a path, the innermost first."""
    yield from reversed((section or "").split(_SECTIONS))


@made_once
def topics_of(rules: RuleSet) -> TopicFinder:
    """The finder of topics of a set of rules."""
    return TopicFinder(rules)
