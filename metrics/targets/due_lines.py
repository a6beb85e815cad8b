"""The line or the bracket that closes an item with its date: 「完成时限：2025年12月底」.

It holds for what its item says before it, back to the heading or to the previous such line, where
nothing nearer says when.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence

from metrics.layout.spans import Span
from metrics.rules.cues import Cue
from metrics.rules.ruleset import RuleSet


class DueLines:
    """Which closing date stands over each place of a document."""

    def __init__(self, rules: RuleSet, text: str, spans: Sequence[Span], year: int | None) -> None:
        self._starts: list[int] = []
        self._cues: list[tuple[int, Cue]] = []  # up to where each holds
        since, section = 0, None
        for span in spans:
            if span.section != section or span.kind == "heading":
                since, section = span.start, span.section
            if span.kind != "plan":
                continue
            said = rules.phrases["due_line"].search(text, span.start, span.end)
            if said is None:
                continue
            found = rules.cues.find(text, said.start(), span.end, year)
            dates = [cue for cue in found if cue.gives == "deadline" and cue.due is not None]
            if len(dates) > 1:  # each is for a task that it names, but for that of the others
                others = rules.phrases["of_the_others"]
                dates = [one for one in dates if others.search(text, said.end(), one.start)]
            if dates:
                self._starts.append(since)
                self._cues.append((said.start(), dates[-1]))
            since = span.end

    def at(self, position: int) -> Cue | None:
        """The date of the item that a number stands in."""
        index = bisect_right(self._starts, position) - 1
        if index < 0:
            return None
        end, cue = self._cues[index]
        return cue if position < end else None
