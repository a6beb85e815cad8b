"""Decides every number of one sentence: its role and, for a target, the facts of its rows."""

from __future__ import annotations

from dataclasses import dataclass

from metrics.quantities.scanner import Mention
from metrics.rules.roles import Decision
from metrics.rules.ruleset import RuleSet
from metrics.rules.targets import Reading
from metrics.rules.units import Surface
from metrics.targets.clauses import Clause, clauses_of
from metrics.targets.cue_scope import SentenceCues
from metrics.targets.indicator_names import Namer
from metrics.targets.target import Draft

_INDEX = "index"
_ARTICLES = {"level": "a level", "change": "a change", "output": "an output"}
_ITEM_HEAD = 1  # characters that may stand before an item's number: （
_PER_REACH = 12  # characters before a baseline in which what it is per stands
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
        self._namer = Namer(rules, text, start)
        self._baselines: list[Mention] = []  # where values start that are still to come
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
                self._baselines.append(mention)
            elif decision.role == "date" and self._opens_clause(mention):
                self._floor = mention.end
            elif decision.role == "structure" and self._opens_sentence(mention):
                # 1.实施公路安全生命防护工程1500公里
                self._floor = min(mention.end + 1, self._end)
            return Fate(mention, decision, [])
        if mention.surface is None and not self._is_counted(mention, ceiling, later):
            return Fate(mention, _IN_WORD if _bare_han(text, mention) else _NO_UNIT, [])
        past = self._cues.governing("past", mention.start)
        if past is not None:
            self._floor = mention.tail_end
            return Fate(mention, Decision("actual", past.rule_id, f"after {past.text}"), [])
        clause = clauses_of(self._rules).read(text, mention, self._floor, ceiling)
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

    def _opens_sentence(self, mention: Mention) -> bool:
        head = self._text[self._start : mention.start].replace("&nbsp;", "")
        return len(head.strip()) <= _ITEM_HEAD

    def _has_end_result(self, mention: Mention, ceiling: int) -> bool:
        """Whether a verb with an end result governs the number's clause."""
        if mention.surface is None:
            return False
        clause = clauses_of(self._rules).read(self._text, mention, self._floor, ceiling)
        return any(word.kind == "output" for word in (*clause.leads, *clause.before))

    def _is_counted(self, mention: Mention, ceiling: int, later: list[Mention]) -> bool:
        """Gives a bare number its unit: after the name of an index, or beside what is counted."""
        is_large = self._phrases["large"].search(self._text, mention.start, mention.number_end)
        reader = clauses_of(self._rules)
        if not is_large and not reader.words.stands_behind_word(self._text, mention, self._floor):
            return False
        clause = reader.read(self._text, mention, self._floor, ceiling)
        if clause.before and self._phrases["index_noun"].search(clause.subject):
            mention.surface = self._rules.units.surfaces.get(_INDEX)
        elif is_large:  # 新增人口100万, 帮助50万贫困人口脱贫
            behind = self._text[mention.number_end : clause.right_end] if clause.object else ""
            mention.surface = self._rules.units.of_noun(
                behind or clause.subject, at_end=not behind
            ) or self._lent_unit(mention, later)
        return mention.surface is not None

    def _lent_unit(self, mention: Mention, later: list[Mention]) -> Surface | None:
        """The unit that the last of a list lends: 分别达1.28万亿、1.18万亿、8200亿元."""
        end = mention.end
        for other in later:
            if not self._phrases["continues"].fullmatch(self._text[end : other.start].strip()):
                return None
            if other.surface is not None:
                return other.surface if other.dimension == "money" else None
            end = other.end
        return None

    # --- rows

    def _drafts(self, clause: Clause, reading: Reading, later: list[Mention]) -> list[Draft]:
        previous = self._rows[-1] if self._rows else None
        mode, direction = reading.mode, clause.direction or reading.direction
        if (
            reading.indicator == "previous"
            and previous is not None
            and not clause.verbs
            and (self._namer.waiting or previous.mention.dimension == clause.mention.dimension)
        ):
            mode, direction = previous.mode, previous.direction
        subject = self._before_baseline(clause)
        names, scope = self._namer.names(clause, subject, reading, self._rows, later)
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
        if clause.opening_verbs or clause.verbs:
            is_named = reading.indicator in ("subject", "object")
            is_led = clause.opening_verbs or mode == "level"
            self._led = (mode, direction) if is_named and is_led else None
        elif not self._goes_on(clause):
            self._led = None
        if not breakdown:
            self._total = rows[0]
        self._rows += rows
        self._baselines = self._baselines[1:] if self._namer.waiting else []
        return rows

    def _is_part(self, clause: Clause, mode: str) -> bool:
        """Whether an 其中 part is done as its total is: 新增贷款2300亿元，其中制造业贷款360亿元."""
        assert self._total is not None
        is_alike = self._total.mention.dimension == clause.mention.dimension != "percentage"
        return not clause.deeds and (mode == "output" or is_alike)

    def _goes_on(self, clause: Clause) -> bool:
        """Whether the verb of the row before governs this one: 新增农田3万亩、林地面积5万亩."""
        named = clause.subject or clause.object
        if not self._rows or not named or clause.verbs or clause.opening_verbs:
            return False
        before = self._rows[-1].mention
        between = self._text[self._floor : clause.subject_at].strip()
        own = clause.mention
        if own.dimension == "percentage":
            return False
        if self._led is not None and self._led[0] == "level":
            is_alike = before.surface == own.surface
        else:
            is_flow = self._phrases["yearly_flow"].search(clause.subject)
            is_alike = before.dimension == own.dimension or is_flow is not None
        return is_alike and bool(self._phrases["lists"].fullmatch(between))

    def _breakdown(self, clause: Clause) -> bool:
        if clause.of_which and self._rows:
            return True
        return bool(
            self._rows
            and self._rows[-1].breakdown
            and not clause.opening_verbs
            and not clause.verbs
        )

    def _comparator(self, clause: Clause, later: list[Mention]) -> str:
        if clause.mention.high is not None:
            return "range"
        if clause.comparator is None and 0 < self._namer.waiting <= len(later):
            last = later[self._namer.waiting - 1]
            after = clauses_of(self._rules).words.comparator_after(self._text, last, self._end)
            if after:
                return after
        return clause.comparator or clause.mention.comparator or "="

    def _baseline_per(self, clause: Clause) -> str | None:
        """Of what the baseline says it is: 由每人每年420元提高到450元."""
        if not self._baselines:
            return None
        baseline = self._baselines[0]
        at = max(self._start, baseline.start - _PER_REACH)
        per = self._phrases["per"].search(self._text, at, baseline.start)
        return per.group() if per else None

    def _baseline_value(self, clause: Clause) -> float | None:
        mention = self._baselines[0] if self._baselines else None
        if mention is None or mention.low is None:
            return None
        own, other = clause.mention.surface, mention.surface
        if other is not None and own is not None and other.unit != own.unit:
            return None
        return float(mention.low)

    def _before_baseline(self, clause: Clause) -> str:
        starts = [one.start for one in self._baselines if one.start >= clause.subject_at]
        if not starts:
            return clause.subject
        match = self._phrases["baseline"].search(self._text, clause.subject_at, starts[0])
        if match is None:
            return clause.subject
        return self._phrases.trimmed(self._text[clause.subject_at : match.start()].strip("，, "))
