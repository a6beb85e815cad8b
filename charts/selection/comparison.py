"""The targets of one indicator that share an axis, with all that charts work out of them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

import polars as pl

from charts.selection.collection import Collection, region_of
from charts.selection.comparable import order_note, reading_order, required
from charts.selection.parents import pairs
from charts.selection.periods import Period, period_of, periods_of
from charts.selection.representative import headline_places
from charts.words.printed import plural
from charts.words.style import Style
from charts.words.values import is_soft, unit_name

Row = Mapping[str, Any]


@dataclass(frozen=True)
class Comparison:
    """The rows of one axis; what follows from them is worked out when a chart first asks for it.

    Attributes:
        rows: targets of one indicator, mode, direction, unit, denominator and period.
        among: what was read.
        name: what the indicator is called; by default the wording that the targets use most.
        is_by_region: whether one document stands for all of its region.
        across: the comparison of all periods of the axis, where this is one of them.
    """

    rows: pl.DataFrame
    among: Collection
    name: str | None = None
    is_by_region: bool = False
    across: Comparison | None = None

    @classmethod
    def asked(
        cls,
        targets: pl.DataFrame,
        indicator_id: str,
        mode: str | None,
        among: Collection,
        name: str | None = None,
    ) -> Comparison:
        """The comparison of this indicator (and mode) that most documents share, latest period.

        Raises:
            ValueError: when no target has this indicator (in this mode); says which there are.
        """
        rows = required(targets, indicator_id, mode, among.style.vocabulary)
        return cls(rows, among, name).by_period()[0]

    def by_period(self) -> list[Comparison]:
        """The same comparison for each of its periods, the one to show first."""
        return list(self._periods)

    @cached_property
    def _periods(self) -> Sequence[Comparison]:
        periods = [period_of(row) for row in self.each]
        found = []
        for period in periods_of(self.each):
            places = [place for place, one in enumerate(periods) if one == period]
            of_period = replace(self, rows=self.rows[places], across=self)
            # The rows are not taken out of the frame again, which costs more than all else here.
            vars(of_period)["each"] = [self.each[place] for place in places]
            found.append(of_period)
        return found

    @property
    def whole(self) -> Comparison:
        """The comparison with the rows of all periods, for what goes from year to year."""
        return self.across or self

    @cached_property
    def period(self) -> Period:
        """The one period of the rows."""
        return period_of(self.first)

    @cached_property
    def is_latest(self) -> bool:
        """Whether the period is the one that is shown first."""
        return self.period == self.whole.first_period

    @cached_property
    def first_period(self) -> Period:
        """The period of its rows that is shown first."""
        return periods_of(self.each)[0]

    @property
    def style(self) -> Style:
        """The language and the colours."""
        return self.among.style

    @property
    def names(self) -> Mapping[str, str]:
        """A short name of each document by its id."""
        return self.among.names

    @cached_property
    def places(self) -> Mapping[str, str]:
        """What sentences call its documents: the region, where the period tells the year."""
        if len(self.plan_years) > 1:
            return self.names
        told = {row["document_id"]: row["region"] for row in self.each}
        bearers = Counter(told.values())
        return {
            document_id: region if region and bearers[region] == 1 else self.names[document_id]
            for document_id, region in told.items()
        }

    @cached_property
    def first(self) -> Row:
        """One of the rows, for what all of them share."""
        return self.each[0]

    @cached_property
    def heading(self) -> str:
        """What the indicator is called."""
        return self.name or str(self.rows["indicator"].mode().sort()[0])

    @cached_property
    def unit(self) -> str:
        """The unit in the language of the chart."""
        name = unit_name(self.first, self.style.lang, self.style.vocabulary)
        return name if self.style.lang == "zh" else plural(name)

    @property
    def ceiling(self) -> float | None:
        """What no value passes, if there is such: a share reaches 100 percent at most."""
        is_share = self.first["unit"] == "percent" and self.first["mode"] == "level"
        return 100.0 if is_share else None

    @cached_property
    def stating(self) -> int:
        """How many documents state it."""
        return len({row["document_id"] for row in self.each})

    @property
    def planned(self) -> int:
        """The last year of the period, or of the plans that look further ahead."""
        return min(self.period.last, max(filter(None, self.plan_years), default=self.period.last))

    @cached_property
    def read(self) -> int:
        """How many documents could state it: of its plan years, and of no known year."""
        return sum(self.read_of_level.values())

    @cached_property
    def read_of_level(self) -> Mapping[str | None, int]:
        """How many of these there are of each administrative level."""
        asked, found = {*self.plan_years, None}, Counter[str | None]()
        for (year, level), count in self.among.read_by_year.items():
            if year in asked:
                found[level] += count
        return found

    @cached_property
    def stating_of_level(self) -> Mapping[str | None, int]:
        """How many documents of each administrative level state it."""
        told = {row["document_id"]: row["region_level"] for row in self.each}
        return Counter(told.values())

    @cached_property
    def plan_years(self) -> list[int | None]:
        """The different plan years of the rows."""
        return list(dict.fromkeys(row["plan_year"] for row in self.each))

    @cached_property
    def each(self) -> Sequence[Row]:
        """The rows one by one."""
        return self.rows.to_dicts()

    @cached_property
    def ordered(self) -> Sequence[Row]:
        """The rows in the order in which a chart lists them."""
        return [self.each[place] for place in reading_order(self.each)]

    @cached_property
    def shown_rows(self) -> Sequence[Row]:
        """The one row of each document (or region) that stands for it."""
        return [self.each[place] for place in self._shown_places]

    @property
    def shown(self) -> pl.DataFrame:
        """The same rows as a frame."""
        return self.rows[self._shown_places]

    @cached_property
    def representative(self) -> Sequence[Row]:
        """The same rows, in the order in which a chart lists them."""
        return [self.shown_rows[place] for place in reading_order(self.shown_rows)]

    @cached_property
    def _shown_places(self) -> list[int]:
        places = headline_places(self.each, self.style.vocabulary)
        if not self.is_by_region:
            return places
        first: dict[str | None, int] = {}
        for place in places:
            first.setdefault(self.each[place]["region_code"], place)
        return list(first.values())

    @cached_property
    def order_note(self) -> str | None:
        """The label that explains an order other than by value, if one is needed."""
        return order_note(self.each)

    @cached_property
    def shown_note(self) -> str | None:
        """The same of the rows that stand for their documents."""
        return order_note(self.shown_rows)

    @cached_property
    def is_of_levels(self) -> bool:
        """Whether the rows that stand for their documents are of several administrative levels."""
        return len({row["region_level"] for row in self.shown_rows}) > 1

    @cached_property
    def national(self) -> Sequence[Row]:
        """The national figures of the indicator; only levels have any."""
        if self.first["mode"] != "level":
            return []
        return self.among.national(self.first["indicator_id"], self.first["unit"])

    def beside_nearest_figure(self) -> Comparison:
        """The same beside one national figure: the aim, or else the result, of the nearest year."""
        aims = [row for row in self.national if row["kind"] == "aim"]
        last = self.period.last
        nearest = sorted(
            aims or self.national, key=lambda row: (abs(row["year"] - last), -row["year"])
        )
        beside = replace(self)
        vars(beside)["national"] = nearest[:1]
        return beside

    @property
    def of_one_region(self) -> Comparison | None:
        """What the plans of several years say of it, a row a year, where one region was read."""
        if len(self.among.years_read) != 1 or not self.of_several_years:
            return None
        told = [row["target_id"] for row in self.by_year.values()]
        rows = self.whole.rows.filter(pl.col("target_id").is_in(told)).sort("plan_year")
        return replace(self, rows=rows, across=None)

    @cached_property
    def of_provinces(self) -> Comparison:
        """The rows of provinces only, of which one document each is shown."""
        is_province = pl.col("region_code").is_in(list(self.among.provinces))
        across = None if self.across is None else self.across.of_provinces
        return replace(self, rows=self.rows.filter(is_province), across=across, is_by_region=True)

    @cached_property
    def pairs(self) -> list[tuple[Row, Row]]:
        """Each representative row with that of the nearest region above it, for the same year."""
        return pairs(self.shown_rows, self.among.parents)

    @property
    def by_year(self) -> Mapping[tuple[str | None, int], Row]:
        """The representative row of each region and plan year, of what is for that year alone."""
        return self.whole._by_year

    @cached_property
    def _by_year(self) -> Mapping[tuple[str | None, int], Row]:
        whole = self
        own = [
            place
            for place, row in enumerate(whole.each)
            if row["plan_year"] and period_of(row) == Period("year", *[row["plan_year"]] * 2)
        ]
        rows = replace(whole, rows=whole.rows[own]).shown_rows
        return {(region_of(row), row["plan_year"]): row for row in reversed(rows)}

    @cached_property
    def of_several_years(self) -> list[str]:
        """The regions that state it and were read in several plan years."""
        read = self.among.years_read
        return [
            region
            for region, years in read.items()
            if len(years) > 1 and any((region, year) in self.by_year for year in years)
        ]

    @cached_property
    def stepped(self) -> list[Row]:
        """The representative rows whose report gives the last result."""
        return [row for row in self.shown_rows if row["target_id"] in self.among.results.before]

    @cached_property
    def answered(self) -> list[Row]:
        """The representative rows that a later report could answer."""
        return [row for row in self.shown_rows if row["target_id"] in self.among.results.answered]

    @property
    def last_answered(self) -> Comparison | None:
        """The comparison for the last period of which goals could be answered."""
        found = [one for one in self.whole._periods if one.answered]
        return max(found, key=lambda one: one.period.last, default=None)

    def is_soft(self, row: Row) -> bool:
        """Whether a target is worded as a wish."""
        return is_soft(row, self.style.vocabulary)
