"""What a line of the index says of an indicator: its middle, its ends, and a small strip."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

from charts.drawing.axis import axis_of
from charts.drawing.captions import steps_line
from charts.pages.model import Report, Row, Summary
from charts.selection.changes import latest_changes
from charts.selection.comparable import is_free_of_size
from charts.selection.comparison import Comparison
from charts.selection.results import kept
from charts.selection.standing import FEWEST, middle_of, peers
from charts.words.values import begun, high_end, value_order

_NAMED = 6  # regions of one value that a sentence names
_QUARTERS = (0.25, 0.75)
_WIDE = 1.0  # of the middle: more spread than this is no finding but a matter of size


def summary(report: Report, of: Comparison) -> Summary:
    """The line of an indicator in one period."""
    rows = of.shown_rows
    axis = axis_of(of, [(row["value"], high_end(row)) for row in rows])
    places = {row["document_id"]: axis.place(row["value"]) for row in rows}
    levels = {row["document_id"]: row["region_level"] for row in rows}
    ranked = peers(of)
    level, most = ranked[0] if ranked else (None, rows)
    middle = middle_said(of, level, middle_of(most)) if ranked else _span(of, rows)
    told = [begun(_of_level(of, level, _stated(of, own))) for level, own in ranked]
    changes, answered = latest_changes(of), of.last_answered
    met = kept(answered.answered, report.results) if answered else (0, 0, 0)
    moved = Counter(what for what, _, _ in changes.values())
    told += _changed(of, moved) + _stepped(of) + _kept(report, answered, met)
    interest = len(rows) / max(1, of.read) * (0.3 + _dispersion(of, most))
    interest += len(changes) / max(1, of.read) + sum(met[:2]) / max(1, of.read)
    return Summary(middle, places, levels, told, interest)


def middle_said(of: Comparison, level: str | None, row: Row) -> str:
    """The value in the middle of the peers of a level, which is named where there are others."""
    said = of.style.words["middle_short"].format(middle=of.style.number(row))
    return _of_level(of, level, said, "middle_of_level")


def _span(of: Comparison, rows: Sequence[Row]) -> str:
    """Both ends of values of which none is in the middle."""
    low, high = min(rows, key=value_order), max(rows, key=value_order)
    first, last = of.style.number(low), of.style.number(high)
    return first if first == last else of.style.words["both_ends"].format(low=first, high=last)


def _of_level(of: Comparison, level: str | None, said: str, label: str = "of_level") -> str:
    if not of.is_of_levels:
        return said
    words = of.style.words
    return words[label].format(level=words[f"level_{level}"], said=said)


def _dispersion(of: Comparison, rows: Sequence[Row]) -> float:
    """How far the quarters lie apart, of the middle; nothing for what grows with the region."""
    if not is_free_of_size(of.first["dimension"]) or len(rows) < FEWEST:
        return 0.0
    values = sorted(row["value"] for row in rows)
    low, high = (values[round(share * (len(values) - 1))] for share in _QUARTERS)
    middle = values[len(values) // 2]
    return min(_WIDE, (high - low) / abs(middle)) if middle else 0.0


def _stated(of: Comparison, rows: Sequence[Row]) -> str:
    """The middle and both ends, with all the regions that share an end."""
    words = of.style.words
    low, high = min(rows, key=value_order), max(rows, key=value_order)
    if value_order(low) == value_order(high):
        return words["front_same"].format(n=len(rows), printed=of.style.number(low))
    return words["front_stated"].format(
        n=len(rows),
        middle=of.style.number(middle_of(rows)),
        low=of.style.number(low),
        low_places=_sharing(of, rows, low),
        high=of.style.number(high),
        high_places=_sharing(of, rows, high),
    )


def _sharing(of: Comparison, rows: Sequence[Row], end: Row) -> str:
    words = of.style.words
    names = [of.places[row["document_id"]] for row in rows if value_order(row) == value_order(end)]
    if len(names) > _NAMED:
        return words["and_others"].format(names=words["comma"].join(names[:_NAMED]), n=len(names))
    return words["comma"].join(names)


def _changed(of: Comparison, moved: Mapping[str, int]) -> list[str]:
    if sum(moved.values()) < FEWEST:
        return []
    words = of.style.words
    said = [f"{words[what]} {count}" for what, count in Counter(moved).most_common()]
    last = of.period.last
    return [words["front_changed"].format(
        last=last, before=last - 1, n=sum(moved.values()), said=words["comma"].join(said)
    )]  # fmt: skip


def _stepped(of: Comparison) -> list[str]:
    return [steps_line(of, of.stepped)] if len(of.stepped) >= FEWEST else []


def _kept(report: Report, of: Comparison | None, met: tuple[int, int, int]) -> list[str]:
    reached, missed, silent = met
    if of is None or reached + missed < FEWEST:
        return []
    words = report.words
    said = words["front_kept"].format(
        n=reached + missed, reached=reached, missed=missed, silent=silent
    )
    return [words["front_kept_of"].format(period=of.period.label(words), said=said)]
