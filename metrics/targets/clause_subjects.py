"""The noun phrase before a number: its name, the verbs that open it, and whose it is."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

import regex

from metrics.quantities.scanner import Mention
from metrics.rules.phrases import Phrases
from metrics.rules.words import Lexicon, Word
from metrics.targets.opening_words import OpeningWords
from metrics.values import frozen

_BARE_RATE = 3  # characters of a rate that says nothing alone: 达标率
_DIGITS_ON = regex.compile(r"\d.*")
_TOPIC = 40  # characters of what a colon says that goals are of
_KNOWN = 8192  # subjects that are remembered; reports repeat theirs


@frozen
class Subject:
    """What stands before a number, from the start of its clause to the verb at the number.

    Attributes:
        leads: The verbs and adverbs that open it, and one within it.
        name: The noun phrase.
        at: Where that begins.
        whose: Whose the quantity is, or who does it, where a verb stands between.
    """

    leads: list[Word]
    name: str
    at: int
    whose: str | None


class ClauseSubjects:
    """Finds the noun phrase before a number, with the word lists and patterns of the rules."""

    def __init__(self, lexicon: Lexicon, phrases: Phrases, leads: OpeningWords) -> None:
        self._leads = leads
        self._lead = lexicon.at("lead")
        self._phrases = phrases
        self._named = lru_cache(_KNOWN)(self._noun_phrase)
        self._apart = lru_cache(_KNOWN)(self._without_verb)

    def opening(
        self, text: str, mention: Mention, place: tuple[int, int], before: list[Word]
    ) -> Subject:
        """The verbs that open a clause, its noun phrase, and whose it is.

        ``place`` is where the words stand between the clause's start and the verb at its number.
        Takes from ``before`` a verb at the number that belongs to the noun phrase.
        """
        left_at, verb_at = place
        leads, subject_at = self._leads.at(text, left_at, verb_at)
        if verb_at - subject_at == 1 and leads:  # 营造林 is not 营造 + 林
            subject_at -= len(leads.pop().text)
        if leads and self._phrases["size_told"].match(text, subject_at - len(leads[-1].text)):
            subject_at -= len(leads.pop().text)  # 存栏100头以上奶牛规模养殖比重
        subject = self._named(text[subject_at:verb_at])
        if subject.isdigit():  # 其中2024|年内|完成150台
            subject = ""
        if self._phrases["aim_alone"].fullmatch(subject):
            subject = self._topic(text, left_at)
        if before and self._is_done(leads, before[0], mention):
            subject += before.pop(0).text  # 完成森林质量提升42万亩
        if leads and self._only_tells(leads[-1], text, subject_at, verb_at):
            subject = leads.pop().text + subject
        given = self._given(leads[-1].text, subject) if leads else None
        if given is None:
            whose, subject, inner = self._apart(subject)
            subject = self._phrases["determiner"].sub("", subject) if inner else subject
        else:  # 为困难家庭|安装|呼叫设备
            whose = given["whose"]
            subject = self._phrases["determiner"].sub("", subject[given.end() :])
            is_bare = self._phrases["bare_investment"].fullmatch(subject) is not None
            if not is_bare and self._phrases["causative"].fullmatch(leads[-1].text):
                whose = self._told_whose(whose)
            verb = self._lead.starting_at(given["verb"], 0, len(given["verb"]))
            inner = (verb,) if verb is not None and verb.kind != "name" else ()
        subject = self._phrases["frequency"].sub("", subject)
        means_verb = self._phrases["means_verb"]
        if inner and any(means_verb.fullmatch(word.text) for word in leads):
            whose = None  # 利用闲置空间|新增|停车位
        leads += inner
        is_reached = any(word.kind in ("reach", "rise", "fall") for word in before)
        is_stated = is_reached or mention.dimension == "percentage"
        if leads and (is_stated or mention.dimension != "money"):
            opened_at = subject_at - len(leads[-1].text)
            if text.startswith(leads[-1].text + subject, opened_at) and self._is_named_by(
                leads[-1], subject, is_stated=is_stated
            ):
                subject = leads.pop().text + subject
        return Subject(leads, subject, subject_at, whose)

    def _topic(self, text: str, left_at: int) -> str:
        """What goals are of that have no name of their own: 零售总额：|底线目标929亿元."""
        ahead = self._phrases["topic_ahead"].search(text, max(0, left_at - _TOPIC), left_at)
        return "" if ahead is None else self._named(ahead["topic"])

    def _noun_phrase(self, phrase: str) -> str:
        """The noun phrase in some words, without what no name holds."""
        phrase = self._phrases["examples"].sub("", self._phrases.trimmed(phrase))
        phrase = self._phrases.trimmed(phrase)  # “千人计划”等|各类高端人才
        return self._phrases["fulfilled"].sub("", phrase)

    def _is_done(self, leads: Sequence[Word], verb: Word, mention: Mention) -> bool:
        """Whether a verb right at the number names what is completed."""
        is_rise = verb.kind in ("rise", "fall") and mention.dimension != "percentage"
        return (
            is_rise and bool(leads) and self._phrases["completes"].match(leads[-1].text) is not None
        )

    def _without_verb(self, subject: str) -> tuple[str | None, str, tuple[Word, ...]]:
        """Whose a quantity is, its name, and the verb between, of 全社会完成固定资产投资."""
        match = self._phrases["inner_verb"].match(subject)
        if match is None:
            return None, subject, ()
        name = subject[match.end() :]
        if len(name) <= _BARE_RATE and self._phrases["rate_noun"].search(name):
            return None, subject, ()  # 装备配备达标率 is no 达标率 of someone's
        whose = self._phrases["frequency"].sub("", match.group("whose"))
        whose = self._told_whose(self._phrases["term"].sub("", whose))
        verb = self._lead.starting_at(subject, match.end("whose"), match.end())
        found = (verb,) if verb is not None and verb.kind != "name" else ()
        return whose, name, found

    def _given(self, lead: str, subject: str) -> regex.Match[str] | None:
        """Who gets or does something, and the verb: 为|困难家庭|安装, 支持|高校|组建."""
        if self._phrases["dative"].fullmatch(lead):
            return self._phrases["given_to"].match(subject)
        if self._phrases["causative"].fullmatch(lead):
            return self._phrases["made_to_do"].match(subject)
        return None

    def _told_whose(self, words: str) -> str | None:
        """Whose a quantity is, where the words before its verb tell: 县财政, 多种方式 do not."""
        whose = self._phrases.trimmed(self._phrases["added_up"].sub("", words))
        whose = self._phrases["dative_inside"].sub("", whose)
        if self._phrases["financier"].fullmatch(whose) or self._phrases["no_owner"].search(whose):
            return None
        return whose if len(whose) > 1 else None

    def _only_tells(self, lead: Word, text: str, subject_at: int, verb_at: int) -> bool:
        """Whether a leading verb only tells which: 参加职业伤害保障的新业态劳动者."""
        if self._phrases["telling_verb"].fullmatch(lead.text) is None:
            return False
        is_next = text.startswith(lead.text, subject_at - len(lead.text))
        return (
            is_next and self._phrases["attributive"].search(text, subject_at, verb_at) is not None
        )

    def _is_named_by(self, lead: Word, subject: str, *, is_stated: bool) -> bool:
        """Whether a verb is part of a quantity's name: 申领|社保卡人口覆盖率, 种植|规模.

        A thing has another verb, 新建|道路50公里; so has a value that is only brought about.
        """
        phrases = self._phrases
        is_new = phrases["new_thing"].search(lead.text) is not None  # 新出让|工业用地比重
        if lead.kind != "output" or (not is_new and phrases["brings_about"].fullmatch(lead.text)):
            return False
        if phrases["joint"].search(subject) is not None:
            return False  # 接待|游客和旅游收入
        ahead = phrases.trimmed(_DIGITS_ON.sub("", subject))  # 强度|由2%
        letters = phrases.noun_letter(subject) + phrases.noun_letter(ahead)
        is_quantity = is_stated and ("r" in letters or "n" in letters)
        return is_quantity or (not is_new and phrases["bare_head"].match(subject) is not None)
