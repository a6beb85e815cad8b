"""Decides every number of one sentence: its role and, for a target, the facts of its rows."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from metrics.catalogue import CatalogueEntry
from metrics.clauses import Clause
from metrics.grammar import Reading
from metrics.mentions import Mention
from metrics.reach import SentenceCues
from metrics.roles import Decision
from metrics.ruleset import RuleSet
from metrics.units import Surface

_INDEX = "index"
_ARTICLES = {"level": "a level", "change": "a change", "output": "an output"}
_SHORT_NAME = 4  # 小学、初中毕业生升学率: a part this short lacks its ending
_FAR = 50  # numbers ahead that may share names with one
_FIRST_YEAR, _LAST_YEAR = 1900, 2100
_CALENDAR_YEAR = Decision("date", "year_by_value", "a year of the calendar")

_ACTUAL_PART = Decision("actual", "review_part", "stands in the part that reports results")
_PLAIN_CONTEXT = Decision("context", "outside_the_plan", "stands outside the plan itself")
_CONTENTS = Decision("context", "table_of_contents", "stands in a table of contents")
_NO_UNIT = Decision("unexplained", "no_unit", "a number without a unit that no rule names")
_IN_WORD = Decision("label", "numeral_in_word", "a numeral inside a word, with nothing counted")
_NO_CLAUSE = Decision("unexplained", "no_clause", "no target rule reads its clause")


@dataclass(slots=True)
class Draft:
    """The facts of one target row before units are normalised and tables are built."""

    mention: Mention
    indicator: str
    scope: str | None
    mode: str
    direction: str | None
    comparator: str
    deadline: date | None
    deadline_text: str | None
    per: str | None
    commitment: str | None
    breakdown: bool
    baseline: float | None
    rule_id: str
    total: Draft | None = None
    target_id: str | None = None  # when its row is made

    @property
    def surface(self) -> Surface:
        """The printed unit: only numbers with a unit become targets."""
        assert self.mention.surface is not None
        return self.mention.surface


def canonical(draft: Draft, rules: RuleSet) -> tuple[str, CatalogueEntry | None]:
    """The unit that a row's value has in the tables, and the indicator of the catalogue, if any."""
    unit = rules.units.unit_of(draft.surface, draft.indicator)
    entry = rules.catalogue.identify(
        draft.indicator,
        scope=draft.scope,
        unit=unit,
        mode=draft.mode,
        direction=draft.direction,
        breakdown=draft.breakdown,
    )
    return unit, entry


@dataclass(slots=True)
class Fate:
    """A mention with its role, and its rows when it is a target."""

    mention: Mention
    decision: Decision
    drafts: list[Draft]
    clause: Clause | None = None


class SentenceReader:
    """Reads sentences with one set of rules."""

    def __init__(self, rules: RuleSet) -> None:
        self._rules = rules
        self._phrases = rules.phrases

    def read(
        self, text: str, start: int, end: int, kind: str, mentions: list[Mention], year: int | None
    ) -> list[Fate]:
        """The fates of the mentions of ``text[start:end]``, which stands in a part of ``kind``."""
        numbers = ((mention.start, mention.number_end) for mention in mentions)
        found = self._rules.roles.decide(text, numbers, start, end)
        decisions = [
            _CALENDAR_YEAR if decision is None and _is_calendar_year(mention) else decision
            for mention, decision in zip(mentions, found, strict=True)
        ]
        if kind == "plan" and any(_is_open(decision) for decision in decisions):
            return _Plan(self._rules, text, start, end, year).read(mentions, decisions)
        if kind == "review":
            rest = _ACTUAL_PART
        else:
            rest = _CONTENTS if kind == "contents" else _PLAIN_CONTEXT
        return [
            Fate(mention, decision or (_IN_WORD if _bare_han(text, mention) else rest), [])
            for mention, decision in zip(mentions, decisions, strict=True)
        ]


def _is_open(decision: Decision | None) -> bool:
    """Whether the clause may still make the number a target."""
    return decision is None or decision.weak


def _is_calendar_year(mention: Mention) -> bool:
    """Whether a number of years can only be a year of the calendar: 2 0 0 5年 in spaced text."""
    return (
        mention.surface is not None
        and mention.surface.unit == "year"
        and mention.low is not None
        and _FIRST_YEAR <= mention.low <= _LAST_YEAR
    )


def _bare_han(text: str, mention: Mention) -> bool:
    return mention.surface is None and text[mention.start] not in "0123456789０１２３４５６７８９"


class _Plan:
    """One sentence of a plan: cues, clauses and rows from left to right."""

    def __init__(self, rules: RuleSet, text: str, start: int, end: int, year: int | None) -> None:
        self._rules = rules
        self._phrases = rules.phrases
        self._text, self._start, self._end = text, start, end
        self._cues = SentenceCues(text, start, end, rules.cues.find(text, start, end, year))
        self._floor = start
        self._rows: list[Draft] = []
        self._total: Draft | None = None
        self._shared: list[str] = []
        self._baseline: Mention | None = None
        self._led: tuple[str, str | None] | None = None  # what a verb before its noun makes

    def read(self, mentions: list[Mention], decisions: list[Decision | None]) -> list[Fate]:
        fates = []
        ceilings = self._ceilings(mentions, decisions)
        for index, (mention, decision) in enumerate(zip(mentions, decisions, strict=True)):
            later = mentions[index + 1 : index + 1 + _FAR]
            fates.append(self._fate(mention, decision, ceilings[index], later))
        for cue, since in self._cues.bracketed_deadlines():
            for fate in fates:
                if since <= fate.mention.start < cue.start:
                    for draft in fate.drafts:
                        draft.deadline, draft.deadline_text = cue.due, cue.text
        return fates

    def _ceilings(self, mentions: list[Mention], decisions: list[Decision | None]) -> list[int]:
        """Where the next number begins that may have a clause of its own, for each number.

        A name's number is part of the noun after this one: 20个500千伏输变电工程.
        """
        ceilings = []
        ceiling = self._end
        for mention, decision in zip(reversed(mentions), reversed(decisions), strict=True):
            ceilings.append(ceiling)
            if _is_open(decision) and not _bare_han(self._text, mention):
                ceiling = mention.start
        return ceilings[::-1]

    def _fate(
        self, mention: Mention, decision: Decision | None, ceiling: int, later: list[Mention]
    ) -> Fate:
        text = self._text
        if decision is not None and not (decision.weak and self._has_end_result(mention, ceiling)):
            if decision.role == "actual":
                self._baseline = mention
            elif decision.role == "date" and self._opens_clause(mention):
                self._floor = mention.end
            return Fate(mention, decision, [])
        if mention.surface is None and not self._is_counted(mention, ceiling):
            return Fate(mention, _IN_WORD if _bare_han(text, mention) else _NO_UNIT, [])
        past = self._cues.governing("past", mention.start)
        if past is not None:
            self._floor = mention.tail_end
            return Fate(mention, Decision("actual", past.rule_id, f"after {past.text}"), [])
        clause = self._rules.clauses.read(text, mention, self._floor, ceiling)
        reading = self._rules.grammar.read(clause.shape)
        if reading is None:
            return Fate(mention, _NO_CLAUSE, [], clause)
        drafts = self._drafts(clause, reading, later)
        if not drafts:
            return Fate(mention, _NO_CLAUSE, [], clause)
        self._floor = max(clause.right_end, mention.tail_end)
        decided = Decision(
            "target", reading.rule_id, f"{_ARTICLES[reading.mode]} that the plan commits to"
        )
        return Fate(mention, decided, drafts, clause)

    def _opens_clause(self, mention: Mention) -> bool:
        """Whether a date opens its clause: not so in 「比2020年降低14%」, 「产量2030年达到」."""
        head = self._text[max(self._start, mention.start - 2) : mention.start]
        return not self._phrases["inside_clause"].search(head)

    def _has_end_result(self, mention: Mention, ceiling: int) -> bool:
        """Whether a verb with an end result governs the number's clause."""
        if mention.surface is None:
            return False
        clause = self._rules.clauses.read(self._text, mention, self._floor, ceiling)
        return any(word.kind == "output" for word in (*clause.leads, *clause.before))

    def _is_counted(self, mention: Mention, ceiling: int) -> bool:
        """Gives a bare number its unit: after the name of an index, or beside what is counted."""
        is_large = self._phrases["large"].search(self._text, mention.start, mention.number_end)
        reader = self._rules.clauses
        if not is_large and not reader.stands_behind_word(self._text, mention, self._floor):
            return False
        clause = reader.read(self._text, mention, self._floor, ceiling)
        if clause.before and self._phrases["index_noun"].search(clause.subject):
            mention.surface = self._rules.units.surfaces.get(_INDEX)
        elif is_large:  # 新增人口100万, 帮助50万贫困人口脱贫
            noun = clause.object or clause.subject
            mention.surface = self._rules.units.of_noun(noun, at_end=not clause.object)
        return mention.surface is not None

    # --- rows

    def _drafts(self, clause: Clause, reading: Reading, later: list[Mention]) -> list[Draft]:
        previous = self._rows[-1] if self._rows else None
        mode, direction = reading.mode, clause.direction or reading.direction
        if (
            reading.indicator == "previous"
            and previous is not None
            and not clause.verbs
            and previous.mention.dimension == clause.mention.dimension
        ):
            mode, direction = previous.mode, previous.direction
        names, scope = self._names(clause, reading, previous, later)
        if not all(names):
            return []
        breakdown = self._breakdown(clause)
        if breakdown and mode != "change" and self._total and self._is_part(clause, mode):
            mode = self._total.mode
        elif mode != "change" and self._led and self._goes_on(clause):
            mode, direction = self._led
        commitment = self._cues.governing("commitment", clause.mention.start)
        deadline = self._cues.governing("deadline", clause.mention.start)
        rows = [
            Draft(
                mention=clause.mention,
                indicator=name,
                scope=scope,
                mode=mode,
                direction=direction if mode == "change" else None,
                comparator=self._comparator(clause, later),
                deadline=deadline.due if deadline else None,
                deadline_text=deadline.text if deadline else None,
                per=clause.per or self._baseline_per(clause),
                commitment=commitment.text if commitment else None,
                breakdown=breakdown,
                baseline=self._baseline_value(clause),
                rule_id=reading.rule_id,
                total=self._total if breakdown else None,
            )
            for name in dict.fromkeys(names)  # a name that is listed twice is one indicator
        ]
        if clause.opening_verbs:
            self._led = (mode, direction) if reading.indicator == "subject" else None
        elif not self._goes_on(clause):
            self._led = None
        if not breakdown:
            self._total = rows[0]
        self._rows += rows
        self._baseline = None
        return rows

    def _is_part(self, clause: Clause, mode: str) -> bool:
        """Whether an 其中 part is done as its total is: 新增贷款2300亿元，其中制造业贷款360亿元."""
        assert self._total is not None
        is_alike = self._total.mention.dimension == clause.mention.dimension != "percentage"
        return not clause.verbs and (mode == "output" or is_alike)

    def _goes_on(self, clause: Clause) -> bool:
        """Whether the verb of the row before governs this one: 新增高标准农田3万亩、林地面积5万亩."""
        if not self._rows or not clause.subject or clause.verbs or clause.opening_verbs:
            return False
        before = self._rows[-1].mention
        between = self._text[self._floor : clause.subject_at].strip()
        is_alike = before.dimension == clause.mention.dimension != "percentage"
        return is_alike and bool(self._phrases["lists"].fullmatch(between))

    def _names(
        self, clause: Clause, reading: Reading, previous: Draft | None, later: list[Mention]
    ) -> tuple[list[str], str | None]:
        """The indicators of a clause (several share one rate) and what narrows them."""
        if self._shared and not clause.subject and not clause.object:
            return [self._shared.pop(0)], None
        self._shared = []
        subject = self._before_baseline(clause)
        source = reading.indicator
        if source == "object":
            return [clause.object], self._narrowing(subject, clause)
        if source == "verb":
            return [self._activity(clause, previous)], None
        is_dealt = self._phrases["respectively"].search(clause.region + clause.verb_text)
        if source == "previous" or not subject:
            named = list(dict.fromkeys(row.indicator for row in self._rows[-2:]))
            if (
                is_dealt and len(named) > 1
            ):  # 旅游人数达到370万人次，旅游收入达到38亿元，分别增长20%
                return self._deal(named, clause, later), None
            return [previous.indicator if previous else clause.verb_text or clause.region], None
        parts = self._parts(subject)
        if is_dealt:
            parts = self._dealt(subject, clause, later)
            if len(parts) > 1:
                return self._deal(parts, clause, later), None
        if len(parts) > 1 and clause.mention.dimension == "percentage":
            parts = self._sharing(subject, parts)
        is_each = self._phrases["each"].search(clause.region + clause.verb_text)
        if len(parts) > 1 and (is_each or self._is_rate(clause, reading, parts)):
            return parts, None
        scope = None
        if (
            previous is not None
            and len(subject) <= 3
            and self._phrases["rate_noun"].search(subject)
        ):
            scope = previous.indicator
        yardstick = self._phrases["yardstick"].search(subject)
        if yardstick is not None and yardstick.start():
            return [subject[: yardstick.start()]], yardstick.group()
        return [subject], scope

    def _narrowing(self, subject: str, clause: Clause) -> str | None:
        """What narrows a counted noun; examples do not: 金花塘村等5个帮扶村."""
        is_example = self._phrases["examples_end"].search(clause.region)
        is_list = self._phrases["lists"].search(subject)
        return subject if len(subject) > 1 and not is_example and not is_list else None

    def _deal(self, names: list[str], clause: Clause, later: list[Mention]) -> list[str]:
        """The first of several names where each has a value of its own, else all of them."""
        if self._continues(clause, later):
            self._shared = names[1:]
            return names[:1]
        return names  # 化学需氧量、二氧化硫排放分别减少8%

    def _activity(self, clause: Clause, previous: Draft | None) -> str:
        """Only a verb stands by the number: the nearest noun phrase that names the activity."""
        verbs = [word.text for word in clause.before if word.kind == "output"]
        verb = verbs[-1] if verbs else clause.verb_text
        is_alike = previous is not None and previous.mention.surface == clause.mention.surface
        if self._phrases["bare_verb"].fullmatch(verb):  # 新引进项目50个、新开工30个
            named = self._rules.clauses.activity(self._text, self._start, clause.left_at)
            return previous.indicator if previous and is_alike else named or verb
        # 培训活动3期,培训300人 is of one thing; 总投资111.8亿元,完成投资26.9亿元 is not.
        if previous is not None and verb in previous.indicator and not is_alike:
            return previous.indicator
        return verb or (previous.indicator if previous else clause.region)

    def _before_baseline(self, clause: Clause) -> str:
        if self._baseline is None or self._baseline.start < clause.subject_at:
            return clause.subject
        match = self._phrases["baseline"].search(
            self._text, clause.subject_at, self._baseline.start
        )
        if match is None:
            return clause.subject
        return self._text[clause.subject_at : match.start()].strip("，, ")

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
        is_whole = self._phrases["whole_name"].search
        return [part if is_whole(part) else part + ending[0] for part in parts]

    def _aligned(self, parts: list[str]) -> list[str]:
        """Names that share what follows the head of the last: 小学、初中特级教师分别达到9名、7名."""
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

    def _breakdown(self, clause: Clause) -> bool:
        if clause.of_which and self._rows:
            return True
        return bool(
            self._rows
            and self._rows[-1].breakdown
            and not clause.opening_verbs
            and not clause.before
        )

    def _comparator(self, clause: Clause, later: list[Mention]) -> str:
        if clause.mention.high is not None:
            return "range"
        if clause.comparator is None and 0 < len(self._shared) <= len(later):
            last = later[len(self._shared) - 1]
            after = self._rules.clauses.comparator_after(self._text, last, self._end)
            if after:
                return after
        return clause.comparator or clause.mention.comparator or "="

    def _baseline_per(self, clause: Clause) -> str | None:
        """Of what the baseline says it is: 由每人每年420元提高到450元."""
        if self._baseline is None or self._baseline.start < clause.subject_at:
            return None
        per = self._phrases["per"].search(self._text, clause.subject_at, self._baseline.start)
        return per.group() if per else None

    def _baseline_value(self, clause: Clause) -> float | None:
        mention = self._baseline
        if mention is None or mention.low is None:
            return None
        own, other = clause.mention.surface, mention.surface
        if other is not None and own is not None and other.unit != own.unit:
            return None
        return float(mention.low)
