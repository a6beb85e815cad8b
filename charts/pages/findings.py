"""What a page says of a comparison: its finding in one sentence, its gaps and its notes."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from charts.drawing.marks import national_marks
from charts.pages.model import Report, Row, Silence
from charts.selection.comparison import Comparison
from charts.selection.standing import peers
from charts.words.values import value_order

_NAMED = 3  # values that a finding names where none may be called the highest


def finding(of: Comparison) -> str:
    """What the chart shows, in one sentence that ranks nothing across administrative levels.

    It speaks of the same targets as the chart: a total for five years is no highest of the year.
    """
    words, rows = of.style.words, of.shown_rows
    if of.shown_note == "note_levels_unknown":
        return _listed(of, "finding_unknown")
    ranked = peers(of) if of.is_of_levels else []
    if ranked or of.shown_note == "note_levels":
        level, of_level = ranked[0] if ranked else _most(rows)
        return words["finding_level"].format(
            n=len(rows), level=words[f"level_{level}"], finding=_range(of, of_level)
        )
    differ = len({value_order(row) for row in rows}) > 1
    return _listed(of, "finding_levels") if of.is_of_levels and differ else _range(of, rows)


def _listed(of: Comparison, label: str) -> str:
    """The first values with their places, where none may be called the highest."""
    words, rows = of.style.words, of.shown_rows
    stated = [
        words["stated_at"].format(place=of.places[row["document_id"]], printed=_worded(of, row))
        for row in rows[:_NAMED]
    ]
    more = [words["and_more"]] if len(rows) > _NAMED else []
    count = words["count_documents"].format(n=len(rows))
    return words[label].format(n=count, stated=words["comma"].join(stated + more))


def _most(rows: Sequence[Row]) -> tuple[str, list[Row]]:
    """The level of the most rows, and these."""
    counted = Counter(str(row["region_level"]) for row in rows)
    level = max(counted, key=lambda one: (counted[one], one))
    return level, [row for row in rows if row["region_level"] == level]


def _range(of: Comparison, rows: Sequence[Row]) -> str:
    """From the lowest to the highest value, with their places."""
    words = of.style.words
    low, high = min(rows, key=value_order), max(reversed(rows), key=value_order)
    if value_order(low) == value_order(high) and len(rows) > 1:
        return words["finding_same"].format(n=len(rows), printed=of.style.number(low))
    if low["document_id"] == high["document_id"]:
        return words["finding_one"].format(
            place=of.places[high["document_id"]], printed=_worded(of, high)
        )
    return words["finding_many"].format(
        n=len(rows),
        low=_worded(of, low),
        low_place=of.places[low["document_id"]],
        high=_worded(of, high),
        high_place=of.places[high["document_id"]],
    )


def _worded(of: Comparison, row: Row) -> str:
    printed = of.style.printed(row)
    return f"{of.style.wording(row)} {printed}" if of.is_soft(row) else printed


def without(
    report: Report, of: Comparison, named: frozenset[str]
) -> tuple[Silence, Silence, Silence]:
    """The documents that do not state the indicator: silent, in words only, and without a text.

    Who states it for another period is none of these.
    """
    stated = {row["document_id"] for row in of.whole.each}
    silent: list[str] = []
    words_only: list[str] = []
    no_text: list[str] = []
    for document_id, body_present in report.among.with_body.items():
        if document_id not in stated:
            found = words_only if document_id in named else silent
            (found if body_present else no_text).append(document_id)
    return _silence(report, silent), _silence(report, words_only), _silence(report, no_text)


def _silence(report: Report, documents: list[str]) -> Silence:
    listed = documents[: report.among.limits.silent] if report.is_large else documents
    return Silence(len(documents), [report.names[one] for one in listed], listed)


def notes(report: Report, of: Comparison) -> list[str]:
    """What is to be known before values are compared."""
    labels = ["note_promise"]
    if of.order_note:
        labels.append(of.order_note)
    if of.first["indicator_id"] in report.divided:
        labels.append("note_parts")
    return [report.words[label] for label in labels]


def national(of: Comparison) -> list[str]:
    """Each national figure with its document: 「全国目标 2025 ≥ 50%：…（2021）」."""
    return [f"{mark.row} {mark.text}: {mark.source}" for mark in national_marks(of)]
