"""All targets of a collection, with what the charts over all documents work out of them."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from functools import cached_property

import polars as pl

from charts.selection.commitment import wording_counts
from charts.selection.coverage import coverage_states, shared_indicators
from charts.selection.spending import BOUGHT, spending_ratios
from charts.words.style import Style
from charts.words.values import document_names

IN_YEAR = "-year"  # after a year in place of a month: 今年, 全年; it sorts after December


@dataclass(frozen=True)
class Matrix:
    """What the matrix of documents by indicators shows.

    Attributes:
        indicator_ids: the indicators to show where documents state them; all where not given.
        names: names of indicators by id; of others the wording that is used most.
        shared_by: how many documents must state an indicator to give it a row.
        indicators: the indicators table, whose names and synonyms are looked for in the texts.
        texts: the text of each document by its id.
    """

    indicator_ids: Collection[str] | None = None
    names: Mapping[str, str] | None = None
    shared_by: int = 2
    indicators: pl.DataFrame | None = None
    texts: Mapping[str, str] | None = None


@dataclass(frozen=True)
class Overview:
    """Targets and documents; what follows from them is worked out when a chart first asks for it.

    Attributes:
        targets: rows of the targets table.
        documents: the documents table, or none where only the targets are known.
        style: the language and the colours.
        matrix: what is shown of who states what.
        units: what money may be spent on.
        source: the rows as the table has them, where all documents of a province are here as one.
    """

    targets: pl.DataFrame
    documents: pl.DataFrame | None
    style: Style
    matrix: Matrix = Matrix()
    units: Collection[str] = BOUGHT
    source: pl.LazyFrame | None = None

    @cached_property
    def listed(self) -> pl.DataFrame:
        """A table that names every document."""
        return self.targets if self.documents is None else self.documents

    @cached_property
    def names(self) -> Mapping[str, str]:
        """A short name of each document by its id."""
        return document_names(self.listed, self.style.lang)

    @cached_property
    def without_text(self) -> frozenset[str]:
        """The documents that have no text."""
        if self.documents is None:
            return frozenset()
        return frozenset(self.documents.filter(~pl.col("body_present"))["document_id"])

    @cached_property
    def whole(self) -> pl.DataFrame:
        """The targets that are no parts of a total, with the month (or year) of their deadline."""
        day = pl.col("deadline").dt
        is_of_year = pl.col("deadline_text").is_in(self.style.vocabulary.of_the_year)
        month = pl.when(is_of_year).then(day.strftime("%Y") + IN_YEAR)
        return self.targets.filter(~pl.col("breakdown")).with_columns(
            month=month.otherwise(day.strftime("%Y-%m"))
        )

    @cached_property
    def dated(self) -> pl.DataFrame:
        """Those that state a deadline, the earliest first."""
        return self.whole.drop_nulls("month").sort("deadline", "start", maintain_order=True)

    @cached_property
    def deadlines_said(self) -> str:
        """How many targets there are, and of these have a day, the year alone, or neither."""
        in_year = int(self.dated["month"].str.ends_with(IN_YEAR).sum())
        return self.style.words["deadlines_said"].format(
            counted=self.counted_said,
            dated=len(self.dated) - in_year,
            in_year=in_year,
            undated=len(self.whole) - len(self.dated),
        )

    @property
    def counted_said(self) -> str:
        """How many targets are counted, and how many parts of a total are not."""
        words, n, parts = self.style.words, len(self.whole), len(self.targets) - len(self.whole)
        said = words["counted_targets"].format(n=n)
        return said + (words["parts_left"].format(n=parts) if parts else "")

    def month_said(self, month: str, label: str = "month") -> str:
        """What a month of a deadline (or a year alone) is called, in the words of this label."""
        words, year = self.style.words, int(month[:4])
        if month.endswith(IN_YEAR):
            return words[f"{label}_none"].format(year=year)
        return words[label].format(year=year, month=int(month[5:]))

    @property
    def is_by_area(self) -> bool:
        """Whether what is called a document is all documents of a province."""
        return self.source is not None

    @property
    def due(self) -> pl.DataFrame:
        """The rows of the targets table that state a deadline, the earliest first."""
        rows = self.targets.lazy() if self.source is None else self.source
        is_dated = pl.col("deadline").is_not_null() & ~pl.col("breakdown")
        return rows.filter(is_dated).collect().sort("deadline", maintain_order=True)

    @cached_property
    def wordings(self) -> pl.DataFrame:
        """How firmly the targets of each document are worded."""
        return wording_counts(self.targets, self.listed, self.style.vocabulary)

    @cached_property
    def ratios(self) -> pl.DataFrame:
        """What single sentences spend for what they count."""
        return spending_ratios(
            self.targets,
            units=self.units,
            lang=self.style.lang,
            vocabulary=self.style.vocabulary,
        )

    @cached_property
    def alike(self) -> pl.DataFrame:
        """The ratios of the one thing that most documents count, if several do.

        Those of one basis stand together, and of these the lowest first.
        """
        named = pl.coalesce("indicator_id", "indicator").alias("thing")
        groups = self.ratios.group_by("unit", named).agg(
            documents=pl.col("document_id").n_unique(), pairs=pl.col("count_id")
        )
        several = groups.filter(pl.col("documents") > 1).sort(
            "documents", "unit", "thing", descending=[True, False, False]
        )
        counts = several["pairs"][0].to_list() if len(several) else []
        return self.ratios.filter(pl.col("count_id").is_in(counts)).sort(
            "basis", "ratio", maintain_order=True, nulls_last=True
        )

    @cached_property
    def covered(self) -> pl.DataFrame:
        """The targets of the indicators in the matrix."""
        asked = self.matrix.indicator_ids
        if asked is None:
            return self.targets
        return self.targets.filter(pl.col("indicator_id").is_in(list(asked)))

    @cached_property
    def shared(self) -> pl.DataFrame:
        """The indicators in the matrix, those of the most documents first."""
        return shared_indicators(self.covered, self.matrix.shared_by)

    def states(self, indicator_ids: Collection[str] | None) -> pl.DataFrame:
        """What each document does about each of these indicators."""
        return coverage_states(
            self.covered,
            self.listed,
            indicators=self.matrix.indicators,
            texts=self.matrix.texts,
            indicator_ids=indicator_ids,
        )
