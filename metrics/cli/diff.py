"""Plans beside other plans: ``diff``."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from metrics.cli.outcome import count_of, exit_codes, printable, say, show_table, tell

if TYPE_CHECKING:
    import polars as pl

_SHOWN = 40  # rows on the terminal
_INDICATORS = 12  # of which the changes are counted on the terminal


def diff(
    folder: Annotated[Path, typer.Argument(metavar="DIR", help="What an earlier run wrote.")],
    other: Annotated[
        Path | None, typer.Argument(metavar="[DIR]", help="Another one, with the later plans.")
    ] = None,
    years: Annotated[
        tuple[int, int] | None, typer.Option(metavar="YEAR YEAR", help="Plans of these two years.")
    ] = None,
    parents: Annotated[
        bool, typer.Option("--parents", help="Each region beside the nearest one above it.")
    ] = False,
    out: Annotated[
        Path | None, typer.Option(metavar="FILE", help="Write all rows: .csv, .xlsx or .parquet.")
    ] = None,
) -> None:
    """Show what was raised, held, lowered, new or dropped, or regions beside their parents."""
    if parents == (other is not None or years is not None):
        raise typer.BadParameter("Give two folders, or --years, or --parents.")
    from metrics.tables import plan_comparison
    from metrics.tables.parquet import read_tables
    from metrics.tables.spreadsheets import write_sheet

    with exit_codes():
        made = read_tables(folder)
        later = made if other is None else read_tables(other)
        if parents:
            rows = plan_comparison.beside_parents(made)
        else:
            if years is not None:
                before, after = (
                    plan_comparison.of_year(one, year)
                    for one, year in zip((made, later), years, strict=True)
                )
            else:
                before = plan_comparison.of_run(made, str(folder))
                after = plan_comparison.of_run(later, str(other))
            rows = plan_comparison.compare_plans(before, after, later.units)
            _tell_missing(*plan_comparison.missing_places(before, after))
        if out is not None:
            write_sheet("diff", rows, out, run=folder)
        if not parents:
            _tell_indicators(plan_comparison.by_indicator(rows))
        _show(rows, ("parent", "child") if parents else ("before", "after"), out)


def _tell_indicators(counts: pl.DataFrame) -> None:
    """A line for each indicator that several places state in both years."""
    for row in counts.head(_INDICATORS).iter_rows(named=True):
        parts = [f"{row[verdict]} {verdict}" for verdict in ("lowered", "held", "raised")]
        bounds = f" ({row['rebound']} of them with another bound)" if row["rebound"] else ""
        named = f"{row['indicator_name']}, {row['plan_year']}: {count_of(row['places'], 'place')}"
        say(printable(f"{named}: {parts[0]}, {parts[1]}{bounds}, {parts[2]}"))


def _tell_missing(left: list[str], right: list[str]) -> None:
    for places, side in ((left, "earlier"), (right, "later")):
        if places:
            named = "、".join(places[:5]) + (" …" if len(places) > 5 else "")
            told = f"{count_of(len(places), 'place')} with {side} plans only"
            tell(f"Left out: {told}: {named}")


def _show(rows: pl.DataFrame, sides: tuple[str, str], out: Path | None) -> None:
    from rich.table import Table
    from rich.text import Text

    table = Table("verdict", "place", "indicator", *sides, "unit", box=None)
    first = rows.sort(rows["indicator_id"].is_null(), maintain_order=True)
    for row in first.head(_SHOWN).iter_rows(named=True):
        stated = (_stated(row, side) for side in sides)
        cells = (row["verdict"], row["place"], row["indicator_name"], *stated, row["unit"])
        table.add_row(*(Text(printable(cell)) for cell in cells))
    if len(rows):
        show_table(table)
    if len(rows) > _SHOWN:
        where = f"are in {out}" if out else "are written by --out FILE"
        say(f"... and {len(rows) - _SHOWN} more; all {where}")
    counts = rows["verdict"].value_counts(sort=True, name="rows").rows()
    say(", ".join(f"{count} {verdict}" for verdict, count in sorted(counts)) or "no rows")


def _stated(row: dict[str, object], side: str) -> str:
    if row[f"value_{side}"] is None:
        return ""
    words = f"{row[f'commitment_{side}'] or ''}{row[f'comparator_{side}']}"
    return f"{words} {row[f'quote_{side}']}"
