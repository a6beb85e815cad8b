"""Whether a number is a part of a total: after 其中, behind such a part, in a bracket behind it."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from metrics.quantities.scanner import Mention
from metrics.targets.clauses import Clause
from metrics.targets.fate import NumberReading, PlanSentence
from metrics.targets.marks import behind_last
from metrics.targets.target import Target
from metrics.values import frozen

_PART_ENDS = "；;"
_LISTED, _OPENING, _CLOSING = "、", "（(", "）)"  # an aside on parts ends with its bracket
_COMMAS = "，,"
_GOES_ON = ("。", "；", ";", "，", ",")
_SPACES = " \u3000\t"
_HEAD, _RATE_HEAD = 2, 3  # characters that the names of parts share at their end: 投资, 利用率


@frozen
class Part:
    """What a part belongs to; ``total`` is None where the sentence before has it."""

    total: Target | None


@frozen
class PartFinder:
    """Says of what a number is a part.

    Attributes:
        sentence: The sentence that holds it.
        reading: The number, with its clause and its name.
        made: The numbers before it, with their targets.
        later: The numbers behind it.
        total: The last target before it that is no part of another.
    """

    sentence: PlanSentence
    reading: NumberReading
    made: Sequence[NumberReading]
    later: Sequence[NumberReading]
    total: Target | None

    def part(self) -> Part | None:
        """What it is a part of, None where it is no part."""
        last = self._last()
        told = self._is_told(last)
        if told:
            is_part = last is not None or not self._opens_goals()
            return Part(self.total) if is_part else None
        if self._stands_in_aside():
            return Part(self.total)
        before = self._parts()
        if last is None or not before or self._depth(self._at) < self._depth(_at(before[0])):
            return None  # （其中A30万元），B50万元
        whole = before[0].targets[0].total
        run = _Run(self, whole, before)
        return Part(whole) if run.goes_on(last) else None

    @property
    def _at(self) -> int:
        return self.reading.mention.start

    @property
    def clause(self) -> Clause:
        """The clause of the number."""
        assert self.reading.clause is not None
        return self.reading.clause

    @property
    def name(self) -> str | None:
        """The first of its names."""
        named = self.reading.named
        return named.names[0] if named is not None and named.names else None

    def _last(self) -> NumberReading | None:
        """The number before it that has targets."""
        return next((one for one in reversed(self.made) if one.targets), None)

    def _parts(self) -> list[NumberReading]:
        """The parts before it that belong to one total."""
        found = [one for one in self.made if one.targets and one.targets[0].breakdown]
        return [one for one in found if one.targets[0].total is found[-1].targets[0].total]

    def _depth(self, at: int) -> int:
        """How many brackets are open at a place of the sentence."""
        said = self.sentence.text[self.sentence.start : at]
        opened = sum(map(said.count, _OPENING))
        return max(0, opened - sum(map(said.count, _CLOSING)))

    def depth_of(self, reading: NumberReading) -> int:
        """How many brackets are open at a number."""
        return self._depth(reading.mention.start)

    def _is_told(self, last: NumberReading | None) -> bool:
        """Whether 其中 tells that a number is a part."""
        if self.clause.of_which:
            return True
        begins = last.mention.end if last is not None else self.sentence.start
        listed = self._list_opens()
        if listed is not None and listed >= begins:
            return True
        ahead = self.sentence.rules.phrases["of_which_ahead"]
        return ahead.search(self.sentence.text, begins, self.clause.left_at) is not None

    def is_listed(self) -> bool:
        """Whether a colon behind 其中 makes all that follows parts: 其中：A6所；B3所."""
        return self._list_opens() is not None

    def _list_opens(self) -> int | None:
        """Where 其中 and a colon stand that open the part of the sentence, or all of it."""
        text, begins = self.sentence.text, self.sentence.start
        listed = self.sentence.rules.phrases["of_which_list"]
        part = behind_last(_PART_ENDS, text, begins, self._at)
        opens = listed.match(text, begins) or listed.search(text, part, self._at)
        return opens.start() if opens is not None else None

    def _opens_goals(self) -> bool:
        """Whether 其中 only goes on from a paragraph without totals: 「其中，用水总量控制在…」.

        Of a sum over years it opens a year's part: 「其中2026年新建20所」.
        """
        text, begins = self.sentence.text, self.sentence.start
        if text[:begins].rstrip(_SPACES).endswith(_GOES_ON):
            return False
        opens = self.sentence.rules.phrases["of_which"].search(text, begins, self.sentence.end)
        behind = text[opens.end() : opens.end() + 1] if opens is not None else ""
        return not behind.isdigit()

    def _stands_in_aside(self) -> bool:
        """Whether a bracket right behind its total tells a part: 12座（2024年5座）."""
        part, total = self.reading.mention, self.total
        if total is None or total.mode == "change" or total.mention.dimension == "percentage":
            return False
        whole = total.mention
        if (
            self.clause.per is not None
            or whole.surface != part.surface
            or not whole.low
            or not part.low
            or part.low >= whole.low
        ):
            return False
        between = self.sentence.text[whole.tail_end : part.start]
        opened = self.sentence.rules.phrases["aside_opens"].match(between)
        return opened is not None and not any(mark in between for mark in _CLOSING)


@frozen
class _Run:
    """The parts of one total before a number, and whether it goes on with them."""

    finder: PartFinder
    whole: Target | None
    parts: Sequence[NumberReading]

    def goes_on(self, last: NumberReading) -> bool:
        """Whether the number is a further part; ``last`` is the one before it, part or not."""
        finder = self.finder
        between = finder.sentence.text[last.mention.end : finder.reading.mention.start]
        is_same = finder.name == self._last.indicator
        if self._sum() == self._total() and any(mark in between for mark in _COMMAS + _PART_ENDS):
            return is_same and last is self.parts[-1] and self._tells_more(between)
        if self._adds_up():
            return True
        if any(mark in between for mark in _PART_ENDS):
            is_narrowed = self.whole is not None and finder.name == self.whole.indicator
            if is_same and not is_narrowed and last is self.parts[-1]:
                return True
            if self._is_next() or (self.whole is None and self._has_no_verb() and self._is_alike()):
                return True
            return finder.is_listed() and self._is_of_kind()
        if last is not self.parts[-1]:
            return False
        if self._has_no_verb() or (finder.is_listed() and self._is_alike()):
            return True
        return self._tells_more(between) or self._is_said_alike(last)

    @property
    def _last(self) -> Target:
        return self.parts[-1].targets[-1]

    def _has_no_verb(self) -> bool:
        return not self.finder.clause.opening_verbs and not self.finder.clause.verbs

    def _total(self) -> Decimal | None:
        """The value of the total that parts may sum up to."""
        if self.whole is None or self.whole.mention.dimension == "percentage":
            return None
        return self.whole.mention.low if self.whole.mention.high is None else None

    def _sum(self) -> Decimal:
        """What the parts so far sum up to, but for those of parts."""
        depth = self.finder.depth_of(self.parts[0])
        mine = [one for one in self.parts if self.finder.depth_of(one) == depth]
        values = (one.mention.low for one in mine if self._is_of_whole(one.mention))
        return sum((value for value in values if value is not None), Decimal(0))

    def _is_of_whole(self, mention: Mention) -> bool:
        whole = self.whole.mention if self.whole is not None else None
        return whole is not None and (mention.surface, mention.per) == (whole.surface, whole.per)

    def _fits(self) -> bool:
        """Whether the parts with it do not exceed the total."""
        total, own = self._total(), self.finder.reading.mention
        if total is None or own.low is None or not self._is_of_whole(own):
            return True
        return self._sum() + own.low <= total

    def _adds_up(self) -> bool:
        """Whether the parts before, it and some behind it sum up to the total: 9 = 4 + 3 + 2."""
        total, rest = self._total(), self._sum()
        if total is None or not rest or not self._is_of_whole(self.finder.reading.mention):
            return False
        depth = self.finder.depth_of(self.parts[0])
        for one in (self.finder.reading, *self.finder.later):
            is_counted = one.named is not None and self._is_of_whole(one.mention)
            if not is_counted or self.finder.depth_of(one) != depth:
                continue
            rest += one.mention.low or 0
            if rest >= total:
                return rest == total
        return False

    def _is_alike(self) -> bool:
        """Whether a part before it or the total has the same unit."""
        own = self.finder.reading.mention.surface
        same = any(one.mention.surface == own for one in self.parts)
        return same or self._is_of_whole(self.finder.reading.mention)

    def _is_of_kind(self) -> bool:
        """Whether it has the unit of the parts or the total, or no verb and their dimension."""
        own = self.finder.reading.mention.dimension
        is_one = any(one.mention.dimension == own for one in self.parts)
        return self._is_alike() or (is_one and self._has_no_verb())

    def _shares_head(self) -> bool:
        """Whether its name ends as that of a part: 高速公路|投资, 农村公路|投资."""
        name = self.finder.name or ""
        named = [one.targets[0] for one in self.parts]
        if self.whole is not None and self.whole.mention.dimension == "percentage":
            named = [self.whole]
        for target in named:
            is_rate = self.finder.sentence.rules.phrases["rate_noun"].search(name) is not None
            size = _RATE_HEAD if is_rate else _HEAD
            if len(name) >= size and target.indicator.endswith(name[-size:]):
                return True
        return False

    def _says_same(self, part: NumberReading) -> bool:
        """Whether the same words stand before its number as before that of a part: 达到."""
        assert part.clause is not None
        said = self.finder.clause.verb_text.strip()
        return bool(said) and said == part.clause.verb_text.strip()

    def _is_next(self) -> bool:
        """Whether it is the first behind a ； and said as a part before: ；乡道投资56亿元."""
        text, finder = self.finder.sentence.text, self.finder
        at = finder.reading.mention.start
        begins = behind_last(_PART_ENDS, text, finder.sentence.start, at)
        is_first = all(one.mention.end <= begins for one in finder.made if one.targets)
        alike = [one for one in self.parts if one.mention.surface == finder.reading.mention.surface]
        if not is_first or finder.clause.opening_verbs or not alike or not self._fits():
            return False
        if finder.reading.mention.dimension == "percentage":
            return False
        return self._shares_head() or any(map(self._says_same, alike))

    def _is_said_alike(self, last: NumberReading) -> bool:
        """Whether the same verb goes on with the parts: 其中研究生达到2万人，本科生达到9万人."""
        own, earlier = self.finder.reading.mention, last.mention
        if self.finder.clause.opening_verbs or own.surface != earlier.surface or not self._fits():
            return False
        if own.dimension == "percentage" and not self._shares_head():
            return False
        return self._says_same(last)

    def _tells_more(self, between: str) -> bool:
        """Whether a verb tells more of parts: 其中续建52个、新建112个; 其中A达5吨，比去年增2吨."""
        meaning, name = self.finder.reading.meaning, self.finder.name
        if meaning is None or name is None:
            return False
        if _LISTED in between:
            return between.strip().startswith(_LISTED)
        if meaning.indicator == "previous":
            return any(name == one.targets[-1].indicator for one in self.parts)
        whole = self.whole.indicator if self.whole else name  # 其中城市管理率达95%，农村管理率达87%
        return name != whole and name.endswith(whole)


def _at(reading: NumberReading) -> int:
    return reading.mention.start
