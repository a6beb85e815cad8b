"""What a clause opens with: verbs and adverbs, means, and each of which something is promised."""

from __future__ import annotations

from metrics.quantities.scanner import Mention
from metrics.rules.phrase_groups import GroupedPatterns, PhraseGroup
from metrics.rules.phrases import Phrases
from metrics.rules.words import Lexicon, Word
from metrics.targets.adjacent_words import GAPS, VERBS

_REOPENING = ("output", "rise", "fall", "reach")  # verbs that open a phrase anew after 、
_BEFORE_EACH = ("lead", "activity")  # 今年|各县区建成, 支持|各县区培育
_CLOSING = "）)"
_CLASS_VERB = 2  # characters of the verb before one that tells a class
_LONGEST_BODY = 6  # characters of what each promise is made to: 每个行政村


class OpeningWords:
    """Finds where the noun phrase of a clause begins, with the word lists and patterns of rules."""

    def __init__(self, lexicon: Lexicon, phrases: Phrases) -> None:
        self._lead = lexicon.at("lead")
        self._phrases = phrases
        self._told = PhraseGroup(
            phrases,
            "list_mark",
            "manner_ahead",
            "agent_ahead",
            "each_body",
            "means",
            "told_by",
            "frequency",
            "each_has",
            "term",
        )

    def at(self, text: str, start: int, end: int) -> tuple[list[Word], int]:
        """Verbs and adverbs at the start of a clause, and where its noun phrase begins."""
        # A later 、-joined part that starts with a verb opens the phrase anew: 加快A、新建B 10个.
        words: list[Word] = []
        phrases = self._told.within(text, start, end)
        position = self._behind_head(text, start, end, phrases)
        while position < end:
            if text[position] in GAPS:
                position += 1
                continue
            if words and words[-1].kind in _BEFORE_EACH:
                position += len(self.each(text, position, end, phrases))  # 今年|各县区|建成
            often = phrases["frequency"].match(text, position, end)
            if often is not None:
                position = often.end()
                continue
            has = phrases["each_has"].match(text, position, end)
            if has is not None:
                position = has.end()
                continue
            term = phrases["term"].match(text, position, end)
            if term is not None and (
                term["within"] or self._lead.starting_at(text, term.end(), end) is not None
            ):
                position = term.end()  # 三年内|单车能耗, 2023—2025年|新增
                continue
            word = self._lead.starting_at(text, position, end)
            if word is not None and len(word.text) > 2:
                last = position + len(word.text) - 1
                if self._phrases["cut_through"].match(text, last, end) is not None:
                    word = self._lead.starting_at(text, position, last)  # 建成|区域, 新建|设施农业
            word = self._without_class_verb(word, text, position, end)
            if word is None or word.kind == "name":
                break
            if self._phrases["class_verb"].match(text, position, end) is not None:
                break  # 新增|上板企业
            if self._phrases["trade_of_verb"].match(text, position + len(word.text), end):
                break  # 种植业亩均产出
            if word.kind == "nominal" and self._phrases["joint"].match(
                text, position + len(word.text), end
            ):
                break  # 全国及西南首店
            if words and words[-1].kind == word.kind == "output" and text[position - 1] not in GAPS:
                named = self._phrases["named_activity"].match(text, position + len(word.text), end)
                if named is not None:  # 新增上市及过会企业
                    break
            words.append(word)
            position += len(word.text)
        while position < end and words and self._is_of_name(words, text, position, end):
            position -= len(words.pop().text)
        last = text.rfind("、", position, end)
        while last > 0:
            word = self._lead.starting_at(text, last + 1, end)
            if word is not None and word.kind in _REOPENING:
                named = self._phrases["named_activity"].match(text, last + 1 + len(word.text), end)
                if named is None:
                    return self.at(text, last + 1, end)
            last = text.rfind("、", position, last)
        return words, position

    def _without_class_verb(
        self, word: Word | None, text: str, start: int, end: int
    ) -> Word | None:
        """A verb without a second one that tells which are meant: 新增|入统企业."""
        if word is None or len(word.text) <= _CLASS_VERB:
            return word
        for at in range(start + _CLASS_VERB, start + len(word.text)):
            gained = self._lead.starting_at(text, start, at)
            is_whole = gained is not None and start + len(gained.text) == at
            if is_whole and self._phrases["class_verb"].match(text, at, end) is not None:
                return gained
        return word

    def _behind_head(self, text: str, start: int, end: int, phrases: GroupedPatterns) -> int:
        """Where the words of a clause begin: behind its mark, who is to do it, and with what."""
        mark = phrases["list_mark"].match(text, start, end)
        position = mark.end() if mark else start
        manner = phrases["manner_ahead"].match(text, position, end)
        position = manner.end() if manner else position
        agent = phrases["agent_ahead"].match(text, position, end)
        if agent is not None and (
            agent.end() == end or self._lead.starting_at(text, agent.end(), end) is not None
        ):
            position = agent.end()  # 某市今年还将|改造
        position += len(self.each(text, position, end, phrases))
        position = self._behind_means(text, position, end, phrases)
        told = phrases["told_by"].match(text, position, end)
        return told.end() if told else position

    def _behind_means(self, text: str, start: int, end: int, phrases: GroupedPatterns) -> int:
        """Where the verb of a clause begins that opens with its means: 依托科技计划|每年实施."""
        opening = phrases["means"].match(text, start, end)
        if opening is None:
            return start
        for at in range(opening.end(), end - 2):
            if phrases["frequency"].match(text, at, end) is not None:
                return at
            word = self._lead.starting_at(text, at, end)
            if word is not None and word.kind in VERBS:
                behind = at + len(word.text)
                return start if self._phrases["attributive"].match(text, behind, end) else at
        return start

    def each_of(
        self, text: str, place: tuple[int, int], mention: Mention, phrases: GroupedPatterns
    ) -> str | None:
        """Each of which a clause, whose words stand at ``place``, promises something, if any."""
        start, end = place
        each = self.each(text, start, end, phrases)
        word = self._lead.starting_at(text, start, end)
        while not each and word is not None and word.kind in _BEFORE_EACH:
            start += len(word.text)  # 今年|各县区
            each = self.each(text, start, end, phrases)
            word = self._lead.starting_at(text, start, end)
        if each and self._phrases["told_of_all"].search(text, start + len(each), mention.start):
            return None
        if each and self._phrases["each_of_all"].match(each):
            is_one = mention.dimension == "count" and mention.low == 1  # which all cannot share
            least = phrases["at_least_each"].search(text, start, mention.start)
            owned = self._phrases["owned_by_each"].search(text, start, mention.start)
            return each if is_one or least or owned else None  # 各市新建学校10所
        return each or None

    def each(self, text: str, start: int, end: int, phrases: GroupedPatterns) -> str:
        """Each of which something is promised, where a verb follows: 每名教师|接受培训."""
        opening = phrases["each_body"].match(text, start, end)
        if opening is None:
            return ""
        if opening.end() == end or text[opening.end() - 1] in _CLOSING:
            return opening.group()  # 各县（市、区）|教育投入
        for at in range(opening.end(), min(opening.end() + _LONGEST_BODY, end)):
            word = self._lead.starting_at(text, at, end)
            if word is not None and word.kind in (*VERBS, "lead", "nominal"):
                return text[start:at]
        return ""

    def _is_of_name(self, words: list[Word], text: str, position: int, end: int) -> bool:
        """Whether the last word found begins the name: 有效|灌溉面积, 新增生态修复|面积."""
        if words[-1].kind == "nominal":
            return True
        is_done = words[-1].kind == "output"
        is_second = is_done and any(one.kind in VERBS for one in words[:-1])
        if is_done and self._phrases["works_of_size"].fullmatch(words[-1].text):
            is_second = True  # 人工造林|面积
        is_next = text.startswith(words[-1].text, position - len(words[-1].text))
        return (
            is_second
            and is_next
            and self._phrases["generic_noun"].fullmatch(text, position, end) is not None
        )
