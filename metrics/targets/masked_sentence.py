"""A sentence as the patterns of awards read it: without gaps, each amount a run of one sign."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence

import regex

from metrics.quantities.scanner import Mention
from metrics.targets.fate import PlanSentence
from metrics.targets.marks import CLAUSE_ENDS, SENTENCE_PARTS, behind_last

AMOUNT = "¤"
_OPENING = "（("  # an aside has a limit of its own: （最高50万元）
# One space or line's end within words, as old PDF files have them: 给予企 业100万元.
_GAP = regex.compile(r"(?<=\S)\s(?=\S)(?<![A-Za-z]\s(?=[A-Za-z]))")


class MaskedSentence:
    """``text``: the sentence without gaps, with ¤ for each character of an amount.

    Places are those of characters of ``text``, offsets those of characters of the document.
    """

    def __init__(self, sentence: PlanSentence, amounts: Sequence[Mention]) -> None:
        self._source = sentence.text
        start, end = sentence.start, sentence.end
        masked = {at for one in amounts for at in range(one.start, one.tail_end)}
        gaps = {
            found.start()
            for found in _GAP.finditer(sentence.text, start, end)
            if found.start() not in masked
        }
        self._offsets = [at for at in range(start, end) if at not in gaps]
        self.text = "".join(AMOUNT if at in masked else sentence.text[at] for at in self._offsets)
        self._amounts = amounts
        self._end = end

    def place(self, offset: int) -> int:
        """Where the character at ``offset``, or the next one that is no gap, stands in ``text``."""
        return bisect_left(self._offsets, offset)

    def offset(self, place: int) -> int:
        """Where in the document the character at ``place`` stands."""
        return self._offsets[place] if place < len(self._offsets) else self._end

    def said(self, start: int, end: int) -> str:
        """What the document says between two places, with its amounts."""
        return self._source[self.offset(start) : self.offset(end - 1) + 1] if start < end else ""

    def amounts_in(self, start: int, end: int) -> Iterator[int]:
        """The offsets at which the amounts between two places begin."""
        first, last = self.offset(start), self.offset(end)
        return (one.start for one in self._amounts if first <= one.start < last)

    def clause_start(self, place: int) -> int:
        """Where the clause, or the aside, begins that ``place`` is in."""
        return behind_last(CLAUSE_ENDS + _OPENING, self.text, 0, place)

    def part_start(self, place: int) -> int:
        """Where the part of the sentence begins that ``place`` is in."""
        return behind_last(SENTENCE_PARTS, self.text, 0, place)

    def part_end(self, place: int) -> int:
        """Where the part of the sentence ends that ``place`` is in."""
        found = [self.text.find(mark, place) for mark in SENTENCE_PARTS]
        return min((one for one in found if one >= 0), default=len(self.text))
