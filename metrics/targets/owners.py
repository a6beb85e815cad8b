"""Finds whose a quantity is that says nothing alone: 实施重点项目8个，总投资88亿元.

The owner is what the number is put into or what it is counted with, else the trade that the
sentence is about, else what the same part of the sentence counted before, else what the clauses
before do something with. Of money that is put into things, what was counted comes before the trade.
"""

from __future__ import annotations

from collections.abc import Sequence

from metrics.made_once import made_once
from metrics.quantities.scanner import Mention
from metrics.rules.asked import PhraseName
from metrics.rules.phrase_groups import PhraseGroup
from metrics.rules.phrases import Phrases
from metrics.targets.clauses import Clause, clauses_of
from metrics.targets.fate import NumberReading, PlanSentence
from metrics.targets.marks import SENTENCE_PARTS, behind_last, clauses_before
from metrics.targets.target import Target, canonical
from metrics.values import frozen, replace

_LONGEST = 12  # characters of what a clause does something with; longer ones hold verbs
_COMMAS = "，,"
_CLAUSES = 3  # before the one of a quantity, in which those stand that make or earn it
_FAR = 3  # numbers behind one that its owner may stand at


def with_owners(
    sentence: PlanSentence, readings: Sequence[NumberReading]
) -> tuple[NumberReading, ...]:
    """The pass that gives an owner, as their scope, to names that say nothing alone."""
    owned: list[NumberReading] = []
    for index, reading in enumerate(readings):
        if len(reading.targets) != 1 or reading.clause is None or reading.award is not None:
            owned.append(reading)
            continue
        (target,) = reading.targets
        part = _part_of_money(sentence, target)
        if part is not None:
            owned.append(reading.with_targets((part,)))
            continue
        later = [other.mention for other in readings[index + 1 : index + 1 + _FAR]]
        finder = _OwnerFinder(sentence, reading.clause, target, owned, later)
        owner = finder.owner() if finder.is_bare() else None
        if owner:
            reading = reading.with_targets((replace(target, scope=owner),))
        owned.append(reading)
    return tuple(owned)


def _part_of_money(sentence: PlanSentence, target: Target) -> Target | None:
    """A part of an investment that is told by where it goes: 其中：高速公路|880亿元."""
    total, phrases = target.total, sentence.rules.phrases
    if total is None or target.scope is not None or target.mention.dimension != "money":
        return None
    paid = phrases["investment_end"].search(total.indicator)
    if paid is None or target.mode != total.mode or phrases["money_noun"].search(target.indicator):
        return None
    is_paid = phrases["investment_end"].search(target.indicator) is not None
    return None if is_paid else replace(target, scope=paid.group())


@made_once
def _bare_words(phrases: Phrases) -> PhraseGroup:
    return PhraseGroup(
        phrases, "bare_investment", "bare_size", "bare_turnover", "bare_count", "bare_head"
    )


@frozen
class _OwnerFinder:
    """Finds the owner of a target; ``before`` are the numbers before it, ``later`` those after."""

    sentence: PlanSentence
    clause: Clause
    target: Target
    before: Sequence[NumberReading]
    later: Sequence[Mention]

    def is_bare(self) -> bool:
        """Whether the name needs an owner and has none."""
        if self.target.scope is not None or self.target.total is not None:
            return False
        if self._kind() is None:
            return False
        return canonical(self.target, self.sentence.rules)[1] is None

    def owner(self) -> str | None:
        """The owner, None where nothing tells."""
        kind = self._kind()
        if kind is None:
            return None
        trade = self._trade()
        is_made = kind != "invested_in"  # for money put into things, what was counted is first
        found = self._put_into() or (trade if is_made else None) or self._counted_before(kind)
        found = found or trade or self._done_before(kind)
        if not found and kind == "producer":
            found = self._acted_on()
        found = found or self._put_into_works(_COMMAS)
        return found if found and found != self.target.indicator else None

    def _kind(self) -> PhraseName | None:
        """Which kind of owner the name needs: the phrase that the owner ends with."""
        name = self.target.indicator
        phrases = _bare_words(self.sentence.rules.phrases).within(name, 0, len(name))
        if phrases["bare_investment"].fullmatch(name):
            return "invested_in"
        if phrases["bare_size"].fullmatch(name):
            return "invested_in"
        if phrases["bare_turnover"].fullmatch(name):
            return "producer"
        if self.target.mention.dimension == "count" and phrases["bare_count"].fullmatch(name):
            return "trade_body"
        is_head = phrases["bare_head"].fullmatch(name) and self.target.mode != "output"
        return "any_owner" if is_head else None

    def _put_into(self) -> str:
        """What the money is put into, behind it: 总投资65亿元的|11个|项目, 投资4亿元新建|9公里."""
        if self.target.mention.dimension != "money":
            return ""
        text, phrases = self.sentence.text, self.sentence.rules.phrases
        at = self.target.mention.tail_end
        if self.later and phrases["put_into"].fullmatch(text[at : self.later[0].start]):
            return clauses_of(self.sentence.rules).object_of(text, self.later)
        return self._sized_thing() or self._put_into_works("")

    def _sized_thing(self) -> str:
        """What the money is for behind its other sizes: 总投资2亿元、占地30亩的|产业园."""
        text, phrases, at = self.sentence.text, self.sentence.rules.phrases, self.target.mention
        end, sizes = at.tail_end, 0
        for mention in self.later:
            said = phrases.trimmed(text[end : mention.start])
            if phrases["size_measure"].fullmatch(said) is None:
                break
            end, sizes = mention.tail_end, sizes + 1
        if not sizes:
            return ""
        return clauses_of(self.sentence.rules).object_of(text, self.later[sizes - 1 :])

    def _put_into_works(self, marks: str) -> str:
        """The works that a clause's money is for, right behind it or after one of some marks.

        「投资1.2亿元实施|“送气接污”工程」; 「新建学校8所，完成投资2亿元，改造公路」 does not say.
        """
        text, phrases, at = self.sentence.text, self.sentence.rules.phrases, self.target.mention
        said = phrases["put_into_works"].match(text, at.tail_end, self.sentence.end)
        opening = phrases.trimmed(text[self.clause.left_at : at.start])
        if said is None or phrases["bare_investment"].fullmatch(opening) is None:
            return ""
        if any(mark in said.group() for mark in _COMMAS) != bool(marks):
            return ""
        counted = clauses_of(self.sentence.rules).object_of(text, self.later) if self.later else ""
        is_counted = self.later and self.later[0].start == said.end() and bool(counted)
        return counted if is_counted else phrases.trimmed(said["works"])

    def _counted_before(self, kind: PhraseName) -> str | None:
        """What the same part of the sentence counted before, or whose the quantity before was."""
        text, mention = self.sentence.text, self.target.mention
        begins = behind_last(SENTENCE_PARTS, text, self.sentence.start, mention.start)
        for other in reversed(self.before):
            if other.mention.start < begins:
                return None
            for row in other.targets:
                is_thing = other.mention.dimension not in ("money", "percentage")
                if is_thing and self.sentence.rules.phrases[kind].search(row.indicator):
                    return row.indicator
                if row.scope and self._is_bare_too(row):
                    is_trade = self.sentence.rules.phrases["trade_body"].search(row.scope)
                    return row.scope if kind != "trade_body" or is_trade else None
                if row.scope and kind == "any_owner" and self._is_rate_behind(row):
                    return row.scope  # 养老保险|参保人数达到20万人，|参保率达到96%
                whose = self.sentence.rules.phrases["owner_head"].match(row.indicator)
                if whose is not None and kind == "producer":
                    return str(whose["owner"])  # 林下经济面积达260万亩、产值达130亿元
        return None

    def _noun_before(self, begins: int, ends: int) -> str:
        """The clause before, where it only names a thing: 小区改造项目，|计划投资1200万元."""
        clause = self.sentence.text[begins:ends].rstrip(_COMMAS)
        if any(mark in clause for mark in _COMMAS) or any(map(str.isdigit, clause)):
            return ""
        return clauses_of(self.sentence.rules).name_in(clause, 0, len(clause))

    def _is_bare_too(self, row: Target) -> bool:
        phrases = self.sentence.rules.phrases
        return any(
            phrases[name].fullmatch(row.indicator)
            for name in ("bare_investment", "bare_turnover", "bare_count")
        )

    def _is_rate_behind(self, row: Target) -> bool:
        """Whether it is a rate behind a quantity that says nothing alone, either."""
        phrases = self.sentence.rules.phrases
        is_rate = phrases["rate_noun"].search(self.target.indicator) is not None
        return is_rate and phrases["bare_head"].fullmatch(row.indicator) is not None

    def _trade(self) -> str | None:
        """The trade that the sentence is about, in each of its parts.

        「化工产业，打造产业链；加快勘探，力争实现产值405亿元」.
        """
        text, begins, ends = self.sentence.text, self.sentence.start, self.clause.left_at
        trades = list(self.sentence.rules.phrases["topic"].finditer(text, begins, ends))
        if not trades:
            return None
        return clauses_of(self.sentence.rules).name_in(text, *trades[-1].span()) or None

    def _acted_on(self) -> str | None:
        """Who makes or earns, in the clauses before: 推动|汽车产业|提质扩量，力争产量突破12万辆."""
        text, phrases = self.sentence.text, self.sentence.rules.phrases
        begins, ends = self.sentence.start, self.target.mention.start
        for clause in clauses_before(text, begins, ends, _CLAUSES):
            if any(map(str.isdigit, clause)):
                return None
            name = clauses_of(self.sentence.rules).name_in(clause, 0, len(clause))
            said = phrases["acted_on"].match(name)
            if said is not None:
                return str(said["owner"])
        return None

    def _done_before(self, kind: PhraseName) -> str | None:
        """What the clause before does something with."""
        text, begins, ends = self.sentence.text, self.sentence.start, self.clause.left_at
        reader, phrases = clauses_of(self.sentence.rules), self.sentence.rules.phrases
        part = behind_last(SENTENCE_PARTS, text, begins, ends)
        done = reader.activity(text, part, ends)
        if not done and kind != "any_owner":
            done = self._noun_before(part, ends)
        done = phrases["extent_tail"].sub("", done)
        is_noun = len(done) <= _LONGEST and phrases[kind].search(done) is not None
        return done if is_noun else None
