"""Reads the clause around a number: its noun phrases, the words next to it, and its shape."""

from __future__ import annotations

from dataclasses import dataclass

import regex

from metrics.examples import Counter, PhraseExample
from metrics.grammar import NUMBER_LETTERS
from metrics.mentions import Mention
from metrics.patterns import CompiledPattern, PatternCompiler
from metrics.rulefiles import Entry, RuleFiles
from metrics.words import Lexicon, Word

_BRACKETED = r"[（(][^（）()\n]{0,16}[）)]"
_INSIDE = r"[^，,：:；;。！？!?\n\r、（）()…\u3000]"
_OPENING = "（("
_COMMAS = "，, \u3000"
_ADVERBS = ("lead", "nominal")
_DOING = ("output", "activity")
_VERBS = (*_DOING, "reach", "rise", "fall", "surpass", "cumulative")
# Verbs that may stand in a row before one number: 培养评选1000名, 累计建成, 增长超过5%.
_IN_SERIES = (
    {(a, b) for a in _DOING for b in _DOING}
    | {("cumulative", b) for b in (*_DOING, "reach", "rise", "fall", "surpass")}
    | {(a, "surpass") for a in (*_DOING, "reach", "rise", "fall")}
    | {("rise", "rise"), ("fall", "fall")}
)
_REOPENING = ("output", "rise", "fall", "reach")  # verbs that open a phrase anew after 、
_FARTHEST = 300  # characters that a clause reaches on either side; no real one is as long
_DIGIT = regex.compile(r"\d")
_LEFT = regex.compile(rf"(?r)(?:{_BRACKETED}|[^，,：:；;。！？!?\n\r（）()…\u3000])*+")
_RIGHT = regex.compile(rf"(?:{_INSIDE}|{_BRACKETED})*+")


class PhraseEntry(Entry):
    """One pattern that cuts or classifies noun phrases."""

    doc: str
    """What the pattern cuts or tells, with a real phrase in 「」."""
    pattern: str
    """A regular expression of the `regex` package; $name stands for the words of a list."""
    parts: tuple[str, ...] = ()
    """Of a word for several things: the names of each."""
    example: tuple[PhraseExample, ...] = ()
    """Phrases that the pattern finds, with what it finds where that matters."""
    counter: tuple[Counter, ...] = ()
    """Phrases in which it finds nothing, and why."""


@dataclass(frozen=True)
class Phrases:
    """The phrase patterns by id, and the names of each that a word for several stands for."""

    patterns: dict[str, CompiledPattern]
    parts: dict[str, tuple[str, ...]]

    def __getitem__(self, name: str) -> CompiledPattern:
        return self.patterns[name]

    def apart(self, name: str) -> list[str]:
        """The names of each where ``name`` holds a word for several, else nothing."""
        for several, parts in self.parts.items():
            if self[several].search(name):
                return [self[several].sub(part, name, count=1) for part in parts]
        return []


@dataclass(slots=True)
class Clause:
    """One number's clause: offsets of its phrases, the listed words found, and its shape."""

    mention: Mention
    leads: list[Word]
    subject: str
    subject_at: int
    before: list[Word]
    verb_text: str
    after: list[Word]
    object: str
    shape: str
    per: str | None
    region: str
    of_which: bool
    comparator: str | None
    direction: str | None
    left_at: int = 0
    right_end: int = 0

    @property
    def verbs(self) -> list[Word]:
        """The words right before the number that are more than adverbs or bounds."""
        return [word for word in self.before if word.kind in _VERBS]

    @property
    def opening_verbs(self) -> list[Word]:
        """The words that the clause starts with, but for adverbs, time words and the like."""
        return [word for word in self.leads if word.kind not in _ADVERBS]


_REQUIRED = (
    "rate_noun", "growth_noun", "stock_noun", "per", "trim_left", "trim_right", "of_which",
    "respectively", "attributive", "ordinal_prefix", "issuer_prefix", "responsible", "baseline",
    "joint", "relative", "examples", "note_mark", "yardstick",
    "index_noun", "inside_clause", "flow_noun", "each", "task_tail", "continues", "named_activity",
    "shared_ending", "shared_share", "whole_name", "lists", "large", "per_unit",
    "bare_verb", "examples_end",
)  # fmt: skip


def load_phrases(files: RuleFiles, compiler: PatternCompiler) -> Phrases:
    """Reads the kind ``phrases``; the patterns that the engine asks for must all be there."""
    entries = files.entries("phrases", PhraseEntry)
    for name in _REQUIRED:
        if name not in entries:
            files.lack("phrases", name, "The engine asks for it; the built-in rules have it.")
    compiled = {
        name: compiler.compile("phrases", name, entry.pattern) for name, entry in entries.items()
    }
    return Phrases(
        {name: pattern for name, pattern in compiled.items() if pattern is not None},
        {name: entry.parts for name, entry in entries.items() if entry.parts},
    )


class ClauseReader:
    """Builds the clause of a mention from the word lists and phrase patterns of the rules."""

    def __init__(self, lexicon: Lexicon, phrases: Phrases) -> None:
        self._before = lexicon.at("before")
        self._after = lexicon.at("after")
        self._lead = lexicon.at("lead")
        self._tail = lexicon.at("tail")
        self._tail_start = lexicon.at("tail_start")
        self._phrases = phrases
        denominators = lexicon.lists.get("denominators")
        self._every = denominators.sets.get("per", "") if denominators else ""
        tails = sorted(self._tail.words, key=len, reverse=True)
        self._tail_any = regex.compile("|".join(map(regex.escape, tails)))

    def read(self, text: str, mention: Mention, floor: int, ceiling: int) -> Clause:
        """The clause of ``mention`` between its neighbours' ends ``floor`` and ``ceiling``."""
        floor = max(floor, mention.start - _FARTHEST)
        ceiling = min(ceiling, mention.tail_end + _FARTHEST)
        left = _LEFT.match(text, floor, mention.start)
        left_at = left.start() if left else mention.start
        after, right_at = self._words_after(text, mention.tail_end, ceiling)
        obj, right_end = self._object(text, right_at, ceiling)
        unit_per, number_at = self._per("per_unit", text, left_at, mention.start)
        before, verb_at = self._words_before(text, number_at, left_at, bool(obj))
        per, verb_at = self._per("per", text, left_at, verb_at)
        region = text[left_at:verb_at]
        of_which = bool(self._phrases["of_which"].search(text, max(left_at - 2, 0), verb_at))
        leads, subject_at = self._leads(text, left_at, verb_at)
        if verb_at - subject_at == 1 and leads:  # 营造林 is not 营造 + 林
            subject_at -= len(leads.pop().text)
        subject = self._phrases["examples"].sub("", self._trim(text[subject_at:verb_at]))
        clause = Clause(
            mention=mention,
            leads=leads,
            subject=subject,
            subject_at=subject_at,
            before=before,
            verb_text=text[verb_at : mention.start],
            after=after,
            object=obj,
            shape="",
            per=unit_per or per or (f"{self._every}{mention.per}" if mention.per else None),
            region=region,
            of_which=of_which,
            comparator=None,
            direction=None,
            left_at=left_at,
            right_end=right_end,
        )
        self._bound(clause)
        clause.shape = self._shape(clause)
        return clause

    def activity(self, text: str, floor: int, end: int) -> str:
        """What the clause before ``end`` does something with: 加快“四好农村路”建设， is of these.

        Nothing where that clause starts with no verb.
        """
        while end > floor and text[end - 1] in _COMMAS:
            end -= 1
        left = _LEFT.match(text, max(floor, end - _FARTHEST), end)
        start = left.start() if left else end
        leads, start = self._leads(text, start, end)
        if all(word.kind in _ADVERBS for word in leads) or _DIGIT.search(text, start, end):
            return ""
        return self._phrases["task_tail"].sub("", self._trim(text[start:end]))

    def stands_behind_word(self, text: str, mention: Mention, floor: int) -> bool:
        """Whether a listed word stands right before a number; most bare ones have none."""
        return bool(self._words_before(text, mention.start, floor, True)[0])

    def comparator_at(self, text: str, mention: Mention) -> str | None:
        """What the words right before and after a number say of its bound; the latter wins."""
        before, _ = self._words_before(text, mention.start, max(0, mention.start - 12), True)
        found = [value for word in before for key, value in word.sets if key == "comparator"]
        after = self.comparator_after(text, mention, len(text))
        return after or (found[-1] if found else None)

    def comparator_after(self, text: str, mention: Mention, ceiling: int) -> str | None:
        """What the words right after a number say of its bound."""
        words, _ = self._words_after(text, mention.tail_end, ceiling)
        return next((v for word in words for key, v in word.sets if key == "comparator"), None)

    def _words_before(
        self, text: str, end: int, floor: int, has_object: bool
    ) -> tuple[list[Word], int]:
        """The listed words right before the number, in text order, and where they begin.

        A verb of doing is one only where a counted noun follows (创建5所示范校) or nothing else
        precedes; in 职业技能培训3万人次 and 固定资产投资增长6% it belongs to the noun.
        """
        words: list[Word] = []
        verb = ""
        while end > floor:
            if text[end - 1] in " \u3000":
                end -= 1
                continue
            word = self._last_word(text, end, floor)
            if word is None or word.kind == "name":
                break
            if word.kind in _VERBS and verb and (word.kind, verb) not in _IN_SERIES:
                break
            is_nominal = not has_object and word.kind in _DOING
            if is_nominal and not self._only_leads(text, floor, end - len(word.text)):
                break
            if word.kind in _VERBS:
                verb = word.kind
            words.append(word)
            end -= len(word.text)
        words.reverse()
        return words, end

    def _last_word(self, text: str, end: int, floor: int) -> Word | None:
        """The longest listed word before ``end`` that cuts no name: 人均|达到, not 人|均达到."""
        word = self._before.ending_at(text, end, floor)
        if word is None or word.kind == "name":
            return word
        start = end - len(word.text)
        for at in range(start + 1, end):
            name = self._before.ending_at(text, at, floor)
            if name is not None and name.kind == "name" and at - len(name.text) < start:
                return self._before.ending_at(text, end, at)
        return word

    def _only_leads(self, text: str, start: int, end: int) -> bool:
        """Whether nothing but adverbs, time words and the like stands in ``text[start:end]``."""
        while start < end:
            word = self._lead.starting_at(text, start, end)
            if text[start] in " 、，,\u3000":
                start += 1
            elif word is not None and word.kind != "name":
                start += len(word.text)
            else:
                return False
        return True

    def _words_after(self, text: str, start: int, ceiling: int) -> tuple[list[Word], int]:
        words: list[Word] = []
        while start < ceiling:
            if text[start] == " ":
                start += 1
                continue
            word = self._after.starting_at(text, start, ceiling)
            if word is None:
                break
            words.append(word)
            start += len(word.text)
        return words, start

    def _per(self, phrase: str, text: str, floor: int, end: int) -> tuple[str | None, int]:
        match = self._phrases[phrase].search(text, max(floor, end - 12), end)
        if match is None:
            return None, end
        return match.group(), match.start()

    def _leads(self, text: str, start: int, end: int) -> tuple[list[Word], int]:
        """Verbs and adverbs at the start of a clause, and where its noun phrase begins."""
        # A later 、-joined part that starts with a verb opens the phrase anew: 加快A、新建B 10个.
        words: list[Word] = []
        position = start
        while position < end:
            if text[position] in " 、，,\u3000":
                position += 1
                continue
            word = self._lead.starting_at(text, position, end)
            if word is None or word.kind == "name":
                break
            words.append(word)
            position += len(word.text)
        while position < end and words and words[-1].kind == "nominal":  # 有效灌溉面积
            position -= len(words.pop().text)
        last = text.rfind("、", position, end)
        while last > 0:
            word = self._lead.starting_at(text, last + 1, end)
            if word is not None and word.kind in _REOPENING:
                named = self._phrases["named_activity"].match(text, last + 1 + len(word.text), end)
                if named is None:
                    return self._leads(text, last + 1, end)
            last = text.rfind("、", position, last)
        return words, position

    def _object(self, text: str, start: int, ceiling: int) -> tuple[str, int]:
        """The noun phrase right after the number, or nothing."""
        attributive = self._phrases["attributive"].match(text, start, ceiling)
        if attributive:
            start = attributive.end()
        match = _RIGHT.match(text, start, ceiling)
        end = match.end() if match else start
        if end <= start or text[start] in _OPENING:
            return "", start
        head = self._tail_start.starting_at(text, start, end)
        if head is not None and not self._opens_name(text, start, end, head):
            return "", start
        cut = self._tail_any.search(text, start + 2, end)
        if cut is not None:
            end = cut.start()
        elif end == ceiling and end < len(text):
            _, end = self._words_before(text, end, start, True)  # the next number's own words
        else:
            end = self._listed_end(text, end, ceiling)
        if end <= start:
            return "", start
        phrase = self._trim(self._without_relative(text[start:end]))
        phrase = self._phrases["task_tail"].sub("", phrase) or phrase
        phrase = self._phrases["examples"].sub("", phrase)
        return (phrase, end) if len(phrase) > 1 or (attributive is None and phrase) else ("", start)

    def _listed_end(self, text: str, end: int, ceiling: int) -> int:
        """Where a list of names under one number ends: 10家以上中试平台、概念验证中心."""
        while end < ceiling and text[end] == "、":
            match = _RIGHT.match(text, end + 1, ceiling)
            stop = match.end() if match else end
            opening = self._lead.starting_at(text, end + 1, stop)
            if stop == ceiling or stop <= end + 1 or (opening and opening.kind != "name"):
                break
            end = stop
        return end

    def _without_relative(self, phrase: str) -> str:
        """The name without a clause before it, or without what is done to it after 的."""
        match = self._phrases["relative"].match(phrase)
        if match is None:
            return phrase
        verb = self._lead.starting_at(phrase, match.end(), len(phrase))
        if verb is not None and verb.kind == "output":
            return phrase[: match.end() - 1]  # 危旧房屋的新建、维修
        return phrase[match.end() :]

    def _opens_name(self, text: str, start: int, end: int, head: Word) -> bool:
        """Whether a listed name shields the verb it begins with: 5个在建项目, 20个建设项目."""
        name = self._lead.starting_at(text, start, end)
        return name is not None and name.kind == "name" and len(name.text) > len(head.text)

    def _trim(self, phrase: str) -> str:
        if not phrase:  # of most numbers: dates, ordinals, one number right after the other
            return ""
        phrase = self._phrases["note_mark"].sub("", phrase)
        phrase = self._phrases["trim_left"].sub("", phrase)
        phrase = self._phrases["trim_right"].sub("", phrase)
        phrase = self._phrases["issuer_prefix"].sub("", phrase)
        return self._phrases["ordinal_prefix"].sub("", phrase)

    def _bound(self, clause: Clause) -> None:
        """The comparator and direction that the words next to the number set."""
        for word in (*clause.before, *clause.after):
            for key, value in word.sets:
                if key == "comparator":
                    clause.comparator = value
                elif key == "direction":
                    clause.direction = value

    def _shape(self, clause: Clause) -> str:
        letters = [word.letter for word in clause.opening_verbs]
        if clause.subject:
            letters.append(self._noun_letter(clause.subject))
        letters += [word.letter for word in clause.before]
        dimension = clause.mention.dimension or "count"
        letters.append(NUMBER_LETTERS.get(dimension, "m"))
        letters += [word.letter for word in clause.after]
        if clause.object:
            letters.append("o")
        return "".join(letters)

    def _noun_letter(self, subject: str) -> str:
        if self._phrases["growth_noun"].search(subject):
            return "g"
        if self._phrases["rate_noun"].search(subject):
            return "r"
        is_stock = self._phrases["stock_noun"].search(subject)
        return "n" if is_stock and not self._phrases["flow_noun"].search(subject) else "s"
