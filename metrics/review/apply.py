"""Applies corrections to the tables of a run, and accounts for every one of them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import replace
from itertools import count
from typing import Any, Literal

import polars as pl

from metrics.quantities.scanner import scanner_of
from metrics.review.corrections import FIELDS, Correction, identity, storable
from metrics.review.document_counts import counted
from metrics.review.lookup import Finder, RefusedError, Row, TextOf, UnmatchedError
from metrics.rules.ruleset import RuleSet
from metrics.rules.topics import topics_of
from metrics.tables import frames
from metrics.tables.bounds import bounds
from metrics.tables.frames import Tables
from metrics.text.ids import correction_id, target_id, target_key
from metrics.text.periods import Years

Outcome = Literal["applied", "settled", "unmatched", "refused"]
OUTCOMES: dict[Outcome, str] = {
    "applied": "applied",
    "settled": "already read so",
    "unmatched": "without their target",
    "refused": "refused",
}
"""What may become of a correction, in words."""

RULE = "corrected"  # the rule that decided, where a person did
_REQUIRED = ("indicator", "value", "unit", "comparator", "mode", "breakdown")
_NAMING = {"indicator", "scope", "unit", "mode", "direction", "breakdown"}


def apply_corrections(
    made: Tables, corrections: Iterable[Correction], rules: RuleSet, text_of: TextOf
) -> Tables:
    """The tables with the corrections in them, and with the table ``corrections``.

    A target is found by its id, else by its document and quote, narrowed by its place and sentence.
    Corrected targets keep their id and tell in ``corrected`` what was changed and where that was
    said. A correction that finds no target or cannot be true changes nothing, and its row says why.

    Args:
        made: the tables of a run.
        corrections: in the order in which they count; the first one wins a contradiction.
        rules: those of the run.
        text_of: the decoded text by its ``text_sha256``, or None where it is not kept.
    """
    corrections = list(corrections)
    if not corrections:
        return replace(made, corrections=frames.frame("corrections", {}))
    desk = _Desk(made, rules, text_of)
    for correction in corrections:
        desk.take(correction)
    return desk.tables()


class _Desk:
    """The rows of a run while they are corrected."""

    def __init__(self, made: Tables, rules: RuleSet, text_of: TextOf) -> None:
        self._made = made
        self._rules = rules
        self._targets: dict[str, Row] = {row["target_id"]: row for row in made.targets.to_dicts()}
        self._numbers = {(r["document_id"], r["start"]): r for r in made.numbers.to_dicts()}
        self._documents = {row["document_id"]: row for row in made.documents.to_dicts()}
        self._finder = Finder(self._targets, self._numbers, self._documents, text_of)
        self._dimensions = dict(made.units.select("unit", "dimension").iter_rows())
        self._topics = dict(made.indicators.select("indicator_id", "topic").iter_rows())
        self._settled_by: dict[tuple[str, str], str] = {}
        self._outcomes: list[Row] = []
        self._copies: Counter[str] = Counter()
        self._no_results: set[tuple[str, int]] = set()  # the places of what was read as a result

    def take(self, correction: Correction) -> None:
        """Applies one correction, or notes why not."""
        outcome: Outcome
        reason, row = None, None
        try:
            if correction.problem is not None:
                raise RefusedError(correction.problem)
            if correction.action == "add":
                outcome, row = self._add(correction)
            elif self._is_of_no_target(correction):
                outcome, row = self._give_role(correction)
            else:
                row = self._finder.target(correction)
                outcome = self._change(row, correction)
        except UnmatchedError as error:
            if self._finder.is_gone(correction):
                outcome = "settled"
            else:
                outcome, reason = "unmatched", str(error)
        except RefusedError as error:
            outcome, reason = "refused", str(error)
        self._note(correction, row or {}, outcome, reason)

    def _is_of_no_target(self, correction: Correction) -> bool:
        """Whether another role is asked for a number that was read as no target, and is none."""
        if correction.read.get("role", "target") == "target" or correction.action != "edit":
            return False
        return bool(self._finder.number(correction)["role"] != "target")

    def _give_role(self, correction: Correction) -> tuple[Outcome, Row]:
        """A number that states no target gets another role; one that is no result loses its row."""
        number, role = self._finder.number(correction), correction.changes.get("role")
        if role is None:
            raise RefusedError("role: is empty; write one")
        if number["role"] == role:
            return "settled", number
        self._set_role((number["document_id"], number["start"]), role, correction)
        return "applied", number

    def _note(self, correction: Correction, row: Row, outcome: Outcome, reason: str | None) -> None:
        key = identity(correction)
        self._copies[key] += 1
        said = storable(correction)
        self._outcomes.append(
            {
                "correction_id": correction_id(key, self._copies[key]),
                **said,
                "target_id": row.get("target_id"),
                "document_id": row.get("document_id", said["document_id"]),
                "outcome": outcome,
                "reason": reason,
            }
        )

    def _change(self, row: Row, correction: Correction) -> Outcome:
        if correction.action == "delete":
            self._remove(row, "context", correction)
            return "applied"
        changes = dict(correction.changes)
        role = changes.pop("role", "target")
        if role is None:
            raise RefusedError("role: is empty; write target, or delete as the action")
        if role != "target":
            self._remove(row, role, correction)
            return "applied"
        differing = {name: value for name, value in changes.items() if row[name] != value}
        if not differing:
            return "settled"
        for name in differing:
            other = self._settled_by.get((row["target_id"], name))
            # One that was made on a sheet that shows the other follows it.
            if other is not None and correction.read.get(name) != row[name]:
                raise RefusedError(f"{name}: {other} says otherwise")
        self._targets[row["target_id"]] = self._amended(row, differing, correction)
        for name in differing:
            self._settled_by[row["target_id"], name] = correction.place
        return "applied"

    def _amended(self, row: Row, changes: Mapping[str, Any], correction: Correction) -> Row:
        """A row with its changes, and with what follows from them."""
        empty = [name for name in _REQUIRED if name in changes and changes[name] is None]
        if empty:
            raise RefusedError(f"{', '.join(empty)}: must not be empty")
        amended = row | dict(changes)
        if amended["unit"] not in self._dimensions:
            raise RefusedError(f"unit: {amended['unit']!r} is no unit of the table units")
        if "indicator_id" not in changes and _NAMING & set(changes):
            entry = self._rules.catalogue.identify(
                amended["indicator"],
                scope=amended["scope"],
                unit=amended["unit"],
                mode=amended["mode"],
                direction=amended["direction"],
                breakdown=bool(amended["breakdown"]),
            )
            amended["indicator_id"] = entry.indicator_id if entry else None
        if amended["indicator_id"] is not None and amended["indicator_id"] not in self._topics:
            raise RefusedError(f"indicator_id: {amended['indicator_id']!r} is not in the catalogue")
        if amended["comparator"] == "range" and amended["value_high"] is None:
            raise RefusedError("value_high: a range needs its upper end")
        amended["topic"] = self._topics.get(amended["indicator_id"]) or topics_of(
            self._rules
        ).topic_of(
            amended["indicator"],
            amended["scope"],
            before=amended["sentence"][: amended["quote_at"]],
            section=amended["section"],
            title=amended["document_title"],
        )
        amended["dimension"] = self._dimensions[amended["unit"]] or amended["dimension"]
        if amended["dimension"] != "count":
            amended["classifier"] = None
        amended |= bounds(amended["comparator"], amended["value"], amended["value_high"])
        amended["doubt"] = None  # somebody has looked at it
        said = f"{correction.place} {', '.join(changes)}"
        said += f" ({correction.by})" if correction.by else ""
        amended["corrected"] = f"{row['corrected']}; {said}" if row["corrected"] else said
        return amended

    def _remove(self, row: Row, role: str, correction: Correction) -> None:
        del self._targets[row["target_id"]]
        place = (row["document_id"], row["start"])
        if not any((one["document_id"], one["start"]) == place for one in self._targets.values()):
            self._set_role(place, role, correction)

    def _set_role(self, place: tuple[str, int], role: str, correction: Correction) -> None:
        if self._numbers[place]["role"] == "actual":
            self._no_results.add(place)
        self._numbers[place] |= {
            "role": role,
            "rule_id": RULE,
            "reason": f"corrected by {correction.place}",
        }

    def _add(self, correction: Correction) -> tuple[Outcome, Row]:
        """A target of a number that was read as none."""
        number = self._finder.number(correction)
        document = self._documents[number["document_id"]]
        sentence = correction.sentence or number["quote"]
        changes = {**correction.read, **correction.changes}
        given = {name: changes.get(name) for name in FIELDS if name != "role"}
        read = self._quantity(number["quote"], str(given["indicator"] or ""))
        row: Row = {
            **dict.fromkeys(frames.FILES["targets"].column_names()),
            **{name: document[name] for name in _OF_DOCUMENT},
            "document_title": document["title"],
            **{name: number[name] for name in ("source", "document_id", "start", "end", "quote")},
            "sentence": sentence,
            "quote_at": max(0, sentence.find(number["quote"])),
            "unit_text": number["quote"],
            "comparator": "=",
            "breakdown": False,
            "goal_tier": "base",
            **_period(document),
            "rule_id": RULE,
            **read,
        }
        missing = [n for n in _REQUIRED if given.get(n) is None and row.get(n) is None]
        if missing:
            raise RefusedError(f"{', '.join(missing)}: must be given for a new target")
        stated = {name: value for name, value in given.items() if value is not None}
        place = (row["document_id"], row["start"], stated["indicator"])
        for there in self._targets.values():
            if (there["document_id"], there["start"], there["indicator"]) == place:
                return self._change(there, replace(correction, changes=stated)), there
        key = target_key(row | {"indicator": stated["indicator"]})
        row["target_id"] = next(
            one for n in count() if (one := target_id(key, n)) not in self._targets
        )
        self._targets[row["target_id"]] = self._amended(row, stated, correction)
        self._set_role((number["document_id"], number["start"]), "target", correction)
        return "applied", row

    def _quantity(self, quote: str, indicator: str) -> Row:
        """Value and unit of a printed number, as far as it is one with a unit."""
        mentions = scanner_of(self._rules).scan(quote)
        if len(mentions) != 1 or mentions[0].surface is None or mentions[0].low is None:
            return {}
        (mention,) = mentions
        surface = mention.surface
        assert surface is not None
        high = None if mention.high is None else float(mention.high * surface.factor)
        return {
            "value": float((mention.low or 0) * surface.factor),
            "value_high": high,
            "unit": self._rules.units.unit_of(surface, indicator),
            "classifier": surface.classifier,
            "unit_text": mention.printed,
            "comparator": "=" if high is None else "range",
        }

    def tables(self) -> Tables:
        """The corrected frames, checked, in the order of the documents and their text."""
        order = {one: at for at, one in enumerate(self._documents)}
        kept = {None, *self._targets}
        rows = [
            row if row["part_of"] in kept else row | {"part_of": None}
            for row in self._targets.values()
        ]
        rows.sort(key=lambda row: (order[row["document_id"]], row["start"]))
        targets = _frame("targets", rows)
        numbers = _frame("numbers", list(self._numbers.values()))
        results = [
            (row["document_id"], row["start"]) not in self._no_results
            for row in self._made.actuals.iter_rows(named=True)
        ]
        actuals = self._made.actuals.filter(pl.Series(results, dtype=pl.Boolean))
        return replace(
            self._made,
            targets=targets,
            numbers=numbers,
            actuals=actuals,
            documents=counted(self._made.documents, targets, numbers, actuals),
            corrections=_frame("corrections", self._outcomes),
        )


_OF_DOCUMENT = (
    "issuer", "region", "region_label", "region_code", "region_level", "parent_region",
    "plan_year", "plan_end_year",
)  # fmt: skip


def _frame(table: str, rows: list[Row]) -> pl.DataFrame:
    names = frames.FILES[table].column_names()
    columns = {name: [row[name] for row in rows] for name in names}
    return frames.check(table, frames.frame(table, columns))


def _period(document: Row) -> Row:
    """The period of a target of which no word tells another: the years of its document's plan."""
    first, last = document["plan_year"], document["plan_end_year"]
    if first is None:
        return {"period_kind": "annual"}
    years = Years(first, max(first, last or first))
    period = years.as_period("annual" if years.is_one else "total")
    return {
        "period_kind": period.kind,
        "period_start": period.start,
        "period_end": period.end,
    }
