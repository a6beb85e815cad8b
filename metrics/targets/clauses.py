"""Reads the clause around a number: its noun phrases, the words next to it, and its shape."""

from __future__ import annotations

from collections.abc import Sequence

import regex

from metrics.made_once import made_once
from metrics.quantities.scanner import Mention
from metrics.rules.patterns import CompiledPattern
from metrics.rules.phrase_groups import AbsentPattern, PhraseGroup
from metrics.rules.phrases import Phrases
from metrics.rules.ruleset import RuleSet
from metrics.rules.targets import NUMBER_LETTERS
from metrics.rules.words import Lexicon, Word
from metrics.targets.adjacent_words import VERBS, NumberWords
from metrics.targets.clause_subjects import ClauseSubjects
from metrics.targets.counted_nouns import BRACKETED, CountedNouns
from metrics.targets.opening_words import OpeningWords
from metrics.values import frozen

_COMMAS = "，, \u3000"
_ADVERBS = ("lead", "nominal")
_FARTHEST = 300  # characters that a clause reaches on either side; no real one is as long
_LISTED = 64  # characters of a list before a clause
_PART = 3  # characters of 其中，
_BASIS = 36  # characters of what a share is of
_LONG_BRACKET = r"[（(][^（）()\n\d]{0,48}[）)]"  # （含管理人才、技能人才）|总量
_DIGIT = regex.compile(r"\d")
_WORDS = r"(?:[^，,：:；;。！？!?\n\r（）()…\u3000]|(?<=\d):(?=\d))"  # 收入比从2.50:1缩小至
_LEFT = regex.compile(rf"(?r)(?:{BRACKETED}|{_LONG_BRACKET}|{_WORDS})*+")


@frozen
class Clause:
    """One number's clause: offsets of its phrases, the listed words found, and its shape."""

    mention: Mention
    leads: tuple[Word, ...]
    subject: str
    subject_at: int
    before: tuple[Word, ...]
    verb_text: str
    after: tuple[Word, ...]
    object: str
    per: str | None
    region: str
    has: str | None
    of_which: bool
    whose: str | None
    left_at: int
    right_end: int
    shape: str
    places: bool = False

    @property
    def comparator(self) -> str | None:
        """The bound that the words next to the number set."""
        return self._set("comparator")

    @property
    def direction(self) -> str | None:
        """The direction that the words next to the number set."""
        return self._set("direction")

    @property
    def bound_before(self) -> str | None:
        """The bound that the words before the number set."""
        return _last_set("comparator", self.before)

    def _set(self, key: str) -> str | None:
        return _last_set(key, (*self.before, *self.after))

    @property
    def verbs(self) -> list[Word]:
        """The words right before the number that are more than adverbs or bounds."""
        return [word for word in self.before if word.kind in VERBS]

    @property
    def deeds(self) -> list[Word]:
        """The verbs right before the number but for those that only bound it: 超, 突破."""
        return [word for word in self.verbs if word.kind != "surpass"]

    @property
    def opening_verbs(self) -> list[Word]:
        """The words that the clause starts with, but for adverbs, time words and the like."""
        return [word for word in self.leads if word.kind not in _ADVERBS]


def _last_set(key: str, words: Sequence[Word]) -> str | None:
    found = None
    for word in words:
        for name, value in word.sets:
            if name == key:
                found = value
    return found


class ClauseReader:
    """Builds the clause of a mention from the word lists and phrase patterns of the rules."""

    def __init__(self, lexicon: Lexicon, phrases: Phrases) -> None:
        self.words = NumberWords(lexicon, phrases)
        self._objects = CountedNouns(lexicon, phrases, self.words)
        self._leads = OpeningWords(lexicon, phrases)
        self._lead = lexicon.at("lead")
        self._phrases = phrases
        self._around = PhraseGroup(
            phrases, "placed", "per_unit", "against_a_year", "basis_of_share", "per", "each_has",
            "frequency", "of_which", "at_least_each", "each_body",
        )  # fmt: skip
        self._subjects = ClauseSubjects(lexicon, phrases, self._leads)
        self._every = lexicon.lists["denominators"].sets.get("per", "")

    def read(self, text: str, mention: Mention, floor: int, ceiling: int) -> Clause:
        """The clause of ``mention`` between its neighbours' ends ``floor`` and ``ceiling``."""
        floor = max(floor, mention.start - _FARTHEST)
        ceiling = min(ceiling, mention.tail_end + _FARTHEST)
        left = _LEFT.match(text, floor, mention.start)
        left_at = left.start() if left else mention.start
        after, right_at = self.words.after(text, mention.tail_end, ceiling)
        listed_at = max(0, left_at - _LISTED)  # 选择3个国有林场、|10个村开展试点
        phrases = self._around.within(text, listed_at, mention.start)
        places = phrases["placed"].search(text, listed_at, mention.start) is not None
        obj, right_end = self._objects.after(text, right_at, ceiling, places=places)
        if obj and self._is_invested(text, mention, left_at, right_at):
            obj, right_end = "", right_at  # 投资4.4亿元新改扩建城区主次干路4条
        unit_per, number_at = _per(phrases["per_unit"], text, left_at, mention.start)
        _, number_at = _per(phrases["against_a_year"], text, left_at, number_at)
        if mention.dimension == "percentage":
            _, number_at = _per(phrases["basis_of_share"], text, left_at, number_at, _BASIS)
        before, verb_at = self.words.before(text, number_at, left_at, bool(obj))
        per, verb_at = _per(phrases["per"], text, left_at, verb_at)
        if per and unit_per and verb_at + len(per) == number_at:
            unit_per = per + unit_per  # 每生|每年
        region = text[left_at:verb_at]
        has = phrases["each_has"].search(text, left_at, mention.start)
        each = (
            has["each"] if has else self._leads.each_of(text, (left_at, verb_at), mention, phrases)
        )
        often = phrases["frequency"].search(text, left_at, mention.start)
        of_which = bool(phrases["of_which"].search(text, max(left_at - _PART, 0), verb_at))
        opening = self._subjects.opening(text, mention, (left_at, verb_at), before)
        leads, subject = opening.leads, opening.name
        if obj and len(subject) > 1 and text[right_at : right_at + 1].isspace():
            obj, right_end = "", right_at  # 城镇新增就业1000万人以上 | 人力资源社会保障部
        return Clause(
            mention=mention,
            leads=tuple(leads),
            subject=subject,
            subject_at=opening.at,
            before=tuple(before),
            verb_text=text[verb_at : mention.start],
            after=tuple(after),
            object=obj,
            per=_widest(unit_per or per, often.group() if often else None)
            or each
            or self._rate(mention.per),
            region=region,
            has=has["has"] if has else None,
            of_which=of_which,
            whose=opening.whose,
            left_at=left_at,
            right_end=right_end,
            shape=self._shape(leads, subject, before, mention, after, obj),
            places=places,
        )

    def name_in(self, text: str, start: int, end: int) -> str:
        """The noun phrase of a clause without the verbs and adverbs that it starts with."""
        return self._phrases.trimmed(text[self._leads.at(text, start, end)[1] : end])

    def object_of(self, text: str, mentions: Sequence[Mention]) -> str:
        """What the first of some numbers counts behind it, before the next, if anything."""
        mention = mentions[0]
        ceiling = mentions[1].start if len(mentions) > 1 else len(text)
        ceiling = min(ceiling, mention.tail_end + _FARTHEST)
        _, right_at = self.words.after(text, mention.tail_end, ceiling)
        return self._objects.after(text, right_at, ceiling)[0]

    def behind(self, text: str, start: int, ceiling: int) -> str:
        """What a number counts behind it, where its verb alone does not name it."""
        _, right_at = self.words.after(text, start, ceiling)
        return self._objects.behind(text, right_at, ceiling)

    def says_nothing(self, name: str) -> bool:
        """Whether a name is made of cues and of verbs that name no activity: 分别达到, 新建."""
        words, end = self._leads.at(name, 0, len(name))
        if end < len(name) or not words or self._phrases["lists"].search(name):
            return False
        return not any(word.kind == "output" for word in words) or (
            self._phrases["bare_verb"].fullmatch(words[-1].text) is not None
        )

    def _rate(self, printed: str | None) -> str | None:
        """The `per` of a value, by the denominators behind its unit: 元|/年/人 is 每年每人."""
        return self._every + printed.replace("/", self._every) if printed else None

    def activity(self, text: str, floor: int, end: int, *, inner: bool = False) -> str:
        """What the clause before ``end`` does something with: 加快“四好农村路”建设， is of these.

        Nothing where that clause starts with no verb, unless an ``inner`` one is sought too.
        """
        while end > floor and text[end - 1] in _COMMAS:
            end -= 1
        left = _LEFT.match(text, max(floor, end - _FARTHEST), end)
        start = left.start() if left else end
        leads, start = self._leads.at(text, start, end)
        is_place = bool(leads) and self._phrases["dative"].fullmatch(leads[-1].text) is not None
        has_pace = bool(leads) and self._phrases["pace"].search(text, start, end) is not None
        has_verb = has_pace or any(word.kind not in _ADVERBS for word in leads)
        if inner and (is_place or not has_verb):
            start = self._behind_verb(text, start, end)  # 县财政设立|引导基金, 在园区布局|站点
        elif not has_verb:
            return ""
        if _DIGIT.search(text, start, end):
            return ""
        named = self._phrases["pace"].sub("", self._phrases.trimmed(text[start:end]))
        return self._phrases["task_tail"].sub("", named)

    def _behind_verb(self, text: str, start: int, end: int) -> int:
        """Where the object of the first verb begins that is done within some words."""
        for at in range(start + 2, end - 2):
            word = self._lead.starting_at(text, at, end)
            if word is not None and word.kind == "output" and len(word.text) > 1:
                return self._leads.at(text, at, end)[1]
        return end

    def _is_invested(self, text: str, mention: Mention, left_at: int, right_at: int) -> bool:
        """Whether an amount is invested in what follows, rather than the size of it."""
        if mention.dimension != "money" or self._phrases["attributive"].match(text, right_at):
            return False
        return self._phrases["investment"].search(text, left_at, mention.start) is not None

    def _shape(
        self,
        leads: list[Word],
        subject: str,
        before: list[Word],
        mention: Mention,
        after: list[Word],
        counted: str,
    ) -> str:
        """The slots of a clause, a letter each."""
        letters = [word.letter for word in leads if word.kind not in _ADVERBS]
        if subject:
            letters.append(self._phrases.noun_letter(subject))
        letters += [word.letter for word in before]
        letters.append(NUMBER_LETTERS.get(mention.dimension or "count", "m"))
        letters += [word.letter for word in after]
        letters += ["o"] if counted else []
        return "".join(letters)


def _per(
    pattern: CompiledPattern | AbsentPattern, text: str, floor: int, end: int, reach: int = 12
) -> tuple[str | None, int]:
    """What a pattern finds right before ``end``, and where that begins."""
    match = pattern.search(text, max(floor, end - reach), end)
    return (match.group(), match.start()) if match else (None, end)


def _widest(per: str | None, often: str | None) -> str | None:
    """The frequency, unless it lacks what the value is per: then that, 每支|每年."""
    if per and often and not (often.endswith(per) or often.startswith(per)):
        return per
    return often or per


@made_once
def clauses_of(rules: RuleSet) -> ClauseReader:
    """The reader of clauses of a set of rules."""
    return ClauseReader(rules.lexicon, rules.phrases)
