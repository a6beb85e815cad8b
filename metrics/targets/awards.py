"""Awards and subsidies: 「对新认定的省级平台，给予最高50万元的一次性奖励」.

What is given is the indicator (一次性奖励), whom it is for the scope (新认定的省级平台), and the
most that is given a bound. Numbers that only tell who gets it (年收入1亿元以上) are its terms. The
patterns read the sentence with each amount as a run of ¤, so that none is taken for words.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import regex

from metrics.quantities.scanner import Mention
from metrics.rules.asked import PhraseName
from metrics.rules.surroundings import Decision
from metrics.targets.clause_meanings import NO_CLAUSE
from metrics.targets.fate import Award, NumberReading, PlanSentence
from metrics.targets.marks import CLAUSE_ENDS, SENTENCE_PARTS, behind_last
from metrics.targets.target import Target
from metrics.values import replace

_AMOUNT = "¤"
_DIMENSIONS = ("money", "percentage")
_TERMS = Decision("context", "award_terms", "tells who gets an award, or on what terms")
_RULE = "award"
_OPENING = "（("  # an aside has a limit of its own: （最高50万元）
# The first that names an amount decides: what stands behind it says more than a verb before it.
_NAMING: tuple[PhraseName, ...] = (
    "award_given", "award_share", "award_amount", "award_verb", "award_most",
)  # fmt: skip


def with_awards(
    sentence: PlanSentence, readings: Sequence[NumberReading]
) -> tuple[NumberReading, ...]:
    """The pass that finds awards, and settles the numbers that only tell who gets them."""
    text, start, end = sentence.text, sentence.start, sentence.end
    amounts = [one.mention for one in readings if one.mention.dimension in _DIMENSIONS]
    if not amounts or sentence.rules.phrases["award_sign"].search(text, start, end) is None:
        return tuple(readings)
    told = _Awards(sentence, amounts)
    if not told.given:
        return tuple(readings)
    read = []
    for one in readings:
        given = told.given.get(one.mention.start)
        if given is not None:
            is_open = one.decision is None or one.decision.role == "context"  # 300万元项目经费资助
            decision = None if is_open else one.decision
            read.append(replace(one, award=told.award(one.mention, given), decision=decision))
        elif one.decision is None and told.is_term(one.mention):
            read.append(replace(one, decision=_TERMS))
        else:
            read.append(one)
    return tuple(read)


def named_by_award(sentence: PlanSentence, reading: NumberReading) -> tuple[Target, ...]:
    """The target of an amount that is given, also where no rule reads its clause."""
    award, mention = reading.award, reading.mention
    if award is None or (not reading.targets and not _is_unread(reading)):
        return reading.targets
    target = reading.targets[0] if reading.targets else _unread(mention, award)
    per = sentence.rules.phrases["award_per_end"].sub("", target.per) if target.per else None
    is_limit = award.is_limit and target.comparator != "range"
    named = replace(
        target,
        indicator=award.kind,
        scope=award.whom,
        comparator="<=" if is_limit else target.comparator,
        per=award.per or per,
        mode="level" if mention.dimension == "percentage" else "output",
        direction=None,
    )
    return (named,)


def _is_unread(reading: NumberReading) -> bool:
    return reading.decision is NO_CLAUSE and reading.mention.surface is not None


def _unread(mention: Mention, award: Award) -> Target:
    """An amount whose clause says nothing but that it is given."""
    return Target(
        mention=mention,
        indicator=award.kind,
        scope=None,
        mode="output",
        direction=None,
        comparator="range" if mention.high is not None else mention.comparator or "=",
        per=None,
        breakdown=False,
        baseline=None,
        rule_id=_RULE,
    )


@dataclass(frozen=True, slots=True)
class _Given:
    """What an amount is given as, and the list of amounts that it is one of, by their starts."""

    kind: str
    begins: int
    listed: tuple[int, ...]


class _Awards:
    """The awards of a sentence. ``given`` tells what its amounts are given as, by their starts."""

    def __init__(self, sentence: PlanSentence, amounts: Sequence[Mention]) -> None:
        self._sentence, self._amounts = sentence, amounts
        self._phrases = sentence.rules.phrases
        characters = list(sentence.text[sentence.start : sentence.end])
        for one in amounts:
            for at in range(one.start - sentence.start, one.end - sentence.start):
                characters[at] = _AMOUNT
        self._masked = "".join(characters)
        self.given: dict[int, _Given] = {}
        for name in _NAMING:
            self._name_by(name)
        self._lend()
        self.given = {at: one for at, one in self.given.items() if self._is_told(at, one)}

    def award(self, mention: Mention, given: _Given) -> Award:
        """The award that an amount is."""
        whom = self._whom(mention, given)
        per = self._per(mention)
        if whom is not None and self._phrases["per"].fullmatch(whom) is not None:
            whom, per = None, whom  # 对每个车型给予
        elif per is not None and self._phrases["award_single"].match(per) is not None:
            whom, per = whom or per, None  # 单个企业最高补助50万元
        return Award(given.kind, whom, per, self._is_limit(mention, given))

    def is_term(self, mention: Mention) -> bool:
        """Whether a number tells who gets an award that follows in its part of the sentence."""
        at = mention.start - self._sentence.start
        end = mention.end - self._sentence.start
        stop = self._part_end(end)
        if not any(end <= one.begins < stop for one in self.given.values()):
            return False
        if self._phrases["award_terms"].match(self._masked, end, stop) is not None:
            return True
        part = self._part_start(at)
        return any(
            found.start("whom") <= at < found.end("whom")
            for found in self._phrases["award_to"].finditer(self._masked, part, stop)
        )

    def _name_by(self, name: PhraseName) -> None:
        for found in self._phrases[name].finditer(self._masked):
            inside = tuple(self._starts_in(found))
            kind = self._phrases["award_name"].sub("", found["noun"])
            for at in inside:
                self.given.setdefault(at, _Given(kind, found.start(), inside))

    def _starts_in(self, found: regex.Match[str]) -> Iterator[int]:
        """The starts of the amounts that stand in what was found."""
        first, last = (at + self._sentence.start for at in found.span())
        return (one.start for one in self._amounts if first <= one.start < last)

    def _lend(self) -> None:
        """Names the amounts that have no words of their own: a share, and a stage of an award."""
        stages = {
            at for found in self._phrases["award_stage"].finditer(self._masked)
            for at in self._starts_in(found)
        }  # fmt: skip
        last: _Given | None = None
        for one in self._amounts:
            given = self.given.get(one.start)
            if given is None:
                end = one.end - self._sentence.start
                follows = self._phrases["award_follows"].match(self._masked, end)
                near = [
                    other for other in self.given.values()
                    if follows is not None and other.begins == follows.end()
                ]  # fmt: skip
                given = near[0] if near else last if one.start in stages else None
                if given is not None:
                    self.given[one.start] = _Given(given.kind, given.begins, (one.start,))
            last = given or last

    def _is_told(self, at: int, given: _Given) -> bool:
        """Whether a verb alone, 补贴50万元, is an award: to someone, up to so much, or one more."""
        kinds = {other.kind for other in self.given.values() if other.begins != given.begins}
        verb = self._phrases["award_verb"].match(self._masked, given.begins)
        if verb is None or kinds:
            return True
        mention = next(one for one in self._amounts if one.start == at)
        return self._whom(mention, given) is not None or self._is_limit(mention, given)

    def _whom(self, mention: Mention, given: _Given) -> str | None:
        """Whom an amount is for; of those that a list tells apart, its own."""
        at = mention.start - self._sentence.start
        part = self._part_start(at)
        found = None
        for name in ("award_of", "award_to"):
            for found_here in self._phrases[name].finditer(self._masked, part, at):
                found = found_here
        if found is None:
            return None
        first, last = found.span("whom")
        keys = self._phrases["award_keys"].search(self._masked, first, last)
        listed = given.listed
        spans = keys.spans("key") if keys is not None else []
        if keys is None or len(spans) != len(listed):
            return self._one_of(self._said(first, last), listed.index(mention.start), len(listed))
        own = spans[listed.index(mention.start)]
        return self._said(first, keys.start()) + self._said(*own) + self._said(keys.end(), last)

    def _one_of(self, whom: str, index: int, values: int) -> str:
        """Whom the value at ``index`` is for, where a list names as many as there are values."""
        names = [name for name in self._phrases["joint"].split(whom) if name]
        if values == 1 or len(names) != values:
            return whom
        told = self._phrases["relative"].match(names[0])
        return (told.group() if told and index else "") + names[index]

    def _per(self, mention: Mention) -> str | None:
        at = mention.start - self._sentence.start
        each = self._phrases["award_per"].finditer(self._masked, self._part_start(at), at)
        return next((found["per"] for found in reversed(list(each))), None)

    def _is_limit(self, mention: Mention, given: _Given) -> bool:
        """Whether an amount is the most that is given; the first of a list says so for all."""
        for start in given.listed[: given.listed.index(mention.start) + 1]:
            at = start - self._sentence.start
            clause = behind_last(CLAUSE_ENDS + _OPENING, self._masked, 0, at)
            if self._phrases["award_limit"].search(self._masked, clause, at) is not None:
                return True
        return False

    def _part_start(self, at: int) -> int:
        return behind_last(SENTENCE_PARTS, self._masked, 0, at)

    def _part_end(self, at: int) -> int:
        found = [self._masked.find(mark, at) for mark in SENTENCE_PARTS]
        return min((one for one in found if one >= 0), default=len(self._masked))

    def _said(self, start: int, end: int) -> str:
        """What the sentence says where it was read with its amounts masked."""
        begins = self._sentence.start
        return self._sentence.text[begins + start : begins + end]
