"""How far the cues of a sentence reach: its end, its clause, or back over a bracket's targets."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from metrics.rules.asked import PhraseName
from metrics.rules.cues import Cue
from metrics.targets.fate import Award, NumberReading, PlanSentence
from metrics.targets.target import Target
from metrics.values import replace

_CLAUSE_ENDS = "；;"
_LIST_OPENERS = "：:"
_COMMAS = "，,"
_LISTING = "、"
_OWN_TIMES: tuple[PhraseName, ...] = (
    "time_plan", "time_years", "time_ahead", "time_last", "time_this", "time_year",
)  # fmt: skip
_BRACKET_HEAD = 12  # a bracketed deadline stands this near to its bracket: (3月、9月底前完成)


def with_cues(
    sentence: PlanSentence, readings: Sequence[NumberReading]
) -> tuple[NumberReading, ...]:
    """The pass that gives targets their commitment and deadline."""
    dealt = _dealt_years(sentence, readings)
    if not (sentence.cues or sentence.standing or dealt):
        return tuple(readings)
    cues = SentenceCues(sentence.text, sentence.start, sentence.end, sentence.cues)
    bracketed = list(cues.bracketed_deadlines())
    made = []
    for reading in readings:
        own = cues if reading.award is None else cues.without(_no_dates(sentence, reading.award))
        due = dealt.get(reading.mention.start)
        governed = (_governed(one, sentence, own, bracketed, due) for one in reading.targets)
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


def _dealt_years(sentence: PlanSentence, readings: Sequence[NumberReading]) -> dict[int, int]:
    """The years of values that are dealt to a list of years, by where the values start."""
    if len(readings) < 4:  # two years and their values
        return {}
    found: dict[int, int] = {}
    pattern = sentence.rules.phrases["years_dealt"]
    for match in pattern.finditer(sentence.text, sentence.start, sentence.end):
        values = [one.mention.start for one in readings if one.mention.start >= match.end()]
        found |= dict(zip(values, map(int, match.captures("year")), strict=False))
    return found


def _governed(
    target: Target,
    sentence: PlanSentence,
    cues: SentenceCues,
    bracketed: list[tuple[Cue, int]],
    dealt: int | None,
) -> Target:
    at = target.mention.start
    commitment = cues.governing("commitment", at)
    deadline = cues.governing("deadline", at)
    for cue, since in bracketed:  # said of the targets before it, a bracket is nearer
        if since <= at < cue.start:
            deadline = cue
    standing = sentence.standing
    if deadline is None and standing and not _has_own_time(sentence, standing, at):
        deadline = standing
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


def _has_own_time(sentence: PlanSentence, standing: Cue, at: int) -> bool:
    """Whether another word of time stands before a number: 「“十四五”期间新增5万个」."""
    start = max(sentence.start, standing.end)
    patterns = (sentence.rules.phrases[name] for name in _OWN_TIMES)
    return any(pattern.search(sentence.text, start, at) for pattern in patterns)


class SentenceCues:
    """The cues of ``text[start:end]`` and what each of them governs."""

    def __init__(self, text: str, start: int, end: int, cues: Sequence[Cue]) -> None:
        self._text, self._start, self._end = text, start, end
        self._cues = cues

    def without(self, cues: Iterable[Cue]) -> SentenceCues:
        """The same but for some cues."""
        left = set(cues)
        if not left:
            return self
        kept = [cue for cue in self._cues if cue not in left]
        return SentenceCues(self._text, self._start, self._end, kept)

    def governing(self, gives: str, position: int) -> Cue | None:
        """The last cue of a kind before ``position`` whose reach includes it."""
        found = None
        for cue in self._cues:
            if cue.end > position:
                break
            if cue.gives == gives and not self._is_bracketed(cue) and self._reaches(cue, position):
                found = cue
        if found is not None and gives == "commitment" and self._is_taken_over(found, position):
            return None
        return found

    def bracketed_deadlines(self) -> Iterator[tuple[Cue, int]]:
        """Deadlines in brackets, each with the place back to which it holds.

        It holds for the targets before it, back to the previous bracketed deadline.
        """
        since = self._start
        for cue in self._cues:
            if cue.gives == "deadline" and self._is_bracketed(cue):
                yield cue, since
                closes = (self._text.find(mark, cue.end, self._end) for mark in ")）")
                since = min((at for at in closes if at >= 0), default=cue.end)

    def _reaches(self, cue: Cue, position: int) -> bool:
        between = self._text[cue.end : position]
        if cue.until == "paragraph" and self._opens_sentence(cue):
            return True  # 到2027年，A达到90%；新增B10个
        # A stretch goal binds only itself: 增长5.5%、力争6%以上，预算收入增长5.5%.
        is_stretch = cue.gives == "commitment" and self._text[cue.start - 1] in _LISTING
        if is_stretch or cue.until == "clause":
            return not _holds(between, _COMMAS + _CLAUSE_ENDS)
        stop = _first(between, _CLAUSE_ENDS)
        # A colon opens one list: a cue before it governs the whole list, past its ；.
        return stop < 0 or 0 <= _first(between, _LIST_OPENERS) < stop

    def _opens_sentence(self, cue: Cue) -> bool:
        """Whether a later year stands at the head of the sentence, as it does at a paragraph's."""
        head = self._text[self._start : cue.start].strip()
        return not head or any(one.text == head and one.gives == "commitment" for one in self._cues)

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
        head = self._text[max(self._start, cue.start - _BRACKET_HEAD) : cue.start]
        opened = max(head.rfind("("), head.rfind("（"))
        return opened >= 0 and opened > max(head.rfind(")"), head.rfind("）"))


def _holds(text: str, marks: str) -> bool:
    return any(mark in text for mark in marks)


def _first(text: str, marks: str) -> int:
    return min((at for at in map(text.find, marks) if at >= 0), default=-1)
