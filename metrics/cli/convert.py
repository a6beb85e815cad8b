"""Values in the units that readers use: ``convert``."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from metrics.cli.options import OnlyRules, Rules, load_given_rules
from metrics.cli.outcome import exit_codes, say


def convert(
    folder: Annotated[Path, typer.Argument(metavar="DIR", help="What an earlier run wrote.")],
    unit: Annotated[
        list[str], typer.Option(metavar="UNIT", help="As plans print it: 亿元, 万亩 (repeatable).")
    ],
    out: Annotated[
        Path, typer.Option(metavar="FILE", help="Where to write: .csv, .xlsx or .parquet.")
    ],
    rate: Annotated[
        list[str] | None,
        typer.Option(
            metavar="RATE", help="Between currencies, with its day: USD=7.12CNY@2024-06-28."
        ),
    ] = None,
    rules: Rules = None,
    only_rules: OnlyRules = None,
) -> None:
    """Write the targets with values in the units asked for; what does not convert stays."""
    from metrics.quantities import display_units
    from metrics.tables.parquet import read_tables
    from metrics.tables.spreadsheets import write_sheet
    from metrics.tables.wide import targets_wide

    with exit_codes():
        made = read_tables(folder)
        loaded = load_given_rules(rules, only_rules)
        shown = [display_units.read_display_unit(name, loaded) for name in unit]
        rates = [display_units.read_rate(text) for text in rate or ()]
        rows = display_units.convert(targets_wide(made), made.units, shown, rates)
        write_sheet("targets", rows, out, run=folder)
        converted = int(rows["shown_unit"].is_in(unit).sum())
        say(f"{converted} of {len(rows)} values in {', '.join(unit)}, in {out}")
