"""A row of the table ``actuals``: a reported result, with the columns of a target's row."""

from __future__ import annotations

from collections.abc import Iterator

from metrics.extraction.pipeline import Sentence
from metrics.extraction.target_rows import ReadDocument, Row, row_of, times_around
from metrics.targets.results import said_of
from metrics.text.ids import actual_id
from metrics.values import replace

_OF_GOALS = (
    "deadline", "deadline_text", "commitment", "responsible", "goal_tier", "binding",
)  # fmt: skip


def actual_rows_of(sentence: Sentence, document: ReadDocument) -> Iterator[Row]:
    """The rows of the results that a sentence reports, in the order of their numbers."""
    if not any(fate.results for fate in sentence.fates):
        return
    times = replace(times_around(sentence, document), looks_back=True)
    text, phrases = sentence.text, document.rules.phrases
    starts = [fate.mention.start for fate in sentence.fates if fate.results]
    for fate in sentence.fates:
        ends = next((at for at in starts if at > fate.mention.start), sentence.end)
        for result in fate.results:
            row = row_of(result, sentence, document, times, actual_id)
            said = said_of(phrases, text, sentence.start, ends, result)
            own = row.pop("target_id")
            for name in _OF_GOALS:
                del row[name]
            yield {
                "actual_id": own,
                **row,
                "estimate": said.estimate,
                "rank_text": said.rank,
                "basis_text": said.basis,
                "claims_goal": said.claim,
            }
