"""The provinces of a collection, where there is no room for each of its documents."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

import polars as pl

from charts.words.labels import LABELS

Row = Mapping[str, Any]
_PROVINCE = 2  # digits of a code of GB/T 2260 that name the province
_REST = "0000"
_NONE = "000000"  # of documents whose region has no code


@cache
def places() -> Sequence[Row]:
    """The 34 units and their tiles: region_code, name, short, column and row (both from 1)."""
    table = files(__package__).joinpath("provinces.csv").read_bytes()
    return pl.read_csv(table, schema_overrides={"region_code": pl.String}).to_dicts()


@dataclass(frozen=True, slots=True)
class Area:
    """A province with its documents, or those of no known province."""

    code: str
    name: str
    documents: list[Row]

    @property
    def targets(self) -> int:
        """How many targets its documents state."""
        return sum(row["targets"] for row in self.documents)

    @property
    def flagged(self) -> int:
        """How many of its documents could not be read whole."""
        return sum(
            bool(row["problem"] or not row["body_present"] or row["truncated"])
            for row in self.documents
        )


def areas(documents: Iterable[Row], regions: pl.DataFrame, lang: str) -> list[Area]:
    """The areas of documents by code, those of no known province last."""
    names = dict(regions.select("region_code", "name").iter_rows())
    members: dict[str, list[Row]] = {}
    for row in documents:
        members.setdefault(area_code(row["region_code"]), []).append(row)
    ordered = sorted(members, key=lambda code: (code == _NONE, code))
    return [Area(code, _name(code, names, lang), members[code]) for code in ordered]


def area_code(region_code: str | None) -> str:
    """The code of the province of a region: 420000 of 421200."""
    return region_code[:_PROVINCE] + _REST if region_code else _NONE


def by_area(
    targets: pl.DataFrame, documents: pl.DataFrame, regions: pl.DataFrame, lang: str
) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Targets and documents as if each area were one document, for charts with a row for each."""
    names = dict(regions.select("region_code", "name").iter_rows())
    codes = {
        document_id: area_code(region_code)
        for document_id, region_code in documents.select("document_id", "region_code").iter_rows()
    }
    area = pl.col("document_id").replace_strict(codes, return_dtype=pl.String)
    found = (
        documents.with_columns(document_id=area)
        .group_by("document_id")
        .agg(pl.col("body_present").any(), pl.col("targets", "numbers").sum())
    )
    found = found.sort(pl.col("document_id") == _NONE, "document_id").with_columns(
        short_name=pl.col("document_id").map_elements(
            lambda code: _name(code, names, lang), return_dtype=pl.String
        )
    )
    return targets.with_columns(document_id=area), found


def _name(code: str, names: Mapping[str, str], lang: str) -> str:
    return LABELS[lang]["no_area"] if code == _NONE else names.get(code, code)
