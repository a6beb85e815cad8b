"""Looks for what is wrong with rules beyond what reading them tells: ``rules check``."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from time import thread_time
from typing import Any

import regex

from metrics.authoring.try_examples import Case, try_examples
from metrics.errors import RuleError, SlowRuleError
from metrics.rules.cache import is_checked, keep_checked
from metrics.rules.patterns import UNLISTED, CompiledPattern
from metrics.rules.rulefiles import Entry, RuleFiles
from metrics.rules.ruleset import KINDS, RuleSet, load_rules, read_rules

WITH_EXAMPLES = ("clauses", "cues", "layout", "roles", "targets")
# What entries list that documents print, by kind and key.
_PRINTED = {
    "indicators": ("synonyms", "named"),
    "quantities/classifiers": ("classifiers", "nouns"),
    "quantities/surfaces": ("surfaces",),
    "words": ("words",),
}
_MATCH_SECONDS = 0.25  # of the processor: longer than any tested pattern takes on a stress text
_PATIENCE = 4  # times as long on the clock, where others keep the processor busy
_REPEATS = 500
_FILLERS = f"{UNLISTED[0]}1一，、 “（"
_SHOWN = 5  # words that nothing exercises, in a summary of one entry


@dataclass(frozen=True, slots=True)
class Idle:
    """Words, synonyms or printed units of an entry that no example or annotated document holds."""

    place: str
    words: list[str]
    is_added: bool

    def line(self, *, all_words: bool) -> str:
        """The entry and its words, only the first few unless all are asked for."""
        shown = self.words if all_words else self.words[:_SHOWN]
        more = len(self.words) - len(shown)
        return (
            f"{self.place} in no example: {'、'.join(shown)}{f' and {more} more' if more else ''}"
        )


@dataclass
class CheckResult:
    """What `check_rules` found.

    Attributes:
        problems: What must be mended, a line for each.
        idle: The entries with words that nothing exercises.
        rules: How many entries were read.
    """

    problems: list[str]
    idle: list[Idle] = field(default_factory=list)
    rules: int = 0


def check_rules(
    folders: Sequence[Path] = (), *, only: bool = False, annotated: Collection[str] = ()
) -> CheckResult:
    """Everything that is wrong with the rules, at once.

    Args:
        folders: Added over the built-in rules, in order.
        only: Check just the folders.
        annotated: Texts that count, beside the examples, as exercising a word.
    """
    files, rules = _read(folders, only=only)
    result = CheckResult(files.problems)
    entries = {kind: files.entries(kind, model) for kind, model in KINDS.items()}
    result.rules = sum(map(len, entries.values()))
    _ask_for_examples(files, entries)
    if rules is not None and not is_checked(rules.digest):
        _ask_for_use(files, try_examples(rules, WITH_EXAMPLES))
        _ask_for_speed(files, rules)
        if not files.problems:
            keep_checked(rules.digest)
    result.idle = _idle(files, entries, annotated)
    return result


def _read(folders: Sequence[Path], *, only: bool) -> tuple[RuleFiles, RuleSet | None]:
    """The files and what they give; the built-in rules as they were kept, where that is sound."""
    if not folders and not only:
        with suppress(RuleError):  # reading them again tells each problem apart
            rules = load_rules()
            return rules.files, rules
    return read_rules(folders, only=only)


def _ask_for_examples(files: RuleFiles, entries: dict[str, dict[str, Entry]]) -> None:
    for kind in WITH_EXAMPLES:
        for entry_id, entry in entries[kind].items():
            if not getattr(entry, "example", None):
                files.report(kind, entry_id, "has no example. Add a phrase that it decides.")
            if not getattr(entry, "counter", None):
                what = "has no counter-example. Add a phrase that it must leave alone, and why."
                files.report(kind, entry_id, what)


def _ask_for_use(files: RuleFiles, cases: Iterator[Case]) -> None:
    """A rule that reads none of its examples can as well match nothing."""
    read: dict[tuple[str, str], bool] = {}
    for case in cases:
        if not case.is_counter:
            key = case.kind, case.rule_id
            read[key] = read.get(key, False) or case.failure is None
    for (kind, rule_id), any_read in read.items():
        if not any_read:
            what = "matches none of its examples. Try `target-metrics explain` on one of them."
            files.report(kind, rule_id, what, key="pattern")


def _ask_for_speed(files: RuleFiles, rules: RuleSet) -> None:
    for kind, rule_id, pattern in rules.patterns():
        text = _slow_text(pattern)
        if text is not None:
            what = (
                f"takes more than {_MATCH_SECONDS:g} s on a text that repeats {text!r}: its time "
                "grows out of bounds. Avoid repeated groups that match the same text in two ways."
            )
            files.report(kind, rule_id, what, key="pattern")


def _slow_text(pattern: CompiledPattern) -> str | None:
    """What a text repeats on which the pattern hangs, if one of those tried is such a text."""
    source: str = pattern.pattern
    literal: str = regex.sub(r"\\.|\(\?[^)a-z]*[<=!:]|[^\p{Han}A-Za-z0-9]", " ", source)
    words = sorted({word for word in literal.split() if len(word) < 8})[:6]
    letters = sorted(set(regex.findall(r"[\ue000-\uf8ff]", source)))[:4]  # of a clause
    pieces: list[str] = [*_FILLERS, *words, "".join(words[:4]), *letters, "s#"]
    for piece in dict.fromkeys(piece for piece in pieces if piece):
        for tail in ("", "\ue0ff"):
            text = piece * (_REPEATS // len(piece)) + tail
            begun = thread_time()  # a busy machine makes no pattern slow
            with suppress(TimeoutError, SlowRuleError):
                pattern.search(text, timeout=_PATIENCE * _MATCH_SECONDS)
            if thread_time() - begun > _MATCH_SECONDS:
                return piece
    return None


def _idle(
    files: RuleFiles, entries: dict[str, dict[str, Entry]], annotated: Collection[str]
) -> list[Idle]:
    texts = "\n".join([*annotated, *_phrases(entries)])
    found = []
    for kind, keys in _PRINTED.items():
        for entry_id, entry in entries[kind].items():
            words = [word for key in keys for word in _flat(getattr(entry, key))]
            idle = [word for word in words if word not in texts]
            if idle:
                place = f"{files.place(kind, entry_id)}: [{files.header(kind, entry_id)}]"
                found.append(Idle(place, idle, files.is_added(kind, entry_id)))
    return found


def _flat(value: Any) -> Iterator[str]:
    for item in value.values() if isinstance(value, dict) else value:
        if isinstance(item, str):
            yield item
        else:
            yield from item


def _phrases(entries: dict[str, dict[str, Entry]]) -> Iterator[str]:
    """The texts of all examples and counter-examples, and the phrases quoted in ``doc``."""
    for found in entries.values():
        for entry in found.values():
            yield from regex.findall(r"「([^」]+)」", getattr(entry, "doc", ""))
            for example in getattr(entry, "example", ()):
                yield example.text
            for counter in getattr(entry, "counter", ()):
                yield from counter.texts
