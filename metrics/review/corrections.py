"""What people correct: the rows of a reviewed sheet that say something else than was read.

A sheet is CSV or Excel, as `metrics.review.sheet` writes it or written by hand. A cell that differs
from what the column ``as_read`` holds is an edit; where a row has no ``as_read``, every filled cell
is.
"""

from __future__ import annotations

import json
import math
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path
from typing import Any, Literal

import polars as pl

from metrics.errors import MetricsError
from metrics.tables.schemas import COMPARATORS, DIRECTIONS, MODES, ROLES
from metrics.tables.spreadsheets import read_csv_texts

Action = Literal["edit", "delete", "add"]

_CHOICES = {"role": ROLES, "comparator": COMPARATORS, "mode": MODES, "direction": DIRECTIONS}
_NUMBERS = ("value", "value_high", "baseline")
FIELDS = (
    "role", "indicator", "indicator_id", "value", "value_high", "unit", "comparator", "mode",
    "direction", "deadline", "scope", "per", "commitment", "breakdown", "baseline",
)  # fmt: skip
"""What a person may change of a row."""

_ADDRESS = ("target_id", "source", "document_id", "start", "quote", "sentence")
_IDENTITY = ("place", "action", "asked_target_id", "source", "start", "quote", "changes")
_OFFSET = re.compile(r"([0-9]{1,15})(?:\.0*)?")
_YES, _NO = ("true", "1", "1.0", "yes"), ("false", "0", "0.0", "no")


class CorrectionError(MetricsError, ValueError):
    """A file of corrections that cannot be used at all."""


@dataclass(frozen=True, slots=True)
class Correction:
    """One row of a sheet that a person changed.

    Attributes:
        place: The file and the line, as ``review.csv:12``.
        action: What to do with the target.
        target_id: The target that is meant; where it is none any more, the following tell.
        source: The file of the document.
        document_id: The document.
        start: Where the number stands in the text.
        quote: The number as printed.
        sentence: The sentence around it.
        changes: The new values by the names of ``FIELDS``.
        read: What was read when the sheet was written.
        by: Who corrected it, where the sheet says so.
        problem: What is wrong with the row, which is then refused.
    """

    place: str
    action: Action
    target_id: str | None = None
    source: str | None = None
    document_id: str | None = None
    start: int | None = None
    quote: str | None = None
    sentence: str | None = None
    changes: Mapping[str, Any] = field(default_factory=dict)
    read: Mapping[str, Any] = field(default_factory=dict)
    by: str | None = None
    problem: str | None = None


def read_corrections(file: Path) -> list[Correction]:
    """The corrections of a sheet, in its order; rows that change nothing are none.

    Raises:
        CorrectionError: when the file cannot be read or has no column to tell a target by.
    """
    rows = _read_sheet(file)
    if not {"target_id", "quote"} & set(rows.columns):
        raise CorrectionError(
            f"{file}: has neither a column target_id nor quote. Start from target-metrics review."
        )
    name = file.name.encode("utf-8", "surrogateescape").decode("utf-8", "backslashreplace")
    found = (
        _correction(f"{name}:{line}", row) for line, row in enumerate(rows.iter_rows(named=True), 2)
    )
    return [one for one in found if one is not None]


def stored_corrections(table: pl.DataFrame) -> list[Correction]:
    """The corrections that a table ``corrections`` keeps, to be applied once more."""
    return [
        Correction(
            place=row["place"],
            action=row["action"],
            target_id=row["asked_target_id"],
            source=row["source"],
            document_id=row["document_id"],
            start=row["start"],
            quote=row["quote"],
            sentence=row["sentence"],
            changes=_loaded(row["changes"]),
            read=_loaded(row["read"]),
            by=row["by"],
            problem=row["reason"] if row["outcome"] == "refused" and row["is_unreadable"] else None,
        )
        for row in table.iter_rows(named=True)
    ]


def identity(correction: Correction) -> str:
    """What makes two corrections one: the same row of the same sheet, saying the same."""
    said = storable(correction)
    return json.dumps([said[name] for name in _IDENTITY], ensure_ascii=False)


def storable(correction: Correction) -> dict[str, Any]:
    """What the table ``corrections`` keeps of a correction."""
    return {
        "place": correction.place,
        "action": correction.action,
        "asked_target_id": correction.target_id,
        "source": correction.source,
        "document_id": correction.document_id,
        "start": correction.start,
        "quote": correction.quote,
        "sentence": correction.sentence,
        "changes": _dumped(correction.changes),
        "read": _dumped(correction.read),
        "by": correction.by,
        "is_unreadable": correction.problem is not None,
    }


def _dumped(values: Mapping[str, Any]) -> str:
    plain = {
        name: value.isoformat() if isinstance(value, date) else value
        for name, value in values.items()
    }
    return json.dumps(plain, ensure_ascii=False)


def _loaded(text: str) -> dict[str, Any]:
    """What `_dumped` wrote; the values of fields in the types of the tables."""
    return {
        name: read_cell(name, None if value is None else str(value)) if name in FIELDS else value
        for name, value in dict(json.loads(text)).items()
    }


def _read_sheet(file: Path) -> pl.DataFrame:
    try:
        if file.suffix.lower() == ".xlsx":
            import fastexcel

            sheet = fastexcel.read_excel(file).load_sheet(0, dtypes="string")
            return sheet.to_polars()
        if file.suffix.lower() == ".csv":
            return read_csv_texts(file)
    except FileNotFoundError as error:
        raise CorrectionError(f"{file}: does not exist. Check the path.") from error
    except Exception as error:  # the readers of both formats raise errors of many kinds
        raise CorrectionError(f"{file}: cannot be read: {error}. Save it anew.") from error
    raise CorrectionError(f"{file}: is neither .csv nor .xlsx. Save it as one of them.")


def _correction(place: str, row: Mapping[str, str | None]) -> Correction | None:
    cells = {name: (value or "").strip() or None for name, value in row.items()}
    address = {name: cells.get(name) for name in _ADDRESS}
    problems: list[str] = []
    read = _as_read(cells.get("as_read"), problems)
    changes: dict[str, Any] = {}
    for name in FIELDS:
        if name not in cells:
            continue
        try:
            value = read_cell(name, cells[name])
        except ValueError as error:
            problems.append(f"{name}: {error}")
            continue
        if value != read.get(name):
            changes[name] = value
    action = _action(cells.get("action"), address, read, changes, problems)
    if action is None:
        return None
    start = address.pop("start")
    return Correction(
        place,
        action,
        **address,
        start=_place(start),
        changes={} if action == "delete" else changes,
        read=read,
        by=cells.get("by"),
        problem="; ".join(problems) or None,
    )


def _place(text: str | None) -> int | None:
    """The offset that a cell says; Excel may write it as 12.0."""
    match = _OFFSET.fullmatch(text or "")
    return int(match.group(1)) if match else None


def _as_read(text: str | None, problems: list[str]) -> dict[str, Any]:
    if text is None:
        return {}
    try:
        return _loaded(text)
    except (TypeError, ValueError, RecursionError):
        problems.append("as_read: was changed; copy it from the sheet as it was written")
        return {}


def _action(
    asked: str | None,
    address: Mapping[str, str | None],
    read: Mapping[str, Any],
    changes: Mapping[str, Any],
    problems: list[str],
) -> Action | None:
    """What a row asks for; a role other than target takes the target away."""
    word = (asked or "").lower()
    if word not in ("", "edit", "delete", "add"):
        problems.append(f"action: {asked!r} is none of edit, delete, add")
    elif word == "delete":
        return "delete"
    elif word == "add":
        return "add"
    if not changes and not problems:
        return None
    is_target = read.get("role", "target") == "target"
    becomes = changes.get("role", "target" if is_target else read.get("role"))
    if becomes == "target" and not is_target:
        return "add"
    if address["target_id"] is None and not read and address["quote"] is None:
        problems.append("names neither a target_id nor a quote")
    return "edit"


def read_cell(name: str, text: str | None) -> Any:
    """The value that a cell of the column ``name`` says, in the type of the tables.

    Raises:
        ValueError: with what the cell should hold.
    """
    if text is None:
        return None
    if name in _NUMBERS:
        return _number(text)
    if name in _CHOICES:
        if text not in _CHOICES[name]:
            raise ValueError(f"{text!r} is none of {', '.join(_CHOICES[name])}")
        return text
    if name == "deadline":
        return _day(text)
    if name == "breakdown":
        if text.lower() not in (*_YES, *_NO):
            raise ValueError(f"{text!r} is neither true nor false")
        return text.lower() in _YES
    return text


def _number(text: str) -> float:
    try:
        number = float(text.replace(",", ""))
    except ValueError as error:
        raise ValueError(f"{text!r} is no number; give it in the unit of the row") from error
    if not math.isfinite(number):
        raise ValueError(f"{text!r} is no finite number")
    return number


def _day(text: str) -> date:
    # Excel writes the date of a CSV file with slashes, and reads it with a time.
    try:
        year, month, day = text.split(" ")[0].split("T")[0].replace("/", "-").split("-")
        return datetime(int(year), int(month), int(day)).date()
    except (ValueError, OverflowError) as error:
        raise ValueError(f"{text!r} is no day; write it as 2024-11-30") from error
