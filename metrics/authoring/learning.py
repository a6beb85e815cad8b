"""Learns from a collection what the rules do not know yet: ``rules learn``.

Words at the edges of names: where several names begin (or end) alike and what is left of them
stands elsewhere without that word, the word may be a verb, an adverb or a filler that no list has.
What is printed is a proposal to be read: a word that opens names right after their numbers, as in
5家省级企业, is no verb and left out, but only people can tell 改良 from 农村.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Literal

import regex

from metrics.rules.ruleset import RuleSet
from metrics.rules.vocabulary import AT_NUMBERS

Side = Literal["head", "end"]
Row = dict[str, Any]

_SIDES: tuple[Side, ...] = ("head", "end")
_LONGEST = 4  # characters of a word at an edge
_SHORTEST_REST = 2
_SHOWN = 60  # characters of a sentence
_COUNTED = 0.1  # of the rows of a word at most may have it right after their number
_BETWEEN = 2  # characters between a number and what it counts: 以上, 的
_RUN = regex.compile(r"[\p{Han}A-Za-z]+")
_SPACES = regex.compile(r"[\s\p{C}]+")
_HEADS = (
    ("head", "learned_heads", 'place = "lead"\nkind = "lead"', "verbs.toml or leads.toml"),
    ("end", "learned_ends", 'place = "tail"', "tails.toml"),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Edge:
    """A word at the head or the end of several names.

    Attributes:
        rests: How many different names share it, without it.
        alone: How many of these stand elsewhere without it.
    """

    word: str
    side: Side
    rests: int
    alone: int
    rows: int
    name: str
    sentence: str


def learn_edges(
    rows: Sequence[Row], texts: Iterable[str], rules: RuleSet, least: int = 3
) -> list[Edge]:
    """The words at edges of names whose rests stand without them, those of most rests first.

    Args:
        rows: targets with ``indicator`` and ``sentence``.
        texts: where the rests may stand: as a name of their own, or between marks or digits.
        rules: whose lists know words; those are left out.
        least: of how many different rests a word must be left that stand alone.
    """
    met: dict[tuple[str, Side], dict[str, list[Row]]] = defaultdict(lambda: defaultdict(list))
    for row in rows:
        for word, side, rest in _cuts(row["indicator"]):
            met[word, side][rest].append(row)
    known = {side: _known(side, rules) for side in _SIDES}
    shared = {
        edge: rests
        for edge, rests in met.items()
        if len(rests) >= least and edge[0] not in known[edge[1]]
    }
    shared = {
        (word, side): rests
        for (word, side), rests in shared.items()
        if side == "end" or not _follows_numbers(rests)
    }
    names = {row["indicator"] for row in rows}
    wanted = {side: {rest for (_, at), of in shared.items() if at == side for rest in of}
              for side in _SIDES}  # fmt: skip
    alone = {side: found | (wanted[side] & names) for side, found in _standing(texts, wanted)}
    edges = [_edge(word, side, rests, alone[side]) for (word, side), rests in shared.items()]
    found = [edge for edge in edges if edge.alone >= least]
    return sorted(found, key=lambda edge: (-edge.alone, -edge.rows, edge.side, edge.word))


def _cuts(name: str) -> Iterator[tuple[str, Side, str]]:
    for size in range(1, min(_LONGEST, len(name) - _SHORTEST_REST) + 1):
        if _RUN.fullmatch(name[:size]):
            yield name[:size], "head", name[size:]
        if _RUN.fullmatch(name[-size:]):
            yield name[-size:], "end", name[:-size]


def _known(side: Side, rules: RuleSet) -> set[str]:
    """What a list has at that edge by now, and at any what is known to be part of names."""
    words = rules.lexicon
    known = {word for place in AT_NUMBERS for word, one in words.at(place).words.items()
             if one.kind == "name" or side == "head"}  # fmt: skip
    return known | (words.at("tail").words.keys() if side == "end" else set())


def _follows_numbers(rests: dict[str, list[Row]]) -> bool:
    """Whether names of a head are counted right before them: 5家省级企业."""
    rows = [row for group in rests.values() for row in group]
    ends = [row["quote_at"] + len(row["quote"]) for row in rows]
    found = (
        bool(row["sentence"].startswith(row["indicator"], end + skipped))
        for row, end in zip(rows, ends, strict=True)
        for skipped in range(_BETWEEN + 1)
    )
    return sum(found) > _COUNTED * len(rows)


def _standing(
    texts: Iterable[str], wanted: dict[Side, set[str]]
) -> Iterator[tuple[Side, set[str]]]:
    """Which of the rests open a run of letters (or end one), in any text."""
    sizes = {side: sorted({len(rest) for rest in rests}) for side, rests in wanted.items()}
    found: dict[Side, set[str]] = {side: set() for side in wanted}
    for text in texts:
        for match in _RUN.finditer(text):
            run = match[0]
            found["head"].update(wanted["head"].intersection(run[:n] for n in sizes["head"]))
            found["end"].update(wanted["end"].intersection(run[-n:] for n in sizes["end"]))
    yield from found.items()


def _edge(word: str, side: Side, rests: dict[str, list[Row]], alone: set[str]) -> Edge:
    stands = sorted(rest for rest in rests if rest in alone)
    first = rests[stands[0] if stands else min(rests)][0]
    rows = sum(map(len, rests.values()))
    name, sentence = first["indicator"], first["sentence"]
    return Edge(word, side, len(rests), len(stands), rows, name, around(sentence, name))


def edges_as_toml(edges: Iterable[Edge]) -> Iterator[str]:
    """The lines of a word list for each side, each word with its counts and a sentence."""
    listed = list(edges)
    for side, name, keys, files in _HEADS:
        yield f"# At the {side} of names; what is no part of them goes to rules/clauses/{files}."
        mine = [edge for edge in listed if edge.side == side]
        if not mine:
            yield "# none\n"
            continue
        yield f'[words.{name}]\ndoc = "Learned at the {side} of names: 「{mine[0].name}」."\n{keys}'
        yield "words = ["
        for edge in mine:
            share = round(100 * edge.alone / edge.rests)
            yield (
                f"    # {edge.alone} of {edge.rests} rests stand alone ({share} %), "
                f"{edge.rows} rows: {edge.name}: {edge.sentence}"
            )
            yield f"    {as_string(edge.word)},"
        yield "]\n"


def around(sentence: str, name: str) -> str:
    """The part of a sentence that begins shortly before a name, in one line."""
    start = max(0, sentence.find(name) - _SHOWN // 3)
    return _SPACES.sub(" ", sentence[start : start + _SHOWN]).strip()


def as_string(text: str) -> str:
    """A text as a TOML string, which escapes as JSON does."""
    return json.dumps(text, ensure_ascii=False)
