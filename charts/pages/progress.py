"""What changed from plan to plan, and what was kept: pairs of values with both sentences."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, NamedTuple

from charts.pages.model import Pair, Report, Row, Section
from charts.selection.changes import latest_changes
from charts.selection.comparison import Comparison
from charts.selection.results import of_verdict
from charts.words.values import printed_value

CHANGES = (
    "raised", "kept", "lowered", "rebound", "softened", "firmed", "reshaped", "added", "dropped",
)  # fmt: skip
"""What a later plan does to a goal, in the order of the columns."""
OUTCOMES = ("reached", "below", "silent", "other")
"""What becomes of a goal, in the order of the columns."""


class Counts(NamedTuple):
    """An indicator with its pairs, and how many there are of each kind."""

    section: Section
    pairs: Sequence[Pair]
    counts: list[int]


def changes_said(of: Comparison) -> list[Pair]:
    """What each region's last plan did to the goal of the one before, the largest rise first."""
    if not of.is_latest:
        return []
    found = []
    for region, (what, before, after) in latest_changes(of).items():
        size = after["value"] - before["value"] if before and after else 0.0
        row = after or before
        assert row is not None
        found.append(
            Pair(
                period=of.period.label(of.style.words),
                place=region, what=what, words=of.style.words[what], size=size,
                before=_worded(before), after=_worded(after),
                before_sentence=_sentence(before), after_sentence=_sentence(after),
                document_id=row["document_id"], target_id=row["target_id"],
            )
        )  # fmt: skip
    return sorted(
        found, key=lambda pair: (CHANGES.index(pair.what) >= CHANGES.index("added"), -pair.size)
    )


def answers_said(of: Comparison) -> list[Pair]:
    """What became of each region's goal of the last period that could be answered."""
    answered = of.last_answered if of.is_latest else None
    if answered is None:
        return []
    words, found = of.style.words, []
    for row in answered.answered:
        result = of.among.results.after[row["target_id"]]
        found.append(
            Pair(
                period=answered.period.label(words),
                place=of.names[row["document_id"]], what=of_verdict(result),
                words=words[f"verdict_{result.verdict}"], size=result.difference or 0.0,
                before=_worded(row), after=result.printed, before_sentence=row["sentence"],
                after_sentence=result.sentence, document_id=row["document_id"],
                target_id=row["target_id"],
            )
        )  # fmt: skip
    return sorted(found, key=lambda pair: (OUTCOMES.index(pair.what), -pair.size))


def _worded(row: Row | None) -> str:
    if row is None:
        return ""
    return " ".join(filter(None, (row["commitment"], printed_value(row))))


def _sentence(row: Row | None) -> str:
    return "" if row is None else str(row["sentence"])


def counted(
    sections: Iterable[Section], pairs: Mapping[str, Sequence[Pair]], kinds: Sequence[str]
) -> list[Counts]:
    """The indicators that have pairs, those of the most first, with a count of each kind."""
    rows = []
    for section in sections:
        own = pairs.get(section.anchor, ())
        if own:
            found = Counter(pair.what for pair in own)
            rows.append(Counts(section, own, [found[kind] for kind in kinds]))
    return sorted(rows, key=lambda row: -len(row.pairs))


def page_values(
    report: Report, rows: Sequence[Counts], kinds: Sequence[str], labels: Sequence[str], view: str
) -> dict[str, Any]:
    """What the template of these two views needs; columns without any count are left out."""
    sums = [sum(row.counts[place] for row in rows) for place in range(len(kinds))]
    shown = [place for place, total in enumerate(sums) if total]
    words = report.words
    return {
        "title": words[f"view_{view}"],
        "lead": words[f"view_{view}_lead"],
        "labels": [labels[place] for place in shown],
        "kinds": [kinds[place] for place in shown],
        "sums": [sums[place] for place in shown],
        "total": sum(sums),
        "rows": [(row.section, row.pairs, [row.counts[place] for place in shown]) for row in rows],
        "heads": [words[f"view_{view}_before"], words[f"view_{view}_after"]],
    }
