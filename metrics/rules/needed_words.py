"""What a text must hold for a pattern to match it: words of which each match has at least one.

A pattern that seldom matches is then asked seldom: whether one of a few words stands in a text is
told in a tenth of the time. The words follow from the pattern alone, so they are right for every
rule, also for one that is added; of what this reader does not know it says nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

_LONGEST = 3  # characters of a needed word; more tell hardly more
_MOST = 150  # points, beyond which nearly every text holds one of the words
_ALONE, _EVERYWHERE = 4, 60  # points of a word of one character, and of one that is in every text
_COMMON = frozenset(" 0123456789，。、；：,;:.%\n")
_QUANTIFIER = re.compile(r"([*+?]|\{(?P<least>\d*)(?:,\d*)?\})[?+]?")
_FLAGS = re.compile(r"\(\?([a-zA-Z0-9-]+)([:)])")
_HARMLESS = frozenset("mrsV01-")  # flags that leave a character as it is
_OPENING = re.compile(r"\(\?(?:P?<[A-Za-z_]\w*>|[:>|])|\((?![?*])")
_LOOK = re.compile(r"\(\?(<?)([=!])")
_NAMED = re.compile(r"\\(?:[pPN]\{[^}]*\}|[gk]<[^>]*>)")
_CODE = re.compile(r"\\(?:u([0-9a-fA-F]{4})|x([0-9a-fA-F]{2}))")
_CONTROLS = {"n": "\n", "r": "\r", "t": "\t"}
_WIDEST = 40  # characters of a range in a set that are written out

Words = frozenset[str]


class _UnknownError(Exception):
    """A pattern says what this reader does not know."""


def needed_words(pattern: str) -> Words | None:
    """Words of which every match of a pattern, with what it looks ahead to, holds one.

    None where there are none, or so many that they tell nothing.

    >>> sorted(needed_words("(?:到|至)20[0-9]{2}年底?"))
    ['20', ...]
    """
    reader = _Reader(pattern)
    try:
        found = reader.alternatives()
    except (_UnknownError, IndexError):
        return None
    return found if reader.is_at_end and found and _points(found) <= _MOST else None


def telling_more(one: Words | None, other: Words | None) -> Words | None:
    """Of two sets of words that a pattern needs, the one that tells more."""
    if one is None or other is None:
        return one or other
    return min(one, other, key=_points)


def finder_of(words: Words) -> re.Pattern[str]:
    """Finds one of the words; `re` passes over characters that begin none of them as a bitmap."""
    rests: dict[str, list[str]] = {}
    for word in sorted(words):
        rests.setdefault(word[0], []).append(word[1:])
    alone = "".join(re.escape(first) for first, found in rests.items() if "" in found)
    parts = [f"[{alone}]"] if alone else []
    for first, found in rests.items():
        if "" not in found:
            parts.append(re.escape(first) + "(?:" + "|".join(map(re.escape, found)) + ")")
    return re.compile("|".join(parts))


class _Reader:
    """Reads a pattern from left to right."""

    def __init__(self, pattern: str) -> None:
        self._pattern = pattern
        self._at = 0

    @property
    def is_at_end(self) -> bool:
        """Whether all of the pattern was read."""
        return self._at == len(self._pattern)

    def alternatives(self) -> Words | None:
        """What all of some alternatives need, to the end of their group or of the pattern."""
        found = [self._sequence()]
        while self._takes("|"):
            found.append(self._sequence())
        if any(words is None for words in found):
            return None
        return _fewest(words for words in found if words is not None)

    def _sequence(self) -> Words | None:
        """What the parts of a sequence need: the words that tell most."""
        best: Words | None = None
        run = ""  # plain characters that stand in a row
        while not self.is_at_end and self._pattern[self._at] not in "|)":
            words, literal = self._part()
            least = self._least()
            if literal and least is None:
                run += literal
                continue
            if literal and least:
                run, words = run + literal, frozenset((run + literal,))
            best = telling_more(best, frozenset((run,)) if run else None)
            best = telling_more(best, words if least != 0 else None)
            run = ""
        return telling_more(best, frozenset((run,)) if run else None)

    def _least(self) -> int | None:
        """How often at least the part before has to stand; None where nothing says how often."""
        found = _QUANTIFIER.match(self._pattern, self._at)
        if found is None:
            if self._pattern[self._at : self._at + 1] == "{":
                raise _UnknownError
            return None
        self._at = found.end()
        if found[1] == "+":
            return 1
        return int(found["least"]) if found["least"] else 0

    def _part(self) -> tuple[Words | None, str]:
        """What the next part needs, and the character that it is, if it is one."""
        character = self._pattern[self._at]
        if character == "(":
            return self._group(), ""
        if character == "[":
            return self._set(), ""
        if character == "\\":
            literal = self._escaped()
            return None, literal or ""
        self._at += 1
        if character in "*+?{}":
            raise _UnknownError
        return None, "" if character in ".^$" else character

    def _group(self) -> Words | None:
        """What a group needs; nothing where it looks back or says what must not be."""
        flags = _FLAGS.match(self._pattern, self._at)
        if flags is not None:
            if not _HARMLESS.issuperset(flags[1]):
                raise _UnknownError  # letters of either case, spaces that do not count
            self._at = flags.end()
            return self._to_bracket() if flags[2] == ":" else None
        look = _LOOK.match(self._pattern, self._at)
        opening = look or _OPENING.match(self._pattern, self._at)
        if opening is None:
            raise _UnknownError
        self._at = opening.end()
        words = self._to_bracket()
        return None if look is not None and look[0] != "(?=" else words

    def _to_bracket(self) -> Words | None:
        words = self.alternatives()
        if not self._takes(")"):
            raise _UnknownError
        return words

    def _escaped(self) -> str | None:
        """The character that an escape stands for, or None of one for several or for a place."""
        named = _NAMED.match(self._pattern, self._at)
        code = _CODE.match(self._pattern, self._at)
        if named or code:
            self._at = (named or code).end()  # type: ignore[union-attr]
            return chr(int(code[1] or code[2], 16)) if code else None
        character = self._pattern[self._at + 1]
        self._at += 2
        if character in _CONTROLS:
            return _CONTROLS[character]
        if character in "dDwWsSbBAZG":
            return None
        if character.isalnum():
            raise _UnknownError
        return character

    def _set(self) -> Words | None:
        """The characters of a set, unless it tells those that are not in it."""
        self._at += 1
        is_negated = self._takes("^")
        found: set[str] = set()
        is_open, is_first = False, True
        while is_first or self._pattern[self._at] != "]":
            first, is_first = self._of_set(), False
            last = first
            if self._pattern[self._at] == "-" and self._pattern[self._at + 1] != "]":
                self._at += 1
                last = self._of_set()
            if first is None or last is None or ord(last) - ord(first) > _WIDEST:
                is_open = True
            else:
                found.update(map(chr, range(ord(first), ord(last) + 1)))
        self._at += 1
        return None if is_open or is_negated else frozenset(found)

    def _of_set(self) -> str | None:
        """The next character of a set, or None of an escape for several."""
        character = self._pattern[self._at]
        if character == "\\":
            return self._escaped()
        if character in "[&|~" or (character == "-" and self._pattern[self._at + 1] == "-"):
            raise _UnknownError  # sets of sets
        self._at += 1
        return character

    def _takes(self, character: str) -> bool:
        is_next = self._pattern[self._at : self._at + 1] == character
        self._at += is_next
        return is_next


def _points(words: Words) -> int:
    """How many texts hold one of the words: few points, few texts."""
    return sum(1 if len(word) > 1 else _EVERYWHERE if word in _COMMON else _ALONE for word in words)


def _fewest(found: Iterable[Words]) -> Words:
    """Words of one set or another, short, and without those that hold a shorter one."""
    cut = {word[:_LONGEST] for words in found for word in words}
    return frozenset(word for word in cut if not any(part in cut for part in _parts_of(word)))


def _parts_of(word: str) -> Iterator[str]:
    for size in range(1, len(word)):
        for start in range(len(word) - size + 1):
            yield word[start : start + size]
