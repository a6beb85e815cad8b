"""What pages say of changes and of results in all, and what the tables say of the same."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from pathlib import Path

from metrics.tables.frames import Tables
from metrics.tables.plan_comparison import by_indicator, compare_plans, of_year

_HELD = ("持平", "数字相同，上下限改变", "数字相同，措辞放软", "数字相同，措辞加硬")


def sums(page: str) -> dict[str, int]:
    """The line of sums of a page, by label."""
    (line,) = re.findall(r'<p class="sums">(.*?)</p>', page)
    return {label: int(n) for label, n in re.findall(r"· ([^<]+) <b>(\d+)</b>", line)}


def in_all(page: str) -> int:
    """How many there are in all, as the line of sums says it."""
    (number,) = re.findall(r'<p class="sums"><b>共 (\d+) 项</b>', page)
    return int(number)


def of_indicators(page: str) -> Counter[str]:
    """The counts beside the indicators of a page, added up by label."""
    lines = re.findall(r'<details class="progress"[^>]*><summary>(.*?)</summary>', page)
    found: Counter[str] = Counter()
    for line in lines:
        for label, n in re.findall(r"· ([^<]+) <b>(\d+)</b>", line):
            found[label] += int(n)
    return found


def tables_say(made: Tables, year: int, pages: Iterable[Path]) -> Counter[str]:
    """What the tables say that plans for a year did to the goals of indicators with pages."""
    counts = by_indicator(compare_plans(of_year(made, year - 1), of_year(made, year), made.units))
    shown = {path.stem.removeprefix("i-").split("-")[0] for path in pages}
    asked = counts.filter(counts["indicator_id"].is_in(list(shown)))
    return Counter({name: asked[name].sum() for name in ("raised", "held", "lowered")})


def page_says(page: str) -> Counter[str]:
    """The same of a page."""
    found = sums(page)
    held = sum(found.get(label, 0) for label in _HELD)
    return Counter({"raised": found.get("上调", 0), "held": held, "lowered": found.get("下调", 0)})
