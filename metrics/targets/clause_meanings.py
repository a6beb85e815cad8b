"""Reads the clause of each number that is still open, and what a target rule says of it.

From left to right, because a clause begins behind what the numbers before it have taken.
"""

from __future__ import annotations

from collections.abc import Sequence

from metrics.quantities.scanner import Mention
from metrics.rules.cues import Cue
from metrics.rules.surroundings import Decision
from metrics.rules.targets import ClauseMeaning
from metrics.rules.units import Surface
from metrics.targets.clauses import Clause, clauses_of
from metrics.targets.cue_scope import SentenceCues
from metrics.targets.fate import NumberReading, PlanSentence
from metrics.values import replace

FAR = 50  # numbers ahead that may share names or a unit with one
NO_CLAUSE = Decision("unexplained", "no_clause", "no target rule reads its clause")
_NO_UNIT = Decision("unexplained", "no_unit", "a number without a unit that no rule names")
_BEFORE_DATE = 6  # characters that tell whether a date opens its clause
_SPAN = Decision("context", "span_of_time", "tells how long something lasts, and counts nothing")
_IN_WORD = Decision("label", "numeral_in_word", "a numeral inside a word, with nothing counted")
_INDEX = "index"
_YUAN = "CNY"
_POINT, _NUMERIC = ".", ".0123456789０１２３４５６７８９"
_LENT = ("money", "percentage_point")  # dimensions that a number before another one may share
_CLOSING = ("）", ")")
_ITEM_HEAD = 1  # characters that may stand before an item's number: （


def in_word(text: str, mention: Mention) -> Decision | None:
    """That a numeral is a part of a word, where it is one of Chinese numerals without a unit."""
    return _IN_WORD if _is_bare_han(text, mention) else None


def is_open(decision: Decision | None) -> bool:
    """Whether the clause may still make the number a target."""
    return decision is None or decision.weak


def with_clauses(
    sentence: PlanSentence, readings: Sequence[NumberReading]
) -> tuple[NumberReading, ...]:
    """The pass that gives open numbers their unit, clause and meaning, or settles them."""
    ceilings = _ceilings(sentence, readings)
    cues = SentenceCues(sentence)
    floor = sentence.start
    read: list[NumberReading] = []
    for index, (reading, ceiling) in enumerate(zip(readings, ceilings, strict=True)):
        later = [other.mention for other in readings[index + 1 : index + 1 + FAR]]
        before = read[-1] if read else None
        one, floor = _read(sentence, cues, reading, (floor, ceiling), later, before)
        read.append(one)
    return tuple(read)


def _ceilings(sentence: PlanSentence, readings: Sequence[NumberReading]) -> list[int]:
    """Where the next number begins that may have a clause of its own, for each number.

    A name's number is part of the noun after this one: 20个500千伏输变电工程.
    """
    ceilings = []
    ceiling = sentence.end
    for reading in reversed(readings):
        ceilings.append(ceiling)
        is_counted = is_open(reading.decision) and not _is_bare_han(sentence.text, reading.mention)
        if is_counted or _item_end(sentence, reading) is not None:
            ceiling = reading.mention.start
    return ceilings[::-1]


def _read(
    sentence: PlanSentence,
    cues: SentenceCues,
    reading: NumberReading,
    bounds: tuple[int, int],
    later: list[Mention],
    before: NumberReading | None,
) -> tuple[NumberReading, int]:
    """A number with its clause, and where the clause of the next may begin."""
    text, mention, (floor, ceiling) = sentence.text, reading.mention, bounds
    reading = _dated(sentence, reading)
    if reading.decision is not None and not (
        reading.decision.weak and _has_end_result(sentence, mention, floor, ceiling)
    ):
        return reading, _floor_behind(sentence, reading, floor)
    if mention.surface is None:
        surface = _unit_of_bare(sentence, mention, floor, ceiling, later)
        if surface is None:
            settled = in_word(text, mention) or _NO_UNIT
            return NumberReading(mention, settled, reading.is_baseline), floor
        mention = replace(mention, surface=surface)
    is_due = sentence.looks_back or (reading.award is not None and reading.award.is_of_paid)
    decision = None if is_due else _past(sentence, cues, mention, before)
    if decision is not None:
        return replace(reading, mention=mention, decision=decision), mention.tail_end
    clause = clauses_of(sentence.rules).read(text, mention, floor, ceiling)
    meaning = sentence.rules.grammar.read(clause.shape)
    if meaning is None:
        unread = NumberReading(mention, NO_CLAUSE, floor=floor, clause=clause, award=reading.award)
        return unread, floor
    if _is_span(mention, clause, meaning) and not _continues(sentence, mention, floor):
        return NumberReading(mention, _SPAN, floor=floor, clause=clause), mention.tail_end
    read = NumberReading(
        mention, None, floor=floor, clause=clause, meaning=meaning, award=reading.award
    )
    return read, max(clause.right_end, mention.tail_end)


def _past(
    sentence: PlanSentence, cues: SentenceCues, mention: Mention, before: NumberReading | None
) -> Decision | None:
    """That a number is a result: behind a word of what is over, or a part or share of one."""
    cue = cues.governing("past", mention.start)
    if cue is not None:
        return Decision("actual", cue.rule_id, f"after {cue.text}")
    if before is None or before.decision is None or before.decision.role != "actual":
        return None
    more = sentence.rules.phrases["more_of_result"]
    goes_on = more.fullmatch(sentence.text, before.mention.tail_end, mention.start)
    return before.decision if goes_on is not None else None


def _dated(sentence: PlanSentence, reading: NumberReading) -> NumberReading:
    """A number without a unit as a date, where it is one of a deadline: 12.31前."""
    if reading.decision is not None or reading.mention.surface is not None:
        return reading
    cue = _deadline_over(sentence, reading.mention)
    if cue is None:
        return reading
    return replace(reading, decision=Decision("date", cue.rule_id, "a day or month of a deadline"))


def _deadline_over(sentence: PlanSentence, mention: Mention) -> Cue | None:
    """The deadline that a number is written in, if any."""
    return next(
        (
            cue
            for cue in sentence.cues
            if cue.gives == "deadline" and cue.start <= mention.start < mention.end <= cue.end
        ),
        None,
    )


def _is_span(mention: Mention, clause: Clause, meaning: ClauseMeaning) -> bool:
    """Whether a time only tells how long something lasts: 走过60年光辉历程."""
    is_counted = meaning.mode == "output" and mention.dimension == "duration"
    is_done = clause.deeds or clause.per  # 每年培训不少于20学时
    is_least = clause.per and clause.bound_before == ">="  # 每天至少参加1小时|体育活动
    return is_counted and not (is_least or (meaning.indicator == "subject" and is_done))


def _continues(sentence: PlanSentence, mention: Mention, floor: int) -> bool:
    """Whether a time goes on with a list of them: 分别控制在30小时、1小时以内."""
    between = sentence.text[floor : mention.start].strip()
    return bool(between) and sentence.rules.phrases["joint"].fullmatch(between) is not None


def _floor_behind(sentence: PlanSentence, reading: NumberReading, floor: int) -> int:
    """Where a clause may begin behind a number that is settled."""
    text, mention, decision = sentence.text, reading.mention, reading.decision
    assert decision is not None
    if decision.role == "date":
        cue = _deadline_over(sentence, mention)
        start, end = (mention.start, mention.end) if cue is None else (cue.start, cue.end)
        if _opens_clause(sentence, start, mention.end):
            return end  # 今年6月30日前|建成
    item = _item_end(sentence, reading)
    if item is None and decision.role == "structure" and _opens_sentence(sentence, mention):
        # 1.实施公路安全生命防护工程1500公里, ⑧投资280万元
        end = mention.end
        has_mark = not (text[end - 1].isdigit() and text[end : end + 1].isalnum())
        return min(end + has_mark, sentence.end)
    return floor if item is None else item


def _item_end(sentence: PlanSentence, reading: NumberReading) -> int | None:
    """Where an item within a sentence begins: behind the sign of 改造小区5个（3）新增停车位."""
    decision, mention, text = reading.decision, reading.mention, sentence.text
    if decision is None or decision.role != "structure":
        return None
    end = mention.end + (text[mention.end : mention.end + 1] in _CLOSING)
    if end >= sentence.end:
        return None
    opening = sentence.rules.lexicon.at("lead").starting_at(text, end, sentence.end)
    return None if opening is None else end


def _opens_clause(sentence: PlanSentence, start: int, end: int) -> bool:
    """Whether a date opens its clause: not so in 「比2020年降低14%」, 「产量2030年达到」."""
    head = sentence.text[max(sentence.start, start - _BEFORE_DATE) : start]
    following = sentence.text[start : end + 1]
    if sentence.rules.phrases["against_a_year"].search(following):
        return False
    return not sentence.rules.phrases["inside_clause"].search(head)


def _opens_sentence(sentence: PlanSentence, mention: Mention) -> bool:
    head = sentence.text[sentence.start : mention.start].replace("&nbsp;", "")
    return len(head.strip()) <= _ITEM_HEAD


def _has_end_result(sentence: PlanSentence, mention: Mention, floor: int, ceiling: int) -> bool:
    """Whether a verb with an end result governs the number's clause."""
    if mention.surface is None:
        return False
    clause = clauses_of(sentence.rules).read(sentence.text, mention, floor, ceiling)
    return any(word.kind == "output" for word in (*clause.leads, *clause.before))


def _is_bare_han(text: str, mention: Mention) -> bool:
    return mention.surface is None and text[mention.start] not in "0123456789０１２３４５６７８９"


# --- units of bare numbers


def _unit_of_bare(
    sentence: PlanSentence, mention: Mention, floor: int, ceiling: int, later: list[Mention]
) -> Surface | None:
    """The unit of a bare number: after the name of an index, or beside what is counted."""
    text, phrases, units = sentence.text, sentence.rules.phrases, sentence.rules.units
    is_large = phrases["large"].search(text, mention.start, mention.number_end)
    reader = clauses_of(sentence.rules)
    named = phrases["measure_in_name"].search(text, max(floor, sentence.start), mention.start)
    if _POINT in text[mention.start : mention.number_end] and phrases["index_noun"].search(
        text, max(floor, sentence.start), mention.start
    ):
        return units.surfaces.get(_INDEX)  # 空气质量综合指数4.81
    if not is_large and named is None and not reader.words.stands_behind_word(text, mention, floor):
        return None
    clause = reader.read(text, mention, floor, ceiling)
    told = phrases["measure_in_name"].search(clause.subject)
    if told is not None:
        return units.surfaces.get(told["measure"])  # 就业人数达200万
    behind = text[mention.number_end : clause.right_end] if clause.object else ""
    is_invested = phrases["investment"].search(text, clause.left_at, mention.start)
    linked = _linked_unit(sentence, mention)
    is_sum = linked is not None and not behind and not phrases["seen"].search(clause.subject)
    is_money = is_sum or is_invested or phrases["money_noun"].search(behind or clause.subject)
    if is_large and is_money:
        return units.first_printed(_YUAN)  # 贷款余额增加100亿, 发放量达到3个亿
    started = phrases["baseline"].sub("", clause.subject.rstrip(_NUMERIC))  # 倍差从2.42缩小至2.12
    if clause.before and phrases["index_noun"].search(started):
        return units.surfaces.get(_INDEX)
    if not is_large:
        return _lent_unit(sentence, mention, later)  # 分别提高4.9和2.9个百分点
    # 新增人口100万, 帮助50万贫困人口脱贫
    counted = units.of_noun(behind or clause.subject, at_end=not behind)
    return counted or _lent_unit(sentence, mention, later) or linked


def _linked_unit(sentence: PlanSentence, mention: Mention) -> Surface | None:
    """The measure word that stands before a magnitude: 曝光量1个亿."""
    link = sentence.text[mention.start : mention.number_end].lstrip("0123456789.")[:1]
    is_link = link in sentence.rules.lexicon.asked("magnitude_links")
    return sentence.rules.units.surfaces.get(link) if is_link else None


def _lent_unit(sentence: PlanSentence, mention: Mention, later: list[Mention]) -> Surface | None:
    """The unit that the last of a list lends: 分别达1.28万亿、1.18万亿、8200亿元."""
    continues = sentence.rules.phrases["continues"]
    end = mention.end
    for other in later:
        if not continues.fullmatch(sentence.text[end : other.start].strip()):
            return None
        if other.surface is not None:
            return other.surface if other.dimension in _LENT else None
        end = other.end
    return None
