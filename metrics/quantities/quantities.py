"""Finds quantities in any text: numbers with unit, measure word and bound, without roles."""

from __future__ import annotations

from dataclasses import dataclass, replace
from decimal import Decimal

import regex

from metrics.made_once import made_once
from metrics.quantities.printed_units import bracketed, places_of
from metrics.quantities.scanner import Mention, scanner_of
from metrics.rules.asked import ListName
from metrics.rules.ruleset import RuleSet, rules_of_process
from metrics.rules.units import Surface
from metrics.rules.words import Lexicon

_BOUNDS: dict[str, tuple[ListName, ...]] = {
    "before": ("least_before", "most_before", "over_before"),
    "after": ("least_after", "most_after"),
}
_LOWER, _UPPER = (">", ">="), ("<", "<=")
_REACH = 14  # characters before a number in which its bound words stand
_NUMERIC = regex.compile(r"[\d\p{Han}½-¾⅐-⅞]")
_ADDRESS_END = regex.compile(r"[\s\p{Han}，。；、）]|$")


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number as printed and as a value in ``unit``; ``value_high`` only for a range."""

    start: int
    end: int
    text: str
    value: float
    value_high: float | None
    unit: str | None
    classifier: str | None
    comparator: str


@dataclass(frozen=True, slots=True)
class _Bounded:
    """A quantity with its bound; ``before`` and ``after`` are where its bound words end."""

    start: int
    end: int
    low: Decimal
    high: Decimal | None
    surface: Surface | None
    comparator: str
    before: int
    after: int


def find_quantities(text: str, rules: RuleSet | None = None) -> list[Quantity]:
    """Every quantity of ``text`` in order, without asking what it is about.

    >>> find_quantities("全年教育经费投入达到294.4亿元")[0].value
    29440000000.0
    """
    rules = rules or rules_of_process()
    return [_quantity(text, one) for one in _finder_of(rules).find(text)]


def _quantity(text: str, one: _Bounded) -> Quantity:
    surface = one.surface
    factor = surface.factor if surface else 1
    return Quantity(
        start=one.start,
        end=one.end,
        text=text[one.start : one.end],
        value=float(one.low * factor),
        value_high=None if one.high is None else float(one.high * factor),
        unit=surface.unit if surface else None,
        classifier=surface.classifier if surface else None,
        comparator=one.comparator,
    )


class _QuantityFinder:
    """Finds quantities with the scanner and the bound words of one set of rules."""

    def __init__(self, rules: RuleSet) -> None:
        lexicon = rules.lexicon
        self._scanner = scanner_of(rules)
        self._comparators = {place: _bounds(lexicon, place) for place in ("before", "after")}
        self._words = {place: places_of(tuple(w)) for place, w in self._comparators.items()}
        self._fillers = (
            places_of(lexicon.asked("ordinals")),
            places_of(lexicon.asked("bound_fillers")),
        )
        self._inclusive = places_of(bracketed(lexicon.asked("inclusive")))
        self._links = frozenset(lexicon.asked("bound_links")) | {"，"}
        self._than = places_of(lexicon.asked("than"))
        self._than_ends = (
            (places_of(lexicon.asked("than_more")), ">"),
            (places_of(lexicon.asked("than_less")), "<"),
        )
        self._openings = lexicon.asked("address_openings")

    def find(self, text: str) -> list[_Bounded]:
        """All quantities in order; two bounds of one thing are one range."""
        folded = self._scanner.numerals.fold(text)
        addresses = self._addresses(text)
        found: list[_Bounded] = []
        floor = 0
        for mention in self._scanner.scan(text):
            if mention.low is None or _is_bare(folded, mention):
                continue
            if any(start <= mention.start < end for start, end in addresses):
                continue
            one = self._bounded(folded, mention, floor)
            floor = one.end
            merged = self._merged(folded, found[-1], one) if found else None
            if merged:
                found[-1] = merged
            else:
                found.append(one)
        return found

    def _addresses(self, text: str) -> list[tuple[int, int]]:
        """Where links stand."""
        found = []
        for opening in self._openings:
            start = text.find(opening)
            while start >= 0:
                end = _ADDRESS_END.search(text, start)
                assert end is not None
                found.append((start, end.start()))
                start = text.find(opening, start + 1)
        return found

    def _bounded(self, folded: str, mention: Mention, floor: int) -> _Bounded:
        assert mention.low is not None
        comparator, before, after = self._bound(folded, mention, floor)
        if mention.high is not None:
            comparator = "range"
        elif comparator == "=" and mention.comparator:
            comparator = mention.comparator
        start, end = mention.start, mention.end
        return _Bounded(
            start, end, mention.low, mention.high, mention.surface, comparator, before, after
        )

    def _bound(self, folded: str, mention: Mention, floor: int) -> tuple[str, int, int]:
        """The comparator of the words around a number, and where those words begin and end."""
        start, end = mention.start, mention.end
        floor = max(floor, start - _REACH)
        near, places = folded[floor:start], None
        if " " in near:
            places = [i for i in range(floor, start) if folded[i] != " "]
            near = "".join(folded[i] for i in places)
        size = len(near)
        for fillers in self._fillers:
            filler = fillers.ending_at(near, size, 0) if size else None
            size -= len(filler.text) if filler else 0
        word = self._words["before"].ending_at(near, size, 0) if size else None
        before, comparator = start, "="
        if word is not None:
            at = size - len(word.text)
            before = places[at] if places else floor + at
            comparator = self._comparators["before"][word.text]
        inclusive = self._inclusive.starting_at(folded, end, len(folded))
        after = end + (len(inclusive.text) if inclusive else 0)
        while folded[after : after + 1] == " ":
            after += 1
        closing = self._words["after"].starting_at(folded, after, len(folded))
        if closing is not None:
            return self._comparators["after"][closing.text], before, after + len(closing.text)
        than = self._than.ending_at(near, size, 0) if size else None
        if than is not None:
            for words, sign in self._than_ends:
                if words.starting_at(folded, after, len(folded)):
                    at = size - len(than.text)
                    return sign, places[at] if places else floor + at, after + 1
        return comparator, before, end

    def _merged(self, folded: str, first: _Bounded, second: _Bounded) -> _Bounded | None:
        """大于二十的同时小于三十五 is one range of two bounds."""
        lower, upper = (first, second) if first.comparator in _LOWER else (second, first)
        if lower.comparator not in _LOWER or upper.comparator not in _UPPER:
            return None
        gap = folded[first.after : second.before].strip()
        if gap and gap not in self._links:
            return None
        units = {one.surface.unit for one in (first, second) if one.surface}
        if len(units) > 1 or lower.low >= upper.low:
            return None
        return replace(
            first,
            end=second.end,
            low=lower.low,
            high=upper.low,
            surface=first.surface or second.surface,
            comparator="range",
            after=second.after,
        )


@made_once
def _finder_of(rules: RuleSet) -> _QuantityFinder:
    return _QuantityFinder(rules)


def _is_bare(folded: str, mention: Mention) -> bool:
    """万 and 亿万 alone are no numbers; 万元 and 百三 are. Neither are ① and Ⅳ."""
    if mention.surface is not None:
        return False
    numeral = folded[mention.start : mention.end]
    return not numeral.strip("百千万亿兆") or _NUMERIC.search(numeral) is None


def _bounds(lexicon: Lexicon, place: str) -> dict[str, str]:
    """The words that bound a number, and how."""
    return {
        word: entry.sets["comparator"]
        for name, entry in lexicon.lists.items()
        if "comparator" in entry.sets and (entry.place == place or name in _BOUNDS[place])
        for word in entry.words
    }
