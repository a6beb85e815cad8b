"""Word lists: the cue words of the rules, looked up at a place instead of searched everywhere.

Words next to a number (达到) and at the start of a clause (力争, 新建) are found by slicing:
the longest listed word that ends, or begins, at a position. 约 in 节约 therefore never counts, and
a listed protective word such as 附近 shields the 近 inside it.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Self

from pydantic import Field, model_validator

from metrics.rules.asked import ListName, report_missing
from metrics.rules.examples import RowExample
from metrics.rules.places import WORDS
from metrics.rules.rulefiles import Entry, RuleFiles
from metrics.rules.vocabulary import AT_NUMBERS, SETS, VALUES, Place, SetKey, WordKind
from metrics.values import frozen


class WordEntry(Entry):
    """A list of words with one meaning, where they stand, and what they set in a row."""

    doc: str
    """What the words have in common, with a real phrase in 「」."""
    place: Place | tuple[Place, ...] | None = None
    """Where the words count: before or after a number, at the start of a clause, in the patterns
    of every file ...; without it in the patterns of its own file."""
    words: tuple[str, ...] = Field(min_length=1)
    """The words, each in one list of a place."""
    kind: WordKind | None = None
    """Of a list at a number: what its words say; the id of the list when it is not given."""
    sets: dict[SetKey, str] = Field(default_factory=dict)
    """What a word puts into the row: 以上 sets comparator ">="."""
    example: tuple[RowExample, ...] = ()
    """Real clauses with the whole row."""

    @property
    def places(self) -> tuple[Place, ...]:
        """The places where the words count; none of a list that only its own file calls."""
        return (self.place,) if isinstance(self.place, str) else self.place or ()

    @model_validator(mode="after")
    def _says_what_counts(self) -> Self:
        if self.kind and not set(self.places) & {*AT_NUMBERS}:
            raise ValueError(f"kind: only a list of the place {' or '.join(AT_NUMBERS)} has one")
        known = {key for place in self.places for key in SETS.get(place, ())}
        for key, value in self.sets.items():
            if key not in known:
                raise ValueError(f"sets: words of this place set no {key}")
            if value not in VALUES.get(key, (value,)):
                raise ValueError(f"sets: {key} is one of {' '.join(VALUES[key])}, not {value!r}")
        return self


@frozen
class Word:
    """A listed word: the list it belongs to, the list's kind, and what it sets."""

    text: str
    list_id: str
    kind: str
    sets: tuple[tuple[str, str], ...]
    letter: str


@dataclass(frozen=True)
class Places:
    """The words of one place, and by their first and last characters how long they are."""

    words: dict[str, Word]
    sizes_by_first: dict[str, tuple[int, ...]]
    sizes_by_last: dict[str, tuple[int, ...]]

    @classmethod
    def of(cls, words: Iterable[Word]) -> Places:
        """An index over ``words``."""
        by_text = {word.text: word for word in words}
        return cls(by_text, _sizes_by(0, by_text), _sizes_by(-1, by_text))

    def ending_at(self, text: str, end: int, floor: int) -> Word | None:
        """The longest word that ends at ``end`` and does not begin before ``floor``."""
        words = self.words
        for size in self.sizes_by_last.get(text[end - 1], ()) if end > floor else ():
            if end - size >= floor:
                found = words.get(text[end - size : end])
                if found is not None:
                    return found
        return None

    def starting_at(self, text: str, start: int, ceiling: int) -> Word | None:
        """The longest word that starts at ``start`` and does not end after ``ceiling``."""
        words = self.words
        for size in self.sizes_by_first.get(text[start], ()) if start < ceiling else ():
            if start + size <= ceiling:
                found = words.get(text[start : start + size])
                if found is not None:
                    return found
        return None


def _sizes_by(index: int, texts: Iterable[str]) -> dict[str, tuple[int, ...]]:
    """The lengths of the texts that share the character at ``index``, from the longest down."""
    sizes: dict[str, set[int]] = {}
    for text in texts:
        sizes.setdefault(text[index], set()).add(len(text))
    return {key: tuple(sorted(found, reverse=True)) for key, found in sizes.items()}


@dataclass(frozen=True)
class Lexicon:
    """All word lists, and an index for each place.

    Attributes:
        lists: Those that every file may call, by their ids.
        own: By file, named as in `RuleFiles.scopes`, the words of the lists that only it calls.
        letters: What stands for a word of a list in the shape of a clause.
    """

    lists: dict[str, WordEntry]
    own: dict[str, dict[str, tuple[str, ...]]]
    letters: dict[str, str]
    places: dict[str, Places]

    def at(self, place: Place) -> Places:
        """The words of a place; none where no list has it."""
        return self.places.get(place) or Places.of(())

    def words_of(self, name: str, scopes: Iterable[str] = ()) -> tuple[str, ...]:
        """The words of the list ``name`` and of every list of the kind ``name``.

        A list of one of the files ``scopes``, the first first, goes before those of that name that
        every file may call.
        """
        for scope in scopes:
            if name in self.own.get(scope, ()):
                return self.own[scope][name]
        return tuple(word for entry in self._named(name) for word in self.lists[entry].words)

    def asked(self, name: ListName) -> tuple[str, ...]:
        """The words of a list that the engine asks for, the longest first."""
        return tuple(sorted(self.words_of(name), key=len, reverse=True))

    def letters_of(self, name: str) -> str:
        """The letters of the list ``name`` and of every list of the kind ``name``."""
        return "".join(self.letters[list_id] for list_id in self._named(name))

    def names(self, scopes: Iterable[str] = ()) -> list[str]:
        """The names that a slot may have in these files: of lists and of kinds of lists."""
        kinds = {entry.kind for entry in self.lists.values() if entry.kind}
        return sorted({*self.lists, *kinds, *(n for s in scopes for n in self.own.get(s, ()))})

    def _named(self, name: str) -> list[str]:
        return [
            list_id
            for list_id, entry in self.lists.items()
            if list_id == name or (entry.kind or list_id) == name
        ]


_FIRST_LETTER = 0xE000  # private use: never printed in a document's words


def load_words(files: RuleFiles) -> Lexicon:
    """Reads the kind ``words``; a word that two lists of one place claim is a problem."""
    lists: dict[str, WordEntry] = {}
    own: dict[str, dict[str, tuple[str, ...]]] = {}
    for list_id, entry in files.entries(WORDS, WordEntry).items():
        scope, _, name = list_id.rpartition(":")
        if entry.place is None:
            own.setdefault(scope, {})[name] = entry.words
        else:
            lists[list_id] = entry
    report_missing(files, WORDS, ListName)
    letters = {list_id: chr(_FIRST_LETTER + index) for index, list_id in enumerate(lists)}
    by_place: dict[str, dict[str, Word]] = {}
    for list_id, entry in files.in_order(WORDS, WordEntry):
        for text in entry.words:
            for place in entry.places:
                word = Word(
                    text,
                    list_id,
                    entry.kind or list_id,
                    tuple(entry.sets.items()),
                    letters[list_id],
                )
                other = by_place.setdefault(place, {}).setdefault(text, word)
                if other.list_id != list_id and place != "pattern":
                    files.report(
                        WORDS,
                        list_id,
                        f"{text!r} also stands in [{files.header(WORDS, other.list_id)}] of "
                        f"{files.origin(WORDS, other.list_id)} for the place {place!r}. "
                        "Keep it in one of them.",
                        key="words",
                    )
    by_text = {place: Places.of(words.values()) for place, words in by_place.items()}
    return Lexicon(lists, own, letters, by_text)
