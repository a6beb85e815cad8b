"""Says why a row should be looked at first, where something speaks against what was read of it.

Each reason was measured on annotated documents: rows that have it are wrong at least three times as
often as all rows. A row whose name the catalogue knows has none.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from metrics.rules.asked import PhraseName
from metrics.rules.words import Places
from metrics.targets.adjacent_words import VERBS
from metrics.targets.fate import NumberReading, PlanSentence
from metrics.targets.target import Place, Target, canonical
from metrics.values import frozen, replace

_SIZES = ("mass", "energy", "volume", "money")
_COMMAS = "，, "
_DONE = "output"  # the kind of the verbs that have an end result


def with_doubts(
    sentence: PlanSentence, readings: Sequence[NumberReading]
) -> tuple[NumberReading, ...]:
    """The pass that marks the targets that should be looked at first."""
    marked: dict[Place, Target] = {}  # what each target became, which its parts point to
    made = []
    is_first = True
    for reading in readings:
        if not reading.targets:
            made.append(reading)
            continue
        for one in reading.targets:
            total = one.total and marked.get(one.total.place, one.total)
            doubt = _doubt(_Row(sentence, reading, one, is_first))
            is_same = doubt is None and total is one.total
            marked[one.place] = one if is_same else replace(one, doubt=doubt, total=total)
        made.append(reading.with_targets(tuple(marked[one.place] for one in reading.targets)))
        is_first = False
    return tuple(made)


@frozen
class _Row:
    """A target with the number that it is made of, perhaps the first of its sentence."""

    sentence: PlanSentence
    reading: NumberReading
    target: Target
    is_first: bool

    @property
    def named_by(self) -> str | None:
        """Which slot of the clause gave the name."""
        return self.reading.meaning.indicator if self.reading.meaning else None

    @property
    def verbs(self) -> set[str]:
        """The kinds of the verbs of its clause."""
        clause = self.reading.clause
        words = (*clause.leads, *clause.before) if clause else ()
        return {word.kind for word in words if word.kind in VERBS}

    def says(self, phrase: PhraseName) -> bool:
        """Whether a pattern finds something in the name."""
        return self.sentence.rules.phrases[phrase].search(self.target.indicator) is not None

    def goes_on(self) -> bool:
        """Whether it goes on with a list, whose verb governs it."""
        clause, phrases = self.reading.clause, self.sentence.rules.phrases
        if self.is_first or clause is None:
            return False
        ends = clause.mention.start - len(clause.verb_text)
        ends = clause.subject_at if self.named_by == "subject" else ends
        between = self.sentence.text[self.reading.floor : ends].strip(_COMMAS)
        is_link = phrases["lists"].fullmatch(between) or phrases["continues"].fullmatch(between)
        return not between or is_link is not None


def _doubt(row: _Row) -> str | None:
    """The first reason that holds for a row, if any."""
    if row.reading.award is not None:  # it is named by patterns of its own
        return None
    if canonical(row.target, row.sentence.rules)[1]:
        return None
    return next((reason for reason, holds in REASONS.items() if holds(row)), None)


def _counts(row: _Row) -> bool:
    return row.target.surface.dimension == "count"


def _places(row: _Row) -> tuple[Places, Places]:
    """The words that open a clause, and those that stand right before its number."""
    lexicon = row.sentence.rules.lexicon
    return lexicon.at("lead"), lexicon.at("before")


def _is_verb(row: _Row) -> bool:
    """Whether the name is a verb, or another word that no name is."""
    words = (words.words.get(row.target.indicator) for words in _places(row))
    is_listed = any(word is not None and word.kind != "name" for word in words)
    is_bare = is_listed and row.target.scope is None
    clause = row.reading.clause
    is_left = clause is not None and row.target.indicator in (clause.verb_text, clause.region)
    is_read = row.named_by == "verb" or (row.named_by == "previous" and is_left)
    return (is_read or is_bare) and not row.says("investment")


def _has_verb(row: _Row) -> bool:
    """Whether an end result stands in the name and not in the clause."""
    if row.target.mode != _DONE or _DONE in row.verbs or row.goes_on() or row.says("flow_noun"):
        return False
    name, (leads, before) = row.target.indicator, _places(row)
    opening = leads.starting_at(name, 0, len(name))
    if _opens(before, name, 0) and (opening is None or opening.kind != "name"):
        return True
    starts = range(2, len(name) - 2) if row.named_by != "object" else ()
    return any(_opens(words, name, at) for at in starts for words in _places(row))


def _opens(words: Places, name: str, at: int) -> bool:
    """Whether a verb of an end result stands there, with what it is done to behind it."""
    word = words.starting_at(name, at, len(name))
    size = len(word.text) if word is not None and word.kind == _DONE else 0
    return size > 1 and at + size <= len(name) - 2


def _is_ungoverned(row: _Row) -> bool:
    is_done = row.target.mode == _DONE and row.named_by in ("subject", "object")
    is_flow = row.named_by == "subject" and row.says("flow_noun")  # 全年新增就业2000人
    is_each = row.reading.named is not None and bool(row.reading.named.each)  # 城区各|新建|1所
    is_led = is_flow or is_each or bool(row.verbs)
    return is_done and _counts(row) and not is_led and not row.goes_on()


def _is_mere_activity(row: _Row) -> bool:
    is_counted = _counts(row) and row.named_by == "object"
    return is_counted and "activity" in row.verbs and _DONE not in row.verbs


def _is_numeral(row: _Row) -> bool:
    return _counts(row) and not row.sentence.text[row.target.mention.start].isdecimal()


def _is_size(row: _Row) -> bool:
    is_size = row.target.surface.dimension in _SIZES and row.named_by == "object"
    return is_size and not row.says("investment")


REASONS: dict[str, Callable[[_Row], bool]] = {
    "cut_name": lambda row: row.says("cut_name"),  # 对6个|镇和开发区监测点
    "verb_as_name": _is_verb,  # 筹措|7亿元实施惠民工程
    "bare_head": lambda row: row.target.scope is None and row.says("bare_head"),  # 年税收12亿元
    "verb_in_name": _has_verb,  # 企业多渠道|筹集住房100套
    "task_as_name": lambda row: row.says("task_name"),  # 完成300户的|改造任务
    "numeral": _is_numeral,  # 建强三支队伍
    "size_of_thing": _is_size,  # 推进60万吨|水泥生产线
    "no_verb": _is_ungoverned,  # 对30个|村庄分类施策
    "mere_activity": _is_mere_activity,  # 推动30个|项目落地
}
"""Whether each reason holds for a row, the gravest first."""
