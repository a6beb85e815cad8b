"""Says which indicators a clause is about: one, or several that share a value or a list of them."""

from __future__ import annotations

from metrics.quantities.scanner import Mention
from metrics.rules.ruleset import RuleSet
from metrics.rules.targets import Reading
from metrics.targets.clauses import Clause, clauses_of
from metrics.targets.target import Draft

_SHORT_NAME = 4  # 小学、初中毕业生升学率: a part this short lacks its ending
_SHORT_RATE = 3  # 处置率 is of what was named before


class Namer:
    """Names the indicators of one sentence's clauses, from left to right."""

    def __init__(self, rules: RuleSet, text: str, start: int) -> None:
        self._rules = rules
        self._phrases = rules.phrases
        self._text, self._start = text, start
        self._waiting: list[str] = []  # names whose values are still to come
        self._bound: str | None = None  # what bounds all values of the list that is dealt

    @property
    def waiting(self) -> int:
        """How many names of a list still wait for their values."""
        return len(self._waiting)

    def names(
        self,
        clause: Clause,
        subject: str,
        reading: Reading,
        rows: list[Draft],
        later: list[Mention],
    ) -> tuple[list[str], str | None]:
        """The indicators of a clause (several share one rate) and what narrows them.

        Args:
            clause: The clause of a number.
            subject: Its noun phrase before the number, without where the value starts.
            reading: Which noun names the indicator.
            rows: The rows of the sentence before this one.
            later: The numbers of the sentence after this one.
        """
        if self._waiting and not clause.subject and not clause.object:
            clause.comparator = clause.comparator or self._bound  # 分别突破8500家和6万家
            return [self._waiting.pop(0)], None
        self._waiting = []
        previous = rows[-1].indicator if rows else None
        if reading.indicator == "object":
            return self._by_object(clause, subject, later)
        if reading.indicator == "verb":
            if later and later[0].start == clause.mention.tail_end:
                shared = clauses_of(self._rules).object_of(self._text, later)
                if shared:
                    return [shared], None  # 完成73条110公里水毁农村公路的修复
            return [self._activity(clause, rows[-1] if rows else None)], None
        if reading.indicator == "previous" or not subject:
            named = list(dict.fromkeys(row.indicator for row in rows[-2:]))
            if len(named) > 1 and self._is_dealt(clause):
                return self._deal(named, clause, later), None  # 旅游人数…，旅游收入…，分别增长20%
            if not rows and self._continues(clause, later):
                shared = clauses_of(self._rules).object_of(self._text, later)
                if shared:
                    return [shared], None  # 剩余403户、964人贫困人口
            is_sum = self._phrases["sum_word"].fullmatch(clause.verb_text)
            named_before = self._done_before(clause) if is_sum else ""  # 资助大学生，合计6300名
            return [named_before or previous or clause.verb_text or clause.region], None
        if previous is not None and self._phrases["share_of"].search(subject):
            return [previous + subject], None
        if previous is not None and self._phrases["crop_yield"].fullmatch(subject):
            area = self._phrases["crop_area"].match(previous)
            return [area.group("crop") + subject if area else subject], None
        several = self._several(clause, subject, reading, later)
        if len(several) > 1 or self._waiting:
            return several, None
        return self._one(clause, subject, previous)

    def _by_object(
        self, clause: Clause, subject: str, later: list[Mention]
    ) -> tuple[list[str], str | None]:
        invested = self._phrases["investment"].search(subject or clause.verb_text)
        if invested is not None and clause.mention.dimension == "money":
            return [invested.group()], clause.object  # 总投资5.7亿元的标准化科创园建设
        return [self._graded(clause.object, later)], self._narrowing(subject, clause)

    def _graded(self, counted: str, later: list[Mention]) -> str:
        """What is counted, with the noun that follows the last grade: 6个世界级、7个国家级集群."""
        if not self._phrases["grade"].fullmatch(counted):
            return counted
        for index in range(len(later)):
            other = clauses_of(self._rules).object_of(self._text, later[index:])
            grade = self._phrases["grade"].match(other)
            if grade is None:
                break
            if grade.end() < len(other):
                return counted + other[grade.end() :]
        return counted

    def _one(
        self, clause: Clause, subject: str, previous: str | None
    ) -> tuple[list[str], str | None]:
        is_short_rate = len(subject) <= _SHORT_RATE and self._phrases["rate_noun"].search(subject)
        yardstick = self._phrases["yardstick"].search(subject)
        if yardstick is not None and yardstick.start():
            return [subject[: yardstick.start()]], yardstick.group()
        if self._phrases["bare_flow"].fullmatch(subject) and clause.whose is None:
            return [subject], self._topic(clause)
        return [subject], previous if is_short_rate and previous else clause.whose

    def _topic(self, clause: Clause) -> str | None:
        """The industry that the sentence is about: 食品产业，…力争产值突破2000亿元."""
        found = list(self._phrases["topic"].finditer(self._text, self._start, clause.left_at))
        if not found:
            return None
        return clauses_of(self._rules).name_in(self._text, *found[-1].span()) or None

    def _several(
        self, clause: Clause, subject: str, reading: Reading, later: list[Mention]
    ) -> list[str]:
        """The names of a list that shares one value, or the first of one with a value for each."""
        if self._is_dealt(clause):
            parts = self._dealt(subject, clause, later)
            return self._deal(parts, clause, later) if len(parts) > 1 else parts
        each = self._phrases["each_verb"].search(subject)
        if each is not None:
            return self._parts(subject[: each.start()])
        parts = self._parts(subject)
        if clause.mention.dimension == "percentage":
            if self._phrases["pair_listed"].search(subject):
                return self._phrases.apart(subject)
            if len(parts) > 1:
                parts = self._sharing(subject, parts)
        if len(parts) > 1 and self._phrases["each"].search(clause.region + clause.verb_text):
            return self._completed(parts, "shared_ending")
        return parts if self._is_rate(clause, reading, parts) else []

    def _is_dealt(self, clause: Clause) -> bool:
        respectively = self._phrases["respectively"].search(clause.region + clause.verb_text)
        return respectively is not None

    def _done_before(self, clause: Clause) -> str:
        """What the clause before does something with."""
        return clauses_of(self._rules).activity(self._text, self._start, clause.left_at)

    def _narrowing(self, subject: str, clause: Clause) -> str | None:
        """What narrows a counted noun; examples do not: 金花塘村等5个帮扶村."""
        is_example = self._phrases["examples_end"].search(clause.region)
        is_list = self._phrases["lists"].search(subject) or any(map(str.isdigit, subject))
        return subject if len(subject) > 1 and not is_example and not is_list else None

    def _deal(self, names: list[str], clause: Clause, later: list[Mention]) -> list[str]:
        """The first of several names where each has a value of its own, else all of them."""
        if self._continues(clause, later):
            self._waiting = names[1:]
            self._bound = clause.comparator
            return names[:1]
        return names  # 化学需氧量、二氧化硫排放分别减少8%

    def _activity(self, clause: Clause, previous: Draft | None) -> str:
        """Only a verb stands by the number: the nearest noun phrase that names the activity."""
        verbs = [word.text for word in clause.before if word.kind == "output"]
        verb = verbs[-1] if verbs else clause.verb_text
        is_alike = previous is not None and previous.mention.surface == clause.mention.surface
        if self._phrases["bare_verb"].fullmatch(verb):  # 新引进项目50个、新开工30个
            if previous is not None and is_alike:
                return previous.indicator
            return self._done_before(clause) or verb
        if previous is None and self._phrases["teaching"].fullmatch(verb):
            return self._done_before(clause) or verb  # 加强新生代企业家培养，年内培训2000人
        # 培训活动3期,培训300人 is of one thing; 总投资111.8亿元,完成投资26.9亿元 is not.
        if previous is not None and verb in previous.indicator and not is_alike:
            return previous.indicator
        return verb or (previous.indicator if previous else clause.region)

    def _parts(self, subject: str) -> list[str]:
        if "、" not in subject and not self._phrases["joint"].search(subject):
            return [subject]
        return [part.strip() for part in self._phrases["joint"].split(subject) if part.strip()]

    def _continues(self, clause: Clause, later: list[Mention]) -> bool:
        """Whether the next number only continues this one: 分别达到420家、1500家."""
        if not later:
            return False
        end = clause.mention.tail_end + sum(len(word.text) for word in clause.after)
        between = self._text[end : later[0].start].strip()
        return not between or bool(self._phrases["continues"].fullmatch(between))

    def _dealt(self, subject: str, clause: Clause, later: list[Mention]) -> list[str]:
        """The names to which values are dealt: 智能光伏及新型储能、电动工具产值 are two for two."""
        apart = self._phrases.apart(subject)
        if apart and not any(self._phrases["lists"].search(name) for name in apart):
            return apart
        listed = self._parts(subject)
        broad = [part.strip() for part in self._phrases["lists"].split(subject) if part.strip()]
        if len(broad) > 1 and len(broad) == self._values(clause, later):
            listed = broad
        area = self._phrases["crop_area"].match(listed[0])
        if area is not None and self._phrases["crop_yield"].fullmatch(listed[-1]):
            return [listed[0], *(area.group("crop") + name for name in listed[1:])]
        for ending in ("shared_share", "shared_ending"):
            completed = self._completed(listed, ending)
            if completed != listed:
                return completed
        return self._aligned(listed)

    def _sharing(self, subject: str, parts: list[str]) -> list[str]:
        """The names of a list that has one rate: 废水、废气处理率, 养老保险和医疗保险参保率."""
        completed = self._completed(parts, "shared_ending")
        if completed == parts or len(self._phrases["lists"].split(subject)) == len(parts):
            return completed
        ending = len(completed[0]) - len(parts[0])
        kinds = {name[: len(name) - ending][-2:] for name in completed}
        return completed if len(kinds) == 1 else parts  # 研究与试验发展经费 are of no one kind

    def _values(self, clause: Clause, later: list[Mention]) -> int:
        """How many values stand in a row, from that of the clause on."""
        count, end = 1, clause.mention.tail_end + sum(len(word.text) for word in clause.after)
        for mention in later:
            between = self._text[end : mention.start].strip()
            if between and not self._phrases["continues"].fullmatch(between):
                break
            count, end = count + 1, mention.tail_end
        return count

    def _completed(self, parts: list[str], phrase: str) -> list[str]:
        """Names that share an ending of quantities: 水稻、农作物耕种收综合机械化率."""
        ending = self._phrases[phrase].search(parts[-1])
        if ending is None or not ending.start():
            return parts
        is_growth = self._phrases["growth_noun"].search(ending[0])
        is_whole = self._phrases["growth_noun" if is_growth else "whole_name"].search
        return [part if is_whole(part) else part + ending[0] for part in parts]

    def _aligned(self, parts: list[str]) -> list[str]:
        """Names that share what follows the head of the last: 小学、初中特级教师分别为9名、7名."""
        last = parts[-1]
        return [
            part + last[len(part) :] if len(part) <= _SHORT_NAME < len(last) else part
            for part in parts
        ]

    def _is_rate(self, clause: Clause, reading: Reading, parts: list[str]) -> bool:
        """Whether a list of names shares one rate: rates distribute, counts do not."""
        if clause.mention.dimension != "percentage":
            return False
        if reading.mode == "change":
            return "、" in clause.subject and all(len(part) > 2 for part in parts)
        return all(self._phrases["rate_noun"].search(part) for part in parts)
