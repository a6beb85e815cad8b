"""Names that lack what was named before: 城区6所, 省级10家, 超10亿元的15家, 小型矿山达到60%."""

from __future__ import annotations

from collections.abc import Sequence

from metrics.quantities.scanner import Mention
from metrics.rules.phrases import Phrases
from metrics.rules.targets import ClauseMeaning
from metrics.targets.borrowed_names import BorrowedNames
from metrics.targets.clauses import Clause
from metrics.targets.fate import Named, PlanSentence
from metrics.values import frozen


@frozen
class NamedRow:
    """An indicator that was named before, and the number that is its value."""

    indicator: str
    mention: Mention
    is_in_place: bool = False
    """Whether it is one place's of several."""
    is_part: bool = False
    """Whether it is told of a part of what was counted: 其中园区20个."""


@frozen
class ContinuedName:
    """Completes the ``subject`` of a clause with the names of the rows before it."""

    sentence: PlanSentence
    clause: Clause
    subject: str
    meaning: ClauseMeaning
    rows: Sequence[NamedRow]

    def named(self) -> Named | None:
        """The name in full, and what narrows it; None where the subject is a name of its own."""
        clause, subject, phrases = self.clause, self.subject, self._phrases
        previous = self.rows[-1].indicator if self.rows else None
        headed = self._headed(previous)
        if headed is not None:
            return headed
        if previous is None:
            grouped = self._of_group(None)
            return None if grouped is None else Named((grouped,))
        if self._only_tells_where(previous):
            return Named((self._without_where(previous),), subject)
        if phrases["narrowing_word"].fullmatch(subject) and self._only_narrows():
            return Named((self._head(previous),), subject)  # 其中城区6所、乡镇3所
        trade = self._of_trade(previous)
        if trade is not None:
            return Named((trade,))
        if self._only_tells_place():
            return Named((self._of_all(previous),), subject)
        if (clause.of_which or self.rows[-1].is_part) and self._only_tells_whose():
            return Named((previous,), subject)
        sized = self._of_size(previous)
        if sized is not None:
            return Named((sized,))
        graded = phrases["grade_list"].fullmatch(subject)
        if graded is not None:
            head = self._head(previous)
            return Named(tuple(one + graded["level"] + head for one in graded.captures("grade")))
        grouped = self._of_group(previous)
        return None if grouped is None else Named((grouped,))

    @property
    def _phrases(self) -> Phrases:
        return self.sentence.rules.phrases

    def _is_alike(self) -> bool:
        """Whether the row before has the same unit."""
        return self.rows[-1].mention.surface == self.clause.mention.surface

    def _without_where(self, previous: str) -> str:
        """A rate without the part of the region it was of: 平原区|道路通达度达95%，丘陵区达90%."""
        group = self._phrases["group_of_rate"]
        sizes = (size for size in range(len(previous) - 2, 1, -1) if group.match(previous[:size]))
        return previous[next(sizes, 0) :]

    def _only_tells_where(self, previous: str) -> bool:
        """Whether the subject is a part of the region in which the rate before is another one."""
        is_rate = self._phrases["rate_noun"].search(previous) is not None
        is_group = self._phrases["group_of_rate"].match(self.subject) is not None
        is_level = self.meaning.mode == "level" and self._is_alike()
        # 污泥处置率达到60%，重点镇|提高5个百分点
        is_change = self.clause.mention.dimension == "percentage_point"
        return is_rate and is_group and (is_level or is_change)

    def _only_tells_place(self) -> bool:
        """Whether the subject is a place in which what was named grows by another rate."""
        if self.meaning.mode != "change" or not self._is_alike() or not self.clause.before:
            return False
        if self._phrases["place_of_growth"].fullmatch(self.subject) is None:
            return False
        return self.clause.of_which or self.rows[-1].is_in_place

    def _of_trade(self, previous: str) -> str | None:
        """A trade with what was told of the one before: 食品产值达100亿元，装备制造业达67亿元."""
        if self.clause.mention.dimension != "money" or not self._is_alike():
            return None
        told = self._phrases["shared_ending"].search(previous)
        if told is None or self._phrases["trade_alone"].match(self.subject) is None:
            return None
        return self.subject + told.group()

    def _of_all(self, previous: str) -> str:
        """A quantity without the whole that it was of: 全国|铁路货运量."""
        return self._phrases["wider_region"].sub("", previous)

    def _only_narrows(self) -> bool:
        """Whether the subject is no thing that the measure word counts itself: 小学5所."""
        surface = self.clause.mention.surface
        counts = self.sentence.rules.units.nouns.get(self.subject)
        is_peer = surface is not None and counts == surface.unit
        completes = self._phrases["completes"].fullmatch
        is_led = any(not completes(word.text) for word in self.clause.verbs)  # 城区完成|6万户
        return self._is_alike() and not is_led and not is_peer

    def _only_tells_whose(self) -> bool:
        """Whether a part is told only by where or for whom it is: 其中园区和专业市场20个."""
        if not self._is_alike() or self.rows[-1].indicator[-1] == self.subject[-1]:
            return False  # 公立医院9家，其中三级医院5家
        is_told = self._phrases["only_whose"].search(self.subject) is not None
        return is_told or self._phrases["attributive"].search(self.clause.region[-1:]) is not None

    def _of_size(self, previous: str) -> str | None:
        """What was counted before, of another size: 超50亿元的企业3家、超10亿元的15家."""
        particle = self._phrases["attributive"].search(self.clause.region[-1:])
        if particle is None or not self._is_alike() or not any(map(str.isdigit, self.subject)):
            return None
        parts = self._phrases["attributive"].split(previous)
        return self.subject + particle.group() + parts[-1] if len(parts) > 1 else None

    def _headed(self, previous: str | None) -> Named | None:
        """What is counted where only its size is told: 提升一批|产业集群，超50亿元的|2个."""
        particle = self._phrases["attributive"].search(self.clause.region[-1:])
        is_sized = self._phrases["size_alone"].fullmatch(self.subject) is not None
        if particle is None or not is_sized or self.clause.mention.dimension != "count":
            return None
        if previous is None or not self._is_alike():
            done = BorrowedNames(self.sentence, self.clause).done_before()
            head = self._phrases["determiner"].sub("", done)
            return Named((head,), self.subject) if head else None
        is_of_size = len(self._phrases["attributive"].split(previous)) > 1
        return None if is_of_size else Named((previous,), self.subject)

    def _head(self, previous: str) -> str:
        """What was counted before, without what told which: 百亿级|投资项目."""
        for size in range(len(previous) - 2, 1, -1):
            if self._phrases["narrowing_word"].fullmatch(previous[:size]):
                return previous[size:]
        return previous

    def _of_group(self, previous: str | None) -> str | None:
        """The share that only the group is told of: 小型矿山|达到60%."""
        subject, clause = self.subject, self.clause
        is_share = clause.mention.dimension == "percentage" and self.meaning.mode == "level"
        if not is_share or not clause.before or self._phrases.noun_letter(subject) != "s":
            return None
        said = self.sentence.text[self.sentence.start : clause.left_at]
        headed = self._phrases["headed_by_rate"].search(said)
        if headed is not None:
            return subject + str(headed["rate"])
        if previous is None or self.rows[-1].mention.dimension != "percentage":
            return None
        for size in range(len(subject), 0, -1):
            at = previous.find(subject[-size:])
            rate = previous[at + size :]
            if at >= 0 and len(rate) > 1 and self._phrases["rate_noun"].search(rate):
                return subject + rate
        return None
