"""The noun phrase right after a number: what it counts."""

from __future__ import annotations

import regex

from metrics.rules.phrases import Phrases
from metrics.rules.words import Lexicon, Word
from metrics.targets.adjacent_words import VERBS, NumberWords

BRACKETED = r"[（(][^（）()\n]{0,16}[）)]"
_LONGEST_RELATIVE = 40  # characters of a clause that may be a part of a name, 的 among them
_INSIDE = r"[^，,：:；;。！？!?\n\r、（）()…\u3000∶]"
_OPENING = "（("
_NO_VERBS = ("name", "lead", "nominal")  # 高品质、高标准景观大道 is one list
_DETERMINER = 8  # characters in which 各级各类 and the noun behind it begin
_GAP = regex.compile(r"(?<=\p{Han})[ \u3000]+")
_RIGHT = regex.compile(rf"(?:{_INSIDE}|{BRACKETED})*+")


class CountedNouns:
    """Finds what a number counts behind it, with the word lists and patterns of the rules."""

    def __init__(self, lexicon: Lexicon, phrases: Phrases, words: NumberWords) -> None:
        self._lead = lexicon.at("lead")
        self._tail_start = lexicon.at("tail_start")
        self._phrases = phrases
        self._words = words
        tails = sorted(lexicon.at("tail").words, key=len, reverse=True)
        shields = "|".join(map(regex.escape, lexicon.asked("no_tail")))
        tail_words = "|".join(map(regex.escape, tails))
        self._tail_any = regex.compile(rf"(?:{shields})(*SKIP)(*FAIL)|{tail_words}")

    def after(
        self, text: str, start: int, ceiling: int, *, places: bool = False
    ) -> tuple[str, int]:
        """The noun phrase between ``start`` and ``ceiling``, or nothing, and where it ends.

        Of ``places`` in which something is done, 在4个县建设医共体, it ends before the verb.
        """
        attributive = self._phrases["attributive"].match(text, start, ceiling)
        if attributive:
            start = attributive.end()
        kinds = self._phrases["determiner"].match(text[start : start + _DETERMINER])
        if kinds is not None:
            start += kinds.end()  # 100名各类|“产业导师”
        end = self._inside_end(text, start, ceiling)
        if end <= start or text[start] in _OPENING:
            return "", start
        head = self._tail_start.starting_at(text, start, end)
        if self._phrases["level_list"].match(text, start + 1, ceiling):
            head = None  # 10项中、省督察任务
        described = self._phrases["described"].match(text, start, ceiling)
        if described:
            head = None
            end = self._inside_end(text, described.end(), ceiling)
        if head is not None and not self._opens_name(text, start, end, head):
            return "", start
        named_at = described.end() if described else start
        is_short = self._phrases["short_body"].match(text, named_at, end) is not None
        cut = self._tail_any.search(text, named_at + (1 if is_short else 2), end)
        if cut is not None:
            end = cut.start()
        elif end == ceiling and end < len(text):
            _, end = self._words.before(text, end, start, True)  # the next number's own words
            end = self._joint_at(text, start, end)
        else:
            end = self._listed_end(text, start, end, ceiling)
            cut = self._tail_any.search(text, named_at + 2, end)
            if cut is not None and not self._phrases["attributive"].search(text, cut.start(), end):
                end = cut.start()
        joined = self._phrases["joined_amount"].search(text, named_at + 2, end)
        if joined is not None:
            end = joined.start()
        if places:
            end = self._verb_in(text, start, end)
        end = self._stop_at_gap(text, named_at, end)
        became = self._phrases["predicate_tail"].search(text, named_at + 2, end)
        if became is not None:
            end = became.start()
        if end <= start:
            return "", start
        phrase = self._without_relative(text[start:end], is_listed=text.startswith("、", end))
        told = text[start:named_at]  # 以龙头企业为引领的|集群
        kept = told if phrase.startswith(told) else ""
        phrase = kept + self._phrases.trimmed(phrase[len(kept) :])
        phrase = self._phrases["task_tail"].sub("", phrase) or phrase
        phrase = self._phrases["examples"].sub("", phrase)
        is_bare = attributive is not None and not places  # 30%的村 counts nothing by itself
        return (phrase, end) if len(phrase) > is_bare else ("", start)

    def behind(self, text: str, start: int, ceiling: int) -> str:
        """What stands behind a number whose verb names nothing: 建成2所|达到评审标准的医院.

        It may begin with a verb, and be longer than names are; it ends with its clause.
        """
        said = self._phrases["noun_behind"].match(text, start, ceiling)
        if said is None:
            return ""
        phrase = self._to_next_verb(str(said["noun"]))
        relative = self._phrases["relative"].match(phrase)
        if relative is not None:
            phrase = self._without_relative(phrase, is_listed=False)
        else:
            phrase = self._behind_leads(phrase)
        phrase = self._phrases.trimmed(phrase)
        return self._phrases["task_tail"].sub("", phrase) or phrase

    def _to_next_verb(self, phrase: str) -> str:
        """A phrase up to the part of its list that does something else: 充电桩、|新增车位."""
        for mark in self._phrases["lists"].finditer(phrase):
            word = self._lead.starting_at(phrase, mark.end(), len(phrase))
            if word is not None and word.kind in VERBS:
                return phrase[: mark.start()]
        return phrase

    def _behind_leads(self, phrase: str) -> str:
        """A phrase without the verb that it opens with: 完成8000吨|新建|粮仓建设."""
        word = self._lead.starting_at(phrase, 0, len(phrase))
        is_verb = word is not None and word.kind == "output"
        rest = phrase[len(word.text) :] if word is not None and is_verb else phrase
        return rest if len(rest) > 1 else phrase

    def _stop_at_gap(self, text: str, start: int, end: int) -> int:
        """Where a gap parts the name from the verb of another sentence: 幼儿园 扩大覆盖面."""
        for gap in _GAP.finditer(text, start + 1, end - 2):
            word = self._lead.starting_at(text, gap.end(), end)
            if word is not None and word.kind in VERBS and len(word.text) > 1:
                return gap.start()
        return end

    def _verb_in(self, text: str, start: int, end: int) -> int:
        """Where a verb begins behind the first word, else ``end``."""
        for at in range(start + 1, end - 2):
            word = self._lead.starting_at(text, at, end)
            if word is not None and word.kind in (*VERBS, "lead") and len(word.text) > 1:
                return at
        return end

    def _inside_end(self, text: str, start: int, ceiling: int) -> int:
        """Where the words end that no mark parts, but for one between offices: 中、省督察任务."""
        end = start
        while match := _RIGHT.match(text, end, ceiling):
            end = match.end()
            mark = self._phrases["level_list"].match(text, end, ceiling)
            if mark is None:
                break
            end = mark.end()
        return end

    def _joint_at(self, text: str, start: int, end: int) -> int:
        """Where the name ends that another joins which has a number: 8条道路和豫东200万亩农田."""
        joints = [match.start() for match in self._phrases["joint"].finditer(text, start + 2, end)]
        return joints[-1] if joints else end

    def _listed_end(self, text: str, start: int, end: int, ceiling: int) -> int:
        """Where a list of names under one number ends: 10家以上中试平台、概念验证中心."""
        while end < ceiling and text[end] == "、":
            match = _RIGHT.match(text, end + 1, ceiling)
            stop = match.end() if match else end
            opening = self._lead.starting_at(text, end + 1, stop)
            rank = self._phrases["rank_opens"].match(text, end, stop)
            if rank is not None and self._phrases["rank_said"].match(text, rank.end()) is not None:
                break  # 引领12个行业、规模居全国前列
            if stop == ceiling and stop > end + 1:  # 5个专项和新能源、低碳等8个项目
                return self._joint_at(text, start, end)
            if stop <= end + 1 or (opening and opening.kind not in _NO_VERBS):
                break
            end = stop
        return end

    def _without_relative(self, phrase: str, *, is_listed: bool) -> str:
        """The name without a clause before it that praises it, or what is done with it.

        A clause that tells which things are meant stays, unless it is longer than a name is.
        """
        match = self._phrases["relative"].match(phrase)
        if match is None:
            return phrase
        verb = self._lead.starting_at(phrase, match.end(), len(phrase)) if is_listed else None
        if verb is not None and verb.kind == "output":
            return phrase[: match.end() - 1]  # 危旧房屋的新建、维修
        if match.end() > _LONGEST_RELATIVE or self._phrases["praised"].match(match.group()):
            return phrase[match.end() :]
        return phrase

    def _opens_name(self, text: str, start: int, end: int, head: Word) -> bool:
        """Whether a listed name shields the verb it begins with: 5个在建项目, 20个建设项目."""
        name = self._lead.starting_at(text, start, end)
        return name is not None and name.kind == "name" and len(name.text) > len(head.text)
