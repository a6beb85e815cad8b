"""Says which indicators a clause is about: one, or several that share a value or a list of them."""

from __future__ import annotations

from collections.abc import Sequence

from metrics.quantities.scanner import Mention
from metrics.targets.attendant_counts import MEASURED, attends
from metrics.targets.baselines import subject_before
from metrics.targets.clause_meanings import FAR, NO_CLAUSE
from metrics.targets.continued_names import ContinuedName, NamedRow
from metrics.targets.counted_names import ClauseNames, CountedNames, is_helped
from metrics.targets.dealt_topics import dealt_topics
from metrics.targets.fate import Named, NumberReading, PlanSentence
from metrics.values import frozen, replace

_COLONS, _STOPS = ("：", ":"), "；;。"
_PART_MARKS = "，,、。；;：:（("
_RATIOS = ("percentage", "ratio")
_PAIR = 2
_SHORT_RATE = 3  # 处置率 is of what was named before


def with_names(
    sentence: PlanSentence, readings: Sequence[NumberReading]
) -> tuple[NumberReading, ...]:
    """The pass that names the indicators; a number that stays without a name is no target."""
    named: list[NumberReading] = []
    rows: list[NamedRow] = []
    waiting: tuple[str, ...] = ()  # names of a list whose values are still to come
    shared: str | None = None  # what narrows them all
    bound: str | None = None  # what bounds all values of the list that is dealt
    baselines: tuple[Mention, ...] = ()
    for index, reading in enumerate(readings):
        clause, meaning = reading.clause, reading.meaning
        if reading.is_baseline:
            baselines += (reading.mention,)
        if clause is None or meaning is None:
            named.append(reading)
            continue
        later = [other.mention for other in readings[index + 1 : index + 1 + FAR]]
        attending = attends(sentence, clause, later)
        if attending is not None:
            if attending is MEASURED:
                rows.append(NamedRow(clause.object, clause.mention))
            named.append(replace(reading, decision=attending, named=None))
            continue
        if waiting and not clause.subject and not clause.object:
            found = Named(waiting[:1], shared, waiting[1:])  # 分别突破8500家和6万家
        else:
            bound = None
            subject = subject_before(sentence, clause, baselines)
            subject = sentence.rules.phrases["aside_at_end"].sub("", subject) or subject
            found = _Namer(sentence, clause, subject, meaning, later, rows).named()
            bound = clause.comparator if found.waiting else None
        own = replace(reading, named=found, baselines=baselines, bound=bound, waited=len(waiting))
        waiting, shared = found.waiting, found.scope
        if all(found.names):
            place = sentence.rules.phrases["place_of_growth"]
            is_place = found.scope is not None and place.fullmatch(found.scope) is not None
            is_part = clause.of_which or bool(rows and rows[-1].is_part)
            unique = dict.fromkeys(found.names)
            rows += [
                NamedRow(name, clause.mention, is_place, is_part and found.scope is not None)
                for name in unique
            ]
            baselines = baselines[1:] if waiting else ()
            named.append(own)
        else:
            named.append(replace(own, decision=NO_CLAUSE, named=None))
    return tuple(named)


@frozen
class _Namer(ClauseNames):
    """Names one clause: ``rows`` were named before it."""

    rows: Sequence[NamedRow]

    def named(self) -> Named:
        """The indicators (several share one rate), what narrows them, and those that wait."""
        clause, subject, phrases = self.clause, self.subject, self._phrases
        previous = self.rows[-1].indicator if self.rows else None
        if self.meaning.indicator == "object":
            return CountedNames(self.sentence, clause, subject, self.meaning, self.later).named()
        measured = self._measured(previous)
        if measured is not None:
            return measured
        dealt = self._rows_dealt()
        if dealt:
            return self._lists.deal(dealt)
        if self.meaning.indicator == "verb":
            if self.later and self.later[0].start == clause.mention.tail_end:
                shared = self._borrowed.counted_behind(self.later)
                if shared:
                    return Named((shared,))  # 完成73条110公里水毁农村公路的修复
            elif self.later and self._lists.joined():
                shared = self._borrowed.counted_behind(self.later)
                if shared:
                    return Named((shared,))  # 完成190万亩、75万吨的|粮食生产任务
            if previous is not None and phrases["serves_alone"].fullmatch(clause.verb_text):
                return Named((previous,), clause.verb_text)  # 发放资金1.5亿元，惠及|20万人次
            return Named((self._activity(),))
        if subject and not clause.subject:
            return Named((subject,))  # 涨幅从去年的5%左右，|下降到3%
        if self.meaning.indicator == "previous" or not subject:
            return self._by_previous(previous)
        if previous is not None and phrases["share_of"].search(subject):
            whole = phrases["share_told"].sub("", phrases["in_number"].sub("", previous))
            return Named((whole + subject,))  # 金融业增加值|占服务业比重达14%，|占地区生产总值7%
        if previous is not None and phrases["crop_yield"].fullmatch(subject):
            area = phrases["crop_area"].match(previous)
            return Named((area.group("crop") + subject if area else subject,))
        groups = self._lists.of_groups()
        if groups is not None:
            return groups
        if self.later and self.later[0].start == clause.mention.tail_end:
            counted = self._borrowed.counted_behind(self.later)
            if counted and phrases["examples_end"].search(clause.region):
                return Named((counted,))  # 完成城东公园等7处26公顷|公园绿地建设
        several = self._lists.several()
        if len(several.names) > 1 or several.waiting or several.each:
            return replace(several, scope=self._owner_of_rates(several, previous))
        return self._one(previous)

    def _measured(self, previous: str | None) -> Named | None:
        """A figure that exceeds another one, which is no part of its name: 增速|高于全省."""
        measured = self._measured_by()
        if measured is not None:
            return measured
        yardstick = self._phrases["yardstick"].search(self.subject)
        if yardstick is None:
            return None
        subject = self._phrases.trimmed(self.subject[: yardstick.start()])
        if not subject and previous is not None:
            return Named((previous,), yardstick.group())  # 进出口总额增长6%、|高于全省|2个百分点
        if not subject:
            return None
        return replace(replace(self, subject=subject).named(), scope=yardstick.group())

    def _measured_by(self) -> Named | None:
        """A share or a multiple of something that bounds it: 补助|不低于公办园保育费的|50%."""
        if self.clause.mention.dimension not in _RATIOS:
            return None
        said = self._phrases["measured_by"].search(self.subject)
        subject = self._phrases.trimmed(self.subject[: said.start()]) if said else ""
        if said is None or not subject:
            return None
        bound = ">=" if said["least"] else "<="
        return replace(replace(self, subject=subject).named(), bound=bound)

    def _owner_of_rates(self, several: Named, previous: str | None) -> str | None:
        """Whose the rates of a list are that say nothing alone: 办理提案9件，|办结率、满意率."""
        names = several.names + several.waiting
        if previous is None or not all(map(self._phrases["rate_alone"].fullmatch, names)):
            return several.scope
        return self._owner_of_rate(previous)

    def _rows_dealt(self) -> tuple[str, ...]:
        """The rows before, of which each gets a value: 其中2022年分别完成4条、8个."""
        count = self._lists.values()
        if self.subject or not 1 < count <= len(self.rows) or not self._lists.is_dealt():
            return ()
        rows = self.rows[-count:]
        own = [self.clause.mention, *self.later[: count - 1]]
        is_alike = all(
            row.mention.surface == mention.surface for row, mention in zip(rows, own, strict=True)
        )
        names = tuple(row.indicator for row in rows)
        is_list = count > _PAIR and len(set(names)) == count
        return names if is_alike or is_list else ()

    def _by_previous(self, previous: str | None) -> Named:
        clause = self.clause
        topics = dealt_topics(self.sentence, clause, self._lists, is_first=not self.rows)
        if topics:
            return self._lists.deal(topics)
        named = tuple(dict.fromkeys(row.indicator for row in self.rows[-2:]))
        if len(named) > 1 and (self._lists.is_dealt() or self._is_paired()):
            return self._lists.deal(named)  # 旅游人数…，旅游收入…，分别增长20%
        if len(named) == 1 and self._lists.is_dealt() and self._lists.continues():
            return self._lists.dealt_alike(named[0])  # 2024年、2025年分别突破2万亿元、3万亿元
        if len(named) > 1 and self._phrases["all_alike"].match(clause.verb_text):
            return Named(named)  # 城镇居民收入…、农村居民收入…，均增长8.5%
        if not self.rows and self._lists.continues():
            shared = self._borrowed.counted_behind(self.later)
            if shared:
                return Named((shared,))  # 剩余403户、964人贫困人口
        sized = self._borrowed.sized_together(self.rows[-1].mention) if self.rows else ""
        if sized:
            return Named((sized,))
        is_sum = self._phrases["sum_word"].fullmatch(clause.verb_text)
        named_before = self._borrowed.done_before() if is_sum else ""  # 资助大学生，合计6300名
        named_before = named_before or self._made_by_helped() or self._topic()
        named_before = named_before or previous or self._borrowed.bettered()
        where = self._stands_in() if previous else None
        if where is not None:
            return Named((previous or "",), where)
        if not named_before and clause.per:
            named_before = self._borrowed.done_before()  # 组织对接活动，每月不少于1场
        return Named((named_before or self._own(clause.verb_text or clause.region),))

    def _own(self, name: str) -> str:
        """What a clause says that has no noun, or what is told around it."""
        ceiling = self.later[0].start if self.later else self.sentence.end
        return self._borrowed.instead_of(name, ceiling)

    def _topic(self) -> str:
        """What a colon right before the clause says that it is of: ——工业占比：|年均增长5%."""
        begins, ends = self.sentence.start, self.clause.left_at
        if self.sentence.text[ends - 1 : ends] not in _COLONS:
            return ""
        ahead = self._phrases["topic_ahead"].search(self.sentence.text, begins, ends)
        return self._phrases.trimmed(ahead["topic"]) if ahead is not None else ""

    def _stands_in(self) -> str | None:
        """Where a part of what was counted is: 新建医院12家，其中10家在|原特区外."""
        text, at = self.sentence.text, self.clause.mention.tail_end
        said = self._phrases["stands_in"].match(text, at, self.sentence.end)
        return str(said["where"]) if said is not None and self.clause.of_which else None

    def _made_by_helped(self) -> str:
        """What the helped make so many of: 支持20家企业建设|数字化车间|30个."""
        if not self.rows or not is_helped(self.sentence, self.rows[-1].mention):
            return ""
        said = self.sentence.text[self.rows[-1].mention.tail_end : self.clause.mention.start]
        if any(mark in said for mark in _PART_MARKS):
            return ""
        done = self._phrases["pivot"].search(said)
        return str(done["thing"]) if done else ""

    def _one(self, previous: str | None) -> Named:
        clause, subject, phrases = self.clause, self.subject, self._phrases
        if phrases["financier"].fullmatch(subject):
            paid = self._borrowed.spent_on() or self._borrowed.done_before(inner=True)
            return Named((paid or subject,))  # 设立专项资金，市财政每年安排5亿元
        continued = ContinuedName(self.sentence, clause, subject, self.meaning, self.rows).named()
        if continued is not None:
            return continued
        if previous is not None and phrases["bare_growth"].fullmatch(subject) and self._goes_on():
            return Named((subject,), previous)  # 完成投资14亿元，增幅达40%
        is_short_rate = len(subject) <= _SHORT_RATE and phrases["rate_noun"].search(subject)
        average = phrases["reached_for_each"].search(subject)
        if average is not None:  # 补助标准提高到|人均320元
            return Named((subject[: average.start()],), average["each"])
        if clause.before and phrases["only_averaged"].fullmatch(subject):
            return Named((subject + clause.before[0].text,))  # 户均年|增收1.5万元
        owner = clause.whose
        if is_short_rate and previous and self._goes_on():
            owner = self._owner_of_rate(previous)
        return Named((subject + self._done_by_share(),), owner or self._begun())

    def _owner_of_rate(self, previous: str) -> str | None:
        """Whose a rate is that says nothing alone: what was named before, or its owner."""
        owned = self._phrases["owner_of_rates"].match(previous)
        if owned is not None:
            return str(owned["owner"])  # 义务教育阶段|入学率保持100%、巩固率达到98%
        if self._phrases["in_number"].search(previous) is not None:
            return None  # 参保人数达到20万人，|参保率|巩固在96%
        is_rate = self._phrases["rate_noun"].search(previous)
        is_growth = self._phrases["growth_noun"].search(self.subject)  # PM2.5浓度…，下降率8%
        return None if is_rate and not is_growth else previous

    def _goes_on(self) -> bool:
        """Whether the number before stands in the same part of the sentence."""
        said = self.sentence.text[self.rows[-1].mention.tail_end : self.clause.left_at]
        return not any(mark in said for mark in _STOPS)

    def _done_by_share(self) -> str:
        """What a share in the middle of a clause has done: 医疗机构100%|建成友善机构."""
        clause, text, at = self.clause, self.sentence.text, self.clause.mention.tail_end
        is_share = clause.mention.dimension == "percentage" and self.meaning.mode == "level"
        if not is_share or clause.verbs or self._phrases.noun_letter(self.subject) in "rg":
            return ""
        said = self._phrases["done_by_share"].match(text, at, self.sentence.end)
        return str(said["done"]) if said else ""

    def _begun(self) -> str | None:
        """How far a thing is to come: 保障性住房|竣工|1万套, |入库|科技型中小企业300家."""
        begun, enrolled = self._phrases["begun"], self._phrases["enrolled"]
        found = [word.text for word in self.clause.before if begun.fullmatch(word.text)]
        if not found and self.clause.mention.dimension == "count":
            found = [word.text for word in self.clause.leads[-1:] if enrolled.fullmatch(word.text)]
        return next(iter(found), None)

    def _is_paired(self) -> bool:
        """Whether two rates follow two dealt values: 分别完成120亿元、8亿元，增长9%和12%."""
        if self.clause.mention.dimension != "percentage" or not self._lists.continues():
            return False
        one, other = (row.mention for row in self.rows[-2:])
        between = self.sentence.text[one.tail_end : other.start].strip()
        is_list = self._phrases["continues"].fullmatch(between) is not None
        return is_list and "percentage" not in (one.dimension, other.dimension)

    def _activity(self) -> str:
        """Only a verb stands by the number: the nearest noun phrase that names the activity."""
        clause = self.clause
        spent = self._borrowed.spent_on()
        if spent:
            return spent
        topic = self._topic()
        if topic and clause.mention.dimension == "money":
            return topic  # 教育类支出：|安排3亿元
        previous = self.rows[-1] if self.rows else None
        verbs = [word.text for word in clause.before if word.kind == "output"]
        verb = verbs[-1] if verbs else clause.verb_text
        is_alike = previous is not None and previous.mention.surface == clause.mention.surface
        paid = self._phrases["invested_whole"].fullmatch(previous.indicator) if previous else None
        if paid is not None and clause.mention.dimension != "money":
            return str(paid["works"])  # 干线公路投资206亿元，新改建1800公里
        if self._phrases["bare_verb"].fullmatch(verb):  # 新引进项目50个、新开工30个
            if previous is not None and is_alike:
                return previous.indicator
            return self._borrowed.by_verb() or self._own(verb)
        if previous is None and self._phrases["teaching"].fullmatch(verb):
            return self._borrowed.done_before() or verb  # 加强新生代企业家培养，年内培训2000人
        # 培训活动3期,培训300人 is of one thing; 总投资111.8亿元,完成投资26.9亿元 is not.
        if previous is not None and verb in previous.indicator and not is_alike:
            return previous.indicator
        return self._own(verb) or (previous.indicator if previous else self._own(clause.region))
