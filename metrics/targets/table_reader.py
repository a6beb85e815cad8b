"""Decides the numbers of a table's row, by reading each value as the sentence it stands for.

「地区生产总值 | 亿元 | 4500 | 5000」 below 「指标 | 单位 | 2020年 | 2025年目标」 says that
地区生产总值 is to be 5000亿元 by 2025. That sentence is written out and read with the rules of all
sentences; what they decide is given to the number in the table, which stays where it is.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import regex

from metrics.layout.table_heads import VALUES, Column
from metrics.layout.text_tables import Cell, GridRow
from metrics.quantities.scanner import Mention, scanner_of
from metrics.rules.ruleset import RuleSet
from metrics.rules.surroundings import Decision
from metrics.rules.units import Surface
from metrics.targets.fate import Fate
from metrics.targets.sentence_reader import SentenceReader
from metrics.targets.table_tasks import read_task, with_due
from metrics.targets.table_values import (
    Named,
    Sentence,
    Value,
    changed,
    is_sum,
    reached,
    stocked,
    with_mean,
    written_out,
)
from metrics.targets.target import Target, canonical
from metrics.values import replace

_BESIDE = Decision("context", "table_cell", "stands beside the values of a table")
_ORDINAL = Decision("structure", "table_ordinal", "the number of a row")
_YEAR = Decision("date", "table_year", "the year of a column")
_REACHED = Decision("actual", "table_actual", "a column of values reached before")
_BRACKETED = regex.compile(r"[（(\[［]([^（）()\[\]［］]{1,10})[）)\]］]\s*$")
_NUMBERED = regex.compile(r"^(?:\d{1,3}\s*[.、．]|[（(]\d{1,3}[）)])\s*")
_SAID = regex.compile(r"[\w%％‰]")  # a dash in a cell says that there is nothing
_INDEX, _PERCENT, _POINTS, _COUNT = "index", "percent", "percentage_point", "count"
_LONGEST_MEASURE = 4  # characters
_ONE_PER = regex.compile(r"^\s*1(?=\s*[/／])")  # 1/10万 is a value's unit as /10万 is
_COLONS = "：: "


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
        named = self._name(row)
        if named.unit is not None and not self._is_unit(named.unit):
            return None
        fates: dict[int, Fate] = {}
        binding = self._binding(row)
        baseline: Mention | None = None
        since: int | None = None
        for column, cell in row.of(*VALUES):
            inside = [one for one in mentions if cell.start <= one.start < cell.end]
            if not inside or named.cell is None:
                continue
            value = self._value_in(column, cell, named, inside, (baseline, since))
            for fate in self._value(named.cell, value, year):
                targets = tuple(
                    replace(one, binding=binding, scope=one.scope or named.scope)
                    for one in (with_due(self._rules, one, row, year) for one in fate.targets)
                )
                fates[fate.mention.start] = replace(fate, targets=targets)
            if column.holds == "actual":
                baseline, since = self._measured(inside[0], text, value.unit), column.year
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

    def _name(self, row: GridRow) -> Named:
        """The cell that names the row, without the unit in its bracket, its owner and unit."""
        cells = [cell for _, cell in row.of("name") if cell.text]
        units = [cell for _, cell in row.of("unit") if cell.text]
        if len(cells) > 1 and not units and self._is_unit(cells[-1].text):
            units = [cells.pop()]
        said = next((one for one in units if _SAID.search(one.text)), None)
        is_bare = bool(units) and said is None
        printed = _ONE_PER.sub("", said.text) if said else None
        if not cells:
            return Named(None, printed or row.unit, is_bare)
        name, bracketed = self._bare_name(cells[-1])
        own = printed if said and said.start >= row.start else None
        unit = own or bracketed or self._measure_of(name)
        unit = unit if unit or is_bare else printed or row.unit
        owner = cells[0].text if len(cells) > 1 and cells[0].text != name.text else ""
        patterns = self._rules.sections.patterns
        verb = patterns["table_change_said"].search(owner)
        changes = None if verb is None else patterns["table_falls"].search(verb.group()) is not None
        owner = owner if verb is None else owner[: verb.start()]
        return Named(name if name.text else None, unit, is_bare, owner or None, changes)

    def _bare_name(self, name: Cell) -> tuple[Cell, str | None]:
        """A name without its number and the unit in its bracket, and that unit."""
        bracket = _BRACKETED.search(name.text)
        bracketed = self._bracketed_unit(name.text)
        if bracket is not None and bracketed is not None:
            kept = name.text[: bracket.start()].rstrip()
            name = Cell(name.start, name.start + len(kept), kept)
        ordinal = _NUMBERED.match(name.text)
        if ordinal is not None:
            name = Cell(name.start + ordinal.end(), name.end, name.text[ordinal.end() :])
        return name, bracketed

    def _measure_of(self, name: Cell) -> str | None:
        """The measure word that ends a name, as 人次 does 受灾人次: its values are so many."""
        ends = (name.text[-size:] for size in range(_LONGEST_MEASURE, 1, -1))
        found = (self._rules.units.surfaces.get(end) for end in ends)
        return next((one.text for one in found if one and one.dimension == _COUNT), None)

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
        if text[:1].isdigit():  # 2025年
            return False
        found = scanner_of(self._rules).scan(f"1{text}")
        return len(found) == 1 and found[0].surface is not None

    def _measured(self, mention: Mention, text: str, unit: str | None) -> Mention:
        if mention.surface is not None or unit is None:
            return mention
        return scanner_of(self._rules).scan(text[mention.start : mention.end] + unit)[0]

    # --- values

    def _value_in(
        self,
        column: Column,
        cell: Cell,
        named: Named,
        inside: list[Mention],
        start: tuple[Mention | None, int | None],
    ) -> Value:
        """A cell with numbers, the unit of those that print none, and whether it is a change."""
        summed = is_sum(cell)
        if summed and column.measure:  # a sum over the plan's years below 年均增长
            column = replace(column, holds="change", head="", measure="")
        said = named.falls is not None and column.holds == "plan"
        is_change = column.holds == "change" or said or (summed and not column.measure)
        falls = column.falls or bool(named.falls)
        unit = self._bracketed_unit(column.head)
        if unit is None:
            rate = self._rules.units.first_printed(_PERCENT) if column.measure else None
            unit = rate.text if rate else named.unit
            is_level = named.cell is None or not self._ends_in_change(named.cell.text)
            if column.holds == "change" and is_level and unit is not None:
                unit = self._points(column, unit, summed)
        return Value(column, cell, inside, unit, is_change, falls, named.is_bare, *start)

    def _points(self, column: Column, unit: str, summed: bool) -> str:
        """The unit of a change of values in ``unit``: those in percent change by points."""
        surface = scanner_of(self._rules).scan(f"1{unit}")[0].surface
        if surface is None or surface.unit != _PERCENT:
            return unit
        if summed and column.points:
            return column.points
        printed = self._rules.units.first_printed(_POINTS)
        return printed.text if printed else unit

    def _ends_in_change(self, name: str) -> bool:
        """Whether a name says itself that its values are changes: 单位GDP能耗降低."""
        return self._rules.sections.patterns["table_change_said"].search(name) is not None

    def _value(self, name: Cell, value: Value, year: int | None) -> Iterator[Fate]:
        """The fates of a value's numbers."""
        of_which = self._rules.phrases["of_which"].match(name.text)
        if of_which is not None:
            part = name.text[of_which.end() :].lstrip(_COLONS)
            name = Cell(name.end - len(part), name.end, part)
        if value.column.measure:
            name = self._without_measure(name)
        if value.column.holds == "task":
            sentence, read = read_task(self._read, name, value, year)
        else:
            sentence, read = self._read_out(name, value, year)
        places = {one.start: one for one in value.inside}
        for fate in read:
            place = sentence.places[fate.mention.start]
            if place in places:
                placed = self._placed(fate, places[place], value, of_which is not None)
                targets = tuple(with_mean(one, name) for one in placed.targets)
                yield replace(placed, targets=targets)

    def _read_out(self, name: Cell, value: Value, year: int | None) -> tuple[Sentence, list[Fate]]:
        """The sentence that a value is written out as, and what is read in it."""
        measure = self._growth(value.column.measure)
        starts = {one.start for one in value.inside}
        index = self._rules.units.surfaces.get(_INDEX)
        for given in (None, index) if value.is_bare else (None,):
            for link in self._linked_by:
                sentence = written_out(name, measure + link, value)
                read = self._read(sentence, value.column.year or year, given)
                met = {sentence.places[one.mention.start] for one in read}
                if starts <= met and all(map(self._is_settled, read)):
                    return sentence, read
        return sentence, read

    def _read(
        self, sentence: Sentence, year: int | None, given: Surface | None = None
    ) -> list[Fate]:
        """What is read in a written-out sentence, bare numbers with the unit that is given."""
        text = sentence.text
        found = [
            replace(one, surface=given) if given and one.surface is None else one
            for one in scanner_of(self._rules).scan(text)
        ]
        return self._reader.read(text, 0, len(text), "plan", found, year)

    def _growth(self, measure: str) -> str:
        """年均增速 as the words of a sentence: 年均增长."""
        (growth,) = self._rules.lexicon.asked("table_growth")
        return self._rules.sections.patterns["table_growth_noun"].sub(growth, measure)

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

    def _placed(self, fate: Fate, mention: Mention, value: Value, is_part: bool) -> Fate:
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
        column = value.column
        total = self._total.get(column.head) if is_part else None
        targets = tuple(
            replace(
                stocked(self._rules, changed(target, value), value, fate),
                mention=here,
                breakdown=is_part,
                total=total,
                deadline=date(column.year, 12, 31) if column.year else target.deadline,
                deadline_text=column.year_text if column.year else target.deadline_text,
                baseline=reached(value, here, target),
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
