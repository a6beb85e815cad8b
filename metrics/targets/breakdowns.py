"""Whether a number is a part of a total: after 其中, behind such a part, in a bracket behind it."""

from __future__ import annotations

from metrics.targets.clauses import Clause
from metrics.targets.fate import NumberReading, PlanSentence
from metrics.targets.marks import behind_last
from metrics.targets.target import Target

_PART_ENDS = "；;"
_LISTED, _CLOSING = "、", "）)"  # an aside on parts of the whole ends with its bracket
_GOES_ON = ("。", "；", ";", "，", ",")
_SPACES = " \u3000\t"


def is_breakdown(
    sentence: PlanSentence, reading: NumberReading, last: Target | None, total: Target | None
) -> bool:
    """Whether a number is a part of a total.

    Args:
        sentence: The sentence that holds it.
        reading: The number, with its clause.
        last: The target before it in the sentence.
        total: The last one before it that is no part of another.
    """
    clause = reading.clause
    assert clause is not None
    told = _is_told(sentence, reading, clause, last, total)
    return told or _stands_in_aside(sentence, clause, total)


def _is_told(
    sentence: PlanSentence,
    reading: NumberReading,
    clause: Clause,
    last: Target | None,
    total: Target | None,
) -> bool:
    """Whether 其中 tells that a number is a part, or goes on from such a part."""
    text, at = sentence.text, clause.mention.start
    part = behind_last(_PART_ENDS, text, sentence.start, at)
    listed = sentence.rules.phrases["of_which_list"]
    opens = listed.match(text, sentence.start) or listed.search(text, part, at)
    if opens is not None or last is None or clause.of_which:
        is_part = opens is not None or clause.of_which  # of a total that the sentence before has
        return is_part and (last is not None or not _opens_goals(sentence))
    between = text[last.mention.end : at]
    if not last.breakdown or any(mark in between for mark in _CLOSING):
        return False  # （其中A30万元），B50万元
    if not clause.opening_verbs and not clause.verbs:
        return True
    return _tells_more(reading, last, total, between)


def _opens_goals(sentence: PlanSentence) -> bool:
    """Whether 其中 only goes on from a paragraph without totals: 「其中，用水总量控制在…」.

    Of a sum over years it opens a year's part: 「其中2026年新建20所」.
    """
    if sentence.text[: sentence.start].rstrip(_SPACES).endswith(_GOES_ON):
        return False
    opens = sentence.rules.phrases["of_which"].search(sentence.text, sentence.start, sentence.end)
    behind = sentence.text[opens.end() : opens.end() + 1] if opens is not None else ""
    return not behind.isdigit()


def _tells_more(reading: NumberReading, last: Target, total: Target | None, between: str) -> bool:
    """Whether a verb tells more of the parts: 其中续建52个、新建112个; 其中A达5吨，比去年增2吨."""
    named = reading.named
    if reading.meaning is None or named is None or not named.names:
        return False
    if _LISTED in between:
        return between.strip().startswith(_LISTED)
    name = named.names[0]
    if reading.meaning.indicator == "previous":
        return name == last.indicator and not any(mark in between for mark in _PART_ENDS)
    whole = total.indicator if total else name  # 其中城市管理率达95%，农村管理率达87%
    return name != whole and name.endswith(whole)


def _stands_in_aside(sentence: PlanSentence, clause: Clause, total: Target | None) -> bool:
    """Whether a number is a part that a bracket right behind its total tells: 12座（2024年5座）."""
    part = clause.mention
    if total is None or total.mode == "change" or total.mention.dimension == "percentage":
        return False
    whole = total.mention
    if (
        clause.per is not None
        or whole.surface != part.surface
        or not whole.low
        or not part.low
        or part.low >= whole.low
    ):
        return False
    between = sentence.text[whole.tail_end : part.start]
    opened = sentence.rules.phrases["aside_opens"].match(between)
    return opened is not None and not any(mark in between for mark in _CLOSING)
