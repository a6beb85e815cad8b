"""The sheet that people review: every target with its sentence, the unsure ones first.

Numbers that no rule explains are on it too, so that a person can make targets of them. A reviewed
sheet is read back by `metrics.review.corrections`.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import polars as pl

from metrics.review.corrections import FIELDS
from metrics.tables.frames import Tables
from metrics.tables.schemas import COMPARATORS, DIRECTIONS, MODES, ROLES
from metrics.tables.spreadsheets import write_sheet
from metrics.tables.wide import Pages, targets_wide

_LONG_NAME = 20
_AROUND = 40  # characters of the text on either side of a number that stands in no target
_OF_THE_ROW = ("classifier", "unit_text", "deadline_text")  # kept for examples of rules
_COLUMNS = (
    "doubt", "action", "role", "place", "indicator", "value", "value_high", "unit", "comparator",
    "mode", "direction", "deadline", "quote", "sentence", "commitment", "scope", "per",
    "indicator_id", "breakdown", "baseline", "by", "note", "evidence", "source", "document_id",
    "start", "target_id", "as_read",
)  # fmt: skip
_CHOICES = {
    "action": ["delete", "add"],
    "role": list(ROLES),
    "comparator": list(COMPARATORS),
    "mode": list(MODES),
    "direction": list(DIRECTIONS),
}


def review_rows(
    made: Tables, pages: Pages | None = None, texts: Mapping[str, str] | None = None
) -> pl.DataFrame:
    """One row per target and unexplained number, the most doubtful first.

    Args:
        made: the tables of a run.
        pages: what the column ``evidence`` links to.
        texts: the decoded texts by their ``text_sha256``, for the words around unexplained numbers.
    """
    targets = targets_wide(made, pages).with_columns(role=pl.lit("target"), doubt=_doubt())
    targets = targets.with_columns(rank=pl.col("doubt").replace_strict(_RANKS, default=len(_RANKS)))
    numbers = _unexplained(made, texts or {})
    rows = pl.concat([numbers, targets], how="diagonal_relaxed").with_columns(
        pl.lit(None, pl.String).alias(name) for name in ("action", "by", "note")
    )
    as_read = [_as_read(row) for row in rows.iter_rows(named=True)]
    return (
        rows.with_columns(as_read=pl.Series(as_read, dtype=pl.String))
        .sort("rank", maintain_order=True)
        .select(_COLUMNS)
    )


@dataclass(frozen=True)
class Counts:
    """How many rows of a sheet have what, in the order in which they stand there.

    Attributes:
        unexplained: numbers that no rule explains.
        contradictory: targets that contradict themselves or others of their document.
        doubted: targets with a reason in the column ``doubt`` of the table ``targets``.
        softer: targets with nothing but a softer sign, by sign.
    """

    unexplained: int
    contradictory: int
    doubted: int
    softer: dict[str, int]


def counts(rows: pl.DataFrame, made: Tables) -> Counts:
    """Counts what a sheet says against its rows.

    Args:
        rows: what `review_rows` gives.
        made: the tables that they were made of.
    """
    said = Counter(rows["doubt"])
    return Counts(
        said[_UNEXPLAINED],
        sum(said[sign] for sign in _CONTRADICTIONS),
        made.targets["doubt"].count(),
        {sign: said[sign] for sign in reversed(_SOFTER) if said[sign]},
    )


def write_review(rows: pl.DataFrame, file: Path, run: Path | None = None) -> None:
    """Writes the sheet as .csv or .xlsx, where the cells offer what they may hold.

    Args:
        rows: what `review_rows` gives.
        file: where to write.
        run: the folder of the run; with it a sheet that somebody edited is not replaced.

    Raises:
        OutputError: when the file cannot or must not be written or has another ending.
    """
    write_sheet("review", rows, file, lists=_CHOICES, run=run)


_SAID_OF_DOUBTS = {
    "cut_name": "the name begins or ends within a word",
    "verb_as_name": "the name is a verb or a cue",
    "bare_head": "the name does not say whose it is, or of what",
    "verb_in_name": "a verb stands in the name",
    "task_as_name": "the name is a task, not what is done",
    "numeral": "the count is written in Chinese numerals",
    "size_of_thing": "the value is the size of a thing",
    "no_verb": "no verb governs the count",
    "mere_activity": "an activity without an end result",
}
"""The reasons of the column ``doubt`` in words."""

_CONTRADICTIONS: dict[str, pl.Expr] = {
    "a share above 100": (pl.col("unit") == "percent")
    & (pl.col("mode") == "level")
    & (pl.col("value") > 100),
    "due before the plan begins": pl.col("deadline").dt.year() < pl.col("plan_year"),
    "a part larger than its total": pl.col("value") > pl.col("total_value"),
    "other value for the same indicator in this document": (
        pl.col("value")
        .n_unique()
        .over("document_id", "indicator_id", "mode", "direction", "unit", "scope", "per", "due")
        > 1
    )
    & pl.col("indicator_id").is_not_null()
    & ~pl.col("breakdown"),
    "a range whose ends are in the wrong order": pl.col("value_high") < pl.col("value"),
}
_SOFTER: dict[str, pl.Expr] = {
    "the name is long": pl.col("indicator").str.len_chars() > _LONG_NAME,
    "no unit but the measure word": pl.col("unit").is_in(["item", "other_measure"]),
    "not in the catalogue": pl.col("indicator_id").is_null(),
}
"""Signs that most right rows have too: they sort behind, and no row is unsure for them alone."""

_SIGNS: dict[str, pl.Expr] = {
    **_CONTRADICTIONS,
    **{said: pl.col("doubt") == doubt for doubt, said in _SAID_OF_DOUBTS.items()},
    **_SOFTER,
}
"""What the column ``doubt`` of the sheet says of a target, the gravest first."""

_UNEXPLAINED = "no rule explains this number"
_RANKS = {_UNEXPLAINED: 0, **{sign: rank for rank, sign in enumerate(_SIGNS, 1)}}


def _doubt() -> pl.Expr:
    """The gravest sign against a target, or null."""
    return pl.coalesce(
        *(pl.when(expression).then(pl.lit(sign)) for sign, expression in _SIGNS.items())
    )


def _unexplained(made: Tables, texts: Mapping[str, str]) -> pl.DataFrame:
    documents = made.documents.select(
        "document_id",
        "text_sha256",
        place=pl.coalesce("region", "region_label", "title", "source"),
    )
    rows = made.numbers.filter(role="unexplained").join(
        documents, "document_id", "left", maintain_order="left"
    )
    places = rows.select("text_sha256", "start", "end").iter_rows()
    words = [_around(texts.get(digest, ""), start, end) for digest, start, end in places]
    return rows.with_columns(
        doubt=pl.lit(_UNEXPLAINED), rank=pl.lit(0), sentence=pl.Series(words, dtype=pl.String)
    )


def _around(text: str, start: int, end: int) -> str | None:
    """The words around a number, up to the line's ends."""
    before = text[max(0, start - _AROUND) : start].rpartition("\n")[2]
    after = text[start : end + _AROUND].partition("\n")[0]
    return (before + after).strip() or None


def _as_read(row: Mapping[str, Any]) -> str:
    """What was read of a row, for the comparison with what a person leaves in its cells."""
    read = {
        name: value.isoformat() if isinstance(value, date) else value
        for name in (*FIELDS, *_OF_THE_ROW)
        if (value := row.get(name)) is not None
    }
    return json.dumps(read, ensure_ascii=False)
