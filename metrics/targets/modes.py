"""Says what each named number promises, a level, a change or an output, and of what whole.

From left to right, because a verb governs the list after it and a part is done as its total is.
"""

from __future__ import annotations

from collections.abc import Sequence

from metrics.quantities.scanner import Mention
from metrics.rules.asked import PhraseName
from metrics.targets.baselines import baseline_per, baseline_value
from metrics.targets.breakdowns import Part, PartFinder
from metrics.targets.clause_meanings import FAR
from metrics.targets.clauses import Clause, clauses_of
from metrics.targets.fate import NumberReading, PlanSentence
from metrics.targets.marks import behind_last
from metrics.targets.target import Target
from metrics.values import frozen, replace

_PART_ENDS, _COMMAS = "；;", "，,"
_EVENT = "event"

_FLOWS: tuple[PhraseName, ...] = ("yearly_flow", "flow_noun", "investment_end")
_Kind = tuple[str, str | None]  # mode and direction


@frozen
class _Before:
    """What the targets of the sentence so far leave to the next number.

    Attributes:
        last: the target before it.
        total: the last one that is no part of another.
        led: what a verb that stands before its noun makes of the list after it.
        shared: the clause whose words before its number hold for the list after it.
    """

    last: Target | None = None
    total: Target | None = None
    led: _Kind | None = None
    shared: Clause | None = None


def with_targets(
    sentence: PlanSentence, readings: Sequence[NumberReading]
) -> tuple[NumberReading, ...]:
    """The pass that makes the targets of the numbers that have names."""
    before = _Before()
    made: list[NumberReading] = []
    for index, reading in enumerate(readings):
        if reading.named is None:
            made.append(reading)
            continue
        later = readings[index + 1 : index + 1 + FAR]
        goes_on = _only_lists(sentence, reading) or _goes_on_having(sentence, reading, before)
        shared = before.shared if goes_on else None
        if before.shared is not shared:
            before = replace(before, shared=shared)
        comparator = _comparator(sentence, reading, later, shared)
        part = PartFinder(sentence, reading, made, readings[index + 1 :], before.total).part()
        targets, before = _targets(sentence, reading, before, comparator, part)
        made.append(replace(reading, targets=targets))
    return tuple(made)


def _targets(
    sentence: PlanSentence,
    reading: NumberReading,
    before: _Before,
    comparator: str,
    part: Part | None,
) -> tuple[tuple[Target, ...], _Before]:
    clause, meaning, named = reading.clause, reading.meaning, reading.named
    assert clause is not None
    assert meaning is not None
    assert named is not None
    is_part = part is not None
    if part is not None:
        before = replace(before, total=part.total)
    mode, direction = _kind(sentence, reading, before, is_part)
    targets = tuple(
        Target(
            mention=clause.mention,
            indicator=name,
            scope=scope,
            mode=mode,
            direction=direction if mode == "change" else None,
            comparator=comparator,
            per=clause.per
            or baseline_per(sentence, reading.baselines)
            or _per_before(sentence, reading, before, is_part)
            or _frequency(sentence, clause, mode, before.last),
            breakdown=is_part,
            baseline=baseline_value(clause.mention, reading.baselines),
            rule_id=meaning.rule_id,
            total=before.total if is_part else None,
            nth=nth,
        )
        for name in dict.fromkeys(named.names)  # a name that is listed twice is one indicator
        for nth, scope in enumerate(dict.fromkeys(named.each) or (named.scope,))
    )
    led = before.led
    if clause.opening_verbs or clause.verbs:
        is_named = meaning.indicator in ("subject", "object")
        is_led = clause.opening_verbs or mode == "level"
        led = (mode, direction) if is_named and is_led else None
    elif not _goes_on(sentence, reading, before):
        led = None
    total = before.total if is_part else targets[0]
    return targets, _Before(targets[-1], total, led, before.shared or clause)


def _only_lists(sentence: PlanSentence, reading: NumberReading) -> bool:
    """Whether a number only goes on with a list: 每个县至少建有1个体育场和|1个健身中心."""
    clause = reading.clause
    assert clause is not None
    if not clause.object or clause.before or clause.after or clause.opening_verbs:
        return False
    return sentence.rules.phrases["joint"].fullmatch(clause.region.strip()) is not None


def _goes_on_having(sentence: PlanSentence, reading: NumberReading, before: _Before) -> bool:
    """Whether a name goes on with what each has: 每千人口拥有医师数3.7人、|护士数5.1人."""
    clause, shared = reading.clause, before.shared
    assert clause is not None
    if shared is None or not shared.has or clause.verbs or clause.opening_verbs:
        return False
    between = sentence.text[shared.right_end : clause.subject_at].strip()
    return sentence.rules.phrases["joint"].fullmatch(between) is not None


def _kind(sentence: PlanSentence, reading: NumberReading, before: _Before, is_part: bool) -> _Kind:
    """Mode and direction: from the clause's own words, else from what governs it."""
    clause, meaning, last = reading.clause, reading.meaning, before.last
    assert clause is not None
    assert meaning is not None
    mode, direction = meaning.mode, clause.direction or meaning.direction
    if (
        meaning.indicator == "previous"
        and last is not None
        and not clause.verbs
        and (reading.waited or last.mention.dimension == clause.mention.dimension)
    ):
        mode, direction = last.mode, last.direction
    if meaning.indicator == "previous" and mode == "output" and _only_surpasses(clause):
        return "level", None
    if mode == "change":
        return mode, direction
    if mode == "level" and _is_share_of_work(sentence, clause):
        return "output", None
    if clause.has or (before.shared is not None and before.shared.has):
        return "level", None  # 每万名居民拥有全科医生4人
    if is_part and before.total and _is_done_alike(clause, before.total, mode):
        return before.total.mode, direction
    if before.led and _goes_on(sentence, reading, before):
        return before.led
    is_like_last = last is not None and last.mode == "output"  # 新储备项目70个，产业项目不少于30个
    if is_like_last and _is_size_of_deed(sentence, reading):
        return "output", None
    if mode == "output" and (
        _is_ceiling(reading)
        or _is_kept(sentence, reading)
        or (not is_like_last and _only_bounds(sentence, clause))
    ):
        return "level", None
    return mode, direction


def _is_share_of_work(sentence: PlanSentence, clause: Clause) -> bool:
    """Whether a share of some work is to be done: 完成改造任务的50%, 完成工程总量90%."""
    verbs = [word.text for word in clause.leads]
    is_done = any(map(sentence.rules.phrases["completes"].fullmatch, verbs))
    return is_done and clause.mention.dimension == "percentage"


def _is_size_of_deed(sentence: PlanSentence, reading: NumberReading) -> bool:
    """Whether a size stands with no verb behind what is done: 改造市场8家，|改造面积|2万平方米."""
    clause, named = reading.clause, reading.named
    if clause is None or named is None or clause.verbs or clause.opening_verbs or clause.leads:
        return False
    return all(map(sentence.rules.phrases["size_of_deed"].fullmatch, named.names))


def _is_ceiling(reading: NumberReading) -> bool:
    """Whether people or things are not to exceed a number: 现场操作人员实现6人以下."""
    clause, mention = reading.clause, reading.mention
    if clause is None or reading.award is not None or _is_event(mention):
        return False
    return mention.dimension == "count" and clause.comparator == "<="


def _is_kept(sentence: PlanSentence, reading: NumberReading) -> bool:
    """Whether a quantity is told that is only kept: 严格落实耕地保有量200万亩."""
    phrase, named = sentence.rules.phrases["kept_quantity"], reading.named
    return named is not None and all(phrase.search(name) is not None for name in named.names)


def _is_event(mention: Mention) -> bool:
    """Whether a number counts events, which take place and are no state: 演练4场."""
    return mention.surface is not None and mention.surface.unit == _EVENT


def _only_bounds(sentence: PlanSentence, clause: Clause) -> bool:
    """Whether a clause does nothing and only bounds what is to be: 开放数据集不少于2000个."""
    if clause.bound_before not in (">=", "<=") or clause.leads or clause.verbs or clause.object:
        return False
    text, mention, phrases = sentence.text, clause.mention, sentence.rules.phrases
    flows = (phrases[name].search(clause.subject) for name in _FLOWS)
    if not clause.subject or any(flows):
        return False
    if _is_event(mention) or phrases["act_counted"].match(text, mention.number_end):
        return False  # 组织演练不少于4次
    return phrases["frequency"].search(text, clause.left_at, mention.start) is None


def _only_surpasses(clause: Clause) -> bool:
    """Whether the one verb of a clause is that a value is surpassed: 2025年底前超过45万个."""
    return bool(clause.verbs) and not clause.deeds and not clause.opening_verbs


def _is_done_alike(clause: Clause, total: Target, mode: str) -> bool:
    """Whether an 其中 part is done as its total is: 新增贷款2300亿元，其中制造业贷款360亿元."""
    is_alike = total.mention.dimension == clause.mention.dimension != "percentage"
    is_led = clause.deeds or clause.opening_verbs
    return not is_led and ((mode == "output" and total.mode != "change") or is_alike)


def _goes_on(sentence: PlanSentence, reading: NumberReading, before: _Before) -> bool:
    """Whether the verb of the row before governs this one: 新增农田3万亩、林地面积5万亩."""
    clause, phrases = reading.clause, sentence.rules.phrases
    assert clause is not None
    named = clause.subject or clause.object
    if before.last is None or not named or clause.verbs or clause.opening_verbs:
        return False
    earlier, own = before.last.mention, clause.mention
    if own.dimension == "percentage":
        return False
    if before.led is not None and before.led[0] == "level":
        is_alike = earlier.dimension == own.dimension
    else:
        is_flow = phrases["yearly_flow"].search(clause.subject)
        is_alike = earlier.dimension == own.dimension or is_flow is not None
    between = sentence.text[reading.floor : clause.subject_at].strip()
    return is_alike and bool(phrases["lists"].fullmatch(between))


def _per_before(
    sentence: PlanSentence, reading: NumberReading, before: _Before, is_part: bool
) -> str | None:
    """What the target before is per, where this one is a share of it or stands in its list."""
    last, own = before.last, reading.mention
    if before.shared is not None and before.shared.per:
        return before.shared.per  # 每名学生掌握2项技能、1项特长
    if last is None or not last.per:
        return None
    if is_part and own.dimension == "percentage":
        return before.total.per if before.total else None  # 每年招聘教师60名，其中女教师占三成
    between = sentence.text[last.mention.tail_end : own.start].strip()
    is_listed = sentence.rules.phrases["continues"].fullmatch(between) is not None
    return last.per if reading.waited and is_listed else None  # 分别提高到每人每月780元、640元


def _frequency(
    sentence: PlanSentence, clause: Clause, mode: str, last: Target | None
) -> str | None:
    """How often an output is promised, said at the head of its list: 每年实施一期，引育100位."""
    own = clause.mention
    if mode != "output" or own.dimension == "percentage":
        return None
    if last is not None and any(
        mark in sentence.text[last.mention.end : own.start] for mark in "，,"
    ):
        is_act = sentence.rules.phrases["act_counted"].match(sentence.text, last.mention.number_end)
        if is_act or last.mention.dimension == "money" != own.dimension:
            return None  # 每年检查1次，新建学校3所
    begins = behind_last(_PART_ENDS, sentence.text, sentence.start, clause.left_at)
    found = list(
        sentence.rules.phrases["frequency"].finditer(sentence.text, begins, clause.left_at)
    )
    if not found or any(
        sentence.rules.phrases["term"].finditer(sentence.text, found[-1].end(), own.start)
    ):
        return None  # 每年培训800人，三年培育管家200名
    if any(
        begins <= cue.start < own.start
        for cue in sentence.cues
        if cue.gives == "deadline" and cue.start > found[-1].start()
    ):
        return None
    return found[-1].group()


def _comparator(
    sentence: PlanSentence,
    reading: NumberReading,
    later: Sequence[NumberReading],
    shared: Clause | None,
) -> str:
    """The bound of a value, which a list may share: 分别达420、1500家以上, 至少2个A、1个B."""
    clause, named = reading.clause, reading.named
    assert clause is not None
    assert named is not None
    if clause.mention.high is not None:
        return "range"
    own = named.bound or clause.comparator or (reading.bound if reading.waited else None)
    if own is None and clause.has and sentence.rules.phrases["at_least_each"].match(clause.has):
        return ">="
    if own is None and 0 < len(named.waiting) <= len(later):
        after, text = clauses_of(sentence.rules).words.comparator_after, sentence.text
        dealt = later[: len(named.waiting)]
        *inner, last = (after(text, one.mention, sentence.end) for one in dealt)
        if last and not any(inner):
            return last
    if own is None and shared is not None:
        own = shared.bound_before
    near = sentence.rules.phrases["about_a_share"]
    if own is None and near.search(sentence.text, clause.left_at, clause.mention.start):
        return "~"
    return own or clause.mention.comparator or "="
