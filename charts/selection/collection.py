"""What was read, as the charts of all indicators need it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

import polars as pl

from charts.selection.results import Results
from charts.words.style import Style
from charts.words.values import document_names

Row = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Limits:
    """Up to how many documents charts and pages show each of them.

    Attributes:
        drawn: more documents than these are too many to list or to draw one by one.
        quoted: sentences of an indicator of a large collection; all are in its CSV file.
        silent: names of documents that do not state an indicator of a large collection.
    """

    drawn: int = 400
    quoted: int = 200
    silent: int = 200


@dataclass(frozen=True)
class Collection:
    """The documents of a run, the tables of what is known, and the style of its charts.

    Attributes:
        documents: the documents table, or the targets table where only that is known.
        style: the language and the colours.
        benchmarks: the benchmarks table, for the national figures.
        regions: the regions table, for provinces and parents.
        results: what reports say beside their goals.
        limits: up to how many documents each is shown.
    """

    documents: pl.DataFrame
    style: Style
    benchmarks: pl.DataFrame | None = None
    regions: pl.DataFrame | None = None
    limits: Limits = field(default_factory=Limits)
    results: Results = field(default_factory=Results)

    @cached_property
    def names(self) -> Mapping[str, str]:
        """A short name of each document by its id."""
        return document_names(self.documents, self.style.lang)

    @cached_property
    def with_body(self) -> Mapping[str, bool]:
        """Whether each document has a text to state anything in."""
        return dict(self.documents.select("document_id", "body_present").iter_rows())

    @cached_property
    def read(self) -> int:
        """How many documents there are."""
        return self.documents["document_id"].n_unique()

    @cached_property
    def read_by_year(self) -> Mapping[tuple[int | None, str | None], int]:
        """How many documents there are of each plan year and administrative level.

        Of None are those that tell no year, or no level.
        """
        rows = self.documents.unique("document_id", keep="first")
        return Counter(rows.select("plan_year", "region_level").iter_rows())

    @cached_property
    def figures(self) -> Mapping[str, list[dict[str, Any]]]:
        """The national figures by indicator, aims first and then by year."""
        found: dict[str, list[dict[str, Any]]] = {}
        if self.benchmarks is not None:
            ordered = self.benchmarks.sort(pl.col("kind") != "aim", "year", maintain_order=True)
            for row in ordered.iter_rows(named=True):
                found.setdefault(row["indicator_id"], []).append(row)
        return found

    def national(self, indicator_id: str, unit: str) -> list[Row]:
        """The national figures of an indicator that are in a unit or convert into it."""
        vocabulary = self.style.vocabulary
        return [
            row | {"unit": unit, "value": row["value"] * vocabulary.times(row["unit"], unit)}
            for row in self.figures.get(indicator_id, ())
            if vocabulary.converts(row["unit"], unit)
        ]

    @cached_property
    def parents(self) -> Mapping[str, str | None]:
        """The code of the region above each region."""
        if self.regions is None:
            return {}
        return dict(self.regions.select("region_code", "parent_code").iter_rows())

    @cached_property
    def provinces(self) -> frozenset[str]:
        """The codes of the regions that are provinces."""
        if self.regions is None:
            return frozenset()
        return frozenset(self.regions.filter(pl.col("level") == "province")["region_code"])

    @cached_property
    def provinces_read(self) -> frozenset[str]:
        """The codes of the provinces of which a document was read."""
        return self.provinces.intersection(self.documents["region_code"].drop_nulls())

    @cached_property
    def years_read(self) -> Mapping[str, list[int]]:
        """The plan years read of each region, regions in the order of the documents."""
        read: dict[str, set[int]] = {}
        rows = self.documents.unique("document_id", keep="first", maintain_order=True)
        for row in rows.iter_rows(named=True):
            region = region_of(row)
            if region and row["plan_year"] and row.get("body_present", True):
                read.setdefault(region, set()).add(row["plan_year"])
        return {region: sorted(years) for region, years in read.items()}


def region_of(row: Row) -> str | None:
    """What a row's region is called in a chart over several years."""
    region: str | None = row["region"] or row["region_code"]
    return region
