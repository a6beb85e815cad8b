"""What the names of a list share at their end: 废水、废气|处理率, 核心、重要|数据灾备覆盖率."""

from __future__ import annotations

from metrics.rules.asked import PhraseName
from metrics.rules.phrases import Phrases
from metrics.values import frozen

SHORT_NAME = 4
"""Characters of a part that lacks its ending: 小学、初中毕业生升学率."""

_CLASS_WORD = 2  # 数据, 企业, 保险: the word that names of one kind end with
_TOLD_TWICE: tuple[tuple[PhraseName, PhraseName], ...] = (
    ("persons_end", "persons_ahead"),  # 老年人、高血压|患者规范管理率
    ("trade_end", "trade_ahead"),  # 制造业、数字经济核心|产业增加值
)


@frozen
class SharedEndings:
    """Completes the names of a list by the last of them."""

    phrases: Phrases

    def completed(self, parts: tuple[str, ...], phrase: PhraseName) -> tuple[str, ...]:
        """Names that share an ending of quantities: 水稻、农作物耕种收综合机械化率."""
        ending = self.phrases[phrase].search(parts[-1])
        if ending is None or not ending.start():
            return parts
        if any(part.endswith(ending[0]) for part in parts[:-1]):
            return parts  # 燃气管网、城市道路和供水管网 are whole
        is_growth = self.phrases["growth_noun"].search(ending[0])
        is_degree = self.phrases["stock_noun"].search(ending[0])  # 综合指数、PM2.5|浓度
        is_rate = self.phrases["rate_noun"].search(ending[0]) and not is_degree
        own: PhraseName = "growth_noun" if is_growth else "rate_noun" if is_rate else "whole_name"
        is_whole = self.phrases[own].search  # 货运量、周转量占比 are two shares
        made = []
        for part in parts:
            shared = ending[0]
            for own_end, ahead in _TOLD_TWICE:
                if self.phrases[own_end].search(part):
                    shared = self.phrases[ahead].sub("", shared)
            if self.phrases["whole_name"].search(part):
                shared = shared[len(ending.groupdict().get("of") or "") :]
            made.append(part if is_whole(part) else _joined(part, shared))
        return tuple(made)

    def aligned(self, parts: tuple[str, ...]) -> tuple[str, ...]:
        """Names that share what follows the head of the last: 小学、初中特级教师分别为9名、7名."""
        *short, last = parts
        if last[0].isdigit() or not short:
            return parts  # 高血压、2型糖尿病患者管理率
        tells = self.phrases["narrowing_word"].fullmatch
        if all(map(tells, short)):  # 国家级、省级|企业技术中心
            own = next((size for size in range(len(last) - 1, 0, -1) if tells(last[:size])), 0)
            if own:
                return (*(part + last[own:] for part in short), last)
        size = len(short[0])
        if not size <= SHORT_NAME < len(last) or any(len(part) != size for part in short):
            return parts  # 氨氮、二氧化硫、氮氧化物…
        if (
            not self.phrases["whole_name"].search(last[size:])
            or last[size - 1 : size + 1].isascii()
        ):
            return parts  # 家庭农场、农民合作社; 综合指数、PM2.|5浓度
        if all(part.endswith(last[size:]) for part in short):
            return parts  # 工业投资、高新技术投资
        return (*(part + last[size:] for part in short), last)

    def by_class_word(self, parts: tuple[str, ...]) -> tuple[str, ...]:
        """Names that share what follows their class: 核心|数据、重要|数据|灾备覆盖率."""
        *short, last = parts
        word = short[0][-_CLASS_WORD:] if short else ""
        at = last.find(word, 1) + len(word) if len(word) == _CLASS_WORD else 0
        if not 1 < at < len(last) or not all(part.endswith(word) for part in short):
            return parts
        return (*(part + last[at:] for part in short), last)


def _joined(name: str, ending: str) -> str:
    """A name with the ending that it shares, of which it may have the beginning: 城镇居民."""
    same = (size for size in range(len(ending), 0, -1) if name.endswith(ending[:size]))
    return name + ending[next(same, 0) :]
