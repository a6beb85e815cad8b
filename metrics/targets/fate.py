"""What becomes of the numbers of a sentence, and what each pass over them has found so far."""

from __future__ import annotations

from operator import is_

from metrics.quantities.scanner import Mention
from metrics.rules.cues import Cue
from metrics.rules.regions import Region
from metrics.rules.ruleset import RuleSet
from metrics.rules.surroundings import Decision
from metrics.rules.targets import ClauseMeaning
from metrics.targets.clauses import Clause
from metrics.targets.target import Target
from metrics.values import frozen, replace


@frozen
class Fate:
    """A mention with its role, and its targets when it is one (several names may share it).

    ``results`` are those of a number that is none: what it reports, in the words of a target.
    """

    mention: Mention
    decision: Decision
    targets: tuple[Target, ...] = ()
    clause: Clause | None = None
    results: tuple[Target, ...] = ()


@frozen
class PlanSentence:
    """``text[start:end]``, a sentence of a plan, with the cues in it.

    ``standing`` is the later year that its paragraph or its list opened with. One that
    ``looks_back`` is read for its results. ``region`` is that of the document.
    """

    rules: RuleSet
    text: str
    start: int
    end: int
    cues: tuple[Cue, ...]
    standing: Cue | None = None
    looks_back: bool = False
    region: Region | None = None


@frozen
class Named:
    """The indicators of a clause, what narrows them, and names whose values are still to come.

    ``each`` are those of which each has the value, a row of its own; ``bound`` is the comparator
    that stands in the name.
    """

    names: tuple[str, ...]
    scope: str | None = None
    waiting: tuple[str, ...] = ()
    each: tuple[str, ...] = ()
    bound: str | None = None


@frozen
class Award:
    """What an amount is given as.

    Attributes:
        kind: its name.
        whom: who gets it.
        per: for each of which.
        bound: its comparator, where the words before it bound it.
        is_part: whether it is a part of the award before it.
        is_fund: whether it is set up or set aside, and given to no one.
        is_of_paid: whether it is a share of what has been paid, which makes it no result.
        terms: where the words stand that tell who gets it; a date in them is no deadline.
    """

    kind: str
    whom: str | None
    per: str | None
    bound: str | None = None
    is_part: bool = False
    is_fund: bool = False
    is_of_paid: bool = False
    terms: tuple[int, int] | None = None


@frozen
class NumberReading:
    """A number on its way to its fate; each pass adds what it finds.

    Attributes:
        decision: what is settled; while it is None the number may still become a target.
        is_baseline: whether a value starts from it, as a role says.
        floor: where its clause may begin: behind what the numbers before it have taken.
        clause: the words around it.
        meaning: what a target rule says of the clause.
        baselines: where values start that are still to come, the one of this number first.
        named: its indicators.
        bound: the comparator of the list whose values are dealt to its names.
        waited: names that waited for their values when this number came.
        targets: the targets that the number is the value of.
        award: what it is given as, where it is an award.
    """

    mention: Mention
    decision: Decision | None
    is_baseline: bool = False
    floor: int = 0
    clause: Clause | None = None
    meaning: ClauseMeaning | None = None
    baselines: tuple[Mention, ...] = ()
    named: Named | None = None
    bound: str | None = None
    waited: int = 0
    targets: tuple[Target, ...] = ()
    award: Award | None = None

    def with_targets(self, targets: tuple[Target, ...]) -> NumberReading:
        """The number with these targets; itself where they are the same ones."""
        is_same = all(map(is_, targets, self.targets)) and len(targets) == len(self.targets)
        return self if is_same else replace(self, targets=targets)
