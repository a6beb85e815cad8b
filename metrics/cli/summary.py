"""What a run says in the end: what was read, where it is, and what to look after."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from metrics.cli.outcome import UNREAD, count_of, printable, say, show_table, tell

if TYPE_CHECKING:
    import polars as pl

    from metrics.tables.frames import TablesInParts

_SUMMARY_ROWS = 20
_NAMED = 5  # sources in a line


def summarise(made: TablesInParts, place: Path) -> None:
    """Prints what was read and where it is, and ends with 1 when something could not be read."""
    from rich.table import Table
    from rich.text import Text

    from metrics.runs.states import STANDS

    documents = made.rest.documents
    summary = Table("document", box=None, header_style="bold")
    for column in ("targets", "numbers", "unexplained"):
        summary.add_column(column, justify="right")
    is_lost = documents["problem"].str.ends_with(STANDS).fill_null(False)
    is_read = documents["text_sha256"].is_not_null() & ~is_lost
    unread, read = documents.filter(~is_read), documents.filter(is_read)
    names = _names(read)
    for name, row in zip(names, read.head(_SUMMARY_ROWS).iter_rows(named=True), strict=False):
        counts = (str(row[name]) for name in ("targets", "numbers", "unexplained"))
        summary.add_row(Text(printable(name)), *counts)
    if len(read) > _SUMMARY_ROWS:
        summary.add_row(f"... and {len(read) - _SUMMARY_ROWS} more", "", "", "")
    totals = (str(read[name].sum()) for name in ("targets", "numbers", "unexplained"))
    summary.add_row("total", *totals, style="bold")
    show_table(summary)
    say(place)
    for row in unread.iter_rows(named=True):
        tell(f"{row['source']}: {row['problem']}")
    _tell_doubts(read.filter(read["problem"].is_not_null())["source"].to_list())
    _tell_unplaced(read)
    lost = _account_for(made.rest.corrections)
    if len(unread) or lost:
        raise typer.Exit(UNREAD)


def _names(documents: pl.DataFrame) -> list[str]:
    """What documents are called: those of one title by their files too, or by a number in one."""
    import polars as pl

    said = documents.select(pl.coalesce("title", "source"), "source").rows()
    titles = Counter(title for title, _ in said)
    both = Counter(said)
    met: Counter[tuple[str, str]] = Counter()
    names = []
    for title, source in said:
        met[title, source] += 1
        file = source if titles[title] > both[title, source] else ""
        number = f"{met[title, source]}" if both[title, source] > 1 else ""
        apart = ", ".join(filter(None, (file, number)))
        names.append(f"{title} ({apart})" if apart else title)
    return names


def _tell_unplaced(documents: pl.DataFrame) -> None:
    """Says how many documents cannot be compared for want of a region or year, and what helps.

    A manifest speaks of whole files, so that it helps none of several documents in one.
    """
    import polars as pl

    alone = documents.filter(pl.col("source").is_unique(), pl.col("targets") > 0)
    lacking = {
        "region": alone.filter(pl.col("region").is_null())["source"].to_list(),
        "year": alone.filter(pl.col("plan_year").is_null())["source"].to_list(),
    }
    said = [
        f"no {what} of {count_of(len(sources), 'document')} ({_named(sources)})"
        for what, sources in lacking.items()
        if sources
    ]
    if said:
        tell(
            f"The texts tell {' and '.join(said)}. Give what is known by --manifest FILE, "
            "a CSV file with the columns source, region, plan_year, and run again."
        )


def _named(sources: list[str]) -> str:
    more = f" and {len(sources) - _NAMED} more" if len(sources) > _NAMED else ""
    return f"{', '.join(sources[:_NAMED])}{more}"


def _tell_doubts(sources: list[str]) -> None:
    """Names the documents that were read but should be looked at; their rows say why."""
    if sources:
        named = _named(sources)
        tell(f"Read with a doubt that the column problem of documents names: {named}.")


def _account_for(corrections: pl.DataFrame) -> int:
    """Says what became of every correction; returns how many had no effect that they should."""
    from metrics.review.apply import OUTCOMES

    if corrections.is_empty():
        return 0
    lost = corrections.filter(corrections["reason"].is_not_null())
    for row in lost.iter_rows(named=True):
        tell(f"{row['place']}: {OUTCOMES[row['outcome']]}: {row['reason']}.")
    counts = (f"{len(corrections.filter(outcome=one))} {words}" for one, words in OUTCOMES.items())
    tell(f"{len(corrections)} corrections: {', '.join(counts)}.")
    return len(lost)
