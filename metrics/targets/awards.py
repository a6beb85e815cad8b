"""Awards and subsidies: 「对新认定的省级平台，给予最高50万元的一次性奖励」.

What is given is the indicator (一次性奖励), whom it is for the scope (新认定的省级平台), and the
most that is given a bound. Numbers that only tell who gets it (年收入1亿元以上) are its terms. A
fund that is set up, and what a share is set aside for, are named in the same way.
"""

from __future__ import annotations

from collections.abc import Sequence

from metrics.quantities.scanner import Mention
from metrics.rules.asked import PhraseName
from metrics.rules.surroundings import Decision
from metrics.targets.award_words import AwardWords, Given
from metrics.targets.clause_meanings import NO_CLAUSE
from metrics.targets.fate import Award, NumberReading, PlanSentence
from metrics.targets.marks import clauses_before
from metrics.targets.masked_sentence import MaskedSentence
from metrics.targets.target import Target
from metrics.values import replace

_DIMENSIONS = ("money", "percentage")
_TERMS = Decision("context", "award_terms", "tells who gets an award, or on what terms")
_RULE = "award"
_CLAUSES = 4  # before an amount, in which it is told for what it is given
# The first that names an amount decides: what stands behind it says more than a verb before it.
_NAMING: tuple[PhraseName, ...] = (
    "award_given", "award_share", "award_by", "award_amount", "award_object", "award_basis",
    "award_verb", "award_most", "award_fund", "award_reserve",
)  # fmt: skip
_FUNDS: frozenset[PhraseName] = frozenset({"award_fund", "award_reserve"})


def with_awards(
    sentence: PlanSentence, readings: Sequence[NumberReading]
) -> tuple[NumberReading, ...]:
    """The pass that finds awards, and settles the numbers that only tell who gets them."""
    text, start, end = sentence.text, sentence.start, sentence.end
    amounts = [one.mention for one in readings if one.mention.dimension in _DIMENSIONS]
    sign: PhraseName = "award_sign" if amounts else "award_unpriced"
    if sentence.rules.phrases[sign].search(text, start, end) is None:
        return tuple(readings)
    told = _Awards(sentence, amounts)
    if not told.gives:
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


def has_settled_award(sentence: PlanSentence, readings: Sequence[NumberReading]) -> bool:
    """Whether an amount is given that its surroundings alone would settle: a fund of 1亿元."""
    return any(_is_settled_amount(one) for one in readings) and any(
        one.award is not None and one.decision is None for one in with_awards(sentence, readings)
    )


def _is_settled_amount(reading: NumberReading) -> bool:
    decision = reading.decision
    is_settled = decision is not None and decision.role == "context"
    return is_settled and reading.mention.dimension in _DIMENSIONS


def named_by_award(sentence: PlanSentence, reading: NumberReading) -> tuple[Target, ...]:
    """The target of an amount that is given, also where no rule reads its clause."""
    award, mention = reading.award, reading.mention
    if award is None or (not reading.targets and not _is_unread(reading)):
        return reading.targets
    target = reading.targets[0] if reading.targets else _unread(reading, award)
    bound = award.bound if target.comparator != "range" else None
    per = sentence.rules.phrases["award_per_end"].sub("", target.per) if target.per else None
    named = replace(
        target,
        indicator=award.kind,
        comparator=bound or target.comparator,
        per=award.per or per,
        breakdown=target.breakdown or award.is_part,
    )
    if award.is_fund:
        scope = sentence.rules.phrases["award_measure"].sub("", named.scope or "")
        return (replace(named, scope=None if award.kind in scope else scope or None),)
    mode = "level" if mention.dimension == "percentage" else "output"
    whom = award.whom or _brought_up(sentence, mention)
    return (replace(named, scope=whom, mode=mode, direction=None),)


def _brought_up(sentence: PlanSentence, mention: Mention) -> str | None:
    """What the clauses before bring up, for which money is given: 「引育机构，给予500万元」."""
    raises = sentence.rules.phrases["award_raises"]
    before = clauses_before(sentence.text, sentence.start, mention.start, _CLAUSES)
    found = (raises.fullmatch(clause) for clause in before)
    return next((str(said["whom"]) for said in found if said is not None), None)


def _is_unread(reading: NumberReading) -> bool:
    return reading.decision is NO_CLAUSE and reading.mention.surface is not None


def _unread(reading: NumberReading, award: Award) -> Target:
    """An amount whose clause says nothing but that it is given."""
    mention = reading.mention
    said = reading.clause.comparator if reading.clause else None
    return Target(
        mention=mention,
        indicator=award.kind,
        scope=None,
        mode="output",
        direction=None,
        comparator="range" if mention.high is not None else said or mention.comparator or "=",
        per=None,
        breakdown=False,
        baseline=None,
        rule_id=_RULE,
    )


class _Awards:
    """The awards of a sentence. ``given`` tells what its amounts are given as, by their offsets."""

    def __init__(self, sentence: PlanSentence, amounts: Sequence[Mention]) -> None:
        self._amounts = amounts
        self._phrases = sentence.rules.phrases
        self._masked = MaskedSentence(sentence, amounts)
        self._words = AwardWords(self._masked, self._phrases)
        self.given: dict[int, Given] = {}
        for name in _NAMING if amounts else ():
            self._name_by(name)
        self._lend()
        self.given = {at: one for at, one in self.given.items() if self._is_told(at, one)}
        unpriced = self._phrases["award_unpriced"].finditer(self._masked.text)
        self._unpriced = [found.start() for found in unpriced]

    @property
    def gives(self) -> bool:
        """Whether the sentence gives anything, with or without an amount."""
        return bool(self.given or self._unpriced)

    def award(self, mention: Mention, given: Given) -> Award:
        """The award that an amount is."""
        at, words, phrases = mention.start, self._words, self._phrases
        per = words.per(at, given)
        whom = None if given.is_fund else words.whom(at, given)
        if whom is not None and phrases["per"].fullmatch(whom) is not None:
            whom, per = None, whom  # 对每个车型给予
        elif per is not None and phrases["award_single"].match(per) is not None:
            whom, per = whom or per, None  # 单个企业最高补助50万元
        terms = None if given.is_fund else words.terms(at)
        return Award(
            given.kind,
            whom,
            per,
            bound=words.bound(at, given),
            is_part=words.is_part(at),
            is_fund=given.is_fund,
            is_of_paid=words.is_of_paid(at),
            terms=None
            if terms is None
            else (self._masked.offset(terms[0]), self._masked.offset(terms[1])),
        )

    def is_term(self, mention: Mention) -> bool:
        """Whether a number tells who gets an award that follows in its part of the sentence."""
        text = self._masked.text
        at, end = self._masked.place(mention.start), self._masked.place(mention.tail_end)
        part, stop = self._masked.part_start(at), self._masked.part_end(end)
        is_priced = any(end <= one.begins < stop for one in self.given.values())
        if not is_priced and not any(end <= one < stop for one in self._unpriced):
            return False
        if self._phrases["award_threshold"].match(text, end, stop) is not None:
            return True
        is_told = self._phrases["award_terms"].match(text, end, stop) is not None
        is_aside = any(first <= at < last for first, last in self._words.asides(part, stop))
        return is_told or is_aside if is_priced else is_told and is_aside

    def _name_by(self, name: PhraseName) -> None:
        for found in self._phrases[name].finditer(self._masked.text):
            inside = tuple(self._masked.amounts_in(*found.span()))
            kind = self._phrases["award_name"].sub("", found["noun"])
            one = Given(kind, found.start(), found.end(), inside, name in _FUNDS)
            for at in inside:
                self.given.setdefault(at, one)

    def _lend(self) -> None:
        """Names the amounts that have no words of their own: a share, and a stage of an award."""
        stages = {
            at
            for found in self._phrases["award_stage"].finditer(self._masked.text)
            for at in self._masked.amounts_in(*found.span())
        }
        depends = {
            at
            for found in self._phrases["award_condition"].finditer(self._masked.text)
            for at in self._masked.amounts_in(*found.span())
        }
        last: Given | None = None
        for one in self._amounts:
            given = self.given.get(one.start)
            if given is None and one.start not in depends:
                end = self._masked.place(one.tail_end)
                follows = self._phrases["award_follows"].match(self._masked.text, end)
                near = [
                    other for other in self.given.values()
                    if follows is not None and other.begins == follows.end()
                ]  # fmt: skip
                given = near[0] if near else last if one.start in stages else None
                if given is not None:
                    self.given[one.start] = replace(given, listed=(one.start,))
            last = given or last

    def _is_told(self, at: int, given: Given) -> bool:
        """Whether a verb alone, 补贴50万元, is an award: to someone, up to so much, or one more."""
        kinds = {other.kind for other in self.given.values() if other.begins != given.begins}
        verb = self._phrases["award_verb"].match(self._masked.text, given.begins)
        if verb is None or kinds:
            return True
        words = self._words
        return bool(words.whom(at, given) or words.bound(at, given) or words.per(at, given))
