"""Phrase patterns that are asked of the same words together, where mostly none can match.

Whether one of the words stands there that their matches need is asked once for all of them.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property
from sys import maxsize
from typing import Any, TypeAlias

import regex

from metrics.rules.asked import PhraseName
from metrics.rules.needed_words import Words, finder_of
from metrics.rules.patterns import CompiledPattern, GatedPattern
from metrics.rules.phrases import Phrases


class AbsentPattern:
    """A pattern where no word stands that a match of it holds: it finds nothing."""

    def search(
        self, text: str, pos: int = 0, endpos: int = maxsize, **options: Any
    ) -> regex.Match[str] | None:
        """As of a compiled pattern, and so are the others."""
        return None

    match = fullmatch = search


GroupedPatterns: TypeAlias = "Mapping[PhraseName, CompiledPattern | AbsentPattern]"


class PhraseGroup:
    """The phrase patterns ``names``; those that need no word may match anywhere."""

    def __init__(self, phrases: Phrases, *names: PhraseName) -> None:
        self._patterns = {name: phrases[name] for name in names}
        absent = AbsentPattern()
        self._absent: GroupedPatterns = {
            name: absent if isinstance(pattern, GatedPattern) else pattern
            for name, pattern in self._patterns.items()
        }

    def may_match(self, text: str, start: int, end: int) -> bool:
        """Whether one of the patterns may match in ``text[start:end]``."""
        return self._needs_none or self._finder(text, start, end) is not None

    @cached_property
    def _needs_none(self) -> bool:
        return not all(isinstance(one, GatedPattern) for one in self._patterns.values())

    @cached_property
    def _finder(self) -> Any:
        gated = (one for one in self._patterns.values() if isinstance(one, GatedPattern))
        words: Words = frozenset().union(*(one.words for one in gated))
        return finder_of(words).search

    def within(self, text: str, start: int, end: int) -> GroupedPatterns:
        """The patterns by name, for questions about nothing but ``text[start:end]``."""
        return self._patterns if self._finder(text, start, end) else self._absent
