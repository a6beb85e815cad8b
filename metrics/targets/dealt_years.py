"""The years of values that are dealt to a list of years: 2026年和2030年，A分别不低于90%和92%."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from metrics.targets.fate import NumberReading, PlanSentence


def dealt_years(sentence: PlanSentence, readings: Sequence[NumberReading]) -> dict[int, int]:
    """The years of values that are dealt to a list of years, by where the values start.

    The first values behind 分别 have the years of the list, and so has each later row of as many:
    「到2022年和2030年，A分别不低于90%和92%，B达到37%和40%以上」.
    """
    if len(readings) < 4:  # two years and their values
        return {}
    found: dict[int, int] = {}
    pattern = sentence.rules.phrases["years_dealt"]
    for match in pattern.finditer(sentence.text, sentence.start, sentence.end):
        listed = [int(year) for year in match.captures("year")]
        years = listed or list(range(int(match["since"]), int(match["until"]) + 1))
        rows = list(_rows_of(sentence, readings, match.end()))
        first = [start for row in rows for start in row] if listed else []
        for row in [first, *(row for row in rows if len(row) == len(years))]:
            found |= dict(zip(row, years, strict=False))
    return found


def _rows_of(
    sentence: PlanSentence, readings: Sequence[NumberReading], since: int
) -> Iterator[list[int]]:
    """Where the values start behind a place, in rows of those that only 、 or 和 joins."""
    joined = sentence.rules.phrases["joins_values"]
    row: list[int] = []
    end = since
    for mention in (one.mention for one in readings if one.mention.start >= since):
        if row and not joined.fullmatch(sentence.text, end, mention.start):
            yield row
            row = []
        row.append(mention.start)
        end = mention.end
    yield row
