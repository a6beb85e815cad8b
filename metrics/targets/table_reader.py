"""Decides the numbers of a table's row, by reading each value as the sentence it stands for.

「地区生产总值 | 亿元 | 4500 | 5000」 below 「指标 | 单位 | 2020年 | 2025年目标」 says that
地区生产总值 is to be 5000亿元 by 2025. That sentence is written out and read with the rules of all
sentences; what they decide is given to the number in the table, which stays where it is.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

import regex

from metrics.layout.text_tables import Cell, Column, GridRow
from metrics.quantities.scanner import Mention, scanner_of
from metrics.rules.ruleset import RuleSet
from metrics.rules.surroundings import Decision
from metrics.targets.fate import Fate
from metrics.targets.sentence_reader import SentenceReader
from metrics.targets.target import Target, canonical
from metrics.values import replace

_BESIDE = Decision("context", "table_cell", "stands beside the values of a table")
_ORDINAL = Decision("structure", "table_ordinal", "the number of a row")
_YEAR = Decision("date", "table_year", "the year of a column")
_REACHED = Decision("actual", "table_actual", "a column of values reached before")
_BRACKETED = regex.compile(r"[（(\[［]([^（）()\[\]［］]{1,10})[）)\]］]\s*$")
_NUMBERED = regex.compile(r"^(?:\d{1,3}\s*[.、．]|[（(]\d{1,3}[）)])\s*")
_BRACKETS = str.maketrans("", "", "[]［］【】")
_SAID = regex.compile(r"[\w%％‰]")  # a dash in a cell says that there is nothing
_ONE_PER = regex.compile(r"^\s*1(?=\s*[/／])")  # 1/10万 is a value's unit as /10万 is
_COLONS = "：: "


@dataclass(frozen=True, slots=True)
class _Sentence:
    """A value written out; ``places`` are the offsets that its characters have in the table."""

    text: str
    places: list[int | None]


class GridReader:
    """Reads the rows of tables with one set of rules."""

    def __init__(self, rules: RuleSet, reader: SentenceReader) -> None:
        self._rules = rules
        self._reader = reader
        # Where a bare name and its value make no clause, one of these words does.
        self._linked_by = ("", *rules.lexicon.asked("table_reaches"))
        self._total: dict[str, Target] = {}  # by column: the row that an 其中 below is a part of

    def read(
        self, text: str, row: GridRow, mentions: list[Mention], year: int | None
    ) -> list[Fate] | None:
        """The fates of a row's numbers, or None where the row does not fit its table's head."""
        if row.is_head:
            return [self._in_head(text, row, mention) for mention in mentions]
        name, unit = self._name(row)
        if unit is not None and not self._is_unit(unit):
            return None
        fates: dict[int, Fate] = {}
        binding = self._binding(row)
        baseline: Mention | None = None
        for column, cell in row.of("plan", "actual", "measure"):
            inside = [one for one in mentions if cell.start <= one.start < cell.end]
            own_unit = self._bracketed_unit(column.head) or unit or row.unit
            if not inside or name is None:
                continue
            for fate in self._value(name, column, cell, own_unit, inside, year, baseline):
                targets = tuple(replace(one, binding=binding) for one in fate.targets)
                fates[fate.mention.start] = replace(fate, targets=targets)
            if column.holds == "actual":
                baseline = self._measured(inside[0], text, own_unit)
                for mention in inside:
                    read = fates.get(mention.start)
                    results = read.targets if read else ()
                    fates[mention.start] = Fate(mention, _REACHED, results=results)
        return [fates.get(one.start) or self._beside(text, row, one) for one in mentions]

    def _in_head(self, text: str, row: GridRow, mention: Mention) -> Fate:
        """The fate of a number in a head: the year of a column, or a part of its name."""
        for column, cell in zip(row.columns, row.cells, strict=False):
            if column.year_text and cell.start <= mention.start < cell.end:
                return Fate(mention, _YEAR)
        return self._beside(text, row, mention)

    # --- names and units

    def _name(self, row: GridRow) -> tuple[Cell | None, str | None]:
        """The cell that names the row, without the unit in its bracket, and the unit."""
        named = [cell for _, cell in row.of("name") if cell.text]
        unit = next((cell.text for _, cell in row.of("unit") if _SAID.search(cell.text)), None)
        unit = unit if unit is None else _ONE_PER.sub("", unit)
        if not named:
            return None, unit
        name = named[-1]
        bracket = _BRACKETED.search(name.text)
        bracketed = self._bracketed_unit(name.text)
        if bracket is not None and bracketed is not None:
            unit = unit or bracketed
            kept = name.text[: bracket.start()].rstrip()
            name = Cell(name.start, name.start + len(kept), kept)
        ordinal = _NUMBERED.match(name.text)
        if ordinal is not None:
            name = Cell(name.start + ordinal.end(), name.end, name.text[ordinal.end() :])
        return (name if name.text else None), unit

    def _binding(self, row: GridRow) -> str | None:
        """Whether a row's cell says that its goal is binding or expected."""
        kinds = self._rules.lexicon.asked("binding_kinds")
        return next((cell.text for cell in row.cells if cell.text in kinds), None)

    def _bracketed_unit(self, text: str) -> str | None:
        """The unit in the last bracket of a name or a head: 城镇化率（%）."""
        bracket = _BRACKETED.search(text)
        if bracket is None:
            return None
        unit = _ONE_PER.sub("", bracket[1])
        return unit if self._is_unit(unit) else None

    def _is_unit(self, text: str) -> bool:
        found = scanner_of(self._rules).scan(f"1{text}")
        return len(found) == 1 and found[0].surface is not None

    def _measured(self, mention: Mention, text: str, unit: str | None) -> Mention:
        if mention.surface is not None or unit is None:
            return mention
        return scanner_of(self._rules).scan(text[mention.start : mention.end] + unit)[0]

    # --- values

    def _value(
        self,
        name: Cell,
        column: Column,
        cell: Cell,
        unit: str | None,
        inside: list[Mention],
        year: int | None,
        baseline: Mention | None,
    ) -> Iterator[Fate]:
        """The fates of a value's numbers, and of those in the name that stands before it."""
        of_which = self._rules.phrases["of_which"].match(name.text)
        if of_which is not None:
            part = name.text[of_which.end() :].lstrip(_COLONS)
            name = Cell(name.end - len(part), name.end, part)
        if column.measure:
            name = self._without_measure(name)
        for link in self._linked_by:
            sentence = _written_out(name, column.measure + link, cell, unit, inside)
            found = scanner_of(self._rules).scan(sentence.text)
            read = self._reader.read(
                sentence.text, 0, len(sentence.text), "plan", found, column.year or year
            )
            if all(map(self._is_settled, read)):
                break
        places = {one.start: one for one in inside}
        for fate in read:
            place = sentence.places[fate.mention.start]
            if place in places:
                yield self._placed(fate, places[place], column, of_which is not None, baseline)

    def _without_measure(self, name: Cell) -> Cell:
        """劳动生产率增长 below 年均增长 is 劳动生产率."""
        measure = self._rules.sections.patterns["table_measure"].search(name.text)
        if measure is None or measure.end() < len(name.text) or not measure.start():
            return name
        return Cell(name.start, name.start + measure.start(), name.text[: measure.start()])

    def _is_settled(self, fate: Fate) -> bool:
        """Whether a bare name and its value tell what the value is.

        A name without a verb is read as something to be done (学校5所), which holds in a table only
        where the catalogue knows it so (城镇新增就业).
        """
        if fate.decision.role == "unexplained":
            return False
        words = (*fate.clause.leads, *fate.clause.before) if fate.clause else ()
        return all(
            target.mode != "output"
            or any(word.kind == "output" for word in words)
            or canonical(target, self._rules)[1] is not None
            for target in fate.targets
        )

    def _placed(
        self,
        fate: Fate,
        mention: Mention,
        column: Column,
        is_part: bool,
        baseline: Mention | None,
    ) -> Fate:
        """What a written-out sentence decided of a number, given to the number in the table."""
        here = replace(
            fate.mention,
            start=mention.start,
            end=mention.end,
            number_end=mention.number_end,
            tail_end=mention.tail_end,
        )
        if not fate.targets:
            return Fate(mention, fate.decision)
        total = self._total.get(column.head) if is_part else None
        targets = tuple(
            replace(
                target,
                mention=here,
                breakdown=is_part,
                total=total,
                deadline=date(column.year, 12, 31) if column.year else target.deadline,
                deadline_text=column.year_text if column.year else target.deadline_text,
                baseline=_reached(baseline, here, target),
            )
            for target in fate.targets
        )
        if not is_part:
            self._total[column.head] = targets[0]
        return Fate(here, fate.decision, targets)

    def _beside(self, text: str, row: GridRow, mention: Mention) -> Fate:
        """The fate of a number that is no value of the table."""
        ordinals = [cell for _, cell in row.of("ordinal")]
        if any(cell.start <= mention.start < cell.end for cell in ordinals):
            return Fate(mention, _ORDINAL)
        around = next(
            (cell for cell in row.cells if cell.start <= mention.start < cell.end), row.cells[-1]
        )
        (fate,) = self._reader.read(text, around.start, around.end, "context", [mention], None)
        outside = fate.decision.rule_id == "outside_the_plan"
        return Fate(mention, _BESIDE if outside else fate.decision)


def _reached(baseline: Mention | None, here: Mention, target: Target) -> float | None:
    """Where a value starts: in the column of values reached, where it is of the same unit."""
    if baseline is None or baseline.low is None or target.mode == "change":
        return target.baseline
    return float(baseline.low) if baseline.surface == here.surface else target.baseline


def _written_out(
    name: Cell, words: str, cell: Cell, unit: str | None, inside: list[Mention]
) -> _Sentence:
    """Name, words and value as one sentence, each number with its unit after it."""
    pieces: list[tuple[str, int | None]] = [(name.text, name.start), (words, None)]
    position = cell.start
    for mention in inside:
        pieces.append((cell.text[position - cell.start : mention.end - cell.start], position))
        if mention.surface is None and unit is not None:
            pieces.append((unit, None))
        position = mention.end
    pieces += [(cell.text[position - cell.start :], position), ("。", None)]
    text, places = "", list[int | None]()
    for piece, start in pieces:
        for index, character in enumerate(piece):
            if character.translate(_BRACKETS):
                text += character
                places.append(None if start is None else start + index)
    return _Sentence(text, places)
