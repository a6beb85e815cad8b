"""The patterns of rule files: slots filled in, compiled, and bounded in time where they are added.

A slot is ``$name`` in a pattern: a word list of its file, or one that all files may call, stands
for any of its words, and each kind of rule has slots of its own (``$number``, ``$year``). The
built-in patterns are tested against long texts; those of added folders are not, so each of their
matches must end before the reading of its document has to.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cached_property
from math import prod
from sys import maxsize
from time import monotonic, thread_time
from typing import TYPE_CHECKING, Any, TypeAlias

import regex

from metrics.errors import SlowRuleError
from metrics.rules.needed_words import Words, finder_of, needed_words
from metrics.rules.rulefiles import RuleFiles, UnknownSlotError
from metrics.rules.toml_tables import did_you_mean
from metrics.rules.words import Lexicon

if TYPE_CHECKING:
    from collections.abc import Iterator

_SLOT = regex.compile(r"\$([A-Za-z][A-Za-z0-9_]*)")
_AGREED = 0.1  # seconds of processor time that are counted late at most

_GATED = ("clauses", "layout")  # kinds whose patterns are each asked of many texts

UNLISTED = "\u9fa5\ue0ffqQ"
"""Characters that no pattern lists: what may begin with one (\\p{Han}) may begin anywhere."""


class _Limit:
    """Processor time of the present thread, which is asked for seldom: asking takes long.

    In so many seconds on the clock a thread takes no more of the processor, so where more are left
    the limit cannot be reached.
    """

    def __init__(self, seconds: float) -> None:
        self._ends_at = thread_time() + seconds
        self._asked_again_at = 0.0
        self._left = seconds

    def left(self) -> float:
        """The seconds that are left, or a few more, up to `_AGREED`; less than none when over."""
        now = monotonic()
        if now >= self._asked_again_at:
            self._left = self._ends_at - thread_time()
            self._asked_again_at = now + min(max(self._left, 0.0), _AGREED)
        return self._left


_limit: ContextVar[_Limit | None] = ContextVar("_limit", default=None)


@contextmanager
def time_limit(seconds: float | None) -> Iterator[None]:
    """Bounds the matches of added rules and `check_time` inside the block; None sets no bound."""
    token = _limit.set(None if seconds is None else _Limit(seconds))
    try:
        yield
    finally:
        _limit.reset(token)


def check_time() -> None:
    """Raises SlowRuleError when the time of the present block is over."""
    limit = _limit.get()
    if limit is not None and limit.left() < 0:
        raise SlowRuleError("reading took too long")


class BoundedPattern:
    """A pattern of an added rule; what runs out of time says which rule it is of."""

    def __init__(self, pattern: regex.Pattern[str], place: str) -> None:
        self.pattern = pattern.pattern
        self._compiled, self._place = pattern, place
        self.search = self._bounded(pattern.search)
        self.match = self._bounded(pattern.match)
        self.fullmatch = self._bounded(pattern.fullmatch)
        self.sub = self._bounded(pattern.sub)
        self.split = self._bounded(pattern.split)
        self._finditer = pattern.finditer

    def __reduce__(self) -> tuple[type[BoundedPattern], tuple[regex.Pattern[str], str]]:
        return BoundedPattern, (self._compiled, self._place)

    def finditer(
        self, text: str, pos: int = 0, endpos: int | None = None
    ) -> Iterator[regex.Match[str]]:
        """As of a compiled pattern; the time bounds all matches together."""
        try:
            yield from self._finditer(text, pos, endpos, timeout=_seconds_left())
        except TimeoutError as error:
            raise self._slow() from error

    def _bounded(self, call: Callable[..., Any]) -> Callable[..., Any]:
        def bounded(*args: Any, **options: Any) -> Any:
            try:
                return call(*args, **{"timeout": _seconds_left(), **options})
            except TimeoutError as error:
                raise self._slow() from error

        return bounded

    def _slow(self) -> SlowRuleError:
        return SlowRuleError(f"{self._place} took too long on this text. Simplify its pattern")


_FARTHEST = 300  # characters: longer than most sentences


class GatedPattern:
    """A pattern that is asked only where one of the words stands that its matches hold.

    It finds what the pattern finds; most patterns find nothing in most texts.
    """

    def __init__(self, asked: regex.Pattern[str] | BoundedPattern, words: Words) -> None:
        self.pattern = asked.pattern
        self.asked, self.words = asked, words
        self.split = asked.split

    def __reduce__(self) -> tuple[type[GatedPattern], tuple[Any, Words]]:
        return GatedPattern, (self.asked, self.words)

    @cached_property
    def _may(self) -> Callable[..., object]:
        return finder_of(self.words).search  # made where it is asked for: a short run asks few

    @cached_property
    def search(self) -> Callable[..., regex.Match[str] | None]:
        """As of a compiled pattern, and so are the others."""
        may, search = self._may, self.asked.search

        def gated(
            text: str, pos: int = 0, endpos: int = maxsize, **options: Any
        ) -> regex.Match[str] | None:
            # What may match in part holds no word yet.
            is_asked = options or may(text, pos, endpos)
            return search(text, pos, endpos, **options) if is_asked else None

        return gated

    @cached_property
    def finditer(self) -> Callable[..., Iterator[regex.Match[str]]]:  # noqa: D102
        may, finditer = self._may, self.asked.finditer

        def gated(
            text: str, pos: int = 0, endpos: int = maxsize, **options: Any
        ) -> Iterator[regex.Match[str]]:
            is_asked = options or may(text, pos, endpos)
            return finditer(text, pos, endpos, **options) if is_asked else iter(())

        return gated

    @cached_property
    def match(self) -> Callable[..., regex.Match[str] | None]:  # noqa: D102
        return self._at(self.asked.match)

    @cached_property
    def fullmatch(self) -> Callable[..., regex.Match[str] | None]:  # noqa: D102
        return self._at(self.asked.fullmatch)

    def _at(
        self, call: Callable[..., regex.Match[str] | None]
    ) -> Callable[..., regex.Match[str] | None]:
        """What is asked at one place, of a long text at once.

        It mostly fails there, and to look through all the text behind each of many places for a
        word takes a time that grows with the square of the text.
        """
        may = self._may

        def gated(
            text: str, pos: int = 0, endpos: int = maxsize, **options: Any
        ) -> regex.Match[str] | None:
            is_long = endpos - pos > _FARTHEST and len(text) - pos > _FARTHEST
            is_asked = options or is_long or may(text, pos, endpos)
            return call(text, pos, endpos, **options) if is_asked else None

        return gated

    def sub(self, repl: Any, text: str, count: int = 0) -> str:  # noqa: D102
        return self.asked.sub(repl, text, count) if self._may(text) else text


CompiledPattern: TypeAlias = "regex.Pattern[str] | BoundedPattern | GatedPattern"


def _seconds_left() -> float | None:
    limit = _limit.get()
    return None if limit is None else max(limit.left(), 0.001)


class PatternCompiler:
    """Compiles the patterns of rule files with the word lists as slots."""

    def __init__(self, files: RuleFiles, lexicon: Lexicon) -> None:
        self._files = files
        self._lexicon = lexicon
        self._filled: dict[tuple[tuple[str, ...], str], str] = {}

    def expand(
        self, pattern: str, own: Mapping[str, str] | None = None, *, scopes: tuple[str, ...]
    ) -> str:
        """``pattern`` with its slots filled in.

        Args:
            pattern: As a rule file has it.
            own: The slots of its kind of rule.
            scopes: The files whose own word lists it may call, before those of all files.

        Raises:
            UnknownSlotError: for a slot that is neither.
        """

        def fill(slot: regex.Match[str]) -> str:
            name = slot.group(1)
            if own and name in own:
                return own[name]
            key = scopes, name
            if key not in self._filled:
                words = self._lexicon.words_of(name, scopes)
                if not words:
                    known = [*(own or ()), *self._lexicon.names(scopes)]
                    raise UnknownSlotError(f"unknown slot ${name}.{did_you_mean(name, known, '$')}")
                longest_first = sorted(words, key=lambda word: (-len(word), word))
                self._filled[key] = "(?:" + "|".join(map(regex.escape, longest_first)) + ")"
            return self._filled[key]

        return _SLOT.sub(fill, pattern)

    def compile(
        self,
        kind: str,
        entry_id: str,
        pattern: str,
        own: Mapping[str, str] | None = None,
        *,
        build: Callable[[str], str] = str,
    ) -> CompiledPattern | None:
        """A rule's compiled pattern, or None when it is a problem, which is then reported.

        ``build`` makes the regular expression of the filled-in pattern.
        """
        scopes = self._files.scopes(kind, entry_id)
        try:
            compiled = compiled_safely(build(self.expand(pattern, own, scopes=scopes)))
        except regex.error as error:
            self._files.report(
                kind, entry_id, f"is no regular expression: {error}. In {pattern!r}.", key="pattern"
            )
            return None
        except ValueError as error:
            self._files.report_pattern(kind, entry_id, error)
            return None
        if compiled.match(""):
            self._files.report(
                kind, entry_id, "matches the empty text. Ask for a character.", key="pattern"
            )
            return None
        bounded = self.bounded(compiled, kind, [entry_id])
        words = needed_words(compiled.pattern) if kind in _GATED else None
        return bounded if words is None else GatedPattern(bounded, words)

    def bounded(
        self, compiled: regex.Pattern[str], kind: str, entry_ids: Iterable[str]
    ) -> regex.Pattern[str] | BoundedPattern:
        """``compiled``, bounded in time where one of the rules it is made of was added."""
        added = [entry_id for entry_id in entry_ids if self._files.is_added(kind, entry_id)]
        if not added:
            return compiled
        places = " or ".join(f"[{name}] of {self._files.origin(kind, name)}" for name in added)
        return BoundedPattern(compiled, f"the rule {places}")


def compiled_safely(pattern: str) -> regex.Pattern[str]:
    """A compiled pattern that can be tried within bounds of time and memory.

    Raises:
        ValueError: for a pattern that calls itself or asks for too many characters.
        regex.error: for one that is none.
    """
    plain = _ESCAPED.sub("", pattern)
    if _CALLS.search(plain):
        raise ValueError("calls itself or a group, which may never end. Write it out.")
    counts = [int(count) for count in _COUNT.findall(plain)]
    if prod(count for count in counts if count >= _LARGE) > _MOST:
        raise ValueError("asks for too many repetitions. Ask for fewer.")
    try:
        return regex.compile(pattern)
    except (RecursionError, MemoryError, OverflowError) as error:
        raise ValueError("is nested too deeply or too large. Write it more simply.") from error


_ESCAPED = regex.compile(r"(?s)\\.")
_CALLS = regex.compile(r"\(\?(?:R|[+-]?[0-9]+|&\w+|P>\w+)\)")
_COUNT = regex.compile(r"\{([0-9]{1,9}),?[0-9]*\}")
_LARGE, _MOST = 100, 100_000


def listed(pattern: str) -> set[str]:
    """The characters that a pattern names, one by one, by code or as a range, and the digits."""
    ranges = regex.findall(r"(\w)-(\w)", pattern)
    inside = (chr(code) for first, last in ranges for code in range(ord(first), ord(last) + 1))
    coded = (chr(int(code, 16)) for code in regex.findall(r"\\u([0-9A-Fa-f]{4})", pattern))
    return {*pattern, *"0123456789", *inside, *coded}
