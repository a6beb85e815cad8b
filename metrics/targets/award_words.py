"""What the words around an award say: for whom it is, for each of which, how it is bounded."""

from __future__ import annotations

from collections.abc import Iterator

from metrics.rules.asked import PhraseName
from metrics.rules.phrases import Phrases
from metrics.targets.masked_sentence import AMOUNT, MaskedSentence
from metrics.values import frozen

_BOUNDS: tuple[tuple[PhraseName, str], ...] = (("award_limit", "<="), ("award_least", ">="))
_ADDRESSED: tuple[PhraseName, ...] = ("award_of", "award_to")
_ASIDES: tuple[tuple[PhraseName, str], ...] = (
    *((name, "whom") for name in _ADDRESSED),
    ("award_per", "per"),
    ("award_condition", "terms"),
)
_Span = tuple[int, int]


@frozen
class Given:
    """What an amount is given as.

    Attributes:
        kind: the name.
        begins: the place where the giving begins.
        ends: the place where it ends.
        listed: the offsets of the amounts in the list that it is one of.
        is_fund: whether it is set up or set aside, and given to no one.
    """

    kind: str
    begins: int
    ends: int
    listed: tuple[int, ...]
    is_fund: bool = False


class AwardWords:
    """Asks the words around the amounts of one sentence."""

    def __init__(self, masked: MaskedSentence, phrases: Phrases) -> None:
        self._masked, self._phrases = masked, phrases

    def whom(self, offset: int, given: Given) -> str | None:
        """Whom an amount is for; of those that a list tells apart, its own."""
        at = self._masked.place(offset)
        span = self._recipient(at, given) or self.terms(offset)
        if span is None:
            return None
        first, last = span
        keys = self._phrases["award_keys"].search(self._masked.text, first, last)
        index, values = given.listed.index(offset), len(given.listed)
        spans = keys.spans("key") if keys is not None else []
        said = self._masked.said
        if keys is None or len(spans) != values:
            return self._one_of(said(first, last), index, values)
        return said(first, keys.start()) + said(*spans[index]) + said(keys.end(), last)

    def terms(self, offset: int) -> _Span | None:
        """The places of the words that tell who gets an amount: 「对…的企业」."""
        at = self._masked.place(offset)
        part = self._masked.part_start(at)
        found = None
        for name in _ADDRESSED:
            for one in self._phrases[name].finditer(self._masked.text, part, at):
                found = one.span("whom")
        return found

    def per(self, offset: int, given: Given) -> str | None:
        """For each of which an amount is given."""
        at = self._masked.place(offset)
        part = self._masked.part_start(at)
        found = self._phrases["award_per"].finditer(self._masked.text, part, at + 1)
        spans = [one.span("per") for one in found]
        # 按每吨150元 is of this list alone, 每个项目按30%给予 also of the most that is given.
        own = self._masked.place(given.listed[0])
        held = [one for one in spans if one[1] >= own or self._masked.text[one[1]] != AMOUNT]
        return self._masked.said(*held[-1]) if held else None

    def bound(self, offset: int, given: Given) -> str | None:
        """The comparator of an amount; the first of a list says it for all."""
        listed = given.listed[: given.listed.index(offset) + 1]
        for place in map(self._masked.place, listed):
            clause = self._masked.clause_start(place)
            for name, comparator in _BOUNDS:
                if self._phrases[name].search(self._masked.text, clause, place) is not None:
                    return comparator
        return None

    def is_part(self, offset: int) -> bool:
        """Whether an amount in a bracket is a part of the award before it: （第一年5万元）."""
        at = self._masked.place(offset)
        return self._phrases["award_part"].search(self._masked.text, 0, at) is not None

    def is_of_paid(self, offset: int) -> bool:
        """Whether an amount is a share of what has been paid: 按已缴税款的50%."""
        at = self._masked.place(offset)
        return self._phrases["award_paid"].search(self._masked.text, 0, at) is not None

    def asides(self, part: int, stop: int) -> Iterator[_Span]:
        """Between two places, the words that only tell who gets what, or for each of which."""
        for name, group in _ASIDES:
            for found in self._phrases[name].finditer(self._masked.text, part, stop):
                yield found.span(group)

    def _recipient(self, at: int, given: Given) -> _Span | None:
        """Who stands beside the verb: 给予企业50万元奖励."""
        found = None
        pattern = self._phrases["award_recipient"]
        for one in pattern.finditer(self._masked.text, given.begins, given.ends):
            if found is None or one.start() < at:
                found = one.span("whom")
        return found

    def _one_of(self, whom: str, index: int, values: int) -> str:
        """Whom the value at ``index`` is for, where a list names as many as there are values."""
        names = [name for name in self._phrases["joint"].split(whom) if name]
        if values == 1 or len(names) != values:
            return whom
        told = self._phrases["relative"].match(names[0])
        return (told.group() if told and index else "") + names[index]
