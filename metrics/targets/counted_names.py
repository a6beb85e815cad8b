"""Names a clause by what it counts: 支持30家企业, 总投资5.7亿元的园区, 70%以上的卫生院."""

from __future__ import annotations

from collections.abc import Sequence

from metrics.quantities.scanner import Mention
from metrics.rules.phrases import Phrases
from metrics.rules.targets import ClauseMeaning
from metrics.targets.borrowed_names import BorrowedNames
from metrics.targets.clauses import Clause, clauses_of
from metrics.targets.fate import Named, PlanSentence
from metrics.targets.name_lists import ListedNames
from metrics.values import frozen

_ALL = 100  # per cent
_HELPED = 16  # characters before a number in which a verb has it do something


def is_helped(sentence: PlanSentence, mention: Mention) -> bool:
    """Whether those that a number counts are helped to do something."""
    begins = max(sentence.start, mention.start - _HELPED)
    return sentence.rules.phrases["helped"].search(sentence.text, begins, mention.start) is not None


@frozen
class ClauseNames:
    """What names of a clause are made of; ``later`` are the numbers after it."""

    sentence: PlanSentence
    clause: Clause
    subject: str
    meaning: ClauseMeaning
    later: Sequence[Mention]

    @property
    def _phrases(self) -> Phrases:
        return self.sentence.rules.phrases

    @property
    def _borrowed(self) -> BorrowedNames:
        return BorrowedNames(self.sentence, self.clause)

    @property
    def _lists(self) -> ListedNames:
        return ListedNames(self.sentence, self.clause, self.subject, self.meaning, self.later)


@frozen
class CountedNames(ClauseNames):
    """Names one clause by its counted noun."""

    def named(self) -> Named:
        """The counted noun as indicator, and what narrows it."""
        clause = self.clause
        invested = self._phrases["investment"].search(self.subject or clause.verb_text)
        if invested is not None and clause.mention.dimension == "money":
            return Named((invested.group(),), clause.object)  # 总投资5.7亿元的标准化科创园建设
        size = self._phrases["size_measure"].match(self.subject)
        if size is not None and clause.mention.dimension not in ("count", "percentage"):
            return Named((size.group(),), clause.object)  # 库容5万吨的粮库
        counted = self._worked_on(self._graded(self._sized(clause.object)))
        if clause.mention.dimension == "percentage" and self.meaning.mode == "level":
            covers = self._covers()
            if covers:
                return Named((covers + counted,))  # 宽带网络覆盖|贫困村
            reaching = self._reaching()
            if reaching:
                return Named((reaching,))
            predicate = self._predicate()
            groups = self._groups() if predicate else ()
            if groups:
                return Named(tuple(group + predicate for group in groups))
            counted += predicate or self._shared_predicate()
        counted, done = self._pivoted(counted)
        if addressees := self._lists.addressees():
            return Named((counted,), each=addressees)
        return Named((counted,), done or self._narrowing() or self._becoming())

    def _pivoted(self, counted: str) -> tuple[str, str | None]:
        """What is counted, and what it is helped to do: 支持30家企业|创建绿色工厂."""
        if not is_helped(self.sentence, self.clause.mention):
            return counted, None
        done = self._phrases["pivot"].search(counted)
        return (counted[: done.start()], str(done["scope"])) if done else (counted, None)

    def _becoming(self) -> str | None:
        """What is to become of things that are counted: 推动1000家企业|开展数字化转型."""
        text, at = self.sentence.text, self.clause.right_end
        if self.clause.mention.dimension != "count":
            return None
        said = self._phrases["become_scope"].match(text, at, self.sentence.end)
        if said is not None:
            return str(said["scope"])
        if not self.clause.places:
            return None
        done = self._phrases["predicate"].match(text[at : self.sentence.end])
        return clauses_of(self.sentence.rules).name_in(text, at, at + done.end()) if done else None

    def _covers(self) -> str:
        """What reaches a share of what is counted, with its verb, if anything does."""
        clause, text = self.clause, self.sentence.text
        said = self._phrases["covers"].match(text[clause.subject_at : clause.mention.start])
        return self._phrases["trim_left"].sub("", said["name"]) if said else ""

    def _groups(self) -> tuple[str, ...]:
        """The groups of a list of which all have done something: 100%的乡镇和建制村|通客车.

        A smaller share is one of the groups together, and not of each.
        """
        text, phrases = self.sentence.text, self._phrases
        if self.clause.mention.low != _ALL:
            return ()
        whole = text[self.clause.mention.tail_end : self.clause.right_end]
        listed = phrases["group_list"].match(whole)
        if listed is None:
            return ()
        return tuple(map(phrases.trimmed, phrases["joint"].split(listed["groups"])))

    def _reaching(self) -> str:
        """What a share of a group is to reach in money: 55%以上的|村集体收入达到10万元以上."""
        text, at = self.sentence.text, self.clause.mention.tail_end
        said = self._phrases["share_reaching"].match(text, at, self.sentence.end)
        return str(said["name"]) if said else ""

    def _predicate(self) -> str:
        """What a share of some is to have done: 70%以上的乡镇卫生院|达到推荐标准."""
        text, at = self.sentence.text, self.clause.right_end
        if at < self.sentence.end and not text[:at].endswith(self.clause.object):
            return ""
        said = self._phrases["predicate"].match(text[at : self.sentence.end])
        return said.group() if said else ""

    def _shared_predicate(self) -> str:
        """What two shares of groups are to have done: 95%的乡镇和80%的村|通公路."""
        if not self.later or self.later[0].dimension != "percentage":
            return ""
        between = self.sentence.text[self.clause.right_end : self.later[0].start]
        if self._phrases["joint"].fullmatch(between) is None:
            return ""
        said = self._phrases["group_done"].fullmatch(self._borrowed.counted_behind(self.later))
        return str(said["done"]) if said else ""

    def _sized(self, counted: str) -> str:
        """What is counted behind its size: 6个|总投资100亿元的|装备制造项目."""
        is_size = self._phrases["bare_investment"].fullmatch(counted) is not None
        if not is_size or self.clause.mention.dimension != "count" or not self.later:
            return counted
        return self._borrowed.counted_behind(self.later) or counted

    def _graded(self, counted: str) -> str:
        """What is counted, with the noun that follows the last grade: 6个世界级、7个国家级集群."""
        if not self._phrases["grade"].fullmatch(counted):
            return counted
        counts = [one for one in self.later if one.dimension == "count"]  # 964个|十亿元|级项目
        for index in range(len(counts)):
            other = self._borrowed.counted_behind(counts[index:])
            grade = self._phrases["grade"].match(other)
            if grade is None:
                break
            if grade.end() < len(other):
                return counted + other[grade.end() :]
        return counted

    def _worked_on(self, counted: str) -> str:
        """What is counted, with what is done with all of a list: 2家钢厂、5家水泥厂|节能改造."""
        clause, works = self.clause, self._phrases["shared_works"]
        leads = [word.text for word in clause.leads + clause.before]
        if not self.later or not any(map(self._phrases["takes_deed"].fullmatch, leads)):
            return counted
        between = self.sentence.text[clause.right_end : self.later[0].start]
        if self._phrases["joint"].fullmatch(between) is None or works.search(counted):
            return counted
        done = works.search(self._borrowed.counted_behind(self.later))
        return counted + done.group() if done else counted

    def _is_joined(self, subject: str) -> bool:
        """Whether what stands before a count is one more thing: 建设示范区和|5个示范村."""
        _, _, behind = self.clause.region.rstrip().rpartition(subject)
        return self._phrases["joint"].fullmatch(behind) is not None

    def _narrowing(self) -> str | None:
        """What narrows a counted noun; examples do not: 金花塘村等5个帮扶村."""
        each = self._phrases["each_verb"].search(self.subject)
        subject = self.subject[: each.start()] if each else self.subject  # 城区各|新建
        is_example = self._phrases["examples_end"].search(self.clause.region)
        is_list = self._phrases["lists"].search(subject) or any(map(str.isdigit, subject))
        is_list = is_list and self._phrases["fields_named"].search(subject) is None
        is_list = is_list or self._phrases["list_ahead"].search(self.clause.region.rstrip())
        if len(subject) < 2 or is_example or is_list or self._phrases["no_scope"].match(subject):
            return None
        if self._is_joined(subject) and not self.clause.verbs:
            return None  # 在重点领域引进和|培养900名人才
        is_told = self._phrases["attributive"].search(self.clause.region[-1:])  # 省委确定的|5项
        return None if not is_told and self._phrases["deed_ahead"].match(subject) else subject
