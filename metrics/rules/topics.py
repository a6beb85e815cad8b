"""The topic of a row that the catalogue does not know, told by words.

The words of the name decide, else those of the scope, of the headings from the nearest up, and of
the title; words that many topics share (项目, 资金) only where no other tells anything. Of several
words in one phrase the last one decides, which in Chinese is its head.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from weakref import WeakKeyDictionary

from metrics.rules.ruleset import RuleSet
from metrics.rules.vocabulary import Place

_PLACES: tuple[Place, ...] = ("topic", "broad_topic")
_SECTIONS = " / "  # between the headings of a path


class TopicFinder:
    """Tells topics with the word lists of one set of rules."""

    def __init__(self, rules: RuleSet) -> None:
        self._words = [rules.lexicon.at(place) for place in _PLACES]
        self._told = lru_cache(maxsize=4096)(self._tell)
        self._told_around = lru_cache(maxsize=1024)(self._tell_around)

    def topic_of(
        self, indicator: str, scope: str | None, section: str | None, title: str | None
    ) -> str | None:
        """The topic of a row; None where no word of it belongs to one."""
        for level in range(len(_PLACES)):
            topic = self._told(level, indicator)
            if topic is None and scope:
                topic = self._told(level, scope)
            if topic is None:
                topic = self._told_around(level, section, title)
            if topic is not None:
                return topic
        return None

    def _tell_around(self, level: int, section: str | None, title: str | None) -> str | None:
        """What the headings tell, from the nearest up, else the title."""
        said = (*_from_the_nearest(section), title)
        told = (self._told(level, phrase) for phrase in said if phrase)
        return next((topic for topic in told if topic is not None), None)

    def _tell(self, level: int, phrase: str) -> str | None:
        words = self._words[level]
        for end in range(len(phrase), 0, -1):
            word = words.ending_at(phrase, end, 0)
            if word is not None:
                return dict(word.sets)["topic"]
        return None


def _from_the_nearest(section: str | None) -> Iterator[str]:
    """The headings of a path, the innermost first."""
    yield from reversed((section or "").split(_SECTIONS))


_finders: WeakKeyDictionary[RuleSet, TopicFinder] = WeakKeyDictionary()


def topics_of(rules: RuleSet) -> TopicFinder:
    """The finder of topics of a set of rules, made once for it."""
    if rules not in _finders:
        _finders[rules] = TopicFinder(rules)
    return _finders[rules]
