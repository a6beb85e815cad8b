"""Names of a list: whether they share one value, and what each is called in full."""

from __future__ import annotations

from collections.abc import Sequence

from metrics.quantities.scanner import Mention
from metrics.rules.asked import PhraseName
from metrics.rules.phrases import Phrases
from metrics.rules.targets import ClauseMeaning
from metrics.targets.clauses import Clause, clauses_of
from metrics.targets.fate import Named, PlanSentence
from metrics.targets.shared_endings import SHORT_NAME, SharedEndings
from metrics.values import frozen, replace


@frozen
class ListedNames:
    """The names in the ``subject`` of a clause; ``later`` are the numbers after its own."""

    sentence: PlanSentence
    clause: Clause
    subject: str
    meaning: ClauseMeaning
    later: Sequence[Mention]

    @property
    def _phrases(self) -> Phrases:
        return self.sentence.rules.phrases

    @property
    def _endings(self) -> SharedEndings:
        return SharedEndings(self._phrases)

    @property
    def _around(self) -> str:
        """The clause before the number."""
        return self.clause.region + self.clause.verb_text

    def several(self) -> Named:
        """The names of a list that shares one value, or the first of one with a value for each."""
        subject, phrases = self.subject, self._phrases
        if phrases["of_one_kind"].search(subject):
            return Named(())  # 林业、渔业等领域|设备投资规模
        steps = phrases["steps_of_rate"].fullmatch(subject)
        if steps is not None:  # 污水收集、处理率 are two rates
            return self.deal(
                tuple(f"{steps['owner']}{one}{steps['rate']}" for one in steps.captures("step"))
            )
        if self.is_dealt():
            if self.continues() and self._is_of_years():
                return self.dealt_alike(subject)
            parts = self._dealt()
            if len(parts) > 1:
                return self.deal(parts)
            return self.dealt_alike(subject)
        each = phrases["each_verb"].search(subject)
        if each is not None:
            return Named(self._parts(subject[: each.start()]))
        done = phrases["each_done"].fullmatch(subject)
        if done is not None:  # 小学、初中各新增|学位
            return Named((done["name"],), each=self._parts(done["list"]))
        parts = self._parts(subject)
        if self.clause.mention.dimension == "percentage":
            parts = self._rates_of(parts)
            if phrases["pair_listed"].search(subject):
                return Named(tuple(phrases.apart(subject)))
            if len(parts) > 1 and self.values() == len(parts) and self._is_joined():
                return self.deal(self._dealt())  # 养老、医疗保险参保率达94%、98%以上
            if len(parts) > 1:
                parts = self._sharing(parts)
        elif (
            self.meaning.mode in ("level", "output")
            and 1 < len(parts) == self.values()
            and self.joined()
        ):
            return self.deal(self._dealt())  # 城市和农村接入能力达到20Mbps和4Mbps
        if len(parts) > 1 and phrases["each"].search(self._around):
            return Named(self._endings.completed(parts, "shared_ending"))
        return Named(parts if self._is_rate(parts) else ())

    def addressees(self) -> tuple[str, ...]:
        """Those of which each has the value, before it: 在|城区、农村|各新建1所."""
        text, number = self.sentence.text, self.clause.mention
        if number.dimension == "percentage" or (self.is_dealt() and self.continues()):
            return ()
        found = self._phrases["addressees"].search(text, self.sentence.start, number.start)
        if found is None:
            return ()
        listed = clauses_of(self.sentence.rules).name_in(text, *found.span("list"))
        parts = self._parts(listed)
        return parts if len(parts) > 1 else ()

    def _is_of_years(self) -> bool:
        """Whether the values are of years that the sentence lists: 2025年和2030年…分别."""
        text, at = self.sentence.text, self.clause.mention.start
        return self._phrases["years_dealt"].search(text, self.sentence.start, at) is not None

    def named_in(self, listed: str) -> tuple[str, ...]:
        """The names of a list that stands apart from its values: 在投资、消费方面，分别…."""
        return self._parts(listed)

    def dealt_in(self, listed: str) -> tuple[str, ...]:
        """The names of such a list that share what ends the last: 城镇、农村居民收入增长，分别…."""
        return replace(self, subject=listed)._dealt()

    def of_groups(self) -> Named | None:
        """The shares of groups that stand behind the share: 支付比例职工、居民分别达到85%、70%."""
        grouped = self._phrases["rate_of_groups"].fullmatch(self.subject)
        if grouped is None or self.clause.mention.dimension != "percentage":
            return None
        names = tuple(group + grouped["rate"] for group in self._parts(grouped["groups"]))
        return self.deal(names) if self.is_dealt() else Named(names)

    def is_dealt(self) -> bool:
        """Whether 分别 deals values out to the names."""
        return self._phrases["respectively"].search(self._around) is not None

    def deal(self, names: tuple[str, ...]) -> Named:
        """The first of several names where each has a value of its own, else all of them."""
        if self.continues():
            return Named(names[:1], waiting=names[1:])
        return Named(names)  # 化学需氧量、二氧化硫排放分别减少8%

    def dealt_alike(self, name: str) -> Named:
        """One name for each of several values: 满足率分别超过70%和50%."""
        return Named((name,), waiting=(name,) * (self.values() - 1))

    def _parts(self, subject: str) -> tuple[str, ...]:
        joint = self._phrases["joint"]
        if "、" not in subject and not joint.search(subject):
            return (subject,)
        parts = tuple(part.strip() for part in joint.split(subject) if part.strip())
        return self._with_owner(self._with_levels(parts))

    def _rates_of(self, parts: tuple[str, ...]) -> tuple[str, ...]:
        """Names that are all rates where they can be: 老人和儿童服务率、器具适配率 are two."""
        is_rate = self._phrases["rate_noun"].search
        split = self._phrases["lists"].split(self.subject)
        broad = tuple(part.strip() for part in split if part.strip())
        if (
            1 < len(broad) < len(parts)
            and all(map(is_rate, broad))
            and not all(map(is_rate, parts))
        ):
            return broad
        return parts

    def _with_owner(self, parts: tuple[str, ...]) -> tuple[str, ...]:
        """Rates and averages of one owner, whom the first names: 义务教育阶段入学率和巩固率."""
        trade = self._phrases["owner_of_output"].match(parts[0])
        if trade is not None and all(map(self._phrases["output_alone"].fullmatch, parts[1:])):
            return (parts[0], *(trade["owner"] + part for part in parts[1:]))  # 渔业产值、增加值
        owned = self._phrases["owner_of_rates"].match(parts[0])
        if owned is None or len(parts) == 1:
            return parts
        own: PhraseName = "average_alone" if owned["average"] else "rate_alone"
        if not all(self._phrases[own].fullmatch(part) for part in parts[1:]):
            return parts
        return (parts[0], *(owned["owner"] + part for part in parts[1:]))

    def _with_levels(self, parts: tuple[str, ...]) -> tuple[str, ...]:
        """Names of which the earlier say only the level: 县、乡级卫生机构, 县、村道."""
        if not parts or self._phrases["level_head"].match(parts[-1]) is None:
            return parts
        is_bare = self._phrases["bare_level"].fullmatch
        return tuple(part + parts[-1][1:] if is_bare(part) else part for part in parts)

    @property
    def _value_end(self) -> int:
        """Where the clause's value ends, with the words that bound it from behind."""
        return self.clause.mention.tail_end + sum(len(word.text) for word in self.clause.after)

    def continues(self) -> bool:
        """Whether the next number only continues this one: 分别达到420家、1500家."""
        if not self.later:
            return False
        between = self.sentence.text[self._value_end : self.later[0].start].strip()
        return not between or bool(self._phrases["continues"].fullmatch(between))

    def joined(self) -> bool:
        """Whether the next number is another size of the same: 190万亩、75万吨的."""
        return bool(self.later) and self._is_joined()

    def _is_joined(self) -> bool:
        """Whether the next number is of the same list: 94%、98%以上, not 98%，80%的村."""
        between = self.sentence.text[self._value_end : self.later[0].start].strip()
        return self._phrases["joint"].fullmatch(between) is not None

    def _dealt(self) -> tuple[str, ...]:
        """The names to which values are dealt: 智能光伏及新型储能、电动工具产值 are two for two."""
        subject = self.subject
        apart = tuple(self._phrases.apart(subject))
        if apart and not any(self._phrases["lists"].search(name) for name in apart):
            return apart
        listed = self._parts(subject)
        split = self._phrases["lists"].split(subject)
        broad = tuple(part.strip() for part in split if part.strip())
        if len(broad) > 1 and len(broad) == self.values():
            listed = self._with_levels(broad)
        area = self._phrases["crop_area"].match(listed[0])
        if area is not None and self._phrases["crop_yield"].fullmatch(listed[-1]):
            return (listed[0], *(area.group("crop") + name for name in listed[1:]))
        classed = self._endings.by_class_word(listed)
        if classed != listed:
            return classed
        endings: list[PhraseName] = ["shared_share", "shared_ending"]
        if all(len(part) > SHORT_NAME for part in listed):
            endings.append("dealt_share")
        for ending in endings:
            completed = self._endings.completed(listed, ending)
            if completed != listed:
                return completed
        return self._endings.aligned(listed)

    def _is_of_one_kind(self, parts: tuple[str, ...]) -> bool:
        """Whether short names are of the kind that the last one begins with: 城镇职工, 城镇居民."""
        *short, last = parts
        head = self._phrases["narrowing_word"].fullmatch
        sizes = {len(part) for part in short}
        if len(sizes) > 1 or not max(sizes) <= SHORT_NAME < len(last):
            return False
        own = last[: max(sizes)]
        is_level = head(own) and all(map(head, short))
        persons = self._phrases["persons_end"].search
        return bool(is_level) or all(persons(one) and one[:1] == own[:1] for one in (own, *short))

    def _sharing(self, parts: tuple[str, ...]) -> tuple[str, ...]:
        """The names of a list that has one rate: 废水、废气处理率, 养老保险和医疗保险参保率."""
        if len(parts) > 1 and self._is_of_one_kind(parts):
            return self._endings.aligned(parts)  # 小学、初中|适龄人口入学率
        insured = self._phrases["insured_rate"].search(parts[-1])
        if insured is not None and all(map(self._phrases["insurance"].search, parts[:-1])):
            return (*(part + insured[0] for part in parts[:-1]), parts[-1])
        classed = self._endings.by_class_word(parts)
        if classed != parts and not self._phrases["dealt_share"].search(parts[-1]):
            return classed  # 新能源和可再生能源装机占比 is of both
        completed = self._endings.completed(parts, "shared_ending")
        listed = self._phrases["lists"].split(self.subject)
        if completed == parts or len(listed) == len(parts):
            return completed
        ending = len(completed[0]) - len(parts[0])
        kinds = {name[: len(name) - ending][-1:] for name in completed}  # 耕地和建设用地
        return completed if len(kinds) == 1 else parts  # 研究与试验发展经费 are of no one kind

    def values(self) -> int:
        """How many values stand in a row, from that of the clause on."""
        text, words = self.sentence.text, clauses_of(self.sentence.rules).words
        count, end = 1, self._value_end
        for mention in self.later:
            between = text[end : mention.start].strip()
            if between and not self._phrases["continues"].fullmatch(between):
                break
            count, end = count + 1, words.bound_end(text, mention, self.sentence.end)
        return count

    def _is_rate(self, parts: tuple[str, ...]) -> bool:
        """Whether a list of names shares one rate: rates distribute, counts do not."""
        if self.clause.mention.dimension != "percentage":
            return False
        if self.meaning.mode == "change":
            is_whole = all(map(self._phrases["whole_name"].search, parts))
            is_list = "、" in self.clause.subject or is_whole  # 工业投资和技改投资增长7%
            return is_list and all(len(part) > 2 for part in parts)
        rate, growth = self._phrases["rate_noun"].search, self._phrases["growth_noun"].search
        return all(rate(part) or growth(part) for part in parts)
