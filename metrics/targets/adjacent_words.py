"""The listed words right before and after a number: verbs, adverbs and bounds."""

from __future__ import annotations

from metrics.quantities.scanner import Mention
from metrics.rules.phrases import Phrases
from metrics.rules.words import Lexicon, Word

GAPS = " 、，,\u3000"
DOING = ("output", "activity")
VERBS = (*DOING, "reach", "rise", "fall", "surpass", "cumulative")
_OPENING, _CLOSING = "（(", "）)"
_ASIDE = 8  # characters of a verb in brackets
_UNCUT = ("name", "lead")  # words that a word behind them does not begin within
# Verbs that may stand in a row before one number: 培养评选1000名, 累计建成, 增长超过5%.
_IN_SERIES = (
    {(a, b) for a in DOING for b in DOING}
    | {("cumulative", b) for b in (*DOING, "reach", "rise", "fall", "surpass")}
    | {(a, "surpass") for a in (*DOING, "reach", "rise", "fall")}
    | {("rise", "rise"), ("fall", "fall")}
)


class NumberWords:
    """Finds the words next to a number in the word lists of the rules."""

    def __init__(self, lexicon: Lexicon, phrases: Phrases) -> None:
        self._before = lexicon.at("before")
        self._after = lexicon.at("after")
        self._lead = lexicon.at("lead")
        self._phrases = phrases

    def before(self, text: str, end: int, floor: int, has_object: bool) -> tuple[list[Word], int]:
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
            if text[end - 1] in _CLOSING:
                aside = self._aside_at(text, floor, end)
                if aside == end:
                    break
                end = aside
                continue
            word = self._last_word(text, end, floor)
            if word is None or word.kind == "name":
                break
            if word.kind in VERBS and verb and (word.kind, verb) not in _IN_SERIES:
                break
            is_nominal = not has_object and word.kind in DOING and not self._is_accomplished(word)
            if word.kind in DOING and self._is_of_each(text, floor, end, word):
                break
            if is_nominal and not self._only_leads(text, floor, end - len(word.text)):
                break
            if word.kind in VERBS:
                verb = word.kind
            words.append(word)
            end -= len(word.text)
        words.reverse()
        return words, end

    def after(self, text: str, start: int, ceiling: int) -> tuple[list[Word], int]:
        """The listed words right after a number, in order, and where they end."""
        words: list[Word] = []
        while start < ceiling:
            if text[start] == " ":
                start += 1
                continue
            word = self._after.starting_at(text, start, ceiling)
            if word is None or word.kind == "name":
                break
            words.append(word)
            start += len(word.text)
        return words, start

    def stands_behind_word(self, text: str, mention: Mention, floor: int) -> bool:
        """Whether a listed word stands right before a number; most bare ones have none."""
        return bool(self.before(text, mention.start, floor, True)[0])

    def comparator_at(self, text: str, mention: Mention) -> str | None:
        """What the words right before and after a number say of its bound; the latter wins."""
        before, _ = self.before(text, mention.start, max(0, mention.start - 12), True)
        found = [value for word in before for key, value in word.sets if key == "comparator"]
        after = self.comparator_after(text, mention, len(text))
        return after or (found[-1] if found else None)

    def comparator_after(self, text: str, mention: Mention, ceiling: int) -> str | None:
        """What the words right after a number say of its bound."""
        words, _ = self.after(text, mention.tail_end, ceiling)
        return next((v for word in words for key, v in word.sets if key == "comparator"), None)

    def bound_end(self, text: str, mention: Mention, ceiling: int) -> int:
        """Where a number ends with the words that bound it from behind: 60%以上|和15年."""
        words, end = self.after(text, mention.tail_end, ceiling)
        is_bound = any(key == "comparator" for word in words for key, _ in word.sets)
        return end if is_bound else mention.tail_end

    def _aside_at(self, text: str, floor: int, end: int) -> int:
        """Where a verb begins in brackets behind another one, 新建（改建）, else ``end``."""
        opens = max(text.rfind(mark, max(floor, end - _ASIDE), end) for mark in _OPENING)
        if opens <= floor or self._before.ending_at(text, opens, floor) is None:
            return end
        word = self._before.ending_at(text, end - 1, opens + 1)
        is_verb = word is not None and word.kind in DOING and len(word.text) == end - 2 - opens
        return opens if is_verb else end

    def _last_word(self, text: str, end: int, floor: int) -> Word | None:
        """The longest listed word before ``end`` that cuts none: 人均|达到, 全年|增长."""
        word = self._before.ending_at(text, end, floor)
        if word is None or word.kind == "name":
            return word
        start = end - len(word.text)
        for at in range(start + 1, end):
            cut = self._before.ending_at(text, at, floor)
            if cut is not None and cut.kind in _UNCUT and at - len(cut.text) < start:
                return self._before.ending_at(text, end, at)
        return word

    def _is_of_each(self, text: str, floor: int, end: int, word: Word) -> bool:
        """Whether a verb is done for each of a list: 甲、乙企业各|新增|1000家."""
        start = max(floor, end - len(word.text) - 1)
        return self._phrases["each_verb"].search(text, start, end) is not None

    def _is_accomplished(self, word: Word) -> bool:
        return self._phrases["accomplished"].fullmatch(word.text) is not None

    def _only_leads(self, text: str, start: int, end: int) -> bool:
        """Whether nothing but adverbs, time words and the like stands in ``text[start:end]``."""
        while start < end:
            word = self._lead.starting_at(text, start, end)
            if text[start] in GAPS:
                start += 1
            elif word is not None and word.kind != "name":
                start += len(word.text)
            else:
                return False
        return True
