"""How far the cues of a sentence reach: its end, its clause, or back over a bracket's targets."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from metrics.rules.asked import PhraseName
from metrics.rules.cues import Cue
from metrics.targets.dealt_years import dealt_years
from metrics.targets.fate import Award, NumberReading, PlanSentence
from metrics.targets.marks import SENTENCE_PARTS, behind_last
from metrics.targets.standing_years import opens_goals
from metrics.targets.target import Target
from metrics.values import replace

_CLAUSE_ENDS = "；;"
_LIST_OPENERS = "：:"
_COMMAS = "，,"
_OPENING, _CLOSING = "（(", "）)"
_LISTING = "、"
_OWN_TIMES: tuple[PhraseName, ...] = (
    "time_plan", "time_years", "time_ahead", "time_last", "time_this", "time_year",
)  # fmt: skip


def with_cues(
    sentence: PlanSentence, readings: Sequence[NumberReading]
) -> tuple[NumberReading, ...]:
    """The pass that gives targets their commitment and deadline."""
    dealt = dealt_years(sentence, readings)
    if not (sentence.cues or sentence.standing or dealt):
        return tuple(readings)
    made_of = [one.mention for one in readings if one.targets]
    counts = tuple(one.start for one in made_of if one.dimension == "count")
    cues = SentenceCues(sentence, tuple(one.start for one in made_of), counts)
    closing = list(cues.closing_deadlines())
    made = []
    for reading in readings:
        own = cues if reading.award is None else cues.without(_no_dates(sentence, reading.award))
        due = dealt.get(reading.mention.start)
        governed = (_governed(one, sentence, own, closing, due) for one in reading.targets)
        made.append(reading.with_targets(tuple(governed)))
    return tuple(made)


def _no_dates(sentence: PlanSentence, award: Award) -> Iterator[Cue]:
    """The dates that are no deadline of an award: 当年给予, and those of its terms."""
    first, last = award.terms or (0, 0)
    for cue in sentence.cues:
        if cue.gives == "deadline" and (
            first <= cue.start < last or sentence.rules.phrases["award_time"].fullmatch(cue.text)
        ):
            yield cue


def _governed(
    target: Target,
    sentence: PlanSentence,
    cues: SentenceCues,
    closing: list[tuple[Cue, int]],
    dealt: int | None,
) -> Target:
    at = target.mention.start
    commitment = cues.governing("commitment", at)
    deadline = cues.governing("deadline", at)
    for cue, since in closing:  # said of the targets before it, it is nearer
        if since <= at < cue.start and not (deadline and cues.is_of_clause(deadline, cue, at)):
            deadline = cue
    standing = sentence.standing
    if deadline and standing and _is_sooner(standing, deadline, at):
        deadline = standing
    if deadline is None and standing and not _has_own_time(sentence, standing, at):
        is_here = sentence.start <= standing.start
        deadline = None if is_here and cues.is_of_each_year(standing.end, at) else standing
    if dealt is not None:
        due = date(dealt, 12, 31)
        return replace(
            target,
            commitment=commitment.text if commitment else None,
            deadline=due,
            deadline_text=str(dealt),
        )
    if commitment is None and deadline is None:
        return target
    return replace(
        target,
        commitment=commitment.text if commitment else None,
        deadline=deadline.due if deadline else None,
        deadline_text=deadline.text if deadline else None,
    )


def _is_sooner(closing: Cue, own: Cue, at: int) -> bool:
    """Whether the note that closes an item says when in the year that is named: 2026年新建300张."""
    if closing.start < at or not closing.due or not own.due:
        return False
    is_year = (own.due.month, own.due.day) == (12, 31) and any(map(str.isdigit, own.text))
    return is_year and own.due.replace(month=1, day=1) <= closing.due < own.due


def _has_own_time(sentence: PlanSentence, standing: Cue, at: int) -> bool:
    """Whether another word of time stands before a number: 「“十四五”期间新增5万个」."""
    start = max(sentence.start, standing.end) if standing.end <= at else sentence.start
    same = str(standing.due.year) if standing.due else ""
    found = (
        match.group()
        for name in _OWN_TIMES
        for match in sentence.rules.phrases[name].finditer(sentence.text, start, at)
    )
    return any(not same or same not in one for one in found)  # 到2030年，…2030年前碳达峰


class SentenceCues:
    """The cues of a sentence and what each of them governs.

    ``numbers`` are where targets start, ``counts`` where those do that count things.
    """

    def __init__(
        self, sentence: PlanSentence, numbers: Sequence[int] = (), counts: Sequence[int] = ()
    ) -> None:
        self._sentence, self._numbers, self._counts = sentence, numbers, counts
        self._text, self._start, self._end = sentence.text, sentence.start, sentence.end
        self._phrases = sentence.rules.phrases
        self._cues = [cue for cue in sentence.cues if not self._is_of_condition(cue)]
        self._asides = {cue.start: self._aside(cue) for cue in self._cues}
        self._bracketed = {
            cue.start
            for cue in self._cues
            if cue.gives == "deadline" and not self._governs_inside(cue, numbers)
        }
        self._behind = {cue.start for cue in self._cues if self._follows_number(cue)}

    def without(self, cues: Iterable[Cue]) -> SentenceCues:
        """The same but for some cues."""
        left = set(cues)
        if not left:
            return self
        kept = tuple(cue for cue in self._cues if cue not in left)
        return SentenceCues(replace(self._sentence, cues=kept), self._numbers, self._counts)

    def governing(self, gives: str, position: int) -> Cue | None:
        """The last cue of a kind before ``position`` whose reach includes it."""
        found = None
        for cue in self._cues:
            if cue.end > position:
                break
            if cue.gives != gives or self._is_bracketed(cue) or cue.start in self._behind:
                continue
            if self._reaches(cue, position):
                found = cue
        if found is not None and gives == "commitment" and self._is_taken_over(found, position):
            return None
        return found

    def closing_deadlines(self) -> Iterator[tuple[Cue, int]]:
        """Deadlines said of the targets before them, each with the place back to which it holds.

        One in a bracket holds back to the previous one; one between what is counted and what is
        done with it over its clause (「20个项目6月底前投产」); one in a last clause that names
        nothing else over its part: 「新建学校9所，新增学位900个，8月底前全部建成」.
        """
        since = self._start
        for cue in self._cues:
            if cue.gives != "deadline":
                continue
            if self._is_bracketed(cue):
                yield cue, since
                since = self._asides[cue.start][1]
            elif cue.start in self._behind:
                yield cue, behind_last(_COMMAS, self._text, since, cue.start)
                since = cue.end
            elif self._closes_part(cue):
                yield cue, max(since, behind_last(SENTENCE_PARTS, self._text, since, cue.start))
                since = cue.end

    def is_of_clause(self, own: Cue, closing: Cue, position: int) -> bool:
        """Whether a date stands in the very clause of a number, and another only closes its part.

        「6月底前交付300套，年底前全部交付」.
        """
        return (
            not self._is_bracketed(closing)
            and behind_last(_COMMAS, self._text, self._start, position) <= own.start
        )

    def _follows_number(self, cue: Cue) -> bool:
        """Whether a date stands between what is counted and what is done with it by then."""
        if cue.gives != "deadline" or not self._counts:
            return False
        clause = behind_last(_COMMAS + _CLAUSE_ENDS, self._text, self._start, cue.start)
        is_behind = any(clause <= number < cue.start for number in self._counts)
        done = self._phrases["done_then"]
        return is_behind and done.match(self._text, cue.end, self._end) is not None

    def _closes_part(self, cue: Cue) -> bool:
        """Whether a date and what is done by then are all that the last clause of a part says."""
        clause = behind_last(_COMMAS, self._text, self._start, cue.start)
        if clause == self._start:
            return False
        return (
            self._phrases["closing_date"].fullmatch(self._text, clause - 1, cue.start) is not None
            and self._phrases["done_by_date"].match(self._text, cue.end, self._end) is not None
        )

    def _reaches(self, cue: Cue, position: int) -> bool:
        between = self._text[cue.end : position]
        if 0 <= self._asides[cue.start][1] < position:
            return False  # 14座（2024年5座、2025年6座）
        if cue.gives == "deadline" and self.is_of_each_year(cue.end, position):
            return False
        if cue.until == "paragraph" and (cue.gives == "deadline" or self._opens_sentence(cue)):
            return True  # 到2027年，A达到90%；新增B10个
        if cue.gives == "deadline" and self._text[cue.start - 1] in _LIST_OPENERS:
            return True  # 目标是：全年A增长5%；B达到10万人
        # A stretch goal binds only itself: 增长5.5%、力争6%以上，预算收入增长5.5%.
        is_stretch = cue.gives == "commitment" and self._text[cue.start - 1] in _LISTING
        if is_stretch or (cue.until == "clause" and not self._opens_part(cue)):
            return not _holds(between, _COMMAS + _CLAUSE_ENDS)
        stop = _first(between, _CLAUSE_ENDS)
        # A colon opens one list: a cue before it governs the whole list, past its ；.
        return stop < 0 or 0 <= _first(between, _LIST_OPENERS) < stop

    def _opens_part(self, cue: Cue) -> bool:
        """Whether a part of the sentence begins with a cue: 「；2026年不低于50%，满意度90%」."""
        at = behind_last(SENTENCE_PARTS, self._text, self._start, cue.start)
        return self._start < at and not self._text[at : cue.start].strip()

    def is_of_each_year(self, start: int, position: int) -> bool:
        """Whether a later clause speaks of each year: 「年底前建成9处，每年培训100人」."""
        clause = behind_last(_COMMAS, self._text, start, position)
        if not self._text[start:clause].strip(_COMMAS):
            return False  # 「到2026年，每年培训100人」
        return self._phrases["time_each"].search(self._text, clause, position) is not None

    def _opens_sentence(self, cue: Cue) -> bool:
        """Whether a later year stands at the head of the sentence, as it does at a paragraph's."""
        head = self._phrases["line_head"].match(self._text, self._start, cue.start)
        start = head.end() if head else self._start
        return opens_goals(self._phrases, self._text, start, cue)

    def _is_taken_over(self, commitment: Cue, position: int) -> bool:
        """Whether a later clause has a time word of its own: 「确保…清零，全年投入达到…」."""
        return any(
            cue.gives == "deadline"
            and commitment.end < cue.start <= position
            and _holds(self._text[commitment.end : cue.start], _COMMAS)
            and (
                self._text[cue.start - 1] in _COMMAS
                or not _holds(self._text[cue.end : position], _COMMAS)
            )
            for cue in self._cues
        )

    def _is_bracketed(self, cue: Cue) -> bool:
        """Whether a cue stands in a bracket without goals: of what the bracket follows."""
        return cue.start in self._bracketed

    def _governs_inside(self, cue: Cue, numbers: Sequence[int]) -> bool:
        """Whether goals follow a cue in its bracket, or it stands in none."""
        close = self._asides[cue.start][1]
        return close < 0 or any(cue.start < number < close for number in numbers)

    def _aside(self, cue: Cue) -> tuple[int, int]:
        """Where the bracket around a cue opens and closes; -1 where there is none."""
        depth = 0
        for at in range(cue.start - 1, self._start - 1, -1):
            depth += (self._text[at] in _CLOSING) - (self._text[at] in _OPENING)
            if depth < 0:
                break
        else:
            return -1, -1
        opened = at
        depth = 1
        for at in range(cue.end, self._end):
            depth += (self._text[at] in _OPENING) - (self._text[at] in _CLOSING)
            if depth == 0:
                return opened, at
        return opened, self._end

    def _is_of_condition(self, cue: Cue) -> bool:
        """Whether a date tells apart who gets something: 「对2025年底前投产的企业，奖励…」."""
        if cue.gives != "deadline":
            return False
        whom = self._phrases["of_whom"]
        return any(
            one.start() <= cue.start and cue.end <= one.end()
            for one in whom.finditer(self._text, self._start, self._end)
        )


def _holds(text: str, marks: str) -> bool:
    return any(mark in text for mark in marks)


def _first(text: str, marks: str) -> int:
    return min((at for at in map(text.find, marks) if at >= 0), default=-1)
