"""Names for a number that has none beside it: what the words before or behind it are about."""

from __future__ import annotations

from collections.abc import Sequence

from metrics.quantities.scanner import Mention, scanner_of
from metrics.rules.phrases import Phrases
from metrics.targets.clauses import Clause, clauses_of
from metrics.targets.fate import PlanSentence
from metrics.targets.marks import behind_last
from metrics.values import frozen

_COMMAS, _STOPS = "，,", "。；;"


@frozen
class BorrowedNames:
    """Finds what a clause without a noun of its own is about."""

    sentence: PlanSentence
    clause: Clause

    @property
    def _phrases(self) -> Phrases:
        return self.sentence.rules.phrases

    def done_before(self, *, inner: bool = False) -> str:
        """What the clause before does something with."""
        text, begins, ends = self.sentence.text, self.sentence.start, self.clause.left_at
        clause = behind_last(_COMMAS, text, begins, ends)
        if self._phrases["only_time"].fullmatch(text, clause, ends):
            ends = clause  # 布局换电站，到2027年|建成8座
        return clauses_of(self.sentence.rules).activity(text, begins, ends, inner=inner)

    def said_before(self) -> str:
        """What the sentence before counts or does: 「新建5万亩茶园。2021年建成|1万亩」."""
        rules, text, ends = self.sentence.rules, self.sentence.text, self.sentence.start
        line = text.rfind("\n", 0, ends) + 1
        begins = behind_last(_STOPS, text, line, ends - 1) if ends - 1 > line else ends
        mentions = scanner_of(rules).scan(text, begins, ends) if begins < ends else []
        if not mentions:
            return clauses_of(rules).activity(text, begins, ends - 1) if begins < ends else ""
        if mentions[-1].surface != self.clause.mention.surface:
            return ""
        counted = clauses_of(rules).read(text, mentions[-1], begins, ends)
        is_done = bool(counted.opening_verbs or counted.verbs)  # not 全市有企业500家
        named = counted.object or (counted.subject if is_done else "")
        return named or self._quantity_in(begins, mentions[-1].start)

    def by_verb(self) -> str:
        """What the words before do, where the number ends its clause: 建设保障房，|建成80套|."""
        text, at = self.sentence.text, self.clause.right_end
        rest = text[at : self.sentence.end].lstrip()
        if self._phrases["goes_on_with_noun"].match(rest):
            return ""  # 出台13条支持措施
        return self.done_before(inner=True) or self.said_before()

    def bettered(self) -> str:
        """What the clause before says to get better: 服务业的贡献显著增强，达到60%."""
        begins, ends = self.sentence.start, self.clause.left_at
        found = self._phrases["bettered_subject"].search(self.sentence.text, begins, ends)
        return found["name"] if found else self._quantity_ahead()

    def _quantity_ahead(self) -> str:
        """The quantity that the clause before names: 工业总产值实现倍增，|突破4000亿元."""
        return self._quantity_in(self.sentence.start, self.clause.left_at)

    def _quantity_in(self, begins: int, ends: int) -> str:
        """The quantity that some words end with, but for what they say of it."""
        found = self._phrases["quantity_ahead"].search(self.sentence.text, begins, ends)
        named = clauses_of(self.sentence.rules).name_in
        return named(self.sentence.text, *found.span("name")) if found else ""

    def instead_of(self, name: str, ceiling: int) -> str:
        """A name for a number whose own words name nothing, or ``name`` where there is none.

        What stands behind it, what the clause before does, what the sentence before tells of.
        """
        clauses, phrases = clauses_of(self.sentence.rules), self._phrases
        payer = phrases["agent_pays"].match(name)
        if payer is not None:  # 中央财政将|投入
            return self.spent_on() or self.done_before() or str(payer["pays"])
        if not clauses.says_nothing(phrases["frequency"].sub("", name)):
            return name
        text, mention = self.sentence.text, self.clause.mention
        behind = ""
        if mention.dimension not in ("percentage", "percentage_point", "money"):
            behind = clauses.behind(text, mention.tail_end, min(ceiling, self.sentence.end))
        if phrases["bare_head"].search(behind):
            return self.done_before() or behind  # 推进集约经营，力争达到10万亩|规模
        said = behind or self.done_before() or self.said_before()
        return said or self.done_before(inner=True) or name

    def spent_on(self) -> str:
        """What money is spent on: 筹措5亿元实施|科教惠民工程."""
        mention = self.clause.mention
        if mention.dimension != "money":
            return ""
        said = self._phrases["spent_on"].match(self.sentence.text, mention.tail_end)
        return str(said["noun"]) if said else ""

    def sized_together(self, before: Mention) -> str:
        """What is counted behind the money for all of it: 总投资126亿元的|重点项目|16个."""
        at = self.clause.mention
        if at.dimension != "count" or before.dimension != "money":
            return ""
        said = self.sentence.text[before.tail_end : at.start]
        behind = self._phrases["attributive"].match(said)
        if behind is None or any(mark in said for mark in _COMMAS + _STOPS):
            return ""
        return self._phrases.trimmed(said[behind.end() :])

    def counted_behind(self, mentions: Sequence[Mention]) -> str:
        """What the first of some numbers counts, whose noun others share."""
        return clauses_of(self.sentence.rules).object_of(self.sentence.text, mentions)
